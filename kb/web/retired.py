"""Addresses of what is no longer in use: on to the successor, or gone for good."""

from collections.abc import Callable
from typing import Literal, NoReturn

from flask import abort, redirect

from kb.library import Library

Kind = Literal["concept", "role", "guide"]


def missing(library: Library, kind: Kind, id: str, path: Callable[[str], str]) -> NoReturn:
    """Answer for an *id* that the library does not have: 301 to its successor, 410, or 404."""
    retired = library.retired_id(kind, id)
    if retired is None:
        abort(404)
    if retired.replaced_by is None:
        abort(410)
    abort(redirect(path(retired.replaced_by), 301))
