"""The command, as a process: text, JSON, exit statuses."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert (done.stderr, done.returncode) == ("1 error.\n", 1)


def test_check_gives_json(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\n---\n\n## Arbeidsoppgaver\n")

    done = kb("check", "--content", str(folder), "--format", "json", data=tmp_path)

    assert json.loads(done.stdout) == {
        "problems": [
            {
                "path": "content/no/guard.md",
                "line": 5,
                "clause": "greet-guests",
                "code": "missing-wording",
                "severity": "error",
                "message": "no wording of #greet-guests (content/en/guard.md:7); add it here",
            }
        ]
    }
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
    assert json.loads(done.stdout) == {"problems": []}
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
        "roles": {"guard": {"clauses": 1, "present": 1, "states": {}}},
        "guides": 0,
        "terms": 0,
    }
    assert languages["no"]["roles"]["guard"] == {"clauses": 1, "present": 0, "states": {"missing": 1}}


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
