"""The one type in which anything wrong with the data is told, and the order it is told in.

Validators yield `Problem`s; they never raise or print. How problems are written out is in `reports`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_LONGEST_WORD = 80  # nobody misspells a longer one, and comparing takes time


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands: a file's path as given, a line and a column, both from 1 (0: the whole file, or line)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        where = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *where])


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where, what, what was expected, what was found, and what to do.

    `code` is stable and names the rule. `excerpt` is the offending line as it stands in the file.
    """

    code: str
    place: Place
    message: str
    expected: str = ""
    found: str = ""
    action: str = ""
    excerpt: str = ""
    severity: Severity = Severity.ERROR


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file, line and column, each once."""
    return sorted(set(problems), key=lambda problem: (problem.place, problem.code, problem.message))


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return `Did you mean “x”?` for the nearest of `words`, or an empty text when none is near."""
    near = nearest(word, words)
    return f"Did you mean “{near}”?" if near else ""


def nearest(word: str, words: Iterable[str]) -> str:
    """Return that of `words` which is most like `word`, or an empty text. Capitals, spaces, `_` and `-` are alike."""
    return _nearest(word, tuple(words)) if len(word) <= _LONGEST_WORD else ""


@lru_cache(maxsize=1024)
def _nearest(word: str, words: tuple[str, ...]) -> str:
    known = {_levelled(one): one for one in reversed(words)}
    near = difflib.get_close_matches(_levelled(word), list(known), n=1, cutoff=0.6)
    return known[near[0]] if near else ""


def _levelled(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word.strip().lower())


def shortened(text: str, length: int = 60) -> str:
    """Return the text on one line and at most `length` characters long, for quoting in a message."""
    line = " ".join(text[: length * 20].split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
