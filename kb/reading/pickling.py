"""What was read from a file to bytes, and back: the bytes can make no other objects than those of what is read."""

import hashlib
import io
import pickle
import sys
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any, get_args

import markdown
import nh3
import ruamel.yaml

import kb
from kb.errors import Place
from kb.model import Wording
from kb.reading.files import ParsedFile
from kb.reading.sharing import shared_span

ROOMS = ("addresses", "errors", "languages", "glossaries", "model", "reading")
"""The rooms whose code decides what a file is parsed into."""

_MODULES = ("kb.errors", "kb.glossaries", "kb.model", "kb.reading.")
_DAMAGE = (pickle.UnpicklingError, ArithmeticError, AttributeError, EOFError, LookupError, TypeError, ValueError)


def pickled(file: ParsedFile) -> bytes:
    """Return *file* as bytes for `unpickled`."""
    written = io.BytesIO()
    _Pickler(written, protocol=5).dump(file)
    return written.getvalue()


def unpickled(content: bytes | memoryview) -> ParsedFile | None:
    """Return what was pickled, or None where it is nothing that was read from a file."""
    try:
        file = _Unpickler(io.BytesIO(content)).load()
    except _DAMAGE:
        return None
    return file if isinstance(file, get_args(ParsedFile)) else None


class _Pickler(pickle.Pickler):
    """Writes a dataclass as a call with its values: frozen ones with slots are slow to make in another way."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        made: Any = type(value)
        # The names of what the class is called with, in that order.
        return made, tuple([getattr(value, name) for name in made.__match_args__])


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        found = getattr(sys.modules.get(module), name, None) if module.startswith(_MODULES) else None
        if not isinstance(found, type) or not is_dataclass(found) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is not what a file is read into")
        return _wording if found is Wording else found


def _wording(
    id: str,
    kind: str,
    role: str,
    language: str,
    text: str,
    html: str,
    place: Place,
    span: tuple[int, int],
    last_line: int,
    *others: Any,
) -> Wording:
    """Make a wording that shares with those of other files what it shares when it is read."""
    return Wording(
        intern(id), intern(kind), role, language, text, html, place, shared_span(span), last_line, *others
    )


@cache
def schema() -> str:
    """Return what is another text whenever the same bytes of a file might be parsed into something else."""
    nh3_version: str = nh3.__version__  # type: ignore[attr-defined]  # its stubs leave it out
    packages = (markdown.__version__, nh3_version, ruamel.yaml.__version__, sys.version)
    digest = hashlib.sha256("\n".join(packages).encode())
    package = Path(kb.__file__).parent
    for room in ROOMS:
        for module in sorted((package / f"{room}.py", *(package / room).rglob("*.py"))):
            if module.is_file():
                digest.update(f"{module.relative_to(package)}\n".encode() + module.read_bytes())
    return digest.hexdigest()
