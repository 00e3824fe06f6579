"""The JSON Schema (2020-12) of the API, made from the Table Schemas and the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from programme.catalogue.model import Records
from programme.records.schemas import Field, Schema
from programme.site.api_values import DERIVED, Json

_NULL = {"type": "null"}
_PERIOD: Json = {
    "type": "object",
    "description": (
        "A date as far as it is known: a day, a month, a season or a year. `text` is what was published; `edtf` the "
        "same in the Extended Date/Time Format (seasons are 21 to 24); `first` and `last` are the days that bound it. "
        "A winter is named after the year in which it ends."
    ),
    "required": ["text", "edtf", "first", "last"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string"},
        "edtf": {"type": "string", "pattern": "^[0-9]{4}(?:-[0-9]{2}){0,2}$"},
        "first": {"type": "string", "format": "date"},
        "last": {"type": "string", "format": "date"},
    },
}
_TYPES: Mapping[str, Json] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "$comment": "London time"},
    "Decimal": {
        "type": "string",
        "pattern": "^-?[0-9]+(?:\\.[0-9]+)?$",
        "$comment": "A decimal number as text, so that no program rounds it.",
    },
    "Period": {"$ref": "#/$defs/period"},
}
_MONEY: Json = {
    "type": "string",
    "pattern": "^[0-9]+\\.[0-9]{2}$",
    "$comment": "Pounds and pence as text, so that no program rounds them.",
}
_LIMITS = {"maxLength": "maxLength", "minLength": "minLength", "minimum": "minimum", "maximum": "maximum"}


def api_schema(records: Records, kinds: Iterable[tuple[str, Schema, bool]], *, head: Json, address: str) -> Json:
    """Return the schema of every file. `kinds` are names of files, schemas, and whether each record has a file too.

    `head` holds what every file begins with; `address` is that of the API's folder, or empty.
    """
    defs: Json = {"period": _PERIOD}
    files: Json = {"index": _file("index", "items", _list(_INDEX_ENTRY), head)}
    for name, schema, single in kinds:
        defs[schema.name] = _object(schema, records, derived=schema.name == "round")
        one = {"$ref": f"#/$defs/{schema.name}"}
        files[f"{name}-file"] = _file(name, "items", _list(one), head)
        if single:
            files[f"{schema.name}-file"] = _file(schema.name, "item", one, head)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": f"{address}schema.json"} if address else {}),
        "title": "Files of the programme's API",
        "description": (
            "Every file names its `resource`. What is not known is null. Money is text with two decimals, so that no "
            "program rounds it. Fields may be added within this version; none is taken away or changes its meaning."
        ),
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in files],
        "$defs": files | defs,
    }


_INDEX_ENTRY: Json = {
    "type": "object",
    "required": ["name", "title", "description", "path", "each"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "path": {"type": "string", "description": "The file with every record, from this folder."},
        "each": {"anyOf": [{"type": "string"}, _NULL], "description": "The file of one record; put its id for {id}."},
    },
}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _file(resource: str, name: str, content: Json, head: Json) -> Json:
    """Return the schema of a file: what every file begins with, and its records under `items` or its one `item`."""
    fixed = {key: {"type": "string"} if key in ("as_of", "attribution") else {"const": head[key]} for key in head}
    fixed["as_of"] |= {"format": "date", "description": "The day in London for which the file was made."}
    properties = fixed | {"resource": {"const": resource}, name: content}
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


def _object(schema: Schema, records: Records, *, derived: bool = False) -> Json:
    properties = {one.name: _field(one, records) for one in schema.fields}
    if derived:
        properties |= {one.name: one.schema for one in DERIVED}
    return {
        "type": "object",
        "title": schema.title,
        "description": schema.description,
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _field(one: Field, records: Records) -> Json:
    words = {"title": one.title, "description": one.description}
    if one.items:
        inner = one.items.fields[0]
        return words | _list(_value(inner, records) if one.is_plain_list else _object(one.items, records))
    value = _value(one, records)
    return words | (value if one.required else {"anyOf": [value, _NULL]})


def _value(one: Field, records: Records) -> Json:
    if terms := records.terms.get(one.codelist, ()):
        return {"oneOf": [{"const": term.id, "title": term.label, "description": term.description} for term in terms]}
    if one.kind == "money":
        return _MONEY
    known = _TYPES[one.python]
    if one.python not in ("str", "int"):
        return known
    limits: dict[str, Any] = {
        word: int(one.constraints[limit]) for limit, word in _LIMITS.items() if limit in one.constraints
    }
    # A pattern of a Table Schema speaks of the whole value, one of a JSON Schema of any part of it.
    pattern = {"pattern": f"^(?:{one.constraints['pattern']})$"} if "pattern" in one.constraints else {}
    reference = {"$comment": f"The id of a record of the kind {one.reference}."} if one.reference else {}
    return known | limits | pattern | reference
