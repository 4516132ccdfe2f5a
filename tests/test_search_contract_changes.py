"""What every engine must do when its content changes, when it is opened again and read by another process."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.analysis.lexicon_files import save_lexicons
from kb.languages import CODES
from kb.library import Library
from kb.search.answers import Query
from kb.search.documents import Documents
from kb.search.engines import OpenIndex
from kb.search.snapshot import Snapshot
from tests.contract_library import CLERK, GUIDES, HEAD, SELLER, TERMS, small
from tests.search_engines import ENGINES, WHOOSH, MakeEngine, opened, reopened, updated
from tests.search_library import duties, library


@pytest.fixture(params=ENGINES)
def make(request: pytest.FixtureRequest) -> MakeEngine:
    return ENGINES[request.param]


def changes() -> Iterator[tuple[str, Library]]:
    """Yield contents, each built from the one before, with what has changed."""
    content = small()
    roles, guides = {role.id: role for role in (SELLER, HEAD, CLERK)}, dict(GUIDES)

    def built() -> Library:
        return library(*roles.values(), terms=TERMS, guides=guides, before=content)

    roles["clerk"] = replace(CLERK, clauses=duties(write_down={"en": "Writes down who owes accounts and moats."}))
    yield "a wording, and clauses gone", (content := built())
    guides["writing"] = {"en": ["Begin each duty with a moat."], "no": ["Begynn med en vollgrav."]}
    yield "a guide", (content := built())
    del roles["seller"]
    yield "a role gone", (content := built())
    roles["buyer"] = replace(SELLER, id="buyer", titles={"en": ["Buyer"], "ru": ["Закупщик"]})
    yield "a role new", (content := built())
    guides.clear()
    yield "a guide gone", (content := built())
    roles["seller"] = SELLER
    yield "a role back", (content := built())


ASKED = (
    *(
        "sellers",
        "buyer",
        "accounts",
        "moat",
        "verb -begynn",
        "debts",
        "prodavets",
        '"debts are"',
        "pl*",
        "acounts",
    ),
    *("section:duties", "role:clerk writes", "дебиторская задолженность", "kunde", "head of sales duties"),
)


def told(snapshot: Snapshot) -> list[object]:
    """Return all that a reader may see of *snapshot*."""
    return [
        *(snapshot.search(Query(text, code, limit=100)) for text in ASKED for code in CODES),
        *(snapshot.suggest(text, code) for text in ("se", "acc", "kun", "прод") for code in CODES),
        *(snapshot.is_used(term) for term in snapshot.library.terms),
    ]


def test_an_updated_engine_answers_like_a_new_one_and_the_old_one_goes_on(
    make: MakeEngine, tmp_path: Path
) -> None:
    before = opened(make, small(), tmp_path / "first")
    for number, (what, content) in enumerate(changes()):
        expected = told(before)
        after = updated(before, content)

        assert told(after) == told(opened(make, content, tmp_path / f"new-{number}")), what
        assert told(before) == expected, what
        before = after


def test_a_content_that_lost_everything_is_empty(make: MakeEngine, tmp_path: Path) -> None:
    before = opened(make, small(), tmp_path / "first")
    after = updated(before, library(before=small()))

    assert [after.search(Query(text, "en")).total for text in ASKED] == [0] * len(ASKED)


# What only engines with an index on disk can do.


@pytest.fixture
def kept(make: MakeEngine, tmp_path: Path) -> Snapshot:
    """A snapshot whose engine keeps its index in engine/ of the folder."""
    if make is not ENGINES[WHOOSH]:
        pytest.skip("an engine in memory keeps nothing on disk")
    snapshot = opened(make, small(), tmp_path / "kept")
    save_lexicons(snapshot.lexicons.values(), tmp_path / "kept")
    return snapshot


def test_an_index_that_is_opened_again_gives_the_same_answers(kept: Snapshot, tmp_path: Path) -> None:
    expected = told(kept)
    kept.close()
    again = OpenIndex(reopened(Documents(small()), tmp_path / "kept" / "engine"), kept.lexicons)

    assert told(Snapshot(small(), again)) == expected


IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from kb.search.documents import Documents
from kb.search.engines import OpenIndex
from kb.search.snapshot import Snapshot
from kb.analysis.lexicon_files import load_lexicons
from tests.search_engines import reopened
from tests.contract_library import small
from tests.test_search_contract_changes import told
folder = Path(sys.argv[1])
index = OpenIndex(reopened(Documents(small()), folder / "engine"), load_lexicons(folder))
print(told(Snapshot(small(), index)))
"""


def test_a_second_process_reads_the_same_index_at_the_same_time(kept: Snapshot, tmp_path: Path) -> None:
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(tmp_path / "kept")]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout == f"{told(kept)}\n"
