"""What simulated submissions answer, and when they are sent: a round, the period of a return, or a stretch of weeks.

Times are spread as people send them: some on the first days, most later, a rush on the last two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Final

from programme.catalogue.model import Form, Records, Round
from programme.catalogue.return_periods import MONTHS_IN, period_id, period_words
from programme.clock import end_of_day, is_repeated, london_instant, months_later
from programme.status import window
from programme.submissions.ceiling import ceiling_of
from programme.submissions.simulate.chance import Chance

_NO_DATES: Final = (date(2025, 9, 15), date(2025, 11, 10))  # where nothing is announced; the clocks change within
_HOURS: Final = (7, 8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19, 19, 20, 20, 21, 21, 22, 23)
_RUSH: Final = 0.3  # how many come on the last two days
_ONE_DAY: Final = timedelta(days=1)
_RETURN_DAYS: Final = 14  # how long after a period returns come in where no day is announced


@dataclass(frozen=True, slots=True)
class Call:
    """What is answered: its id, between which instants, and whether these are known exactly. `due` is of a return."""

    id: str
    words: str  # as a form shows it
    opens: datetime
    closes: datetime  # the first instant that is too late
    known: bool = True
    grace: timedelta = timedelta()
    ceiling: Decimal | None = None
    theme: str = ""
    weeks: int | None = None  # whole ones, from the decision to the last day on which money may be spent


def round_calls(form: Form, records: Records, round_id: str | None) -> tuple[Call, ...]:
    """Return the round to simulate and then the other rounds of the form whose dates are known.

    Without `round_id` it is the last of these to open. Raises ValueError for a round that there is not.
    """
    if round_id is not None and round_id not in records.rounds:
        rounds = ", ".join(sorted(records.rounds))
        raise ValueError(f"There is no round “{round_id}”. There are: {rounds}.")
    known = [_of_round(one, records) for one in records.rounds.values() if one.form == form.id and _is_known(one)]
    known.sort(key=lambda call: (call.opens, call.id), reverse=True)
    if round_id is None:
        return tuple(known)
    return (_of_round(records.rounds[round_id], records), *(call for call in known if call.id != round_id))


def period_calls(form: Form) -> Iterator[Call]:
    """Return the periods of a return, the first one first; without end where the form names no last one."""
    first = (form.first_period.first if form.first_period else _NO_DATES[0]).replace(day=1)
    every = form.every or "month"
    for number in count():
        start = months_later(first, number * MONTHS_IN[every])
        if form.last_period and start > form.last_period.last:
            return
        yield _of_period(start, every, form.due_day)


def no_call(period: tuple[date, date] = _NO_DATES) -> Call:
    """Return what is answered where there is neither a round nor a period."""
    return Call("", "", london_instant(period[0]), end_of_day(period[1]))


def ambiguous(call: Call) -> datetime | None:
    """Return the local moment in an hour that occurs twice while a call is open, if there is one."""
    day, last = call.opens.date(), call.closes.date() - _ONE_DAY
    while day <= last:
        if day.month == 10 and is_repeated(day, time(1, 30)):  # noqa: PLR2004 - the clocks go back in October
            return datetime.combine(day, time(1, 30))
        day += _ONE_DAY
    return None


class Moments:
    """When submissions are sent while a call is open: instants in UTC, to the second."""

    def __init__(self, call: Call, rng: Chance) -> None:
        self._call, self._rng = call, rng
        days = max(1, (call.closes - timedelta(seconds=1)).date().toordinal() - call.opens.date().toordinal() + 1)
        first = call.opens.date()
        self._midnights = [london_instant(first + timedelta(days=number)) for number in range(days)]

    def next(self) -> datetime:
        """Return one moment at which somebody sends something."""
        for _ in range(9):
            moment = self._moment()
            if self._call.opens <= moment < self._call.closes:
                return moment
        length = (self._call.closes - self._call.opens).total_seconds()
        return self._call.opens + timedelta(seconds=int(length * self._rng.random()))

    def _moment(self) -> datetime:
        days, drawn = len(self._midnights), self._rng.random()
        rush = days - (2 if drawn < _RUSH / 3 else 1)
        day = rush if drawn < _RUSH else days - 1 - self._rng.few(days)
        hour = self._rng.one(_HOURS)
        return self._midnights[max(0, day)] + timedelta(seconds=hour * 3600 + self._rng.below(3600))


def _is_known(one: Round) -> bool:
    between = window(one)
    return between.opens is not None and between.closes is not None


def _of_round(one: Round, records: Records) -> Call:
    between = window(one)
    opens, closes = between.opens, between.closes
    first = one.opens.first if one.opens else _NO_DATES[0]
    last = one.closes.last if one.closes else one.opens.last if one.opens else _NO_DATES[1]
    return Call(
        id=one.id,
        words=one.title,
        opens=opens or london_instant(first),
        closes=closes or end_of_day(last),
        known=bool(opens and closes),
        grace=timedelta(minutes=one.grace_minutes or 0),
        ceiling=ceiling_of(one, records),
        theme=one.theme,
        weeks=_weeks(one),
    )


def _weeks(one: Round) -> int | None:
    start = one.decision_by or one.closes  # where no decision is announced, closing stands for it
    return (one.spend_by.last - start.last).days // 7 if one.spend_by and start else None


def _of_period(start: date, every: str, due_day: int | None) -> Call:
    after = months_later(start, MONTHS_IN[every])
    closes = end_of_day(after + timedelta(days=(due_day or _RETURN_DAYS) - 1))
    return Call(
        period_id(start, every), period_words(start, every), london_instant(after), closes, known=due_day is not None
    )
