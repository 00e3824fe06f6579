from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from programme.catalogue.model import Records
from programme.submissions.facts import Announced, Decision
from programme.submissions.outcome import Match, Outcome, State, Submission
from programme.submissions.report.answers import Answers
from programme.submissions.report.money import money_checks
from tests.unit.submissions.report import invented as sample


def found(
    outcome: Outcome, day: date = sample.DAY, records: Records | None = None
) -> dict[str, list[tuple[str, str]]]:  # fmt: skip
    records = records or sample.records()
    checks = money_checks(outcome, Answers({}, records), records, day=day)
    return {check.id: [(odd.about, odd.found) for odd in check.odd] for check in checks if check.odd}


def awarded(number: int, amount: str | None, *, asked: str = "5000") -> Outcome:
    return sample.outcome(award(number, amount, asked=asked))


def award(number: int, amount: str | None, *words: str, asked: str = "5000", **more: Any) -> Submission:
    """An award that was announced in some words, or, without any, in some others."""
    announced = Announced(*(words or (f"Invented Group {number}", "Lights")))
    decision = Decision(sample.reference(number), "award", "panel", "2026-01-19", "Strong.", announced=announced)
    values = {"decisions": (decision,), "awarded": None if amount is None else Decimal(amount), **more}
    return sample.submission(number, State.AWARDED, amount=asked, **values)


def test_an_award_as_it_was_asked_for_is_fine() -> None:
    assert found(awarded(1, "5000")) == {}


def test_an_award_without_an_application_is_told() -> None:
    stray = found(sample.rich())["stray"]
    assert stray == [
        (sample.reference(99), "award, £100, by panel on 2026-01-19"),
        (sample.reference(98), "a mark by marker-a for need"),
    ]


@pytest.mark.parametrize("state", [State.AWARDED, State.DECLINED])
def test_a_return_that_was_decided_like_an_application_is_told(state: State) -> None:
    one = sample.submission(1, state, form="quarterly-return", awarded=Decimal(1))
    assert found(sample.outcome(one))["unfit"] == [
        (sample.reference(1), f"{state}, and it is of “Quarterly return”"),
    ]  # fmt: skip


def test_a_place_on_a_course_that_was_awarded_pounds_is_told() -> None:
    course = {"form": "leadership-programme-application", "call": "Cohort 5"}
    placed, awarded_ = sample.submission(1, State.PLACED, **course), sample.submission(2, State.AWARDED, **course)
    declined = sample.submission(3, State.DECLINED, **course)
    assert found(sample.outcome(placed, declined)).get("unfit") is None
    assert found(sample.outcome(awarded_))["unfit"] == [
        (sample.reference(2), "awarded, and it is of “Leadership Programme form”"),
    ]  # fmt: skip


def test_an_award_over_what_was_asked_for_is_told() -> None:
    assert found(awarded(1, "5000.01")) == {
        "over-asked": [(sample.reference(1), "asked £5,000, awarded £5,000.01")]
    }  # fmt: skip


def test_an_award_over_the_ceiling_is_told() -> None:
    assert found(awarded(1, "10000", asked="12000")) == {}
    assert found(awarded(1, "10000.01", asked="12000")) == {
        "over-ceiling": [(sample.reference(1), "at most £10,000, awarded £10,000.01")]
    }


def test_a_ceiling_that_only_a_rule_of_the_fund_says_is_the_ceiling_here_too() -> None:
    funds = sample.records().funds
    fund = replace(funds["community-action-fund"], ceiling=None)
    records = replace(sample.records(), funds={**funds, fund.id: fund})
    over = awarded(1, "10000.01", asked="12000")
    assert found(over, records=records) == {
        "over-ceiling": [(sample.reference(1), "at most £10,000, awarded £10,000.01")]
    }


def test_awards_over_the_pot_are_told() -> None:
    many = sample.outcome(*(award(number, "9000", asked="9000") for number in range(3)))
    assert found(many) == {"over-pot": [("Road Safety round", "£20,000 in the round, awarded £27,000")]}


def test_two_awards_for_one_bid_are_told_once() -> None:
    matches = [Match(other=sample.reference(other), kind="same", reason="A person decided so.") for other in (2, 1)]
    both = [award(number, "5000", matches=(match,)) for number, match in zip((1, 2), matches, strict=True)]
    first = min(sample.reference(1), sample.reference(2))
    assert [about for about, _ in found(sample.outcome(*both))["awarded-twice"]] == [first]


def test_an_award_without_an_amount_is_told() -> None:
    assert found(awarded(1, None)) == {"no-amount": [(sample.reference(1), "Invented Road Watch")]}


def test_an_award_that_no_decision_announces_is_a_notice() -> None:
    one = award(1, "5000", decisions=())
    assert found(sample.outcome(one)) == {"unannounced": [(sample.reference(1), "Invented Road Watch, £5,000")]}
    checks = money_checks(
        sample.outcome(one), Answers({}, sample.records()), sample.records(), day=sample.DAY
    )  # fmt: skip
    assert [check.notice for check in checks if check.odd] == [True]


def test_an_award_that_cannot_be_announced_as_decided_is_told() -> None:
    first = award(1, "5000")
    other = award(1, "5000", "Another name", "Lights")
    twice = structs.replace(first, decisions=(*first.decisions, *other.decisions))
    assert found(sample.outcome(twice))["left-out"][0][1] == "announced in two ways on one day"
    bare = structs.replace(first.record, answers={})
    alone = structs.replace(first, versions=(bare,))
    assert found(sample.outcome(alone))["left-out"][0][1].endswith("not known that an organisation applied")


def test_ready_and_undecided_is_told_only_when_the_round_is_closed() -> None:
    ready = sample.outcome(sample.submission(1))
    assert found(ready, date(2026, 1, 11)) == {}
    assert found(ready, date(2026, 1, 13)) == {
        "undecided": [(sample.reference(1), "Invented Road Watch, asks for £5,000, not marked")]
    }
