"""What state a round is in on a given day, and what may be said about it that stays true for ever.

A static page freezes the moment it was built. So the words here name the day they speak of, and the
instants let a script in the visitor's browser say what is true now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from programme.clock import end_of_day, london_instant, say_date, say_time, utc_text

if TYPE_CHECKING:
    from programme.catalogue.model import Round, RoundChange


class State(StrEnum):
    """The states of a round; the ids of the vocabulary `round-states`."""

    OPEN = "open"
    CLOSING_SOON = "closing-soon"
    UPCOMING = "upcoming"
    UNCONFIRMED = "unconfirmed"
    NO_DATE = "no-date"
    CLOSED = "closed"

    @property
    def group(self) -> State:
        """The heading under which a page lists the round."""
        return State.OPEN if self is State.CLOSING_SOON else self


@dataclass(frozen=True, slots=True)
class Window:
    """The instants (UTC) between which applications are taken; None where the date is not known exactly.

    `closes` is the first instant that is too late. `expected` is when the month, season or year is over in which a
    round without any exact date was to open.
    """

    opens: datetime | None
    closes: datetime | None
    expected: datetime | None = None

    @property
    def opens_text(self) -> str:
        """The opening instant as `2025-11-17T00:00:00Z`, or nothing."""
        return utc_text(self.opens) if self.opens else ""

    @property
    def closes_text(self) -> str:
        """The first instant that is too late as `2026-01-13T00:00:00Z`, or nothing."""
        return utc_text(self.closes) if self.closes else ""

    @property
    def expected_text(self) -> str:
        """When the time is over in which it was to open, as `2027-01-01T00:00:00Z`, or nothing."""
        return utc_text(self.expected) if self.expected else ""


def window(one: Round) -> Window:
    """Return the instants between which a round takes applications."""
    opens = one.opens.day if one.opens else None
    closes = one.closes.day if one.closes else None
    start = (
        None if opens is None else london_instant(opens, one.opens_time) if one.opens_time else london_instant(opens)
    )
    end = None if closes is None else london_instant(closes, one.closes_time) if one.closes_time else end_of_day(closes)
    until = _expected_until(one)
    return Window(start, end, end_of_day(until) if until else None)


def _expected_until(one: Round) -> date | None:
    """Return the last day of the month, season or year in which a round was to open; nothing when more is known."""
    return one.opens.last if one.opens and not one.opens.day and not one.closes else None


def state_on(one: Round, day: date, *, soon_days: int) -> State:
    """Return the state of a round as a visitor on `day` should see it.

    On its opening and closing day a round counts as open: the words beside it give the time.
    """
    opens = one.opens.day if one.opens else None
    closes = one.closes.day if one.closes else None
    if (closes and day > closes) or (one.closes and day > one.closes.last):
        return State.CLOSED
    if opens is None:
        until = _expected_until(one)
        return State.NO_DATE if until and day > until else State.UNCONFIRMED
    if day < opens:
        return State.UPCOMING
    if closes is None:
        return State.UNCONFIRMED
    return State.CLOSING_SOON if (closes - day).days <= soon_days else State.OPEN


def state_words(state: State, day: date) -> str:
    """Return a sentence about the state that names its day, so that it never becomes untrue."""
    on = say_date(day)
    return {
        State.OPEN: f"Open on {on}",
        State.CLOSING_SOON: f"Open on {on}, closing soon",
        State.UPCOMING: f"Not open yet on {on}",
        State.UNCONFIRMED: "Dates to be confirmed",
        State.NO_DATE: f"No date known on {on}",
        State.CLOSED: "Closed",
    }[state]


def opens_words(one: Round | RoundChange) -> str:
    """Return when a round opens: `17 November 2025`, `17 November 2025 at 9am`, `2026`, or nothing."""
    if not one.opens:
        return ""
    return one.opens.words() + (f" at {say_time(one.opens_time)}" if one.opens_time else "")


def closes_words(one: Round | RoundChange) -> str:
    """Return when a round closes: `5pm on 12 January 2026`, `the end of 12 January 2026`, `March 2026`, or nothing."""
    if not one.closes:
        return ""
    if not one.closes.day:
        return one.closes.words()
    before = say_time(one.closes_time) if one.closes_time else "the end"
    return f"{before} {'on' if one.closes_time else 'of'} {one.closes.words()}"
