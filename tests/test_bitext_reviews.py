"""The files of reviews and acceptances: sorted, shared through git, nothing in them lost."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.bitext import commands
from kb.bitext.reviews import Review, change_reviews, read_reviews
from kb.errors import WritingError
from kb.reading.content import read_content
from tests.bitext_content import desk, findings, role
from tests.conftest import Write

HEADER = "unit,source,checked,fingerprint,by,on,minor"
ATTRIBUTES = Path(__file__).parent.parent / ".gitattributes"


def test_of_two_rows_of_one_unit_the_newest_counts(content: Write, folder: Path) -> None:
    old = 'guard#gate,en,"Locks, always.",aa,Kari,2026-03-01T10:00:00Z,'
    new = "guard#gate,en,Locks.,bb,Ola,2026-03-01T12:00:00Z,"
    content("no/reviews.csv", "\n".join((HEADER, new, old, "")))

    found = read_reviews(folder, "no").found
    assert found == {"guard#gate": Review("guard#gate", "en", "Locks.", "bb", "Ola", "2026-03-01T12:00:00Z")}


def test_rows_are_sorted_and_what_is_no_row_is_kept_and_reported(content: Write, folder: Path) -> None:
    content("no/reviews.csv", "\n".join((HEADER, "zeta,en,x,aa,Kari,2026-03-01,", "<<<<<<< mine", "")))
    reviews = read_reviews(folder, "no")
    change_reviews(folder, "no", lambda _: {"alpha": Review("alpha", "en", "y", "bb", "Å", "2026-03-02")})

    assert (folder / "no/reviews.csv").read_text(encoding="utf-8").splitlines() == [
        HEADER,
        "<<<<<<< mine",
        "alpha,en,y,bb,Å,2026-03-02,",
        "zeta,en,x,aa,Kari,2026-03-01,",
    ]
    assert [str(problem) for problem in reviews.problems] == [
        f"content/no/reviews.csv:3: not a row of 7 cells; write {HEADER}, or remove it"
    ]


def test_a_file_that_cannot_be_read_is_reported_and_left_as_it_is(content: Write, folder: Path) -> None:
    content("no/guard.md", role("no", gate="Låser porten."))
    file = folder / "no/reviews.csv"
    file.write_bytes(b"guard#gate,\xff")

    assert [problem.code for problem in read_reviews(folder, "no").problems] == ["unreadable-table"]
    with pytest.raises(WritingError, match="is not UTF-8; save the file as UTF-8"):
        change_reviews(folder, "no", lambda _: {"alpha": Review("alpha", "en", "y", "bb", "Å", "2026-03-02")})
    assert file.read_bytes() == b"guard#gate,\xff"

    file.unlink()
    file.mkdir()
    assert [problem.code for problem in read_reviews(folder, "no").problems] == ["unreadable-table"]


def test_of_many_who_record_at_once_each_is_kept(content: Write, folder: Path) -> None:
    content("no/guard.md", role("no", gate="Låser porten."))

    def record(number: int) -> None:
        review = Review(f"guard#{number}", "en", "x", "aa", "Kari", "2026-03-01")
        change_reviews(folder, "no", lambda _: {review.unit: review})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(record, range(40)))

    assert read_reviews(folder, "no").found.keys() == {f"guard#{number}" for number in range(40)}


def test_a_review_of_nothing_is_kept_and_noted(content: Write, folder: Path) -> None:
    content("no/reviews.csv", f"{HEADER}\nguard#gone,en,x,aa,Kari,2026-03-01,\n")
    content("no/guard.md", role("no", gate="Låser porten."))

    assert [(str(problem), problem.severity) for problem in desk(folder).problems()] == [
        (
            "content/no/reviews.csv:2: there is no guard#gone in the content; "
            "remove the row if it is gone for good",
            "note",
        )
    ]


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Kari", "-c", "user.email=kari@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def review(folder: Path, selection: str, by: str) -> None:
    one = commands.desk_of(read_content(folder), folder, drafts=True)
    list(commands.review(one, folder, selection, "no", by, minor=False))


def test_reviews_of_two_clones_merge_and_keep_the_newest(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate.", door="Locks the door."))
    content("no/guard.md", role("no", gate="Låser porten.", door="Låser døra."))
    here = folder.parent
    (here / ".gitattributes").write_bytes(ATTRIBUTES.read_bytes())
    review(folder, "guard@title", "Nobody")
    git(here, "init", "-q")
    git(here, "add", "content", ".gitattributes")
    git(here, "commit", "-qm", "Begin")
    there = tmp_path / "there"
    git(here, "clone", "-q", str(here), str(there))

    review(folder, "guard#gate", "Kari")
    git(here, "commit", "-qam", "Kari's")
    content_there = there / "content"
    review(content_there, "guard#door", "Ola")
    review(content_there, "guard#gate", "Ola")
    file = content_there / "no/reviews.csv"
    file.write_text(
        re.sub(r"(guard#gate,.*,Ola),[^,]*", r"\1,2099-01-01T00:00:00Z", file.read_text("utf-8")), "utf-8"
    )
    git(there, "commit", "-qam", "Ola's")
    git(there, "pull", "-q", "--no-rebase", "--no-edit")

    merged = read_reviews(content_there, "no")
    assert merged.problems == ()
    assert sorted(merged.found) == ["guard#door", "guard#gate", "guard@title"]
    assert (merged.found["guard#gate"].by, file.read_text("utf-8").count("guard#gate")) == ("Ola", 2)


def test_an_accepted_finding_comes_back_when_the_wording_or_the_source_changes(
    content: Write, folder: Path
) -> None:
    def write(english: str, norwegian: str) -> list[str]:
        content("en/guard.md", role("en", gate=english))
        content("no/guard.md", role("no", gate=norwegian))
        return [finding.rule.id for finding in findings(folder)]

    assert write("Waits 2 years.", "Venter 3 år.") == ["number"]
    one = desk(folder)
    said = commands.accept(one, folder, "guard#gate", rule="number", language="no", reason="known", by="Kari")

    assert said == "Accepted 1 of number in content/no/accepted.csv."
    assert write("Waits 2 years.", "Venter 3 år.") == []
    assert write("Waits 2 years.", "Venter 4 år.") == ["number"]
    assert write("Waits 5 years.", "Venter 3 år.") == ["number"]
    row = (folder / "no/accepted.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert (row[:2], row[4:6]) == (["guard#gate", "number"], ["known", "Kari"])


def test_all_findings_of_a_rule_are_accepted_at_once(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Waits 2 years.", door="Waits 2 days."))
    content("no/guard.md", role("no", gate="Venter 3 år.", door="Venter 3 dager."))
    commands.accept(desk(folder), folder, "all", rule="number", language="no", reason="known", by="Kari")

    assert findings(folder) == ()
