import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

import kb
from kb.interface.catalogues import catalogue
from kb.languages import FORM_NAMES, LANGUAGES, Language, language
from kb.places import templates_folder, translations_folder

Message = str | tuple[str, ...] | list[str]

KEYWORDS = {**DEFAULT_KEYWORDS, "translatable": None}
TRANSLATED = [language.locale for language in LANGUAGES if (translations_folder() / language.locale).is_dir()]


def used() -> Iterator[Message]:
    yield from FORM_NAMES.values()
    for path in Path(kb.__path__[0]).rglob("*.py"):
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            yield message
    for path in templates_folder().glob("*.html"):
        for _, message, _, _ in extract_from_file("jinja2.ext:babel_extract", path, keywords=KEYWORDS):
            yield message


def messages(locale: str) -> Catalog:
    with (translations_folder() / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def strings(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", text))


@pytest.mark.parametrize("module", ["interface.catalogues", "interface.labels", "web.api.objects"])
def test_what_documents_and_the_command_line_need_works_without_flask(module: str) -> None:
    loaded = (
        f"import sys, kb.{module}; print([name for name in sys.modules if name.startswith(('flask', 'jinja2'))])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("code", "text", "number", "name"),
    [
        ("en", "xx: missing", "1,234", "Norwegian"),
        ("ru", "xx: нет", "1\xa0234", "норвежский"),
        ("no", "xx: mangler", "1\xa0234", "norsk"),
    ],
)
def test_a_catalogue_says_it_in_its_language(code: str, text: str, number: str, name: str) -> None:
    of = catalogue(language(code))

    assert of.gettext("%(language)s: missing", language="xx") == text
    assert (of.decimal(1234), of.language_name(language("no"))) == (number, name)


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [("en", 1, "1 year"), ("en", 2, "2 years"), ("ru", 21, "21 год"), ("ru", 2, "2 года"), ("ru", 5, "5 лет")],
)
def test_a_number_has_its_form(code: str, number: int, text: str) -> None:
    assert catalogue(language(code)).ngettext("%(num)d year", "%(num)d years", number) == text


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_what_has_no_translation_stands_for_itself(language: Language) -> None:
    assert catalogue(language).gettext("100 % xyzzy") == "100 % xyzzy"
    assert catalogue(language).gettext("xyzzy %(number)d", number=3) == "xyzzy 3"


def test_every_language_but_that_of_the_strings_is_translated() -> None:
    assert len(TRANSLATED) == len(LANGUAGES) - 1


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_string_is_translated_with_its_placeholders(locale: str) -> None:
    of = messages(locale)
    for message in set(used()):
        found = of.get(strings(message)[0])
        assert found is not None, f"{locale}: no {message!r}"
        assert found.string is not None
        assert not found.fuzzy, f"{locale}: {message!r} is fuzzy"
        assert len(strings(found.string)) == (1 if isinstance(message, str) else of.num_plurals)
        for text in strings(found.string):
            assert text.strip(), f"{locale}: {message!r} is empty"
            assert placeholders(text) == placeholders(strings(message)[-1]), f"{locale}: {text!r}"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_string_is_left_over(locale: str) -> None:
    known = {strings(message)[0] for message in used()}

    assert [message.id for message in messages(locale) if message.id and strings(message.id)[0] not in known] == []


@pytest.mark.parametrize(
    ("number", "form"), [(1, 0), (21, 0), (2, 1), (4, 1), (22, 1), (5, 2), (11, 2), (12, 2), (0, 2), (100, 2)]
)
def test_russian_has_three_plural_forms(number: int, form: int) -> None:
    rule = messages("ru").plural_expr.replace("&&", " and ").replace("||", " or ")
    outer, few, many = re.split(r"[?:]", rule.strip("()"))[0], *re.split(r"[?:]", rule)[2:4]

    one = eval(outer, {"n": number})
    assert (0 if one else 1 if eval(few, {"n": number}) else 2) == form, many
