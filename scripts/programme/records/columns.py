"""Columns: the plain Table Schema of a table, as a descriptor and as frictionless' own objects."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final, Self

from frictionless import Field as TableField
from frictionless import Schema as TableSchema
from frictionless import fields

from programme.records.rows import PARENT
from programme.records.schemas import Descriptor, Schema


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


class _Copied:
    """A field that is copied as Python copies.

    Frictionless copies every field of every table twice by way of its descriptor, which is checked anew
    each time: half of the time that a small table takes.
    """

    def to_copy(self, **_: Any) -> Self:
        """Return a copy."""
        return copy.copy(self)


def _copied(kind: type[TableField]) -> type[TableField]:
    return type(kind.__name__, (_Copied, kind), {})


_KINDS: Final[Mapping[str, type[TableField]]] = {
    "string": _copied(fields.StringField),
    "number": _copied(fields.NumberField),
    "integer": _copied(fields.IntegerField),
    "boolean": _copied(fields.BooleanField),
    "date": _copied(fields.DateField),
    "time": _copied(fields.TimeField),
}
_NAMES: Final = {"trueValues": "true_values", "falseValues": "false_values"}


def schema_of(descriptor: Descriptor) -> TableSchema:
    """Return a descriptor of ours as a Table Schema, field by field. Raises KeyError for an unknown type."""
    schema = TableSchema(primary_key=descriptor.get("primaryKey", []), foreign_keys=descriptor.get("foreignKeys", []))
    for one in descriptor["fields"]:
        options = {_NAMES.get(name, name): value for name, value in one.items() if name != "type"}
        schema.add_field(_KINDS[one["type"]](**options))
    return schema
