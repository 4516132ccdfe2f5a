"""Text of one line or paragraph to HTML that is safe to serve, and to plain text; links between content files
become addresses."""

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import nh3
from markdown import Markdown

from kb.addresses import glossary_path, guide_path, role_path
from kb.errors import Place, Problem
from kb.reading.attributes import ALLOWED_ATTRIBUTES
from kb.reading.guarding import ALLOWED_TAGS, SIGNS, guard
from kb.reading.letters import clean, one_line
from kb.reading.limits import MAXIMUM_MARKUP

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

_UNUSED_BLOCKS = (
    "empty",
    "indent",
    "code",
    "hashheader",
    "setextheader",
    "hr",
    "olist",
    "ulist",
    "quote",
    "reference",
)
_UNUSED_PATTERNS = (
    "reference",
    "image_link",
    "image_reference",
    "short_image_ref",
    "short_reference",
    "em_strong",
    "em_strong2",
    "not_strong",
)
_BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|li|td|th|tr|blockquote)>|(?=<[uo]l\b)")
_HREF = re.compile(r'(<a (?:title="[^"]*" )?href=")([^"]*)(")')
_WRITTEN_HREF = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE)
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_SIGNIFICANT = re.compile("[<&]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    url_schemes=set(ALLOWED_SCHEMES),
    link_rel=None,
)
_NO_ADDRESSES: Mapping[str, str] = {}


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
    """A rendered text: sanitised HTML, the same as plain text, the links in it and what is wrong with it."""

    html: str
    text: str
    links: tuple[Link | BadLink, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING = Rendered("", "")
"""What is left of lines that say nothing."""


class Renderer:
    """Renders running text; one a run, since Python-Markdown keeps state."""

    def __init__(self) -> None:
        self._markdown = Markdown(output_format="html")
        # Blocks are found by `scan`: Python-Markdown only ever sees the text of one.
        for block in _UNUSED_BLOCKS:
            self._markdown.parser.blockprocessors.deregister(block)
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.treeprocessors.deregister("prettify")
        for pattern in _UNUSED_PATTERNS:
            # Releases of Python-Markdown differ in these.
            self._markdown.inlinePatterns.deregister(pattern, strict=False)

    def inline(
        self, text: str, place: Place, language: str, addresses: Mapping[str, str] = _NO_ADDRESSES
    ) -> Rendered:
        """Render the text of a line or paragraph; *addresses* are those that stand apart from their links."""
        text = clean(text).replace("\r\n", "\n").replace("\r", "\n").strip()
        if not SIGNS.search(text):
            return unmarked(text)
        signs = SIGNS.findall(text)
        if set(signs) == {"\n"} and "  \n" not in text:
            return Rendered(html.escape(text, quote=False), one_line(text))
        if len(text) * len(signs) > MAXIMUM_MARKUP:
            message = "too much markup for one paragraph, which is shown as it stands; part it"
            plain = one_line(text)
            problem = Problem(place, "too-much-markup", message)
            return Rendered(html.escape(plain, quote=False), plain, problems=(problem,))
        guarded = guard(text, addresses)
        self._markdown.reset()
        converted = self._markdown.convert(guarded.markdown).removeprefix("<p>").removesuffix("</p>")
        problems = tuple(_no_address(_line_of(link, text, place), link) for link in guarded.unknown)
        return _finished(converted, text, place, language, problems)


def unmarked(text: str) -> Rendered:
    """Return clean text without any sign of markup as it is served."""
    plain = one_line(text)
    return Rendered(plain.replace(">", "&gt;"), plain)


def _finished(converted: str, text: str, place: Place, language: str, problems: tuple[Problem, ...]) -> Rendered:
    safe = sanitise(converted)
    links: list[Link | BadLink] = []

    def address(match: re.Match[str]) -> str:
        href = html.unescape(match[2])
        link = _resolve(href, _line_of(href, text, place), language)
        if link is None:
            return match[0]
        links.append(link)
        return match[0] if isinstance(link, BadLink) else f"{match[1]}{_address(link)}{match[3]}"

    served = _HREF.sub(address, safe).strip()
    links += [BadLink(_line_of(href, text, place), href) for href in _dropped(converted) if "<a" in safe]
    return Rendered(_without_ids(served), _without_ids(plain_text(safe)), tuple(links), problems)


def _line_of(part: str, text: str, place: Place) -> Place:
    """Return the line in which a *part* of a paragraph stands, which begins at *place*."""
    return Place(place.path, place.line + text.count("\n", 0, max(text.find(part), 0)))


def _dropped(converted: str) -> list[str]:
    """Return the addresses that the sanitiser takes from links."""
    written = (html.unescape(match[1]).strip() for match in _WRITTEN_HREF.finditer(converted))
    return [href for href in written if _scheme(href) not in ("", *ALLOWED_SCHEMES)]


def _scheme(href: str) -> str:
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", href)
    return match[1].lower() if match else ""


def _without_ids(text: str) -> str:
    """Part what would read as an id, however it was written."""
    return text.replace("{#", "{ #") if "{#" in text else text


def _no_address(place: Place, link: str) -> Problem:
    message = f"the link “{link}” has no address; write it in parentheses: [words](address)"
    return Problem(place, "bad-link", message)


def sanitise(converted: str) -> str:
    """Return HTML that holds nothing but the allowed tags, attributes and address schemes."""
    # One spelling of the no-break space, whichever way a text came here.
    return _CLEANER.clean(converted).replace("&nbsp;", "\u00a0")


def plain_text(safe: str) -> str:
    """Return the text of sanitised HTML, a space between its blocks."""
    spaced = _BLOCK_END.sub(lambda end: f"{end[0]} ", safe)
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", spaced))).strip()


def as_text(safe: str) -> str:
    """Return the text of sanitised HTML; most is one paragraph without markup."""
    inside = safe[3:-4]
    if safe.startswith("<p>") and safe.endswith("</p>") and not _SIGNIFICANT.search(inside):
        return one_line(inside)
    return plain_text(safe)


def _resolve(href: str, place: Place, language: str) -> Link | BadLink | None:
    """Return where a link between files leads; None for one that is no matter of ours."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return BadLink(place, href)
    if parts.scheme:
        return None
    if parts.netloc or not (parts.path or parts.fragment):
        return BadLink(place, href)
    _, _, here = place.path.partition("/")
    path = here
    if parts.path:
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
