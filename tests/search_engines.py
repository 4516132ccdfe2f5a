"""Every engine there is, each behind a snapshot, as the contract tests ask it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import whoosh

from kb.analysis.lexicon import Lexicon
from kb.analysis.lexicon_files import load_lexicons
from kb.analysis.teaching import InProcessLearner
from kb.library import Library
from kb.search.documents import GUIDE, ROLE, Documents
from kb.search.engines import Engine, OpenIndex
from kb.search.snapshot import Snapshot
from kb.search.vocabulary import spellings, with_glossary
from kb.search.whoosh import building
from kb.search.whoosh.engine import WhooshEngine
from tests.brute_force import BruteForce

MakeEngine = Callable[[Documents, Path], Engine]
"""Makes an engine for documents, with an empty folder to keep its index in."""


def _whoosh(documents: Documents, folder: Path) -> Engine:
    building.create(folder, documents, lambda _: None, lambda _: None)
    return reopened(documents, folder)


def reopened(documents: Documents, folder: Path) -> Engine:
    """Return the engine whose index stands in *folder* already."""
    return WhooshEngine(building.load(folder), documents)


WHOOSH = f"Whoosh {'.'.join(map(str, whoosh.__version__))}"
ENGINES: dict[str, MakeEngine] = {WHOOSH: _whoosh, "brute force": lambda documents, _: BruteForce(documents)}


def opened(make: MakeEngine, content: Library, folder: Path) -> Snapshot:
    """Return *content* with an engine in an empty *folder*, and lexicons learned anew."""
    (folder / "engine").mkdir(parents=True)
    return Snapshot(content, OpenIndex(make(Documents(content), folder / "engine"), lexicons_of(content)))


def updated(before: Snapshot, content: Library) -> Snapshot:
    """Return *content*, which was built from that of *before*, with the engine of that one updated."""
    changes = content.changes_since(before.library)
    changed = {*(ROLE + id for id in changes.roles), *(GUIDE + id for id in changes.guides)}
    return Snapshot(content, OpenIndex(before.engine.update(Documents(content), changed), lexicons_of(content)))


_LEXICONS: dict[str, Mapping[str, Lexicon]] = {}


def lexicons_of(content: Library) -> Mapping[str, Lexicon]:
    """Return the lexicons of *content*, learned once for all engines."""
    if content.fingerprint not in _LEXICONS:
        with TemporaryDirectory() as folder:
            learner = InProcessLearner(Path(folder), None)
            learner.begin(with_glossary(spellings(Documents(content)), content))
            learner.finish()
            _LEXICONS[content.fingerprint] = load_lexicons(Path(folder))
    return _LEXICONS[content.fingerprint]


def with_brute_force(snapshot: Snapshot) -> Snapshot:
    """Return the same content and the same lexicons with the brute-force engine."""
    engine = BruteForce(Documents(snapshot.library))
    return replace(snapshot, index=OpenIndex(engine, snapshot.lexicons))
