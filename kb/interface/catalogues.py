"""Strings of the interface: .po files in, a catalogue for each language out; nothing compiled is kept on disk."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from kb.languages import Language
from kb.places import translations_folder


@dataclass(frozen=True)
class Catalogue:
    """The strings of the interface in one language; what has no translation stands for itself.

    *translations* gives them without their values, as templates need them.
    """

    locale: Locale
    translations: NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """Return *message* in this language, with the *values* in the place of their names."""
        text: str = self.translations.gettext(message)
        return text % values if values else text

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return the form that belongs to *number*, which is also the value `num`."""
        text: str = self.translations.ngettext(singular, plural, number)
        return text % {"num": number, **values}

    def decimal(self, number: int) -> str:
        """Return a *number* with its digits grouped as in this language."""
        return format_decimal(number, locale=self.locale)

    def moment(self, at: datetime) -> str:
        """Return date and time of *at* in this language, as short as they go."""
        return str(format_datetime(at, "short", locale=self.locale))

    def day(self, on: str) -> str:
        """Return a day, written as 2026-03-31, as this language writes it."""
        return str(format_date(date.fromisoformat(on), "long", locale=self.locale))

    def language_name(self, of: Language) -> str:
        """Return the name of a language, *of*, in this one."""
        return str(self.locale.languages.get(of.code, of.name))


@cache
def catalogue(language: Language) -> Catalogue:
    """Return the strings of the interface in *language*, read when they are first asked for."""
    return Catalogue(Locale.parse(language.locale), _read(translations_folder(), language.locale))


def translatable(message: str) -> str:
    """Return *message* as it is: marks a string in a table for translators, to be translated where it is shown."""
    return message


def _read(folder: Path, locale: str) -> NullTranslations:
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)
