"""A small library written in the test, without files: clauses by role, with wordings by language."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from kb.errors import Place
from kb.languages import CODES, DEFAULT
from kb.library import Library, build_library
from kb.model import (
    Entry,
    Glossary,
    GuidePart,
    GuideVersion,
    Paragraph,
    Requires,
    RoleVersion,
    Section,
    Status,
    Wording,
)
from kb.reading.content import Content

Texts = Mapping[str, str]
"""Language to text."""

PLACE = Place("content/test.md", 1)


@dataclass(frozen=True)
class RoleWritten:
    """A role as a test writes it: *clauses* are section kind to concept id to texts."""

    id: str
    clauses: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)
    titles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summaries: Texts = field(default_factory=dict)
    education: str | None = None
    years: int | None = None
    source: str | None = None
    isco: str | None = None
    status: Status = "ready"


def library(
    *roles: RoleWritten,
    terms: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    guides: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    before: Library | None = None,
    drafts: bool = False,
) -> Library:
    """Return the library of *roles*, *terms* (id to language to names; ~avoided) and *guides* (to paragraphs).

    What is as it was in the library *before* is the same object.
    """
    content = Content(
        role_versions=tuple(version for role in roles for version in _versions(role)),
        guide_versions=tuple(
            _guide(id, language, paragraphs)
            for id, versions in (guides or {}).items()
            for language, paragraphs in versions.items()
        ),
        glossaries=tuple(_glossary(code, terms or {}) for code in CODES),
        retired=(),
        problems=(),
        fingerprint=hashlib.sha256(repr((roles, terms, guides)).encode()).hexdigest()[:16],
    )
    return build_library(content, drafts=drafts, before=before)


def duties(**concepts: Texts) -> dict[str, dict[str, Texts]]:
    """Return clauses of duties: duties(plan_sales={"en": "Plans sales."}); _ stands for -."""
    return {"duties": {id.replace("_", "-"): texts for id, texts in concepts.items()}}


def _versions(role: RoleWritten) -> list[RoleVersion]:
    languages = sorted(
        {*role.titles, *role.summaries}
        | {code for concepts in role.clauses.values() for texts in concepts.values() for code in texts}
    )
    return [_version(role, language) for language in languages or [DEFAULT.code]]


def _version(role: RoleWritten, language: str) -> RoleVersion:
    title, *synonyms = role.titles.get(language, (role.id,))
    summary = role.summaries.get(language, "")
    return RoleVersion(
        role=role.id,
        language=language,
        title=title,
        synonyms=tuple(synonyms),
        isco=role.isco,
        requires=Requires(role.education, role.years, None),
        source=role.source,
        status=role.status,
        summary_html=f"<p>{escape(summary, quote=False)}</p>",
        summary_text=summary,
        sections=tuple(_section(role, kind, language) for kind in role.clauses),
        place=PLACE,
    )


def _section(role: RoleWritten, kind: str, language: str) -> Section:
    wordings = tuple(
        Wording(
            id, kind, role.id, language, texts[language], escape(texts[language], quote=False), PLACE, (0, 0), 1
        )
        for id, texts in role.clauses[kind].items()
        if language in texts
    )
    return Section(kind, kind, "", "", wordings, PLACE)


def _guide(id: str, language: str, paragraphs: Sequence[str]) -> GuideVersion:
    found = tuple(Paragraph(text, f"<p>{escape(text, quote=False)}</p>", PLACE) for text in paragraphs)
    return GuideVersion(
        id,
        language,
        id,
        "ready",
        (GuidePart(id="first", title="First", level=2, paragraphs=found, place=PLACE),),
        PLACE,
    )


def _glossary(language: str, terms: Mapping[str, Mapping[str, Sequence[str]]]) -> Glossary:
    entries = tuple(_entry(id, language, names[language]) for id, names in terms.items() if language in names)
    return Glossary(language, "Glossary", "", entries, PLACE)


def _entry(id: str, language: str, names: Sequence[str]) -> Entry:
    preferred, *others = [name for name in names if not name.startswith("~")]
    avoided = tuple(name.removeprefix("~") for name in names if name.startswith("~"))
    return Entry(id, language, preferred, tuple(others), avoided, "<p>…</p>", "…", PLACE)
