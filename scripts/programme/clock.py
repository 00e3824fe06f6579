"""London time: days, instants, and dates that are known only to the month, season or year.

The only module that reads the clock. Everything else is given the day as an argument.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

LONDON = ZoneInfo("Europe/London")
_NOON = time(12)
DAY_VARIABLE = "PROGRAMME_TODAY"

MONTHS = tuple(calendar.month_name)[1:]
WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
YEARS = range(1900, 2200)  # any other year is a slip of the finger
# The meteorological seasons; a winter is named after the year in which it ends.
SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


@dataclass(frozen=True, slots=True)
class Period:
    """A date as far as it is known: a day, a month, a season or a year.

    `first` and `last` are its bounds, both inclusive; they are equal when the day is known.
    """

    text: str
    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, when it is known exactly."""
        return self.first if self.first == self.last else None

    @classmethod
    def of(cls, text: str) -> Period:
        """Read `2026-01-12`, `2026-03`, `spring 2026` or `2026`; raise ValueError for anything else."""
        first, last = _bounds(text.strip().lower())
        if first.year not in YEARS or last.year not in YEARS:
            raise ValueError(text)
        return cls(text.strip(), first, last)

    def words(self) -> str:
        """Return the period as people write it: `12 January 2026`, `March 2026`, `spring 2026`, `2026`."""
        if self.day:
            return say_date(self.day)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", self.text):
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        return self.text.lower()


def _bounds(text: str) -> tuple[date, date]:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        day = date.fromisoformat(text)
        return day, day
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
        return _months(int(match[1]), int(match[2]), int(match[1]), int(match[2]))
    if match := re.fullmatch(rf"({'|'.join(SEASONS)}) ([0-9]{{4}})", text):
        start, end = SEASONS[match[1]]
        year = int(match[2])
        return _months(year - 1 if start > end else year, start, year, end)
    if re.fullmatch(r"[0-9]{4}", text):
        return _months(int(text), 1, int(text), 12)
    raise ValueError(text)


def _months(year: int, month: int, last_year: int, last_month: int) -> tuple[date, date]:
    if not 1 <= month <= len(MONTHS):
        raise ValueError(month)
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or of an earlier one with a minus; or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def london_now() -> datetime:
    """Return the present moment in London."""
    return datetime.now(LONDON)


def chosen_day(environment: Mapping[str, str], given: str | None = None) -> date | None:
    """Return the day asked for by `given` or by PROGRAMME_TODAY, or None when nobody asked.

    Raises ValueError, in words for the person who typed it, when that is not a date, or one of another age.
    """
    text = given or environment.get(DAY_VARIABLE, "")
    if not text:
        return None
    where = "--today" if given else DAY_VARIABLE
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - fromisoformat would read 20251215 too
    except ValueError:
        message = f"{where} is “{text}”, which is not a date. Write it as year-month-day, such as 2025-12-15."
        raise ValueError(message) from None
    if day.year not in YEARS:
        message = f"{where} is “{text}”. Give a day of the years {YEARS.start} to {YEARS.stop - 1}."
        raise ValueError(message)
    return day


def the_day(environment: Mapping[str, str], given: str | None = None) -> date:
    """Return the day asked for, or today in London."""
    return chosen_day(environment, given) or london_now().date()


def london_instant(day: date, at: time = time()) -> datetime:
    """Return the UTC instant of a London wall-clock time; a time that occurs twice is the earlier one."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the UTC instant at which the London day is over: the next London midnight."""
    return london_instant(day + timedelta(days=1))


def is_skipped(day: date, at: time) -> bool:
    """Tell whether the clocks skip this time on that day (in March)."""
    wall = datetime.combine(day, at, LONDON)
    return wall.astimezone(UTC).astimezone(LONDON).time() != at


def is_repeated(day: date, at: time) -> bool:
    """Tell whether this time occurs twice on that day (in October)."""
    wall = datetime.combine(day, at, LONDON)
    return wall.utcoffset() != wall.replace(fold=1).utcoffset() and not is_skipped(day, at)


def utc_text(instant: datetime) -> str:
    """Return an instant as `2026-01-13T00:00:00Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=1 << 12)
def _hour_in_london(hour: str) -> str:
    at = datetime.fromisoformat(f"{hour}:00:00Z").astimezone(LONDON)
    return f"{say_date(at.date())}, {at:%H}"


def say_instant(text: str) -> str:
    """Return an instant `2025-08-15T03:56:07Z` to the second as it was in London: `15 August 2025, 04:56:07`."""
    hour = len("2025-08-15T03")
    return _hour_in_london(text[:hour]) + text[hour:].removesuffix("Z")


@lru_cache
def say_deadline(text: str) -> str:
    """Return the first instant that is too late as people say it: `the end of 14 August 2025`, `…, 17:00:00`."""
    at = datetime.fromisoformat(text).astimezone(LONDON)
    return say_instant(text) if at.time() != time() else f"the end of {say_date(at.date() - timedelta(days=1))}"


def say_date(day: date) -> str:
    """Return `12 January 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_day(day: date) -> str:
    """Return `Monday 12 January 2026`."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {say_date(day)}"


def say_time(at: time) -> str:
    """Return `5pm`, `11:59am`, `midday` or `midnight at the start of the day`."""
    if at == _NOON:
        return "midday"
    if at == time():
        return "midnight at the start of the day"
    hour = at.hour % 12 or 12
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at < _NOON else 'pm'}"
