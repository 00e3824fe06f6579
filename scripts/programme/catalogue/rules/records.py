"""Rules of every kind of record: basis and source, facts in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import combinations
from typing import Any

from programme.catalogue.bases import CONFIRMED, DECIDED
from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Award, OfficeFact, Records
from programme.clock import say_date


def basis_has_source(records: Records, _: date) -> Iterator[Finding]:
    """What is said to be published or worked out names the source it comes from."""
    for record in every(records):
        for path, one in _with_basis(record):
            field = "sources" if hasattr(one, "sources") else "source"
            if one.basis in CONFIRMED and not getattr(one, field):
                yield at(record, *path, "basis").error(
                    "basis-without-source",
                    f"The basis is “{one.basis}” but no source is named.",
                    expected=f"a value for {field}",
                    found="nothing",
                    action=f"Add {field}, or change the basis to general-knowledge or proposed.",
                )


def only_awards_are_decided(records: Records, _: date) -> Iterator[Finding]:
    """Only an award is known from a decision of the office; every other fact says where it was published."""
    for record in every(records):
        for path, one in _with_basis(record):
            if one.basis == DECIDED and not isinstance(record, Award):
                yield at(record, *path, "basis").error(
                    "decided-is-for-awards",
                    f"The basis is “{DECIDED}”, and this is no award.",
                    expected="another word for basis",
                    found=one.basis,
                    action="Write published and name the source, or general-knowledge or proposed.",
                )


def every(records: Records) -> Iterator[Any]:
    """Yield every record of every kind, but for terms."""
    for group in fields(records):
        if group.name != "terms":
            yield from getattr(records, group.name).values()


def _with_basis(record: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if hasattr(record, "basis"):
        yield (), record
    for name in record.__slots__:
        items = getattr(record, name)
        if isinstance(items, tuple) and items and hasattr(items[0], "basis"):
            yield from (((name, number), item) for number, item in enumerate(items, 1))


def facts_do_not_overlap(records: Records, _: date) -> Iterator[Finding]:
    """Of each fact about the office only one is true on any day, and its last day is not before its first."""
    for one in records.office_facts.values():
        if one.valid_from and one.valid_until and one.valid_until < one.valid_from:
            yield at(one, "valid_until").error(
                "ends-before-it-begins",
                "The fact ends before it begins.",
                expected=f"{say_date(one.valid_from)} or later",
                found=say_date(one.valid_until),
                action="Correct one of the two dates.",
            )
    for one, other in combinations(records.office_facts.values(), 2):
        if one.fact == other.fact and _overlap(one, other):
            yield _overlap_finding(other, one)


def _overlap_finding(one: OfficeFact, other: OfficeFact) -> Finding:
    field = "valid_from" if one.valid_from else "valid_until" if one.valid_until else "fact"
    return at(one, field).error(
        "facts-overlap",
        f"“{other.id}” and “{one.id}” give the fact “{one.fact}” for the same days.",
        expected="one value on each day",
        found=f"“{other.id}” {_span(other)}, “{one.id}” {_span(one)}",
        action="End the older fact on the day before the newer one begins.",
    )


def _span(one: OfficeFact) -> str:
    first = f"from {say_date(one.valid_from)}" if one.valid_from else "from the beginning"
    return first + (f" to {say_date(one.valid_until)}" if one.valid_until else " until further notice")


def _overlap(one: OfficeFact, other: OfficeFact) -> bool:
    starts, ends = date.min, date.max
    return (one.valid_from or starts) <= (other.valid_until or ends) and (other.valid_from or starts) <= (
        one.valid_until or ends
    )


def area_with_successor_ends(records: Records, _: date) -> Iterator[Finding]:
    """A local authority that has a successor has a last day."""
    for one in records.areas.values():
        if one.successor and not one.valid_until:
            yield at(one, "successor").error(
                "successor-without-end",
                "The area has a successor but no last day.",
                expected="a date for valid_until",
                found="nothing",
                action="Add valid_until.",
            )


def reviewed_in_the_past(records: Records, day: date) -> Iterator[Finding]:
    """A review, a check or a change of dates has a day that is not in the future."""
    for record in every(records):
        for path, value in _days_of_work(record):
            if value > day:
                yield at(record, *path).error(
                    "date-in-the-future",
                    "This date has not come yet.",
                    expected=f"{say_date(day)} or earlier",
                    found=say_date(value),
                    action="Write the day on which it was done.",
                )


def _days_of_work(record: Any) -> Iterator[tuple[tuple[str | int, ...], date]]:
    """Yield every day on which somebody did something to a record, with its path."""
    for name in ("reviewed_on", "checked_on"):
        if value := getattr(record, name, None):
            yield (name,), value
    for number, change in enumerate(getattr(record, "earlier_dates", ()), 1):
        yield ("earlier_dates", number, "changed_on"), change.changed_on
