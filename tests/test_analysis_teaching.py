"""A learner in this process and one in another write the same lexicon files."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kb.analysis.lexicon_files import load_lexicons
from kb.analysis.teaching import InProcessLearner, SubprocessLearner, subprocess_learner
from kb.languages import CODES

COUNTS = {code: {"plans": 2, "отчёты": 1, "kundeplan": 1} for code in CODES}


def test_both_learners_write_the_same_files(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    learner = InProcessLearner(here, None)
    learner.begin(COUNTS)
    learner.finish()
    with subprocess_learner(there) as other:
        other.begin(COUNTS)
        other.finish()

    assert {path.name: path.read_bytes() for path in here.iterdir()} == {
        path.name: path.read_bytes() for path in there.iterdir()
    }


def test_older_lexicons_change_no_result(tmp_path: Path) -> None:
    first = InProcessLearner(tmp_path, None)
    first.begin({code: {"plan": 1, "отчёт": 1} for code in CODES})
    first.finish()
    second = InProcessLearner(tmp_path, load_lexicons(tmp_path))
    second.begin(COUNTS)
    second.finish()

    assert load_lexicons(tmp_path)[CODES[0]].words["plans"].count == 2


def test_a_subprocess_that_fails_is_an_error(tmp_path: Path) -> None:
    learner = SubprocessLearner(tmp_path)
    learner.process.kill()
    learner.begin(COUNTS)

    with pytest.raises(OSError, match="the process that learns the words ended with status -9"):
        learner.finish()


def test_a_subprocess_without_counts_ends_by_itself(tmp_path: Path) -> None:
    learner = SubprocessLearner(tmp_path)
    learner.process.communicate(timeout=60)

    assert learner.process.returncode == 0
    assert [list(folder.iterdir()) for folder in tmp_path.iterdir()] == [[]]


def test_a_subprocess_does_not_outlive_its_use(tmp_path: Path) -> None:
    with subprocess_learner(tmp_path) as learner:
        assert isinstance(learner, SubprocessLearner)

    assert learner.process.returncode is not None


def test_a_subprocess_without_room_says_so_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "counts.json").write_text(json.dumps(COUNTS), encoding="utf-8")
    size = (tmp_path / "counts.json").stat().st_size
    done = subprocess.run(
        [sys.executable, "-m", "kb.analysis.teaching", str(tmp_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )

    assert done.stderr == f"{tmp_path}: the lexicons cannot be written (File too large)\n"
    assert done.returncode == 1
