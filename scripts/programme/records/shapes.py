"""In what words an editor is told that a file or a field does not have the shape it should have."""

from __future__ import annotations

from programme.problems import Place, Problem, nearest, shortened
from programme.records.document import Document, Mapping, Node, Scalar, Sequence
from programme.records.rows import Row
from programme.records.schemas import Field, Schema


def empty_file(document: Document, schema: Schema) -> Problem:
    """Return that there is nothing in a file."""
    return Problem(
        code="empty-file",
        place=Place(document.path),
        message="There is nothing in this file.",
        expected=f"a record of the kind “{schema.title}”",
        action="Fill it in, or remove the file.",
    )


def unknown_field(row: Row, key: Scalar, schema: Schema, node: Mapping) -> Problem:
    """Return that a field's name is not one of the kind's, with the one it is likely to mean."""
    free = _free(schema, node)
    likely = nearest(key.text, free)
    also = " That field is missing." if likely and schema.by_name[likely].required else ""
    return row.problem(
        "unknown-field",
        key,
        f"There is no field “{shortened(key.text)}” here.",
        expected=likely or ("one of: " + ", ".join(free) if free else "no further field"),
        found=f"“{shortened(key.text)}”",
        action=f"Did you mean “{likely}”?{also}" if likely else "Remove it, or correct its name.",
    )


def missing(row: Row, one: Field, key: Scalar | None) -> Problem:
    """Return that a required field, or an item of a list, is missing or empty; `key` is its name, if it is there."""
    if one.name == "value":
        return row.problem(
            "empty-item",
            key,
            f"An item of “{one.title}” is empty.",
            expected=one.expected,
            found="nothing after the hyphen",
            action="Write a value after the hyphen, or remove the hyphen.",
        )
    example = (
        f"{one.name}: {one.example}" if one.items is None else f"{one.name}:, and under it each item after a hyphen"
    )
    return row.problem(
        "missing-field",
        key,
        f"“{one.title}” ({one.name}) is missing.",
        expected=one.expected,
        found="nothing after the colon" if key else "",
        action=f"Add a line such as: {example}",
    )


def stray_space(row: Row, one: Field, value: Scalar) -> Problem:
    """Return that a value begins or ends with a space or a line break."""
    is_line = value.text.endswith("\n")
    quoted = row.document.excerpt(value.line)[value.column - 1 : value.column] in ("'", '"')
    delete = "Delete the space inside the quotation marks." if quoted else "Delete the space."
    return row.problem(
        "stray-space",
        value,
        f"“{one.title}” ({one.name}) begins or ends with a {'line break' if is_line else 'space'}.",
        action="Write the value on the same line, after the colon." if is_line else delete,
    )


def meant(name: str, schema: Schema, node: Mapping) -> str:
    """Return the field that an unknown name is likely to mean, or an empty text."""
    return nearest(name, _free(schema, node))


def _free(schema: Schema, node: Mapping) -> list[str]:
    return [one.name for one in schema.fields if one.name not in node.entries]


def shape_of(node: Node | None) -> str:
    """Return what stands there, for a message: the value, or `a list`, `a group of fields`, `nothing`."""
    if isinstance(node, Scalar):
        return f"“{shortened(node.text)}”" if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a group of fields" if node else "nothing"
