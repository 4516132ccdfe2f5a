"""A real browser before a real `kb serve`: what the tests in test_browser_*.py have in common.

Without Chromium they are skipped, and the last lines of the run say so; where CI is true they fail. Whatever a
test does, no page may report an error or ask another host for anything.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from kb.addresses import desk_path
from kb.interface.catalogues import catalogue
from kb.languages import CODES, DEFAULT, LANGUAGES, Language
from kb.library import Library, build_library
from kb.reading.content import read_content
from tests.desk_site import CHECKED, SINCE, TELLER, TELLER_SINCE, desk_content
from tests.hands import Finger, Hands, Keyboard
from tests.noted_site import NOTED
from tests.serving import Running, serving
from tests.web_site import write

if TYPE_CHECKING:  # The search tests also run where no browser is installed.
    from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

CONTENT = Path(__file__).parent.parent / "content"
NO_CHROMIUM = "there is no Chromium; install it with: apt-get install chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
EDITOR = "http://127.0.0.1:9/edit/"
"""Where nobody listens: what goes there is answered by the test."""
WIDE, PHONE, NARROWEST = 1280, 360, 320

in_each_language = pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
NewContext = Callable[..., "BrowserContext"]
Serve = Callable[..., Running]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that there was no browser: the run is green, and yet not everything was looked at."""
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests skipped: {NO_CHROMIUM}", yellow=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM, pytrace=False)
    if path is None:
        pytest.skip(NO_CHROMIUM)
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str, browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium, "args": ARGUMENTS.split()}


# Nothing is taken over from that of pytest-playwright: its base_url is a method, of which pytest warns.
@pytest.fixture(scope="session")
def browser_context_args(site: Running) -> dict[str, Any]:
    return {"base_url": site.url}


@pytest.fixture
def faults() -> list[str]:
    """What the pages of the test did wrong: errors in the console, requests to another host."""
    return []


@pytest.fixture
def new_context(new_context: NewContext, faults: list[str]) -> Iterator[NewContext]:
    """Open contexts whose pages are watched: after the test there must be no fault."""

    def watched(**settings: Any) -> "BrowserContext":
        context = new_context(**settings)
        context.on("console", lambda message: faults.extend(_errors(message)))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("request", lambda request: faults.extend(_foreign(request.url)))
        return context

    yield watched
    assert faults == []


def _errors(message: "ConsoleMessage") -> Iterator[str]:
    # That a page itself answers 404 or 400 is an error to Chromium, and meant here.
    itself = message.page is not None and message.location["url"] == message.page.url
    if message.type == "error" and not (itself and "Failed to load resource" in message.text):
        yield message.text


def _foreign(address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.hostname != "127.0.0.1" and parts.scheme not in {"data", "blob"}:
        yield f"asked for {address}"


@pytest.fixture(scope="session")
def serve(
    chromium: str,  # noqa: ARG001  # without it no server is started either
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Serve]:
    """Serve a folder of content until the end of the session; the translators' checks of it are done."""
    with ExitStack() as servers:

        def start(content: Path, **settings: str) -> Running:
            folder = tmp_path_factory.mktemp("serve")
            settings |= {"KB_CONTENT": str(content), "KB_DATA": str(folder / "data")}
            running = servers.enter_context(serving([sys.executable, "-m", "kb"], folder, settings))
            # Each of these pages waits for the checks for a while.
            while "http-equiv" in running.get(desk_path(DEFAULT.code)):
                pass
            return running

        yield start


@pytest.fixture(scope="session")
def site(serve: Serve) -> Running:
    """The shipped content, served."""
    return serve(CONTENT)


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped content, read: what the pages are expected to show."""
    return build_library(read_content(CONTENT))


@dataclass(frozen=True)
class Gapped:
    """Content with a hole for every language, served: a clause of *role* that it lacks, and a whole role."""

    running: Running
    role: str
    clauses: Mapping[str, str]
    roles: Mapping[str, str]


@pytest.fixture(scope="session")
def gapped(library: Library, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Gapped:
    content = tmp_path_factory.mktemp("gapped") / "content"
    shorter = sorted(library.roles, key=lambda role: len(tuple(role.clauses)))
    role, others = shorter[0], shorter[1 : 1 + len(LANGUAGES)]
    in_one_line = [one for one in role.clauses if all(w.place.line == w.last_line for w in one.wordings)]
    clauses = {code: clause.id for code, clause in zip(CODES, in_one_line, strict=False)}
    roles = {code: other.id for code, other in zip(CODES, others, strict=True)}
    for code in CODES:
        (content / code).mkdir(parents=True)
        for id in {role.id, *roles.values()} - {roles[code]}:
            lines = (CONTENT / code / f"{id}.md").read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if id != role.id or f"{{#{clauses[code]}}}" not in line]
            (content / code / f"{id}.md").write_text("".join(kept), encoding="utf-8")
    return Gapped(serve(content), role.id, clauses, roles)


@pytest.fixture(scope="session")
def noted(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Running:
    """A site whose clauses have notes, marks and groups."""
    return serve(write(NOTED, tmp_path_factory.mktemp("noted") / "content"))


@pytest.fixture(scope="session")
def desk(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Running:
    """A site with all that may wait for a translator; lines of files can be opened at EDITOR."""
    return serve(
        desk_content(tmp_path_factory.mktemp("desk"), SINCE | TELLER_SINCE, CHECKED | TELLER),
        KB_EDIT_URL=f"{EDITOR}{{path}}#L{{line}}",
    )


def phrase(language: Language, message: str, /, **values: object) -> str:
    """Return a string of the interface in *language*."""
    return catalogue(language).gettext(message, **values)


def next_language(language: Language) -> Language:
    """Return another language: for each one a different one."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


def link(page: "Page", path: str) -> "Locator":
    """Return the first link to *path* in the middle of the page."""
    return page.get_by_role("main").locator(f'a[href="{path}"]').first


def language_link(page: "Page", language: Language) -> "Locator":
    """Return the link at the top that shows the page in *language*."""
    return page.get_by_role("banner").get_by_role("link", name=language.name)


@pytest.fixture(params=["keyboard", "finger"])
def hands(request: pytest.FixtureRequest, new_context: NewContext) -> Hands:
    """Keys on a wide screen, then a finger on one of 360 pixels."""
    if request.param == "keyboard":
        return Keyboard(new_context().new_page())
    return Finger(new_context(viewport={"width": PHONE, "height": 740}, has_touch=True).new_page())
