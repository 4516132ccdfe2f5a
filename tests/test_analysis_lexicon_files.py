"""Lexicons are saved as files and loaded again."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kb.analysis.learning import Learner
from kb.analysis.lexicon import Lexicon
from kb.analysis.lexicon_files import load_lexicons, save_lexicons
from kb.languages import CODES, LANGUAGES


@pytest.fixture(scope="module")
def lexicons() -> Mapping[str, Lexicon]:
    return {each.code: Learner(each).learn({"plans": 2, "отчёты": 1, "kundeplan": 1}) for each in LANGUAGES}


@pytest.mark.parametrize("code", CODES)
def test_a_lexicon_is_loaded_as_it_was_saved(lexicons: Mapping[str, Lexicon], tmp_path: Path, code: str) -> None:
    save_lexicons(lexicons.values(), tmp_path)
    loaded, saved = load_lexicons(tmp_path)[code], lexicons[code]

    assert loaded.language is saved.language
    assert (dict(loaded.words), dict(loaded.forms)) == (dict(saved.words), dict(saved.forms))
    assert list(loaded.dictionary.hashes) == list(saved.dictionary.hashes)


def test_a_loaded_lexicon_does_not_need_its_files(lexicons: Mapping[str, Lexicon], tmp_path: Path) -> None:
    save_lexicons(lexicons.values(), tmp_path)
    loaded = load_lexicons(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()

    assert {code: dict(lexicon.forms) for code, lexicon in loaded.items()} == {
        code: dict(lexicon.forms) for code, lexicon in lexicons.items()
    }


def test_a_missing_file_is_an_error(lexicons: Mapping[str, Lexicon], tmp_path: Path) -> None:
    save_lexicons(lexicons.values(), tmp_path)
    (tmp_path / f"forms-{CODES[0]}.json").unlink()

    with pytest.raises(FileNotFoundError):
        load_lexicons(tmp_path)
