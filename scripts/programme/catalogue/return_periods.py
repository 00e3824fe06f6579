"""The months and quarters that returns are for: `2025-07` is July 2025, `2025-Q3` is July to September 2025.

Quarters are those of the calendar, so that an id says its year. People never see an id: an office counts its
quarters from April.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from programme.clock import MONTHS, months_later

# How many months each word of the vocabulary `return-periods` spans.
MONTHS_IN: Final = {"month": 1, "quarter": 3}
_WORDS: Final = re.compile(r"([A-Z][a-z]+)(?: to ([A-Z][a-z]+))? (20\d\d)")
_ID: Final = re.compile(r"([1-9][0-9]{3})-(?:(0[1-9]|1[0-2])|Q([1-4]))")
_QUARTER: Final = 3


def period_words(month: date, every: str) -> str:
    """Return `July 2025`, or `July to September 2025` of a quarter that begins with this month."""
    first, last = MONTHS[month.month - 1], MONTHS[month.month + MONTHS_IN[every] - 2]
    return f"{first} {month.year}" if first == last else f"{first} to {last} {month.year}"


def period_id(month: date, every: str) -> str:
    """Return the id of the period in which a month lies: `2025-07`, or `2025-Q3` where it is sent each quarter."""
    if every == "quarter":
        return f"{month.year}-Q{(month.month - 1) // _QUARTER + 1}"
    return f"{month.year}-{month.month:02}"


def say_period(period: str) -> str:
    """Return `July 2025` for `2025-07`, `July to September 2025` for `2025-Q3`, and anything else as it is."""
    match = _ID.fullmatch(period)
    if not match:
        return period
    month = int(match[2]) if match[2] else _QUARTER * (int(match[3]) - 1) + 1
    return period_words(date(int(match[1]), month, 1), "month" if match[2] else "quarter")


def period_of(words: str) -> str | None:
    """Return the id of the period that is meant by `July 2025` or `July to September 2025`, None by anything else."""
    match = _WORDS.fullmatch(words.strip())
    if not match or match[1] not in MONTHS:
        return None
    month = date(int(match[3]), MONTHS.index(match[1]) + 1, 1)
    every = "quarter" if match[2] else "month"
    if every == "quarter" and not begins_quarter(month):
        return None
    return period_id(month, every) if period_words(month, every) == words.strip() else None


def begins_quarter(day: date) -> bool:
    """Tell whether a quarter begins in the month of this day."""
    return day.month % _QUARTER == 1


def periods_from(first: date, last: date, every: str) -> Iterator[date]:
    """Yield the first day of each period from the one that begins on `first` to the one that begins by `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = months_later(month, MONTHS_IN[every])
