"""Two or three roles compared, as the JSON object of the API and as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from kb.interface.labels import education_label, role_experience, role_title
from kb.languages import Language
from kb.library import Library, SharedClauses
from kb.model import Concept, Role
from kb.web.api.content import requires_json
from kb.web.reader import gettext

Json = dict[str, Any]

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a cell begins with that spreadsheets take for a formula, in letters of East Asia, too."""


def comparison_json(roles: Sequence[Role], library: Library, reader: Language) -> Json:
    """Return what *roles* share and what each has alone; what two of three have is shared by those two."""
    return {
        "language": reader.code,
        "roles": [
            {"id": role.id, "title": role_title(role, reader), "requires": requires_json(role, reader)}
            for role in roles
        ],
        "sections": [_section_json(compared, roles, reader) for compared in library.compare(roles)],
    }


def comparison_csv(roles: Sequence[Role], library: Library, reader: Language) -> str:
    """Return the comparison as CSV: a row for each clause, a column for each role."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_safe(["", "id", *(role_title(role, reader) for role in roles)]))
    writer.writerows(_safe(row) for row in _asked(roles, reader))
    for compared in library.compare(roles):
        for concept in _concepts(compared):
            wordings = _wordings(concept, roles, reader)
            texts = [wordings.get(role.id, {}).get("text", "") for role in roles]
            writer.writerow(_safe([reader.heading(compared.kind), concept.id, *texts]))
    return written.getvalue()


def _section_json(compared: SharedClauses, roles: Sequence[Role], reader: Language) -> Json:
    by_id = {role.id: role for role in roles}
    return {
        "kind": compared.kind,
        "title": reader.heading(compared.kind),
        "shared": [
            {"id": concept.id, "wordings": _wordings(concept, roles, reader)}
            for concept in (*compared.shared, *compared.partly)
        ],
        "only": {
            id: [{"id": concept.id, **_wordings(concept, [by_id[id]], reader)[id]} for concept in concepts]
            for id, concepts in compared.only
        },
    }


def _wordings(concept: Concept, roles: Sequence[Role], reader: Language) -> dict[str, dict[str, str]]:
    """Return the best wording for the reader of each role that has the concept, by role."""
    clauses = {clause.role: clause for clause in concept.clauses}
    best = {role.id: role.best_wording(clauses[role.id], reader.code) for role in roles if role.id in clauses}
    return {id: {"language": wording.language, "text": wording.text} for id, wording in best.items()}


def _concepts(compared: SharedClauses) -> Iterator[Concept]:
    yield from (*compared.shared, *compared.partly)
    for _, concepts in compared.only:
        yield from concepts


def _asked(roles: Sequence[Role], reader: Language) -> Iterator[list[str]]:
    yield [gettext("Education"), "", *(education_label(role.education, reader) or "" for role in roles)]
    yield [gettext("Experience"), "", *(role_experience(role, reader) or "" for role in roles)]
    yield ["ISCO-08", "", *(role.isco or "" for role in roles)]


def _safe(row: Sequence[str]) -> list[str]:
    """Return the cells of a *row*, none of which a spreadsheet takes for a formula."""
    return [f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) else cell for cell in row]
