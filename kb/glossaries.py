"""The glossary as it is read: entries in one language, terms in all."""

from dataclasses import dataclass
from typing import Literal

from kb.errors import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A glossary entry in one language; *only* says that the others have no such thing."""

    id: str
    language: str
    preferred: str
    admitted: tuple[str, ...]
    avoided: tuple[str, ...]
    definition_html: str
    definition_text: str
    place: Place
    search_names: tuple[str, ...] = ()
    only: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The preferred and the admitted terms."""
        return (self.preferred, *self.admitted)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The glossary file of one language."""

    language: str
    title: str
    intro_html: str
    entries: tuple[Entry, ...]
    place: Place
    intro_text: str = ""
    status: Literal["draft", "ready"] = "ready"


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry in all its languages."""

    id: str
    entries: tuple[Entry, ...]

    def entry(self, language: str) -> Entry | None:
        """Return the entry in *language*, if there is one."""
        return next((entry for entry in self.entries if entry.language == language), None)

    def is_wanted(self, language: str) -> bool:
        """Tell whether there should be an entry in *language*: no other has what exists in one alone."""
        return self.entry(language) is not None or not any(entry.only for entry in self.entries)

    def best_entry(self, language: str) -> Entry:
        """Return the entry in *language*, else the first there is."""
        return self.entry(language) or self.entries[0]
