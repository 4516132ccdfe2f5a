"""After an edit, what is kept is what would be found anew, and only what the edit concerns is looked at again."""

import shutil
from pathlib import Path

import pytest

from kb.bitext.checker import Checker
from kb.bitext.checks.fits import Fits
from kb.bitext.checks.lessons import Fact
from kb.bitext.desk import open_analyses
from kb.bitext.kept import KeptFindings
from kb.library import Library, build_library
from kb.places import content_folder
from kb.reading.content import ContentReader, read_content
from tests.bitext_content import role
from tests.conftest import Write

ANALYSES = open_analyses(None)
EDITS = [
    ("no/key-account-manager.md", " {#plan-sales-targets}", " i 7 år {#plan-sales-targets}"),
    ("ru/sales-manager.md", "клиентов", "всех клиентов"),
    ("en/office-manager.md", "\n## Rights", "\n\n\n## Rights"),
    ("en/glossary.md", ":   ", ":   Here, "),
]


def library(folder: Path) -> Library:
    return build_library(read_content(folder), drafts=True)


def examined(checker: Checker) -> list[str]:
    """Return the units that a checker looks at again."""
    seen = []
    subjects = checker._examiner.subjects
    checker._examiner.subjects = lambda unit: (seen.append(unit.id), subjects(unit))[1]  # type: ignore[func-returns-value, method-assign] # to see what it is asked
    checker.all_findings()
    return list(dict.fromkeys(seen))


def test_what_is_kept_over_edits_is_what_is_found_anew(tmp_path: Path) -> None:
    folder, data = tmp_path / "content", tmp_path / "data"
    shutil.copytree(content_folder(), folder)
    Checker(library(folder), ANALYSES, data).all_findings()
    for path, before, after in EDITS:
        file = folder / path
        file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
        kept = Checker(library(folder), ANALYSES, data).all_findings()

    assert kept == Checker(library(folder), ANALYSES).all_findings()


@pytest.mark.parametrize("kept", ["on disk", "in memory"])
def test_an_edit_has_its_own_unit_examined_alone(content: Write, folder: Path, tmp_path: Path, kept: str) -> None:
    content("en/guard.md", role("en", gate="Locks the gate.", door="Opens the door."))
    content("no/guard.md", role("no", gate="Låser porten.", door="Åpner døren."))
    reader = ContentReader(folder)
    first = Checker(build_library(reader.read(), drafts=True), ANALYSES, tmp_path)
    first.all_findings()
    content("no/guard.md", role("no", gate="Låser porten ikke.", door="Åpner døren."))
    after = build_library(reader.read(), drafts=True, before=first.library)
    second = Checker(after, {}, before=first) if kept == "in memory" else Checker(after, ANALYSES, tmp_path)

    assert set(examined(second)) == {"guard#gate"}
    assert {finding.rule.id for finding in second.all_findings()} == {"polarity"}


def test_findings_move_with_their_lines(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate."))
    content("no/guard.md", role("no", gate="Låser ikke porten."))
    first = Checker(library(folder), ANALYSES, tmp_path).all_findings()
    content("no/guard.md", role("no", gate="Låser ikke porten.").replace("\n\n1.", "\n\n\n1."))
    second = Checker(library(folder), ANALYSES, tmp_path)

    assert examined(second) == []
    lines = [finding.place.line for finding in second.all_findings()]
    assert lines == [finding.place.line + 1 for finding in first]


def fact(number: int, source: str, target: str) -> Fact:
    ours, theirs = tuple(source.split()), tuple(target.split())
    return Fact(f"guard#{number}", "duties", str(number), "en", "no", ours, theirs, 1, 1, "", "", "")


def test_a_fit_is_kept_until_what_it_follows_from_changes() -> None:
    facts = [fact(1, "lock gate", "låse port"), fact(2, "open door", "åpne dør"), fact(3, "lock door", "låse dør")]
    changed = [facts[0], fact(2, "open door", "åpne vindu"), facts[2]]
    texts = [(one.source_keys, one.target_keys) for one in facts]
    kept = Fits(facts)
    for source, target in texts:
        kept.fit(("en", "no"), source, target)
    marked = dict.fromkeys(kept.found, -1.0)
    again = Fits(changed, facts, marked)
    fits = [again.fit(("en", "no"), source, target) for source, target in texts]

    assert fits[0] == -1.0
    assert fits[1:] == [Fits(changed).fit(("en", "no"), source, target) for source, target in texts[1:]]


def test_damaged_records_are_made_anew(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate."))
    content("no/guard.md", role("no", gate="Låser ikke porten."))
    found = Checker(library(folder), ANALYSES, tmp_path).all_findings()
    for file in tmp_path.glob("*.json"):
        file.write_text('{"basis": 1, "owners": []}', encoding="utf-8")

    assert KeptFindings(tmp_path, "none", {}).read() is None
    assert Checker(library(folder), ANALYSES, tmp_path).all_findings() == found
