"""The rules of results: a file that somebody changed by hand, or that gives too much away, is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.model import Result, ResultOutcome, ResultReason
from programme.catalogue.rules import RULES
from tests.real_records import real

DAY: Final = date(2026, 3, 2)
ROUND: Final = "road-safety-2025"


def result(counts: tuple[str, ...] = ("37", "*", "9", "*", "*"), **fields: Any) -> Result:
    names = [term.id for term in real().terms["result-outcomes"]]
    whole = Result(
        id=ROUND,
        round=ROUND,
        as_of=DAY,
        decided=True,
        received=65,
        from_people="*",
        asked=Decimal(585000),
        awards=14,
        awarded=Decimal(112000),
        success_rate=22,
        outcomes=tuple(ResultOutcome(outcome=name, count=count) for name, count in zip(names, counts, strict=False)),
        reasons=(ResultReason(outcome="not-eligible", reason="thirty-staff"),),
    )
    return replace(whole, **fields)


def told(one: Result) -> list[Finding]:
    """What the rules of results find in it."""
    found = replace(real(), results=MappingProxyType({one.id: one}))
    return [finding for rule in RULES if rule.__module__.endswith(".results") for finding in rule(found, DAY)]


def test_a_result_as_it_is_written_is_right() -> None:
    assert told(result()) == []


def test_a_result_may_leave_out_all_but_what_came_in_and_the_awards() -> None:
    assert told(result((), asked=None, awarded=None, from_people=None, reasons=())) == []


def test_a_result_of_a_round_that_waits_for_decisions_gives_only_what_came_in() -> None:
    bare = {"asked": None, "awards": None, "awarded": None, "success_rate": None, "from_people": None}
    waiting = result((), decided=False, reasons=(), **bare)
    assert told(waiting) == []
    (one,) = told(replace(waiting, awards=3))
    assert (one.code, one.path, one.found) == ("result-too-early", ("awards",), "awards")


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"id": "rural-crime-2025"}, "result-of-other-round", ("round",)),
        ({"as_of": date(2026, 1, 12)}, "result-before-close", ("as_of",)),
        ({"as_of": date(2026, 3, 3)}, "date-in-the-future", ("as_of",)),
        ({"awards": None}, "result-not-whole", ("decided",)),
        ({"success_rate": None}, "result-not-whole", ("decided",)),
        ({"success_rate": 21}, "result-does-not-add-up", ("success_rate",)),
        ({"from_people": "70"}, "result-does-not-add-up", ("from_people",)),
        ({"received": 59}, "result-does-not-add-up", ("received",)),
        ({"counts": ("37", "0", "9", "0", "0")}, "result-does-not-add-up", ("received",)),
        ({"counts": ("37", "*", "9", "*", "2")}, "small-number", ("outcomes", 5, "count")),
        ({"counts": ("37", "*", "9", "0", "0")}, "lone-hidden-number", ("outcomes", 2, "count")),
        ({"reasons": (ResultReason(outcome="not-eligible", reason="thirty-staf"),)}, "unknown-reason",
         ("reasons", 1, "reason")),
        ({"reasons": (ResultReason(outcome="late", reason="thirty-staff"),)}, "reason-of-hidden-outcome",
         ("reasons", 1, "outcome")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(fields: dict[str, Any], code: str, path: tuple[str | int, ...]) -> None:
    found = told(result(**fields))
    assert [(one.code, one.path) for one in found] == [(code, path)]
    assert all(one.action and one.expected and one.found for one in found)


def test_a_reason_with_a_slip_of_the_keyboard_gets_the_word_that_is_meant() -> None:
    (one,) = told(result(reasons=(ResultReason(outcome="not-eligible", reason="thirty-staf"),)))
    assert one.action == "Did you mean “thirty-staff”?"


def test_a_round_in_which_every_number_is_shown_adds_up() -> None:
    assert told(result(("42", "0", "9", "0", "0"))) == []


def test_a_round_without_any_application_has_no_rate() -> None:
    assert told(result((), received=0, awards=0, success_rate=0, reasons=())) == []
