"""Reading YAML as text: a file becomes a `Document`, and whatever is wrong with it a fault that the document notes.

Nothing is constructed: the file is read as a stream of libyaml events. What it means is the schemas' business.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml import events

from programme.records import faults
from programme.records.characters import invisible, lines_of
from programme.records.document import Document, Mapping, Node, Scalar, Sequence
from programme.records.scalars import Reader, cut_off
from programme.records.syntax import explain

# Looked up for every value of every file.
_ALIAS, _SCALAR = events.AliasEvent, events.ScalarEvent
_SEQUENCE, _SEQUENCE_END, _MAPPING_END = events.SequenceStartEvent, events.SequenceEndEvent, events.MappingEndEvent
_VERSIONS = re.compile(r"<{7} |={7}$|>{7} ")
MAX_BYTES = 512 * 1024
MAX_DEPTH = 8
MAX_ITEMS = 5_000
MAX_FIELDS = 200


class _StopReadingError(Exception):
    """Nothing after this point of the file can be trusted. Never leaves this module."""


def read_document(path: Path, shown: str) -> Document:
    """Read one YAML file. Whatever is wrong with it is in the document's problems; nothing is raised."""
    document = Document(shown, [])
    source = _guarded(path, document)
    if source is None:
        return document
    document.lines = lines_of(source)
    if not _look_for_characters(source, document) or _has_two_versions(source, document):
        return document
    for line, column in cut_off(source, document.lines):
        document.note(faults.cut_by_hash(line, column))
    try:
        document.root = _content(Reader(source), document)
    except _StopReadingError:
        document.root = None
    except yaml.YAMLError as error:
        document.root = None
        document.note(explain(error, document.lines))
    return document


def read_page(path: Path, shown: str) -> Document:
    """Read a text that is no YAML, such as a page: its lines, and whatever is wrong with it. Nothing is raised."""
    document = Document(shown, [])
    source = _guarded(path, document)
    if source is not None:
        document.lines = lines_of(source)
        _look_for_characters(source, document)
        if "<<<<<<< " in source:  # seven signs of equality alone may stand below a heading
            _has_two_versions(source, document)
    return document


def _guarded(path: Path, document: Document) -> str | None:
    try:
        return _read(path, document)
    except OSError as error:
        document.note(faults.unreadable_file(error.strerror or "unknown reason"))
    return None


def _read(path: Path, document: Document) -> str | None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        document.note(faults.not_a_file())
        return None
    if status.st_size > MAX_BYTES:
        document.note(faults.file_too_large(status.st_size, MAX_BYTES))
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
        document.note(faults.not_utf_8(len(before), len(before[-1])))
    return None


def _look_for_characters(source: str, document: Document) -> bool:
    """Note characters that nobody can see. Return whether YAML allows them all."""
    for character in invisible(source):
        document.note(faults.unseen_character(*character))
    return all(problem.code != "control-character" for problem in document.problems)


def _has_two_versions(source: str, document: Document) -> bool:
    """Note the first line with which git marks two versions of a text, if there is any. Return whether there is one."""
    if not any(sign in source for sign in ("<<<<<<< ", "=======", ">>>>>>> ")):  # quickly: nearly every file
        return False
    marks = [number for number, line in enumerate(document.lines, 1) if _VERSIONS.match(line)]
    if marks:
        document.note(faults.two_versions(marks))
    return bool(marks)


def _content(reader: Reader, document: Document) -> Node | None:
    following: Callable[[], Any] = reader.get_event  # PyYAML's types do not tell the kinds of event apart
    following()  # the start of the stream
    if isinstance(following(), events.StreamEndEvent):
        return None
    root = _node(following(), following, document, 1)
    following()  # the end of the document
    event = following()
    if not isinstance(event, events.StreamEndEvent):
        line = min(event.start_mark.line + 1, len(document.lines))
        document.note(faults.second_document(line))
    return None if isinstance(root, Scalar) and not root.text else root


def _node(event: Any, following: Callable[[], Any], document: Document, depth: int) -> Node:
    mark, kind = event.start_mark, type(event)
    line, column = mark.line + 1, mark.column + 1
    if kind is _ALIAS or event.anchor is not None or event.tag is not None:
        _refuse_machinery(event, document, line, column)
    if kind is _SCALAR:
        return Scalar(event.value, line, column)
    if depth >= MAX_DEPTH:
        document.note(faults.nested_too_deep(line, column))
        raise _StopReadingError
    if kind is _SEQUENCE:
        return _sequence(Sequence(line, column), following, document, depth)
    return _mapping(Mapping(line, column), following, document, depth)


def _sequence(node: Sequence, following: Callable[[], Any], document: Document, depth: int) -> Sequence:
    items, below = node.items, depth + 1
    while type(event := following()) is not _SEQUENCE_END:
        if len(items) >= MAX_ITEMS:
            _refuse_length(node, document, what="list", most=MAX_ITEMS, of="items")
        items.append(_node(event, following, document, below))
    return node


def _mapping(node: Mapping, following: Callable[[], Any], document: Document, depth: int) -> Mapping:
    entries, below = node.entries, depth + 1
    while type(event := following()) is not _MAPPING_END:
        if len(entries) >= MAX_FIELDS:
            _refuse_length(node, document, what="record", most=MAX_FIELDS, of="fields")
        key = _node(event, following, document, below)
        value = _node(following(), following, document, below)
        if type(key) is Scalar and key.text not in entries:
            entries[key.text] = (key, value)
        else:
            _refuse_key(node, key, document)
    return node


def _refuse_length(node: Mapping | Sequence, document: Document, *, what: str, most: int, of: str) -> NoReturn:
    place = document.place(node)
    document.note(faults.too_long(place.line, place.column, what=what, most=most, of=of))
    raise _StopReadingError


def _refuse_key(node: Mapping, key: Node, document: Document) -> None:
    if isinstance(key, Scalar):
        first = node.entries[key.text][0].line
        document.note(faults.repeated_field(key.line, key.column, name=key.text, first=first))
    else:
        document.note(faults.no_field_name(key.line, key.column))


def _refuse_machinery(event: Any, document: Document, line: int, column: int) -> NoReturn:
    """Refuse anchors, aliases and tags: an editor never needs them, and they can hide and multiply data."""
    tag = getattr(event, "tag", None)
    mark = "!" if tag is not None else "*" if isinstance(event, events.AliasEvent) else "&"
    name = str(tag).replace("tag:yaml.org,2002:", "!!") if tag is not None else f"{mark}{event.anchor}"
    document.note(faults.yaml_machinery(line, column, mark=mark, name=name))
    raise _StopReadingError
