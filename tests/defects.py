"""Defects for the checks to find: wordings of the shipped content, each changed in one way, and what must find it.

A language is asked for by name here, since mistakes are made in languages.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.library import Library
from kb.model import Clause, Wording
from tests.defect_words import ANYWHERE, KINDS, REPLACED, RULES

SEED = 20261126
EACH = 4
"""Defects of a kind in a language."""

Uses = Callable[[str, str], list[tuple[str, int, int]]]


@dataclass(frozen=True)
class Defect:
    """A *kind* of change in one unit and language: lines of files to replace, and the *rules* that may find it."""

    kind: str
    rules: frozenset[str]
    unit: str
    language: str
    lines: tuple[tuple[str, int, str | None], ...]

    @property
    def role(self) -> str:
        """The role that it is in."""
        return self.unit.partition("#")[0]


def apply(defects: list[Defect], source: Path, target: Path) -> None:
    """Write the content of *source* with all *defects* into *target*."""
    changed: dict[str, dict[int, str | None]] = {}
    for defect in defects:
        for path, line, text in defect.lines:
            changed.setdefault(path, {})[line] = text
    for file in source.rglob("*"):
        if file.is_file():
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            lines = file.read_text(encoding="utf-8").split("\n")
            edits = changed.get(f"{source.name}/{file.relative_to(source).as_posix()}", {})
            kept = (edits.get(number, line) for number, line in enumerate(lines, 1))
            copy.write_text("\n".join(line for line in kept if line is not None), encoding="utf-8")


def batches(defects: list[Defect], size: int) -> Iterator[list[Defect]]:
    """Yield the defects in groups, in each at most one of a concept, so that none hides another."""
    left = list(defects)
    while left:
        chosen: list[Defect] = []
        taken: set[str | tuple[str, int]] = set()
        for defect in left:
            places: set[str | tuple[str, int]] = {
                defect.unit.partition("#")[2],
                *((path, line) for path, line, _ in defect.lines),
            }
            if len(chosen) < size and taken.isdisjoint(places):
                chosen.append(defect)
                taken |= places
        left = [defect for defect in left if defect not in chosen]
        yield chosen


def replacements(library: Library) -> Iterator[Defect]:
    """Yield the defects that are one expression replaced by another."""
    chance = random.Random(SEED)
    for kind, by_language in REPLACED.items():
        for code, changes in by_language.items():
            clauses = [clause for clause in library.clauses if clause.kind in KINDS.get(kind, {clause.kind})]
            chance.shuffle(clauses)
            count, seen = 0, set()
            for clause in clauses:
                wording = clause.wording(code)
                pattern, text = changes[count % len(changes)]
                if wording is None or wording.text in seen or count == EACH:
                    continue
                if kind not in ANYWHERE and _speaks_of_a_country(clause):
                    continue
                changed = re.sub(pattern, text, wording.text, count=1)
                if changed == wording.text:
                    others = [re.sub(*change, wording.text, count=1) for change in changes]
                    changed = next((other for other in others if other != wording.text), changed)
                if changed != wording.text:
                    seen.add(wording.text)
                    count += 1
                    yield _defect(kind, RULES[kind], wording, changed)


def _speaks_of_a_country(clause: Clause) -> bool:
    """Tell whether a wording speaks of a practice that other languages need not mention."""
    return any(re.search(r"Brit|Norge|norsk|Росси|Russ|russ", wording.text) for wording in clause.wordings)


def _defect(kind: str, rules: frozenset[str], wording: Wording, text: str) -> Defect:
    line = f"1. {text} {{#{wording.id}}}"
    edit = (wording.place.path, wording.place.line, line)
    return Defect(kind, rules, f"{wording.role}#{wording.id}", wording.language, (edit,))


def structural(library: Library) -> Iterator[Defect]:
    """Yield the defects of whole wordings: untranslated, missing, extra, swapped, split, merged, nested."""
    chance = random.Random(SEED + 1)
    for code in ("ru", "no"):
        clauses = [
            c
            for c in library.clauses
            if c.wording(code) and len(c.wordings[0].text) < 120 and not _speaks_of_a_country(c)
        ]
        chance.shuffle(clauses)
        at = iter(clauses)
        for _ in range(EACH):
            yield _untranslated(next(at), code)
            yield _half_translated(next(c for c in at if len(c.wordings[0].text.split()) > 10), code)
            yield _emptied(next(at), code)
            yield _missing(next(at), code)
            yield _extra(next(at), code, clauses[0])
            yield _nested(next(at), code)
            yield _doubled(next(c for c in at if 60 < len(c.wordings[0].text) < 120), code)
            yield _dated(next(at), code)
        yield from _swapped(library, code, chance)
        yield from _split(library, code, chance)
        yield from _merged(library, code, chance)
        yield from _reworded(library, code, chance)


def _wording(clause: Clause, code: str) -> Wording:
    wording = clause.wording(code)
    assert wording is not None
    return wording


def _untranslated(clause: Clause, code: str) -> Defect:
    return _defect(
        "untranslated", frozenset({"untranslated"}), _wording(clause, code), _wording(clause, "en").text
    )


def _half_translated(clause: Clause, code: str) -> Defect:
    ours, theirs = _wording(clause, code).text.split(), _wording(clause, "en").text.split()
    text = " ".join((*ours[: len(ours) // 2], *theirs[len(theirs) // 2 :]))
    return _defect("half translated", frozenset({"partly-untranslated"}), _wording(clause, code), text)


def _emptied(clause: Clause, code: str) -> Defect:
    return _defect("empty", frozenset({"empty"}), _wording(clause, code), "…")


def _missing(clause: Clause, code: str) -> Defect:
    wording = _wording(clause, code)
    edit = (wording.place.path, wording.place.line, None)
    unit = f"{clause.role}#{clause.id}"
    return Defect("missing", frozenset({"missing-wording"}), unit, code, (edit,))


def _extra(clause: Clause, code: str, other: Clause) -> Defect:
    wording = _wording(clause, code)
    line = f"1. {wording.text} {{#{clause.id}}}\n2. {_wording(other, code).text} {{#{clause.id}-more}}"
    edit = (wording.place.path, wording.place.line, line)
    return Defect("extra", frozenset({"extra-wording"}), f"{clause.role}#{clause.id}-more", code, (edit,))


def _nested(clause: Clause, code: str) -> Defect:
    wording = _wording(clause, code)
    line = f"1. {wording.text} {{#{clause.id}}}\n   - {wording.text.split()[0]}.\n   - {wording.text.split()[-1]}"
    edit = (wording.place.path, wording.place.line, line)
    return Defect("nested", frozenset({"nested-items"}), f"{clause.role}#{clause.id}", code, (edit,))


def _doubled(clause: Clause, code: str) -> Defect:
    text = _wording(clause, code).text
    return _defect("doubled", frozenset({"length"}), _wording(clause, code), f"{text} {text} {text}")


def _dated(clause: Clause, code: str) -> Defect:
    dates = {"en": "by 12 May 2026", "ru": "до 12 июня 2026 года", "no": "innen 12. juni 2026"}
    edits = tuple(
        (wording.place.path, wording.place.line, f"1. {wording.text[:-1]} {date}. {{#{clause.id}}}")
        for wording in clause.wordings
        for date in (dates[wording.language if wording.language in ("en", code) else "en"],)
        if wording.language in ("en", code)
    )
    return Defect("date", frozenset({"date"}), f"{clause.role}#{clause.id}", code, edits)


def _neighbours(library: Library, chance: random.Random) -> Iterator[tuple[Clause, Clause]]:
    pairs = [
        (one, other)
        for role in library.roles
        for section in role.sections
        if section.kind in ("duties", "skills", "provisions", "indicators", "rights")
        for one, other in zip(section.clauses, section.clauses[1:], strict=False)
        if not _speaks_of_a_country(one) and not _speaks_of_a_country(other)
    ]
    chance.shuffle(pairs)
    yield from pairs


def _swapped(library: Library, code: str, chance: random.Random) -> Iterator[Defect]:
    for one, other in list(_neighbours(library, chance))[:EACH]:
        ours, theirs = _wording(one, code), _wording(other, code)
        edits = (
            (ours.place.path, ours.place.line, f"1. {ours.text} {{#{other.id}}}"),
            (theirs.place.path, theirs.place.line, f"1. {theirs.text} {{#{one.id}}}"),
        )
        yield Defect("swapped", frozenset({"swapped"}), f"{one.role}#{one.id}", code, edits)


def _split(library: Library, code: str, chance: random.Random) -> Iterator[Defect]:
    clauses = [c for c in library.clauses if c.kind == "duties" and not _speaks_of_a_country(c)]
    chance.shuffle(clauses)
    count = 0
    for clause in clauses:
        wording = _wording(clause, code)
        first, _, rest = wording.text.partition(", ")
        if count < EACH and len(first) > 35 and len(rest) > 50:
            count += 1
            line = f"1. {first}. {{#{clause.id}}}\n2. {rest[0].upper()}{rest[1:]} {{#{clause.id}-too}}"
            edit = (wording.place.path, wording.place.line, line)
            yield Defect("split", frozenset({"split"}), f"{clause.role}#{clause.id}-too", code, (edit,))


def _merged(library: Library, code: str, chance: random.Random) -> Iterator[Defect]:
    for one, other in [p for p in _neighbours(library, chance) if len(p[1].wordings[0].text) > 60][:EACH]:
        ours, theirs = _wording(one, code), _wording(other, code)
        edits = (
            (ours.place.path, ours.place.line, f"1. {ours.text[:-1]}; {theirs.text} {{#{one.id}}}"),
            (theirs.place.path, theirs.place.line, None),
        )
        yield Defect("merged", frozenset({"merged"}), f"{one.role}#{one.id}", code, edits)


def _reworded(library: Library, code: str, chance: random.Random) -> Iterator[Defect]:
    """Yield wordings that differ from two others of the same source."""
    added = {"ru": "Всегда", "no": "Alltid"}[code]
    groups: dict[tuple[str, str], list[Clause]] = {}
    for clause in library.clauses:
        groups.setdefault((_wording(clause, "en").text, _wording(clause, code).text), []).append(clause)
    same = [clauses for clauses in groups.values() if len(clauses) > 2]
    chance.shuffle(same)
    for clauses in same[:EACH]:
        wording = _wording(clauses[0], code)
        text = f"{added} {wording.text[0].lower()}{wording.text[1:]}"
        yield _defect("reworded", frozenset({"two-translations"}), wording, text)


def terminological(library: Library, uses: Uses, has: Callable[[str, str, str], bool]) -> Iterator[Defect]:
    """Yield wordings with a term left out, or one to avoid in its place; *uses* finds terms in a text."""
    chance = random.Random(SEED + 2)
    for code in ("ru", "no"):
        clauses = [clause for clause in library.clauses if not _speaks_of_a_country(clause)]
        chance.shuffle(clauses)
        left_out, avoided = 0, 0
        for clause in clauses:
            wording = _wording(clause, code)
            theirs = {term for term, _, _ in uses(_wording(clause, "en").text, "en")}
            for term, start, end in uses(wording.text, code):
                found = library.term(term)
                entry = found.entry(code) if found else None
                if term not in theirs or entry is None:
                    continue
                if left_out < 2 * EACH and (left_out <= avoided or not entry.avoided):
                    thing = {"ru": "иное", "no": "noe annet"}[code]
                    text = f"{wording.text[:start]}{thing}{wording.text[end:]}"
                    if has(text, code, term):
                        continue
                    left_out += 1
                    yield _defect("term left out", frozenset({"term"}), wording, text)
                    break
                if entry.avoided and avoided < EACH:
                    avoided += 1
                    text = f"{wording.text[:start]}{entry.avoided[0]}{wording.text[end:]}"
                    yield _defect("term to avoid", frozenset({"avoided-term"}), wording, text)
                    break
