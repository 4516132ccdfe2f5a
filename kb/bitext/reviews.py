"""`content/<language>/reviews.csv`: which wording was last checked, by whom, against which text of the source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from kb.bitext.fingerprints import plain
from kb.bitext.tables import Table, as_line, is_moment, now, parse_table, read_table, table_text
from kb.bitext.units import Text, Unit
from kb.errors import Place, Problem
from kb.writing.files import rewrite

FILE_NAME = "reviews.csv"
COLUMNS = ("unit", "source", "checked", "fingerprint", "by", "on", "minor")


@dataclass(frozen=True)
class Review:
    """One check of a unit: *checked* is the text of the *source* language it was held against.

    *fingerprint* is that of the wording; *minor* that of a later source text which means the same, or empty.
    """

    unit: str
    source: str
    checked: str
    fingerprint: str
    by: str
    on: str
    minor: str = ""


@dataclass(frozen=True)
class Reviews:
    """The reviews of one language by unit, the newest of each, and what else stands in their file."""

    language: str
    found: Mapping[str, Review]
    others: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, Place] | None = None

    def get(self, unit: str) -> Review | None:
        """Return the newest review of a unit, or None where nobody made one."""
        return self.found.get(unit)


def read_reviews(folder: Path, language: str) -> Reviews:
    """Read the reviews of *language* in the content *folder*."""
    return _of(language, read_table(folder / language / FILE_NAME, _shown(folder, language), COLUMNS))


def change_reviews(folder: Path, language: str, change: Callable[[Reviews], Mapping[str, Review]]) -> None:
    """Add to the reviews of *language* what *change* makes of them; other writers of the language wait.

    Raises WritingError where their file cannot be read or written: nothing in it is lost.
    """

    def changed(text: str) -> str:
        reviews = _of(language, parse_table(text, _shown(folder, language), COLUMNS))
        new = change(reviews)
        rows = (astuple(review) for review in {**reviews.found, **new}.values())
        return table_text(COLUMNS, rows, reviews.others) if new else text

    rewrite(folder, f"{language}/{FILE_NAME}", changed, create=True)


def _shown(folder: Path, language: str) -> str:
    return f"{folder.name}/{language}/{FILE_NAME}"


def _of(language: str, table: Table) -> Reviews:
    found: dict[str, Review] = {}
    places: dict[str, Place] = {}
    others, problems = list(table.others), list(table.problems)
    for number, row in table.rows:
        review = Review(*row)
        if not is_moment(review.on):
            others.append(as_line(row))
            message = f"“{review.on}” is no date; write it as 2026-03-31"
            problems.append(Problem(Place(table.path, number), "unknown-row", message, "warning"))
        elif review.unit not in found or _age(found[review.unit]) <= _age(review):
            found[review.unit] = review
            places[review.unit] = Place(table.path, number)
    return Reviews(language, found, tuple(others), tuple(problems), places)


def unknown_units(reviews: Reviews, units: Iterable[Unit]) -> tuple[Problem, ...]:
    """Return a note for each review of a unit that is no more; the review is kept."""
    known = {unit.id for unit in units}
    places = reviews.places or {}
    return tuple(
        Problem(
            places[id],
            "review-of-nothing",
            f"there is no {id} in the content; remove the row if it is gone for good",
            "note",
        )
        for id in reviews.found
        if id not in known
    )


def reviewed(unit: Unit, text: Text, by: str) -> Review:
    """Return the review of a wording as it stands, held against the source as it stands."""
    source = unit.source_text or text
    return Review(unit.id, source.language, plain(source.text), text.fingerprint, by, now())


def _age(review: Review) -> tuple[str, ...]:
    # A date alone is the end of its day: whoever wrote it by hand knew of what was recorded before.
    on = review.on if len(review.on) > len("2026-03-01") else f"{review.on}T24"
    return (on, review.fingerprint, review.checked, review.minor)
