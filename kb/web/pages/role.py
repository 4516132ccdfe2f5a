"""The page of a role: what it is, its sections, and where each clause also stands."""

from flask import Blueprint

from kb.addresses import role_path
from kb.interface.labels import education_label, role_experience, same_label
from kb.languages import Language
from kb.model import Role
from kb.web.caching import kept
from kb.web.context import library, snapshot
from kb.web.frame import show
from kb.web.pages.parts import from_content
from kb.web.pages.role_view import view_role
from kb.web.reader import gettext
from kb.web.retired import missing

blueprint = Blueprint("role", __name__)


@blueprint.get("/<language:language>/roles/<id>")
@kept
def role(language: Language, id: str) -> str:
    """Show a role: what it is, its sections, and where each clause also stands."""
    found = library().role(id)
    if found is None:
        missing(library(), "role", id, lambda successor: role_path(language.code, successor))
    return _role_page(found, language)


def _role_page(role: Role, reader: Language) -> str:
    view = view_role(role, snapshot(), reader)
    facts = (
        (gettext("Education"), education_label(role.education, reader)),
        (gettext("Experience"), role_experience(role, reader)),
        ("ISCO-08", role.isco),
    )
    return show(
        "role.html",
        title=view.version.title,
        description=view.version.summary_text,
        path=lambda code: role_path(code, role.id),
        view=view,
        summary=from_content(view.version.summary_html),
        facts=tuple((name, value) for name, value in facts if value),
        untranslated=view.version.language != reader.code,
        same_label=same_label,
        other_roles=len(library().roles) > 1,
    )
