"""How many requests a second a real `kb serve` answers while many readers keep their connections open.

    python -m bench.connections [--json] [--seconds 5] [--readers 8,64,128,256] [--idle 0]

Every reader has a connection of its own and asks for a role's page again as soon as it has been answered; --idle
others are connected and say nothing. A connection that is closed is opened again, and counted. A reader who is
still waiting when the time is up is counted, too.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from bench.load import serving
from bench.speed import percentiles
from kb.addresses import role_path
from kb.languages import DEFAULT
from kb.library import build_library
from kb.places import content_folder
from kb.reading.content import read_content

Report = dict[str, dict[str, float]]


@dataclass
class Counted:
    """What all readers together have seen."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    closed: int = 0
    never: int = 0


async def _read(port: int, path: str, until: float, counted: Counted) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    answers = 0
    while monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            counted.errors += 1
            await asyncio.sleep(0.05)
            continue
        try:
            while monotonic() < until:
                start = monotonic()
                writer.write(request)
                status = await asyncio.wait_for(_answer(reader), max(0.01, until - monotonic()))
                counted.times.append((monotonic() - start) * 1000)
                counted.errors += status != 200
                answers += 1
        except TimeoutError:
            counted.never += not answers
        except (OSError, asyncio.IncompleteReadError):
            counted.closed += 1
        finally:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
    await reader.readexactly(int(lines["content-length"]))
    return int(head.split()[1])


async def _idle(port: int, until: float) -> None:
    with suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(until - monotonic())
        writer.close()


async def _asked(port: int, path: str, readers: int, idle: int, seconds: float) -> dict[str, float]:
    until, counted = monotonic() + seconds, Counted()
    await asyncio.gather(
        *(_idle(port, until) for _ in range(idle)), *(_read(port, path, until, counted) for _ in range(readers))
    )
    found = percentiles(counted.times) if counted.times else {}
    return {
        "per_second": round(len(counted.times) / seconds, 1),
        **found,
        "errors": counted.errors,
        "closed": counted.closed,
        "unanswered": counted.never,
    }


def measure(content: Path, readers: Sequence[int], idle: int, seconds: float) -> Report:
    """Return requests a second and how long they took, by how many *readers* there are."""
    library = build_library(read_content(content))
    path = role_path(DEFAULT.code, library.roles[0].id)
    report: Report = {}
    with tempfile.TemporaryDirectory() as folder, serving(content, Path(folder), "off") as port:
        asyncio.run(_asked(port, path, 8, 0, 1.0))
        for number in readers:
            report[str(number)] = asyncio.run(_asked(port, path, number, idle, seconds))
    return report


def table(report: Report) -> str:
    """Return *report* as people read it."""
    names = ("per_second", "p50", "p95", "errors", "closed", "unanswered")
    lines = [f"{'readers':>8}" + "".join(f"{name:>12}" for name in names)]
    for readers, found in report.items():
        lines.append(f"{readers:>8}" + "".join(f"{found.get(name, 0):>12.1f}" for name in names))
    return "\n".join(lines)


def main() -> None:
    """Measure the shipped content."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", action="store_true")
    options.add_argument("--seconds", type=float, default=5.0)
    options.add_argument("--readers", default="8,64,128,256")
    options.add_argument("--idle", type=int, default=0)
    asked: Any = options.parse_args()
    report = measure(content_folder(), [int(each) for each in asked.readers.split(",")], asked.idle, asked.seconds)
    print(json.dumps(report, indent=1) if asked.json else table(report))


if __name__ == "__main__":
    main()
