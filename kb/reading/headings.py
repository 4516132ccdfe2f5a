"""What kind of section a heading opens, by its text or by an explicit `{#kind}`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kb.languages import Language, language
from kb.model import SECTION_KINDS
from kb.reading.blocks import Heading, Item, Paragraph
from kb.reading.letters import UNSEEN, bare
from kb.reading.scan import LONGEST_UNDERLINED

PURPOSE = "purpose"
"""Stands for a section that is part of the summary."""

OTHER = "other"
"""Stands for a section of no kind: text that is shown last and linked to nothing."""

_NUMBER = re.compile(r"(?:(?:\d+\.)*\d+[.)]?|[IVXivx]+[.)])\s+")
_BOLD = re.compile(r"((?:[^\w*]*|\d{1,3}[.)] ?))(\*\*|__)([^*_\n]+)\2[ \t:]*")
_STOPS = ".;,!?"
_AFTER = ": \t\u00a0"
_DECORATION = "*_`~#:.•·–—- \u00a0"


@dataclass(frozen=True)
class UnknownHeading:
    """Why no kind could be told; *message* is that of the problem."""

    code: str
    message: str


def kind_of(heading: Heading, language_code: str, *, after_duties: bool) -> str | UnknownHeading:
    """Return the section kind of a *heading*, PURPOSE or OTHER.

    *after_duties* tells whether a duties section stands above it: some headings mean another kind before one.
    """
    if heading.id is not None:
        if heading.id in (*SECTION_KINDS, PURPOSE, OTHER):
            return heading.id
        kinds = ", ".join((*SECTION_KINDS, PURPOSE, OTHER))
        return UnknownHeading("unknown-kind", f"there is no kind #{heading.id}; the kinds are {kinds}")
    text = _normal(heading.text)
    spoken = language(language_code)
    if not after_duties:
        for early, kind in spoken.headings_before_duties.items():
            if _normal(early) == text:
                return kind
    if text in _kinds(spoken):
        return _kinds(spoken)[text]
    shown = heading.text or "an empty heading"
    if text in _usual(spoken):
        message = (
            f"“{shown}” holds more than one kind of section; part it into sections of one kind each, "
            "or add {#other} if it is to be read only"
        )
        return UnknownHeading("combined-heading", message)
    example = f"“{spoken.heading('duties')}”"
    message = (
        f"unknown heading “{shown}”; use a standard one such as {example}, or add {{#duties}}, another kind, "
        "or {#other}"
    )
    return UnknownHeading("unknown-heading", message)


@cache
def _kinds(spoken: Language) -> dict[str, str]:
    kinds = {_normal(text): kind for kind, texts in spoken.headings.items() for text in texts}
    kinds |= {_normal(text): OTHER for text in spoken.other_headings}
    return kinds | {_normal(text): PURPOSE for text in spoken.purpose_headings}


def known_kind(heading: Heading, language_code: str) -> str | None:
    """Return the kind that the text of a heading alone says, or None."""
    return _kinds(language(language_code)).get(_normal(heading.text))


def meant_heading(block: Paragraph | Item, language_code: str) -> Heading | None:
    """Return the heading that a line is plainly meant to be, though nothing marks it as one.

    It is a line of its own, or a numbered one, that says nothing but a usual heading, or says it in bold.
    """
    if isinstance(block, Paragraph):
        text = bare(block.lines[0].text) if len(block.lines) == 1 else ""
        alone = text[-1:] not in _STOPS
    else:
        text = block.text if block.id is None and not block.continued else ""
        alone = block.number is not None
    bold = _BOLD.fullmatch(text) if len(text) < LONGEST_UNDERLINED else None
    shown = (bold[1] + bold[3] if bold else text).rstrip(_AFTER)
    if (
        len(text) >= LONGEST_UNDERLINED
        or not (alone or bold)
        or _normal(shown) not in _usual(language(language_code))
    ):
        return None
    return Heading(block.line, 2, shown, None, block.line)


def is_usual(heading: Heading, language_code: str) -> bool:
    """Tell whether documents usually have a heading of this text, of one kind or of several."""
    return _normal(heading.text) in _usual(language(language_code))


@cache
def _usual(spoken: Language) -> frozenset[str]:
    """Return every heading that documents usually have, those of more than one kind among them."""
    return frozenset(_kinds(spoken)) | {_normal(text) for text in spoken.combined_headings}


def _normal(text: str) -> str:
    """Return a heading as it is compared: without its number, signs around it, or how it was typed."""
    text = unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    text = " ".join(text.split()).strip(_DECORATION)
    number = _NUMBER.match(text)
    start, end = number.end() if number else 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    return text[start:end].casefold()
