"""A small site for the tests of kb.web, and a reader of its pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from flask.testing import FlaskClient

from kb.library import build_library
from kb.reading.content import read_content
from kb.search.answers import Answer, Meaning, Query
from kb.search.snapshot import Snapshot, open_snapshot
from kb.web.app import create_app
from kb.web.context import Condition
from kb.web.settings import Settings

SNAPSHOT = "the-snapshot-of-a-test"
ROLE = "---\ntitle: {title}\nsynonyms: [{synonyms}]\n{facts}\nstatus: ready\n---\n{summary}\n\n{sections}"
FACTS = 'isco: "5414"\nrequires: {education: secondary, experience_years: 2, experience_in: %s}'

SMALL = {
    "en/guard.md": ROLE.format(
        title="Guard",
        synonyms="Watchman",
        facts=FACTS % "security",
        summary="Guards the door. Sees who comes and goes.",
        sections=(
            "## Duties\n\nEvery day:\n\n"
            "1. Greets guests at the door. {#greet-guests}\n"
            "2. Keeps the key box locked; the key box is counted. {#keep-keys}\n"
            "3. Counts the key box at night. {#count-keys}\n\n"
            "## Rights\n\n1. May ask guests for a pass. {#ask-for-pass}\n"
        ),
    ),
    "ru/guard.md": ROLE.format(
        title="Охранник",
        synonyms="Сторож",
        facts="requires: {experience_in: охрана}",
        summary="Охраняет вход.",
        sections=(
            "## Должностные обязанности\n\n"
            "1. Встречает гостей у входа. {#greet-guests}\n"
            "2. Держит ключницу запертой. {#keep-keys}\n\n"
            "## Права\n\n1. Вправе спросить у гостя пропуск. {#ask-for-pass}\n"
        ),
    ),
    "no/guard.md": ROLE.format(
        title="Vakt",
        synonyms="Vekter",
        facts="requires: {experience_in: vakthold}",
        summary="Passer døren.",
        sections=(
            "## Arbeidsoppgaver\n\n"
            "1. Tar imot gjester ved døren. {#greet-guests}\n"
            "2. Holder nøkkelskapet låst. {#keep-keys}\n"
            "3. Teller nøklene om natten. {#count-keys}\n\n"
            "## Rettigheter og fullmakter\n\n1. Kan be gjester om adgangskort. {#ask-for-pass}\n"
        ),
    ),
    "en/host.md": ROLE.format(
        title="Host",
        synonyms="",
        facts="requires: {education: none, experience_years: 0}",
        summary="Receives guests.",
        sections=(
            "## Duties\n\n1. Greets guests by name. {#greet-guests}\n2. Seats guests. {#seat-guests}\n\n"
            "## Pay\n\n1. Paid by the hour. {#pay-structure}\n"
        ),
    ),
    "en/glossary.md": (
        "---\ntitle: Glossary\n---\nTerms.\n\nkey box; key safe; ~~box~~ {#key-box}\n:   Where keys hang.\n"
    ),
    "no/glossary.md": "---\ntitle: Ordliste\n---\nTermer.\n\nnøkkelskap {#key-box}\n:   Der nøklene henger.\n",
    "en/guides/doors.md": (
        "---\ntitle: On doors\nstatus: ready\n---\nDoors open.\n\n"
        "## Locks {#locks}\n\nA [guard](../guard.md) locks them.\n"
    ),
    "ru/guides/doors.md": (
        "---\ntitle: О дверях\nstatus: ready\n---\nДвери открываются.\n\n## Замки {#locks}\n\nИх запирают.\n"
    ),
    "retired.csv": (
        "id,kind,replaced_by,retired_on\n"
        "watchman,role,guard,2025-01-01\nporter,role,,2025-01-01\n"
        "welcome-guests,concept,greet-guests,2025-01-01\n"
    ),
}
"""Two roles, one of them in English alone, with gaps: what pages have to cope with."""


class Fixed:
    """A source whose snapshot never changes."""

    def __init__(self, snapshot: Snapshot | None, condition: Condition | None = None) -> None:
        self._snapshot = snapshot
        self._condition = condition or Condition()

    def snapshot(self) -> Snapshot | None:
        return self._snapshot

    def condition(self) -> Condition:
        return self._condition


def write(files: Mapping[str, str], folder: Path) -> Path:
    """Write *files* below *folder*."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return folder


def site(
    where: Path, files: Mapping[str, str] = SMALL, settings: Settings | None = None, *, drafts: bool = False
) -> FlaskClient:
    """Return a client of the site that *files* make; *where* is an empty folder."""
    content = write(files, where / "content")
    library = build_library(read_content(content), drafts=drafts)
    snapshot = open_snapshot(library, where / "data", lambda _: None)
    app = create_app(Fixed(snapshot), settings)
    app.extensions[SNAPSHOT] = snapshot
    return app.test_client()


@dataclass(frozen=True)
class InState(Snapshot):
    """A snapshot that says how search by meaning is getting on, without a model."""

    state: Meaning = "off"
    by_meaning: bool = False

    @property
    def meaning_state(self) -> Meaning:
        return self.state

    @property
    def meaning_progress(self) -> tuple[int, int]:
        return (40, 1200)

    def search(self, query: Query) -> Answer:
        answer = replace(super().search(query), meaning=self.state)
        hits = tuple(replace(hit, matched_by="meaning") for hit in answer.hits)
        return replace(answer, hits=hits) if self.by_meaning else answer


def with_meaning(client: FlaskClient, state: Meaning, *, by_meaning: bool = False) -> FlaskClient:
    """Return a client of the same site with search by meaning in this *state*."""
    snapshot = client.application.extensions[SNAPSHOT]
    in_state = InState(snapshot.library, snapshot.index, state=state, by_meaning=by_meaning)
    return create_app(Fixed(in_state)).test_client()


def in_condition(client: FlaskClient, condition: Condition) -> FlaskClient:
    """Return a client of the same site with its server in this *condition*."""
    return create_app(Fixed(client.application.extensions[SNAPSHOT], condition)).test_client()


@dataclass
class Element:
    """An element of a page: its text includes that of what stands in it; *lang* is inherited."""

    tag: str
    attributes: dict[str, str]
    lang: str
    parent: "Element | None"
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def is_in(self, other: "Element") -> bool:
        """Whether it stands in *other*."""
        return self is other or (self.parent is not None and self.parent.is_in(other))


class Page(HTMLParser):
    """The elements of an HTML page, in its order."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        assert not self._open, f"not closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        parent = self._open[-1] if self._open else None
        lang = attributes.get("lang") or (parent.lang if parent else "")
        element = Element(tag, attributes, lang, parent)
        self.elements.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)

    def all(self, tag: str | None = None, within: Element | None = None, **attributes: str) -> Iterator[Element]:
        """Give the elements with this tag and these attributes; `class_` is one of its classes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        for element in self.elements:
            if tag in (None, element.tag) and (within is None or element.is_in(within)):
                has = element.attributes
                if all(value in (has.get(name), *has.get(name, "").split()) for name, value in wanted.items()):
                    yield element

    def one(self, tag: str | None = None, within: Element | None = None, **attributes: str) -> Element:
        """Return the only such element."""
        found = list(self.all(tag, within, **attributes))
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]


def page(client: FlaskClient, path: str, status: int = 200) -> Page:
    """Return the page at *path*."""
    response = client.get(path)
    assert response.status_code == status, f"{path}: {response.status}"
    return Page(response.text)
