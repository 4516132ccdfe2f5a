"""Save lexicons as index files, and load them again."""

import json
import os
from collections.abc import Iterable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np

from kb.analysis.lexicon import Lexicon, Word
from kb.analysis.wordlist import WordList
from kb.languages import CODES, language

_SavedWord = tuple[str, int, list[str], list[str], list[str]]
"""The fields of a Word in JSON, in their order."""


def save_lexicons(lexicons: Iterable[Lexicon], folder: Path) -> None:
    """Write words, forms and dictionary of each of *lexicons* into files of *folder*."""
    for lexicon in lexicons:
        words = {
            key: [word.text, word.count, word.lemmas, word.parts, word.stems]
            for key, word in lexicon.words.items()
        }
        _write(folder, "words", lexicon.language.code, words)
        _write(folder, "forms", lexicon.language.code, dict(lexicon.forms))
        # numpy does not tell why it could not write into a file.
        hashes = BytesIO()
        np.save(hashes, lexicon.dictionary.hashes, allow_pickle=False)
        _dictionary(folder, lexicon.language.code).write_bytes(hashes.getvalue())


def share_lexicon(code: str, old: Path, folder: Path) -> None:
    """Let the files of the lexicon of a language in *old* stand in *folder*, too."""
    for path in (_path(old, "words", code), _path(old, "forms", code), _dictionary(old, code)):
        os.link(path, folder / path.name)


def load_lexicons(folder: Path, codes: Iterable[str] = CODES) -> dict[str, Lexicon]:
    """Return the lexicons saved in *folder*, by language code; a missing file raises FileNotFoundError."""
    return {
        code: Lexicon(
            language(code),
            {
                key: Word(text, count, tuple(lemmas), tuple(parts), tuple(stems))
                for key, (text, count, lemmas, parts, stems) in _read(folder, "words", code).items()
            },
            # The file is read now, since a newer index may take its place, and understood when it is needed.
            partial(_forms, _path(folder, "forms", code).read_bytes()),
            # Few words of it are ever looked up: those pages of the file are read.
            WordList(np.asarray(np.load(_dictionary(folder, code), mmap_mode="r", allow_pickle=False))),
        )
        for code in codes
    }


def _forms(content: bytes) -> Mapping[str, tuple[str, ...]]:
    return {form: tuple(lemmas) for form, lemmas in json.loads(content).items()}


def _path(folder: Path, name: str, code: str) -> Path:
    return folder / f"{name}-{code}.json"


def _dictionary(folder: Path, code: str) -> Path:
    return folder / f"dictionary-{code}.npy"


def _write(folder: Path, name: str, code: str, table: Mapping[str, object]) -> None:
    _path(folder, name, code).write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


def _read(folder: Path, name: str, code: str) -> dict[str, _SavedWord]:
    table: dict[str, _SavedWord] = json.loads(_path(folder, name, code).read_bytes())
    return table
