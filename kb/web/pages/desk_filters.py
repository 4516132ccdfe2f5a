"""The filters of an aligned page: what its address asks for in, what else can be chosen out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kb.bitext.checker import RULES
from kb.bitext.states import STATES
from kb.errors import UsageError
from kb.languages import LANGUAGES, Language
from kb.model import SECTION_KINDS
from kb.web.pages.desk_rows import HEAD, Part
from kb.web.pages.desk_view import FINDINGS, OPEN, STATE_LABELS, RowView, Sheet
from kb.web.parameters import listed_languages
from kb.web.reader import gettext


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see: languages, rows in a state or with findings, of a *rule*, of a section."""

    shown: tuple[Language, ...]
    wanted: str
    rule: str
    section: str

    @property
    def is_filtered(self) -> bool:
        """Whether any rows are left out."""
        return bool(self.wanted or self.rule or self.section)

    def query(self, **changed: str) -> str:
        """Return the query string that asks for this with some things *changed*, with its question mark."""
        codes = "" if len(self.shown) == len(LANGUAGES) else ",".join(one.code for one in self.shown)
        values = {"with": codes, "show": self.wanted, "rule": self.rule, "section": self.section, **changed}
        text = urlencode({name: value for name, value in values.items() if value}, safe=",")
        return f"?{text}" if text else ""


@dataclass(frozen=True)
class Choice:
    """A filter that can be chosen, and where that leads."""

    label: str
    count: int
    path: str
    is_chosen: bool


@dataclass(frozen=True)
class Filters:
    """All that can be chosen on a page, and where nothing is."""

    asked: Asked
    states: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    sections: tuple[Choice, ...]
    languages: tuple[tuple[Language, bool, str | None], ...]
    all_path: str


def filters(asked: Asked, base: str, sheet: Sheet, parts: Sequence[Part], rows: Sequence[RowView]) -> Filters:
    """Return what can be chosen on the page at *base*; *rows* are all that stand on it."""
    return Filters(
        asked,
        tuple(_states(rows, sheet, asked, base)),
        tuple(_rules(sheet, asked, base)),
        tuple(_sections(parts, asked, base)) if len(parts) > 1 else (),
        tuple(_toggle(base, asked, one) for one in LANGUAGES),
        base + asked.query(show="", rule="", section=""),
    )


def read_asked(source: Language) -> Asked:
    """Return what the address of a page asks for; raises UsageError for unknown values."""
    wanted, rule, section = (request.args.get(name, "") for name in ("show", "rule", "section"))
    if wanted not in ("", OPEN, FINDINGS, *STATES):
        raise _unknown(wanted, "show")
    if rule not in ("", *RULES):
        raise _unknown(rule, "rule")
    if section not in ("", HEAD, *SECTION_KINDS):
        raise _unknown(section, "section")
    return Asked(_side_by_side(source, listed_languages(request.args, "with")), wanted, rule, section)


def _unknown(value: str, name: str) -> UsageError:
    message = gettext('"%(value)s" is not a value of the filter "%(filter)s".', value=value[:100], filter=name)
    return UsageError("unknown_filter_value", message)


def _side_by_side(source: Language, chosen: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return the columns, the source always first: with those chosen, at least one; all where none is."""
    wanted = set(chosen) | {source}
    if len(wanted) < 2:
        wanted = set(LANGUAGES)
    return tuple(sorted(wanted, key=lambda one: (one is not source, LANGUAGES.index(one))))


def _states(rows: Sequence[RowView], sheet: Sheet, asked: Asked, base: str) -> Iterator[Choice]:
    """Yield the filters by what waits that have any rows, after the one that shows all."""
    labels = {"": gettext("All"), OPEN: gettext("Open"), FINDINGS: gettext("Findings")}
    labels |= {state: gettext(label) for state, label in STATE_LABELS.items()}
    waiting = [state for state in STATES if state in sheet.waiting or state == asked.wanted]
    for wanted in ("", *waiting, FINDINGS, OPEN):
        # Title and summary are no clauses: "all" is what the heads of the columns count.
        counted = rows if wanted else [row for row in rows if not row.row.is_head]
        count = sum(row.has(wanted, "") for row in counted)
        if count or wanted in ("", "missing", asked.wanted):
            is_chosen = asked.wanted == wanted and not asked.rule
            yield Choice(labels[wanted], count, base + asked.query(show=wanted, rule=""), is_chosen)


def _rules(sheet: Sheet, asked: Asked, base: str) -> Iterator[Choice]:
    counts = {**({asked.rule: 0} if asked.rule else {}), **sheet.rules}
    for rule, count in sorted(counts.items()):
        yield Choice(rule, count, base + asked.query(show=FINDINGS, rule=rule), rule == asked.rule)


def _sections(parts: Sequence[Part], asked: Asked, base: str) -> Iterator[Choice]:
    for part in parts:
        is_chosen = part.id == asked.section
        yield Choice(part.heading, len(part.rows), base + asked.query(section=part.id), is_chosen)


def _toggle(base: str, asked: Asked, toggled: Language) -> tuple[Language, bool, str | None]:
    """Return a language, whether it is shown, and the address without or with it; None for what stays."""
    is_shown = toggled in asked.shown
    after = [one for one in LANGUAGES if (one in asked.shown) != (one is toggled)]
    is_kept = toggled is asked.shown[0] or len(after) < 2
    codes = ",".join(one.code for one in after)
    return toggled, is_shown, None if is_kept else base + asked.query(**{"with": codes})
