"""Rules of a change: what must be told when records that were already public are edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.load import Finding
from programme.catalogue.model import Records, Round
from programme.catalogue.rules.rounds import span
from programme.clock import Period


def dates_changed_in_the_open(before: Records, after: Records, day: date) -> Iterator[Finding]:
    """When a date that was already public is changed, the old dates are noted in `earlier_dates`."""
    for one in after.rounds.values():
        old = before.rounds.get(one.id)
        if old is None or _dates(old) == _dates(one) or len(one.earlier_dates) > len(old.earlier_dates):
            continue
        entry = f"changed_on: {day}, opens: {_text(old.opens)}, closes: {_text(old.closes)}"
        yield Finding(
            kind="round",
            id=one.id,
            path=("closes",),
            code="silent-change",
            message="A date that is already public has changed, and the old one is not noted.",
            expected="a new entry in earlier_dates",
            found=f"{span(old.opens, old.closes)} before this change",
            action=f"Add to earlier_dates an entry with {entry} and the reason.",
        )


def _dates(one: Round) -> tuple[object, ...]:
    return (one.opens, one.opens_time, one.closes, one.closes_time)


def _text(period: Period | None) -> str:
    return period.text if period else ""
