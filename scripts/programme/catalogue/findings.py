"""What the rules find in records: the one way to say which value of which record is wrong, and why.

Rules know no files. Where the value stands in one is found by `load`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, TypedDict, Unpack

from programme.catalogue.model import CLASSES, Records, Term
from programme.problems import Severity, did_you_mean

_KINDS: Final[Mapping[type, str]] = {made: kind for kind, made in CLASSES.items() if "." not in kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a rule found in a record: which record and field, and what to tell the editor.

    `path` leads to the value: `("closes",)`, or `("permissions", 2, "source")` for an item of a list,
    counted from 1. `quote` is the part of a longer text that is meant: its own line is shown. Without an id it
    is a record of the kind that is missing. The id of a term has its vocabulary before it: `bases/published`.
    """

    kind: str
    id: str
    path: tuple[str | int, ...]
    code: str
    message: str
    expected: str = ""
    found: str = ""
    action: str = ""
    quote: str = ""
    severity: Severity = Severity.ERROR


Rule = Callable[[Records, date], Iterator[Finding]]
Change = Callable[[Records, Records, date], Iterator[Finding]]


class Record(Protocol):
    """A record of any kind, itself and not an item of its lists."""

    @property
    def id(self) -> str:
        """What names it among those of its kind."""


class Details(TypedDict, total=False):
    """What an editor is told beside the message; what is left out is not said."""

    expected: str
    found: str
    action: str
    quote: str


@dataclass(frozen=True, slots=True)
class Location:
    """A value of a record that something is wrong with, or that is missing there."""

    record: Record
    path: tuple[str | int, ...]

    def error(self, code: str, message: str, **details: Unpack[Details]) -> Finding:
        """Return a finding that stops the build."""
        kind = _KINDS[type(self.record)]
        return Finding(kind=kind, id=self.record.id, path=self.path, code=code, message=message, **details)

    def warning(self, code: str, message: str, **details: Unpack[Details]) -> Finding:
        """Return a finding that is told and stops nothing."""
        return replace(self.error(code, message, **details), severity=Severity.WARNING)

    def unknown(self, code: str, message: str, known: Collection[str], *, found: str | None, action: str) -> Finding:
        """Return the error that what was found is none of `known`, with the nearest of them, or else `action`."""
        nearest = did_you_mean(found or "", known)
        expected = "one of: " + ", ".join(known)
        return self.error(code, message, expected=expected, found=found or "nothing", action=nearest or action)


def at(record: Record, *path: str | int) -> Location:
    """Return a place in a record: `at(one, "closes")`, or `at(one, "permissions", 2, "source")` in its second item."""
    return Location(record, path)


def at_term(codelist: str, term: Term, *path: str | int) -> Location:
    """Return a place in a term of a vocabulary: `at_term("bases", term, "label")`."""
    return Location(replace(term, id=f"{codelist}/{term.id}"), path)


def missing(kind: str, code: str, message: str, **details: Unpack[Details]) -> Finding:
    """Return the error that a record of a kind is not there at all: it is told of the kind's file."""
    return Finding(kind=kind, id="", path=(), code=code, message=message, **details)
