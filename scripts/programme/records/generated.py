"""What is written from the schemas and checked in: typed records, editor schemas, annotated samples.

Each function is pure: schemas in, text out. `scripts/generate.py` writes the files, or says which are stale.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from programme.records.schemas import Field, Schema

_HEAD = '''"""The records of the programme as typed, immutable values.

Generated from data/schemas by scripts/generate.py. Do not edit: change the schema and generate again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from programme.clock import Period
'''
SAMPLES_BEGIN = "<!-- samples: begin (written by scripts/generate.py) -->"
SAMPLES_END = "<!-- samples: end -->"


def class_name(schema: Schema, parent: str = "") -> str:
    """Return `RoundExample` for the list `examples` of the kind `round`."""
    return parent + "".join(part.capitalize() for part in schema.name.replace("_", "-").split("-"))


def attribute(schema: Schema) -> str:
    """Return the name under which the catalogue keeps a kind: `office_facts`."""
    return schema.name.replace("-", "_") + "s"


def model_source(schemas: Mapping[str, Schema]) -> str:
    """Return the source of the module of typed records."""
    parts = [_HEAD]
    for schema in schemas.values():
        parts += _classes(schema, "")
    names = {one.resource: name for schema in schemas.values() for one, name in _named(schema, "")}
    table = "".join(f'    "{resource}": {name},\n' for resource, name in names.items())
    parts.append(f"\n\nCLASSES: Mapping[str, type] = {{\n{table}}}\n")
    kinds = "".join(
        f"    {attribute(schema)}: Mapping[str, {_catalogue_type(schema)}]\n" for schema in schemas.values()
    )
    doc = '    """Every record of a data folder by kind and id; vocabularies by name."""\n\n'
    parts.append(f"\n\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass Records:\n{doc}{kinds}")
    return "".join(parts)


def _catalogue_type(schema: Schema) -> str:
    return "tuple[Term, ...]" if schema.name == "term" else class_name(schema)


def _named(schema: Schema, parent: str) -> Iterator[tuple[Schema, str]]:
    name = class_name(schema, parent)
    for one in schema.lists:
        if one.items and not one.is_plain_list:
            yield from _named(one.items, name)
    yield schema, name


def _classes(schema: Schema, parent: str) -> list[str]:
    name = class_name(schema, parent)
    inner = [text for one in schema.lists if one.items and not one.is_plain_list for text in _classes(one.items, name)]
    fields = "".join(f"    {one.name}: {_annotation(one, name)}\n" for one in schema.fields)
    summary = "\n".join(textwrap.wrap(schema.description, 100, subsequent_indent="    "))
    doc = f'    """{summary}"""\n\n'
    return [*inner, f"\n\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass {name}:\n{doc}{fields}"]


def _annotation(one: Field, parent: str) -> str:
    if one.items:
        inner = one.items.fields[0].python if one.is_plain_list else class_name(one.items, parent)
        return f"tuple[{inner}, ...]"
    return one.python if one.required else f"{one.python} | None"


def editor_schema(schema: Schema, codelists: Mapping[str, tuple[str, ...]]) -> str:
    """Return the JSON Schema by which an editor completes and explains a record while it is typed."""
    record = _json_object(schema, codelists)
    root = {"type": "array", "items": record} if schema.holds == "list" else record
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": schema.title}
    return json.dumps(head | root, ensure_ascii=False, indent=1) + "\n"


def _json_object(schema: Schema, codelists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": schema.description,
        "additionalProperties": False,
        "required": [one.name for one in schema.fields if one.required],
        "properties": {one.name: _json_field(one, codelists) for one in schema.fields},
    }


def _json_field(one: Field, codelists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    words = {"title": one.title, "description": f"{one.description} Expected: {one.expected}."}
    if one.items is None:
        return words | ({"enum": list(codelists.get(one.codelist, ()))} if one.codelist else {})
    inner = _json_field(one.items.fields[0], codelists) if one.is_plain_list else _json_object(one.items, codelists)
    return words | {"type": "array", "items": inner}


def annotated_samples(schemas: Mapping[str, Schema]) -> str:
    """Return the Markdown section with one commented record of each kind."""
    return "\n".join(_sample(schema) for schema in schemas.values())


def _sample(schema: Schema) -> str:
    lines = list(_sample_lines(schema.fields))
    if schema.holds == "list":
        lines = [("- " if number == 0 else "  ") + line for number, line in enumerate(lines)]
    body = "\n".join(line.rstrip() for line in lines)
    return f"### {schema.title}\n\n{schema.description}\n\nIt lives in {_home(schema)}.\n\n```yaml\n{body}\n```\n"


def _home(schema: Schema) -> str:
    """Return where records of a kind live, for people."""
    if schema.holds == "list" and "*" in schema.path:
        return f"the files of `data/{schema.path.partition('*')[0]}`, each of which is a list"
    return f"`data/{schema.path.replace('*', '<id>')}`"


def _sample_lines(fields: tuple[Field, ...]) -> Iterator[str]:
    for one in fields:
        yield f"# {one.title}{'' if one.required else ' (may be left out)'}: {one.description}"
        if one.items is None:
            yield f"{one.name}: {yaml_text(one.example)}"
            continue
        yield f"{one.name}:"
        if one.is_plain_list:
            yield from (f"  - {yaml_text(item)}" for item in one.example or ())
        else:
            inner = _sample_lines(one.items.fields)
            yield from (("  - " if number == 0 else "    ") + line for number, line in enumerate(inner))


def yaml_text(value: object) -> str:
    """Return a value as an editor would type it, in double quotes where YAML needs them."""
    text = str(value)
    risky = ": " in text or " #" in text or text[:1] in "-?:,[]{}#&*!|>'\"%@`" or text.endswith(":")
    return json.dumps(text, ensure_ascii=False) if risky or not text else text
