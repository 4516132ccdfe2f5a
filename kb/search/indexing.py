"""Build, keep and update the index of a library.

On disk it is the engine's files and the lexicons of its words.
"""

import json
import os
import tempfile
from collections.abc import Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kb import storage
from kb.analysis.lexicon import Lexicon
from kb.analysis.lexicon_files import load_lexicons, save_lexicons, share_lexicon
from kb.analysis.recounting import recount, with_counts
from kb.analysis.teaching import InProcessLearner, subprocess_learner
from kb.collecting import collecting_later
from kb.errors import DataError, reason_of
from kb.languages import CODES
from kb.library import Library
from kb.search.documents import GUIDE, ROLE, Documents, fingerprint
from kb.search.engines import OpenIndex
from kb.search.vocabulary import Spellings, glossary_words, spellings, with_glossary
from kb.search.whoosh import building
from kb.search.whoosh.engine import WhooshEngine
from kb.storage import Report

SCHEMA = "12"
"""Changes with whatever an index contains or means: fields, analysis, files."""

_FINGERPRINTS, _SPELLINGS, _UNLEARNED = "owners.json", "spellings.json", "unlearned.json"
"""Files of an index beside those of its engine and its lexicons."""

_BIG = 5000
"""From so many documents on a process of its own reads the dictionaries while the index is made."""


@dataclass(frozen=True)
class Index(OpenIndex):
    """The index of one library on disk, opened.

    *spellings* are the counts of words by language, without those that only the glossary has; *fingerprints* those
    of the documents by owner. Languages *unlearned*, by code, have words that the lexicon knows only as they are
    written. *target* is where the index is kept for the next start.
    """

    engine: WhooshEngine
    spellings: Mapping[str, Spellings]
    fingerprints: Mapping[str, str]
    target: Path
    unlearned: frozenset[str] = frozenset()


def open_index(library: Library, folder: Path, report: Report) -> Index:
    """Return a sound index of *library* inside *folder*, made where there is none.

    Raises DataError where it cannot be written. The caller is alone in *folder*.
    """
    target = _target(library, folder, report)
    documents = Documents(library)
    try:
        if not storage.is_sound(target, SCHEMA, library.fingerprint):
            if os.path.lexists(target):
                report(storage.DAMAGED)
            storage.remove(target)
            _make(documents, target, report)
    except OSError as error:
        raise DataError(
            f"{folder}: the index cannot be written ({reason_of(error)}); make room, or choose another KB_DATA"
        ) from error
    storage.clean_up(target)
    index = _load(documents, target)
    if index.unlearned:
        # Whoever updated it ended before the words were learned.
        index = learn(index, library)
        seal_index(index, library)
    return index


@collecting_later()
def _load(documents: Documents, target: Path) -> Index:
    counts: dict[str, Spellings] = _read(target / _SPELLINGS)
    unlearned = frozenset(_read(target / _UNLEARNED))
    lexicons = load_lexicons(target, [code for code in CODES if code not in unlearned])
    return Index(
        engine=WhooshEngine(building.load(target), documents),
        # Updates share the files of lexicons whose words only stand there more often, or less.
        lexicons={code: with_counts(lexicon, counts[code]) for code, lexicon in lexicons.items()},
        spellings=counts,
        fingerprints=_read(target / _FINGERPRINTS),
        target=target,
        unlearned=unlearned,
    )


def update_index(before: Index, old: Library, library: Library, folder: Path, report: Report) -> Index:
    """Return the index of *library*, indexing only its differences to an *old* one.

    The old index goes on answering. The caller is alone in *folder*. Raises OSError where nothing can be written
    there, or the old index is gone.
    """
    changed = _changed_owners(old, library)
    documents = Documents(library)
    _report_changes(documents, changed, report)
    index_engine = before.engine.update(documents, changed)
    try:
        counts = _recounted(before.spellings, Documents(old), documents, changed)
        lexicons, unlearned = _lexicons(before, old, library, counts)
        present = frozenset(documents.owners)
        fingerprints = {owner: hash for owner, hash in before.fingerprints.items() if owner in present}
        fingerprints |= {owner: fingerprint(documents.of(owner)) for owner in changed if owner in present}
        target = _target(library, folder, report)
        index = Index(index_engine, lexicons, counts, fingerprints, target, unlearned)
        seal_index(index, library, before)
        return index
    except BaseException:
        index_engine.close()
        index_engine.discard()
        raise


def learn(index: Index, library: Library) -> Index:
    """Return *index* with lexicons that know all its words, as if it had been made anew; not sealed yet.

    A process of its own reads the dictionaries, for some seconds.
    """
    with tempfile.TemporaryDirectory(prefix="rolebook-") as name:
        with subprocess_learner(Path(name), sorted(index.unlearned)) as learner:
            counts = with_glossary(index.spellings, library)
            learner.begin({code: counts[code] for code in sorted(index.unlearned)})
            learner.finish()
        found = load_lexicons(Path(name), sorted(index.unlearned))
    lexicons = {code: found.get(code) or index.lexicons[code] for code in CODES}
    return replace(index, lexicons=lexicons, unlearned=frozenset())


def seal_index(index: Index, library: Library, before: Index | None = None) -> None:
    """Put *index* in its place for the next start, and delete all others.

    It shares the files of the index *before* that are the same. The caller is alone in the folder. Raises OSError
    where nothing can be written there.
    """
    if index.engine.folder == index.target:
        index.engine.copy(storage.scratch(index.target))
    folder, old = index.engine.folder, before.engine.folder if before else None
    for code, lexicon in index.lexicons.items():
        if before is not None and old is not None and code not in before.unlearned | index.unlearned:
            share_lexicon(code, old, folder)
        elif code not in index.unlearned:
            save_lexicons([lexicon], folder)
    _write(folder / _SPELLINGS, index.spellings)
    _write(folder / _FINGERPRINTS, index.fingerprints)
    _write(folder / _UNLEARNED, sorted(index.unlearned))
    storage.seal(folder, SCHEMA, library.fingerprint, like=old)
    storage.remove(index.target)
    index.engine.move(index.target)
    storage.clean_up(index.target)


def _target(library: Library, folder: Path, report: Report) -> Path:
    indexes = storage.indexes_folder(storage.private_folder(folder), report)
    return indexes / f"{SCHEMA}-{library.fingerprint}"


def _make(documents: Documents, target: Path, report: Report) -> None:
    library = documents.library
    hashes = {owner: fingerprint(documents.of(owner)) for owner in documents.owners}
    with storage.building(target) as folder:
        old = _usable(target, hashes)
        if old is not None:
            _update(old, folder, documents, hashes, report)
        else:
            _create(folder, documents, report)
        _write(folder / _FINGERPRINTS, hashes)
        _write(folder / _UNLEARNED, [])
        storage.seal(folder, SCHEMA, library.fingerprint)


def _create(folder: Path, documents: Documents, report: Report) -> None:
    count = documents.count()
    report(f"Indexing {count} clauses, roles and paragraphs.")
    is_big = count > _BIG
    with subprocess_learner(folder) if is_big else nullcontext(InProcessLearner(folder, None)) as learner:

        def begin(counts: Mapping[str, Spellings]) -> None:
            _write(folder / _SPELLINGS, counts)
            learner.begin(with_glossary(counts, documents.library))
            if is_big:
                report("Writing the index.")

        building.create(folder, documents, begin, report)
        if is_big:
            report("Learning the words.")
        learner.finish()


def _usable(target: Path, hashes: Mapping[str, str]) -> Path | None:
    """Return a sound older index that shares more than half of the owners."""
    for old, old_fingerprint in storage.older(target, SCHEMA):
        if storage.is_sound(old, SCHEMA, old_fingerprint):
            same = _read(old / _FINGERPRINTS).items() & hashes.items()
            if len(same) * 2 > len(hashes):
                return old
    return None


def _update(old: Path, folder: Path, documents: Documents, hashes: Mapping[str, str], report: Report) -> None:
    before = _read(old / _FINGERPRINTS)
    changed = {owner for owner in {**before, **hashes} if before.get(owner) != hashes.get(owner)}
    _report_changes(documents, changed, report)
    building.update(building.load(old), folder, documents, changed, report)
    # What the owners had before is not known here: all words are counted anew.
    counts = spellings(documents)
    _write(folder / _SPELLINGS, counts)
    # Of words that never were learned nothing is known that could be used again.
    learned = [code for code in CODES if code not in _read(old / _UNLEARNED)]
    learner = InProcessLearner(folder, load_lexicons(old, learned))
    learner.begin(with_glossary(counts, documents.library))
    learner.finish()


def _report_changes(documents: Documents, changed: Collection[str], report: Report) -> None:
    count = sum(len(documents.of(owner)) for owner in frozenset(documents.owners).intersection(changed))
    report(f"Indexing what changed: {count} clauses, roles and paragraphs.")


def _changed_owners(old: Library, library: Library) -> frozenset[str]:
    """Return the owners whose documents differ in two libraries."""
    changes = library.changes_since(old)
    return frozenset({*(ROLE + id for id in changes.roles), *(GUIDE + id for id in changes.guides)})


def _recounted(
    counts: Mapping[str, Spellings], old: Documents, new: Documents, changed: Collection[str]
) -> dict[str, Spellings]:
    """Return the *counts* of words in the *old* documents as they are in the *new* ones."""
    gone, come = _counted(old, changed), _counted(new, changed)
    found: dict[str, Spellings] = {}
    for code, before in counts.items():
        after = dict(before)
        for word in {**gone[code], **come[code]}:
            after[word] = after.get(word, 0) + come[code].get(word, 0) - gone[code].get(word, 0)
            if not after[word]:
                del after[word]
        found[code] = after
    return found


def _counted(documents: Documents, owners: Collection[str]) -> dict[str, Spellings]:
    present = frozenset(documents.owners).intersection(owners)
    return spellings(document for owner in present for document in documents.of(owner))


def _lexicons(
    before: Index, old: Library, library: Library, counts: Mapping[str, Spellings]
) -> tuple[dict[str, Lexicon], frozenset[str]]:
    """Return the lexicons for other *counts* of words, and the languages that have something to learn."""
    names = glossary_words(library)
    names_before = glossary_words(old) if old.terms is not library.terms else names
    lexicons, unlearned = {}, set(before.unlearned)
    for code, lexicon in before.lexicons.items():
        after, earlier = counts[code], before.spellings[code]
        touched = {word for word, _ in after.items() ^ earlier.items()} | (names[code] ^ names_before[code])
        all_counts = {**dict.fromkeys(names[code], 0), **after}
        lexicons[code], is_learned = recount(lexicon, all_counts, touched)
        if not is_learned:
            unlearned.add(code)
    return lexicons, frozenset(unlearned)


def _write(file: Path, table: object) -> None:
    file.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


def _read(file: Path) -> Any:
    return json.loads(file.read_bytes())
