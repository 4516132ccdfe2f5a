"""Tables of content as pages show them: in a box that scrolls, ready to be stacked, and cut to what was found."""

import re
from collections.abc import Iterable, Sequence
from html import escape

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NOTHING = {"", "-", "–", "—"}

MOST_ROWS = 3
"""Rows of a table that are shown of a hit."""


def readable_tables(html: str, name: str) -> str:
    """Return *html* with each table in a box of its own that scrolls, also by keyboard, and its cells labelled.

    The label is the head of the column: a narrow screen shows a row as a list of labelled cells.
    """
    box = f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(name)}"><table class="stacking">'
    return _TABLE.sub(lambda table: f"{box}{_labelled(table[1])}</table></div>", html)


def found_rows(texts: Sequence[str]) -> list[str]:
    """Return *texts*, the same in several languages, with their tables cut to the rows that any of them marks."""
    found = sorted({number for text in texts for number in _marked(text)})[:MOST_ROWS] or [0]
    return [_TABLE.sub(lambda table: f"<table>{_cut(table[1], found)}</table>", text) for text in texts]


def _labelled(rows: str) -> str:
    head = _ROW.search(rows)
    labels = [_plain(cell[3]).replace('"', "&quot;") for cell in _CELL.finditer(head[1])] if head else []

    def label(row: re.Match[str]) -> str:
        cells = zip(_CELL.finditer(row[1]), labels, strict=False)
        return f"<tr>{''.join(_cell(cell, label) for cell, label in cells)}</tr>"

    return _ROW.sub(label, rows)


def _cell(cell: re.Match[str], label: str) -> str:
    if cell[1] == "th":
        return f'<th scope="col"{cell[2]}>{cell[3]}</th>'
    nothing = ' class="nothing"' if _plain(cell[3]) in _NOTHING else ""
    return f'<td data-label="{label}"{nothing}{cell[2]}>{cell[3]}</td>'


def _marked(text: str) -> Iterable[int]:
    for table in _TABLE.finditer(text):
        rows = [row[1] for row in _ROW.finditer(table[1])]
        yield from (number for number, row in enumerate(rows[1:]) if "<mark>" in row)


def _cut(rows: str, wanted: Sequence[int]) -> str:
    numbers = iter(range(-1, len(rows)))
    return _ROW.sub(lambda row: row[0] if (number := next(numbers)) < 0 or number in wanted else "", rows)


def _plain(html: str) -> str:
    return _TAG.sub("", html).strip()
