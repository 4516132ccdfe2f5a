"""A file of the content in plain Markdown: text in, the same words in plain marks, signs and spaces out."""

import re
import unicodedata

from kb.reading.fences import fenced
from kb.reading.html_lists import without_html_lists
from kb.reading.letters import UNSEEN
from kb.reading.rules import Rules
from kb.writing.drafts import GLOSSARY, Draft, replacement
from kb.writing.edits import Edit
from kb.writing.headings import headings
from kb.writing.lists import joined, notes, plain_marks, unquoted
from kb.writing.terms import terms

_TIMES = 4
_BESIDES = re.compile(r"`+[^`]*`+|\]\([^()]*\)|<[^<>]*>|\{[^{}]*\}")
_DIGIT = re.compile(r"\d")


def tidy(draft: Draft, rules: Rules) -> str:
    """Return the text of a file with plain marks, headings and spaces; no word is another."""
    draft = draft.with_text(_composed(draft.text))
    # What stands below a heading is read otherwise once it is one.
    for _ in range(_TIMES):
        before = draft
        for step in (_html_lists, terms) if draft.kind == GLOSSARY else _STEPS:
            draft = step(draft)
        if draft == before:
            break
    return _spaced(draft, rules).text


def _composed(text: str) -> str:
    """Return *text* without unseen signs, its letters composed; the mark at the start of a file stays."""
    start = "\ufeff" if text.startswith("\ufeff") else ""
    return start + unicodedata.normalize("NFC", UNSEEN.sub("", text))


def _html_lists(draft: Draft) -> Draft:
    """Return a file whose lists of HTML are lists of Markdown."""
    if "<li" not in draft.text.lower():
        return draft
    body = {line.number for line in draft.prepared.body} & {line.number for line in draft.source.lines}
    first = min(body, default=0)
    lines = [line for line in draft.source.lines if line.number >= first and "<!--" not in line.text]
    found: dict[int, list[str]] = {line.number: [] for line in lines}
    for line in without_html_lists(lines, fenced(lines)):
        found[line.number].append(line.text.rstrip())
    edits: list[Edit] = []
    for line in lines:
        new = found[line.number]
        if not new and not line.is_blank:
            edits.append(draft.removal(line))
        elif new != [line.text.rstrip()] and not line.is_blank:
            edits += replacement(line, draft.line_end.join(new))
    return draft.edited(edits)


def _spaced(draft: Draft, rules: Rules) -> Draft:
    """Return a file with no-break spaces between numbers and units."""
    units = rules.units.get(draft.code)
    if units is None:
        return draft
    edits: list[Edit] = []
    for line in draft.own_lines.values():
        if not _DIGIT.search(line.text):
            continue
        besides = [match.span() for match in _BESIDES.finditer(line.text)]
        for _, space in units.parted(line.text):
            if not any(start <= space < end for start, end in besides):
                edits.append(Edit(line.start + space, line.start + space + 1, "\u00a0"))
    return draft.edited(edits)


_STEPS = (_html_lists, headings, unquoted, joined, plain_marks, notes)
