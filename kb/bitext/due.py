"""When the description of a role has to be looked through again: by its own revision term."""

from collections.abc import Iterable, Iterator
from datetime import date

from kb.bitext.checker import Checker
from kb.model import Role

USUAL_YEARS = 5
"""The term where the role states none."""
_SECTION = "revision"


def review_due(role: Role, checker: Checker) -> str | None:
    """Return the day by which a *role* is to be reviewed, None where nobody said when it last was.

    The term is the number of years that a clause on its revision states, five where none does.
    """
    if role.reviewed is None:
        return None
    return _years_after(date.fromisoformat(role.reviewed), _term(role, checker)).isoformat()


def overdue(roles: Iterable[Role], checker: Checker, today: str) -> Iterator[tuple[Role, str]]:
    """Yield the *roles* whose review was due before *today*, each with the day."""
    for role in roles:
        due = review_due(role, checker)
        if due is not None and due < today:
            yield role, due


def _term(role: Role, checker: Checker) -> int:
    section = role.section(_SECTION)
    for clause in section.clauses if section else ():
        wording = clause.wording(role.source)
        if wording is None:
            continue
        for quantity in checker.quantities(wording.text, role.source):
            if quantity.unit == "year" and quantity.value >= 1 and not quantity.is_optional:
                return int(quantity.value)
    return USUAL_YEARS


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # There is a 29th of February every fourth year only.
        return day.replace(year=day.year + years, day=28)
