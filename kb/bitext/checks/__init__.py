"""The translators' checks, one module a family: meaning, text, terms, structure."""
