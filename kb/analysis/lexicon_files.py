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
        save_lexicon(lexicon, folder)


def save_lexicon(lexicon: Lexicon, folder: Path, before: tuple[Lexicon, Path] | None = None) -> None:
    """Write words, forms and dictionary of *lexicon* into files of *folder*.

    Files that are as they were for the lexicon *before*, which stands in another folder, are shared with that.
    """
    old, shared = before or (None, folder)
    code = lexicon.language.code
    is_same_forms = old is not None and lexicon.read_forms is old.read_forms
    for name, is_same in (("words", lexicon is old), ("forms", is_same_forms)):
        if is_same:
            os.link(_path(shared, name, code), _path(folder, name, code))
        else:
            _write(folder, name, code, _words(lexicon) if name == "words" else dict(lexicon.forms))
    if old is not None and lexicon.dictionary is old.dictionary:
        os.link(_dictionary(shared, code), _dictionary(folder, code))
    else:
        # numpy does not tell why it could not write into a file.
        hashes = BytesIO()
        np.save(hashes, lexicon.dictionary.hashes, allow_pickle=False)
        _dictionary(folder, code).write_bytes(hashes.getvalue())


def _words(lexicon: Lexicon) -> dict[str, object]:
    return {
        key: [word.text, word.count, word.lemmas, word.parts, word.stems] for key, word in lexicon.words.items()
    }


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
            WordList(np.load(_dictionary(folder, code), allow_pickle=False)),
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
