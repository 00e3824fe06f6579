"""What has to be said about a record wherever it is shown, on a page or on paper, on a day.

What it looks like is the output's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from programme.catalogue.model import Initiative, OfficeFact, Topic


def warning_of(one: Initiative) -> str:
    """Return what to warn of wherever an initiative is mentioned, or nothing."""
    if one.rating == "harmful":
        return "Harmful: do not use"
    return "Can backfire alone" if one.can_backfire else ""


def is_overdue(one: Initiative | Topic, day: date) -> bool:
    """Tell whether the office should have checked a record again by the day."""
    return bool(one.review_by and one.review_by < day)


def facts_on(facts: Iterable[OfficeFact], name: str, day: date) -> list[OfficeFact]:
    """Return the office's facts of that name which are true on the day."""
    return [
        one
        for one in facts
        if one.fact == name
        and (one.valid_from is None or one.valid_from <= day)
        and (one.valid_until is None or day <= one.valid_until)
    ]
