"""The forms of a dictionary in, a table small enough to keep at hand out: is a word spelt as one of them?"""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class WordList:
    """The hashes of words, ascending: of ten thousand other words at most four are taken for one of a million."""

    hashes: npt.NDArray[np.uint32]

    def __contains__(self, word: str) -> bool:
        """Tell whether a casefolded *word* is listed, be it as a name or an abbreviation."""
        return any(self._has(spelling.encode()) for spelling in (word, word.capitalize(), word.upper()))

    def _has(self, word: bytes) -> bool:
        wanted = np.uint32(crc32(word))
        at = int(np.searchsorted(self.hashes, wanted))
        return at < len(self.hashes) and bool(self.hashes[at] == wanted)


def word_list(words: Iterable[bytes]) -> WordList:
    """Return the list of encoded *words*."""
    return WordList(np.sort(np.fromiter(map(crc32, words), dtype=np.uint32)))


NO_WORDS = word_list(())
