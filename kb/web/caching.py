"""Pages that say the same until the content changes: made once, and kept as long as their snapshot is served."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec
from weakref import ref

from flask import current_app, request

from kb.search.snapshot import Snapshot
from kb.web.context import snapshot

Parameters = ParamSpec("Parameters")

EXTENSION = "kb-pages"
MOST_PAGES = 500
"""Kept at once; the one made first goes first."""


class PageCache:
    """Pages by key, forgotten together when another snapshot is served."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        # Nobody is kept from letting go of a snapshot that is served no more.
        self._of: tuple[ref[Snapshot] | None, dict[Hashable, str]] = (None, {})

    def get(self, of: Snapshot, key: Hashable, make: Callable[[], str]) -> str:
        """Return the page of *key*, made now if it is not there.

        Two threads may make the same page at once; both are equal, and either may be kept.
        """
        snapshot, pages = self._of
        if snapshot is None or snapshot() is not of:
            pages = {}
            self._of = (ref(of), pages)
        page = pages.get(key)
        if page is None:
            page = make()
            if len(pages) >= self._most:
                pages.pop(next(iter(pages), None), None)
            pages[key] = page
        return page


def kept(view: Callable[Parameters, str]) -> Callable[Parameters, str]:
    """Keep what a *view* returns, which depends on nothing but the path."""

    @wraps(view)
    def keeping(*arguments: Parameters.args, **named: Parameters.kwargs) -> str:
        cache: PageCache = current_app.extensions[EXTENSION]
        return cache.get(snapshot(), request.path, lambda: view(*arguments, **named))

    return keeping
