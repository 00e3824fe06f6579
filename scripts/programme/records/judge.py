"""The judgement of frictionless over the tables, in the words of an editor.

One Data Package of header-first rows is validated in one pass, which also yields the typed values.
Whatever frictionless trips over becomes a problem of the cell that caused it, never a crash.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from frictionless import Package, system
from frictionless.formats import InlinePlugin

from programme.problems import Problem
from programme.records.batches import Batch, batches_of, ids_of, text_of
from programme.records.columns import schema_of
from programme.records.rows import EVERY, Row, Table, Tables
from programme.records.schemas import Field
from programme.records.wording import dangling, not_in_vocabulary, not_valid, repeated
from programme.records.written import ill_written, taken_out

Values = dict[str, Any]
Typed = dict[str, list[Values]]


def judge(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> tuple[Typed, list[Problem]]:
    """Return the typed values of every table, row by row, and every problem with a value."""
    written = [problem for table in tables.tables.values() for problem in (*ill_written(table), *_twice(table))]
    with _rows_alone():
        typed, problems = _guarded(tables, codelists)
    return typed, written + problems


@contextmanager
def _rows_alone() -> Iterator[None]:
    """Let frictionless know of nothing but rows in memory, which our tables are.

    What else it can open (files, archives, addresses, whatever is installed under a name like its own) takes longer
    to load than all records to judge.
    """
    known = vars(system)  # what it works out once, and keeps
    before: dict[str, Any] = {name: known.pop(name) for name in ("plugins", "methods") if name in known}
    known["plugins"] = OrderedDict(inline=InlinePlugin())
    try:
        yield
    finally:
        known.pop("methods", None)
        known.pop("plugins")
        known |= before


def _guarded(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> tuple[Typed, list[Problem]]:
    try:
        return _judged(tables, codelists)
    except Exception:
        # Frictionless crashes on some values. Find them, tell the editor, and judge what is left.
        blamed = [problem for table in tables.tables.values() for problem in _take_out(table, codelists)]
        if not blamed:
            raise
        typed, problems = _judged(tables, codelists)
        return typed, blamed + problems


def _judged(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> tuple[Typed, list[Problem]]:
    typed: Typed = {name: [{} for _ in table.rows] for name, table in tables.tables.items()}
    problems: list[Problem] = []
    batches = batches_of(tables, codelists)
    targets = [ids_of(name, tables) for name in sorted({one for batch in batches for one in batch.targets})]
    package = Package(resources=[*(batch.resource() for batch in batches), *targets])
    for resource, batch in zip(package.resources, batches, strict=False):
        values, errors = _validated(resource)
        found = {id(row): one for one, alike in zip(values, batch.alike, strict=False) for row, _ in alike}
        typed |= {table.schema.resource: [found.get(id(row), {}) for row in table.rows] for table in batch.tables}
        problems += _problems(errors, batch, tables, codelists)
    return typed, problems


def _validated(resource: Any) -> tuple[list[Values], list[Any]]:
    """Return the typed values of every row and the errors of all rows, in one pass over the resource.

    A value that stays text is not among them: it is the cell's.
    """
    values: list[Values] = []
    errors: list[Any] = []
    with resource:
        errors += resource.header.errors
        names = [one.name for one in resource.schema.fields if one.type != "string"]
        for row in resource.row_stream:
            errors += row.errors
            values.append({name: row[name] for name in names})
    return values, errors


def _problems(
    errors: Iterable[Any], batch: Batch, tables: Tables, codelists: Mapping[str, tuple[str, ...]]
) -> list[Problem]:
    """Return one problem for each cell that is wrong: of several errors of a cell the one that says most."""
    found: dict[tuple[int, str], tuple[int, Problem]] = {}
    for error in errors:
        name = getattr(error, "field_name", "") or next(iter(getattr(error, "field_names", None) or []), "")
        for row, table in batch.behind(getattr(error, "row_number", None)):
            rank, problem = _problem(error, name, (row, table), batch, tables=tables, codelists=codelists)
            if problem and rank < found.get((id(row), name), (len(_RANKS) + 1, None))[0]:
                found[id(row), name] = (rank, problem)
    return [problem for _, problem in found.values()]


# Of several errors of one cell, that which comes first here is told.
_RANKS = ("duplicate", "enum", "foreign-key", "maxLength", "minimum", "maximum", "type", "pattern")


def _problem(
    error: Any,
    name: str,
    where: tuple[Row, Table],
    batch: Batch,
    *,
    tables: Tables,
    codelists: Mapping[str, tuple[str, ...]],
) -> tuple[int, Problem | None]:
    row, table = where
    constraint = re.match(r'constraint "(\w+)"', error.note)
    rule = constraint[1] if constraint else error.type.removesuffix("-error")
    rank = _RANKS.index(rule) if rule in _RANKS else len(_RANKS)
    if rule == "primary-key":
        key = "id" if "id" in table.schema.by_name else "value"
        first = batch.first(row, table, key)
        if first and text_of(row, "id") == _stem(row) != _stem(first):
            row, first = first, row  # the file that has its own name is the right one
        return 0, repeated(row, first, key) if first else None
    if rule in ("required", "blank-row"):
        return rank, None  # `tables` has said so, with the place where the field belongs
    if name not in table.schema.by_name:
        return rank, _unplaced(error, row, table)
    one = table.schema.by_name[name]
    if rule == "foreign-key":
        return rank, _dangling(row, one, tables, batch)
    if rule == "enum":
        return rank, not_in_vocabulary(row, one, codelists.get(one.codelist, ()))
    return rank, not_valid(row, one, rule)


def _dangling(row: Row, one: Field, tables: Tables, batch: Batch) -> Problem | None:
    unread = tables.unread.get(one.reference, set())
    if EVERY in unread or text_of(row, one.name) in unread:
        return None
    target = tables.tables[one.reference]
    if one.reference not in batch.known:
        batch.known[one.reference] = tuple(filter(None, (text_of(other, "id") for other in target.rows)))
    return dangling(row, one, target.schema, batch.known[one.reference])


def _unplaced(error: Any, row: Row, table: Table) -> Problem:
    return row.problem(
        "table",
        None,
        f"The table of {table.schema.plural.lower()} cannot be checked ({error.type}).",
        action="Tell the maintainers: this is likely to be a mistake in the schema.",
    )


def _stem(row: Row) -> str:
    return row.document.path.rpartition("/")[2].removesuffix(".yaml")


def _twice(table: Table) -> Iterator[Problem]:
    """Find values that stand in the same list a second time."""
    if not table.schema.is_plain:
        return
    firsts: dict[tuple[str, str], Row] = {}
    for row in table.rows:
        first = firsts.setdefault((row.parent, text_of(row, "value")), row)
        if first is not row and text_of(row, "value"):
            yield repeated(row, first, "value")


def _take_out(table: Table, codelists: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Take every value on which frictionless crashes out of its row, with a problem for each."""
    fields = {one.name: one for one in table.schema.scalars}
    readers = {
        name: schema_of({"fields": [one.descriptor(codelists, words=False)]}).fields[0] for name, one in fields.items()
    }
    for row in table.rows:
        for name, cell in list(row.cells.items()):
            try:
                readers[name].read_cell(cell.text)
            except Exception:  # noqa: BLE001 - whatever it is, this is the value
                yield taken_out(row, fields[name])
