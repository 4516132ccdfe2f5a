"""The command, as a process: text, JSON, exit statuses."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.analysis.hunspell import has_speller
from kb.languages import LANGUAGES
from tests.conftest import Write
from tests.serving import free_port, serving

GUARD = "---\ntitle: Guard\n---\n\n## Duties\n\n1. Greets guests at the gate. {#greet-guests}\n"
KB = [sys.executable, "-m", "kb"]


def kb(*arguments: str, data: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "KB_DATA": str(data)}
    return subprocess.run([*KB, *arguments], capture_output=True, text=True, env=environment, timeout=120)


def test_check_prints_problems_and_exits_with_1(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD.replace(" {#greet-guests}", ""))

    done = kb("check", "--content", str(folder), data=tmp_path)

    assert done.stdout == "content/en/guard.md:7: the clause has no id; end its line with {#id}\n"
    assert done.stderr.splitlines()[0] == "1 error."
    assert done.returncode == 1


def test_check_says_where_spelling_was_not_checked(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)

    done = kb("check", "--content", str(folder), data=tmp_path)

    missing = [language.english_name for language in LANGUAGES if not has_speller(language)]
    remedy = "install the extra [spelling] and Hunspell dictionaries"
    expected = [f"Spelling was not checked in {', '.join(missing)}: {remedy}."] if missing else []
    assert done.stderr.splitlines() == ["No problems.", *expected]


def test_check_gives_json(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\n---\n\n## Arbeidsoppgaver\n")

    done = kb("check", "--content", str(folder), "--format", "json", data=tmp_path)

    assert json.loads(done.stdout)["problems"] == [
        {
            "path": "content/no/guard.md",
            "line": 5,
            "clause": "greet-guests",
            "code": "missing-wording",
            "severity": "error",
            "message": "no wording of #greet-guests (content/en/guard.md:7); add it here",
        }
    ]
    assert done.returncode == 1


def test_check_leaves_status_0_for_notes(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\nstatus: draft\n---\n")

    done = kb("check", "--content", str(folder), data=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith("content/no/guard.md:1: note: no wording of #greet-guests")


def test_check_mends_what_has_one_right_answer_and_shows_it(content: Write, folder: Path, tmp_path: Path) -> None:
    file = content("en/guard.md", GUARD.replace("1. ", "• "))
    tried = kb("check", "--fix", "--dry-run", "--content", str(folder), data=tmp_path)
    assert file.read_bytes().decode() == GUARD.replace("1. ", "• ")
    done = kb("check", "--fix", "--content", str(folder), "--format", "json", data=tmp_path)

    assert tried.stdout.startswith("--- content/en/guard.md\n+++ content/en/guard.md\n@@")
    assert "\n+- Greets" in tried.stdout
    assert json.loads(done.stdout)["problems"] == []
    assert done.stderr == tried.stdout
    assert file.read_bytes().decode() == GUARD.replace("1. ", "- ")


def test_a_dry_run_of_nothing_is_wrong_usage(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    done = kb("check", "--dry-run", "--content", str(folder), data=tmp_path)

    assert done.returncode == 2
    assert "--dry-run says what --fix would do; give both" in done.stderr


def test_content_that_is_not_there_is_said_with_status_1(tmp_path: Path) -> None:
    done = kb("status", "--content", str(tmp_path / "nowhere"), data=tmp_path)

    assert done.stderr == (
        f"kb: {tmp_path / 'nowhere'} is not a folder; name the content with --content or KB_CONTENT\n"
    )
    assert done.returncode == 1


@pytest.mark.parametrize(
    "arguments", [["search"], ["search", "x", "--reader", "de"], ["serve", "--port", "x"], ["play"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str], tmp_path: Path) -> None:
    assert kb(*arguments, data=tmp_path).returncode == 2


def test_status_counts_what_is_there(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\n---\n")

    done = kb("status", "--content", str(folder), "--format", "json", data=tmp_path)

    languages = json.loads(done.stdout)["languages"]
    assert languages["en"] == {
        "roles": {"guard": {"clauses": 1, "present": 1, "states": states(unreviewed=1), "review_due": None}},
        "guides": 0,
        "terms": 0,
    }
    guard = {"clauses": 1, "present": 0, "states": states(missing=1), "review_due": None}
    assert languages["no"]["roles"]["guard"] == guard


def states(**counts: int) -> dict[str, int]:
    return {"missing": 0, "unreviewed": 0, "stale": 0, "edited": 0, "current": 0} | counts


NORWEGIAN = "---\ntitle: Vakt\n---\n\n## Arbeidsoppgaver\n\n1. Venter i 3 dager. {#wait}\n"
ENGLISH = "---\ntitle: Guard\nreviewed: 2019-03-01\n---\n\n## Duties\n\n1. Waits 2 days. {#wait}\n"
FINDING = {
    "path": "content/no/guard.md",
    "line": 7,
    "clause": "wait",
    "code": "number",
    "severity": "warning",
    "message": "the source has the number “2” and this “3”; make them equal",
    "unit": "guard#wait",
    "language": "no",
    "rule": "number",
    "type": "accuracy",
    "expected": "2",
    "found": "3",
}


def test_check_gives_findings_as_text_json_and_csv(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", ENGLISH)
    content("no/guard.md", NORWEGIAN)
    text, found, rows = (
        kb("check", "--content", str(folder), "--format", shape, data=tmp_path)
        for shape in ("text", "json", "csv")
    )

    line = f"content/no/guard.md:7: warning: {FINDING['message']} [number, guard#wait]"
    assert (text.stdout.splitlines(), text.returncode) == ([line], 0)
    assert json.loads(found.stdout)["problems"] == [FINDING]
    assert json.loads(found.stdout)["counts"]["no"] == {
        "words": 5,
        "findings": {"accuracy": 1},
        "per_1000_words": {"accuracy": 200.0},
    }
    header, row = rows.stdout.splitlines()
    assert header == "path,line,unit,clause,code,severity,language,type,expected,found,message"
    assert row.startswith("content/no/guard.md,7,guard#wait,wait,number,warning,no,accuracy,2,3,")
    assert "no: 5 words; findings in 1,000: accuracy 200.0" in rows.stderr


def test_findings_are_accepted_and_reviews_recorded(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", ENGLISH)
    content("no/guard.md", NORWEGIAN)
    where = ("--content", str(folder), "--language", "no", "--by", "Kari")
    accepting = ("--accept", "guard#wait", "--rule", "number", "--reason", "known")
    accepted = kb("check", *where, *accepting, data=tmp_path)
    reviewed = kb("review", "guard#wait", *where, data=tmp_path)
    again = kb("check", "--content", str(folder), data=tmp_path)
    status = kb("status", "--content", str(folder), data=tmp_path)

    assert accepted.stdout == "Accepted 1 of number in content/no/accepted.csv.\n"
    assert reviewed.stdout == "Reviewed 1 of 1 in no.\n"
    assert again.stdout == ""
    assert "guard: its review was due on 2024-03-01" in status.stdout
    row = (folder / "no/reviews.csv").read_text(encoding="utf-8").splitlines()[1]
    assert row.startswith("guard#wait,en,Waits 2 days.,")
    assert ",Kari,20" in row


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--accept", "guard", "--rule", "x"), "--rule must be one of modality, "),
        (("check", "--accept", "guard", "--rule", "number", "--language", "no"), "say with --reason why"),
        (("review", "guard", "--language", "de"), "--language must be one of en, ru, no"),
        (("concordance", "gate", "--section", "x"), "there is no section x; name one of provisions, "),
        (("concordance", "gate", "--role", "x"), "there is no role x; kb status lists them"),
    ],
)
def test_what_does_not_exist_is_wrong_usage(
    arguments: tuple[str, ...], said: str, content: Write, folder: Path, tmp_path: Path
) -> None:
    content("en/guard.md", ENGLISH)

    done = kb(*arguments, "--content", str(folder), data=tmp_path)

    assert said in done.stderr
    assert done.returncode == 2


def test_a_unit_that_is_not_there_is_said(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", ENGLISH)

    done = kb("review", "guard#gone", "--language", "en", "--content", str(folder), data=tmp_path)

    remedy = "name a role, ROLE#CONCEPT, ROLE@title, guide:ID, term:ID or all"
    assert (done.stderr, done.returncode) == (f"kb: there is no guard#gone; {remedy}\n", 1)


def test_the_concordance_shows_words_in_context(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", ENGLISH)
    content("no/guard.md", NORWEGIAN)
    where = ("--content", str(folder))
    text = kb("concordance", "day", *where, data=tmp_path)
    found = json.loads(kb("concordance", "day", *where, "--format", "json", data=tmp_path).stdout)

    assert text.stdout.splitlines() == ["guard#wait", "  en  Waits 2 [days].", "  no  Venter i 3 dager."]
    assert (found["query"], found["language"], found["total"]) == ("day", None, 1)
    assert found["occurrences"][0] == {
        "unit": "guard#wait",
        "owner": "guard",
        "section": "duties",
        "language": "en",
        "text": "Waits 2 days.",
        "marks": [[8, 12]],
        "counterparts": [{"language": "no", "text": "Venter i 3 dager.", "marks": []}],
    }


def test_search_finds_receivables_across_languages(tmp_path: Path) -> None:
    done = kb("search", "дебиторская задолженность", "--reader", "no", "--format", "json", data=tmp_path)

    first = json.loads(done.stdout)["hits"][0]
    assert (first["id"], first["text"]["language"]) == ("collect-receivables", "no")
    assert first["matched"]["by"] == "words"
    assert first["matched"]["languages"] == ["ru"]


def test_search_finds_a_compound_by_its_part(tmp_path: Path) -> None:
    done = kb("search", "kunde", "--reader", "en", "--format", "json", data=tmp_path)

    hits = {hit["id"]: hit for hit in json.loads(done.stdout)["hits"][:5]}
    assert "no" in hits["role:key-account-manager"]["matched"]["languages"]


def test_search_prints_the_note_that_was_found(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", f"{GUARD.rstrip()}\n   > In Britain: a bow.\n")

    done = kb("search", "britain", "--content", str(folder), data=tmp_path)

    assert done.stdout.splitlines()[0].startswith("1. Greets")
    assert done.stdout.splitlines()[-1] == "   en: In Britain: a bow."


def test_search_prints_text(tmp_path: Path) -> None:
    done = kb("search", "merchandising", "--limit", "1", data=tmp_path)

    assert "· do-merchandising\n" in done.stdout
    assert done.returncode == 0


def test_a_query_that_is_too_long_is_wrong_usage(tmp_path: Path) -> None:
    done = kb("search", "x" * 201, data=tmp_path)

    assert "the query has 201 characters; use at most 200" in done.stderr
    assert done.returncode == 2


def test_index_says_what_it_indexed(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)

    done = kb("index", "--content", str(folder), data=tmp_path / "data")

    assert done.stdout == f"Indexed 1 role, 1 clause, 0 guides and 0 terms in en of {folder}.\n"
    assert sorted(path.name for path in folder.iterdir()) == ["en"]


def test_search_and_http_give_the_same_object(tmp_path: Path) -> None:
    done = kb("search", "sales plan", "--format", "json", data=tmp_path)
    with serving(KB, tmp_path, {"KB_DATA": str(tmp_path)}) as running:
        over_http = running.json("/api/v1/search?q=sales+plan")

    assert json.loads(done.stdout) == over_http


def test_serve_says_what_it_serves_and_ends_cleanly(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    settings = {"KB_DATA": str(tmp_path / "data"), "KB_CONTENT": str(folder)}
    with serving(KB, tmp_path, settings) as running:
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=30) == 0

    lines = running.log.read_text().splitlines()
    expected = f"Serving 1 role, 1 clause, 0 guides and 0 terms in en of {folder} at {running.url}"
    assert expected in lines
    assert not any("Traceback" in line for line in lines)


def test_a_change_of_a_file_is_served(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    settings = {"KB_DATA": str(tmp_path / "data"), "KB_CONTENT": str(folder)}
    with serving(KB, tmp_path, settings) as running:
        before = running.json("/healthz")["content"]
        content("en/guard.md", GUARD + "2. Locks the gate. {#lock-gate}\n")
        while running.json("/healthz")["content"] == before:
            pass
        assert running.json("/healthz")["clauses"] == 2
        assert "Locks the gate" in running.get("/en/roles/guard")


def test_a_busy_port_is_said(content: Write, folder: Path, tmp_path: Path) -> None:
    import socket

    content("en/guard.md", GUARD)
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        done = kb("serve", "--content", str(folder), "--port", str(port), data=tmp_path / "data")

    assert f"port {port} of 127.0.0.1 is in use by another program; choose another with --port" in done.stderr
    assert done.returncode == 1
