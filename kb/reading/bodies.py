"""Blocks to HTML and plain text: lists, quotations, tables and code around the text that Markdown renders."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kb import model
from kb.errors import Problem
from kb.reading.blocks import Block, Code, Heading, Item, Paragraph, Quotation, Rule, Table
from kb.reading.guarding import BLOCK_TAGS, LIST_TAGS, SIGNS
from kb.reading.ids import left_over, without_tags
from kb.reading.letters import bare, clean
from kb.reading.limits import MAXIMUM_DEPTH
from kb.reading.marks import find_mark
from kb.reading.rendering import NOTHING, BadLink, Link, Rendered, Renderer, as_text, unmarked
from kb.reading.scan import scan
from kb.reading.source import Line, Source
from kb.reading.tables import alignments, cells, is_separator

_BLOCK_STARTS = tuple(f"<{tag}" for tag in BLOCK_TAGS | LIST_TAGS)


@dataclass
class Body:
    """Renders the blocks of one file, and gathers the links in them and what is wrong with them."""

    source: Source
    renderer: Renderer
    addresses: Mapping[str, str]
    is_clean: bool = False
    links: list[Link | BadLink] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def text(self, text: str, line: int) -> Rendered:
        """Render the running text of one block, which begins in this *line*."""
        if self.is_clean and not SIGNS.search(text):
            return unmarked(text.strip())
        place = self.source.place(line)
        rendered = self.renderer.inline(text, place, self.source.language, self.addresses)
        if rendered.links or rendered.problems:
            self.links.extend(rendered.links)
            self.problems.extend(rendered.problems)
        return rendered

    def plain(self, text: str, line: int) -> str:
        """Return a heading or a term as plain text, without emphasis."""
        return self.text(without_tags(text), line).text

    def lines(self, lines: Sequence[Line]) -> Rendered:
        """Render the blocks in *lines*."""
        if len(lines) == 1 and lines[0].text[:1].isalpha() and find_mark(lines[0].text) is None:
            rendered = self.text(self._untagged(lines[0]).text, lines[0].number)
            return Rendered(f"<p>{rendered.html}</p>", rendered.text) if rendered.html else NOTHING
        return self.blocks(scan(lines)) if lines else NOTHING

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> Rendered:
        """Render *blocks*; list items that follow one another are one list."""
        joined = "\n".join(filter(None, self._htmls(blocks, depth)))
        return Rendered(joined, as_text(joined)) if joined else NOTHING

    def paragraphs(self, blocks: Iterable[Block]) -> tuple[model.Paragraph, ...]:
        """Render *blocks* one by one, the items of one list together."""
        found: list[model.Paragraph] = []
        for kind, group in groupby(blocks, key=_kind):
            listed = list(group)
            for some in [listed] if kind is not None else ([block] for block in listed):
                rendered = self.blocks(some)
                if rendered.html:
                    place = self.source.place(some[0].line)
                    found.append(model.Paragraph(rendered.text, rendered.html, place))
        return tuple(found)

    def untagged(self, lines: Iterable[Line]) -> list[Line]:
        """Return *lines* without ids, each of which is a problem: only clauses, headings and terms have one."""
        return [self._untagged(line) for line in lines]

    def _untagged(self, line: Line) -> Line:
        if "{" not in line.text or not (ids := left_over(line.text)):
            return line
        for id in ids:
            message = (
                f"the id #{id} belongs to nothing here; remove it, or make a clause of its own of what it names"
            )
            self.problems.append(Problem(self.source.place(line.number), "id-left-over", message))
        return Line(line.number, line.start, without_tags(line.text))

    def _htmls(self, blocks: Iterable[Block], depth: int) -> Iterator[str]:
        for kind, group in groupby(blocks, key=_kind):
            if kind is None:
                yield from (self._html(block, depth) for block in group)
            else:
                items = [block for block in group if isinstance(block, Item)]
                yield self._list(items, depth, ordered=kind)

    def _html(self, block: Block, depth: int) -> str:
        match block:
            case Paragraph(lines):
                return self._paragraph(lines)
            case Item():
                return self._item(block, depth, "p")
            case Heading():
                return f"<p><strong>{self.text(without_tags(block.text), block.line).html}</strong></p>"
            case Quotation(lines):
                return f"<blockquote>\n{self._inside(lines, depth)}\n</blockquote>"
            case Code(lines):
                return _code(self.untagged(lines))
            case Table(lines):
                return self._table(self.untagged(lines))
            case Rule():
                return ""

    def _paragraph(self, lines: Sequence[Line]) -> str:
        text = "\n".join(line.text.lstrip() for line in self.untagged(lines))
        rendered = self.text(text, lines[0].number).html
        if not rendered or rendered.lower().startswith(_BLOCK_STARTS):
            return rendered
        return f"<p>{rendered}</p>"

    def _list(self, items: Sequence[Item], depth: int, *, ordered: bool) -> str:
        number = items[0].number if ordered else 1
        start = "" if number in (1, None) else f' start="{number}"'
        tag = "ol" if ordered else "ul"
        listed = "\n".join(self._item(item, depth, "li") for item in items)
        return f"<{tag}{start}>\n{listed}\n</{tag}>"

    def _item(self, item: Item, depth: int, tag: str) -> str:
        line = Line(item.line, 0, item.text if item.id is None else f"{item.text} {{#{item.id}}}")
        text = self.text(self._untagged(line).text, item.line).html
        inside = self._inside(item.nested, depth) if item.nested else ""
        if tag == "p":
            return f"<p>{text}</p>\n{inside}".rstrip()
        return f"<li>{text}\n{inside}\n</li>" if inside else f"<li>{text}</li>"

    def _inside(self, lines: Sequence[Line], depth: int) -> str:
        """Render what stands within an item or a quotation; what is too deep is text."""
        if depth < MAXIMUM_DEPTH:
            return self.blocks(scan(lines), depth + 1).html
        written = [line for line in lines if not line.is_blank]
        message = f"more than {MAXIMUM_DEPTH} lists or quotations within one another; make it flatter"
        self.problems += [Problem(self.source.place(line.number), "too-deep", message) for line in written[:1]]
        return "\n".join(self._paragraph([line]) for line in written)

    def _table(self, lines: Sequence[Line]) -> str:
        rows = list(lines)
        head: Line | None = None
        aligned: list[str | None] = []
        if len(rows) > 1 and is_separator(rows[1].text):
            head, aligned, rows = rows[0], alignments(rows[1].text), rows[2:]
        rows = [row for row in rows if not is_separator(row.text)]
        parts = ["<table>"]
        if head is not None:
            parts += ["<thead>", self._row(head, "th", aligned), "</thead>"]
        columns = len(aligned)
        parts += ["<tbody>", *(self._row(row, "td", aligned, columns) for row in rows), "</tbody>", "</table>"]
        return "\n".join(parts)

    def _row(self, line: Line, tag: str, aligned: Sequence[str | None], columns: int = 0) -> str:
        texts = [self.text(line.text[start:end], line.number).html for start, end in cells(line.text)]
        texts += [""] * (columns - len(texts))
        parts = [f"<{tag}{_alignment(aligned, column)}>{text}</{tag}>" for column, text in enumerate(texts)]
        return "\n".join(["<tr>", *parts, "</tr>"])


def _kind(block: Block) -> bool | None:
    """Return whether a list item is numbered; None for what is no list item."""
    return block.number is not None if isinstance(block, Item) and block.marked else None


def _alignment(aligned: Sequence[str | None], column: int) -> str:
    found = aligned[column] if column < len(aligned) else None
    return f' align="{found}"' if found else ""


def _code(lines: Sequence[Line]) -> str:
    """Render a fence: its lines as they stand, what is named behind the opening one among them."""
    named = bare(lines[0].text).strip("`~")
    shown = [named] if named else []
    shown += [line.text for line in lines[1:-1]]
    return f"<p><code>{'<br>'.join(html.escape(clean(line), quote=False) for line in shown)}</code></p>"
