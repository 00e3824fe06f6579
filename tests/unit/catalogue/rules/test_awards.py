"""The rules of awards: what was given and in which round, and that no one writes by hand what a decision says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.model import Award, Result
from programme.catalogue.rules import RULES
from programme.catalogue.rules.awards import award_is_within_the_ceiling
from programme.problems import Severity
from tests.real_records import real

DAY: Final = date(2026, 3, 2)
ROUND: Final = "road-safety-2025"


def award(number: int = 1, **fields: Any) -> Award:
    values: dict[str, Any] = {
        "id": f"invented-group-{number}", "fund": "community-action-fund", "round": ROUND, "amount": Decimal(500),
        "organisation": f"Invented Group {number}", "given": None, "purpose": "Lights", "when": "2025/26",
        "basis": "decided", "sources": (),
    }  # fmt: skip
    return Award(**(values | fields))


def result(awards: int | None, *, decided: bool = True) -> Result:
    return Result(
        id=ROUND, round=ROUND, as_of=DAY, decided=decided, received=9, from_people=None, asked=None, awards=awards,
        awarded=None, success_rate=None, outcomes=(), reasons=(),
    )  # fmt: skip


def told(*awards: Award, results: tuple[Result, ...] = (result(2),)) -> list[Finding]:
    """What the rules of awards find in them, beside these results."""
    found = replace(
        real(),
        awards=MappingProxyType({one.id: one for one in awards}),
        results=MappingProxyType({one.id: one for one in results}),
    )
    return [finding for rule in RULES if rule.__module__.endswith(".awards") for finding in rule(found, DAY)]


def codes(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.id, one.code) for one in found]


def test_awards_as_they_are_written_are_right() -> None:
    assert told(award(1), award(2), award(3, basis="published", sources=("release-2025-915",))) == []


def test_an_award_is_an_amount_or_a_thing() -> None:
    assert codes(told(award(given="3 cameras"))) == [("invented-group-1", "amount-and-thing")]
    assert told(award(given="3 cameras", amount=None)) == []


def test_an_award_is_of_the_fund_of_its_round() -> None:
    (one,) = told(award(fund="prevention-fund"))
    assert (one.code, one.path) == ("round-of-other-fund", ("round",))


@pytest.mark.parametrize(
    ("fields", "results", "found"),
    [
        ({}, (), f"no result of {ROUND}"),
        ({}, (result(None, decided=False),), "a result not decided"),
        ({"round": None}, (result(2),), "no round"),
        ({}, (result(0),), f"0 awards in the result of {ROUND}"),
    ],
)
def test_an_award_from_a_decision_needs_a_result_that_counts_it(
    fields: dict[str, Any], results: tuple[Result, ...], found: str
) -> None:
    (one,) = told(award(**fields), results=results)
    assert (one.code, one.found) == ("decided-without-result", found)


def test_there_are_no_more_awards_from_decisions_than_the_result_counts() -> None:
    assert codes(told(*map(award, (1, 2, 3)))) == [("invented-group-3", "decided-without-result")]


def test_an_award_that_was_written_by_hand_too_is_a_warning() -> None:
    by_hand = award(2, organisation="INVENTED  group 1", basis="published")
    (one,) = told(award(1), by_hand)
    assert (one.id, one.code, one.severity) == ("invented-group-2", "award-twice", Severity.WARNING)
    assert told(award(1), replace(by_hand, round=None, amount=Decimal(600))) == []


def test_an_award_that_stands_under_two_ids_is_a_warning() -> None:
    one = award(1, basis="published", round=None)
    again = replace(one, id="again", organisation="INVENTED  group 1", purpose="Street lights", round=ROUND)
    (found,) = told(one, again)
    assert (found.id, found.code, found.severity) == ("again", "award-twice", Severity.WARNING)
    assert found.found == "again and invented-group-1"


@pytest.mark.parametrize(
    "fields", [{"amount": Decimal(501)}, {"when": "2026/27"}, {"organisation": "Invented Group 2"}]
)
def test_two_awards_to_one_organisation_differ_in_something(fields: dict[str, Any]) -> None:
    one = award(1, basis="published", round=None)
    assert told(one, replace(one, id="again", **fields)) == []


def test_two_awards_of_amounts_that_were_not_published_differ_in_their_purpose() -> None:
    one = award(1, basis="published", amount=None)
    assert told(one, replace(one, id="again", purpose="Signs")) == []
    assert codes(told(one, replace(one, id="again", purpose="lights"))) == [("again", "award-twice")]


def test_an_award_above_the_ceiling_of_its_fund_is_a_warning() -> None:
    ceiling = real().funds["community-action-fund"].ceiling
    assert ceiling is not None
    assert told(award(amount=ceiling)) == []
    (one,) = told(award(amount=ceiling + 1))
    assert (one.code, one.path, one.severity) == ("over-the-ceiling", ("amount",), Severity.WARNING)


def test_the_ceiling_of_its_round_goes_first() -> None:
    small = replace(real().rounds[ROUND], ceiling=Decimal(400))
    records = replace(real(), rounds=MappingProxyType({ROUND: small}), awards=MappingProxyType({"a": award()}))
    (one,) = award_is_within_the_ceiling(records, DAY)
    assert one.expected == "at most 400"


def test_no_real_award_is_warned_of() -> None:
    assert told(*real().awards.values(), results=()) == []
