"""The JSON objects of a search: answers in, plain values out; independent of any request."""

from dataclasses import replace
from typing import Any

from kb.addresses import glossary_path
from kb.glossaries import Term
from kb.interface.labels import note_message, role_title, value_title
from kb.languages import Language, language
from kb.library import Library
from kb.search.answers import Answer, Excerpt, Facet, Hit, Note, Query, Suggestion
from kb.web.hits import hit_path, hit_title
from kb.web.notes import note_path

Json = dict[str, Any]


def answer_json(answer: Answer, library: Library) -> Json:
    """Return an *answer* as an object of the API; titles and notes are in the reader's language."""
    reader = language(answer.query.reader)
    return {
        "query": answer.query.text,
        "reader": reader.code,
        "total": answer.total,
        "limit": answer.query.limit,
        "offset": answer.query.offset,
        "meaning": answer.meaning,
        "corrected": answer.corrected,
        "suggested": answer.suggested,
        "notes": [_note_json(note, answer.query, reader) for note in answer.notes],
        "term": _term_json(answer.term, reader) if answer.term else None,
        "hits": [_hit_json(hit, library, reader) for hit in answer.hits],
        "facets": {facet.name: _facet_json(facet, library, reader) for facet in answer.facets},
    }


def suggestion_json(suggestion: Suggestion) -> Json:
    """Return a *suggestion* as an object of the API."""
    return {
        "text": suggestion.text,
        "kind": suggestion.kind,
        "language": suggestion.language,
        "url": suggestion.url,
    }


def _hit_json(hit: Hit, library: Library, reader: Language) -> Json:
    found = (library.role(id) for id in hit.roles)
    return {
        "id": hit.id,
        "kind": hit.kind,
        "section": hit.section,
        "title": hit_title(hit, reader),
        "roles": [{"id": role.id, "title": role_title(role, reader)} for role in found if role],
        "text": _excerpt_json(hit.text),
        "matched": {
            "by": hit.matched_by,
            "languages": list(hit.matched_languages),
            "texts": [_excerpt_json(excerpt) for excerpt in hit.texts],
        },
        "languages": list(hit.languages),
        "url": hit_path(hit, reader),
    }


def _note_json(note: Note, query: Query, reader: Language) -> Json:
    message = note_message(note.code, dict(note.values), reader)
    return {"code": note.code, "message": message, "url": note_path(note, replace(query, offset=0))}


def _excerpt_json(excerpt: Excerpt) -> Json:
    return {"language": excerpt.language, "html": excerpt.html}


def _term_json(term: Term, reader: Language) -> Json:
    entry = term.best_entry(reader.code)
    return {
        "id": term.id,
        "title": entry.preferred,
        "html": entry.definition_html,
        "url": glossary_path(reader.code, term.id),
    }


def _facet_json(facet: Facet, library: Library, reader: Language) -> list[Json]:
    return [
        {
            "value": value.value,
            "title": value_title(facet.name, value.value, library, reader),
            "count": value.count,
            "selected": value.selected,
        }
        for value in facet.values
    ]
