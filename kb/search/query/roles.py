"""Find roles by their names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.analysis.lexicon import Lexicon
from kb.analysis.names import NameFinder, name_finder
from kb.analysis.tokens import tokens
from kb.library import Library
from kb.search.documents import other_names


@dataclass(frozen=True)
class RoleNames:
    """Finds ids of roles by name, titles apart from synonyms.

    *shortened* has all names without their stop words: менеджер продаж, kunderådgiver bank.
    """

    titles: NameFinder[str]
    synonyms: NameFinder[str]
    shortened: NameFinder[str]

    def found(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return the roles that *text* names: by title, by synonym, by an inflected title, synonym, shortened."""
        return (
            self.titles.exact(text),
            self.synonyms.exact(text),
            self.titles.inflected(text),
            self.synonyms.inflected(text),
            self.shortened.inflected(text),
        )

    def best(self, text: str) -> tuple[str, ...]:
        """Return the roles that *text* names in the best of these ways."""
        return next(filter(None, self.found(text)), ())


def role_names(library: Library, lexicons: Mapping[str, Lexicon]) -> RoleNames:
    """Return the finder of roles of *library* by their names in every language."""
    titles, others = list(role_titles(library)), list(role_synonyms(library))
    return RoleNames(
        titles=name_finder(titles, lexicons),
        synonyms=name_finder(others, lexicons),
        shortened=name_finder(_shortened((*titles, *others), lexicons), lexicons),
    )


def role_titles(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield language, title and id of every role in every version."""
    for role in library.roles:
        for version in role.versions:
            yield version.language, version.title, role.id


def role_synonyms(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield language, name and id of every role for all that it is called besides its titles."""
    for role in library.roles:
        for version in role.versions:
            yield from ((version.language, name, role.id) for name in other_names(role, version))


def _shortened(
    names: Iterable[tuple[str, str, str]], lexicons: Mapping[str, Lexicon]
) -> Iterator[tuple[str, str, str]]:
    for code, name, id in names:
        spoken = [token.text for token in tokens(name) if not token.whole]
        telling = [word for word in spoken if not lexicons[code].is_stop_word(word)]
        if 1 < len(telling) < len(spoken):
            yield code, " ".join(telling), id
