"""The records as a Data Package (version 2): a table of each kind as CSV, with the Table Schemas that describe them.

A list inside a record is a table of its own, whose rows name their parent and their position in the list.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from programme.catalogue.model import Records
from programme.clock import Period
from programme.records.columns import table_schema
from programme.records.generated import attribute
from programme.records.rows import PARENT
from programme.records.schemas import Descriptor, Schema
from programme.site.api import FOLDER, LICENCE, LICENCE_ADDRESS, VERSION, attribution, may_be_named
from programme.site.api_values import is_plain
from programme.site.view import View

_PROFILES = "https://datapackage.org/profiles/2.0"
_CODELIST, _POSITION, _KEY = "codelist", "position", "key"
_WORDS = {
    _CODELIST: ("Vocabulary", "The vocabulary to which the term belongs."),
    PARENT: ("Parent", "The id of the record in whose list the row stands, or the key of its row."),
    _POSITION: ("Position", "Its place in the list, counted from 1."),
    _KEY: ("Key", "Names the row for the tables of its own lists: its parent, a slash and its position."),
}
Table = list[list[str]]


def render(records: Records, day: date, *, schemas: Mapping[str, Schema]) -> dict[str, bytes]:
    """Return `datapackage.json` in the API's folder and the CSV files that it describes, under `tables/` beside it.

    `schemas` are those of `load_schemas`. The day decides only what is said of the office.
    """
    codelists = {name: tuple(term.id for term in terms) for name, terms in records.terms.items()}
    view = View(records, day)
    facts = {key: one for key, one in records.office_facts.items() if may_be_named(one, view)}
    tables = _tables(replace(records, office_facts=facts), schemas)
    files: dict[str, bytes] = {}
    resources = []
    for schema in (one for kind in schemas.values() for one in kind.family()):
        header = [one["name"] for one in _columns(schema)] + [one.name for one in schema.scalars]
        content = _csv([header, *tables[schema.resource]])
        files[f"{FOLDER}{_path(schema)}"] = content
        resources.append(_resource(schema, content, codelists))
    package = _head(attribution(view)) | {"resources": resources}
    files[f"{FOLDER}datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _head(credit: str) -> Descriptor:
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "community-action-programme",
        "title": "Community Action Programme: open data",
        "description": f"Rounds, funds, forms and what belongs to them. {credit}",
        "version": f"{VERSION}.0.0",
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS, "title": "Open Government Licence v3.0"}],
    }


def _resource(schema: Schema, content: bytes, codelists: Mapping[str, tuple[str, ...]]) -> Descriptor:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": _name(schema),
        "type": "table",
        "title": schema.plural if "." not in schema.resource else schema.title,
        "description": schema.description,
        "path": _path(schema),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"$schema": f"{_PROFILES}/tableschema.json"} | _schema(schema, codelists),
    }


def _schema(schema: Schema, codelists: Mapping[str, tuple[str, ...]]) -> Descriptor:
    """Return the Table Schema with the columns that say to which record a row belongs, and keys that use them."""
    made = table_schema(schema, codelists)
    own = [one for one in made["fields"] if one["name"] != PARENT]
    key = made.get("primaryKey", [PARENT, _POSITION])
    links = [_link(one) for one in made.get("foreignKeys", ())]
    if schema.name == "term":
        key = [_CODELIST, "id"]
    if "." in schema.resource:
        above = schema.resource.rpartition(".")[0]
        target = {"resource": above.replace(".", "-"), "fields": [_KEY if "." in above else "id"]}
        links = [{"fields": [PARENT], "reference": target}, *links]
    return {"fields": _columns(schema) + own, "primaryKey": key} | ({"foreignKeys": links} if links else {})


def _link(link: Descriptor) -> Descriptor:
    target = link["reference"]
    return link | {"reference": target | {"resource": target["resource"].replace(".", "-")}}


def _columns(schema: Schema) -> list[Descriptor]:
    """Return the columns before those of the schema itself."""
    names = [_CODELIST] if schema.name == "term" else []
    if "." in schema.resource:
        names = [PARENT, _POSITION, *([_KEY] if schema.lists else [])]
    return [
        {
            "name": name,
            "type": "integer" if name == _POSITION else "string",
            "title": _WORDS[name][0],
            "description": _WORDS[name][1],
            "constraints": {"required": True},
        }
        for name in names
    ]


def _tables(records: Records, schemas: Mapping[str, Schema]) -> dict[str, Table]:
    tables: dict[str, Table] = {one.resource: [] for kind in schemas.values() for one in kind.family()}
    for schema in schemas.values():
        kept: Mapping[str, object] = getattr(records, attribute(schema))
        for key in sorted(kept):
            if schema.name == "term":
                tables[schema.resource] += [[key, *_cells(schema, term)] for term in records.terms[key]]
            else:
                tables[schema.resource].append(_cells(schema, kept[key]))
                _add_lists(schema, kept[key], key, tables)
    return tables


def _add_lists(schema: Schema, record: object, key: str, tables: dict[str, Table]) -> None:
    """Add the rows of the lists of a record, and of the lists inside those."""
    for one in schema.lists:
        items = one.items
        if items is None:
            continue
        for position, value in enumerate(getattr(record, one.name), 1):
            own = f"{key}/{position}"
            head = [key, str(position), *([own] if items.lists else [])]
            tables[items.resource].append(head + ([_text(value)] if is_plain(items) else _cells(items, value)))
            if not is_plain(items):
                _add_lists(items, value, own, tables)


def _cells(schema: Schema, record: object) -> list[str]:
    return [_text(getattr(record, one.name)) for one in schema.scalars]


def _text(value: object) -> str:
    """Return a value as the Table Schema writes it; nothing where it is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Period):
        return value.text
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv(rows: Table) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _name(schema: Schema) -> str:
    return schema.resource.replace(".", "-")


def _path(schema: Schema) -> str:
    return f"tables/{_name(schema)}.csv"
