"""What waits for translators: every role, guide and the glossary, by language and state."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint

from kb.addresses import align_glossary_path, align_guide_path, align_path, desk_path
from kb.bitext.states import State
from kb.bitext.units import GLOSSARY
from kb.interface.labels import role_title, title_language
from kb.languages import LANGUAGES, Language
from kb.web.context import library
from kb.web.desks import OpenDesk, open_desk_now
from kb.web.frame import show
from kb.web.pages.desk_starting import show_starting
from kb.web.pages.desk_view import STATE_LABELS
from kb.web.pages.parts import Link
from kb.web.reader import gettext

blueprint = Blueprint("waiting", __name__)


@dataclass(frozen=True)
class Waiting:
    """How many units are in each state that calls for somebody, and how many findings; *path* leads there."""

    language: Language
    counts: Mapping[State, int]
    finding_count: int
    path: str

    @property
    def is_done(self) -> bool:
        """Whether nothing waits."""
        return not self.finding_count and not self.counts


Row = tuple[Link, tuple[Waiting, ...]]


@blueprint.get("/<language:language>/align")
def waiting(language: Language) -> str:
    """Show all that waits for translators."""
    title = gettext("For translators")
    description = gettext("What waits for translators, by role and language.")
    found = open_desk_now()
    if found is None:
        return show_starting(title, description, desk_path)
    tables = (
        (gettext("Roles"), gettext("Role"), list(_roles(found, language))),
        (gettext("Guides"), gettext("Guide"), list(_guides(found, language))),
        (gettext("Glossary"), "", list(_glossary(found, language))),
    )
    return show(
        "desk_overview.html",
        title=title,
        description=description,
        path=desk_path,
        indexed=False,
        tables=[table for table in tables if table[2]],
        states={state: gettext(label) for state, label in STATE_LABELS.items()},
    )


def waiting_in(desk: OpenDesk, owner: str, path: str) -> tuple[Waiting, ...]:
    """Return what waits of an *owner* in each language; *path* is its page on the desk."""
    findings = Counter(found.language for found in desk.findings(owner))
    return tuple(
        Waiting(one, _open_counts(desk, owner, one.code), findings[one.code], f"{path}?with={one.code}")
        for one in LANGUAGES
    )


def _open_counts(desk: OpenDesk, owner: str, code: str) -> Mapping[State, int]:
    waiting_states = desk.waiting_states(code)
    return {state: count for state, count in desk.counts(owner, code).items() if state in waiting_states}


def _roles(desk: OpenDesk, reader: Language) -> Iterator[Row]:
    titled = [(role_title(role, reader), role) for role in library().roles]
    for title, role in sorted(titled, key=lambda one: reader.place_in_alphabet(one[0])):
        path = align_path(reader.code, role.id)
        yield Link(title, path, title_language(role, reader)), waiting_in(desk, role.id, path)


def _guides(desk: OpenDesk, reader: Language) -> Iterator[Row]:
    for guide in library().guides:
        version, path = guide.best_version(reader.code), align_guide_path(reader.code, guide.id)
        yield Link(version.title, path, version.language), waiting_in(desk, f"guide:{guide.id}", path)


def _glossary(desk: OpenDesk, reader: Language) -> Iterator[Row]:
    if GLOSSARY in desk.desk.units:
        path = align_glossary_path(reader.code)
        yield Link(gettext("Glossary"), path, reader.code), waiting_in(desk, GLOSSARY, path)
