"""What is said of a file before a row of it is read: its name without its path, and why it cannot be read at all."""

from __future__ import annotations

import re
from typing import Final

from programme.problems import Place, Problem

_LONGEST_NAME: Final = 120
_HIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an encrypted workbook begins, and an old .xls
ZIP_SIGNATURE: Final = b"PK\x03\x04"


class UnreadableError(Exception):
    """A file cannot be read at all; it says why, in the words of a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def unreadable(name: str, code: str, message: str, *, action: str, expected: str = "") -> UnreadableError:
    """Return the error to raise for a file of which no row can be read."""
    return UnreadableError(Problem(code=code, place=Place(name), message=message, action=action, expected=expected))


def base_name(name: str) -> str:
    """Return the last part of a path, for whichever system it was written, without signs that nobody can see."""
    last = _HIDDEN.sub("", re.split(r"[/\\]", name)[-1]).strip()
    return last[:_LONGEST_NAME] if last.strip(".") else "export"


def megabytes(size: int) -> str:
    """Return a number of bytes as people read it: `12 MB`."""
    return f"{max(1, round(size / 1_000_000)):,} MB"
