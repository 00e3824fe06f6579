"""What the texts that a workbook's cells share would take, once each cell has its own.

A workbook keeps a text once, however many cells show it. A reader gives each of them a copy: one text of a
megabyte in twenty thousand cells would fill any memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat
from typing import Final

from programme.submissions.reading.files import UnreadableError, megabytes, unreadable

MOST_TEXT: Final = 4 * 10**9  # bytes; 50,000 rows have a thirtieth of it
_SHORT: Final = 100  # bytes; what is shorter counts as much
_TEXT: Final = re.compile(rb"<(?:si|[^\s<>/]*:si)[\s/>]")
_SHARING: Final = re.compile(rb"<(?:[^\s<>/]*:)?c\s[^<>]*[\"']s[\"']")
_USE: Final = re.compile(rb"<(?:[^\s<>/]*:)?c\s[^<>]*\"s\"[^<>]*><(?:v|\w+:v)>(0|[1-9][0-9]*)<")


def uses_in(piece: bytes) -> int:
    """Return how many cells of a piece of a sheet share a text, at the most: what they say may look the same."""
    return piece.count(b'"s"') + (piece.count(b"'s'") if b"'" in piece else 0)


def lengths_of(pieces: Iterable[bytes], name: str) -> list[int]:
    """Return how long each shared text is, and all that stands before the first. Raises UnreadableError."""
    lengths = [0]
    for piece in pieces:
        if b"<!" in piece:  # a comment could hide where a text begins
            raise odd_workbook(name)
        before, *texts = map(len, _TEXT.split(piece))
        lengths[-1] += before
        lengths += texts
    return lengths


def check_texts(pieces: Iterable[bytes], lengths: list[int], name: str) -> None:
    """Raise UnreadableError when the texts of all cells, each with its own, cannot be held."""
    long = {str(at).encode(): length for at, length in enumerate(lengths[1:]) if length > _SHORT}
    longest, total = max(lengths), 0
    for piece in pieces:
        found = _USE.findall(piece)
        total += sum(map(long.get, found, repeat(_SHORT))) + (len(_SHARING.findall(piece)) - len(found)) * longest
        if total > MOST_TEXT:
            message = f"The cells of the workbook hold more than {megabytes(MOST_TEXT)} of text. No export does."
            action = "Find the long text that many cells repeat. Nothing was read from this file."
            raise unreadable(name, "too-large", message, action=action)


def odd_workbook(name: str) -> UnreadableError:
    """Return the error to raise for a workbook that may hide what it holds."""
    message = "The inside of the workbook is written as no spreadsheet writes it."
    action = "Open it in Excel, save it as .xlsx, and try again. Nothing was read from this file."
    return unreadable(name, "odd-workbook", message, expected=".xlsx", action=action)
