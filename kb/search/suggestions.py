"""Suggest roles, terms, words and clauses for typed prefixes."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice, permutations

from kb.addresses import concept_path, glossary_path, role_path, search_path
from kb.analysis.folding import script
from kb.analysis.keyboards import retyped
from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import name_words, tokens, words
from kb.languages import CODES, LANGUAGES
from kb.library import Library
from kb.model import Wording
from kb.search.answers import Suggestion
from kb.search.engines import Engine

_SHARES = {"role": 4, "term": 3, "word": 3, "clause": 10}
"""How many of a kind are shown before any of the next kind."""
_COMMON_WORDS = 10
"""Completions of the last word that clauses are looked up for."""
_SHORTEST_FOR_CLAUSES = 3
"""Letters from which on the last word completes clauses."""
_MOST_KEPT = 5_000
"""Beginnings whose suggestions are kept."""
_LAST = "\U0010ffff"
"""The last of all characters: ends the range of words with a prefix."""


@dataclass(frozen=True)
class _Name:
    """A name of a role or term, its folded words, and whether it is the title or preferred term.

    The *words* of a search name lead to the title, which stands in the suggestion.
    """

    suggestion: Suggestion
    words: tuple[str, ...]
    id: str
    is_first: bool


@dataclass(frozen=True)
class Suggester:
    """Suggests from the names and words of one content."""

    library: Library
    lexicons: Mapping[str, Lexicon]
    engine: Engine
    _kept: dict[tuple[str, str, int], tuple[Suggestion, ...]] = field(default_factory=dict, repr=False)
    """What was suggested before: readers type the same few letters first."""

    def suggest(self, text: str, reader: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most *limit* suggestions for *text*, those in the reader's language first of each kind.

        Where there are none, it may have been typed on another keyboard.
        """
        key = (text, reader, limit)
        found = self._kept.get(key)
        if found is None:
            found = self._looked_up(text, reader, limit)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def _looked_up(self, text: str, reader: str, limit: int) -> tuple[Suggestion, ...]:
        # Other keyboards are tried where there is a need, not at every key.
        retypings = (retyped(text, *pair) for pair in permutations(LANGUAGES, 2))
        for meant in chain((text,), retypings):
            if found := self._suggest(meant, reader, limit):
                return found
        return ()

    def _suggest(self, text: str, reader: str, limit: int) -> tuple[Suggestion, ...]:
        typed = tuple(words(text))
        if not typed:
            return ()
        found: dict[str, list[Suggestion]] = {"role": [], "term": [], "word": [], "clause": []}
        for suggestion in (*self._names(typed, reader), *self._words(typed, reader)):
            found[suggestion.kind].append(suggestion)
        if len(typed[-1]) >= _SHORTEST_FOR_CLAUSES:
            found["clause"].extend(islice(self._clauses(typed, reader), limit))
        return _shared_out(found, limit)

    @cached_property
    def _all_names(self) -> tuple[_Name, ...]:
        return tuple(_role_names(self.library)) + tuple(_term_names(self.library))

    @cached_property
    def _by_word(self) -> list[tuple[str, int]]:
        return sorted({(word, at) for at, name in enumerate(self._all_names) for word in name.words})

    def _names(self, typed: tuple[str, ...], reader: str) -> Iterator[Suggestion]:
        start = bisect_left(self._by_word, (typed[-1], -1))
        end = bisect_left(self._by_word, (typed[-1] + _LAST, -1))
        found = {at for _, at in self._by_word[start:end] if _begins(self._all_names[at].words, typed)}
        order = sorted(found, key=lambda at: self._order(at, typed, reader))
        shown: set[tuple[str, str]] = set()
        for name in (self._all_names[at] for at in order):
            if (name.suggestion.kind, name.id) not in shown:
                shown.add((name.suggestion.kind, name.id))
                yield _in_language(name, reader)

    def _order(self, at: int, typed: tuple[str, ...], reader: str) -> tuple[bool, bool, bool, int]:
        name = self._all_names[at]
        return name.suggestion.language != reader, not name.words[0].startswith(typed[0]), not name.is_first, at

    def _words(self, typed: tuple[str, ...], reader: str) -> Iterator[Suggestion]:
        if len(typed) > 1:
            return
        shown: set[str] = set()
        for lexicon in self._lexicons(typed[0], reader):
            for text in islice(_apart(lexicon, self._common(lexicon, typed[0])), _SHARES["word"]):
                if text not in shown:
                    shown.add(text)
                    yield Suggestion(text, "word", lexicon.language.code, search_path(reader, text))

    def _lexicons(self, word: str, reader: str) -> list[Lexicon]:
        """Return the lexicons that may have *word*, the reader's first."""
        fitting = (self.lexicons[language.code] for language in LANGUAGES)
        written = [lexicon for lexicon in fitting if script(word) in (None, lexicon.language.script)]
        return sorted(written, key=lambda lexicon: lexicon.language.code != reader)

    def _clauses(self, typed: tuple[str, ...], reader: str) -> Iterator[Suggestion]:
        shown: set[str] = set()
        for lexicon in self._lexicons(typed[-1], reader):
            code = lexicon.language.code
            for key in self._having(typed, lexicon):
                concept, _, role = key.partition("@")
                if concept not in shown and (wording := self._wording(role, concept, code)):
                    shown.add(concept)
                    yield _clause(wording, reader)

    def _wording(self, role: str, concept: str, code: str) -> Wording | None:
        clause = self.library.clause(concept, role)
        return clause.wording(code) if clause else None

    def _having(self, typed: tuple[str, ...], lexicon: Lexicon) -> Iterator[str]:
        """Yield the documents that have the typed words, the last one as the beginning of a common word."""
        before = [lexicon.matches(word) for word in typed[:-1]]
        for text in self._common(lexicon, typed[-1])[:_COMMON_WORDS]:
            yield from self.engine.containing(lexicon.language.code, [*before, lexicon.exact(text)])

    def _common(self, lexicon: Lexicon, prefix: str) -> list[str]:
        """Return the words of the content that begin with *prefix*, as they are written, the commonest first.

        Those that only search names have are left out: nobody is shown them.
        """
        hidden = self._hidden[lexicon.language.code]
        found = ((key, lexicon.words[key]) for key in lexicon.with_prefix(prefix))
        used = [word for key, word in found if word.count > hidden[key]]
        return [word.text for word in sorted(used, key=lambda word: (-word.count, word.text))]

    @cached_property
    def _hidden(self) -> Mapping[str, Counter[str]]:
        """How often each folded word stands in search names of roles, by language."""
        found: dict[str, Counter[str]] = {code: Counter() for code in CODES}
        for role in self.library.roles:
            for version in role.versions:
                for name in version.search_names:
                    found[version.language].update(token.folded for token in tokens(name))
        return found


def _shared_out(found: Mapping[str, list[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """Return the first of every kind, and more of the earlier kinds where there is room."""
    taken = {kind: some[: _SHARES[kind]] for kind, some in found.items()}
    free = limit - sum(map(len, taken.values()))
    for kind, some in found.items():
        if free > 0:
            more = some[len(taken[kind]) :][:free]
            taken[kind] = taken[kind] + more
            free -= len(more)
    return tuple(suggestion for some in taken.values() for suggestion in some)[:limit]


def _begins(names: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return all(any(word.startswith(prefix) for word in names) for prefix in typed)


def _apart(lexicon: Lexicon, texts: Iterable[str]) -> Iterator[str]:
    """Yield those of *texts* that are no other forms of one before."""
    before: set[str] = set()
    for text in texts:
        stems = lexicon.stems(text)
        if before.isdisjoint(stems):
            yield text
        before.update(stems)


def _role_names(library: Library) -> Iterator[_Name]:
    for role in library.roles:
        for version in role.versions:
            for number, name in enumerate((version.title, *version.synonyms)):
                yield _name(name, "role", version.language, role.id, is_first=not number)
            for name in version.search_names:
                yield _name(version.title, "role", version.language, role.id, is_first=False, typed=name)


def _term_names(library: Library) -> Iterator[_Name]:
    for term in library.terms:
        for entry in term.entries:
            for number, name in enumerate(entry.names):
                yield _name(name, "term", entry.language, term.id, is_first=not number)
            for name in entry.search_names:
                yield _name(entry.preferred, "term", entry.language, term.id, is_first=False, typed=name)


def _name(text: str, kind: str, language: str, id: str, *, is_first: bool, typed: str = "") -> _Name:
    """Return a name that is shown as *text*; a search name is *typed*, and shown never."""
    suggestion = Suggestion(text, "role" if kind == "role" else "term", language, "")
    return _Name(suggestion, name_words(typed or text), id, is_first)


def _in_language(name: _Name, reader: str) -> Suggestion:
    path = role_path if name.suggestion.kind == "role" else glossary_path
    return Suggestion(name.suggestion.text, name.suggestion.kind, name.suggestion.language, path(reader, name.id))


def _clause(wording: Wording, reader: str) -> Suggestion:
    return Suggestion(wording.text, "clause", wording.language, concept_path(reader, wording.id))
