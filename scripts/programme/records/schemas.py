"""The Table Schemas in `data/schemas`, resolved: each field with its kind's type, pattern and wording.

This is the only reader of the schema files. It says what fields there are; it judges no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Descriptor = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record kind, as the schema states it.

    `items` is set for lists: the schema of the child table that holds their values. A list of plain
    values is a child table with the single field `value`. `kinds` has the field as it is beside each word
    of the field `kind_by` that gives it another kind.
    """

    name: str
    title: str
    description: str
    kind: str
    python: str
    expected: str
    type: str
    options: Mapping[str, Any]
    constraints: Mapping[str, Any]
    required: bool
    example: Any
    codelist: str = ""
    reference: str = ""
    items: Schema | None = None
    kind_by: str = ""
    kinds: Mapping[str, Field] = field(default_factory=dict)

    @property
    def is_plain_list(self) -> bool:
        """Whether the field is a list of plain values and not of mappings."""
        return self.items is not None and self.items.is_plain

    def descriptor(self, codelists: Mapping[str, tuple[str, ...]], *, words: bool = True) -> Descriptor:
        """Return the field as a plain Table Schema field, its vocabulary as an `enum`."""
        constraints = dict(self.constraints)
        if self.codelist in codelists:
            constraints["enum"] = list(codelists[self.codelist])
        if self.required:
            constraints["required"] = True
        said = {"title": self.title, "description": self.description} if words else {}
        head = {"name": self.name, "type": self.type}
        return head | said | dict(self.options) | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True, slots=True)
class Schema:
    """A record kind: its name, its words, where its records live, and its fields in order.

    `resource` is the name of its table in the Data Package: `round`, or `round.examples` for a list.
    """

    name: str
    resource: str
    title: str
    plural: str
    description: str
    path: str
    holds: str
    fields: tuple[Field, ...]
    by_name: Mapping[str, Field] = field(compare=False, hash=False)

    @property
    def is_plain(self) -> bool:
        """Whether this is the table of a list of plain values."""
        return len(self.fields) == 1 and self.fields[0].name == "value"

    @property
    def scalars(self) -> tuple[Field, ...]:
        """The fields that hold one value each: the columns of the table."""
        return tuple(one for one in self.fields if one.items is None)

    @property
    def lists(self) -> tuple[Field, ...]:
        """The fields that hold lists: each a child table."""
        return tuple(one for one in self.fields if one.items is not None)

    def family(self) -> Iterator[Schema]:
        """Yield the schema and those of its child tables, parents first."""
        yield self
        for one in self.lists:
            if one.items:
                yield from one.items.family()


def load_schemas(folder: Path) -> dict[str, Schema]:
    """Return every schema of the folder by name, in the order of the files' names.

    The schemas are the developers' files: a mistake in one raises KeyError or ValueError.
    """
    return _load(folder.resolve(), _stamp(folder))


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.yaml")))


@lru_cache(maxsize=4)
def _load(folder: Path, _stamp: tuple[tuple[str, int], ...]) -> dict[str, Schema]:
    kinds = {row["kind"]: row for row in _read(folder / "kinds.yaml")}
    found = (_read(path) for path in sorted(folder.glob("*.yaml")) if path.stem != "kinds")
    return {row["name"]: _schema(row, kinds, row["name"]) for row in found}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads true, false and plain whole numbers; all else stays text, so that the example 17:00 is not 1020."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("(?:0|[1-9][0-9]*)$"), list("0123456789"))


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader with fewer types


def _schema(row: Descriptor, kinds: Mapping[str, Descriptor], resource: str) -> Schema:
    fields = tuple(_field(one, kinds, resource) for one in row["fields"])
    path = row.get("path", "")
    return Schema(
        name=row["name"],
        resource=resource,
        title=str(row.get("title") or row["name"]),
        plural=str(row.get("plural") or row["name"]),
        description=row.get("description", ""),
        path=path,
        holds=row.get("holds", "record" if "*" in path else "list"),
        fields=fields,
        by_name={one.name: one for one in fields},
    )


_KEYS = frozenset(
    (
        "name",
        "title",
        "description",
        "kind",
        "kind_by",
        "kinds",
        "constraints",
        "expected",
        "example",
        "codelist",
        "reference",
        "list",
        "items",
    )
)


_LIST: Descriptor = {"type": "array", "python": "list", "expected": "a list"}


def _field(row: Descriptor, kinds: Mapping[str, Descriptor], resource: str) -> Field:
    if unknown := row.keys() - _KEYS:  # a comma in an unquoted description ends it, and begins a field of its own
        raise ValueError(f"{resource}.{row.get('name')}: unknown {unknown}")
    items = _items(row, kinds, f"{resource}.{row['name']}") if row.get("list") else None
    kind = kinds[row["kind"]] if items is None else _LIST
    constraints: Descriptor = {**kind.get("constraints", {}), **row.get("constraints", {})}
    required = bool(constraints.pop("required", False))
    others: Mapping[str, str] = row.get("kinds", {})
    return Field(
        name=row["name"],
        title=str(row.get("title") or row["name"]),
        description=row.get("description", ""),
        kind=row.get("kind", "list"),
        python=kind["python"],
        expected=row.get("expected") or _expected(kind["expected"], row, constraints),
        type=kind["type"],
        options={key: kind[key] for key in ("format", "trueValues", "falseValues") if key in kind},
        constraints=constraints,
        required=required,
        example=row.get("example"),
        codelist=row.get("codelist", ""),
        reference=row.get("reference", ""),
        items=items,
        kind_by=row.get("kind_by", ""),
        kinds={word: _field(row | {"kind": other, "kinds": {}}, kinds, resource) for word, other in others.items()},
    )


def _items(row: Descriptor, kinds: Mapping[str, Descriptor], resource: str) -> Schema:
    items = row["items"]
    if "fields" in items:
        words = {"title": row.get("title", ""), "description": row.get("description", "")}
        return _schema(words | items, kinds, resource)
    value = {"title": row.get("title", ""), "description": row.get("description", "")} | items
    constraints = {"required": True} | items.get("constraints", {})
    return _schema(
        {"name": "value", "title": row.get("title"), "fields": [value | {"name": "value", "constraints": constraints}]},
        kinds,
        resource,
    )


def _expected(words: str, row: Descriptor, constraints: Mapping[str, Any]) -> str:
    """Return the kind's words, or those of a vocabulary or reference, with this field's own limit of length."""
    if "codelist" in row:
        return f"one of the words of codelists/{row['codelist']}.yaml"
    if "reference" in row:
        return f"the id of {'an' if row['reference'][0] in 'aeiou' else 'a'} {row['reference']}"
    limit = constraints.get("maxLength")
    if limit is None or " characters" not in words:
        return words
    before, _, after = words.partition("at most ")
    return f"{before}at most {limit:,} characters{after.partition(' characters')[2]}"
