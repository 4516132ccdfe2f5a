"""Turn a parsed query into a question with expansions."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.analysis.lexicon import Lexicon, is_stop_word_in_any
from kb.search.answers import Filters
from kb.search.engines import Question
from kb.search.query.expansion import Expander, Sequences
from kb.search.query.facet_words import FacetWords
from kb.search.query.intent import BREAK
from kb.search.query.naming import Naming
from kb.search.query.parsing import ParsedQuery, SearchTerm

_PARTING = re.compile(r"[,;/|+&]")
"""Signs that part one thing that is asked for from another."""


@dataclass(frozen=True)
class Understood:
    """A query as it is searched: its distinctive *terms*, and the *question* that asks for them.

    *names* are what is marked, by language, for what stands in the place of terms; *compared* are the ids of
    roles that it names side by side, *facet* a value of a facet in words.
    """

    parsed: ParsedQuery
    terms: tuple[SearchTerm, ...]
    question: Question
    names: tuple[Mapping[str, Sequences], ...]
    expander: Expander
    compared: tuple[str, ...] = ()
    facet: FacetWords | None = None

    @property
    def marks(self) -> tuple[Mapping[str, Sequences], ...]:
        """The index terms to mark in texts, by language, for each of *terms*."""
        return tuple(map(self.expander.marks, self.terms))

    @property
    def names_a_role(self) -> bool:
        """Whether some of its words name a role, so that its own wordings are asked for."""
        return any(each.kind == "role" for each in self.question.alternatives)

    def asked(
        self, filters: Filters, offset: int, limit: int, near: Mapping[str, float] | None = None
    ) -> Question:
        """Return the question for one page of hits, under the *filters* that were chosen."""
        return replace(self.question, filters=filters, offset=offset, limit=limit, near=near)

    @property
    def counted(self) -> Question:
        """The question that asks for nothing but how much there is."""
        return replace(self.question, offset=0, limit=0, with_facets=False)


def understand(parsed: ParsedQuery, naming: Naming, named: tuple[str, ...] = ()) -> Understood:
    """Expand the terms of *parsed*, and recognise the names among them, in one content.

    *named* are the keys of the documents that the query names by an id.
    """
    expander = naming.expander
    spoken = _spoken(parsed)
    intent, facet = naming.intents.read(spoken), naming.facets.found(spoken)
    raised = intent.roles or _with_facet(facet, naming)
    terms = _distinctive(parsed.wanted, expander.lexicons, intent.dull)
    related = tuple(naming.related(parsed, terms, intent.sections))
    question = Question(
        terms=tuple(map(expander.expand, terms)),
        alternatives=tuple(each.alternative for each in related),
        excluded=tuple(map(expander.expand, parsed.unwanted)),
        named_roles=(*raised, *naming.roles.found(parsed.text)),
        named=named,
        within=parsed.filters,
    )
    return Understood(
        parsed, terms, question, tuple(each.names for each in related), expander, intent.compared, facet
    )


def _with_facet(facet: FacetWords | None, naming: Naming) -> tuple[tuple[str, ...], ...]:
    """Return the roles with the value of a *facet* that a query asks for, where it asks for nothing else."""
    lexicons = naming.expander.lexicons.values()
    if facet is None or not all(word == BREAK or is_stop_word_in_any(word, lexicons) for word in facet.rest):
        return ()
    return (tuple(id for value in facet.values for id in naming.roles_by_facet.get((facet.facet, value), ())),)


def _spoken(parsed: ParsedQuery) -> tuple[str, ...]:
    """Return the words of a query in their order, with a BREAK where a sign parts them.

    Where it has phrases or prefixes, it asks for letters: there are none.
    """
    if any(term.kind != "word" for term in (*parsed.wanted, *parsed.unwanted)):
        return ()
    spoken: list[str] = []
    end = 0
    for token in parsed.spelt:
        if not token.whole:
            spoken += [BREAK] if _PARTING.search(parsed.typed, end, token.start) and spoken else []
            spoken.append(token.text)
            end = token.end
    return tuple(spoken)


def _distinctive(
    terms: Sequence[SearchTerm], lexicons: Mapping[str, Lexicon], dull: Collection[str]
) -> tuple[SearchTerm, ...]:
    """Leave out stop words and *dull* ones, unless there is nothing else."""
    found = (
        term
        for term in terms
        if term.kind != "word"
        or not (term.words[0] in dull or is_stop_word_in_any(term.words[0], lexicons.values()))
    )
    return tuple(found) or tuple(terms)
