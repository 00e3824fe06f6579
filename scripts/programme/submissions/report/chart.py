"""A picture of applications over time against the deadline: bars to draw, a text in their place, and their table.

Places across are in hundredths of the picture and heights in pixels, so that words keep their size on a phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import ceil
from typing import Final

from programme.clock import LONDON, say_date
from programme.phrases import say_count

WIDTH: Final = 100
HEIGHT: Final = 200
_MOST_BARS: Final = 40
_WEEK: Final = 7
_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Bar:
    """Applications of some days: their words, how many, how many so far, and the bar's place in the picture."""

    label: str
    number: int
    running: int
    left: float
    width: float
    height: float
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture. `deadline` is the place of its line, None where the deadline is not known."""

    bars: tuple[Bar, ...]
    first: str  # its first day in words, and its last
    last: str
    most: int
    deadline: float | None
    text: str


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that the picture shows, cut into equal steps."""

    start: date
    step: int
    steps: int

    def at(self, moment: datetime) -> float:
        """Return where a moment stands, in hundredths of the picture."""
        begin = datetime.combine(self.start, datetime.min.time(), LONDON)
        days = (moment - begin).total_seconds() / _DAY_SECONDS
        return round(min(1.0, max(0.0, days / (self.step * self.steps))) * WIDTH, 2)

    def first(self, number: int) -> date:
        """Return the first day of a step."""
        return self.start + timedelta(days=number * self.step)

    def words(self, number: int) -> str:
        """Return the days of a step in words."""
        first = self.first(number)
        if self.step == 1:
            return say_date(first)
        return f"{say_date(first)} to {say_date(first + timedelta(days=self.step - 1))}"


def chart(moments: Sequence[datetime], opens: datetime | None, closes: datetime | None) -> Chart | None:
    """Return the picture of moments in London time, or None when there is none. `closes` is the first late instant."""
    if not moments:
        return None
    span = _span([one.astimezone(LONDON).date() for one in (*moments, *filter(None, (opens, closes)))], closes)
    numbers = Counter((one.date() - span.start).days // span.step for one in moments)
    most = max(numbers.values())
    running = accumulate(numbers[at] for at in range(span.steps))
    deadline = span.at(closes) if closes else None
    width = WIDTH / span.steps
    bars = tuple(
        Bar(
            label=span.words(at),
            number=numbers[at],
            running=so_far,
            left=round(at * width + width * 0.1, 2),
            width=round(width * 0.8, 2),
            height=round(numbers[at] / most * HEIGHT, 1),
            late=deadline is not None and at * width >= deadline,
        )
        for at, so_far in enumerate(running)
    )
    return Chart(
        bars=bars,
        first=say_date(span.start),
        last=say_date(span.first(span.steps) - timedelta(days=1)),
        most=most,
        deadline=deadline,
        text=_text(moments, span, numbers, closes),
    )


def _span(days: list[date], closes: datetime | None) -> _Span:
    """Cut the days into at most 40 steps, of a day or of whole weeks, so that one begins at the deadline."""
    whole = (max(days) - min(days)).days + 1
    step = 1 if whole <= _MOST_BARS else _WEEK * ceil(whole / (_MOST_BARS * _WEEK))
    before = (min(days) - closes.astimezone(LONDON).date()).days % step if closes else 0
    return _Span(min(days) - timedelta(days=before), step, ceil((whole + before) / step))


def _text(moments: Sequence[datetime], span: _Span, numbers: Counter[int], closes: datetime | None) -> str:
    words = f"{say_count(len(moments), 'application')}."
    most = max(numbers.values())
    fullest = [at for at, number in numbers.items() if number == most]
    if most > 1 and len(fullest) == 1:  # else none of them had more than the others
        words += f" Most came {'from' if span.step > 1 else 'on'} {span.words(fullest[0])}: {most:,}."
    if closes is None:
        return f"{words} The deadline is not known."
    late = sum(one >= closes for one in moments)
    return f"{words} {late:,} came after the deadline."
