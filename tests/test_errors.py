import errno
import os

import pytest

from kb.errors import reason_of


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "No space left on device"),
        (OSError("16384 requested and 512 written"), "16384 requested and 512 written"),
        (OSError(), "OSError"),
        (BrokenPipeError(), "BrokenPipeError"),
    ],
)
def test_an_error_always_has_a_reason(error: OSError, reason: str) -> None:
    assert reason_of(error) == reason
