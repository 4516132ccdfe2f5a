"""The HTML of a clause in, its own text and the texts of the items nested in it out."""

import re
from html import unescape
from html.parser import HTMLParser

_SPACE = re.compile(r"[ \t\r\n\f\v]+")


class _Items(HTMLParser):
    """Collects the texts of list items, each without those of the items inside it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self._open = [0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "li":
            self._open.append(len(self.texts))
            self.texts.append("")
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.texts[self._open[-1]] += data


def split_items(html: str) -> tuple[str, ...]:
    """Return the text of a clause itself, then those of its nested items, in order."""
    if "<" not in html:
        return (_SPACE.sub(" ", unescape(html)).strip(),)
    parser = _Items()
    parser.feed(html)
    parser.close()
    return tuple(_SPACE.sub(" ", text).strip() for text in parser.texts)
