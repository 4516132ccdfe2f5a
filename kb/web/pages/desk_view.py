"""A row of the desk as a page shows it: states, differences, findings and nearest translations of each text."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from kb.bitext.checks.rules import Finding
from kb.bitext.differences import Piece
from kb.bitext.memory import Match
from kb.bitext.states import State, UnitState
from kb.errors import Place
from kb.interface.catalogues import translatable
from kb.languages import Language
from kb.web.desks import OpenDesk
from kb.web.pages.desk_rows import Part, Row
from kb.web.pages.parts import Text
from kb.web.reader import gettext

STATE_LABELS: Mapping[State, str] = {
    "missing": translatable("Missing"),
    "unreviewed": translatable("Unreviewed"),
    "stale": translatable("Stale"),
    "edited": translatable("Edited"),
    "current": translatable("Current"),
}
STATE_EXPLANATIONS: Mapping[State, str] = {
    "missing": translatable("There is no wording yet."),
    "unreviewed": translatable("Nobody recorded that this was checked against its source."),
    "stale": translatable("The source has changed since this was checked."),
    "edited": translatable("This has changed since it was checked."),
    "current": translatable("Checked, and nothing has changed since."),
}
FINDINGS = "findings"
OPEN = "open"
"""What is looked for beside states: whatever has findings, whatever waits for somebody."""


@dataclass(frozen=True)
class StateView:
    """The state of a unit; *item* is its number where it is an item nested in a clause."""

    state: State
    label: str
    explanation: str
    item: int | None
    difference: tuple[Piece, ...]
    checked: str
    """Who checked it and when, or nothing."""


@dataclass(frozen=True)
class FindingView:
    """Something that a rule found: *message* is in English, *accepting* the command that accepts it."""

    rule: str
    severity: str
    message: str
    accepting: str


@dataclass(frozen=True)
class Cell:
    """A text of a row, None where it is missing, and what waits there; *place* is its file and line."""

    language: Language
    text: Text | None
    is_local: bool
    states: tuple[StateView, ...]
    findings: tuple[FindingView, ...]
    nearest: tuple[Match, ...]
    place: str
    line: int
    edit_url: str | None
    waiting: frozenset[State]

    @property
    def told(self) -> Iterator[StateView]:
        """The states that call for somebody; that the whole is missing is seen."""
        return (one for one in self.states if one.state in self.waiting and (one.state != "missing" or one.item))

    @property
    def is_current(self) -> bool:
        """Whether it was checked, and nothing has changed since in any part of it."""
        return bool(self.states) and all(one.state == "current" for one in self.states)

    @property
    def is_open(self) -> bool:
        """Whether anything in it waits for a translator."""
        return bool(self.findings) or any(one.state in self.waiting for one in self.states)

    def has(self, wanted: str, rule: str) -> bool:
        """Tell whether it is what is looked for: a state, FINDINGS or OPEN, and a *rule* if one is named."""
        if rule and all(found.rule != rule for found in self.findings):
            return False
        if wanted == FINDINGS:
            return bool(self.findings)
        if wanted == OPEN:
            return self.is_open
        return not wanted or any(one.state == wanted for one in self.states)


@dataclass(frozen=True)
class RowView:
    """A row with its cells in the order of the columns."""

    row: Row
    cells: tuple[Cell, ...]

    def has(self, wanted: str, rule: str) -> bool:
        """Tell whether any cell is what is looked for."""
        return any(cell.has(wanted, rule) for cell in self.cells)

    @property
    def is_open(self) -> bool:
        """Whether anything in it waits for a translator."""
        return any(cell.is_open for cell in self.cells)


@dataclass(frozen=True)
class PartView:
    """A part with its rows, or some of them."""

    part: Part
    rows: tuple[RowView, ...]


class Sheet:
    """Everything about one owner that its page on the desk shows; made for one request."""

    def __init__(self, owner: str, open_desk: OpenDesk, shown: Sequence[Language], edit_url: str) -> None:
        self._open = open_desk
        self._owner = owner
        self._shown = shown
        self._edit_url = edit_url
        self._states = {
            one.code: {each.unit.id: each for each in open_desk.states(owner, one.code)} for one in shown
        }
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        for found in open_desk.findings(owner):
            if found.language in self._states:
                self._findings.setdefault((found.unit, found.language), []).append(found)

    def counts(self, code: str) -> Mapping[State, int]:
        """Return how many units of a language are in each state, those that there are."""
        return self._open.counts(self._owner, code)

    def finding_count(self, code: str) -> int:
        """Return how many findings a language has."""
        return sum(len(found) for (_, language), found in self._findings.items() if language == code)

    @property
    def waiting(self) -> frozenset[State]:
        """The states that call for somebody in any of the languages."""
        return frozenset().union(*(self._open.waiting_states(one.code) for one in self._shown))

    @property
    def rules(self) -> Mapping[str, int]:
        """The rules that found anything, with how often, in the order of their names."""
        found = Counter(one.rule.id for several in self._findings.values() for one in several)
        return dict(sorted(found.items()))

    def views(self, parts: Iterable[Part]) -> tuple[PartView, ...]:
        """Return the rows of *parts* with what waits in each language."""
        return tuple(PartView(part, tuple(map(self._row, part.rows))) for part in parts)

    def _row(self, row: Row) -> RowView:
        return RowView(row, tuple(self._cell(row, one) for one in self._shown))

    def _cell(self, row: Row, language: Language) -> Cell:
        code, known = language.code, self._states[language.code]
        states = [known[unit.id] for unit in row.units if unit.id in known]
        place = next((text.place for unit in row.units if (text := unit.text(code))), None)
        missing = next((one.unit for one in states if one.state == "missing"), None)
        return Cell(
            language,
            row.texts.get(code),
            not states and code not in row.texts,
            tuple(map(_state, states)),
            tuple(_finding(found) for unit in row.units for found in self._findings.get((unit.id, code), ())),
            self._open.nearest(missing, code) if missing else (),
            str(place or ""),
            place.line if place else 0,
            self._address(place) if place and self._edit_url else None,
            self._open.waiting_states(code),
        )

    def _address(self, place: Place) -> str:
        return self._edit_url.replace("{path}", quote(place.path)).replace("{line}", str(place.line))


def filtered(parts: Iterable[PartView], wanted: str, rule: str, section: str) -> Iterator[PartView]:
    """Yield the parts with the rows in which some cell is what is looked for; headings stay above such rows."""
    for one in parts:
        if section in ("", one.part.id):
            rows = tuple(_with_headings(one.rows, lambda row: row.has(wanted, rule)))
            if rows:
                yield PartView(one.part, rows)


def _with_headings(rows: Iterable[RowView], is_wanted: Callable[[RowView], bool]) -> Iterator[RowView]:
    heading: RowView | None = None
    for view in rows:
        if view.row.is_heading:
            heading = view
        if is_wanted(view):
            if heading is not None and heading is not view:
                yield heading
            heading = None
            yield view


def _state(found: UnitState) -> StateView:
    _, _, item = found.unit.id.rpartition("/")
    review = found.review
    return StateView(
        found.state,
        gettext(STATE_LABELS[found.state]),
        gettext(STATE_EXPLANATIONS[found.state]),
        int(item) if found.unit.is_nested and item.isdecimal() else None,
        found.difference,
        f"{review.by}, {review.on[:10]}" if review and review.by else review.on[:10] if review else "",
    )


def _finding(found: Finding) -> FindingView:
    command = f'kb check --accept {found.unit} --rule {found.rule.id} --language {found.language} --reason "…"'
    return FindingView(found.rule.id, found.severity, found.message, command)
