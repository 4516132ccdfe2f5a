"""Markdown to HTML that is safe to serve, and to plain text; links between content files become addresses."""

import html
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import nh3
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from kb.addresses import glossary_path, guide_path, role_path
from kb.errors import Place
from kb.reading.source import Line

INLINE_TAGS = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "s", "strong", "sub", "sup"})
LIST_TAGS = frozenset({"li", "ol", "ul"})
BLOCK_TAGS = frozenset({"blockquote", "p", "table", "tbody", "td", "th", "thead", "tr"})
ALLOWED_TAGS = INLINE_TAGS | LIST_TAGS | BLOCK_TAGS
"""Everything a content file may show; any other tag is dropped and its text kept (scripts and styles go whole)."""

ALLOWED_ATTRIBUTES = {"a": {"href"}, "abbr": {"title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

_MARKUP = re.compile(r"[\\`*_\[\]<>&!~|#\x00-\x1f\x7f\ufffe\uffff\ufeff]|^\s*(?:\d+[.)]|[-+=:>])|^\s|\s$|  ")
_UNUSED = ("image_link", "image_reference", "short_image_ref", "reference", "short_reference")
_BLOCK_START = re.compile(r"^(\d*)([.)](?=\s)|[-+*](?=\s)|[#>])")
_BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|li|td|th|tr|blockquote)>|(?=<[uo]l\b)")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_HREF = re.compile(r'(<a href=")([^"]*)(")')
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_SPACE = re.compile(r"[ \t\r\n\f\v]+")

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    url_schemes=set(ALLOWED_SCHEMES),
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a content file to another: *kind* is role, guide or glossary, *target* its id."""

    place: Place
    kind: str
    target: str
    anchor: str | None
    language: str


@dataclass(frozen=True, slots=True)
class BadLink:
    """A link that leads nowhere on the site."""

    place: Place
    href: str


@dataclass(frozen=True)
class Rendered:
    """A rendered text: sanitised HTML, the same as plain text, and the links in it."""

    html: str
    text: str
    links: tuple[Link | BadLink, ...] = ()


class Renderer:
    """Renders the bodies of content files; one a run, since Python-Markdown keeps state."""

    def __init__(self) -> None:
        self._markdown = Markdown(
            extensions=[TableExtension(use_align_attribute=True), SaneListExtension()], output_format="html"
        )
        # Images are not served, and a block knows of no reference in another: looking for them costs a third.
        for name in _UNUSED:
            self._markdown.inlinePatterns.deregister(name)

    def blocks(self, text: str, place: Place, language: str) -> Rendered:
        """Render paragraphs, lists and tables."""
        if not _MARKUP.search(text):
            return Rendered(f"<p>{html.escape(text, quote=False)}</p>", text)
        return self._finish(self._convert(text), place, language)

    def wording(self, text: str, nested: Sequence[Line], place: Place, language: str) -> Rendered:
        """Render one clause: inline text, and the lists nested in it."""
        first = self.inline(text, place, language)
        if not nested:
            return first
        inner = self.blocks(_reindented(nested), place, language)
        return Rendered(f"{first.html}\n{inner.html}", f"{first.text} {inner.text}", first.links + inner.links)

    def inline(self, text: str, place: Place, language: str) -> Rendered:
        """Render text that stands in one line."""
        if not _MARKUP.search(text):
            return Rendered(html.escape(text, quote=False), text)
        # What would begin a heading, a list or a quotation is meant as text at the start of a wording.
        converted = self._convert(_BLOCK_START.sub(r"\1\\\2", text.strip()))
        one = _ONE_PARAGRAPH.fullmatch(converted.strip())
        return self._finish(one[1] if one else converted, place, language)

    def _convert(self, text: str) -> str:
        self._markdown.reset()
        return self._markdown.convert(text)

    def _finish(self, converted: str, place: Place, language: str) -> Rendered:
        safe = sanitise(converted)
        links: list[Link | BadLink] = []

        def address(match: re.Match[str]) -> str:
            link = _resolve(html.unescape(match[2]), place, language)
            if link is None:
                return match[0]
            links.append(link)
            return match[0] if isinstance(link, BadLink) else f"{match[1]}{_address(link)}{match[3]}"

        return Rendered(_HREF.sub(address, safe).strip(), plain_text(safe), tuple(links))


def sanitise(converted: str) -> str:
    """Return HTML that holds nothing but the allowed tags, attributes and address schemes."""
    # One spelling of the no-break space, whichever way a text came here.
    return _CLEANER.clean(converted).replace("&nbsp;", "\u00a0")


def plain_text(safe: str) -> str:
    """Return the text of sanitised HTML, a space between its blocks."""
    spaced = _BLOCK_END.sub(lambda end: f"{end[0]} ", safe)
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", spaced))).strip()


def _reindented(nested: Sequence[Line]) -> str:
    """Nested lists may be indented by two to four; Python-Markdown wants four a level."""
    depths: list[int] = []
    lines = []
    for line in nested:
        text = line.text.expandtabs(4)
        indent = len(text) - len(text.lstrip())
        while depths and indent < depths[-1]:
            depths.pop()
        if not depths or indent > depths[-1]:
            depths.append(indent)
        lines.append("    " * (len(depths) - 1) + text.strip())
    return "\n".join(lines)


def _resolve(href: str, place: Place, language: str) -> Link | BadLink | None:
    """Return where a link between files leads; None for one that is no matter of ours."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return BadLink(place, href)
    if parts.scheme or (not parts.path and parts.fragment):
        return None
    if parts.netloc:
        return BadLink(place, href)
    _, _, here = place.path.partition("/")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path)))
    match = re.fullmatch(rf"{language}/(?:(glossary)|(guides)/([\w-]+)|([\w-]+))\.md", path)
    if match is None:
        return BadLink(place, href)
    anchor = parts.fragment or None
    if match[1]:
        return Link(place, "glossary", "glossary", anchor, language)
    if match[2]:
        return Link(place, "guide", match[3], anchor, language)
    return Link(place, "role", match[4], anchor, language)


def _address(link: Link) -> str:
    if link.kind == "glossary":
        return glossary_path(link.language, link.anchor)
    path = guide_path if link.kind == "guide" else role_path
    return path(link.language, link.target, link.anchor)
