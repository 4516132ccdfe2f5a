"""A build may be ended at any moment: the old index goes on serving, and the next start leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.killing import Trial, prepare
from kb.library import Library
from kb.search import indexing
from kb.search.snapshot import open_snapshot
from tests.search_library import RoleWritten, duties, library

ROOT = Path(__file__).parent.parent
CLAUSES = 3000


def content(*texts: str) -> Library:
    """Return a library of as many roles as *texts*, each with that duty."""
    return library(*(RoleWritten(f"role-{n}", duties(sells={"en": text})) for n, text in enumerate(texts)))


OLD, NEW = content("Sells plans.", "Sells boats."), content("Sells cars.", "Sells houses.")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return prepare(tmp_path_factory.mktemp("trial"), CLAUSES)


def test_killed_at_ten_moments_a_build_leaves_the_old_index_and_nothing_else(trial: Trial) -> None:
    outcomes = list(trial.outcomes(10, signal.SIGKILL))

    assert [outcome.faults for outcome in outcomes] == [()] * 10
    assert "old" in {outcome.standing for outcome in outcomes}
    assert trial.finish() == ()


def test_interrupted_a_build_says_so_in_a_line(trial: Trial) -> None:
    outcomes = list(trial.outcomes(5, signal.SIGINT))
    # A build that was faster than the signal ends as any other.
    interrupted = [outcome for outcome in outcomes if outcome.standing == "old"]

    assert [outcome.faults for outcome in outcomes] == [()] * 5
    # Python ends itself by the signal where that came while a string was executed, as in making a dataclass:
    # a shell calls both 130.
    assert {outcome.status for outcome in interrupted} <= {128 + signal.SIGINT, -signal.SIGINT}
    for outcome in interrupted:
        assert outcome.said.startswith("Indexing 3030 clauses, roles and paragraphs.\n")
        assert outcome.said.endswith("\nkb: interrupted\n")


INTERRUPT_WHILE_TIDYING_UP = """
import signal, sys
from kb import cli
from kb.search import indexing
from kb.search.whoosh import building
# Whatever starts the tests in the background has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
class Tidied:
    def __del__(self): signal.raise_signal(signal.SIGINT)
gathered = building._gathered
building._gathered = lambda *given: (Tidied(), gathered(*given))[1]
sys.argv = ["kb", "index", "--content", sys.argv[1]]
cli.main()
"""


def test_interrupted_while_python_tidies_up_it_ends_too(trial: Trial) -> None:
    command = [sys.executable, "-c", INTERRUPT_WHILE_TIDYING_UP, str(trial.folder / "content")]
    environment = {**os.environ, "KB_DATA": str(trial.folder / "other data")}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (128 + signal.SIGINT, "kb: interrupted")
    assert "Traceback" not in ended.stderr


MOMENTS = {
    "while words are gathered": "from kb.search.whoosh import building as at; name = '_gathered'",
    "while the engine commits": "from whoosh.writing import SegmentWriter as at; name = '_commit_toc'",
    "while it learns words": "from kb.analysis import teaching as at; name = 'save_lexicons'",
    "before the manifest": "from kb import storage as at; name = 'seal'",
    "before the swap": "from pathlib import Path as at; name = 'rename'",
    "after the swap": "from kb import storage as at; name = 'clean_up'",
}
KILL_ITSELF = """
import os, signal, sys; from pathlib import Path
from kb.search.snapshot import open_snapshot
from tests.test_search_killing import NEW
{moment}
assert hasattr(at, name)
setattr(at, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
open_snapshot(NEW, Path(sys.argv[1]), print)
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_short_moment_it_does_the_same(tmp_path: Path, moment: str) -> None:
    open_snapshot(OLD, tmp_path, print).close()
    script = KILL_ITSELF.format(moment=MOMENTS[moment])
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    standing = (
        OLD if (tmp_path / "index" / f"{indexing.SCHEMA}-{OLD.fingerprint}" / "manifest.json").exists() else NEW
    )
    said: list[str] = []
    open_snapshot(standing, tmp_path, said.append).close()

    assert killed.returncode == -signal.SIGKILL
    assert said == []
    assert [path.name for path in (tmp_path / "index").iterdir()] == [f"{indexing.SCHEMA}-{standing.fingerprint}"]


def test_interrupted_while_the_old_index_is_deleted_nothing_passes_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(folder: Path, **_: object) -> None:
        if folder.exists():
            (folder / "manifest.json").unlink()
            raise KeyboardInterrupt

    open_snapshot(OLD, tmp_path, print).close()
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_snapshot(NEW, tmp_path, print)
    said: list[str] = []
    open_snapshot(OLD, tmp_path, said.append).close()

    assert said == ["Indexing 4 clauses, roles and paragraphs."]
    assert [path.name for path in (tmp_path / "index").iterdir()] == [f"{indexing.SCHEMA}-{OLD.fingerprint}"]
