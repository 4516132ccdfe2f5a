"""An answer outside the site: a query in, the object that /api/v1/search gives out."""

from flask import Flask

from kb.errors import UsageError
from kb.languages import language
from kb.places import translations_folder
from kb.search.answers import MAXIMUM_LIMIT, MAXIMUM_QUERY_LENGTH, Query
from kb.search.snapshot import Snapshot
from kb.web.api.objects import Json, answer_json
from kb.web.translations import PoBabel


def ask(snapshot: Snapshot, text: str, reader: str, limit: int) -> Json:
    """Return what *snapshot* answers to *text* for a reader of that language; UsageError where it is too long."""
    if len(text) > MAXIMUM_QUERY_LENGTH:
        raise UsageError(
            "query_too_long", f"the query has {len(text)} characters; use at most {MAXIMUM_QUERY_LENGTH}"
        )
    query = Query(text, reader, limit=max(1, min(MAXIMUM_LIMIT, limit)))
    app = Flask(__name__)
    PoBabel(translations_folder()).init_app(app, default_locale=language(reader).locale)
    with app.app_context():
        return answer_json(snapshot.search(query), snapshot.library)
