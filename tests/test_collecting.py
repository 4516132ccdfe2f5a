"""The collector rests and comes back."""

import gc
from contextlib import suppress

from kb.collecting import collecting_later


def test_the_collector_rests_meanwhile_and_goes_on_whatever_happens() -> None:
    with collecting_later():
        meanwhile = gc.isenabled()
    with suppress(KeyError), collecting_later():
        raise KeyError

    assert meanwhile is False
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collecting_later():
            pass
        afterwards = gc.isenabled()
    finally:
        gc.enable()

    assert afterwards is False
