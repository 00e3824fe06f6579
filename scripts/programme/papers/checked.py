"""What a leaflet says of how fresh it is: paper cannot be corrected, so it names the day after which to look again."""

from __future__ import annotations

from datetime import date

from programme.catalogue.model import Initiative, Topic
from programme.clock import months_later, say_date
from programme.standing import is_overdue

_MONTHS = 6  # how long a leaflet is good for when the office has named no day


def checked_words(one: Initiative | Topic, day: date) -> tuple[str, ...]:
    """Return the sentences: whether the office has checked the record, and after which day to check the address."""
    return (_office_words(one, day), f"Check the address for changes after {say_date(check_after(one, day))}.")


def check_after(one: Initiative | Topic, day: date) -> date:
    """Return the day by which the office checks the record again, or six months after the day of the print."""
    if one.reviewed_on and one.review_by:
        return day if is_overdue(one, day) else one.review_by
    return months_later(day, _MONTHS)


def _office_words(one: Initiative | Topic, day: date) -> str:
    if one.review_by and is_overdue(one, day):
        return f"The office meant to check this page by {say_date(one.review_by)}. Some of it may be out of date."
    if one.reviewed_on:
        return f"The office last checked this page on {say_date(one.reviewed_on)}."
    return "The office has not yet checked this page."
