"""What kind of section a heading opens, by its text or by an explicit `{#kind}`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kb.languages import Language, language
from kb.model import SECTION_KINDS
from kb.reading.blocks import Heading
from kb.reading.letters import UNSEEN

PURPOSE = "purpose"
"""Stands for a section that is part of the summary."""

OTHER = "other"
"""Stands for a section of no kind: text that is shown last and linked to nothing."""

_NUMBER = re.compile(r"(?:(?:\d+\.)*\d+[.)]?|[IVXivx]+[.)])\s+")
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
    if text in {_normal(combined) for combined in spoken.combined_headings}:
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


def is_known(heading: Heading, language_code: str) -> bool:
    """Tell whether the text of a heading alone says its kind."""
    return _normal(heading.text) in _kinds(language(language_code))


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
