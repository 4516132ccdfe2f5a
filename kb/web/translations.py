"""Interface strings: .po files in, gettext catalogues for Flask-Babel out; nothing compiled is kept on disk."""

from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

from kb.languages import LANGUAGES

_UNTRANSLATED = NullTranslations()


class PoDomain(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """A Flask-Babel domain whose catalogues were read from .po files when it was made."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # By Locale, since a page asks hundreds of times and the name of a locale is slow to make.
        self._catalogues = {
            Locale.parse(language.locale): read_catalogue(folder, language.locale) for language in LANGUAGES
        }

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the current locale; English strings stand for themselves."""
        return self._catalogues.get(get_locale(), _UNTRANSLATED)


class PoBabel(Babel):  # type: ignore[misc]  # Flask-Babel has no types
    """Flask-Babel with the catalogues of *folder*."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._po_domain = PoDomain(folder)

    @property
    def domain_instance(self) -> PoDomain:
        """The message domain that gettext uses."""
        return self._po_domain


def read_catalogue(folder: Path, locale: str) -> NullTranslations:
    """Return the strings of a *locale* from its .po file, or none where it has no file."""
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
