"""An answer in, what is said above its hits out: what was done to the query, and the way to what was not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kb.addresses import role_path
from kb.interface.labels import note_message
from kb.languages import language
from kb.search.answers import Answer, Query
from kb.web.reader import gettext


@dataclass(frozen=True)
class NoteView:
    """A sentence, and where it leads: by a *link* with words of its own, or else by the sentence itself."""

    message: str
    path: str | None = None
    link: str | None = None


def view_notes(answer: Answer, shown: str, path: Callable[[Query], str]) -> Iterator[NoteView]:
    """Yield the notes of *answer*; *shown* is the query as pages show it, *path* gives the address of another."""
    query = replace(answer.query, offset=0)
    reader = language(query.reader)
    corrections = [note for note in answer.notes if "searched" in dict(note.values)]
    for note in answer.notes:
        names = dict(note.values)
        message = note_message(note.code, names, reader)
        if "suggested" in names:
            yield NoteView(message, path(replace(query, text=names["suggested"], exact=False)))
        elif "section" in names:
            of_all = path(replace(query, text=f"section:{names['section']}"))
            of_one = f"{role_path(query.reader, names['role'])}#ui-{names['section']}" if "role" in names else None
            yield NoteView(message, of_one or of_all, gettext("Show what stands there"))
        elif note in corrections[-1:]:
            link = gettext("Search for exactly “%(query)s”", query=shown)
            yield NoteView(message, path(replace(query, exact=True)), link)
        else:
            yield NoteView(message)
