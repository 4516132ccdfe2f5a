"""Write a Whoosh index whole, or update its changed owners."""

import json
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb.search.documents import Documents
from kb.search.vocabulary import Spellings
from kb.search.whoosh import index
from kb.search.whoosh.fields import FIELDS, DocumentTerms
from kb.search.whoosh.segments import Records, Segment, Table, load_segment, read_table, remove_segment
from kb.storage import Report

_WHOOSH, _SEGMENTS, _OWNERS = "whoosh", "segments", "segments.json"
"""The folders of Whoosh and of segments, and the file that names the segment of each owner."""

_REPORT_EVERY = 5000
"""Documents between two lines of progress."""

_FANOUT_BITS = 2
"""Segments of one magnitude, each four times the one before, become one when there are as many of them."""


@dataclass(frozen=True)
class Written:
    """An index in a *folder*: its segments, and by owner the name of the one that has its documents."""

    folder: Path
    segments: tuple[Segment, ...]
    segment_of: Mapping[str, str]


def create(
    folder: Path, documents: Documents, counted: Callable[[Mapping[str, Spellings]], None], report: Report
) -> None:
    """Write the index of all *documents* into a *folder*; *counted* is told how their words are written."""
    terms, records = _gathered(documents, None, report)
    counted(terms.spellings())
    (folder / _WHOOSH).mkdir()
    (folder / _SEGMENTS).mkdir()
    index.create(folder / _WHOOSH, FIELDS)
    written = Written(folder, (), {})
    if len(terms):
        written = _added(written, terms, records, ())
    _save_owners(written)


def update(old: Written, folder: Path, documents: Documents, changed: Collection[str], report: Report) -> Written:
    """Write the index of *documents* into an empty *folder*; only the owners *changed* are new to the *old* one.

    Small segments are written anew together with what changed, so that there never are many of them.
    """
    _share(old.folder, folder)
    present = frozenset(documents.owners)
    segment_of = {
        owner: name for owner, name in old.segment_of.items() if owner in present and owner not in changed
    }
    fresh = {owner for owner in changed if owner in present}
    dropped = set(_superseded(old.segments, segment_of, len(fresh)))
    fresh.update(owner for owner, name in segment_of.items() if name in dropped)
    terms, records = _gathered(documents, fresh, report)
    kept = tuple(segment for segment in old.segments if segment.name not in dropped)
    written = Written(folder, kept, segment_of)
    if len(terms) or dropped:
        written = _added(written, terms, records, dropped)
    for name in dropped:
        remove_segment(name, folder / _SEGMENTS)
    _save_owners(written)
    return written


def copy(old: Written, folder: Path) -> Written:
    """Return the same index in a new *folder*, with the same files."""
    folder.mkdir(mode=0o700)
    _share(old.folder, folder)
    written = replace(old, folder=folder)
    _save_owners(written)
    return written


def _share(old: Path, folder: Path) -> None:
    # Neither Whoosh nor we ever write into a finished file, so both indexes may have them.
    for name in (_WHOOSH, _SEGMENTS):
        shutil.copytree(old / name, folder / name, copy_function=os.link, ignore=shutil.ignore_patterns("*LOCK"))


def load(folder: Path) -> Written:
    """Return the index that stands in *folder*."""
    segment_of: dict[str, str] = json.loads((folder / _OWNERS).read_text(encoding="utf-8"))
    reader = open_reader(folder)
    names = reader.segments
    reader.close()
    return Written(folder, tuple(load_segment(name, folder / _SEGMENTS) for name in names), segment_of)


def tables(written: Written) -> list[Table]:
    """Return the records of all documents of an index, segment by segment."""
    return [read_table(segment, written.folder / _SEGMENTS) for segment in written.segments]


def open_reader(folder: Path) -> index.Reader:
    """Return a reader of the postings of the index in *folder*."""
    return index.Reader(folder / _WHOOSH)


def _gathered(
    documents: Documents, owners: Collection[str] | None, report: Report
) -> tuple[DocumentTerms, Records]:
    terms, records = DocumentTerms(), Records()
    for number, (document, place) in enumerate(documents.by_hit(owners)):
        if number and number % _REPORT_EVERY == 0:
            report(f"Indexed {number} of them.")
        terms.add(document)
        records.add(document, place)
    return terms, records


def _added(written: Written, terms: DocumentTerms, records: Records, dropped: Collection[str]) -> Written:
    """Return *written* with a segment of the gathered terms, and without the segments *dropped*."""
    name = index.commit(written.folder / _WHOOSH, len(terms), terms.encoded(), dropped)
    if not len(terms):
        return written
    segment = records.save(name, terms.lengths, written.folder / _SEGMENTS)
    segment_of = {**written.segment_of, **dict.fromkeys(segment.owners, name)}
    return Written(written.folder, (*written.segments, segment), segment_of)


def _superseded(segments: Sequence[Segment], segment_of: Mapping[str, str], fresh: int) -> list[str]:
    """Return the segments that no owner needs, and the small ones that are due to be written anew together.

    The size of a segment is the number of owners that it still has, *fresh* that of the next one. Whenever there
    are as many of one magnitude or less as make the next magnitude, they become one: the work is shared out among
    the updates as in a log-structured merge tree (O'Neil and others, 1996).
    """
    owners = dict.fromkeys((segment.name for segment in segments), 0)
    for name in segment_of.values():
        owners[name] += 1
    # The first segment has what there was at the beginning, and is no small one.
    small = sorted((owners[segment.name], segment.name) for segment in segments[1:] if owners[segment.name])
    merged, total = 0, fresh
    while True:
        alike = [count for count, _ in small[merged:] if _magnitude(count) <= _magnitude(total)]
        if len(alike) < 2**_FANOUT_BITS - 1:
            break
        merged += len(alike)
        total += sum(alike)
    return [*(name for name, count in owners.items() if not count), *(name for _, name in small[:merged])]


def _magnitude(owners: int) -> int:
    return owners.bit_length() // _FANOUT_BITS


def _save_owners(written: Written) -> None:
    (written.folder / _OWNERS).write_text(json.dumps(dict(written.segment_of)), encoding="utf-8")
