"""A wording into a row of a table: its text is parted into as many cells as the row has."""

from kb.errors import WritingError
from kb.reading.source import Line
from kb.reading.tables import cells, written_cells
from kb.writing.edits import Edit, apply_edits


def row_edit(line: Line, text: str, id: str, path: str, dash: str) -> Edit:
    """Return the edit that gives the cells of a row the *text*, joined by a colon and dashes as it is read.

    WritingError where it has another number of parts, or more than one way to part it.
    """
    places, _ = written_cells(line.text)
    parts = _parts(text, len(places), dash)
    if parts is None or any(len(cells(part)) != 1 for part in parts):
        shown = f" {dash} ".join("…" for _ in places[1:])
        raise WritingError(
            f"#{id} is a row of a table; write its {len(places)} cells as “{f'…: {shown}' if shown else '…'}”, "
            f"without other colons, such dashes and strokes, or change it in {path}"
        )
    edits = (Edit(start, end, part) for (start, end), part in zip(places, parts, strict=True))
    return Edit(line.start, line.start + len(line.text), apply_edits(line.text, edits))


def _parts(text: str, number: int, dash: str) -> list[str] | None:
    """Return *text* in as many parts, None where it is not plain which."""
    if number == 1:
        return [text]
    first, *rest = text.split(": ")
    others = rest[0].split(f" {dash} ") if len(rest) == 1 else []
    parts = [part.strip() for part in (first, *others)]
    return parts if len(parts) == number and all(parts) and f" {dash} " not in first else None
