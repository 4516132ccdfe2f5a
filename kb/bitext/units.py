"""A library in, its units out: what is translated and checked on its own, in every language that has it.

Units are named as in `reviews.csv`: `<role>#<concept>`, nested items `<role>#<concept>/1`, titles of groups
`<role>#<group>`, `<role>@title`, `<role>@summary`, `guide:<id>@title`, `guide:<id>#<heading>`, `term:<id>`.
A note, `<role>#<concept>!1`, belongs to its language alone: it is checked, and waits for no translation.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kb.bitext.fingerprints import fingerprint
from kb.bitext.nesting import split_items
from kb.errors import Place
from kb.glossaries import Term
from kb.languages import DEFAULT
from kb.library import Library
from kb.model import Clause, Group, Guide, GuidePart, GuideVersion, Role, Wording

GLOSSARY = "glossary"
"""The owner of the units of the glossary."""

TITLE, SUMMARY, GROUP, NOTE, GUIDE, TERM = "title", "summary", "group", "note", "guide", "term"
"""Kinds of unit beside the kinds of section."""


@dataclass(frozen=True)
class Text:
    """A unit in one language; *is_draft* tells that readers do not see it yet.

    *blocks* are its paragraphs, each with its place, where it has several; *quoted* the places of those that are
    quotations: notes, which no other language has to have.
    """

    language: str
    text: str
    place: Place
    is_draft: bool = False
    blocks: tuple[tuple[str, Place], ...] = ()
    quoted: frozenset[Place] = frozenset()

    @cached_property
    def fingerprint(self) -> str:
        """What changes with every word and sign of the text, and with nothing else."""
        return fingerprint(self.text)


@dataclass(frozen=True)
class Unit:
    """What is translated on its own; *owner* is a role, `guide:<id>`, or the glossary.

    *source* is the language it is translated from, *concept* the id of its clause. *is_local* tells that no
    counterpart is asked for.
    """

    id: str
    owner: str
    kind: str
    source: str
    texts: tuple[Text, ...]
    concept: str | None = None
    is_local: bool = False

    def text(self, language: str) -> Text | None:
        """Return the text in *language*, or None while it is untranslated."""
        return next((text for text in self.texts if text.language == language), None)

    @property
    def source_text(self) -> Text | None:
        """The text that the others are translated from."""
        return self.text(self.source)

    def is_asked(self, language: str) -> bool:
        """Tell whether there should be a text in *language* that somebody looks after."""
        return self.kind != NOTE and (not self.is_local or self.text(language) is not None)

    @property
    def is_nested(self) -> bool:
        """Whether it is an item within a clause."""
        return self.concept is not None and "/" in self.id


def units_by_owner(library: Library, known: Mapping[str, tuple[Unit, ...]]) -> dict[str, tuple[Unit, ...]]:
    """Return the units of each role, each guide and the glossary; what is *known* is taken over."""
    found = {role.id: known.get(role.id) or tuple(role_units(role)) for role in library.roles}
    for guide in library.guides:
        owner = f"guide:{guide.id}"
        found[owner] = known.get(owner) or tuple(guide_units(guide))
    if library.terms:
        found[GLOSSARY] = known.get(GLOSSARY) or tuple(map(_term, library.terms))
    return found


def role_units(role: Role) -> Iterator[Unit]:
    """Yield the units of a role: title, summary, then section by section its groups and clauses."""
    drafts = {version.language for version in role.versions if version.status == "draft"}
    titles = (Text(v.language, v.title, v.place, v.language in drafts) for v in role.versions)
    summaries = (
        Text(v.language, v.summary_text, v.place, v.language in drafts) for v in role.versions if v.summary_text
    )
    yield Unit(f"{role.id}@title", role.id, TITLE, role.source, tuple(titles))
    yield from _unless_empty(Unit(f"{role.id}@summary", role.id, SUMMARY, role.source, tuple(summaries)))
    for section in role.sections:
        for group in section.groups:
            yield _group(role, section.kind, group, drafts)
        for clause in section.clauses:
            yield from _clause_units(role, clause, drafts)


def guide_units(guide: Guide) -> Iterator[Unit]:
    """Yield the units of a guide: its title, then section by section."""
    owner = f"guide:{guide.id}"
    titles = (_guide_text(version, (version.title, version.place)) for version in guide.versions)
    yield Unit(f"{owner}@title", owner, TITLE, DEFAULT.code, tuple(titles))
    names = dict.fromkeys(part.id for version in guide.versions for part in version.parts)
    for name in names:
        texts = (
            replace(_guide_text(version, *_blocks(part)), quoted=_quoted(part))
            for version in guide.versions
            for part in version.parts
            if part.id == name
        )
        id = f"{owner}#{name}" if name else f"{owner}@summary"
        yield from _unless_empty(Unit(id, owner, GUIDE, DEFAULT.code, tuple(_first_of_each(texts))))


def _group(role: Role, kind: str, group: Group, drafts: Container[str]) -> Unit:
    places = {
        version.language: heading.place
        for version in role.versions
        for section in version.sections
        for heading in section.groups
        if section.kind == kind and heading.id == group.id
    }
    texts = (Text(code, title, places[code], code in drafts) for code, title in group.titles)
    return Unit(f"{role.id}#{group.id}", role.id, GROUP, role.source, tuple(texts))


def _clause_units(role: Role, clause: Clause, drafts: Container[str]) -> Iterator[Unit]:
    parts = {wording.language: split_items(wording.html) for wording in clause.wordings}
    for number in range(max(map(len, parts.values()), default=0)):
        texts = (
            Text(w.language, parts[w.language][number], _line(w, number), w.language in drafts)
            for w in clause.wordings
            if number < len(parts[w.language]) and parts[w.language][number]
        )
        id = f"{role.id}#{clause.id}" + (f"/{number}" if number else "")
        yield from _unless_empty(Unit(id, role.id, clause.kind, role.source, tuple(texts), clause.id))
    for wording in clause.wordings:
        yield from _notes(role, clause, wording, wording.language in drafts)


def _line(wording: Wording, number: int) -> Place:
    """Return the place of the *number*-th nested item: one line each, below the clause and beside its notes."""
    first, notes = wording.place.line, {note.place.line for note in wording.notes}
    lines = [line for line in range(first, wording.last_line + 1) if line not in notes]
    return Place(wording.place.path, lines[min(number, len(lines) - 1)])


def _notes(role: Role, clause: Clause, wording: Wording, is_draft: bool) -> Iterator[Unit]:
    for number, note in enumerate(wording.notes, 1):
        text = Text(wording.language, note.text, note.place, is_draft)
        id = f"{role.id}#{clause.id}!{number}"
        yield Unit(id, role.id, NOTE, wording.language, (text,), clause.id, is_local=True)


def _guide_text(version: GuideVersion, *blocks: tuple[str, Place]) -> Text:
    return _of_blocks(version.language, blocks, version.status == "draft")


def _blocks(part: GuidePart) -> Iterator[tuple[str, Place]]:
    if part.title:
        yield part.title, part.place
    yield from ((paragraph.text, paragraph.place) for paragraph in part.paragraphs)


def _quoted(part: GuidePart) -> frozenset[Place]:
    return frozenset(one.place for one in part.paragraphs if one.html.lstrip().startswith("<blockquote"))


def _of_blocks(language: str, blocks: tuple[tuple[str, Place], ...], is_draft: bool = False) -> Text:
    return Text(language, "\n".join(text for text, _ in blocks), blocks[0][1], is_draft, blocks)


def _term(term: Term) -> Unit:
    texts = (
        _of_blocks(entry.language, ((entry.preferred, entry.place), (entry.definition_text, _below(entry.place))))
        for entry in term.entries
    )
    is_local = any(entry.only for entry in term.entries)
    source = term.entries[0].language if is_local else DEFAULT.code
    return Unit(f"term:{term.id}", GLOSSARY, TERM, source, tuple(texts), is_local=is_local)


def _below(place: Place) -> Place:
    return Place(place.path, place.line + 1)


def _first_of_each(texts: Iterable[Text]) -> Iterator[Text]:
    seen: set[str] = set()
    for text in texts:
        if text.language not in seen:
            seen.add(text.language)
            yield text


def _unless_empty(unit: Unit) -> Iterator[Unit]:
    if any(text.text for text in unit.texts):
        yield unit
