"""What machines ask of the site: health, sitemap, robots, the picture and the generated style sheet."""

from collections.abc import Iterator, Mapping
from functools import partial

from flask import Blueprint, Response, abort, current_app, jsonify, render_template

from kb.addresses import concept_path, glossary_path, guide_path, home_path, role_path
from kb.library import Library
from kb.web.assets import favicon
from kb.web.context import library, snapshot
from kb.web.frame import Page, PathIn

blueprint = Blueprint("site", __name__)

ASSETS = "kb-assets"
TYPES = {"css": "text/css", "js": "text/javascript"}


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that library and index serve, and what they hold."""
    of = library()
    return jsonify(
        {
            "status": "ok",
            "content": of.fingerprint,
            "roles": len(of.roles),
            "clauses": len(of.clauses),
            "languages": list(of.languages),
            "problems": len(of.problems),
            "meaning": snapshot().meaning_state,
        }
    )


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every page in every language, each with the others."""
    base_url = current_app.config["BASE_URL"]
    pages = [Page("", "", path, base_url) for path in _paths(library())]
    return Response(render_template("sitemap.xml", pages=pages), mimetype="application/xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Keep robots from the API, and lead them to the sitemap where its full address is known."""
    base_url = current_app.config["BASE_URL"]
    lines = ["User-agent: *", "Disallow: /api/"]
    lines += [f"Sitemap: {base_url}/sitemap.xml"] if base_url else []
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/favicon.svg")
@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Give the picture of the site."""
    return Response(favicon(), mimetype="image/svg+xml")


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Give a style sheet or a script; all of them are in memory."""
    assets: Mapping[str, bytes] = current_app.extensions[ASSETS]
    if name not in assets:
        abort(404)
    return Response(assets[name], mimetype=TYPES[name.rpartition(".")[2]])


def _paths(of: Library) -> Iterator[PathIn]:
    yield home_path
    yield glossary_path
    yield from (partial(role_path, role=role.id) for role in of.roles)
    yield from (partial(guide_path, guide=guide.id) for guide in of.guides)
    yield from (partial(concept_path, concept=concept.id) for concept in of.concepts)
