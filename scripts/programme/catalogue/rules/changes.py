"""Rules of a change: what must be told when records that were already public are edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Records, Round
from programme.catalogue.rules.rounds import dates_of, span


def dates_changed_in_the_open(before: Records, after: Records, day: date) -> Iterator[Finding]:
    """When a date that was already public is changed, the old dates are noted in `earlier_dates`."""
    for one in after.rounds.values():
        old = before.rounds.get(one.id)
        if old is None or dates_of(old) == dates_of(one) or len(one.earlier_dates) > len(old.earlier_dates):
            continue
        before_now = ", ".join(f"{name}: {value}" for name, value in _old_values(old))
        yield at(one, "closes").error(
            "silent-change",
            "A date that is already public has changed, and the old one is not noted.",
            expected="a new entry in earlier_dates",
            found=f"{span(old)} before this change",
            action=f"Add to earlier_dates an entry with changed_on: {day}, {before_now} and the reason.",
        )


def _old_values(old: Round) -> Iterator[tuple[str, str]]:
    """Yield the dates and times that were there, as they are written in a record."""
    for name in ("opens", "opens_time", "closes", "closes_time"):
        value = getattr(old, name)
        if value is not None:
            yield name, f"{value:%H:%M}" if isinstance(value, time) else value.text
