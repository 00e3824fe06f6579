"""The records as JSON under `api/v1/`, with their JSON Schema: what the pages show, for other programs.

Fields, types and words come from the Table Schemas; only what is worked out for a day is stated here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from programme.catalogue.model import OfficeFact, Records
from programme.records.generated import attribute
from programme.records.schemas import Schema
from programme.site.api_schema import api_schema
from programme.site.api_values import DERIVED, Json, public
from programme.site.view import View

VERSION = 1
FOLDER = f"api/v{VERSION}/"
LICENCE = "OGL-UK-3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# Of these kinds each record also has a file of its own.
_SINGLE = ("round", "form")


def render(records: Records, day: date, *, address: str, schemas: Mapping[str, Schema]) -> dict[str, bytes]:
    """Return the files of the API: an index, the schema, one file per kind, and one per round and per form.

    `schemas` are those of `load_schemas`; `address` is the site's own, or empty. Each record takes one line.
    """
    view = View(records, day)
    base = address if not address or address.endswith("/") else f"{address}/"
    head = _head(view)
    kinds = [schema for schema in schemas.values() if schema.name != "term"]  # vocabularies are part of the schema
    files = {"index.json": _document(head, "index", "items", _dump([_entry(schema) for schema in kinds]))}
    for schema in kinds:
        files |= _files(schema, head, _values(schema, view, base))
    named = [(resource_name(schema), schema, schema.name in _SINGLE) for schema in kinds]
    described = api_schema(records, named, head=head, address=base + FOLDER if base else "")
    files["schema.json"] = _dump(described, indent=1).encode() + b"\n"
    return {FOLDER + name: content for name, content in files.items()}


def _entry(schema: Schema) -> Json:
    name = resource_name(schema)
    words = {"name": name, "title": schema.plural, "description": schema.description}
    return words | {"path": f"{name}.json", "each": f"{name}/{{id}}.json" if schema.name in _SINGLE else None}


def _files(schema: Schema, head: Json, values: Mapping[str, Json]) -> dict[str, bytes]:
    """Return the file of a kind and those of its records. Each record is put into text once."""
    name = resource_name(schema)
    texts = {key: _dump(value) for key, value in values.items()}
    lines = ",\n".join(texts.values())
    files = {f"{name}.json": _document(head, name, "items", f"[\n{lines}\n]")}
    if schema.name in _SINGLE:
        files |= {f"{name}/{key}.json": _document(head, schema.name, "item", text) for key, text in texts.items()}
    return files


def resource_name(schema: Schema) -> str:
    """Return the name of a kind's file: `rounds`, and `office` for the facts about the office."""
    return "office" if schema.name == "office-fact" else attribute(schema)


def attribution(view: View) -> str:
    """Return the line by which users of the data name where it came from."""
    names = [facts[0].value for name in ("office-name", "area-name") if (facts := view.facts(name))]
    said = f", {' for '.join(names)}" if names else ""
    return (
        "Contains public sector information licensed under the Open Government Licence v3.0. "
        f"Source: Community Action Programme{said}."
    )


def _head(view: View) -> Json:
    return {
        "version": VERSION,
        "as_of": view.day.isoformat(),
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
        "attribution": attribution(view),
    }


def _values(schema: Schema, view: View, base: str) -> dict[str, Json]:
    """Return the public values of a kind's records by id, in the order of ids."""
    records: Mapping[str, Any] = getattr(view.records, attribute(schema))
    if schema.name == "office-fact":
        records = {key: one for key, one in records.items() if one in view.facts(one.fact) and may_be_named(one, view)}
    values = {key: public(schema, records[key]) for key in sorted(records)}
    if schema.name == "round":
        views = {one.record.id: one for one in view.rounds}
        return {
            key: value | {one.name: one.value(views[key], view.day, base) for one in DERIVED}
            for key, value in values.items()
        }
    return values


def may_be_named(fact: OfficeFact, view: View) -> bool:
    """Tell whether a fact may be published on the day: before an election the office-holder is not named."""
    return fact.fact != "holder" or not view.facts("quiet-period")


def _document(head: Json, resource: str, name: str, text: str) -> bytes:
    return f'{_dump(head | {"resource": resource})[:-1]}, "{name}": {text}}}\n'.encode()


def _dump(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
