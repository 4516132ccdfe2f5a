"""A library in, its index on disk out: made anew, or from an older one where most of it is the same."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import tokens
from kb.errors import DataError
from kb.languages import LANGUAGES
from kb.library import Library
from kb.search import engine, storage
from kb.search.documents import Document, documents, owner_hashes
from kb.search.fields import FIELDS, count_words, entry
from kb.search.lexicons import load_lexicons, save_lexicons
from kb.search.storage import Report

SCHEMA = "4"
"""Changes with whatever an index contains or means: fields, analysis, files."""

WHOOSH, KEYS, LENGTHS, _OWNERS = "whoosh", "keys.json", "lengths.npy", "owners.json"
_REPORT_EVERY = 5000


def open_index(library: Library, folder: Path, report: Report) -> Path:
    """Return the folder of a sound index of *library* inside *folder*, which is made where there is none.

    The caller is alone in *folder*.
    """
    target = storage.private_folder(storage.private_folder(folder) / "index") / f"{SCHEMA}-{library.fingerprint}"
    try:
        if not storage.is_sound(target, SCHEMA, library.fingerprint):
            if os.path.lexists(target):
                report("The index is damaged or not ours; making a new one.")
            storage.remove(target)
            _make(library, target, report)
    except OSError as error:
        raise DataError(
            f"{folder}: the index cannot be written ({error.strerror}); make room, or choose another KB_DATA"
        ) from error
    storage.clean_up(target)
    return target


def _make(library: Library, target: Path, report: Report) -> None:
    found = documents(library)
    hashes = owner_hashes(found)
    with storage.building(target) as folder:
        old = _usable(target, hashes)
        if old is not None:
            _update(old, folder, found, hashes, report)
        else:
            _create(folder, found, report)
        _learn(library, found, folder, load_lexicons(old) if old else None)
        _write_sides(folder, hashes)
        storage.seal(folder, SCHEMA, library.fingerprint)


def _create(folder: Path, found: tuple[Document, ...], report: Report) -> None:
    report(f"Indexing {len(found)} clauses, roles and paragraphs.")
    (folder / WHOOSH).mkdir()
    engine.create(folder / WHOOSH, FIELDS)
    engine.change(folder / WHOOSH, (), map(entry, _reporting(found, report)))


def _usable(target: Path, hashes: Mapping[str, str]) -> Path | None:
    """Return a sound older index that shares more than half of the owners."""
    for old, fingerprint in storage.older(target, SCHEMA):
        if storage.is_sound(old, SCHEMA, fingerprint):
            same = _read_owners(old).items() & hashes.items()
            if len(same) * 2 > len(hashes):
                return old
    return None


def _update(
    old: Path, folder: Path, found: tuple[Document, ...], hashes: Mapping[str, str], report: Report
) -> None:
    before = _read_owners(old)
    changed = {owner for owner in {**before, **hashes} if before.get(owner) != hashes.get(owner)}
    fresh = [document for document in found if document.owner in changed]
    report(f"Indexing what changed: {len(fresh)} clauses, roles and paragraphs.")
    # The engine never writes into a finished file, so both indexes may share them.
    shutil.copytree(old / WHOOSH, folder / WHOOSH, copy_function=os.link, ignore=shutil.ignore_patterns("*LOCK"))
    engine.change(folder / WHOOSH, sorted(changed), map(entry, fresh))


def _reporting(found: Iterable[Document], report: Report) -> Iterator[Document]:
    for number, document in enumerate(found):
        if number and number % _REPORT_EVERY == 0:
            report(f"Indexed {number} of them.")
        yield document


def _learn(library: Library, found: Iterable[Document], folder: Path, known: Mapping[str, Lexicon] | None) -> None:
    # The analysis room's dictionaries take a second to import: only an index that is made needs them.
    from kb.analysis.learning import Learner

    counts: dict[str, Counter[str]] = {language.code: Counter() for language in LANGUAGES}
    for document in found:
        count_words(document, counts)
    for term in library.terms:
        for name in term.entries:
            counts[name.language].update(dict.fromkeys(_words_of(name.names + name.avoided), 0))
    lexicons = [
        Learner(language, known[language.code] if known else None).learn(counts[language.code])
        for language in LANGUAGES
    ]
    save_lexicons(lexicons, folder)


def _words_of(names: Iterable[str]) -> Iterator[str]:
    return (token.text for name in names for token in tokens(name))


def _write_sides(folder: Path, hashes: Mapping[str, str]) -> None:
    """Write what is read at every start: keys and lengths by document number, and the owners for later updates."""
    reader = engine.Reader(folder / WHOOSH)
    keys: list[str | None] = [None] * reader.size
    lengths = np.zeros((reader.size, len(FIELDS)), dtype=np.int32)
    for number, key, found in reader.stored():
        keys[number] = key
        lengths[number] = found
    reader.close()
    (folder / KEYS).write_text(json.dumps(keys), encoding="utf-8")
    np.save(folder / LENGTHS, lengths, allow_pickle=False)
    (folder / _OWNERS).write_text(json.dumps(hashes), encoding="utf-8")


def _read_owners(folder: Path) -> dict[str, str]:
    owners: dict[str, str] = json.loads((folder / _OWNERS).read_text(encoding="utf-8"))
    return owners
