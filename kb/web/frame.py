"""A page: what a template needs beside its own values, and the frame around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from kb.languages import DEFAULT, LANGUAGES, Language

_LANG = {language.code: Markup(f' lang="{language.tag}"') for language in LANGUAGES}  # noqa: S704  # our own
_SAME_LANGUAGE = Markup()

PathIn = Callable[[str], str]
"""The address of one page in the language of the code given."""


@dataclass(frozen=True)
class Page:
    """What stands in the head of a page; *path* gives its address in each language."""

    title: str
    description: str
    path: PathIn
    base_url: str
    indexed: bool = True

    def address(self, language: Language) -> str:
        """Return where the page stands in a *language*, with the host where that is set."""
        return self.base_url + self.path(language.code)

    @property
    def alternates(self) -> Iterator[tuple[str, str]]:
        """Every language's tag and address, and those for readers of none of them."""
        yield from ((language.tag, self.address(language)) for language in LANGUAGES)
        yield "x-default", self.address(DEFAULT)


def show(template: str, *, title: str, description: str, path: PathIn, indexed: bool = True, **values: Any) -> str:
    """Return the page that a *template* makes of the *values*."""
    page = Page(title, shortened(description, 200), path, current_app.config["BASE_URL"], indexed)
    return render_template(template, page=page, title=title, **values)


@pass_context
def lang(page: Context, code: str) -> Markup:
    """Return the attribute of what is not in the language of the page, for templates."""
    return _SAME_LANGUAGE if page["reader"].code == code else _LANG[code]


def shortened(text: str, most: int) -> str:
    """Return *text*, cut at a word with an ellipsis where it is longer than *most* characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return cut.rstrip(" ,;:.–—-") + "…"


def first_sentence(text: str) -> str:
    """Return the sentence that *text* begins with."""
    for position, sign in enumerate(text):
        following = text[position + 1 : position + 3]
        if sign in ".!?…" and (not following or (following[0] == " " and following[1:].isupper())):
            return text[: position + 1]
    return text
