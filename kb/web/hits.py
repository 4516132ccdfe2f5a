"""A hit as pages and the API name it: its title, and the address that it leads to."""

from kb.addresses import concept_path, guide_path, role_path
from kb.interface.labels import role_title
from kb.languages import Language
from kb.model import Guide, Role
from kb.search.answers import Hit


def hit_title(hit: Hit, reader: Language) -> str:
    """Return the heading of a *hit*: that of its section, or the title of the role or guide."""
    if hit.section:
        return reader.heading(hit.section)
    if isinstance(hit.subject, Guide):
        version = hit.subject.version(reader.code) or hit.subject.version(hit.text.language)
        return version.title if version else hit.subject.id
    return role_title(hit.subject, reader) if isinstance(hit.subject, Role) else hit.subject.id


def hit_path(hit: Hit, reader: Language) -> str:
    """Return the address that a *hit* leads to."""
    match hit.kind:
        case "role":
            return role_path(reader.code, hit.subject.id)
        case "guide":
            return guide_path(reader.code, hit.subject.id, hit.heading)
        case _:
            return concept_path(reader.code, hit.subject.id)
