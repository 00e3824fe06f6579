"""The judgement of frictionless over the tables, in the words of an editor.

One Data Package of header-first rows is validated in one pass, which also yields the typed values.
Whatever frictionless trips over becomes a problem of the cell that caused it, never a crash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frictionless import Package, Resource
from frictionless import Schema as TableSchema

from programme.clock import Period
from programme.problems import Problem
from programme.records.schemas import Descriptor, Field, Schema
from programme.records.tables import EVERY, PARENT, Row, Table, Tables
from programme.records.wording import dangling, not_in_vocabulary, not_valid, repeated

Values = dict[str, Any]
Typed = dict[str, list[Values]]
_FIRST_ROW = 2  # frictionless counts the header as row 1
_IDS = ".ids"


def judge(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> tuple[Typed, list[Problem]]:
    """Return the typed values of every table, row by row, and every problem with a value."""
    written = [problem for table in tables.tables.values() for problem in (*_ill_written(table), *_twice(table))]
    typed, problems = _guarded(tables, codelists)
    return typed, written + problems


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
    batches = _batches(tables, codelists)
    targets = [_ids(name, tables) for name in sorted({one for batch in batches for one in batch.targets})]
    package = Package(resources=[*(batch.resource() for batch in batches), *targets])
    for resource, batch in zip(package.resources, batches, strict=False):
        values, errors = _validated(resource)
        found = {id(row): one for one, alike in zip(values, batch.alike, strict=False) for row, _ in alike}
        typed |= {table.schema.resource: [found.get(id(row), {}) for row in table.rows] for table in batch.tables}
        problems += _problems(errors, batch, tables, codelists)
    return typed, problems


class _Batch:
    """Tables of one and the same Table Schema, judged together: each resource costs frictionless 10 ms or more.

    Rows without a key that hold the same text are judged once. `alike` has the rows behind each row judged.
    """

    def __init__(self, descriptor: Descriptor) -> None:
        self.descriptor = descriptor
        self.tables: list[Table] = []
        self.rows: list[tuple[Row, Table]] = []
        self.alike: list[list[tuple[Row, Table]]] = []
        self.known: dict[str, tuple[str, ...]] = {}
        self._firsts: dict[tuple[str, str, str], Row] = {}

    @property
    def targets(self) -> set[str]:
        """The resources to which the foreign keys refer."""
        return {key["reference"]["resource"] for key in self.descriptor.get("foreignKeys", ())}

    def add(self, table: Table) -> None:
        """Take in a table."""
        self.tables.append(table)
        self.rows += [(row, table) for row in table.rows]

    def behind(self, number: int | None) -> list[tuple[Row, Table]]:
        """Return the rows and their tables by frictionless' number, which counts the header as row 1."""
        return self.alike[number - _FIRST_ROW] if number else [(self.tables[0].rows[0], self.tables[0])]

    def first(self, row: Row, table: Table, name: str) -> Row | None:
        """Return the first row in which the same value stands in the same list or kind, if that is not `row`."""
        if not self._firsts:
            for one, its in reversed(self.rows):
                self._firsts[its.schema.resource, one.parent, _text(one, name)] = one
        found = self._firsts.get((table.schema.resource, row.parent, _text(row, name)))
        return found if found is not row and _text(row, name) else None

    def texts(self) -> Iterator[list[str]]:
        """Yield one header and the rows of every table, those that are alike once."""
        header = [one["name"] for one in self.descriptor["fields"]]
        yield header
        self.alike.clear()
        seen: dict[tuple[str, ...], list[tuple[Row, Table]]] = {}
        keyed = "primaryKey" in self.descriptor
        texts = (cells for table in self.tables for cells in table.texts(header))
        for pair, cells in zip(self.rows, texts, strict=True):
            same = None if keyed else seen.get(key := tuple(cells))
            if same is not None:
                same.append(pair)
                continue
            self.alike.append([pair])
            if not keyed:
                seen[key] = self.alike[-1]
            yield cells

    def resource(self) -> Resource:
        """Return the batch as a resource of header-first rows."""
        schema = TableSchema.from_descriptor(self.descriptor)
        return Resource(name=self.tables[0].schema.resource, data=self.texts, schema=schema)


def _batches(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> list[_Batch]:
    batches: dict[str, _Batch] = {}
    for table in tables.tables.values():
        if not table.rows:
            continue
        descriptor = _lean_schema(table, codelists)
        if not descriptor["fields"]:
            continue  # nothing stands in any column: `tables` has said so
        # Ids need be unique within their kind only, so a kind is never judged together with another.
        alone = "" if "." in table.schema.resource else table.schema.resource
        batches.setdefault(json.dumps([alone, descriptor]), _Batch(descriptor)).add(table)
    return list(batches.values())


def _lean_schema(table: Table, codelists: Mapping[str, tuple[str, ...]]) -> Descriptor:
    """Return the Table Schema of a table for judging: no words, no columns in which nothing stands."""
    descriptor = table_schema(table.schema, codelists, words=False)
    elsewhere = table.schema.name == "term" or table.schema.is_plain  # `check` and `_twice` look at these
    key = [] if elsewhere else descriptor.get("primaryKey", [])
    used = {*table.used(), *key}
    lean: Descriptor = {"fields": [one for one in descriptor["fields"] if one["name"] in used]}
    keys = [one for one in descriptor.get("foreignKeys", ()) if one["fields"][0] in used]
    for one in keys:
        one["reference"]["resource"] += _IDS
    return lean | ({"primaryKey": key} if key else {}) | ({"foreignKeys": keys} if keys else {})


def _ids(target: str, tables: Tables) -> Resource:
    """Return the ids of a kind as a table of one column: frictionless reads the target of each foreign key anew."""
    rows = [["id"], *([_text(row, "id")] for row in tables.tables[target.removesuffix(_IDS)].rows)]
    return Resource(
        name=target, data=rows, schema=TableSchema.from_descriptor({"fields": [{"name": "id", "type": "string"}]})
    )


def table_schema(schema: Schema, codelists: Mapping[str, tuple[str, ...]], *, words: bool = True) -> Descriptor:
    """Return the plain Table Schema of a table with its keys, with or without titles and descriptions."""
    is_list = "." in schema.resource
    columns = [{"name": PARENT, "type": "string"}] if is_list else []
    descriptor: Descriptor = {"fields": columns + [one.descriptor(codelists, words=words) for one in schema.scalars]}
    if not is_list:
        descriptor["primaryKey"] = ["id"]
    elif schema.is_plain:
        descriptor["primaryKey"] = [PARENT, "value"]
    elif "id" in schema.by_name:
        descriptor["primaryKey"] = [PARENT, "id"]
    keys = [
        {"fields": [one.name], "reference": {"resource": one.reference, "fields": ["id"]}}
        for one in schema.scalars
        if one.reference
    ]
    return descriptor | ({"foreignKeys": keys} if keys else {})


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
    errors: Iterable[Any], batch: _Batch, tables: Tables, codelists: Mapping[str, tuple[str, ...]]
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
    batch: _Batch,
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
        if first and _text(row, "id") == _stem(row) != _stem(first):
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


def _dangling(row: Row, one: Field, tables: Tables, batch: _Batch) -> Problem | None:
    unread = tables.unread.get(one.reference, set())
    if EVERY in unread or _text(row, one.name) in unread:
        return None
    target = tables.tables[one.reference]
    if one.reference not in batch.known:
        batch.known[one.reference] = tuple(filter(None, (_text(other, "id") for other in target.rows)))
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


def _text(row: Row, name: str) -> str:
    cell = row.cells.get(name)
    return cell.text if cell else ""


# How a value of a Table Schema type is written. Python's own readers also take 1_000, NaN, 1e3 and 2026-1-5.
_WRITTEN = {
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "number": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?"),
    "date": re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"),
    "time": re.compile(r"[0-9]{2}:[0-9]{2}"),
}


def _twice(table: Table) -> Iterator[Problem]:
    """Find values that stand in the same list a second time."""
    if not table.schema.is_plain:
        return
    firsts: dict[tuple[str, str], Row] = {}
    for row in table.rows:
        first = firsts.setdefault((row.parent, _text(row, "value")), row)
        if first is not row and _text(row, "value"):
            yield repeated(row, first, "value")


def _ill_written(table: Table) -> Iterator[Problem]:
    """Take every number, date and time that is not written as one out of its row, with a problem for each."""
    fields = [
        (one, _WRITTEN.get(one.type)) for one in table.schema.scalars if one.type in _WRITTEN or one.kind == "period"
    ]
    for one, pattern in fields:
        for row in table.rows:
            cell = row.cells.get(one.name)
            if cell and not (pattern.fullmatch(cell.text) if pattern else _is_period(cell.text)):
                yield _out(row, one)


def _is_period(text: str) -> bool:
    try:
        return Period.of(text).text == text
    except ValueError:
        return False


def _out(row: Row, one: Field) -> Problem:
    problem = not_valid(row, one)
    row.names[one.name] = row.cells.pop(one.name)
    return problem


def _take_out(table: Table, codelists: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Take every value on which frictionless crashes out of its row, with a problem for each."""
    fields = {one.name: one for one in table.schema.scalars}
    readers = {
        name: TableSchema.from_descriptor({"fields": [one.descriptor(codelists, words=False)]}).fields[0]
        for name, one in fields.items()
    }
    for row in table.rows:
        for name, cell in list(row.cells.items()):
            try:
                readers[name].read_cell(cell.text)
            except Exception:  # noqa: BLE001 - whatever it is, this is the value
                yield _out(row, fields[name])
