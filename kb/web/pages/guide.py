"""The page of a guide."""

from flask import Blueprint
from markupsafe import Markup

from kb.addresses import guide_path
from kb.languages import LANGUAGES, Language
from kb.model import Guide, GuidePart, GuideVersion
from kb.web.caching import kept
from kb.web.context import library
from kb.web.frame import show
from kb.web.pages.parts import Dot, from_content
from kb.web.retired import missing
from kb.web.tables import readable_tables

blueprint = Blueprint("guide", __name__)


@blueprint.get("/<language:language>/guides/<id>")
@kept
def guide(language: Language, id: str) -> str:
    """Show a guide."""
    found = library().guide(id)
    if found is None:
        missing(library(), "guide", id, lambda successor: guide_path(language.code, successor))
    version = found.best_version(language.code)
    paragraphs = tuple(version.paragraphs)
    return show(
        "guide.html",
        title=version.title,
        description=paragraphs[0].text if paragraphs else version.title,
        path=lambda code: guide_path(code, id),
        version=version,
        parts=tuple((part, _part_html(part, version)) for part in version.parts),
        dots=tuple(_dot(found, language) for language in LANGUAGES),
        untranslated=version.language != language.code,
    )


def _part_html(part: GuidePart, version: GuideVersion) -> Markup:
    html = "\n".join(paragraph.html for paragraph in part.paragraphs)
    return from_content(readable_tables(html, part.title or version.title))


def _dot(guide: Guide, language: Language) -> Dot:
    has_version = guide.version(language.code) is not None
    return Dot(language, guide_path(language.code, guide.id) if has_version else None)
