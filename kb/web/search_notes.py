"""An answer in, what is said above its hits out: what was done to the query, and the way to what was not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext

from kb.search.answers import Answer, Query
from kb.web.labels import note_message


@dataclass(frozen=True)
class NoteView:
    """A sentence, and where it leads: by a *link* with words of its own, or else by the sentence itself."""

    message: str
    path: str | None = None
    link: str | None = None


def view_notes(answer: Answer, shown: str, path: Callable[[Query], str]) -> Iterator[NoteView]:
    """Yield the notes of *answer*; *shown* is the query as pages show it, *path* gives the address of another."""
    query = replace(answer.query, offset=0)
    corrections = [note for note in answer.notes if "searched" in dict(note.values)]
    for note in answer.notes:
        names = dict(note.values)
        if "suggested" in names:
            yield NoteView(note_message(note), path(replace(query, text=names["suggested"], exact=False)))
        elif "section" in names:
            link = gettext("Show what stands there")
            yield NoteView(note_message(note), path(replace(query, text=f"section:{names['section']}")), link)
        elif note in corrections[-1:]:
            link = gettext("Search for exactly “%(query)s”", query=shown)
            yield NoteView(note_message(note), path(replace(query, exact=True)), link)
        else:
            yield NoteView(note_message(note))
