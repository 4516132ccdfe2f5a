"""List the languages of the base.

To add a fourth, add a module to this folder and list its record in LANGUAGES; `docs/authors.md` names its files.
"""

from kb.languages.english import ENGLISH
from kb.languages.norwegian import NORWEGIAN
from kb.languages.record import Language as Language
from kb.languages.russian import RUSSIAN

LANGUAGES = (ENGLISH, RUSSIAN, NORWEGIAN)
"""Every language, in the order in which readers are offered them."""

CODES = tuple(language.code for language in LANGUAGES)
"""The codes of LANGUAGES, in the same order."""

FORM_NAMES = {language.form or language.code: language.form_name for language in LANGUAGES}
"""The forms that a document may have, one for each language, with their names in English."""

FORMS = tuple(sorted(FORM_NAMES))
"""The same forms, without their names."""

DEFAULT = ENGLISH
"""The language of readers whose own is not listed, and the source language of roles that name none."""

_BY_CODE = {language.code: language for language in LANGUAGES}
"""Languages by their codes."""

_BY_NAME = {name: language for language in LANGUAGES for name in (language.code, *language.aliases)}
"""Languages by their codes and aliases."""


def find_language(name: str) -> Language | None:
    """Return the language with this code or alias, any region ("en-GB") ignored, or None."""
    return _BY_NAME.get(name.strip().lower().replace("_", "-").split("-")[0])


def language(code: str) -> Language:
    """Return the language with exactly this *code*; KeyError where there is none."""
    return _BY_CODE[code]
