"""Note for the reader which section a query names.

For instance "duties", or "duties of a key account manager".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kb.analysis.lexicon import Lexicon, is_stop_word_in_any
from kb.analysis.tokens import Token, tokens
from kb.languages import language
from kb.library import Library
from kb.model import Role
from kb.search.answers import Note, Query
from kb.search.query.naming import Naming
from kb.search.query.parsing import ParsedQuery


@dataclass(frozen=True)
class SectionFinder:
    """Knows sections by their headings, and roles by their names, in every language."""

    library: Library
    naming: Naming
    lexicons: Mapping[str, Lexicon]

    def notes(self, parsed: ParsedQuery, query: Query) -> Iterator[Note]:
        """Tell that a query names a section, of all roles or of one, unless it asks for sections already."""
        if parsed.filters.section or query.filters.section:
            return
        for kind, role in islice(self._named(parsed.text), 1):
            section = (("section", kind), ("title", language(query.reader).heading(kind)))
            if role is None:
                yield Note("section", section)
            else:
                title = role.best_version(query.reader).title
                yield Note("section-of-role", (*section, ("role", role.id), ("name", title)))

    def _named(self, text: str) -> Iterator[tuple[str, Role | None]]:
        """Yield the kinds of section that *text* names, as a whole or beside the name of a role that has it."""
        spoken = self._without_dull_ends([token for token in tokens(text) if not token.whole])
        whole = self._kind(spoken)
        if whole and any(clause.kind == whole for clause in self.library.clauses):
            yield whole, None
        for at in range(1, len(spoken)):
            for name, rest in ((spoken[:at], spoken[at:]), (spoken[at:], spoken[:at])):
                kind = self._kind(self._without_dull_ends(name))
                role = self._role(self._without_dull_ends(rest)) if kind else None
                if kind and role and role.section(kind):
                    yield kind, role

    def _kind(self, heading: Sequence[Token]) -> str | None:
        return self.naming.headings.kind([token.text for token in heading])

    def _role(self, name: Sequence[Token]) -> Role | None:
        ids = self.naming.roles.best(" ".join(token.text for token in name))
        return self.library.role(ids[0]) if ids else None

    def _without_dull_ends(self, spoken: Sequence[Token]) -> Sequence[Token]:
        """Return the words *spoken* without the stop words before and after all others."""
        telling = [at for at, token in enumerate(spoken) if not self._is_dull(token)]
        return spoken[telling[0] : telling[-1] + 1] if telling else ()

    def _is_dull(self, token: Token) -> bool:
        return is_stop_word_in_any(token.text, self.lexicons.values())
