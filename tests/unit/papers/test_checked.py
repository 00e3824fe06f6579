"""What a leaflet says of how fresh it is."""

from __future__ import annotations

from datetime import date

from programme.papers.checked import checked_words
from tests.unit.papers.invented_leaflets import DAY, topic


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
