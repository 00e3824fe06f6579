"""The moment of submission: from the format and zone that are declared to an instant in UTC.

An hour that occurs twice in October is the earlier one; an hour that the clocks skip in March is read as if
they had not. Both are flagged. Nothing is tried but the declared format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from programme.clock import YEARS, is_repeated, is_skipped, london_instant

Moment = tuple[str, bool]  # 2026-01-12T16:05:00Z, and whether the hour occurs twice or never
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
_HALF: Final = r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
_PATTERNS: Final = {
    name: re.compile(pattern, re.ASCII)
    for name, pattern in {
        "workbook": rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]{_CLOCK})?",
        "iso": rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T ]{_CLOCK}(?P<offset>Z|[+-]\d\d:?\d\d)?",
        "iso-space": rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T ]{_CLOCK}",
        "day-first": rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}),?\s{_CLOCK}{_HALF}",
        "month-first": rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}),?\s{_CLOCK}{_HALF}",
        "month-first-short": rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d\d),?\s{_CLOCK}{_HALF}",
        "day-first-short": rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d\d),?\s{_CLOCK}{_HALF}",
        "google": rf"(?P<year>\d{{4}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})\s{_CLOCK}{_HALF}"
        r"(?:\s(?:GMT|UTC)?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?)?",
    }.items()
}
_SERIAL: Final = re.compile(r"\d{1,6}(?:\.\d{1,20})?", re.ASCII)
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock: its zone is declared
_OTHER_ORDER: Final = {
    "day-first": "month-first",
    "month-first": "day-first",
    "day-first-short": "month-first-short",
    "month-first-short": "day-first-short",
}
_NOON: Final = 12


def reader_of(written_as: str, zone: str) -> Callable[[str], Moment | None]:
    """Return what reads a moment of a format in a zone; it answers None for what is no such moment."""
    days: dict[datetime, tuple[timedelta, bool] | None] = {}

    def read(text: str) -> Moment | None:
        found = _wall(text, written_as)
        if found is None:
            return None
        wall, offset = found
        if offset is not None:
            return _told(wall - offset, unsure=False)
        if zone == "utc":
            return _told(wall, unsure=False)
        day = wall.replace(hour=0, minute=0, second=0)
        if day not in days:
            days[day] = _all_day(day)
        ahead, unsure = days[day] or _london(wall.replace(minute=0, second=0))
        return _told(wall - ahead, unsure=unsure)

    return read


def fits_other_order(text: str, written_as: str) -> bool:
    """Tell whether a moment that cannot be read could be, if day and month stood the other way round."""
    other = _OTHER_ORDER.get(written_as)
    return other is not None and _wall(text, other) is not None


def fits_this_order_only(text: str, written_as: str) -> bool:
    """Tell whether a moment that can be read could not be with day and month the other way round."""
    other = _OTHER_ORDER.get(written_as)
    return other is not None and _wall(text, other) is None


def look_of(text: str) -> str:
    """Return how something is written without what it says: `00/00/0000 at 00:00` as `99/99/9999 aa 99:99`."""
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", " ".join(text.split())))[:30]


def _wall(text: str, written_as: str) -> tuple[datetime, timedelta | None] | None:
    """Return the time on the clock, and how far ahead of UTC that clock is when the text says so."""
    text = text if text.isascii() else " ".join(text.split())
    match = _PATTERNS[written_as].fullmatch(text)
    if match is None:
        return _serial(text) if written_as == "workbook" else None
    year, month, day, hours, minute, second = match.group("year", "month", "day", "hour", "minute", "second")
    hour = _hour(int(hours or 0), match["half"] if "half" in match.re.groupindex else None)
    century = 2000 if written_as.endswith("short") else 0
    try:
        wall = datetime(century + int(year), int(month), int(day), hour, int(minute or 0), int(second or 0))  # noqa: DTZ001 - its zone is declared
    except ValueError:
        return None
    offset = match["offset"] if "offset" in match.re.groupindex else None
    if written_as == "google" and offset is None and re.search(r"(?:GMT|UTC)$", text):
        offset = "Z"
    return (wall, _offset(offset) if offset else None) if wall.year in YEARS else None


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of a day of 24; 24, which no day has, for thirteen o'clock in the afternoon."""
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        return 24
    return hour % _NOON + (_NOON if half in "Pp" else 0)


@cache
def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta()
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("12") else (digits, "0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return -ahead if text[0] == "-" else ahead


def _serial(text: str) -> tuple[datetime, None] | None:
    """Read the number of days since the last day but one of 1899, as workbooks count."""
    if not _SERIAL.fullmatch(text):
        return None
    wall = _FIRST_DAY + timedelta(seconds=round(float(text) * 86_400))
    return (wall, None) if wall.year in YEARS else None


def _london(hour: datetime) -> tuple[timedelta, bool]:
    """Return how far ahead of UTC London is at the beginning of an hour, and whether it occurs twice or never."""
    day, at = hour.date(), hour.time()
    ahead = hour - london_instant(day, at).replace(tzinfo=None)
    return ahead, is_repeated(day, at) or is_skipped(day, at)


def _all_day(midnight: datetime) -> tuple[timedelta, bool] | None:
    """Return the same for every hour of a day; None for the two days of a year on which the clocks change."""
    first, last = _london(midnight), _london(midnight.replace(hour=23))
    return first if first == last else None


def _told(instant: datetime, *, unsure: bool) -> Moment:
    return f"{instant.isoformat()}Z", unsure
