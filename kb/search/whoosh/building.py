"""A library in, its index on disk out: made anew, or from an older one where most of it is the same."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import numpy as np

from kb import storage
from kb.analysis.lexicon_files import load_lexicons
from kb.analysis.teaching import Counts, InProcessLearner, subprocess_learner
from kb.analysis.tokens import tokens
from kb.errors import DataError
from kb.library import Library
from kb.search.documents import Document, Documents, owner_hashes
from kb.search.whoosh import index as engine
from kb.search.whoosh.corpus import read_lengths, write_corpus
from kb.search.whoosh.fields import FIELDS, Words
from kb.storage import Report

SCHEMA = "9"
"""Changes with whatever an index contains or means: fields, analysis, files."""

WHOOSH, _KEYS, _OWNERS = "whoosh", "keys.json", "owners.json"
_REPORT_EVERY = 5000
_MOST_SEGMENTS = 16
"""An update adds a segment, and every segment costs each new word a look; with so many all is made anew."""


def open_index(library: Library, folder: Path, report: Report) -> Path:
    """Return the folder of a sound index of *library* inside *folder*, which is made where there is none.

    The caller is alone in *folder*.
    """
    indexes = storage.indexes_folder(storage.private_folder(folder), report)
    target = indexes / f"{SCHEMA}-{library.fingerprint}"
    try:
        if not storage.is_sound(target, SCHEMA, library.fingerprint):
            if os.path.lexists(target):
                report(storage.DAMAGED)
            storage.remove(target)
            _make(library, target, report)
    except OSError as error:
        raise DataError(
            f"{folder}: the index cannot be written ({error.strerror}); make room, or choose another KB_DATA"
        ) from error
    storage.clean_up(target)
    return target


def _make(library: Library, target: Path, report: Report) -> None:
    found = Documents(library)
    hashes = owner_hashes(found)
    with storage.building(target) as folder:
        old = _usable(target, hashes)
        if old is not None:
            _update(old, folder, found, hashes, report)
        else:
            _create(folder, found, report)
        (folder / _OWNERS).write_text(json.dumps(hashes), encoding="utf-8")
        storage.seal(folder, SCHEMA, library.fingerprint)


def _create(folder: Path, found: Documents, report: Report) -> None:
    report(f"Indexing {len(found)} clauses, roles and paragraphs.")
    is_big = len(found) > _REPORT_EVERY
    with subprocess_learner(folder) if is_big else nullcontext(InProcessLearner(folder, None)) as learner:
        words = _gathered(found, report)
        learner.begin(_counts(words, found.library))
        if is_big:
            report("Writing the index.")
        (folder / WHOOSH).mkdir()
        engine.create(folder / WHOOSH, FIELDS)
        engine.change(folder / WHOOSH, (), len(found), words.kept())
        write_corpus(found, np.arange(len(found)), words.lengths, folder)
        _write_keys(folder, words.keys)
        if is_big:
            report("Learning the words.")
        learner.finish()


def _usable(target: Path, hashes: Mapping[str, str]) -> Path | None:
    """Return a sound older index that shares more than half of the owners and has not been updated too often."""
    for old, fingerprint in storage.older(target, SCHEMA):
        if storage.is_sound(old, SCHEMA, fingerprint) and engine.segments(old / WHOOSH) < _MOST_SEGMENTS:
            same = _read_owners(old).items() & hashes.items()
            if len(same) * 2 > len(hashes):
                return old
    return None


def _update(old: Path, folder: Path, found: Documents, hashes: Mapping[str, str], report: Report) -> None:
    before = _read_owners(old)
    changed = {owner for owner in {**before, **hashes} if before.get(owner) != hashes.get(owner)}
    fresh = [document for document in found if document.owner in changed]
    report(f"Indexing what changed: {len(fresh)} clauses, roles and paragraphs.")
    # The engine never writes into a finished file, so both indexes may share them.
    shutil.copytree(old / WHOOSH, folder / WHOOSH, copy_function=os.link, ignore=shutil.ignore_patterns("*LOCK"))
    words = _gathered(fresh, report)
    deleted = engine.change(folder / WHOOSH, sorted(changed), len(fresh), words.kept())
    keys = _read_keys(old)
    for number in deleted:
        keys[number] = None
    keys += words.keys
    everything = _gathered(found, lambda _: None)
    ranks = {key: rank for rank, key in enumerate(everything.keys)}
    rank_of = np.array([ranks[key] if key is not None else -1 for key in keys], dtype=np.int64)
    write_corpus(found, rank_of, np.concatenate([read_lengths(old), words.lengths]), folder)
    _write_keys(folder, keys)
    learner = InProcessLearner(folder, load_lexicons(old))
    learner.begin(_counts(everything, found.library))
    learner.finish()


def _gathered(found: Iterable[Document], report: Report) -> Words:
    words = Words()
    for number, document in enumerate(found):
        if number and number % _REPORT_EVERY == 0:
            report(f"Indexed {number} of them.")
        words.add(document)
    return words


def _counts(words: Words, library: Library) -> Counts:
    """Return how often each word is among *words*; what only the glossary has is there, too, with none."""
    counts = words.counts()
    for term in library.terms:
        for name in term.entries:
            counts[name.language].update(dict.fromkeys(_words_of(name.names + name.avoided), 0))
    return counts


def _words_of(names: Iterable[str]) -> Iterator[str]:
    return (token.text for name in names for token in tokens(name))


def _write_keys(folder: Path, keys: Sequence[str | None]) -> None:
    (folder / _KEYS).write_text(json.dumps(keys), encoding="utf-8")


def _read_keys(folder: Path) -> list[str | None]:
    keys: list[str | None] = json.loads((folder / _KEYS).read_text(encoding="utf-8"))
    return keys


def _read_owners(folder: Path) -> dict[str, str]:
    owners: dict[str, str] = json.loads((folder / _OWNERS).read_text(encoding="utf-8"))
    return owners
