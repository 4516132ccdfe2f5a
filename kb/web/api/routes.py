"""The JSON API: addresses to objects, as programs rely on them."""

from flask import Blueprint, Response, jsonify, request

from kb.languages import Language
from kb.web.api.content import (
    concept_json,
    glossary_json,
    guide_json,
    guide_row_json,
    role_json,
    role_row_json,
)
from kb.web.api.objects import answer_json, suggestion_json
from kb.web.context import library, snapshot
from kb.web.parameters import named_language, number, query_text, read_query
from kb.web.reader import read_in
from kb.web.retired import missing

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

MOST_SUGGESTIONS = 10


@blueprint.get("/search")
def search() -> Response:
    """Answer a query."""
    query = read_query(request.args, _reader("reader"), snapshot())
    return jsonify(answer_json(snapshot().search(query), library()))


@blueprint.get("/suggest")
def suggest() -> Response:
    """Answer what a reader may be typing."""
    reader = _reader("reader")
    text = query_text(request.args)
    limit = number(request.args, "limit", default=MOST_SUGGESTIONS, least=1, most=MOST_SUGGESTIONS)
    suggestions = snapshot().suggest(text, reader.code, limit)
    return jsonify({"query": text, "suggestions": [suggestion_json(suggestion) for suggestion in suggestions]})


@blueprint.get("/roles")
def roles() -> Response:
    """List the roles."""
    reader = _reader("language")
    return jsonify({"language": reader.code, "roles": [role_row_json(role, reader) for role in library().roles]})


@blueprint.get("/roles/<id>")
def role(id: str) -> Response:
    """Give a whole role."""
    reader = _reader("language")
    found = library().role(id)
    if found is None:
        missing(library(), "role", id, lambda successor: _same_query(f"/api/v1/roles/{successor}"))
    return jsonify(role_json(found, library(), reader))


@blueprint.get("/concepts/<id>")
def concept(id: str) -> Response:
    """Give a concept in every language."""
    reader = _reader("language")
    found = library().concept(id)
    if found is None:
        missing(library(), "concept", id, lambda successor: _same_query(f"/api/v1/concepts/{successor}"))
    return jsonify(concept_json(found, reader))


@blueprint.get("/guides")
def guides() -> Response:
    """List the guides."""
    reader = _reader("language")
    found = [guide_row_json(guide, reader) for guide in library().guides]
    return jsonify({"language": reader.code, "guides": found})


@blueprint.get("/guides/<id>")
def guide(id: str) -> Response:
    """Give a whole guide."""
    reader = _reader("language")
    found = library().guide(id)
    if found is None:
        missing(library(), "guide", id, lambda successor: _same_query(f"/api/v1/guides/{successor}"))
    return jsonify(guide_json(found, reader))


@blueprint.get("/glossary")
def glossary() -> Response:
    """Give the glossary."""
    return jsonify(glossary_json(library(), _reader("language")))


def _reader(name: str) -> Language:
    reader = named_language(request.args, name)
    read_in(reader)
    return reader


def _same_query(path: str) -> str:
    query = request.query_string.decode("ascii", "replace")
    return path + (f"?{query}" if query else "")
