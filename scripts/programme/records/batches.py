"""Tables put together for frictionless: those of one and the same Table Schema are one resource.

Each resource costs frictionless several milliseconds and each row some microseconds, so tables that look
alike are judged as one, and rows that hold the same text once. `judge` tells what comes of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from frictionless import Resource

from programme.records.columns import schema_of, table_schema
from programme.records.rows import EVERY, Row, Table, Tables
from programme.records.schemas import Descriptor

_FIRST_ROW = 2  # frictionless counts the header as row 1
_IDS = ".ids"


class Batch:
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
                self._firsts[its.schema.resource, one.parent, text_of(one, name)] = one
        found = self._firsts.get((table.schema.resource, row.parent, text_of(row, name)))
        return found if found is not row and text_of(row, name) else None

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
        return Resource(name=self.tables[0].schema.resource, data=self.texts, schema=schema_of(self.descriptor))


def batches_of(tables: Tables, codelists: Mapping[str, tuple[str, ...]]) -> list[Batch]:
    """Return every table in which anything stands, in batches."""
    batches: dict[str, Batch] = {}
    for table in tables.tables.values():
        if not table.rows:
            continue
        descriptor = _lean_schema(table, codelists, tables)
        if not descriptor["fields"]:
            continue  # nothing stands in any column: `tables` has said so
        # Ids need be unique within their kind only, so a kind is never judged together with another.
        alone = "" if "." in table.schema.resource else table.schema.resource
        batches.setdefault(json.dumps([alone, descriptor]), Batch(descriptor)).add(table)
    return list(batches.values())


def _lean_schema(table: Table, codelists: Mapping[str, tuple[str, ...]], tables: Tables) -> Descriptor:
    """Return the Table Schema of a table for judging.

    Without words, without columns in which nothing stands, without references to kinds that were not read.
    """
    descriptor = table_schema(table.schema, codelists, words=False)
    elsewhere = table.schema.name == "term" or table.schema.is_plain  # `check` and `_twice` look at these
    key = [] if elsewhere else descriptor.get("primaryKey", [])
    used = {*table.used(), *key}
    lean: Descriptor = {"fields": [one for one in descriptor["fields"] if one["name"] in used]}
    keys = [
        one
        for one in descriptor.get("foreignKeys", ())
        if one["fields"][0] in used and EVERY not in tables.unread.get(one["reference"]["resource"], ())
    ]
    for one in keys:
        one["reference"]["resource"] += _IDS
    return lean | ({"primaryKey": key} if key else {}) | ({"foreignKeys": keys} if keys else {})


def ids_of(target: str, tables: Tables) -> Resource:
    """Return the ids of a kind as a table of one column: frictionless reads the target of each foreign key anew."""
    rows = [["id"], *([text_of(row, "id")] for row in tables.tables[target.removesuffix(_IDS)].rows)]
    return Resource(name=target, data=rows, schema=schema_of({"fields": [{"name": "id", "type": "string"}]}))


def text_of(row: Row, name: str) -> str:
    """Return the text of a cell, or nothing."""
    cell = row.cells.get(name)
    return cell.text if cell else ""
