"""The files of a data folder, and the place of each kind among them.

A link is never followed, and what cannot be read or belongs nowhere is a problem.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from programme.problems import Place, Problem, shortened
from programme.records.schemas import Schema

# Folders of the data folder that hold no records.
NOT_RECORDS = ("schemas",)
_DEEPEST = 5
_LONGEST = 60


def find_files(folder: Path, shown: str, problems: list[Problem]) -> list[tuple[str, Path]]:
    """Return the files of a folder and of those in it, as (path inside the folder, path), in order."""
    found = _walk(str(folder), "", 1, shown, problems)
    return [(name, Path(path)) for name, path in sorted(found)]


def _walk(folder: str, above: str, depth: int, shown: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(folder) as entries:
            inside = list(entries)
    except OSError as error:
        problems.append(unreadable(shown_as(shown, above.rstrip("/")), error))
        return
    for entry in inside:
        name = above + entry.name
        if entry.name.startswith(".") or (depth == 1 and entry.name in NOT_RECORDS):
            continue
        if depth < _DEEPEST and entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{name}/", depth + 1, shown, problems)
        else:
            yield name, entry.path


def shown_as(shown: str, name: str) -> str:
    """Return a path as messages give it; bytes that are no text, which a name may hold, are spelt out."""
    path = f"{shown.rstrip('/')}/{name}" if name else shown
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def kind_of(name: str, schemas: Mapping[str, Schema]) -> Schema | None:
    """Return the schema of the records that are kept under this name, or None."""
    head, _, tail = name.rpartition("/")
    places = (name, f"{head}/*.yaml" if head and tail.endswith(".yaml") else name)
    return next((schema for schema in schemas.values() if schema.path in places), None)


def misplaced(path: Path, name: str, shown: str, schemas: Mapping[str, Schema]) -> Problem:
    """Return the problem of a file that belongs nowhere. `name` is its path inside the data folder."""
    if path.is_symlink() or path.is_dir():
        what = "a link to somewhere else" if path.is_symlink() else "a folder too deep inside others"
        return Problem(
            code="not-a-file",
            place=Place(shown_as(shown, name)),
            message=f"This is {what}, and not an ordinary file.",
            action="Put the file itself where it belongs, or remove this.",
        )
    paths = sorted(schema.path.replace("*", "<id>") for schema in schemas.values())
    bare = name.strip()
    fix = bare.rpartition(".")[0] + ".yaml" if bare.lower().endswith((".yml", ".yaml")) else ""
    return Problem(
        code="misplaced-file",
        place=Place(shown_as(shown, name)),
        message="No kind of record is kept under this name.",
        expected="one of: " + ", ".join(paths),
        found=_quoted(shown_as("", name).lstrip("/")),
        action=f"Rename it to {fix}."
        if kind_of(fix, schemas)
        else "Move the file to one of these places, or remove it.",
    )


def _quoted(name: str) -> str:
    """Return a file's name in quotation marks, in which a space at its end is seen."""
    line = re.sub(r"\s", " ", name)
    return f"“{line if len(line) <= _LONGEST else shortened(line, _LONGEST)}”"


def unreadable(shown: str, error: OSError) -> Problem:
    """Return the problem of a folder that may not be entered, or of which the system says otherwise that it cannot."""
    return Problem(
        code="unreadable-folder",
        place=Place(shown),
        message=f"The folder cannot be read: {error.strerror or 'unknown reason'}.",
        action="Check that you are allowed to read it.",
    )
