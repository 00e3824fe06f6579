"""Returns that partners owe: who returned what when, and the text to send about what did not come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from programme.catalogue.model import Form, Records
from programme.catalogue.return_periods import say_period
from programme.phrases import say_list
from programme.submissions.outcome import Due, Outcome, State, Submission
from programme.submissions.report.aside import Aside, asides
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.tasks import waits
from programme.submissions.report.wording import RETURNS, say_day
from programme.submissions.rules.returned import BEFORE_PERIOD

_NOT_YET = "not yet announced"
_NOT_HERE = frozenset({"missing", "not-received"})
_NOT_DONE: Final = {State.INCOMPLETE: "incomplete", State.NEEDS_A_PERSON: "waits for a person"}
_FOOT: Final = ("", "The programme team")
# The rules that ask whether a return is another partner's, or for another period.
_MISPLACED: Final = frozenset({"unclear-identity", BEFORE_PERIOD})
_PLEASE = (
    "Please send it with the form that you were given. If you have sent it already, tell us on which day, and\n"
    "we will look for it."
)
_IF_NOT = (
    "If you have, tell us on which day, and we will look for it. If not, please send it with the form that you\n"
    "were given."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """One return that is owed for one period. `waits` tells that a person has to look at what came."""

    partner: str
    period: str
    state: str
    label: str
    due: str
    reference: str
    again: str  # the reference of what was sent again too late
    waits: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """The text to send to a partner about all that did not come of one form: a question where no day was announced.

    Or that about one return which came without an answer that it must have.
    """

    partner: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReturns:
    """One form's returns by period and partner, how many there are of each, and the reminders.

    `waiting` is how many rows and returns a person has to look at, any of which may be what seems not to have come;
    `aside` are the returns that do not count and wait for nobody.
    """

    id: str
    form: str
    lines: tuple[ReturnLine, ...]
    sums: tuple[tuple[str, int], ...]
    reminders: tuple[Reminder, ...]
    waiting: int
    aside: tuple[Aside, ...] = ()


def returns(outcome: Outcome, kinds: Kinds, records: Records, *, day: date) -> tuple[FormReturns, ...]:
    """Return the state of all returns, form by form."""
    due = sorted(outcome.due, key=lambda one: (one.form, one.period, one.partner))
    grouped = groupby(due, key=lambda one: one.form)
    found = [_form(form, list(group), outcome, kinds, records) for form, group in grouped]
    return tuple(replace(one, aside=asides(_returned(outcome, one.id), kinds, day=day)) for one in found)


def _form(form_id: str, due: list[Due], outcome: Outcome, kinds: Kinds, records: Records) -> FormReturns:
    form = records.forms.get(form_id)
    lines = tuple(_line(one, outcome, records) for one in due)
    numbers = Counter((list(RETURNS).index(line.state), line.label) for line in lines)
    return FormReturns(
        id=form_id,
        form=form.title if form else form_id,
        lines=lines,
        sums=tuple((label, number) for (_, label), number in sorted(numbers.items())),
        reminders=(
            *_reminders([one for one in due if one.state in _NOT_HERE], form, records),
            *_unfinished(due, outcome, form, records),
        ),
        waiting=_waiting(form_id, due, outcome, kinds),
    )


def _waiting(form_id: str, due: list[Due], outcome: Outcome, kinds: Kinds) -> int:
    """Return how many rows cannot be read, and of how many returns nobody knows whose they are or for when."""
    files = {one.digest for one in outcome.accounts if one.form == form_id}
    owed = {(one.partner, one.period) for one in due}
    waiting = (one for one in _returned(outcome, form_id) if waits(one, kinds))
    unknown = [one for one in waiting if (one.partner, one.call) not in owed or one.because.rule in _MISPLACED]
    return len(unknown) + sum(one.digest in files for one in outcome.held)


def _returned(outcome: Outcome, form_id: str) -> list[Submission]:
    return [one for one in outcome.submissions.values() if one.form == form_id]


def _line(one: Due, outcome: Outcome, records: Records) -> ReturnLine:
    came = outcome.submissions.get(one.reference)
    not_done = _NOT_DONE.get(came.state) if came else None
    return ReturnLine(
        partner=_partner(one, records),
        period=say_period(one.period),
        state=one.state,
        label=", ".join(filter(None, (RETURNS[one.state], not_done))),
        due=_say_due(one),
        reference=one.reference,
        again=one.again,
        waits=came is not None and came.state is State.NEEDS_A_PERSON,
    )


def _partner(one: Due, records: Records) -> str:
    partner = records.partners.get(one.partner)
    return partner.title if partner else one.partner


def _say_due(one: Due) -> str:
    """Return the date by which a return is due, or that it is not yet announced."""
    return say_day(one.by) if one.by else _NOT_YET


def _reminders(absent: list[Due], form: Form | None, records: Records) -> Iterable[Reminder]:
    absent.sort(key=lambda one: (_partner(one, records), one.partner, one.period))
    for _, group in groupby(absent, key=lambda one: one.partner):
        owed = list(group)
        yield Reminder(_partner(owed[0], records), _text(owed, form, records))


def _unfinished(due: list[Due], outcome: Outcome, form: Form | None, records: Records) -> Iterable[Reminder]:
    for one in due:
        came = outcome.submissions.get(one.reference)
        if came and came.state is State.INCOMPLETE:
            title, period = form.title if form else one.form, say_period(one.period)
            lines = [
                *_head(title, period, one, records),
                f"Thank you for your return “{title}” for {period}. It is not complete yet.",
                came.because.says,
                "",
                "Please send the form once more, with all answers.",
                *_FOOT,
            ]
            yield Reminder(_partner(one, records), "\n".join(lines))


def _head(title: str, periods: str, one: Due, records: Records) -> Iterable[str]:
    yield f"To: whoever returns reports for {_partner(one, records)}"
    yield f"Subject: {title} for {periods}"
    yield ""


def _text(owed: list[Due], form: Form | None, records: Records) -> str:
    title = form.title if form else owed[0].form
    periods = say_list([say_period(one.period) for one in owed])
    lines = [
        *_head(title, periods, owed[0], records),
        *_asked(title, owed),
        "",
        *([f"What it is: {form.summary}", ""] if form else []),
        *([_PLEASE] if _is_due(owed) else [_IF_NOT]),
        "If nothing happened in that time, send the form and say so.",
        *_FOOT,
    ]
    return "\n".join(lines)


def _asked(title: str, owed: list[Due]) -> Iterable[str]:
    """Yield what is missing; or a question, where no day is announced by which it had to come."""
    if _is_due(owed):
        yield f"We have not received your return “{title}” for:"
        yield from (f"- {say_period(one.period)} (due date: {_say_due(one)})" for one in owed)
    else:
        yield f"Have you sent us your return “{title}” for these? It has not reached us. No due date is announced yet."
        yield from (f"- {say_period(one.period)}" for one in owed)


def _is_due(owed: list[Due]) -> bool:
    return any(one.by for one in owed)
