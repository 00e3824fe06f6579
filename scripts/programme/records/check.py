"""Checking a data folder: schemas, text, shape and the judgement of frictionless, in one call.

Gives typed values and problems. What records mean, and the rules between them, are the catalogue's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from programme.problems import Place, Problem
from programme.records.files import unreadable
from programme.records.judge import Typed, judge
from programme.records.rows import Row, Table, Tables
from programme.records.schemas import Schema, load_schemas
from programme.records.tables import read_tables
from programme.records.vocabularies import missing_vocabularies

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data"
_OWN = ("schemas", "codelists")
# What a schema file with a mistake in it raises.
_BROKEN = (OSError, KeyError, ValueError, TypeError, AttributeError, yaml.YAMLError)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read from a folder: schemas, vocabularies, tables, typed values, and every problem so far.

    `shown` is how the folder is called in messages, without a slash at its end.
    """

    schemas: Mapping[str, Schema]
    codelists: Mapping[str, tuple[str, ...]]
    tables: Tables
    typed: Typed
    problems: tuple[Problem, ...]
    shown: str = ""


def check_folder(folder: Path, *, shown: str = "", only: Collection[str] = ()) -> Checked:
    """Check every record of a data folder, or those of the kinds in `only`. Nothing is raised for anything wrong in it.

    A folder without its own `schemas` or `codelists` is checked against the project's.
    """
    try:
        if not folder.is_dir():
            return _unchecked(_no_folder(shown or str(folder)))
        missing = [name for name in _OWN if not (folder / name).is_dir()]
    except OSError as error:
        return _unchecked(unreadable(shown or str(folder), error))
    try:
        schemas = load_schemas((DATA if "schemas" in missing else folder) / "schemas")
        _refuse_other_kinds(schemas)
    except _BROKEN as error:
        if "schemas" in missing or folder.resolve() == DATA:
            raise  # the project's own schemas are code, and a developer broke them
        return _unchecked(_bad_schema(shown or str(folder), error))
    tables = read_tables(folder, schemas, shown=shown, only=only)
    if "codelists" in missing:
        own = read_tables(DATA, {"term": schemas["term"]}, shown="data")
        tables.tables["term"].rows += own.tables["term"].rows
    codelists = _codelists(tables.tables["term"])
    typed, problems = judge(tables, codelists)
    problems += _repeated_terms(tables.tables["term"])
    problems += missing_vocabularies(schemas, codelists, tables, shown or str(folder))
    return Checked(schemas, codelists, tables, typed, (*tables.problems, *problems), (shown or str(folder)).rstrip("/"))


def _refuse_other_kinds(schemas: Mapping[str, Schema]) -> None:
    """Raise KeyError when a folder's own schemas are not those of the kinds that the records are built from."""
    known = {path.stem for path in (DATA / "schemas").glob("*.yaml")} - {"kinds"}
    if known != schemas.keys():
        raise KeyError(*known.symmetric_difference(schemas))


def _unchecked(problem: Problem) -> Checked:
    """Return a check that could not begin, with the reason."""
    return Checked(load_schemas(DATA / "schemas"), {}, Tables({}), {}, (problem,))


def _bad_schema(shown: str, error: Exception) -> Problem:
    return Problem(
        code="bad-schema",
        place=Place(f"{shown.rstrip('/')}/schemas"),
        message=f"The schemas in this folder cannot be read ({type(error).__name__}).",
        action="Remove the folder to use the project's schemas, or ask the maintainers.",
    )


def _no_folder(shown: str) -> Problem:
    return Problem(
        code="no-folder",
        place=Place(shown),
        message="There is no such folder.",
        action="Give the path of a data folder, or leave it out to check data/.",
    )


def codelist_of(row: Row) -> str:
    """Return the name of the vocabulary to which a term's row belongs: its file's name."""
    return Path(row.document.path).stem


def _codelists(table: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in table.rows:
        if "id" in row.cells:
            found.setdefault(codelist_of(row), []).append(row.cells["id"].text)
    return {name: tuple(words) for name, words in found.items()}


def _repeated_terms(table: Table) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Row] = {}
    for row in table.rows:
        if "id" not in row.cells:
            continue
        key = (codelist_of(row), row.cells["id"].text)
        if key in seen:
            yield row.problem(
                "duplicate",
                row.cells["id"],
                f"The id “{key[1]}” is used twice.",
                found=f"The other is in {row.document.path}, line {seen[key].node.line}.",
                action="Give one of them another id.",
            )
        seen.setdefault(key, row)
