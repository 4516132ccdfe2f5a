"""Running `kb serve` as a user does: a real process, a real port, and what it says."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """A server that answers at *url*; *process* writes to *log*."""

    url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def get(self, path: str) -> str:
        """Return the body at *path*."""
        with urllib.request.urlopen(self.url + path, timeout=30) as response:
            body: bytes = response.read()
        return body.decode()

    def json(self, path: str) -> Any:
        """Return the JSON at *path*."""
        return json.loads(self.get(path))


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Iterator[Running]:
    """Run *command* with `serve` in *folder*, wait until it is healthy, and end it afterwards."""
    port, log = free_port(), folder / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port)],
            cwd=folder,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("KB_")},
                "KB_MEANING": "off",
                **settings,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Running(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(running)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(running: Running) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.process.poll() is None:
        try:
            running.get("/healthz")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not come up:\n{running.log.read_text()}")
