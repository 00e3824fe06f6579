"""The words in which the reports tell states, dispositions, codes, pounds and moments. No rule is here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from programme.clock import LONDON, say_date, say_time
from programme.phrases import say_money
from programme.submissions.outcome import Disposition, Flag, State

STATES: Final[Mapping[State, str]] = {
    State.NEEDS_A_PERSON: "Needs a person",
    State.READY: "Ready",
    State.INCOMPLETE: "Incomplete",
    State.LATE: "Late",
    State.NOT_ELIGIBLE: "Not eligible",
    State.REPLACED: "Replaced by a later one",
    State.AWARDED: "Awarded",
    State.PLACED: "Given a place",
    State.DECLINED: "Declined",
    State.WITHDRAWN: "Withdrawn",
}
DISPOSITIONS: Final[Mapping[Disposition, str]] = {
    Disposition.FIRST: "First",
    Disposition.VERSION: "New version",
    Disposition.REPEAT: "Repeat",
    Disposition.STRUCTURAL: "No submission",
    Disposition.QUARANTINE: "Cannot be read",
}
FLAGS: Final[Mapping[Flag, str]] = {
    Flag.WITHIN_GRACE: "Within the minutes of grace",
    Flag.SHARED_CONTACT: "Shares an address or number with another",
    Flag.OTHER_ROUND: "Also in another round",
    Flag.PREVIOUS_AWARD: "Had an award before",
    Flag.TIME_AMBIGUOUS: "Sent in an hour that the clocks repeat or skip",
    Flag.GONE_FROM_SOURCE: "No longer in the form's newest export",
}
_REASONS: Final[Mapping[str, str]] = {
    "header": "row of headings",
    "second-header": "second row of headings",
    "blank": "blank line",
    "preview": "preview",
    "test": "test",
    "partial": "not finished",
    "width": "more or fewer cells than headings",
    "time": "time that cannot be read",
    "no-id": "no id that tells it from others",
    "heading": "under the headings of another form",
    "encoding": "letters that cannot be read",
    "undated": "no time, since the tool kept none",
    "fault": "an error in place of answers, as the file itself shows",
}
RETURNS: Final[Mapping[str, str]] = {
    "on-time": "On time",
    "sent-again-late": "On time, sent again late",
    "sent-again-accepted": "On time, sent again late, accepted",
    "late": "Late",
    "late-accepted": "Late, accepted",
    "received": "Received",
    "missing": "Missing",
    "not-received": "Not received",
    "not-due": "Not due yet",
}
NOT_ANNOUNCED: Final = "not announced"


def pounds(amount: Decimal | None) -> str:
    """Return `£9,812.65`, with a minus where there is one, or a dash for nothing known."""
    if amount is None:
        return "–"
    return f"−{say_money(-amount)}" if amount < 0 else say_money(amount)


def reason(code: str) -> str:
    """Return the words of a code for a record that is no submission or cannot be read."""
    return _REASONS.get(code, code.replace("-", " "))


def moment(submitted: str) -> datetime | None:
    """Return an instant `2026-01-12T16:05:00Z` in London's wall-clock time, or None when it is none."""
    try:
        return datetime.fromisoformat(submitted).astimezone(LONDON)
    except ValueError:
        return None


def say_day(day: str) -> str:
    """Return `12 January 2026` for `2026-01-12`, and anything else as it is."""
    try:
        return say_date(date.fromisoformat(day))
    except ValueError:
        return day


def say_moment(submitted: str) -> str:
    """Return `12 January 2026, 4:05pm`, London time."""
    at = moment(submitted)
    return f"{say_date(at.date())}, {say_time(at.time().replace(second=0, microsecond=0))}" if at else "time unknown"


def instant(submitted: str) -> datetime:
    """Return an instant for sorting; what has no time comes first."""
    return moment(submitted) or datetime.min.replace(tzinfo=UTC)
