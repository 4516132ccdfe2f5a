"""Files that their authors have not finished: until they are, what was sound before stays."""

from dataclasses import replace
from typing import TypeVar

from kb.reading.glossary import GlossaryFile
from kb.reading.guides import GuideFile
from kb.reading.roles import RoleFile

File = TypeVar("File", RoleFile, GuideFile, GlossaryFile)


def sound(now: File, before: object) -> File:
    """Return what to serve of a file that is read anew: what it held *before*, if it is torn now and was not.

    The problems are always those of now.
    """
    if not now.torn or not isinstance(before, type(now)) or before.torn:
        return now
    return replace(before, problems=now.problems)
