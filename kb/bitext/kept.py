"""What the checks found in a content, kept on disk until the content, the checks or the dictionaries change."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path

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

_Row = list[str | int | bool | None]


class KeptFindings:
    """The findings of one state of a content, in *folder*; None keeps nothing."""

    def __init__(self, folder: Path | None, fingerprint: str, rules: Mapping[str, Rule]) -> None:
        self._key = f"{fingerprint}-{_state_of_the_checks()}"
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
            return {owner: tuple(map(self._finding, rows)) for owner, rows in kept["found"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, found: Mapping[str, Iterable[Finding]]) -> None:
        """Keep what was *found*; a folder that cannot be written to is left as it is."""
        if self._file is None:
            return
        rows = {owner: [_row(finding) for finding in findings] for owner, findings in found.items()}
        beside = self._file.with_suffix(f".{os.getpid()}")
        # What cannot be kept is found again.
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({"key": self._key, "found": rows}, ensure_ascii=False), encoding="utf-8")
            beside.replace(self._file)
            kept = sorted(self._file.parent.glob(f"{_NAME}-*.json"), key=lambda file: file.stat().st_mtime)
            for file in kept[:-_MOST_KEPT]:
                file.unlink(missing_ok=True)

    def _finding(self, row: _Row) -> Finding:
        rule, path, line, *rest = row
        names = [field.name for field in fields(Finding) if field.name not in ("rule", "place")]
        place = Place(str(path), int(str(line)))
        return Finding(rule=self._rules[str(rule)], place=place, **dict(zip(names, rest, strict=True)))  # type: ignore[arg-type] # as written


def _row(finding: Finding) -> _Row:
    names = [field.name for field in fields(Finding) if field.name not in ("rule", "place")]
    return [
        finding.rule.id,
        finding.place.path,
        finding.place.line,
        *(getattr(finding, name) for name in names),
    ]


@cache
def _state_of_the_checks() -> str:
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
