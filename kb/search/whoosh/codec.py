"""Store Whoosh's postings as arrays that are read at once.

Whoosh pickles postings in blocks of 128: to read a common word costs as much as twenty queries, to write them half
of a build. All else (terms, segments, deletions, commits) is Whoosh's. Only what Whoosh 2.7.4 has, too, is used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.matching.mcore import ListMatcher
from whoosh.system import pack_ushort

from kb.search.whoosh import arrays
from kb.search.whoosh.arrays import EncodedPostings, Postings


class Pool:
    """Has the postings of a commit; stands in the place of Whoosh's own pool, which sorts them one by one."""

    def __init__(self, fields: Mapping[str, Iterable[EncodedPostings]]) -> None:
        self._fields = fields

    def add(self, posting: object) -> None:
        """Ignore a posting that Whoosh finds in a document: there are none."""

    def iter_postings(self) -> Iterator[tuple[str, Iterable[EncodedPostings]]]:
        """Yield each field with the postings of its words, in order."""
        return iter(sorted(self._fields.items(), key=lambda item: item[0]))

    def cleanup(self) -> None:
        """Delete temporary files: there are none."""


class ArrayCodec(W3Codec):
    """Reads and writes postings as arrays."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> "_FieldWriter":
        """Return the writer of the words of a segment."""
        return _FieldWriter(self, storage, segment)

    def postings_reader(self, dbfile: Any, terminfo: Any, *_: Any, **__: Any) -> "ArrayMatcher":
        """Return the postings of one word."""
        offset, _length = terminfo.extent()
        return ArrayMatcher(partial(arrays.read, dbfile.get, offset))


class ArrayMatcher(ListMatcher):
    """Hands the postings of a term, unread, through Whoosh."""

    def __init__(self, read: Callable[..., Postings]) -> None:
        base: Any = super()
        base.__init__([])
        self.read = read


class _FieldWriter(W3FieldWriter):
    def add_postings(self, schema: Any, _: object, items: Iterable[tuple[str, Iterable[EncodedPostings]]]) -> None:
        """Write all words of all fields, in order."""
        for field, words in items:
            self.start_field(field, schema[field])
            for each in words:
                self._add_word(each)

    def _add_word(self, postings: EncodedPostings) -> None:
        info = W3TermInfo(weight=float(postings.occurrences), df=postings.documents)
        info.set_extent(self._postfile.tell(), len(postings.content))
        self._postfile.write(postings.content)
        self._tindex.add(pack_ushort(self._fieldid) + postings.word.encode(), info.to_bytes())
