"""Whatever stands in the files of a content, it can be read, indexed, searched and shown."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.languages import CODES
from kb.library import Library, build_library
from kb.reading.content import read_content
from kb.search.answers import Query
from kb.search.snapshot import Snapshot, open_snapshot
from kb.web.app import create_app
from tests.web_site import SMALL, Fixed

PATHS = (
    *(
        f"{code}/{name}.md"
        for code in CODES
        for name in ("guard", "host", "glossary", "guides/doors", "guides/a-b")
    ),
    "retired.csv",
    "en/Bad Name.md",
    "en/guides/glossary.md",
    "xx/guard.md",
    "en/notes.txt",
    "guard.md",
)
LINES = (
    *{line for text in SMALL.values() for line in text.splitlines()},
    "",
    "---",
    "title: Guard",
    "title: [a, b]",
    "synonyms: [Guard, guard, GUARD, '']",
    "requires: {education: higher, experience_years: 50, experience_in: x}",
    "requires: {education: higher, experience_years: -1}",
    "isco: 5414",
    "status: draft",
    "source: ru",
    "source: en",
    "&a [*a, *a]",
    "title: !!python/object:os.system x",
    "## Duties",
    "## Права",
    "## Whatever {#liability}",
    "### A heading below {#first}",
    "# A heading above",
    "Setext heading",
    "=====",
    "1. Greets **guests** & [hosts](host.md#greet-guests). {#greet-guests}",
    "   - inside a clause",
    "       - deeper",
    "2. {#keep-keys}",
    "3. Without an id",
    "- Speaks <script>alert(1)</script> Norsk & русский. {#first}",
    "key box; key safe; ~~box~~ {#key-box}",
    ":   Where keys hang.",
    "; ; ~~ ~~ {#key-box}",
    "| a | b |\n|---|---|\n| [x](javascript:1) | ![y](z) |",
    "> quoted {#greet-guests}",
    "```\ncode {#keep-keys}\n```",
    "[link]: http://[::1",
    "&#0; &#xD800; &nbsp; \\",
    "guard,role,host,2025-01-01",
    "host,role,guard,2025-01-01",
    "greet-guests,concept,keep-keys,2025-01-01",
    "id,kind,replaced_by,retired_on",
    '"unclosed,role,,',
    "\ufdfa" * 10,
    "a" * 3000,
    "ключница" * 100,
)
QUERIES = ("guests", "key box", "ключница", "nøkkel*", '"the door"', "-guests", "guard", "\ufdfa", "")

any_line = st.one_of(st.sampled_from(LINES), st.text(max_size=40))
any_text = st.lists(any_line, max_size=25).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass"))
near_text = st.tuples(
    st.sampled_from(sorted(SMALL.values())), st.lists(any_line, max_size=8), st.integers(0, 30)
).map(
    lambda given: "\n".join(
        (*given[0].splitlines()[: given[2]], *given[1], *given[0].splitlines()[given[2] :])
    ).encode("utf-8", "surrogatepass")
)
files = st.dictionaries(
    st.sampled_from(PATHS), st.one_of(near_text, near_text, any_text, st.binary(max_size=60)), max_size=8
)


def pages(library: Library) -> list[str]:
    """Return the addresses of what there is to show."""
    found = [f"/{code}/{rest}" for code in CODES for rest in ("", "glossary", "status", "search?q=key+box")]
    found += [f"/{code}/roles/{role.id}" for code in CODES for role in library.roles]
    found += [f"/{code}/align/{role.id}?with={','.join(CODES)}" for code in CODES for role in library.roles]
    found += [f"/{code}/guides/{guide.id}" for code in CODES for guide in library.guides]
    found += [f"/en/concepts/{concept.id}" for concept in library.concepts]
    found += [f"/api/v1/roles/{role.id}" for role in library.roles]
    found += [f"/api/v1/search?q={quote(title)}" for title in titles(library)]
    return [*found, "/en/compare?roles=guard,host", "/sitemap.xml", "/healthz"]


def titles(library: Library) -> list[str]:
    return [
        version.title[:200].encode("utf-8", "replace").decode() for r in library.roles for version in r.versions
    ]


def everything_works(snapshot: Snapshot) -> None:
    for text in QUERIES:
        for code in CODES:
            answer = snapshot.search(Query(text, code))
            assert answer.total >= len(answer.hits)
            snapshot.suggest(text[:3], code)
    app = create_app(Fixed(snapshot))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    client = app.test_client()
    for address in pages(snapshot.library):
        assert client.get(address).status_code < 500, address


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(written=files, drafts=st.booleans())
def test_any_files_can_be_read_indexed_searched_and_shown(written: dict[str, bytes], drafts: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "content"
        for path, text in written.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
        folder.mkdir(exist_ok=True)
        content = read_content(folder)
        snapshot = open_snapshot(build_library(content, drafts=drafts), Path(place) / "data", lambda _: None)
        try:
            everything_works(snapshot)
        finally:
            snapshot.close()
