"""What a body is made of, each with its lines: headings, list items, paragraphs, quotations, tables, code."""

from dataclasses import dataclass

from kb.reading.source import Line


@dataclass(frozen=True)
class Heading:
    """A heading; *id* is what stands in `{#…}`, None without one. *last_line* is that of its underline, if any."""

    line: int
    level: int
    text: str
    id: str | None
    last_line: int = 0


@dataclass(frozen=True)
class Item:
    """A list item; *number* is None for a bullet, and *marked* false for a paragraph that ends in an id.

    *text* is all of the wording, *span* where it stands in the file; *continued* tells that it goes on in the next
    line. *nested* are the lines inside the item, below the wording. A *row* is one of a table.
    """

    line: int
    last_line: int
    text: str
    id: str | None
    marks: tuple[str, ...]
    span: tuple[int, int]
    nested: tuple[Line, ...] = ()
    number: int | None = None
    marked: bool = True
    continued: bool = False
    row: bool = False


@dataclass(frozen=True)
class _Lines:
    lines: tuple[Line, ...]

    @property
    def line(self) -> int:
        """Its first line."""
        return self.lines[0].number

    @property
    def last_line(self) -> int:
        """Its last line."""
        return self.lines[-1].number


@dataclass(frozen=True)
class Paragraph(_Lines):
    """Lines of running text."""


@dataclass(frozen=True)
class Quotation(_Lines):
    """The lines of a quotation, without its marks."""


@dataclass(frozen=True)
class Code(_Lines):
    """The lines of a fence of code, those that open and close it among them."""


@dataclass(frozen=True)
class Table(_Lines):
    """The rows of a table, its separator among them."""


@dataclass(frozen=True)
class Rule(_Lines):
    """A line across the page, which says nothing."""


Block = Heading | Item | Paragraph | Quotation | Code | Table | Rule
