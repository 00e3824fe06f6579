"""The reader of YAML, and where the values of a file begin and end: what a tree of nodes does not keep.

Only a file with a fault, or with the sign of one, is read for this: every other is read once, by `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import events

try:
    from yaml.cyaml import CParser as Reader  # type: ignore[attr-defined]
except ImportError:  # a PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as Reader  # type: ignore[assignment]

__all__ = ["Reader", "Span", "cut_off", "spans"]

_HASH = re.compile(r"[ \t]#\S")
_CUT = re.compile(r"[ \t]+#(?=\S)")


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where a name or a value stands, in lines and columns from 1. The end is the column after it.

    `sign` is the quotation mark around it or the | or > before it, or an empty text.
    """

    sign: str
    line: int
    column: int
    end_line: int
    end_column: int


def spans(lines: Sequence[str]) -> Iterator[Span]:
    """Yield every name and value of a file in its order, up to the first fault if there is one."""
    try:
        reader = Reader("\n".join(lines))
        while reader.check_event():
            event = reader.get_event()
            if isinstance(event, events.ScalarEvent):
                start: Any = event.start_mark  # every event has marks, which PyYAML's types do not say
                end: Any = event.end_mark
                yield Span(event.style or "", start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    except yaml.YAMLError:
        return  # what is wrong is told by who met it first


def cut_off(source: str, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a # cuts a text off that has no quotation marks: line and column from 1.

    A comment has a space after its #, and is left alone.
    """
    if "#" not in source or not _HASH.search(source):
        return
    for one in spans(lines):
        line = lines[one.end_line - 1] if one.end_line <= len(lines) else ""
        cut = _CUT.match(line, one.end_column - 1)
        if cut and not one.sign:
            yield one.end_line, cut.end()
