"""Answer questions from a Whoosh index: the embedded engine.

It needs nothing installed beside it, and nothing running.
"""

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial, reduce
from itertools import islice
from pathlib import Path

import numpy as np

from kb import storage
from kb.search.documents import Documents
from kb.search.engines import Found, FoundHit, Question, TermNames, Weights
from kb.search.whoosh import building
from kb.search.whoosh.building import Written
from kb.search.whoosh.corpus import assemble
from kb.search.whoosh.fields import ZONES, field_name
from kb.search.whoosh.fusion import Near
from kb.search.whoosh.matching import Matcher
from kb.search.whoosh.postings import PostingsCache
from kb.search.whoosh.ranking import Ranker

_CHUNK = 20
"""Keys that are looked up at once."""

_UPDATING = "updating-"
"""What the names of folders begin with that are not in their place yet."""


class WhooshEngine:
    """The index of one content, opened; implements `kb.search.engines.Engine`."""

    def __init__(self, written: Written, documents: Documents) -> None:
        self._written = written
        self.corpus = assemble(written.segments, building.tables(written), documents.owners, written.segment_of)
        self.postings = PostingsCache(building.open_reader(written.folder), self.corpus.rank_of)
        self.matcher = Matcher(self.corpus, self.postings)
        self.ranker = Ranker(self.corpus, self.matcher)

    def find(self, question: Question) -> Found:
        """Return the hits that answer *question*, in order, with totals and facets."""
        ranking = self.ranker.rank(question, self._near(question))
        keys = iter(self.corpus.keys([rank for group in ranking.groups for rank in group]))
        hits = tuple(
            FoundHit(tuple(islice(keys, len(group))), ranking.is_by_meaning(group)) for group in ranking.groups
        )
        return Found(hits, ranking.total, ranking.facets, ranking.complete, ranking.is_partial, ranking.missing)

    def example(self, language: str, word: str) -> str | None:
        """Return the key of the first document that has an index term, texts before titles, names, contexts."""
        for zone in ZONES:
            postings = self.postings.read(field_name(zone, language), word)
            if postings is not None:
                return self.corpus.key(int(postings.documents[0]))
        return None

    def containing(self, language: str, words: Collection[Weights]) -> Iterator[str]:
        """Yield in order the keys of the documents that have, in one language, something of each of *words*."""
        found = (self.matcher.having(language, weights) for weights in words)
        return self._keys(reduce(partial(np.intersect1d, assume_unique=True), found).tolist())

    def named(self, names: TermNames) -> Iterator[str]:
        """Yield in order the keys of the documents that have all words of any of *names*, contexts left aside."""
        return self._keys(self.matcher.named(names).by_wording.tolist())

    def update(self, documents: Documents, changed: Collection[str]) -> "WhooshEngine":
        """Return an engine for *documents*, of which only those of the owners *changed* are new to this one.

        Its index stands in a new folder beside this one's, and shares its files. Raises OSError where it cannot
        be written.
        """
        folder = Path(tempfile.mkdtemp(prefix=_UPDATING, dir=self.folder.parent))
        try:
            written = building.update(self._written, folder, documents, changed, _silent)
            return WhooshEngine(written, documents)
        except BaseException:
            storage.remove(folder)
            raise

    @property
    def folder(self) -> Path:
        """Where the index stands."""
        return self._written.folder

    def copy(self, folder: Path) -> None:
        """Let the index stand in another *folder*, too, and go on from there; the files are shared."""
        storage.remove(folder)
        self._written = building.copy(self._written, folder)

    def move(self, folder: Path) -> None:
        """Rename the folder of the index; open files stay open."""
        self.folder.rename(folder)
        self._written = replace(self._written, folder=folder)

    def discard(self) -> None:
        """Delete the folder of the index, which nobody is to open again; open files stay open."""
        if self.folder.exists():
            storage.remove(self.folder)

    def close(self) -> None:
        """Let go of the files of the index."""
        self.postings.close()

    def _keys(self, ranks: list[int]) -> Iterator[str]:
        """Yield the keys of *ranks*, some at a time: most callers need the first ones only."""
        for start in range(0, len(ranks), _CHUNK):
            yield from self.corpus.keys(ranks[start : start + _CHUNK])

    def _near(self, question: Question) -> Near | None:
        if question.near is None:
            return None
        ranks = self.corpus.ranks_of(tuple(question.near))
        scores = np.array(list(question.near.values()), np.float64)
        known = np.flatnonzero(ranks >= 0)
        order = known[np.argsort(ranks[known])]
        return Near(ranks[order], scores[order])


def _silent(_: str) -> None:
    """Leave out reports of progress: an update takes a moment."""
