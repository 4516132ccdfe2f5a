"""How much of a file is read: far above any job description, and little enough to be served at once."""

MAXIMUM_LINE = 20_000
"""Characters of a line of the body."""

MAXIMUM_WORDING = 4_000
"""Characters of a wording."""

MAXIMUM_CLAUSE = 20_000
"""Characters of a clause with the lists and notes in it."""

MAXIMUM_CLAUSES = 2_000
"""Clauses of a role."""

MAXIMUM_LINES = 10_000
"""Lines of a file."""

MAXIMUM_DEPTH = 8
"""Lists and quotations within one another."""

MAXIMUM_MARKUP = 4_000_000
"""Characters of a text times the signs of markup in it: beyond, it is shown as plain text."""
