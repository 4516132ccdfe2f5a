"""A folder of content files at scale: O*NET's tasks as they are, or recombined in three languages.

    python -m bench.folders onet-tasks.tsv FOLDER [--clauses 300000]

Without a number of clauses there is a role for each occupation, in English, with its tasks as duties.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench.corpora import scaled_library
from kb.languages import DEFAULT, language
from kb.model import RoleVersion, Section
from kb.places import content_folder
from kb.reading.content import read_content


def write_onet(tasks: Path, folder: Path) -> None:
    """Write a role file for each occupation of *tasks*; equal tasks have one id."""
    ids: dict[str, str] = {}
    duties: dict[tuple[str, str], list[str]] = {}
    for line in tasks.read_text(encoding="utf-8").splitlines()[1:]:
        occupation, title, task = line.split("\t")
        id = ids.setdefault(task, f"task-{len(ids):05}")
        duties.setdefault((occupation, title), []).append(f"{task} {{#{id}}}")
    for (occupation, title), clauses in duties.items():
        name = f"o-{occupation.replace('.', '-')}.md"
        _write(folder / DEFAULT.code / name, title, {language(DEFAULT.code).heading("duties"): clauses})


def write_scaled(tasks: Path, folder: Path, clauses: int) -> None:
    """Write the roles of `scaled_library`, with the shipped ones among them, without their prose."""
    library = scaled_library(read_content(content_folder()), tasks, clauses)
    for role in library.roles:
        for version in role.versions:
            _write(folder / version.language / f"{role.id}.md", version.title, _sections(version))


def _sections(version: RoleVersion) -> dict[str, list[str]]:
    return {f"{section.kind} {{#{section.kind}}}": _clauses(section) for section in version.sections}


def _clauses(section: Section) -> list[str]:
    return [f"{wording.text} {{#{wording.id}}}" for wording in section.wordings]


def _write(file: Path, title: str, sections: dict[str, list[str]]) -> None:
    lines = ["---", f"title: '{title.replace(chr(39), chr(39) * 2)}'", "---"]
    for heading, clauses in sections.items():
        lines += ["", f"## {heading}", "", *_numbered(clauses)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join((*lines, "")), encoding="utf-8")


def _numbered(clauses: Iterable[str]) -> list[str]:
    return [f"{number}. {clause}" for number, clause in enumerate(clauses, start=1)]


def main() -> None:
    """Write the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tasks", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clauses", type=int)
    arguments = parser.parse_args()
    if arguments.clauses:
        write_scaled(arguments.tasks, arguments.folder, arguments.clauses)
    else:
        write_onet(arguments.tasks, arguments.folder)


if __name__ == "__main__":
    main()
