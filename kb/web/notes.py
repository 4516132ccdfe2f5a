"""Where the notes of an answer lead."""

from dataclasses import replace
from urllib.parse import urlencode

from kb.addresses import compare_path, role_path, search_path
from kb.search.answers import FACETS, Filters, Note, Query
from kb.web.hits import printable


def query_path(query: Query, code: str, offset: int = 0) -> str:
    """Return the address of the results of *query*, with the interface in the language of *code*."""
    parameters = [("q", printable(query.text))] if query.text else []
    parameters += [("exact", "1")] if query.exact else []
    parameters += [(facet, value) for facet in FACETS for value in query.filters.chosen(facet)]
    parameters += [("limit", str(query.limit))] if query.limit != 10 else []
    parameters += [("offset", str(offset))] if offset else []
    return search_path(code) + (f"?{urlencode(parameters)}" if parameters else "")


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
