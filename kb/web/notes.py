"""Where the notes of an answer lead."""

from dataclasses import replace

from kb.addresses import compare_path, role_path
from kb.search.answers import Filters, Note, Query
from kb.web.queries import query_path


def note_path(note: Note, query: Query) -> str | None:
    """Return where a *note* on *query* leads: to another query, a comparison, a section; None to nothing."""
    values, reader = dict(note.values), query.reader
    if note.code == "compare":
        return compare_path(reader, values["roles"].split(","))
    if note.code == "filter":
        chosen = Filters(**{values["facet"]: tuple(values["values"].split(","))})
        return query_path(replace(query, text=values["text"], filters=query.filters.joined(chosen)), reader)
    if "suggested" in values:
        return query_path(replace(query, text=values["suggested"], exact=False), reader)
    if "role" in values:
        return f"{role_path(reader, values['role'])}#ui-{values['section']}"
    return query_path(replace(query, text=f"section:{values['section']}"), reader) if "section" in values else None
