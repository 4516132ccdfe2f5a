"""Define the queries, answers and filters that searches exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kb.glossaries import Term
from kb.languages import CODES
from kb.model import EDUCATIONS, SECTION_KINDS, Clause, Concept, Guide, Role

Meaning = Literal["off", "starting", "ready", "failed"]
"""Whether search by meaning takes part in an answer."""

FACETS = ("section", "role", "education", "experience", "language")
"""The names of the facets, in the order in which they are shown."""

EXPERIENCES = ("none", "1-2", "3-4", "5-or-more")
"""Years of experience asked for, as values of the facet."""

FACET_VALUES: Mapping[str, tuple[str, ...]] = {
    "section": SECTION_KINDS,
    "education": EDUCATIONS,
    "experience": EXPERIENCES,
    "language": CODES,
}
"""The values of the facets that are equal in every content, in the order in which they are shown."""

MAXIMUM_QUERY_LENGTH = 200
"""Characters of the longest query that is taken."""

MAXIMUM_LIMIT = 100
"""Hits of the longest page that can be asked for."""


@dataclass(frozen=True)
class Filters:
    """Chosen facet values: alternatives within a facet; a clause must satisfy every facet that has any."""

    section: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the values chosen in a *facet* of FACETS."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    def joined(self, others: "Filters") -> "Filters":
        """Return the filters with the values of both."""
        return Filters(
            **{facet: tuple(dict.fromkeys((*self.chosen(facet), *others.chosen(facet)))) for facet in FACETS}
        )


NO_FILTERS = Filters()
"""Nothing chosen."""


@dataclass(frozen=True)
class Query:
    """A query as typed; *reader* is the code of the language that the answer is shown in.

    An *exact* query is searched as it was typed; what might have been meant is only offered.
    """

    text: str
    reader: str
    limit: int = 10
    offset: int = 0
    filters: Filters = field(default_factory=Filters)
    exact: bool = False


@dataclass(frozen=True)
class TypedFilter:
    """A filter typed into a query: its facet and value, and the text of the query without it."""

    facet: str
    value: str
    text_without: str


@dataclass(frozen=True)
class Note:
    """A remark on the query; the values fill the sentence that is shown for the *code*.

    What was changed names the query that was *searched* instead, what is only offered the one *suggested*.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Excerpt:
    """A text in one language, as HTML with the match in <mark>; *is_marked* tells whether there is any.

    One *of_context* is no wording: a note, the title of a group, prose of a role, or what fits no kind in it.
    """

    language: str
    html: str
    is_marked: bool
    of_context: bool = False


@dataclass(frozen=True)
class Hit:
    """One concept, role or guide that answers the query.

    *roles* are ids: the roles whose clauses matched (the role itself for a role, none for a guide).
    *text* is in the reader's language where any matching role has that wording; *texts* are the matching
    wordings in the languages the match was in. *languages* are those that have it, sorted.
    """

    id: str
    kind: Literal["clause", "role", "guide"]
    subject: Concept | Role | Guide
    section: str | None
    roles: tuple[str, ...]
    text: Excerpt
    matched_by: Literal["words", "meaning"]
    matched_languages: tuple[str, ...]
    texts: tuple[Excerpt, ...]
    languages: tuple[str, ...]
    heading: str | None = None
    """For a guide: the id of the heading above the paragraph that matched."""
    clause: Clause | None = None
    """For a clause: the one whose wording is shown."""


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet; *count* is the total that choosing it alone in its facet would give."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A facet with the values that would give a hit, or that are chosen."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Answer:
    """The answer to a query: *total* counts all hits, *hits* are those from offset on.

    *typed_filters* are those in the text of the query, in its order; *text_without_filters* is the rest of it.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    term: Term | None = None
    corrected: str | None = None
    suggested: str | None = None
    notes: tuple[Note, ...] = ()
    meaning: Meaning = "off"
    typed_filters: tuple[TypedFilter, ...] = ()
    text_without_filters: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A completion of a typed prefix, and the address it leads to."""

    text: str
    kind: Literal["role", "term", "word", "clause"]
    language: str
    url: str
