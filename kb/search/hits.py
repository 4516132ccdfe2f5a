"""Make hits of found documents, with highlighted excerpts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from kb.model import Clause, Role
from kb.search.answers import Excerpt, Hit
from kb.search.documents import Document, Documents, Passage, around_summary, around_wording, shown_names
from kb.search.highlight import Highlighter, Marked


@dataclass(frozen=True)
class _Wording:
    """A text of a document in one language; how many query terms are in it, and names of others."""

    document: Document
    excerpt: Excerpt
    count: int
    other_count: int

    @property
    def worth(self) -> tuple[int, int]:
        """The order of texts: query terms themselves before other names."""
        return self.count, self.other_count


def make_hit(
    documents: Documents,
    found: tuple[Document, ...],
    reader: str,
    highlighter: Highlighter,
    near: str | None,
    *,
    of_best: bool = False,
) -> Hit:
    """Return the hit for the documents *found* of one group, the best first.

    *near* is the language of the text whose meaning is near, where the hit was found by nothing else. *of_best*
    keeps to the wordings of the best document, as where a role is asked for.
    """
    by_words = _matched(found[:1] if of_best else found, highlighter)
    matched = by_words or ((_wording(found[0], near, highlighter),) if near and near in found[0].texts else ())
    shown = _shown(found, reader, highlighter, matched)
    # A clause that its role or section answers, or that only filters ask for, is found in the text that is shown.
    matched = matched or (() if near else (shown,))
    first = found[0]
    subject = documents.subject(first)
    clauses = [document.content for document in found if isinstance(document.content, Clause)]
    return Hit(
        id=first.hit,
        kind=_kind(first),
        subject=subject,
        section=clauses[0].kind if clauses else None,
        roles=tuple(sorted({clause.role for clause in clauses})) or _own_role(first),
        text=shown.excerpt,
        matched_by="meaning" if near and not by_words else "words",
        matched_languages=tuple(sorted(wording.excerpt.language for wording in matched)),
        texts=tuple(wording.excerpt for wording in matched),
        languages=tuple(sorted(subject.languages)),
        heading=shown.document.content.heading if isinstance(shown.document.content, Passage) else None,
        clause=shown.document.content if isinstance(shown.document.content, Clause) else None,
    )


def _kind(document: Document) -> Literal["clause", "role", "guide"]:
    if isinstance(document.content, Role):
        return "role"
    return "guide" if isinstance(document.content, Passage) else "clause"


def _own_role(document: Document) -> tuple[str, ...]:
    return (document.content.id,) if isinstance(document.content, Role) else ()


def _matched(found: tuple[Document, ...], highlighter: Highlighter) -> tuple[_Wording, ...]:
    """Return one wording a language: of languages that have all that was looked for, else that have any."""
    best: dict[str, _Wording] = {}
    everything = len(highlighter.meant)
    for document in found:
        for language in document.texts:
            if language not in best or best[language].count < everything:
                wording = _matching_text(document, language, highlighter)
                if wording.worth > (best[language].worth if language in best else (0, 0)):
                    best[language] = wording
    most = max((wording.count for wording in best.values()), default=0)
    least = everything if most == everything else min(most, 1)
    return tuple(best[code] for code in sorted(best) if best[code].count >= least)


def _matching_text(document: Document, language: str, highlighter: Highlighter) -> _Wording:
    """Return the text of *document* in which most query terms are marked."""
    own = [highlighter.mark(html, language) for html in _texts(document, language)]
    context = [highlighter.mark(html, language) for html in _context(document, language)]
    # Titles and synonyms stand before the summary, and that before the context: the first of equals is taken.
    marked = max((*own, *context), key=lambda text: (text.count, text.other_count))
    return _marked_wording(document, language, marked, of_context=not any(marked is text for text in own))


def _texts(document: Document, language: str) -> Iterator[str]:
    if isinstance(document.content, Role):
        version = document.content.best_version(language)
        yield escape(" · ".join((version.title, *shown_names(document.content, version))), quote=False)
    yield _html(document, language)
    if isinstance(document.content, Passage):
        yield escape(document.content.title or document.content.version.title, quote=False)


def _context(document: Document, language: str) -> Iterator[str]:
    """Yield the texts of the context of *document*, as HTML."""
    source, role = document.content, document.role
    if language not in document.context or role is None:
        return
    if isinstance(source, Role):
        yield from (html for _, html in around_summary(source.best_version(language)))
    elif isinstance(source, Clause) and (wording := source.wording(language)):
        yield from (html for _, html in around_wording(wording, role))


def _html(document: Document, language: str) -> str:
    source = document.content
    if isinstance(source, Passage):
        return source.paragraph.html
    if isinstance(source, Role):
        return source.best_version(language).summary_html
    wording = source.wording(language)
    assert wording is not None
    return wording.html


def _shown(
    found: tuple[Document, ...],
    reader: str,
    highlighter: Highlighter,
    matched: tuple[_Wording, ...],
) -> _Wording:
    """Return the text to show: in the reader's language where any of *found* has it, else in the source's."""
    if isinstance(found[0].content, Passage):
        return _paragraph_for(found, reader, highlighter)
    for wording in matched:
        if wording.excerpt.language == reader:
            return _wording(wording.document, reader, highlighter)
    for document in found:
        if reader in document.texts:
            return _wording(document, reader, highlighter)
    for document in found:
        source = _source(document)
        if source in document.texts:
            return _wording(document, source, highlighter)
    return _wording(found[0], next(iter(found[0].texts)), highlighter)


def _source(document: Document) -> str:
    assert document.role is not None, "passages are shown in their own language"
    return document.role.source


def _paragraph_for(found: tuple[Document, ...], reader: str, highlighter: Highlighter) -> _Wording:
    """Return a paragraph that matched in the reader's language, else its counterpart there."""
    for document in found:
        if reader in document.texts:
            return _wording(document, reader, highlighter)
    part = found[0].content
    assert isinstance(part, Passage)
    version = part.guide.version(reader)
    same = [each for each in version.parts if each.id == part.heading] if version else []
    if version and same and same[0].paragraphs:
        paragraphs = same[0].paragraphs
        paragraph = paragraphs[min(part.number, len(paragraphs) - 1)]
        counterpart = Passage(part.guide, version, part.heading, same[0].title, part.number, paragraph)
        document = replace(found[0], content=counterpart, texts={reader: paragraph.text})
        return _wording(document, reader, highlighter)
    return _wording(found[0], part.version.language, highlighter)


def _wording(document: Document, language: str, highlighter: Highlighter) -> _Wording:
    marked = highlighter.mark(_html(document, language), language)
    return _marked_wording(document, language, marked)


def _marked_wording(document: Document, language: str, marked: Marked, *, of_context: bool = False) -> _Wording:
    excerpt = Excerpt(language, marked.html, bool(marked.count or marked.other_count), of_context)
    return _Wording(document, excerpt, marked.count, marked.other_count)
