"""The garbage collector, kept away where millions of values are made that hold no cycles and live long."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Let the collector rest meanwhile: it would look through everything made so far, again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def leave_for_good() -> None:
    """Have the collector pass over everything that there is now; what nobody refers to is let go all the same."""
    gc.freeze()
