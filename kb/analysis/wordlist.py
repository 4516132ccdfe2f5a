"""Test whether a word is in a dictionary, in little memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class WordList:
    """A set of words, kept as CRC-32 checksums.

    In a list of a million words, two of ten thousand other spellings are found by mistake.
    """

    hashes: npt.NDArray[np.uint32]
    """The checksums of the words, ascending."""

    def __contains__(self, word: str) -> bool:
        """Tell whether a casefolded *word* is listed, in small letters, capitalised or in capitals."""
        return any(self._has(spelling.encode()) for spelling in (word, word.capitalize(), word.upper()))

    def _has(self, word: bytes) -> bool:
        wanted = np.uint32(crc32(word))
        at = int(np.searchsorted(self.hashes, wanted))
        return at < len(self.hashes) and bool(self.hashes[at] == wanted)


def word_list(words: Iterable[bytes]) -> WordList:
    """Return the list of *words*, which are encoded in UTF-8."""
    return WordList(np.sort(np.fromiter(map(crc32, words), dtype=np.uint32)))


NO_WORDS = word_list(())
"""An empty list."""
