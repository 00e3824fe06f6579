"""Rules of rounds: dates, weekdays, notes, and the way to apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Records, Round, RoundChange
from programme.clock import WEEKDAYS, Period, say_date
from programme.status import closes_words, opens_words

_LONGEST_NOTICE = timedelta(days=3 * 366)


def closes_after_it_opens(records: Records, _: date) -> Iterator[Finding]:
    """A round closes on or after the day it opens."""
    for one in records.rounds.values():
        same_day = one.opens and one.closes and one.opens.day and one.opens.day == one.closes.day
        if same_day and one.closes_time and one.closes_time <= (one.opens_time or time()):
            yield at(one, "closes_time").error(
                "closes-before-it-opens",
                "The round closes before it opens, or at the same moment.",
                expected=f"later than {one.opens_time or time():%H:%M}",
                found=f"{one.closes_time:%H:%M}",
                action="Correct one of the two times.",
            )
        if one.opens and one.closes and one.closes.last < one.opens.first:
            yield at(one, "closes").error(
                "closes-before-it-opens",
                "The round closes before it opens.",
                expected=f"{one.opens.words()} or later",
                found=one.closes.words(),
                action="Correct one of the two dates.",
            )


def weekday_fits_date(records: Records, _: date) -> Iterator[Finding]:
    """When a weekday is given with a date, the date falls on it."""
    for one, name, period in opening_and_closing(records):
        said: str | None = getattr(one, f"{name}_weekday")
        if said and period and period.day and said != (actual := WEEKDAYS[period.day.weekday()]):
            yield at(one, f"{name}_weekday").error(
                "weekday-does-not-fit",
                f"{period.words()} is not a {said.capitalize()}.",
                expected=actual,
                found=said,
                action="Look at the announcement again: either the date or the weekday is wrong.",
            )


def time_needs_day(records: Records, _: date) -> Iterator[Finding]:
    """A time or a weekday is given only with an exact date."""
    for one, name, period in opening_and_closing(records):
        for extra in (f"{name}_time", f"{name}_weekday"):
            if getattr(one, extra) and not (period and period.day):
                yield at(one, extra).error(
                    "time-without-day",
                    f"There is a value for {extra} but {name} is not an exact date.",
                    expected=f"a date for {name} such as 2026-01-12",
                    found=period.text if period else "nothing",
                    action=f"Add the date, or remove {extra}.",
                )


def opening_and_closing(records: Records) -> Iterator[tuple[Round, str, Period | None]]:
    """Yield `opens` and `closes` of every round, each with what is given for it."""
    for one in records.rounds.values():
        yield one, "opens", one.opens
        yield one, "closes", one.closes


def awarded_after_closing(records: Records, _: date) -> Iterator[Finding]:
    """Decisions are made and the money is spent after the round opens."""
    for one in records.rounds.values():
        for name in ("decision_by", "spend_by"):
            period: Period | None = getattr(one, name)
            if period and one.opens and period.last < one.opens.first:
                yield at(one, name).error(
                    "date-before-opening",
                    "This date is before the round opens.",
                    expected=f"{one.opens.words()} or later",
                    found=period.words(),
                    action="Correct the date.",
                )


def dates_or_a_note(records: Records, _: date) -> Iterator[Finding]:
    """A round without an exact opening or closing date has a note that says what is known."""
    for one in records.rounds.values():
        known = one.opens and one.opens.day and one.closes and one.closes.day
        if not known and not one.dates_note:
            yield at(one, "dates_note").error(
                "dates-without-note",
                "The dates are not known exactly and there is no note about them.",
                expected="a few words such as: 2026, dates to be confirmed.",
                action="Add dates_note.",
            )


def earlier_dates_differ(records: Records, _: date) -> Iterator[Finding]:
    """Each entry of the earlier dates differs from what came after it, and the entries are in order."""
    for one in records.rounds.values():
        after: tuple[Round | RoundChange, ...] = (*one.earlier_dates[1:], one)
        for number, (change, following) in enumerate(zip(one.earlier_dates, after, strict=False), 1):
            if dates_of(change) == dates_of(following):
                yield at(one, "earlier_dates", number, "closes").error(
                    "no-change",
                    "This entry has the same dates as what came after it.",
                    expected="the dates as they were before the change",
                    found=span(change),
                    action="Write the old dates here, or remove the entry.",
                )
        days = [change.changed_on for change in one.earlier_dates]
        if days != sorted(days):
            yield at(one, "earlier_dates", 1, "changed_on").error(
                "not-in-order",
                "The earlier dates are not in the order of the changes.",
                expected="the oldest change first",
                found=", ".join(say_date(day) for day in days),
                action="Put the entries in order.",
            )


def changed_not_long_before(records: Records, _: date) -> Iterator[Finding]:
    """A change of a round's dates was made at most three years before the first of these dates."""
    for one in records.rounds.values():
        for number, change in enumerate(one.earlier_dates, 1):
            known = [period.first for period in (change.opens, change.closes, one.opens, one.closes) if period]
            if known and change.changed_on + _LONGEST_NOTICE < min(known):
                yield at(one, "earlier_dates", number, "changed_on").error(
                    "date-long-before",
                    "This date is more than three years before the dates of the round.",
                    expected="the day on which the change was made public",
                    found=say_date(change.changed_on),
                    action="Correct the date. Its year may be a slip.",
                )


def dates_of(one: Round | RoundChange) -> tuple[object, ...]:
    """Return the dates and times of a round, now or before a change."""
    return (one.opens, one.opens_time, one.closes, one.closes_time)


def span(one: Round | RoundChange) -> str:
    """Return `1 December 2025 to 5pm on 12 January 2026`."""
    return f"{opens_words(one) or 'not given'} to {closes_words(one) or 'not given'}"


def within_the_funds_ceiling(records: Records, _: date) -> Iterator[Finding]:
    """A round's largest award is not above its fund's, and no question of a fund's form allows more."""
    for one in records.rounds.values():
        fund = records.funds.get(one.fund)
        if fund and fund.ceiling is not None and one.ceiling is not None and one.ceiling > fund.ceiling:
            yield at(one, "ceiling").error(
                "over-the-ceiling",
                "The largest award of the round is above the fund's.",
                expected=f"at most {fund.ceiling}, the ceiling of {fund.id}",
                found=str(one.ceiling),
                action="Correct it here, or raise the fund's ceiling first.",
            )
    for form in records.forms.values():
        fund = records.funds.get(form.fund or "")
        for number, question in enumerate(form.questions, 1):
            if fund and fund.ceiling and question.answer == "money" and (question.maximum or 0) > fund.ceiling:
                yield at(form, "questions", number, "maximum").error(
                    "over-the-ceiling",
                    "The form lets people ask for more than the fund gives.",
                    expected=f"at most {fund.ceiling}, the ceiling of {fund.id}",
                    found=str(question.maximum),
                    action="Correct it here, or raise the fund's ceiling first.",
                )


def way_to_apply_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """A round that fills in the form for people has the form's address, the parameter and the value."""
    for one in records.rounds.values():
        filled = bool(one.apply_parameter), bool(one.apply_value)
        if any(filled) and not (all(filled) and one.apply_address):
            field = "apply_parameter" if one.apply_parameter else "apply_value"
            yield at(one, field).error(
                "half-an-address",
                "The round's name cannot be put into the form: one of three fields is missing.",
                expected="apply_address, apply_parameter and apply_value together",
                found=" and ".join(_given(one)) + " only",
                action="Add what is missing, or remove the others.",
            )
        if one.apply_address and not one.apply_address.startswith("https://"):
            yield at(one, "apply_address").error(
                "address-not-private",
                "The form's address does not begin with https://.",
                expected="an address with https://",
                found=one.apply_address,
                action="Use the form's https address: people type personal details there.",
            )


def _given(one: Round) -> list[str]:
    return [name for name in ("apply_address", "apply_parameter", "apply_value") if getattr(one, name)]
