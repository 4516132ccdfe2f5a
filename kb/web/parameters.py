"""What stands behind the question mark of an address, checked: a Query, roles, languages, numbers."""

import re
from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from kb.errors import UsageError
from kb.languages import DEFAULT, Language, find_language
from kb.search.answers import FACETS, MAXIMUM_LIMIT, MAXIMUM_QUERY_LENGTH, Filters, Query
from kb.search.snapshot import Snapshot
from kb.web.reader import gettext

Parameters = MultiDict[str, str]

_NUMBER = re.compile(r"([+-]?)0*([0-9]+)")
_MAXIMUM_OFFSET = 1_000_000


def read_query(parameters: Parameters, reader: Language, snapshot: Snapshot) -> Query:
    """Return the search that the *parameters* ask for; UsageError where they cannot be meant."""
    return Query(
        text=query_text(parameters),
        reader=reader.code,
        limit=number(parameters, "limit", default=10, least=1, most=MAXIMUM_LIMIT),
        offset=number(parameters, "offset", default=0, least=0, most=_MAXIMUM_OFFSET),
        filters=Filters(**{facet: _values(parameters, facet, snapshot) for facet in FACETS}),
        exact=parameters.get("exact") == "1",
    )


def query_text(parameters: Parameters) -> str:
    """Return the text that is searched for; UsageError where it is too long."""
    text = parameters.get("q", "")
    if len(text) > MAXIMUM_QUERY_LENGTH:
        raise UsageError(
            "query_too_long",
            gettext(
                "The query has %(length)d characters; use at most %(most)d.",
                length=len(text),
                most=MAXIMUM_QUERY_LENGTH,
            ),
        )
    return text


def number(parameters: Parameters, name: str, *, default: int, least: int, most: int) -> int:
    """Return a number, brought into its bounds; UsageError where it is none."""
    text = parameters.get(name, "").strip()
    if not text:
        return default
    match = _NUMBER.fullmatch(text)
    if not match:
        raise UsageError("malformed_number", gettext('"%(name)s" has to be a whole number.', name=name))
    # Nothing with so many digits is within the bounds, and Python refuses to read thousands of them.
    value = int(match[1] + match[2][:12])
    return max(least, min(most, value))


def named_language(parameters: Parameters, name: str, default: Language = DEFAULT) -> Language:
    """Return the language that the parameter *name* gives; UsageError where there is none of that code."""
    text = parameters.get(name, "")
    return _language(text) if text else default


def listed(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Return the values of a parameter that may be repeated or hold commas, each once."""
    values = (value.strip() for text in parameters.getlist(name) for value in text.split(","))
    return tuple(dict.fromkeys(value for value in values if value))


def listed_languages(parameters: Parameters, name: str) -> tuple[Language, ...]:
    """Return the languages in a list; UsageError where one of them does not exist."""
    return tuple(dict.fromkeys(_language(text) for text in listed(parameters, name)))


def _values(parameters: Parameters, facet: str, snapshot: Snapshot) -> tuple[str, ...]:
    given: Iterable[str] = (value for value in parameters.getlist(facet) if value)
    if facet == "language":
        given = (_language(value).code for value in given)
    values = tuple(dict.fromkeys(given))
    known = snapshot.facet_values(facet)
    unknown = next((value for value in values if value not in known), None)
    if unknown is not None:
        raise UsageError(
            "unknown_filter_value",
            gettext('"%(value)s" is not a value of the filter "%(filter)s".', value=unknown[:100], filter=facet),
        )
    return values


def _language(text: str) -> Language:
    found = find_language(text)
    if found is None:
        raise UsageError("unknown_language", gettext('There is no language "%(name)s".', name=text[:100]))
    return found
