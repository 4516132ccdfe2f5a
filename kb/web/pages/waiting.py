"""What waits for translators: every role, guide and the glossary, by language and state."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint

from kb.addresses import align_glossary_path, align_guide_path, align_path, desk_path
from kb.bitext.desk import Desk
from kb.bitext.states import STATES, State
from kb.bitext.units import GLOSSARY
from kb.interface.labels import role_title, title_language
from kb.languages import LANGUAGES, Language
from kb.model import Role
from kb.web.context import library
from kb.web.desks import open_desk_now
from kb.web.frame import show
from kb.web.pages.desk_view import STATE_LABELS
from kb.web.pages.parts import Link
from kb.web.reader import gettext

blueprint = Blueprint("waiting", __name__)


@dataclass(frozen=True)
class Waiting:
    """How many units of something are in each state in a language, and its findings; *path* leads there."""

    language: Language
    counts: Mapping[State, int]
    finding_count: int
    path: str

    @property
    def is_done(self) -> bool:
        """Whether nothing waits."""
        return not self.finding_count and set(self.counts) <= {"current"}

    @property
    def open_counts(self) -> Mapping[State, int]:
        """The states that call for somebody."""
        return {state: count for state, count in self.counts.items() if state != "current"}


@blueprint.get("/<language:language>/align")
def waiting(language: Language) -> str:
    """Show all that waits for translators."""
    found = open_desk_now()
    if found is None:
        return show(
            "desk_waiting.html",
            title=gettext("For translators"),
            description=gettext("What waits for translators, by role and language."),
            path=desk_path,
            link=None,
        )
    roles = sorted(
        ((_desk_link(role, language), waiting_in(found.desk, role.id, language)) for role in library().roles),
        key=lambda row: language.place_in_alphabet(row[0].title),
    )
    return show(
        "desk_overview.html",
        title=gettext("For translators"),
        description=gettext("What waits for translators, by role and language."),
        path=desk_path,
        tables=[
            table
            for table in (
                (gettext("Roles"), roles),
                (gettext("Guides"), list(_guides(found.desk, language))),
                (gettext("Glossary"), list(_glossary(found.desk, language))),
            )
            if table[1]
        ],
        states={state: gettext(label) for state, label in STATE_LABELS.items()},
    )


def waiting_in(desk: Desk, owner: str, reader: Language) -> tuple[Waiting, ...]:
    """Return what waits of an *owner* in each language."""
    findings = Counter(found.language for found in desk.findings(owner))
    base = _path(owner, reader)
    return tuple(
        Waiting(one, _counts(desk, owner, one), findings[one.code], f"{base}?with={one.code}") for one in LANGUAGES
    )


def _counts(desk: Desk, owner: str, language: Language) -> Mapping[State, int]:
    found = Counter(one.state for one in desk.states(owner, language.code))
    return {state: found[state] for state in STATES if found[state]}


def _path(owner: str, reader: Language) -> str:
    if owner == GLOSSARY:
        return align_glossary_path(reader.code)
    kind, _, guide = owner.partition(":")
    return align_guide_path(reader.code, guide) if kind == "guide" else align_path(reader.code, owner)


def _desk_link(role: Role, reader: Language) -> Link:
    return Link(role_title(role, reader), align_path(reader.code, role.id), title_language(role, reader))


def _guides(desk: Desk, reader: Language) -> Iterator[tuple[Link, tuple[Waiting, ...]]]:
    for guide in library().guides:
        version = guide.best_version(reader.code)
        link = Link(version.title, align_guide_path(reader.code, guide.id), version.language)
        yield link, waiting_in(desk, f"guide:{guide.id}", reader)


def _glossary(desk: Desk, reader: Language) -> Iterator[tuple[Link, tuple[Waiting, ...]]]:
    if GLOSSARY in desk.units:
        link = Link(gettext("Glossary"), align_glossary_path(reader.code), reader.code)
        yield link, waiting_in(desk, GLOSSARY, reader)
