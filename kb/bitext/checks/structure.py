"""Does each wording stand under the id, and in the section, that it belongs to?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kb.bitext.checks.context import Context
from kb.bitext.checks.meaning import head
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Pair, Subject, Version

EXTRA = Rule(
    "extra-wording",
    "structure",
    "warning",
    "accuracy",
    "A translation has no clause that its source does not have.",
    "1. Хранит ключи. {#keep-keys} … and no #keep-keys in English",
    "the source has no such clause, “{found}”; add it there, or remove it here",
)
SWAPPED = Rule(
    "swapped",
    "structure",
    "warning",
    "accuracy",
    "Two wordings of a role each fit the source of the other better: their ids have changed places.",
    "Takes orders. {#take-orders} / Планирует закупки. {#take-orders}",
    "this fits the source of #{expected} better, and the wording there this one; swap their ids",
)
SPLIT = Rule(
    "split",
    "structure",
    "warning",
    "accuracy",
    "One clause of the source is one clause of the translation: a part of it stands under an id of its own.",
    "Takes orders and passes them on. / Принимает заказы. … Передаёт заказы.",
    "this, “{found}”, seems to be a part of #{expected}; join it to that one",
)
MERGED = Rule(
    "merged",
    "structure",
    "warning",
    "accuracy",
    "Two clauses of the source are two clauses of the translation.",
    "Takes orders. … Passes them on. / Принимает и передаёт заказы.",
    "this seems to hold #{expected}, too, which has no wording; part them",
)
NESTED = Rule(
    "nested-items",
    "structure",
    "warning",
    "accuracy",
    "A clause has as many items nested in it as its source.",
    "Locks: – the gate; – the door. / Запирает: – ворота.",
    "the source has {expected} nested items and this {found}; make them as many",
)
AS_RIGHT = Rule(
    "worded-as-right",
    "structure",
    "warning",
    "accuracy",
    "Duties oblige: one that begins “May …”, «Вправе …», “Kan …” is a right, and belongs under rights.",
    "## Duties … 1. May sign contracts.",
    "“{found}” words a duty as a right; reword it, or move it under rights",
)
AS_DUTY = Rule(
    "worded-as-duty",
    "structure",
    "warning",
    "accuracy",
    "Rights allow: each says so (“May …”, «Вправе …», “Har rett til …”), or the sentence above them does.",
    "## Rights … 1. Must sign contracts.",
    "“{found}” words a right as a duty; reword it, or move it under duties",
)
RULES = by_id(EXTRA, SWAPPED, SPLIT, MERGED, NESTED, AS_RIGHT, AS_DUTY)

_LEAST_COVERED = 0.34
"""Of the telling words of a part, the share that goes with words of the whole."""


def check(subject: Subject, context: Context) -> Iterator[Finding]:
    """Yield duties worded as rights, and rights worded as duties."""
    unit = subject.unit
    if unit.is_nested or not subject.blocks or (unit.owner, unit.kind, subject.language) in context.introduced:
        return
    tag = head(subject.blocks[0].tagged)
    name, said = (tag.name, subject.blocks[0].tagged.text_of(tag)) if tag else ("", "")
    if unit.kind == "duties" and name == "may":
        yield subject.finding(AS_RIGHT, subject.text.place, "", said)
    elif unit.kind == "rights" and name != "may":
        yield subject.finding(AS_DUTY, subject.text.place, "", said or _beginning(subject))


def check_version(version: Version, context: Context) -> Iterator[Finding]:
    """Yield what is extra, swapped, split or merged in one language of a role."""
    pairs = [pair for pair in version.pairs if pair.target.unit.concept and not pair.target.unit.is_nested]
    for subject in version.extra:
        yield _extra(subject, pairs, context)
    for missing in version.missing:
        yield from _merged(missing, pairs, context)
    yield from _nested(version, pairs)
    yield from _swapped(version, pairs, context)


def _beginning(subject: Subject) -> str:
    return " ".join(subject.text.text.split()[:3])


def _extra(subject: Subject, pairs: Sequence[Pair], context: Context) -> Finding:
    """Return a finding for a wording without source: a part of another clause, or simply too much."""
    for pair in pairs:
        if pair.target.unit.kind == subject.unit.kind and context.is_part(subject, pair, _LEAST_COVERED):
            return subject.finding(SPLIT, subject.text.place, pair.target.unit.concept or "", subject.text.text)
    return subject.finding(EXTRA, subject.text.place, "", subject.text.text)


def _nested(version: Version, pairs: Iterable[Pair]) -> Iterator[Finding]:
    """Yield the clauses that have more or fewer nested items than their source."""
    items = Counter(
        (unit.concept, text.language) for unit in version.units if unit.is_nested for text in unit.texts
    )
    for pair in pairs:
        concept = pair.target.unit.concept
        expected, found = (items[concept, side.language] for side in (pair.source, pair.target))
        if expected != found:
            yield pair.finding(NESTED, pair.target.text.place, str(expected), str(found))


def _merged(missing: Subject, pairs: Iterable[Pair], context: Context) -> Iterator[Finding]:
    """Yield the wording that holds what a clause without one says, if there is one."""
    for pair in pairs:
        if pair.target.unit.kind == missing.unit.kind and context.holds(pair, missing, _LEAST_COVERED):
            yield pair.finding(MERGED, pair.target.text.place, missing.unit.concept or "", "")
            return


def _swapped(version: Version, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
    found = context.swapped(version.owner, version.language) if pairs else {}
    for pair in pairs:
        if (concept := found.get(pair.target.unit.id)) is not None:
            yield pair.finding(SWAPPED, pair.target.text.place, concept, pair.target.text.text)
