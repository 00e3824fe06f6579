"""Which partner owes a return for which period, and whether it came: missing follows from who must return it.

Only forms that name their partners, how often and from when, owe anything. Not for the chaser's text: that is the
report's.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from programme.catalogue.model import Form, Partner, Records
from programme.catalogue.return_periods import MONTHS_IN, period_id, periods_from
from programme.clock import MONTHS, Period, end_of_day, london_instant, months_later, utc_text
from programme.submissions.facts import Answer
from programme.submissions.outcome import Due, State, Submission

_QUARTER: Final = re.compile(r"([0-9]{4})-?[Qq]([1-4])")
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})(?:-[0-9]{2})?")
_NOTHING: Final = frozenset({State.WITHDRAWN, State.NOT_ELIGIBLE})  # taken back or refused: it is still owed
_WORDS: Final = re.compile(r"(?:[A-Za-z]+ +(?:to|and|until|-|–) +)?([A-Za-z]+) +([0-9]{4})")


def answered_period(answer: Answer, every: str | None) -> str:
    """Return the period that was chosen, `2025-07` or `2025-Q3`; nothing when it is none.

    `2025-Q3`, `2025-07`, `July 2025`, `July to September 2025` and a day are understood.
    """
    text = answer.day or (answer.options[0] if len(answer.options) == 1 else "")
    month = _last_month(text.strip())
    return period_id(month, every) if month and every else ""


def due_day(form: Form, period: str) -> date | None:
    """Return the last day on which a return is in time; None where none is announced or the period is no such."""
    last = _last_month(period)
    if not form.due_day or not last:
        return None
    after = months_later(last, 1)
    return after.replace(day=min(form.due_day, monthrange(after.year, after.month)[1]))


def due_before(form: Form, period: str) -> str:
    """Return the first instant, in UTC, at which a return is late; nothing where no day is announced."""
    day = due_day(form, period)
    return utc_text(end_of_day(day)) if day else ""


def begins(form: Form, period: str) -> str:
    """Return the instant, in UTC, at which a period begins; nothing where it is no period of the form."""
    last = _last_month(period)
    if not form.every or not last:
        return ""
    return utc_text(london_instant(months_later(last, 1 - MONTHS_IN[form.every])))


def periods(form: Form, day: date) -> Iterator[tuple[str, date, date]]:
    """Yield the periods that have begun by `day`: name, first day and last day."""
    if not form.first_period or not form.every:
        return
    length = MONTHS_IN[form.every]
    end = min(day, form.last_period.last) if form.last_period else day
    month = form.first_period.first.replace(day=1)
    for first in periods_from(months_later(month, -((month.month - 1) % length)), end, form.every):
        yield period_id(first, form.every), first, months_later(first, length) - timedelta(days=1)


def dues(records: Records, submissions: Iterable[Submission], *, day: date) -> tuple[Due, ...]:
    """Return what every partner owes or has returned as on `day`, by form, period and partner."""
    came: dict[tuple[str, str, str], list[Submission]] = defaultdict(list)
    for one in submissions:
        if one.partner and one.state not in _NOTHING:
            came[one.form, one.partner, one.call].append(one)
    forms = [form for _, form in sorted(records.forms.items()) if form.kind == "return"]
    return tuple(one for form in forms for one in _of_form(form, records.partners, came, day))


def _of_form(
    form: Form, partners: Mapping[str, Partner], came: Mapping[tuple[str, str, str], list[Submission]], day: date
) -> Iterator[Due]:
    for period, first, last in periods(form, day):
        by = due_day(form, period)
        for name in form.returned_by:
            if not _was_partner(partners.get(name), first, last):
                continue
            found = sorted(came.get((form.id, name, period), ()), key=lambda one: (one.record.submitted, one.reference))
            told = _came(found, due_before(form, period)) or (_not_here(by, over=(by or last) < day), "", "")
            state, reference, again = told
            yield Due(form.id, name, period, state, by.isoformat() if by else None, reference, again)


def _was_partner(partner: Partner | None, first: date, last: date) -> bool:
    """Tell whether a partner was one on any day of a period. One that is not known may have been."""
    return partner is None or ((partner.since or first) <= last and (partner.until or last) >= first)


def _not_here(by: date | None, *, over: bool) -> str:
    """Return the state of what has not come. Nothing is missing that has no day by which it must come."""
    if not over:
        return "not-due"
    return "missing" if by else "not-received"


def _came(found: list[Submission], due: str) -> tuple[str, str, str] | None:
    """Return the state of what came, its reference, and that of what came again too late; None when nothing counts.

    The first that came decides whether it was in time, also where another has replaced it since.
    """
    counted = [one for one in found if one.state is not State.REPLACED]
    if not counted:
        return None
    last = counted[-1]
    if not due:
        return "received", last.reference, ""
    in_time = [one for one in found if min(version.submitted for version in one.versions) < due]
    if accepted := [one for one in counted if one.record.submitted >= due and _is_accepted(one)]:
        reference = accepted[-1].reference
        return ("sent-again-accepted", reference, reference) if in_time else ("late-accepted", reference, "")
    if not in_time:
        return "late", last.reference, ""
    if last.record.submitted < due:
        return "on-time", last.reference, ""
    stood = [one for one in in_time if one.record.submitted < due] or in_time
    return "sent-again-late", stood[-1].reference, last.reference


def _is_accepted(one: Submission) -> bool:
    """Tell whether it counts because a person said so, whatever the rules say."""
    return one.state is State.READY and one.because.rule == "decision"


def _last_month(text: str) -> date | None:
    """Return the first day of the last month of a period as people and exports write it."""
    if match := _QUARTER.fullmatch(text):
        return date(int(match[1]), 3 * int(match[2]), 1)
    if match := _MONTH.fullmatch(text):
        return _first_of(match[1], int(match[2]))
    if match := _WORDS.fullmatch(text):
        return _first_of(match[2], _month_number(match[1]))
    return None


def _month_number(word: str) -> int:
    names = [name.lower() for name in MONTHS]
    return names.index(word.lower()) + 1 if word.lower() in names else 0


def _first_of(year: str, month: int) -> date | None:
    try:
        return Period.of(f"{year}-{month:02}").first
    except ValueError:
        return None
