"""A selection of units in, reviews and acceptances of it written into their files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb.bitext.accepted import accept, add_accepted
from kb.bitext.checks.rules import Finding
from kb.bitext.fingerprints import fingerprint
from kb.bitext.reviews import Review, Reviews, change_reviews, reviewed
from kb.bitext.tables import now
from kb.bitext.units import NOTE, Unit
from kb.errors import KbError
from kb.languages import CODES

ALL = "all"
"""Selects every unit, or every finding of a rule."""


@dataclass(frozen=True)
class Recorded:
    """How many units were recorded in a *language*, and how many had nothing to record."""

    language: str
    done: int
    skipped: int


def select(units: Sequence[Unit], selection: str) -> tuple[Unit, ...]:
    """Return the units that a *selection* names: all, a role, `guide:<id>`, glossary, one unit with its items.

    Raises KbError where there is none.
    """
    chosen = tuple(unit for unit in units if _is_selected(unit, selection))
    if not chosen:
        raise KbError(f"there is no {selection}; name a role, ROLE#CONCEPT, ROLE@title, guide:ID, term:ID or all")
    return chosen


def record_reviews(folder: Path, units: Iterable[Unit], languages: Iterable[str], by: str) -> tuple[Recorded, ...]:
    """Record that *by* checked the wordings of *units* against their sources as they stand."""
    known = tuple(units)
    return tuple(_record_reviews(folder, known, language, by) for language in languages)


def _record_reviews(folder: Path, units: Sequence[Unit], language: str, by: str) -> Recorded:
    texts = ((unit, unit.text(language)) for unit in units)
    new = {unit.id: reviewed(unit, text, by) for unit, text in texts if text is not None}
    if new:
        change_reviews(folder, language, lambda _: new)
    return Recorded(language, len(new), len(units) - len(new))


def record_minor(folder: Path, units: Iterable[Unit], languages: Iterable[str], by: str) -> tuple[Recorded, ...]:
    """Record that the sources of *units* changed without changing their meaning, so that wordings stay current."""
    known = tuple(units)
    return tuple(_record_minor(folder, known, language, by) for language in languages)


def _record_minor(folder: Path, units: Sequence[Unit], language: str, by: str) -> Recorded:
    minor: dict[str, Review] = {}

    def changed(reviews: Reviews) -> dict[str, Review]:
        for unit in units:
            review = reviews.get(unit.id)
            if unit.source != language and review and _is_stale(review, unit):
                minor[unit.id] = _minor(review, unit, by)
        return minor

    change_reviews(folder, language, changed)
    return Recorded(language, len(minor), len(units) - len(minor))


def record_accepted(folder: Path, findings: Iterable[Finding], reason: str, by: str) -> int:
    """Record that *findings* may stand; return how many units and rules these are."""
    by_language: dict[str, list[Finding]] = {}
    for finding in findings:
        by_language.setdefault(finding.language, []).append(finding)
    count = 0
    for language, of_language in by_language.items():
        rows = [
            accept(one.unit, one.rule.id, (one.fingerprint, one.source_fingerprint), reason, by)
            for one in of_language
        ]
        new = {row.key: row for row in rows}
        add_accepted(folder, language, new)
        count += len(new)
    return count


def languages_to_review(unit_source: str, language: str, *, minor: bool) -> tuple[str, ...]:
    """Return the languages a command means: a minor edit of the source concerns all the others."""
    if minor and language == unit_source:
        return tuple(code for code in CODES if code != unit_source)
    return (language,)


def _is_selected(unit: Unit, selection: str) -> bool:
    return unit.kind != NOTE and (selection in (ALL, unit.owner, unit.id) or unit.id.startswith(f"{selection}/"))


def _is_stale(review: Review, unit: Unit) -> bool:
    source = unit.source_text
    known = (fingerprint(review.checked), review.minor)
    return source is not None and review.source == unit.source and source.fingerprint not in known


def _minor(review: Review, unit: Unit, by: str) -> Review:
    source = unit.source_text
    return replace(review, minor=source.fingerprint if source else "", by=by, on=now())
