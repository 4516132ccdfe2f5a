"""What kind of section a heading opens, by its text or by an explicit `{#kind}`."""

import re
from dataclasses import dataclass
from functools import cache

from kb.languages import Language, language
from kb.model import SECTION_KINDS
from kb.reading.scan import Heading

PURPOSE = "purpose"
"""Stands for a section that is part of the summary."""

_NUMBER = re.compile(r"^(?:\d+[.)]?|[IVXivx]+[.)])\s+")


@dataclass(frozen=True)
class UnknownHeading:
    """Why no kind could be told; *message* is that of the problem."""

    code: str
    message: str


def kind_of(heading: Heading, language_code: str, *, after_duties: bool) -> str | UnknownHeading:
    """Return the section kind of a *heading*, or PURPOSE.

    *after_duties* tells whether a duties section stands above it: some headings mean another kind before one.
    """
    if heading.id is not None:
        if heading.id in SECTION_KINDS:
            return heading.id
        kinds = ", ".join(SECTION_KINDS)
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
        message = f"“{shown}” holds more than one kind of section; part it into sections of one kind each"
        return UnknownHeading("combined-heading", message)
    example = f"“{spoken.heading('duties')}”"
    message = (
        f"unknown heading “{shown}”; use a standard one such as {example}, or add {{#duties}} or another kind"
    )
    return UnknownHeading("unknown-heading", message)


@cache
def _kinds(spoken: Language) -> dict[str, str]:
    kinds = {_normal(text): kind for kind, texts in spoken.headings.items() for text in texts}
    return kinds | {_normal(text): PURPOSE for text in spoken.purpose_headings}


def _normal(text: str) -> str:
    return _NUMBER.sub("", " ".join(text.split())).rstrip(" :.").casefold()
