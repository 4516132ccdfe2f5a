"""A tagged text in, its numbers out: in digits or words, with their units, and its dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.bitext.patterns import NUMBER
from kb.bitext.tagging import Tag, Tagged, Tagger
from kb.bitext.vocabulary import named, numbered

_SYMBOLS = {"%": "percent", "₽": "rouble", "£": "pound", "€": "euro", "$": "dollar"}
_SYMBOL_AFTER = re.compile(r"\s?([%₽£€$])")
_SYMBOL_BEFORE = re.compile(r"([₽£€$])\s?$")
_AFTERNOON = re.compile(r"\s?p\.?m\b", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})[./](\d{1,2})[./](\d{4}))(?!\d)")
_RANGE = re.compile(r"\s?[-–—]\s?")
_MOST_BETWEEN = 2
"""Words between a number and its unit: 3 working days, 2 полных рабочих дня."""
_HUNDRED, _THOUSAND = 100, 1000


@dataclass(frozen=True)
class Quantity:
    """A number in a text; *unit* is the name of what is counted, None where it is none that is known.

    *is_optional* tells that another language may well do without: one, both, first.
    """

    value: float
    unit: str | None
    is_optional: bool
    start: int
    end: int
    kind: str = "number"
    is_spelt: bool = False


class Counter:
    """Reads the numbers of one language's texts."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._prefixes = sorted(
            ((prefix, float(value)) for value, prefix in numbered(tagger.language, "prefix")),
            key=lambda pair: -len(pair[0]),
        )
        self._known_parts: dict[str, tuple[float | None, str | None]] = {}
        self._ambiguous = frozenset(named(tagger.language, "also words"))
        self._spelt_values = {
            word.removeprefix("="): float(value) for value, word in numbered(tagger.language, "number")
        }
        self._beginnings = (*(prefix for prefix, _ in self._prefixes), *self._spelt_values)

    def quantities(self, text: Tagged) -> tuple[Quantity, ...]:
        """Return the numbers of *text* in order; those of a date are one each."""
        found = [*self._dates(text), *self._digits(text), *self._spelt(text), *self._compounds(text)]
        found += [Quantity(float(n), None, False, tag.start, tag.end, "month") for n, tag in self._months(text)]
        return tuple(sorted(found, key=lambda quantity: quantity.start))

    def _dates(self, text: Tagged) -> Iterator[Quantity]:
        for match in _DATE.finditer(text.text):
            year, month, day = match[1] or match[6], match[2] or match[5], match[3] or match[4]
            for value, kind in ((day, "number"), (month, "month"), (year, "number")):
                yield Quantity(float(value), None, False, *match.span(), kind)

    def _digits(self, text: Tagged) -> Iterator[Quantity]:
        others = [*(match.span() for match in _DATE.finditer(text.text)), *text.references]
        for number, word in enumerate(text.words):
            if word.text != NUMBER or any(start <= word.start < end for start, end in others):
                continue
            value = _value(text.text[word.start : word.end])
            value = value + 12 if value < 12 and _AFTERNOON.match(text.text, word.end) else value
            times, after = self._multiplier(text, number + 1)
            unit = self._symbol(text, word.start, word.end) or self._unit(text, after)
            yield Quantity(value * times, unit, False, word.start, word.end)

    def _spelt(self, text: Tagged) -> Iterator[Quantity]:
        run: list[tuple[float, Tag]] = []
        for value, tag in [*text.begun("number"), *_END]:
            if tag and run and tag.first == run[-1][1].after:
                run.append((float(value), tag))
                continue
            if run and not (run[0][1].first and text.words[run[0][1].first - 1].text == NUMBER):
                total = _composed([value for value, _ in run])
                unit = self._unit(text, run[-1][1].after)
                is_optional = total == 1
                yield Quantity(total, unit, is_optional, run[0][1].start, run[-1][1].end, is_spelt=True)
            run = [(float(value), tag)] if tag else []
        for value, tag in text.begun("maybe"):
            unit = self._unit(text, tag.after)
            yield Quantity(float(value), unit, True, tag.start, tag.end, is_spelt=True)
        for value, tag in text.begun("ordinal"):
            if value != "none":
                unit = self._unit(text, tag.after)
                yield Quantity(float(value), unit, False, tag.start, tag.end, is_spelt=True)

    def _compounds(self, text: Tagged) -> Iterator[Quantity]:
        """Yield numbers written as one word with what they count, or with one another: двухлетний, tjuefem."""
        for number, word in enumerate(text.words):
            value, unit = self._parted(word.text)
            if value is not None:
                unit = unit or self._unit(text, number + 1)
                yield Quantity(value, unit, value == 1, word.start, word.end, is_spelt=True)

    def _parted(self, word: str) -> tuple[float | None, str | None]:
        known = self._known_parts.get(word)
        if known is None:
            known = self._known_parts[word] = self._part(word)
        return known

    def _part(self, word: str) -> tuple[float | None, str | None]:
        if not word.startswith(self._beginnings):
            return None, None
        for prefix, value in self._prefixes:
            if word.startswith(prefix) and word != prefix and (unit := self._unit_of(word[len(prefix) :])):
                return value, unit
        for spelt, value in self._spelt_values.items():
            rest = self._spelt_values.get(word.removeprefix(spelt))
            if word.startswith(spelt) and rest is not None:
                return _composed([value, rest]), None
        return None, None

    def _months(self, text: Tagged) -> Iterator[tuple[str, Tag]]:
        for month, tag in text.begun("month"):
            if text.text_of(tag).casefold() not in self._ambiguous or _is_beside_number(text, tag):
                yield month, tag

    def _multiplier(self, text: Tagged, number: int) -> tuple[float, int]:
        for value, tag in text.begun("number"):
            if tag.first == number and float(value) >= _THOUSAND:
                return float(value), tag.after
        return 1.0, number

    def _symbol(self, text: Tagged, start: int, end: int) -> str | None:
        after = _SYMBOL_AFTER.match(text.text, end)
        before = _SYMBOL_BEFORE.search(text.text, 0, start)
        found = after or before
        return _SYMBOLS[found[1]] if found else None

    def _unit(self, text: Tagged, number: int) -> str | None:
        """Return the unit that stands after the words before the *number*-th one, or behind the end of a range."""
        for name, tag in text.begun("unit"):
            if number <= tag.first <= number + _MOST_BETWEEN and _is_one_phrase(text, number, tag):
                return name
        for other in (number, number + 1):
            if other < len(text.words) and text.words[other].text == NUMBER:
                word = text.words[other]
                between = text.text[text.words[number - 1].end : word.start]
                if other > number or _RANGE.fullmatch(between):
                    return self._symbol(text, word.start, word.end) or self._unit(text, other + 1)
        return None

    def _unit_of(self, word: str) -> str | None:
        found = self._tagger.tag(word).tags
        return next((tag.name.removeprefix("unit ") for tag in found if tag.name.startswith("unit ")), None)


def _is_one_phrase(text: Tagged, number: int, tag: Tag) -> bool:
    """Tell whether nothing but words stands between the word before the *number*-th and a *tag*."""
    start = text.words[number - 1].end if number else 0
    between = text.text[start : tag.start]
    return not any(sign in between for sign in ",;:()") and not any(
        word.text == NUMBER for word in text.words[number : tag.first]
    )


def _is_beside_number(text: Tagged, tag: Tag) -> bool:
    near = (*text.words[max(0, tag.first - 1) : tag.first], *text.words[tag.after : tag.after + 1])
    return text.text[tag.start].isupper() and any(word.text == NUMBER for word in near)


def _value(digits: str) -> float:
    """Return the value of a number in digits: three after a sign are thousands, others decimals."""
    bare = re.sub(r"[\u00a0\u202f .,](?=\d{3}(?!\d))", "", digits)
    return float(re.sub(r"[.,:]", ".", bare, count=1))


def _composed(values: list[float]) -> float:
    total = current = 0.0
    for value in values:
        if value >= _THOUSAND:
            total, current = total + max(current, 1) * value, 0.0
        elif value == _HUNDRED and 0 < current < 10:
            current *= value
        else:
            current += value
    return total + current


_END: tuple[tuple[str, None], ...] = (("0", None),)
