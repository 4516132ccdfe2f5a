"""What holds for the browser tests: without Chromium they say so, and a fault of a page fails them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import NO_CHROMIUM
from tests.serving import Running

ROOT = Path(__file__).parent.parent


def run(tests: Path, path: str, ci: str) -> "subprocess.CompletedProcess[str]":
    """Run *tests* with the programs in *path* alone."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(ROOT), str(tests)]
    return subprocess.run(
        [*command, "-c", str(ROOT / "pyproject.toml")],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("ci", "status", "outcome"), [("", 0, "skipped"), ("true", 1, "errors")])
def test_without_chromium_the_tests_are_skipped_in_one_line_or_fail_in_ci(
    tmp_path: Path, ci: str, status: int, outcome: str
) -> None:
    done = run(ROOT / "tests" / "test_browser_reading.py", str(tmp_path), ci)

    assert done.returncode == status, done.stdout
    assert outcome in done.stdout.splitlines()[-1], done.stdout
    lines = [line for line in done.stdout.splitlines() if "browser tests skipped" in line]
    assert [line.partition(" ")[2] for line in lines] == (
        [f"browser tests skipped: {NO_CHROMIUM}"] if outcome == "skipped" else []
    )


def test_what_a_page_does_wrong_is_noticed(page: Page, site: Running, faults: list[str]) -> None:
    page.goto("/en/")
    # Chromium tells of each in its own time: what comes later is not done before it has told of what was.
    with page.context.expect_event("console"):
        page.evaluate("document.body.setAttribute('style', 'color: red')")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    elsewhere = site.url.replace("127.0.0.1", "localhost") + "/en/"
    page.goto(elsewhere)

    policy, error, request = faults[:3]
    faults.clear()
    assert "Content Security Policy" in policy
    assert error == "broken"
    assert request == f"asked for {elsewhere}"
