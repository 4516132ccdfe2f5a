"""Commands that obey the permissions of files, also where the tests run as root."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

_AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def kb(
    *arguments: str,
    data: Path,
    before: Callable[[], None] | None = None,
    settings: Mapping[str, str] | None = None,
) -> "subprocess.CompletedProcess[str]":
    """Run `kb` with *arguments* and its data in *data*; *before* is called in the new process."""
    return subprocess.run(
        [*_AS_ANYBODY, sys.executable, "-m", "kb", *arguments],
        env={**os.environ, "KB_DATA": str(data), **(settings or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=before,
    )
