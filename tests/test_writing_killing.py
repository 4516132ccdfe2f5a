"""A writer that is killed in the midst leaves the old file or the new one."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Write

TIMES = int(os.environ.get("KILLS", "20"))
"""How often: more in `make test-crash`."""

WRITER = """
import sys
from itertools import count
from pathlib import Path
from kb.writing.files import rewrite
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in count():
    rewrite(folder, "en/guard.md", lambda text: text[:1000] + f"{number:09}" + text[1009:])
"""
TEXT = "a" * 1000 + "0" * 9 + "b" * 200_000


@pytest.mark.parametrize("writers", [1, 3])
def test_whenever_a_writer_is_killed_the_file_is_whole(content: Write, folder: Path, writers: int) -> None:
    chance = random.Random(writers)
    file = content("en/guard.md", TEXT)
    file.chmod(0o600)
    for _ in range(TIMES // 2 // writers + 1):
        running = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE)
            for _ in range(writers)
        ]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.random() / 20)
        for process in running:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        text = file.read_text()

        assert (text[:1000], text[1009:]) == (TEXT[:1000], TEXT[1009:])
        assert text[1000:1009].isdigit()
        assert file.stat().st_mode & 0o777 == 0o600
        # At most one file beside it, which the next writer removes.
        assert len(list(file.parent.iterdir())) <= 2


COUNTER = """
import sys
from pathlib import Path
from kb.writing.files import rewrite
for _ in range(30):
    rewrite(Path(sys.argv[1]), "en/guard.md", lambda text: str(int(text) + 1))
"""


def test_writers_of_one_language_wait_for_each_other(content: Write, folder: Path) -> None:
    file = content("en/guard.md", "0")
    running = [subprocess.Popen([sys.executable, "-c", COUNTER, str(folder)]) for _ in range(3)]

    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert file.read_text() == "90"
    assert [path.name for path in file.parent.iterdir()] == ["guard.md"]
