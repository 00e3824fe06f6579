from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from programme.submissions.outcome import Outcome, State
from programme.submissions.report.answers import Answers
from programme.submissions.report.chart import HEIGHT, WIDTH, chart
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.rounds import RoundSummary, rounds
from programme.submissions.report.wording import moment
from tests.unit.submissions.report import invented as sample


def rounds_of(found: Outcome) -> tuple[RoundSummary, ...]:
    kinds = Kinds(Answers({}, sample.records()), sample.records())
    return rounds(found, kinds, sample.records(), day=sample.DAY)


def at(text: str) -> datetime:
    found = moment(text)
    assert found
    return found


def test_a_round_says_its_deadline_pot_and_ceiling() -> None:
    (one,) = rounds_of(sample.rich())
    assert (one.title, one.closes, one.pot, one.ceiling) == (
        "Road Safety round",
        "the end of 12 January 2026",
        "£20,000",
        "£10,000",
    )


def test_pounds_of_ready_and_awarded_stand_against_the_pot() -> None:
    (one,) = rounds_of(sample.rich())
    assert one.against == (
        "What is awarded and what those that are ready ask for comes to £20,000. "
        "That is exactly the £20,000 in the round."
    )


@pytest.mark.parametrize(("amount", "over"), [("20000", False), ("20000.01", True)])
def test_more_than_the_pot_is_an_alarm(amount: str, over: bool) -> None:  # noqa: FBT001
    (one,) = rounds_of(sample.outcome(sample.submission(1, amount=amount)))
    assert one.over is over


def test_a_pot_that_nobody_announced_is_said_to_be_so() -> None:
    one = sample.submission(1, call="violence-and-vulnerability-2025")
    (found,) = rounds_of(sample.outcome(one))
    assert found.pot == "not announced"
    assert found.against.endswith("The money in the round is not announced.")


def test_an_application_to_no_known_round_is_counted_too() -> None:
    (found,) = rounds_of(sample.outcome(sample.submission(1, State.NEEDS_A_PERSON, call="")))
    assert (found.title, found.total.number, found.total.asked) == ("Round not known", 1, Decimal(5000))


def test_the_picture_counts_every_application_once() -> None:
    (one,) = rounds_of(sample.rich())
    assert one.chart
    assert sum(bar.number for bar in one.chart.bars) == one.chart.bars[-1].running == 7


def test_a_step_begins_at_the_deadline_so_that_late_bars_hold_late_ones_only() -> None:
    (one,) = rounds_of(sample.rich())
    assert one.chart
    assert sum(bar.number for bar in one.chart.bars if bar.late) == 1
    assert one.chart.text.endswith("1 came after the deadline.")


def test_a_picture_says_its_first_day_and_its_last() -> None:
    (one,) = rounds_of(sample.rich())
    assert one.chart
    assert one.chart.bars[0].label == f"{one.chart.first} to 17 November 2025"
    assert one.chart.bars[-1].label == f"13 January 2026 to {one.chart.last}"
    assert one.chart.last == "19 January 2026"


def test_a_picture_of_one_moment_fills_its_height() -> None:
    found = chart([at("2026-01-01T12:00:00Z")], None, None)
    assert found
    assert [(bar.number, bar.height) for bar in found.bars] == [(1, HEIGHT)]
    assert (found.first, found.last) == ("1 January 2026", "1 January 2026")
    assert found.deadline is None
    assert found.text == "1 application. The deadline is not known."


def test_the_fullest_days_are_named_only_where_one_has_the_most() -> None:
    days = [at(f"2026-01-0{day}T12:00:00Z") for day in (1, 2, 3)]
    level, uneven = chart(days, None, None), chart([*days, days[1]], None, None)
    assert level
    assert uneven
    assert level.text == "3 applications. The deadline is not known."
    assert uneven.text == "4 applications. Most came on 2 January 2026: 2. The deadline is not known."


def test_one_date_of_long_ago_makes_no_endless_picture() -> None:
    found = chart([at("1995-01-01T12:00:00Z"), at("2026-01-01T12:00:00Z")], None, datetime(2026, 1, 13, tzinfo=UTC))
    assert found
    assert len(found.bars) <= 41
    assert max(bar.left + bar.width for bar in found.bars) <= WIDTH


def test_without_a_moment_there_is_no_picture() -> None:
    assert chart([], None, None) is None
