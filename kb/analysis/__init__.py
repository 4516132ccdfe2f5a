"""Text to words, per language: tokens, folding, lemmas and stems, compounds, stop words, names, lexicons."""
