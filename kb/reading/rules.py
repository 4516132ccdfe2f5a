"""The rules of a content, `rules.yaml`: what `kb check` warns of beyond the format; lines in, Rules out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kb.errors import Problem
from kb.languages import CODES
from kb.reading.ids import RULE, is_id
from kb.reading.letters import clean
from kb.reading.source import Source
from kb.reading.yaml_nodes import Fault, compose, readable

FILE_NAME = "rules.yaml"
MAXIMUM_LENGTH = 50_000
"""Characters: beyond any list of rules, and short enough for the parser to be quick about it."""

_LETTER = re.compile(r"\w")
_LONGEST_BEGINNING = 100
_LONGEST_NUMBER = 30
_IN_NUMBERS = "0123456789.,\u00a0"
_YEAR = re.compile(r"(?:19|20)\d\d(?!\w)(?<![\w-]....)")
_YEARS = re.compile(r"(\d{4})\s*-\s*(\d{4})")


@dataclass(frozen=True)
class Words:
    """Words and phrases that are found as wholes, in small letters or capitals; * stands for any ending."""

    words: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Without a look behind, the engine skips what none of the words begins with.
        return re.compile(rf"(?:{'|'.join(_word(word.lower()) for word in self.words)})(?!\w)")

    def find(self, lowered: str) -> Iterator[tuple[int, int]]:
        """Yield where the words stand in a text in small letters."""
        for match in self._pattern.finditer(lowered):
            if match.start() == 0 or not _LETTER.match(lowered[match.start() - 1]):
                yield match.span()

    def begin(self, text: str) -> bool:
        """Tell whether *text* begins with one of the words."""
        return self._pattern.match(text[:_LONGEST_BEGINNING].lower()) is not None


@dataclass(frozen=True)
class Units:
    """What stands behind a number with a no-break space."""

    words: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"[0-9][.,]? (?=(?:{'|'.join(map(_word, self.words))})(?!\w))", re.IGNORECASE)

    def parted(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a number begins, and where the plain space before its unit stands."""
        for match in self._pattern.finditer(text):
            start = match.start()
            while start > 0 and match.start() - start < _LONGEST_NUMBER and text[start - 1] in _IN_NUMBERS:
                start -= 1
            if start == 0 or not (text[start - 1].isalpha() or text[start - 1] == "_"):
                yield start, match.end() - 1


@dataclass(frozen=True)
class Together:
    """Whoever has one of the clauses *when* needs one of *needs*."""

    when: tuple[str, ...]
    needs: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Aside:
    """Words by language that are a remark, such as on a country, and do not belong into a wording."""

    name: str
    words: Mapping[str, Words]
    years: tuple[int, int] | None

    def find(self, lowered: str, code: str) -> Iterator[tuple[int, int]]:
        """Yield where a remark stands in a text of a language in small letters."""
        if words := self.words.get(code):
            yield from words.find(lowered)
        if self.years is not None:
            first, last = self.years
            for match in _YEAR.finditer(lowered):
                if first <= int(match[0]) <= last:
                    yield match.span()


@dataclass(frozen=True)
class Rules:
    """What a content asks of its roles; empty where it asks nothing."""

    required: tuple[tuple[str, ...], ...] = ()
    together: tuple[Together, ...] = ()
    observations: frozenset[str] = frozenset()
    asides: tuple[Aside, ...] = ()
    grants: Mapping[str, tuple[tuple[str, Words], ...]] = field(default_factory=dict)
    units: Mapping[str, Units] = field(default_factory=dict)
    quotation: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What `rules.yaml` held, and its problems."""

    rules: Rules
    problems: tuple[Problem, ...]


def read_rules(source: Source) -> RulesFile:
    """Read the rules in *source*; what cannot be read is left out and reported."""
    reader = _Reader(source)
    node = reader.compose()
    if node is None:
        return RulesFile(NO_RULES, tuple(reader.problems))
    parts = reader.parts(node, ("required", "together", "observations", "asides", "grants", "units", "quotation"))
    rules = Rules(
        required=tuple(reader.ids(each) for each in reader.items(parts.get("required"))),
        together=tuple(filter(None, (reader.together(each) for each in reader.items(parts.get("together"))))),
        observations=frozenset(reader.ids(parts.get("observations"))),
        asides=tuple(reader.aside(name, value) for name, value in reader.named(parts.get("asides"))),
        grants={
            code: tuple((word, Words((word,))) for word in words)
            for code, words in reader.by_language(parts.get("grants")).items()
        },
        units={code: Units(tuple(words)) for code, words in reader.by_language(parts.get("units")).items()},
        quotation={code: tuple(words) for code, words in reader.by_language(parts.get("quotation")).items()},
    )
    return RulesFile(rules, tuple(reader.problems))


def _word(word: str) -> str:
    parts = (re.escape(part) for part in word.split())
    return r"\s+".join(parts).replace(r"\*", r"\w*")


class _Reader:
    """Walks the nodes of the file, so that each fault has its line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.problems: list[Problem] = []

    def compose(self) -> Node | None:
        text = "\n".join(line.text for line in self._source.lines)
        if len(text) > MAXIMUM_LENGTH:
            self._problem(1, f"more than {MAXIMUM_LENGTH} characters of rules; shorten them")
            return None
        node = compose(text + "\n")
        if isinstance(node, Fault):
            self._problem(node.line + 1, f"is not valid YAML ({node.why}); mend this line")
            return None
        return node

    def _problem(self, line: int, message: str) -> None:
        place = self._source.place(min(line, len(self._source.lines)))
        self.problems.append(Problem(place, "bad-rule", message))

    def _wrong(self, node: Node, message: str) -> None:
        self._problem(node.start_mark.line + 1, message)

    def parts(self, node: Node, known: tuple[str, ...]) -> dict[str, Node]:
        """Return the parts of a set by name; those that nobody knows are reported."""
        found = dict(self.named(node))
        for name, value in found.items():
            if name not in known:
                self._wrong(value, f"there is no rule “{name}”; the rules are {', '.join(known)}")
        return found

    def named(self, node: Node | None) -> list[tuple[str, Node]]:
        if node is None:
            return []
        if not isinstance(node, MappingNode):
            self._wrong(node, "is no set of names; write them as in docs/authors.md, under “Rules of your own”")
            return []
        return [(readable(str(key.value)), value) for key, value in node.value]

    def items(self, node: Node | None) -> list[Node]:
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self._wrong(node, "is no list; write [first, second]")
            return []
        return list(node.value)

    def words(self, node: Node | None) -> list[str]:
        """Return the texts of a list, or those that semicolons part in one text."""
        if isinstance(node, ScalarNode):
            return [text for part in str(node.value).split(";") if (text := clean(part).strip())]
        texts: list[str] = []
        for each in self.items(node):
            if isinstance(each, ScalarNode):
                texts += filter(None, [clean(str(each.value)).strip()])
            else:
                self._wrong(each, "is no text; write one line of text")
        return texts

    def ids(self, node: Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        found = self.words(node)
        for id in found:
            if not is_id(id):
                self._wrong(node, f"“{readable(id)}” cannot be an id; {RULE}")
        return tuple(id for id in found if is_id(id))

    def by_language(self, node: Node | None) -> dict[str, list[str]]:
        """Return words by language; a list alone stands for every language."""
        if isinstance(node, SequenceNode | ScalarNode):
            return dict.fromkeys(CODES, self.words(node))
        found: dict[str, list[str]] = {}
        for code, value in self.named(node):
            if code not in CODES:
                self._wrong(value, f"there is no language “{code}”; the languages are {', '.join(CODES)}")
            elif words := self.words(value):
                found[code] = words
        return found

    def together(self, node: Node) -> Together | None:
        parts = self.parts(node, ("when", "needs", "because"))
        when, needs = self.ids(parts.get("when")), self.ids(parts.get("needs"))
        if not when or not needs:
            self._wrong(node, "names no clauses; write {when: [these], needs: [one of these], because: why}")
            return None
        return Together(when, needs, "; ".join(self.words(parts.get("because"))) or "the two belong together")

    def aside(self, name: str, node: Node) -> Aside:
        words = self.by_language(node)
        years = next(
            (match for each in words.values() for word in each if (match := _YEARS.fullmatch(word))), None
        )
        patterns = {
            code: Words(tuple(plain))
            for code, each in words.items()
            if (plain := [word for word in each if not _YEARS.fullmatch(word)])
        }
        return Aside(name, patterns, (int(years[1]), int(years[2])) if years else None)
