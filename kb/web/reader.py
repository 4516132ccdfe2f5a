"""Which language a reader gets: from the address, a choice made before, or what the browser asks for."""

from urllib.parse import urlsplit

from flask import Response, g, request
from werkzeug.routing import BaseConverter, Map

from kb.interface.catalogues import catalogue
from kb.languages import CODES, DEFAULT, LANGUAGES, Language, find_language

COOKIE = "language"
_ONE_YEAR = 365 * 24 * 60 * 60
_ALIASES = tuple(alias for language in LANGUAGES for alias in language.aliases)


class LanguageConverter(BaseConverter):
    """The part of an address that is the code of a language."""

    regex = "|".join(CODES)

    def to_python(self, value: str) -> Language:
        """Return the language with this code."""
        return find_language(value) or DEFAULT

    def to_url(self, value: Language) -> str:
        """Return the code."""
        return value.code


class AliasConverter(BaseConverter):
    """The part of an address that is another code of a language."""

    # A map without aliases still needs a pattern, one that nothing meets.
    regex = "|".join(_ALIASES) or "(?!)"

    def __init__(self, map: Map) -> None:
        super().__init__(map)

    def to_python(self, value: str) -> Language:
        """Return the language with this alias."""
        return find_language(value) or DEFAULT


def reader() -> Language:
    """Return the language that the page at hand is in."""
    language: Language = g.reader
    return language


def gettext(message: str, /, **values: object) -> str:
    """Return *message* in the language of the page at hand, with the *values* in the place of their names."""
    return catalogue(reader()).gettext(message, **values)


def read_in(language: Language) -> None:
    """Answer the current request in *language*."""
    g.reader = language


def requested_language() -> Language:
    """Return the language that the address names, else the preferred one."""
    named = (request.view_args or {}).get("language")
    if isinstance(named, Language):
        return named
    return find_language(request.path.split("/")[1]) or preferred_language()


def preferred_language() -> Language:
    """Return the language chosen before, else the first that the browser accepts, else the default."""
    chosen = find_language(request.cookies.get(COOKIE, ""))
    accepted = (find_language(name) for name, quality in request.accept_languages if quality > 0)
    return chosen or next((language for language in accepted if language), DEFAULT)


def remember_choice(response: Response) -> Response:
    """Keep the language in a cookie when the reader came to it from a page of this site in another one.

    A page whose address names no language, as of an error, is in the preferred one.
    """
    language = (request.view_args or {}).get("language")
    if isinstance(language, Language) and response.status_code in {200, 304} and _came_from_another(language):
        response.set_cookie(
            COOKIE, language.code, max_age=_ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response


def _came_from_another(language: Language) -> bool:
    try:
        referrer = urlsplit(request.referrer or "")
    except ValueError:
        return False
    before = find_language(referrer.path.removeprefix("/").split("/")[0]) or preferred_language()
    return referrer.netloc == request.host and before is not language
