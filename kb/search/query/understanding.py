"""Turn a parsed query into a question with expansions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kb.analysis.lexicon import Lexicon, is_stop_word_in_any
from kb.search.answers import Filters
from kb.search.engines import Question
from kb.search.query.expansion import Expander, Sequences
from kb.search.query.naming import Naming
from kb.search.query.parsing import ParsedQuery, SearchTerm


@dataclass(frozen=True)
class Understood:
    """A query as it is searched: its distinctive *terms*, and the *question* that asks for them.

    *names* are what is marked, by language, for what stands in the place of terms.
    """

    parsed: ParsedQuery
    terms: tuple[SearchTerm, ...]
    question: Question
    names: tuple[Mapping[str, Sequences], ...]
    expander: Expander

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


def understand(parsed: ParsedQuery, naming: Naming) -> Understood:
    """Expand the terms of *parsed*, and recognise the names among them, in one content."""
    expander = naming.expander
    terms = _distinctive(parsed.wanted, expander.lexicons)
    related = tuple(naming.related(parsed, terms))
    question = Question(
        terms=tuple(map(expander.expand, terms)),
        alternatives=tuple(each.alternative for each in related),
        excluded=tuple(map(expander.expand, parsed.unwanted)),
        named_roles=naming.roles.found(parsed.text),
        within=parsed.filters,
    )
    return Understood(parsed, terms, question, tuple(each.names for each in related), expander)


def _distinctive(terms: Sequence[SearchTerm], lexicons: Mapping[str, Lexicon]) -> tuple[SearchTerm, ...]:
    """Leave out stop words, unless there is nothing else."""
    found = (
        term for term in terms if term.kind != "word" or not is_stop_word_in_any(term.words[0], lexicons.values())
    )
    return tuple(found) or tuple(terms)
