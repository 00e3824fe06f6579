"""What has to be said about a record wherever it is shown."""

from __future__ import annotations

from datetime import date

import pytest

from programme.standing import is_overdue, warning_of
from tests.unit.papers.invented_leaflets import initiative, topic


@pytest.mark.parametrize(
    ("rating", "can_backfire", "words"),
    [
        ("harmful", True, "Harmful: do not use"),
        ("harmful", False, "Harmful: do not use"),
        ("mixed", True, "Can backfire alone"),
        ("mixed", False, ""),
    ],
)
def test_what_harms_or_can_backfire_is_warned_of(rating: str, can_backfire: bool, words: str) -> None:  # noqa: FBT001
    assert warning_of(initiative(rating=rating, can_backfire=can_backfire)) == words


@pytest.mark.parametrize(("day", "overdue"), [(date(2030, 5, 1), False), (date(2030, 5, 2), True)])
def test_a_record_is_overdue_from_the_day_after_its_review_day(day: date, overdue: bool) -> None:  # noqa: FBT001
    assert is_overdue(topic(review_by=date(2030, 5, 1)), day) is overdue


def test_a_record_without_a_review_day_is_not_overdue() -> None:
    assert not is_overdue(topic(), date(2030, 5, 2))
