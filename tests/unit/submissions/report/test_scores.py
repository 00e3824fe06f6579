from __future__ import annotations

from decimal import Decimal

from programme.catalogue.model import Criterion
from programme.submissions.facts import Mark
from programme.submissions.report.scores import Score, score
from tests.unit.submissions.report import invented as sample

CRITERIA = tuple(
    Criterion(id=name, title=name.capitalize(), description="x", marks=marks, basis="proposed", sources=())
    for name, marks in (("need", 30), ("value", 10))
)


def mark(marker: str, criterion: str, given: str, on: str = "2026-01-20") -> Mark:
    return Mark(sample.reference(1), f"marker-{marker}", criterion, given, on)


def scored(*marks: Mark, expected: int = 2) -> Score:
    return score(sample.submission(1, marks=marks), CRITERIA, expected=expected)


FULL = (mark("a", "need", "30"), mark("a", "value", "10"), mark("b", "need", "10"), mark("b", "value", "10"))


def test_the_score_is_the_mean_of_the_markers_totals_in_percent() -> None:
    found = scored(*FULL)
    assert found.totals == (Decimal("100.0"), Decimal("50.0"))
    assert (found.percent, found.spread, found.whole) == (Decimal("75.0"), Decimal("50.0"), True)


def test_the_criterion_on_which_they_differ_most_is_named() -> None:
    widest = scored(*FULL).widest
    assert widest
    assert (widest.title, widest.spread, widest.mean) == ("Need", Decimal(20), Decimal("20.0"))


def test_a_marker_who_is_not_through_counts_for_nothing_and_is_named() -> None:
    found = scored(*FULL[:3])
    assert found.totals == (Decimal("100.0"), None)
    assert (found.percent, found.missing) == (Decimal("100.0"), ("marker-b: Value",))


def test_markers_who_have_not_begun_are_counted() -> None:
    assert scored(*FULL, expected=3).missing == ("1 more marker of 3",)


def test_a_later_score_replaces_an_earlier_one() -> None:
    assert scored(*FULL, mark("b", "need", "30", "2026-01-21")).totals[1] == Decimal("100.0")


def test_two_scores_of_one_day_count_as_none() -> None:
    assert scored(*FULL, mark("b", "need", "30")).missing == (
        "marker-b: Need (two scores of one day: mark again on a later day)",
    )


def test_the_same_score_twice_is_one_score() -> None:
    assert scored(*FULL, mark("b", "need", "10.0")).whole


def test_a_criterion_to_which_everybody_gave_nothing_is_named() -> None:
    zero = [mark(marker, "value", "0") for marker in "ab"]
    assert scored(FULL[0], FULL[2], *zero).nothing_for == ("Value",)


def test_no_mark_is_no_score() -> None:
    found = scored(expected=3)
    assert (found.percent, found.spread, found.missing) == (None, None, ("3 more markers of 3",))


def test_a_mark_for_a_criterion_that_is_no_more_changes_nothing() -> None:
    assert scored(*FULL, mark("a", "gone", "5")).percent == Decimal("75.0")
