"""A small library written in the test, without files: clauses by role, with wordings by language."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from kb.errors import Place
from kb.glossaries import Entry, Glossary
from kb.languages import CODES, DEFAULT
from kb.library import Library, build_library
from kb.model import (
    GroupHeading,
    GuidePart,
    GuideVersion,
    Note,
    Other,
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
    """A role as a test writes it: *clauses* are section kind to concept id to texts.

    A title in parentheses is a search name. *notes* are those of clauses by concept id, *groups* the title of the
    group that one stands in, *prose* is that of sections by kind; *others* are titles, each with paragraphs.
    """

    id: str
    clauses: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)
    titles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summaries: Texts = field(default_factory=dict)
    education: str | None = None
    years: int | None = None
    source: str | None = None
    isco: str | None = None
    status: Status = "ready"
    notes: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    groups: Mapping[str, Texts] = field(default_factory=dict)
    prose: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


def library(
    *roles: RoleWritten,
    terms: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    guides: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    before: Library | None = None,
    drafts: bool = False,
) -> Library:
    """Return the library of *roles*, *terms* (id to language to names) and *guides* (to paragraphs).

    Of the names of terms ~some are avoided, and (some) search names.

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
    title, *names = role.titles.get(language, (role.id,))
    summary = role.summaries.get(language, "")
    return RoleVersion(
        role=role.id,
        language=language,
        title=title,
        synonyms=tuple(name for name in names if not name.startswith("(")),
        isco=role.isco,
        requires=Requires(role.education, role.years, None),
        source=role.source,
        status=role.status,
        summary_html=f"<p>{escape(summary, quote=False)}</p>",
        summary_text=summary,
        sections=tuple(_section(role, kind, language) for kind in role.clauses),
        place=PLACE,
        search_names=_in_parentheses(names),
        other=tuple(
            Other(title, _paragraphs(paragraphs), PLACE)
            for title, paragraphs in role.others.get(language, {}).items()
        ),
    )


def _section(role: RoleWritten, kind: str, language: str) -> Section:
    wordings = tuple(
        Wording(
            *(id, kind, role.id, language, texts[language], escape(texts[language], quote=False)),
            *(PLACE, (0, 0), 1),
            notes=tuple(
                Note(note, escape(note, quote=False), PLACE, (0, 0))
                for note in role.notes.get(id, {}).get(language, ())
            ),
            group=f"{id}-group" if language in role.groups.get(id, {}) else None,
        )
        for id, texts in role.clauses[kind].items()
        if language in texts
    )
    groups = tuple(
        GroupHeading(f"{id}-group", titles[language], PLACE)
        for id, titles in role.groups.items()
        if language in titles and id in role.clauses[kind]
    )
    prose = _paragraphs(role.prose.get(kind, {}).get(language, ()))
    return Section(kind, kind, prose, wordings, PLACE, groups)


def _guide(id: str, language: str, paragraphs: Sequence[str]) -> GuideVersion:
    found = _paragraphs(paragraphs)
    return GuideVersion(
        id,
        language,
        id,
        "ready",
        (GuidePart(id="first", title="First", level=2, paragraphs=found, place=PLACE),),
        PLACE,
    )


def _paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, f"<p>{escape(text, quote=False)}</p>", PLACE) for text in texts)


def _in_parentheses(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip("()") for name in names if name.startswith("("))


def _glossary(language: str, terms: Mapping[str, Mapping[str, Sequence[str]]]) -> Glossary:
    entries = tuple(_entry(id, language, names[language]) for id, names in terms.items() if language in names)
    return Glossary(language, "Glossary", "", entries, PLACE)


def _entry(id: str, language: str, names: Sequence[str]) -> Entry:
    preferred, *others = [name for name in names if name[0] not in "~("]
    avoided = tuple(name.removeprefix("~") for name in names if name.startswith("~"))
    searched = _in_parentheses(names)
    return Entry(id, language, preferred, tuple(others), avoided, "<p>…</p>", "…", PLACE, searched)
