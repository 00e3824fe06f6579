"""YAML as text: every key, value and list item as the editor typed it, with its line and column.

Values stay text until a schema gives them a type, as in a CSV, so that `no`, `11:59` and `0163277001`
mean what was typed. Nothing is constructed: the file is read as a stream of libyaml events.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml import events

from programme.problems import Place, Problem, shortened
from programme.records.characters import invisible, lines_of
from programme.records.syntax import explain

try:
    from yaml.cyaml import CParser as _Reader  # type: ignore[attr-defined]
except ImportError:  # a PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Reader  # type: ignore[assignment]

# Looked up for every value of every file.
_ALIAS, _SCALAR = events.AliasEvent, events.ScalarEvent
_SEQUENCE, _SEQUENCE_END, _MAPPING_END = events.SequenceStartEvent, events.SequenceEndEvent, events.MappingEndEvent
MAX_BYTES = 512 * 1024
MAX_DEPTH = 8
MAX_ITEMS = 5_000
MAX_FIELDS = 200


@dataclass(slots=True)
class Scalar:
    """A value as typed, with its place: line and column from 1."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Mapping:
    """Fields in the order of the file: name to (the name's own scalar, value)."""

    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """A list and its items."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


@dataclass(slots=True)
class Document:
    """A file that was read: its path as shown to people, its lines, and its content if it could be read."""

    path: str
    lines: list[str]
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: Scalar | Mapping | Sequence | None) -> Place:
        """Return where the node stands in the file."""
        if not node or not self.lines:
            return Place(self.path)
        line = min(node.line, len(self.lines))  # libyaml puts an empty value at the end beyond the last line
        return Place(self.path, line, min(node.column, len(self.lines[line - 1]) + 1))

    def excerpt(self, line: int) -> str:
        """Return the line as it stands in the file, or nothing when there is no such line."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def complain(self, code: str, line: int, column: int, message: str, *, action: str, found: str = "") -> None:
        """Note a problem of this file."""
        self.problems.append(
            Problem(
                code=code,
                place=Place(self.path, line, column),
                message=message,
                found=found,
                action=action,
                excerpt=self.excerpt(line),
            )
        )


class _StopReadingError(Exception):
    """Nothing after this point of the file can be trusted. Never leaves this module."""


def read_document(path: Path, shown: str) -> Document:
    """Read one YAML file. Whatever is wrong with it is in the document's problems; nothing is raised."""
    document = Document(shown, [])
    source = _guarded(path, document)
    if source is None:
        return document
    document.lines = lines_of(source)
    if not _look_for_characters(source, document):
        return document
    try:
        document.root = _content(_Reader(source), document)
    except _StopReadingError:
        document.root = None
    except yaml.YAMLError as error:
        document.root = None
        _explain(error, document)
    return document


def _guarded(path: Path, document: Document) -> str | None:
    try:
        return _read(path, document)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        document.complain(
            "unreadable-file",
            0,
            0,
            f"The file cannot be read: {reason}.",
            action="Check that it is there and that you are allowed to read it.",
        )
    return None


def _read(path: Path, document: Document) -> str | None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        document.complain(
            "not-a-file",
            0,
            0,
            "This is a link to another file, or a special file, and not an ordinary file.",
            action="Put the file itself here.",
        )
        return None
    if status.st_size > MAX_BYTES:
        document.complain(
            "file-too-large",
            0,
            0,
            f"The file is larger than {MAX_BYTES // 1024} KB.",
            found=f"{status.st_size // 1024:,} KB",
            action="Split it, or remove what does not belong in it.",
        )
        return None
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb") as file:
        return _decoded(file.read(MAX_BYTES + 1), document)


def _decoded(content: bytes, document: Document) -> str | None:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        document.lines = lines_of(content.decode("utf-8", "replace"))
        before = lines_of(content[: error.start].decode("utf-8", "replace") + "x")
        document.complain(
            "not-utf-8",
            len(before),
            len(before[-1]),
            "From here on the file is not UTF-8 text.",
            action="Save it again and choose the encoding UTF-8.",
        )
    return None


def _look_for_characters(source: str, document: Document) -> bool:
    """Note characters that nobody can see. Return whether YAML allows them all."""
    for code, line, column, name in invisible(source):
        document.complain(
            code,
            line,
            column,
            f"There is {name} here.",
            action="Delete it, and type an ordinary space if one is needed.",
        )
    return all(problem.code != "control-character" for problem in document.problems)


def _content(reader: _Reader, document: Document) -> Node | None:
    following: Callable[[], Any] = reader.get_event  # PyYAML's types do not tell the kinds of event apart
    following()  # the start of the stream
    if isinstance(following(), events.StreamEndEvent):
        return None
    root = _node(following(), following, document, 1)
    following()  # the end of the document
    event = following()
    if not isinstance(event, events.StreamEndEvent):
        line = min(event.start_mark.line + 1, len(document.lines))
        document.complain(
            "second-document",
            line,
            1,
            "A line of three hyphens begins a second document here.",
            action="Remove that line: one file holds one record or one list.",
        )
    return None if isinstance(root, Scalar) and not root.text else root


def _node(event: Any, following: Callable[[], Any], document: Document, depth: int) -> Node:
    mark, kind = event.start_mark, type(event)
    line, column = mark.line + 1, mark.column + 1
    if kind is _ALIAS or event.anchor is not None or event.tag is not None:
        _refuse_machinery(event, document, line, column)
    if kind is _SCALAR:
        return Scalar(event.value, line, column)
    if depth >= MAX_DEPTH:
        document.complain(
            "nested-too-deep",
            line,
            column,
            "Lists or fields are nested too deeply here.",
            action="Check the brackets and the indentation.",
        )
        raise _StopReadingError
    if kind is _SEQUENCE:
        return _sequence(Sequence(line, column), following, document, depth)
    return _mapping(Mapping(line, column), following, document, depth)


def _sequence(node: Sequence, following: Callable[[], Any], document: Document, depth: int) -> Sequence:
    items, below = node.items, depth + 1
    while type(event := following()) is not _SEQUENCE_END:
        if len(items) >= MAX_ITEMS:
            _refuse_length(node, f"This list has more than {MAX_ITEMS:,} items.", document)
        items.append(_node(event, following, document, below))
    return node


def _mapping(node: Mapping, following: Callable[[], Any], document: Document, depth: int) -> Mapping:
    entries, below = node.entries, depth + 1
    while type(event := following()) is not _MAPPING_END:
        if len(entries) >= MAX_FIELDS:
            _refuse_length(node, f"This record has more than {MAX_FIELDS} fields.", document)
        key = _node(event, following, document, below)
        value = _node(following(), following, document, below)
        if type(key) is Scalar and key.text not in entries:
            entries[key.text] = (key, value)
        else:
            _refuse_key(node, key, document)
    return node


def _refuse_length(node: Mapping | Sequence, message: str, document: Document) -> NoReturn:
    place = document.place(node)
    document.complain("too-long", place.line, place.column, message, action="Remove what does not belong here.")
    raise _StopReadingError


def _refuse_key(node: Mapping, key: Node, document: Document) -> None:
    if not isinstance(key, Scalar):
        document.complain(
            "field-name",
            key.line,
            key.column,
            "A field's name is a list or a group here.",
            action="Write the name of a field, a colon, and its value.",
        )
        return
    first = node.entries[key.text][0].line
    document.complain(
        "repeated-field",
        key.line,
        key.column,
        f"The field “{shortened(key.text)}” stands here a second time.",
        found=f"The first is on line {first}.",
        action="Keep one of the two.",
    )


def _refuse_machinery(event: Any, document: Document, line: int, column: int) -> NoReturn:
    """Refuse anchors, aliases and tags: an editor never needs them, and they can hide and multiply data."""
    tag = getattr(event, "tag", None)
    mark = "!" if tag is not None else "*" if isinstance(event, events.AliasEvent) else "&"
    name = tag.replace("tag:yaml.org,2002:", "!!") if tag is not None else f"{mark}{event.anchor}"
    document.complain(
        "yaml-machinery",
        line,
        column,
        f"“{shortened(str(name), 30)}” has a special meaning in YAML, which is not used here.",
        action=f"Write the value out in full. If the text itself begins with {mark}, put it in double quotes.",
    )
    raise _StopReadingError


def _explain(error: yaml.YAMLError, document: Document) -> None:
    fault = explain(error, document.lines)
    document.complain(fault.code, fault.line, fault.column, fault.message, action=fault.action)
