"""Where each thing stands on the site: ids in, paths out (no host)."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

_quoted = lru_cache(maxsize=10_000)(quote)
"""A page has a thousand addresses, of the same few ids."""


def home_path(language: str) -> str:
    """Return the address of the home page."""
    return f"/{language}/"


def role_path(language: str, role: str, clause: str | None = None) -> str:
    """Return the address of a role, or of one of its clauses."""
    return f"/{language}/roles/{_quoted(role)}" + (f"#{_quoted(clause)}" if clause else "")


def concept_path(language: str, concept: str) -> str:
    """Return the address of a concept."""
    return f"/{language}/concepts/{_quoted(concept)}"


def guide_path(language: str, guide: str, heading: str | None = None) -> str:
    """Return the address of a guide, or of a heading in it."""
    return f"/{language}/guides/{_quoted(guide)}" + (f"#{_quoted(heading)}" if heading else "")


def glossary_path(language: str, term: str | None = None) -> str:
    """Return the address of the glossary, or of a term in it."""
    return f"/{language}/glossary" + (f"#{_quoted(term)}" if term else "")


def search_path(language: str, text: str = "") -> str:
    """Return the address of the search, or of what it finds for *text*."""
    return f"/{language}/search" + (f"?q={quote(text, safe='')}" if text else "")


def compare_path(language: str, roles: Iterable[str] = ()) -> str:
    """Return the address of the comparison of these *roles*, or of the page that asks for them."""
    compared = ",".join(_quoted(role) for role in roles)
    return f"/{language}/compare" + (f"?roles={compared}" if compared else "")


DATA_FORMS = ("JSON", "CSV")
"""The forms in which a comparison is offered to programs."""


def compared_data_path(form: str, language: str, roles: Iterable[str]) -> str:
    """Return the address of the comparison of these *roles* in a *form* that programs read."""
    ending = "" if form == DATA_FORMS[0] else f".{form.lower()}"
    return f"/api/v1/compare{ending}?roles={','.join(map(_quoted, roles))}&language={language}"


def align_path(language: str, role: str, side_by_side: Iterable[str] = ()) -> str:
    """Return the address of a role's versions clause by clause, all of them or those *side_by_side*."""
    shown = ",".join(side_by_side)
    return f"/{language}/align/{_quoted(role)}" + (f"?with={shown}" if shown else "")


def align_guide_path(language: str, guide: str) -> str:
    """Return the address of a guide's versions side by side."""
    return f"/{language}/align/guides/{_quoted(guide)}"


def align_glossary_path(language: str) -> str:
    """Return the address of the glossaries side by side."""
    return f"/{language}/align/glossary"


def desk_path(language: str) -> str:
    """Return the address of all that waits for translators."""
    return f"/{language}/align"


def concordance_path(language: str, words: str = "") -> str:
    """Return the address of the concordance, or of where it finds *words*."""
    return f"/{language}/concordance" + (f"?q={quote(words, safe='')}" if words else "")


def status_path(language: str) -> str:
    """Return the address of the status page."""
    return f"/{language}/status"
