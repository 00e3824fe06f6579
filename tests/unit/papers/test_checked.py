"""What a leaflet says of how fresh it is."""

from __future__ import annotations

from datetime import date

import pytest

from programme.papers.checked import checked_words, months_later
from tests.unit.papers.invented_leaflets import DAY, topic


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2030, 1, 15), date(2030, 7, 15)),
        (date(2030, 8, 31), date(2031, 2, 28)),
        (date(2031, 8, 31), date(2032, 2, 29)),
        (date(2030, 6, 30), date(2030, 12, 30)),
    ],
)
def test_six_months_later_is_a_day_that_exists(day: date, later: date) -> None:
    assert months_later(day, 6) == later


def test_what_the_office_has_not_checked_says_so_and_is_good_for_six_months() -> None:
    assert checked_words(topic(), DAY) == (
        "The office has not yet checked this page.",
        "Check the address for changes after 28 February 2031.",
    )


def test_what_the_office_has_checked_is_good_until_its_next_check() -> None:
    one = topic(reviewed_on=date(2030, 8, 1), review_by=date(2031, 8, 1))
    assert checked_words(one, DAY) == (
        "The office last checked this page on 1 August 2030.",
        "Check the address for changes after 1 August 2031.",
    )


def test_what_should_have_been_checked_again_says_so_and_is_good_for_no_longer() -> None:
    one = topic(reviewed_on=date(2029, 8, 1), review_by=date(2030, 8, 30))
    assert checked_words(one, DAY) == (
        "The office meant to check this page by 30 August 2030. Some of it may be out of date.",
        "Check the address for changes after 31 August 2030.",
    )
