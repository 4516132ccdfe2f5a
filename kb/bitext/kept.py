"""What the checks found in a content, kept on disk until the content, the checks or the dictionaries change."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from kb.analysis.hunspell import has_speller
from kb.bitext.checks.rules import Finding, Rule
from kb.errors import Place
from kb.languages import LANGUAGES

_NAME = "findings"
_MOST_KEPT = 4
"""With drafts and without them, now and before."""
_PACKAGE = Path(__file__).parent.parent
_SOURCES = ("analysis", "bitext", "languages")
"""What findings follow from, beside the content."""

_NAMES = tuple(field.name for field in fields(Finding) if field.name not in ("rule", "place"))


class KeptFindings:
    """The findings of one state of a content, in *folder*; None keeps nothing."""

    def __init__(self, folder: Path | None, fingerprint: str, rules: Mapping[str, Rule]) -> None:
        self._key = f"{fingerprint}-{state_of_the_checks()}"
        digest = hashlib.sha256(self._key.encode()).hexdigest()[:12]
        self._file = folder / f"{_NAME}-{digest}.json" if folder else None
        self._rules = rules

    def read(self) -> dict[str, tuple[Finding, ...]] | None:
        """Return the findings by owner, or None where those of this state are not there."""
        if self._file is None:
            return None
        try:
            kept = json.loads(self._file.read_bytes())
            if kept["key"] != self._key:
                return None
            found = kept["found"].items()
            return {owner: tuple(finding_of(row, self._rules) for row in rows) for owner, rows in found}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, found: Mapping[str, Iterable[Finding]]) -> None:
        """Keep what was *found*; a folder that cannot be written to is left as it is."""
        if self._file is None:
            return
        rows = {owner: list(map(row_of, findings)) for owner, findings in found.items()}
        write_beside(self._file, {"key": self._key, "found": rows})
        # What cannot be removed does no harm.
        with suppress(OSError):
            kept = sorted(self._file.parent.glob(f"{_NAME}-*.json"), key=lambda file: file.stat().st_mtime)
            for file in kept[:-_MOST_KEPT]:
                file.unlink(missing_ok=True)


def write_beside(file: Path, value: Mapping[str, Any]) -> None:
    """Replace *file* by *value* as JSON; a folder that cannot be written to is left as it is."""
    beside = file.with_suffix(f".{os.getpid()}")
    # What cannot be kept is found again.
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
        beside.replace(file)


def finding_of(row: Sequence[Any], rules: Mapping[str, Rule]) -> Finding:
    """Return the finding that a *row* of JSON holds."""
    rule, path, line, *rest = row
    return Finding(rule=rules[rule], place=Place(path, line), **dict(zip(_NAMES, rest, strict=True)))


def row_of(finding: Finding) -> list[Any]:
    """Return a *finding* as a row of JSON."""
    place = finding.place
    return [finding.rule.id, place.path, place.line, *(getattr(finding, name) for name in _NAMES)]


@cache
def state_of_the_checks() -> str:
    """Return what changes with the code and the words that findings follow from, and with the dictionaries."""
    state = hashlib.sha256()
    for name in _SOURCES:
        folder = _PACKAGE / name
        files = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        for file in files:
            if file.suffix in (".py", ".txt") and file.is_file():
                state.update(file.read_bytes())
    for language in LANGUAGES:
        state.update(f"{language.code}{has_speller(language)}".encode())
    return state.hexdigest()[:16]
