"""The judgement of frictionless over the tables, in the words of an editor.

One Data Package of header-first rows is validated in one pass, which also yields the typed values.
Whatever frictionless trips over becomes a problem of the cell that caused it, never a crash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from frictionless import Package, Resource, Schema as TableSchema

from programme.problems import Problem, did_you_mean, shortened
from programme.records.schemas import Descriptor, Field, Schema
from programme.records.tables import PARENT, Row, Table, Tables

Values = dict[str, Any]
Typed = dict[str, list[Values]]
_FIRST_ROW = 2  # frictionless counts the header as row 1
_IDS = ".ids"


def judge(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> tuple[Typed, list[Problem]]:
    """Return the typed values of every table, row by row, and every problem that frictionless finds."""
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
    typed: Typed = {}
    problems: list[Problem] = []
    batches = _batches(tables, codelists)
    targets = [_ids(name, tables) for name in sorted({one for batch in batches for one in batch.targets})]
    package = Package(resources=[*(batch.resource() for batch in batches), *targets])
    for resource, batch in zip(package.resources, batches, strict=False):
        values, errors = _validated(resource)
        rows = iter(values)
        typed |= {table.schema.resource: list(islice(rows, len(table.rows))) for table in batch.tables}
        problems += _problems(errors, batch, tables, codelists)
    return typed, problems


@dataclass(slots=True)
class _Batch:
    """Tables of one and the same Table Schema, judged together: each resource costs frictionless 10 ms or more."""

    descriptor: Descriptor
    tables: list[Table]
    row_tables: list[Table]

    @property
    def targets(self) -> set[str]:
        """The resources to which the foreign keys refer."""
        return {key["reference"]["resource"] for key in self.descriptor.get("foreignKeys", ())}

    def row(self, number: int) -> tuple[Row, Table]:
        """Return a row and its table by frictionless' number, which counts the header as row 1."""
        index = number - _FIRST_ROW
        table = self.row_tables[index]
        return table.rows[index - self.row_tables.index(table)], table

    def texts(self) -> Iterator[list[str]]:
        """Yield one header and the rows of every table."""
        header = [one["name"] for one in self.descriptor["fields"]]
        yield header
        for table in self.tables:
            yield from table.texts(header)

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
        batch = batches.setdefault(json.dumps(descriptor), _Batch(descriptor, [], []))
        batch.tables.append(table)
        batch.row_tables += [table] * len(table.rows)
    return list(batches.values())


def _lean_schema(table: Table, codelists: Mapping[str, tuple[str, ...]]) -> Descriptor:
    """Return the Table Schema of a table for judging: no words, no columns in which nothing stands."""
    descriptor = table_schema(table.schema, codelists, words=False)
    key = [] if table.schema.name == "term" else descriptor.get("primaryKey", [])  # `check` looks at the terms
    used = {*table.used(), *key}
    lean: Descriptor = {"fields": [one for one in descriptor["fields"] if one["name"] in used]}
    keys = [one for one in descriptor.get("foreignKeys", ()) if one["fields"][0] in used]
    for one in keys:
        one["reference"]["resource"] += _IDS
    return lean | ({"primaryKey": key} if key else {}) | ({"foreignKeys": keys} if keys else {})


def _ids(target: str, tables: Tables) -> Resource:
    """Return the ids of a kind as a table of one column: frictionless reads the target of each foreign key anew."""
    rows = [["id"], *([_text(row, "id")] for row in tables.tables[target.removesuffix(_IDS)].rows)]
    return Resource(name=target, data=rows, schema=TableSchema.from_descriptor({"fields": [{"name": "id", "type": "string"}]}))


def table_schema(schema: Schema, codelists: Mapping[str, tuple[str, ...]], *, words: bool = True) -> Descriptor:
    """Return the plain Table Schema of a table with its keys, with or without titles and descriptions."""
    is_list = "." in schema.resource
    columns = [{"name": PARENT, "type": "string"}] if is_list else []
    descriptor: Descriptor = {"fields": columns + [one.descriptor(codelists, words=words) for one in schema.scalars]}
    if not is_list:
        descriptor["primaryKey"] = ["id"]
    elif len(schema.fields) == 1:
        descriptor["primaryKey"] = [PARENT, "value"]
    elif "id" in schema.by_name:
        descriptor["primaryKey"] = [PARENT, "id"]
    keys = [
        {"fields": [one.name], "reference": {"resource": one.reference, "fields": ["id"]}}
        for one in schema.scalars
        if one.reference
    ]
    return descriptor | ({"foreignKeys": keys} if keys else {})


def _validated(resource: Resource) -> tuple[list[Values], list[Any]]:
    """Return the typed values of every row and the errors of all rows, in one pass over the resource."""
    values: list[Values] = []
    errors: list[Any] = []
    with resource:
        errors += resource.header.errors
        for row in resource.row_stream:
            values.append(row.to_dict())
            errors += row.errors
    return values, errors


def _problems(
    errors: Iterable[Any], batch: _Batch, tables: Tables, codelists: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    for error in errors:
        number = getattr(error, "row_number", None)
        if number is None:
            yield _unplaced(error, batch.tables[0])
            continue
        row, table = batch.row(number)
        problem = _problem(error, row, table, tables, codelists)
        if problem:
            yield problem


def _unplaced(error: Any, table: Table) -> Problem:
    return table.rows[0].problem(
        "table", None, f"The table of {table.schema.plural.lower()} cannot be checked ({error.type}).",
        action="Tell the maintainers: this is likely to be a mistake in the schema.",
    )


def _problem(
    error: Any, row: Row, table: Table, tables: Tables, codelists: Mapping[str, tuple[str, ...]]
) -> Problem | None:
    if error.type == "primary-key":
        return _repeated(row, table) if _text(row, table.schema.fields[0].name) else None
    name = getattr(error, "field_name", "") or next(iter(getattr(error, "field_names", [])), "")
    one = table.schema.by_name[name]
    if error.type == "foreign-key":
        return _dangling(row, one, tables)
    constraint = re.match(r'constraint "(\w+)"', error.note)
    rule = constraint[1] if constraint else ""
    if rule == "required":
        return None  # `tables` has said so, with the place where the field belongs
    if rule == "enum":
        return _not_in_vocabulary(row, one, codelists)
    return _not_valid(row, one, rule)


def _repeated(row: Row, table: Table) -> Problem:
    name = "id" if "id" in table.schema.by_name else "value"
    cell = row.scalar(name)
    text = cell.text if cell else ""
    first = next(other for other in table.rows if other.parent == row.parent and _text(other, name) == text)
    where = f"{first.document.path}, line {first.node.line}"
    what = f"The id “{shortened(text)}” is used twice." if name == "id" else f"“{shortened(text)}” is in this list twice."
    return row.problem(
        "duplicate", cell, what, found=f"It is also in {where}.",
        action="Give one of them another id." if name == "id" else "Remove one of the two.",
    )


def _text(row: Row, name: str) -> str:
    cell = row.cells.get(name)
    return cell.text if cell else ""


def _dangling(row: Row, one: Field, tables: Tables) -> Problem | None:
    cell = row.scalar(one.name)
    text = cell.text if cell else ""
    if text in tables.unread.get(one.reference, ()):
        return None
    target = tables.tables[one.reference]
    known = [_text(other, "id") for other in target.rows]
    return row.problem(
        "unknown-reference", cell, f"“{one.title}”{_named(one)} names “{shortened(text)}”, which does not exist.",
        expected=f"the id of one of the {target.schema.plural.lower()}", found=shortened(text),
        action=did_you_mean(text, known) or f"Choose one from {target.schema.path}, or add it there first.",
    )


def _not_in_vocabulary(row: Row, one: Field, codelists: Mapping[str, tuple[str, ...]]) -> Problem:
    cell = row.scalar(one.name)
    text = cell.text if cell else ""
    words = codelists.get(one.codelist, ())
    return row.problem(
        "not-in-vocabulary", cell, f"“{shortened(text)}” is not one of the words for “{one.title}”{_named(one)}.",
        expected="one of: " + ", ".join(words), found=shortened(text),
        action=did_you_mean(text, words) or f"Choose one of these. They are kept in codelists/{one.codelist}.yaml.",
    )


_ADVICE = {
    "day": "Write the date as year-month-day and check that it exists.",
    "time": "Write hours and minutes on the 24-hour clock.",
    "money": "Write the digits only.",
    "count": "Write the digits only.",
    "number": "Write the digits only.",
    "link": "Copy the address from the browser's address bar.",
    "yes-no": "Write yes or no in small letters.",
}


def _not_valid(row: Row, one: Field, rule: str) -> Problem:
    cell = row.scalar(one.name)
    limits = {"minimum": "at least", "maximum": "at most"}
    limit = one.constraints.get(rule)
    bound = f"{one.expected}; {limits[rule]} {int(float(limit)):,}" if rule in limits and limit else one.expected
    return row.problem(
        f"bad-{one.kind}", cell, f"“{one.title}”{_named(one)} is not right.", expected=bound,
        found=f"“{shortened(cell.text)}”" if cell else "", action=_ADVICE.get(one.kind, "Correct the value."),
    )


def _named(one: Field) -> str:
    return "" if one.name == "value" else f" ({one.name})"


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
                yield _not_valid(row, fields[name], "")
                row.names[name] = row.cells.pop(name)
