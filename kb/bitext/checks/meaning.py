"""Does a translation oblige, allow, deny and count as its source does?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set

from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Block, Pair
from kb.bitext.quantities import Quantity
from kb.bitext.tagging import Tag, Tagged

MODALITY = Rule(
    "modality",
    "meaning",
    "warning",
    "accuracy",
    "What the source obliges, allows or holds somebody liable for, the translation must, too: a right turned into "
    "a duty changes the employment contract.",
    "May sign contracts. / Обязан подписывать договоры.",
    "the source says “{expected}” and this “{found}”; let it oblige or allow as the source does",
)
POLARITY = Rule(
    "polarity",
    "meaning",
    "warning",
    "accuracy",
    "What is denied in one language is denied in the other. Words that deny by themselves count: “prevents delay” "
    "and «не допускает просрочки» agree.",
    "Discloses no trade secrets. / Разглашает коммерческую тайну.",
    "the source has “{expected}” and this “{found}”, so that one denies what the other affirms; mend it",
)
NUMBER = Rule(
    "number",
    "meaning",
    "warning",
    "accuracy",
    "Every number of the source is in the translation, in digits or in words, and no other one.",
    "At least 2 years’ experience. / Опыт работы — не менее 7 лет.",
    "the source has the number “{expected}” and this “{found}”; make them equal",
)
UNIT = Rule(
    "unit",
    "meaning",
    "warning",
    "accuracy",
    "Equal numbers count equal things: years, days, per cent, one currency.",
    "Within 3 days. / В течение 3 недель.",
    "the source counts “{expected}” and this “{found}”; count the same",
)
DATE = Rule(
    "date",
    "meaning",
    "warning",
    "accuracy",
    "The months of the source are those of the translation.",
    "By 12 May 2026. / До 12 июня 2026 года.",
    "the source has “{expected}” and this “{found}”; make the dates equal",
)
BOUND = Rule(
    "bound",
    "meaning",
    "warning",
    "accuracy",
    "“At least” stays a lower bound, “at most” an upper one, and neither gets lost.",
    "At least 18 years old. / Возраст не более 18 лет.",
    "the source bounds it by “{expected}” and this by “{found}”; bound it the same way",
)
RULES = by_id(MODALITY, POLARITY, NUMBER, UNIT, DATE, BOUND)

MODAL = ("must", "may", "liable")
_HEAD_WORDS = 6
"""A modal word this near to the beginning says what the whole clause is."""
_HEAD_KINDS = frozenset({"duties", "rights", "liability"})
_SATISFIES = {"at least": ("at least", "more"), "at most": ("at most", "less", "within")}
_MONEY_AND_SHARES = frozenset({"percent", "rouble", "krone", "pound", "euro", "dollar"})
_LOOSE = frozenset({"breach", "disagree", "secret", "stop", "except"})
"""Words that deny by themselves, but not so surely that the other language has to."""


def check(pair: Pair) -> Iterator[Finding]:
    """Yield what is wrong with the meaning of a translation.

    Prose is written anew in each language, so that only its numbers in digits can be held against one another.
    """
    is_clause = pair.target.unit.concept is not None
    if is_clause:
        yield from _modality(pair)
    for source, target in pair.blocks:
        yield from _numbers(pair, source, target, spelt=is_clause)
        if is_clause:
            yield from _polarity(pair, source, target)
            yield from _bounds(pair, source, target)


def head(text: Tagged) -> Tag | None:
    """Return the modal words that a clause begins with, perhaps after its subject, or None without."""
    return next((tag for tag in text.named(*MODAL) if tag.first < _HEAD_WORDS), None)


def _modality(pair: Pair) -> Iterator[Finding]:
    if not pair.blocks:
        return
    source, target = pair.blocks[0]
    kind = pair.target.unit.kind
    if kind in _HEAD_KINDS and not pair.target.unit.is_nested:
        ours, theirs = head(target.tagged), head(source.tagged)
        if _class_of(ours, kind) != _class_of(theirs, kind):
            yield pair.finding(MODALITY, target.place, *_said(source, theirs, target, ours))
            return
    for source, target in pair.blocks:
        yield from _turned(pair, source, target)


def _class_of(tag: Tag | None, kind: str) -> str:
    """Return what a modal word makes of a clause; in duties, whatever allows nothing obliges."""
    name = tag.name if tag else "plain"
    if kind == "duties":
        return "may" if name == "may" else "must"
    return name


def _turned(pair: Pair, source: Block, target: Block) -> Iterator[Finding]:
    """Yield a finding where only duties are named on one side, and only rights on the other."""
    for one, other in ((source, target), (target, source)):
        here = _modals(one.tagged, other.tagged.countries)
        there = _modals(other.tagged, frozenset(one.tagged.countries | other.tagged.countries))
        if len(here) == 1 and len(there) == 1 and here.keys() != there.keys():
            said = _said(one, next(iter(here.values())), other, next(iter(there.values())))
            yield pair.finding(MODALITY, target.place, *(said if one is source else said[::-1]))
            return


def _modals(text: Tagged, countries: frozenset[str]) -> dict[str, Tag]:
    """Return what obliges and what allows; what is denied does neither: “must not” and “may not” agree."""
    denied = {number for tag in text.named("not") for number in (tag.first - 1, tag.after)}
    return {
        tag.name: tag
        for tag in text.named("must", "may")
        if not text.is_aside(tag.start, countries) and denied.isdisjoint(range(tag.first, tag.after))
    }


def _said(source: Block, theirs: Tag | None, target: Block, ours: Tag | None) -> tuple[str, str]:
    return (
        source.tagged.text_of(theirs) if theirs else "",
        target.tagged.text_of(ours) if ours else "",
    )


def _is_liability(pair: Pair) -> bool:
    """Tell whether both sides hold somebody liable, for which “properly” and “improperly” may be the same."""
    if pair.target.unit.kind != "liability":
        return False
    sides = (pair.source, pair.target)
    return all(any(block.tagged.has("liable") for block in side.blocks) for side in sides)


def _polarity(pair: Pair, source: Block, target: Block) -> Iterator[Finding]:
    is_liability = _is_liability(pair)
    for one, other in ((source.tagged, target.tagged), (target.tagged, source.tagged)):
        denied = _lacking(one, other, is_liability=is_liability)
        if denied is None:
            continue
        there = next((tag for tag in other.tags if tag.name in ("not", "affix", "affix loose")), None)
        said = one.text_of(denied), other.text_of(there) if there else ""
        yield pair.finding(POLARITY, target.place, *(said if one is source.tagged else said[::-1]))
        return


def _lacking(one: Tagged, other: Tagged, *, is_liability: bool) -> Tag | None:
    """Return what is denied in *one* and has nothing in *other* to answer it, or None.

    A denial is answered by another, or by a word that denies by itself and has no counterpart here; such a word by
    one of its own kind, by another kind that stands there alone, or by a denial that is left.
    """
    core = [tag for tag in one.tags if not one.is_aside(tag.start, other.countries)]
    denials, answers = _denials(one, core), len(_denials(other, other.tags))
    ours, theirs = _lexical(core), _lexical(other.tags)
    if is_liability:
        # “if a target is missed” and «если план не выполнен» agree.
        return denials[-1] if len(denials) > answers + (theirs - ours)["fail"] else None
    affixes, others = _count(core, "affix"), _count(other.tags, "affix", "affix loose")
    more = sum((theirs - ours)[kind] for kind in theirs if kind not in _LOOSE or kind not in ours)
    open_denials = len(denials) - answers - more
    if open_denials > max(others - _count(core, "affix", "affix loose"), 0):
        return denials[-1]
    unanswered = {kind for kind in ours.keys() - theirs.keys() if kind not in _LOOSE}
    spare = max(answers - len(denials), 0) + len(theirs.keys() - ours.keys())
    if max(open_denials, 0) + len(unanswered) + affixes > spare + others:
        return next(tag for tag in reversed(core) if tag.name in ("not", "affix") or _kind(tag) in unanswered)
    return None


def _count(tags: Iterable[Tag], *names: str) -> int:
    return sum(tag.name in names for tag in tags)


def _kind(tag: Tag) -> str:
    return tag.name.removeprefix("lexical ")


def _lexical(tags: Iterable[Tag]) -> Counter[str]:
    """Count the words that deny by themselves, by kind."""
    return Counter(_kind(tag) for tag in tags if tag.name.startswith("lexical "))


def _denials(text: Tagged, tags: Iterable[Tag]) -> list[Tag]:
    """Return one negation for each part between commas."""
    found: dict[tuple[int, int], Tag] = {}
    for tag in tags:
        if tag.name == "not":
            part = next((part for part in text.parts if part[0] <= tag.start < part[1]), (0, 0))
            found.setdefault(part, tag)
    return list(found.values())


def _numbers(pair: Pair, source: Block, target: Block, *, spelt: bool) -> Iterator[Finding]:
    missing, extra = (
        [quantity for quantity in _unanswered(*blocks) if spelt or not quantity.is_spelt]
        for blocks in ((source, target), (target, source))
    )
    if not spelt and not (missing and extra):
        missing, extra = _outside_asides(source, missing), _outside_asides(target, extra)
    for kind, rule in (("month", DATE), ("number", NUMBER)):
        lost = [quantity for quantity in missing if quantity.kind == kind]
        added = [quantity for quantity in extra if quantity.kind == kind]
        if lost or added:
            yield pair.finding(rule, target.place, _texts(source, lost), _texts(target, added))
    if not missing and not extra:
        yield from _units(pair, source, target)


def _unanswered(one: Block, other: Block) -> list[Quantity]:
    """Return the numbers of *one* that *other* does not have; what speaks of another country alone may differ."""
    there = Counter((quantity.kind, quantity.value) for quantity in other.quantities)
    found = []
    for quantity in sorted(one.quantities, key=lambda quantity: quantity.is_optional):
        key = quantity.kind, quantity.value
        if there[key]:
            there[key] -= 1
        elif not quantity.is_optional and not one.tagged.is_aside(quantity.start, other.tagged.countries):
            found.append(quantity)
    return found


def _outside_asides(block: Block, quantities: Iterable[Quantity]) -> list[Quantity]:
    """Return numbers without those of sentences about one country or its law: prose may have these or not."""
    tagged = block.tagged
    return [q for q in quantities if not tagged.is_aside(q.start, frozenset()) and not tagged.cites(q.start)]


def _texts(block: Block, quantities: Iterable[Quantity]) -> str:
    return ", ".join(block.text[quantity.start : quantity.end] for quantity in quantities)


def _units(pair: Pair, source: Block, target: Block) -> Iterator[Finding]:
    left = list(target.quantities)
    for quantity in source.quantities:
        equal = [other for other in left if (other.kind, other.value) == (quantity.kind, quantity.value)]
        if not equal:
            continue
        other = next((other for other in equal if other.unit == quantity.unit), equal[0])
        left.remove(other)
        units = {quantity.unit, other.unit}
        if _is_announced(units, source) or _is_announced(units, target):
            continue
        if len(units) == 2 and (None not in units or units & _MONEY_AND_SHARES) and not quantity.is_optional:
            yield pair.finding(UNIT, target.place, quantity.unit or "", other.unit or "")


def _is_announced(units: Set[str | None], block: Block) -> bool:
    """Tell whether a unit that stands at one number alone is named before all numbers: in the head of a table."""
    if None not in units or not block.quantities:
        return False
    return any(name in units and tag.end <= block.quantities[0].start for name, tag in block.tagged.begun("unit"))


def _bounds(pair: Pair, source: Block, target: Block) -> Iterator[Finding]:
    for one, other in ((source.tagged, target.tagged), (target.tagged, source.tagged)):
        for name, answers in _SATISFIES.items():
            tag = next((t for t in one.named(name) if not one.is_aside(t.start, other.countries)), None)
            if tag is None or other.has(*answers):
                continue
            opposite = next((t for bound in _SATISFIES if bound != name for t in other.named(bound)), None)
            said = one.text_of(tag), other.text_of(opposite) if opposite else ""
            yield pair.finding(BOUND, target.place, *(said if one is source.tagged else said[::-1]))
            return
