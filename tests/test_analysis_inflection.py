"""What makes two inflections equal, and what is kept of it."""

from pathlib import Path

import pytest

from kb.analysis.analyses import Analyses
from kb.analysis.hunspell import has_speller, open_speller
from kb.analysis.inflection import analyse
from kb.languages import language


@pytest.mark.parametrize(
    ("code", "form", "word"),
    [
        ("ru", "обязана", "обязан"),
        ("ru", "двух", "два"),
        ("ru", "лет", "год"),
        ("ru", "ведёт", "вести"),
        ("ru", "мерчандайзингом", "мерчандайзинг"),
        ("no", "kundene", "kunde"),
        ("no", "kundebasene", "kundebase"),
        ("no", "års", "år"),
        ("en", "analyses", "analyse"),
        ("en", "analyses", "analysis"),
        ("en", "met", "meet"),
    ],
)
def test_a_form_is_found_by_its_word(code: str, form: str, word: str) -> None:
    spoken = language(code)

    assert not analyse(word, spoken).sought.isdisjoint(analyse(form, spoken).keys)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [("ru", "лет", "лететь"), ("no", "leder", "ledelse"), ("en", "manager", "management")],
)
def test_words_that_only_begin_alike_are_not(code: str, one: str, other: str) -> None:
    spoken = language(code)

    assert analyse(one, spoken).sought.isdisjoint(analyse(other, spoken).keys)


def test_a_compound_has_its_parts() -> None:
    assert set(analyse("nøkkelkundene", language("no")).parts) >= {"nokkel", "kunde"}


def test_analyses_are_kept_and_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    first = Analyses(language("ru"), tmp_path)
    found = first["ключами"]
    first.save()
    assert Analyses(language("ru"), tmp_path)["ключами"] == found
    next(tmp_path.iterdir()).write_text("{", encoding="utf-8")

    assert Analyses(language("ru"), tmp_path)["ключами"] == found


def test_a_folder_that_cannot_be_written_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    analyses = Analyses(language("ru"), tmp_path / "file")

    assert analyses["ключ"].lemmas == ("ключ",)
    analyses.save()


def test_spelling_is_checked_by_the_dictionaries_of_hunspell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("hunspell", reason="the extra [spelling] is not installed")
    (tmp_path / "nb_NO.aff").write_text("SET UTF-8\nTRY portenlås\n", encoding="utf-8")
    (tmp_path / "nb_NO.dic").write_text("2\nporten\nlåser\n", encoding="utf-8")
    monkeypatch.setenv("DICPATH", str(tmp_path))
    open_speller.cache_clear()
    speller = open_speller(language("no"))

    assert has_speller(language("no"))
    assert speller is not None
    assert [speller.spell(word) for word in ("porten", "protne")] == [True, False]
    assert "porten" in speller.suggest("poretn")
    open_speller.cache_clear()
