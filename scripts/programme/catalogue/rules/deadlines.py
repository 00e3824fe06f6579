"""Warnings about dates: deadlines likely to catch somebody out, and rounds that were to open and have no date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Records, Round
from programme.catalogue.rules.rounds import opening_and_closing
from programme.clock import LONDON, is_repeated, is_skipped, say_date, say_day, say_time
from programme.status import opens_words, window

_SATURDAY = 5
_ALMOST_NOON = time(11, 59)


def deadline_on_a_working_day(records: Records, day: date) -> Iterator[Finding]:
    """A deadline on a weekend or a bank holiday is warned about, since nobody may be there to help."""
    for one, closes in _still_to_come(records, day):
        holiday = _bank_holidays(closes.year).get(closes)
        if holiday or closes.weekday() >= _SATURDAY:
            why = f"{say_day(closes)} is {'a bank holiday' if holiday else 'at a weekend'}."
            action = "Choose a working day, if that is possible."
            yield at(one, "closes").warning("deadline-not-a-working-day", why, action=action)


def round_within_one_clock(records: Records, day: date) -> Iterator[Finding]:
    """A round that is open while the clocks change is warned about: the external form may keep another time."""
    for one, closes in _still_to_come(records, day):
        times = window(one)
        if times.opens and times.closes and _offset(times.opens) != _offset(times.closes):
            yield at(one, "closes").warning(
                "clocks-change",
                f"The clocks change between {opens_words(one)} and {say_date(closes)}.",
                action="Nothing to correct here: all times are London time. "
                "Check that the form closes by London time too.",
            )


def _offset(instant: datetime) -> timedelta | None:
    return instant.astimezone(LONDON).utcoffset()


def closing_time_is_plain(records: Records, day: date) -> Iterator[Finding]:
    """A closing time of 11:59 in the morning or of 00:00 is warned about: the end of the day is often meant."""
    for one, closes in _still_to_come(records, day):
        if one.closes_time == time():
            yield at(one, "closes_time").warning(
                "midnight",
                f"The round closes as {say_day(closes)} begins: nobody can apply on that day.",
                action="If the end of the day is meant, leave the time out: then the whole day counts.",
            )
        if one.closes_time == _ALMOST_NOON:
            yield at(one, "closes_time").warning(
                "almost-noon",
                f"The round closes at {say_time(_ALMOST_NOON)}, in the morning.",
                action="Write 23:59 if the end of the day is meant, or leave the time out: then the whole day counts.",
            )


def time_exists(records: Records, _: date) -> Iterator[Finding]:
    """A time that the clocks skip in March is wrong; one that occurs twice in October means the earlier one."""
    for one, name, period in opening_and_closing(records):
        given: time | None = getattr(one, f"{name}_time")
        if not given or not period or not period.day:
            continue
        if is_skipped(period.day, given):
            yield at(one, f"{name}_time").error(
                "time-does-not-exist",
                f"On {say_date(period.day)} the clocks go forward: {given:%H:%M} does not exist.",
                expected="a time before 01:00 or from 02:00",
                found=f"{given:%H:%M}",
                action="Choose another time.",
            )
        elif is_repeated(period.day, given):
            yield at(one, f"{name}_time").warning(
                "time-occurs-twice",
                f"On {say_date(period.day)} the clocks go back: {given:%H:%M} occurs twice. The earlier one counts.",
                action="Choose another time, if that is possible.",
            )


def opens_while_it_is_expected(records: Records, day: date) -> Iterator[Finding]:
    """A round has an exact opening date before the month, season or year is over in which it was to open."""
    for one in records.rounds.values():
        if not one.opens or one.opens.day or one.opens.last >= day:
            continue
        if not one.closes or one.closes.last >= day:
            yield at(one, "opens").warning(
                "opening-has-passed",
                f"The round was to open in {one.opens.words()}. That is over, and there is no date.",
                action="Write the date if the office has announced one, or the new year. "
                "Until then its pages say that no date is known.",
            )


def _still_to_come(records: Records, day: date) -> Iterator[tuple[Round, date]]:
    for one in records.rounds.values():
        if one.closes and one.closes.day and one.closes.day >= day:
            yield one, one.closes.day


@lru_cache(maxsize=32)
def _bank_holidays(year: int) -> dict[date, str]:
    import holidays  # noqa: PLC0415 - it takes a quarter of a second, and only a round still to close needs it

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))
