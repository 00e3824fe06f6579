"""Checks of money and decisions: what does not fit together and who should look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from programme.catalogue.model import Records
from programme.clock import end_of_day
from programme.phrases import say_count
from programme.status import window
from programme.submissions.ceiling import ceiling_of
from programme.submissions.facts import Decision
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.public.announced import Silence, silence
from programme.submissions.report.answers import Answers
from programme.submissions.report.kinds import BID, PLACE, RETURN, SURVEY, kinds_of
from programme.submissions.report.wording import STATES, pounds

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Odd:
    """One thing that does not fit: what it is about, and what was found."""

    about: str
    found: str


@dataclass(frozen=True, slots=True)
class MoneyCheck:
    """One check: what it looks for, what to do, and what it found. A notice is no fault."""

    id: str
    title: str
    action: str
    odd: tuple[Odd, ...]
    notice: bool = False


# The kinds of form for which a decision is not meant.
_UNFIT: Final = {State.AWARDED: (PLACE, RETURN, SURVEY), State.DECLINED: (RETURN, SURVEY)}
# Id, title and what to do, in the order of the report.
_CHECKS: Final = (
    (
        "stray",
        "Decisions and marks about no application",
        "Correct the reference in the sheet, or bring in the export that holds the application.",
    ),
    (
        "unfit",
        "Decided in a way that does not fit the form",
        "Check the reference. Then decide on a later day: a place for a course; accept or refuse for all others.",
    ),
    ("no-amount", "Awards without an amount", "Add a line to the decisions sheet with the pounds."),
    ("over-asked", "Awarded more than was asked for", "Check the amount in the decisions sheet."),
    (
        "over-ceiling",
        "Awarded more than one bid may get",
        "Check the amount in the decisions sheet, or the ceiling in the round's record.",
    ),
    (
        "over-pot",
        "Awarded more than there is in the round",
        "Take back or lower awards, or correct the money in the round's record.",
    ),
    (
        "awarded-twice",
        "Two awards for what is one bid",
        "Take back one of the two, or decide that they are two bids.",
    ),
    (
        "left-out",
        "Awards that cannot be announced by name as decided",
        "Decide again on a later day: leave announce and purpose empty for who applied alone, or write one way only.",
    ),
    ("undecided", "Ready, the round is closed, and not decided", "The workbook lists them. Mark them, then decide."),
    (
        "unannounced",
        "Awards that no decision announces yet",
        "When one is announced, hand in its award again with the words under announce and purpose.",
    ),
)
_NOTICES: Final = ("undecided", "unannounced")
_LEFT_OUT: Final = {
    Silence.NO_ORGANISATION: "announced, but it is not known that an organisation applied",
    Silence.TWO_WAYS: "announced in two ways on one day",
}


def money_checks(outcome: Outcome, answers: Answers, records: Records, *, day: date) -> tuple[MoneyCheck, ...]:
    """Return every check, also those that found nothing."""
    awards = [one for one in outcome.submissions.values() if one.state is State.AWARDED]
    found = {
        "stray": _stray(outcome),
        "unfit": _unfit(outcome, records),
        "no-amount": (Odd(one.reference, answers.organisation(one)) for one in awards if one.awarded is None),
        "over-asked": _over_asked(awards),
        "over-ceiling": _over_ceiling(awards, records),
        "over-pot": _over_pot(awards, records),
        "awarded-twice": _awarded_twice(awards),
        "left-out": _left_out(awards, records),
        "undecided": _undecided(outcome, answers, records, day),
        "unannounced": _unannounced(awards, answers, records),
    }
    return tuple(
        MoneyCheck(name, title, action, tuple(found[name]), notice=name in _NOTICES) for name, title, action in _CHECKS
    )


def _stray(outcome: Outcome) -> Iterator[Odd]:
    for one in outcome.stray:
        if isinstance(one, Decision):
            amount = f", £{one.amount}" if one.amount else ""
            yield Odd(one.about, f"{one.outcome}{amount}, by {one.by} on {one.on}")
        else:
            yield Odd(one.reference, f"a mark by {one.marker} for {one.criterion}")


def _unfit(outcome: Outcome, records: Records) -> Iterator[Odd]:
    kinds = kinds_of(records)
    for one in outcome.submissions.values():
        if kinds.get(one.form, BID) in _UNFIT.get(one.state, ()):
            yield Odd(one.reference, f"{STATES[one.state].lower()}, and it is of “{records.forms[one.form].title}”")


def _over_asked(awards: list[Submission]) -> Iterator[Odd]:
    for one in awards:
        if one.awarded is not None and one.asked is not None and one.awarded > one.asked:
            yield Odd(one.reference, f"asked {pounds(one.asked)}, awarded {pounds(one.awarded)}")


def _over_ceiling(awards: list[Submission], records: Records) -> Iterator[Odd]:
    for one in awards:
        limit = ceiling_of(records.rounds.get(one.call), records)
        if one.awarded is not None and limit is not None and one.awarded > limit:
            yield Odd(one.reference, f"at most {pounds(limit)}, awarded {pounds(one.awarded)}")


def _over_pot(awards: list[Submission], records: Records) -> Iterator[Odd]:
    sums: dict[str, Decimal] = {}
    for one in awards:
        sums[one.call] = sums.get(one.call, _NOTHING) + (one.awarded or _NOTHING)
    for call, awarded in sorted(sums.items()):
        found = records.rounds.get(call)
        if found and found.pot is not None and awarded > found.pot:
            yield Odd(found.title, f"{pounds(found.pot)} in the round, awarded {pounds(awarded)}")


def _awarded_twice(awards: list[Submission]) -> Iterator[Odd]:
    given = {one.reference for one in awards}
    for one in awards:
        for match in one.matches:
            if match.kind == "same" and match.other in given and one.reference < match.other:
                yield Odd(one.reference, f"awarded, and so is {match.other}. {match.reason}")


def _left_out(awards: list[Submission], records: Records) -> Iterator[Odd]:
    for one in awards:
        if why := _LEFT_OUT.get(silence(one, records) or Silence.NO_WORDS):
            yield Odd(one.reference, why)


def _unannounced(awards: list[Submission], answers: Answers, records: Records) -> Iterator[Odd]:
    for one in awards:
        if silence(one, records) is Silence.NO_WORDS:
            yield Odd(one.reference, f"{answers.organisation(one)}, {pounds(one.awarded)}")


def _undecided(outcome: Outcome, answers: Answers, records: Records, day: date) -> Iterator[Odd]:
    over = {call for call, one in records.rounds.items() if (end := window(one).closes) and end <= end_of_day(day)}
    for one in outcome.submissions.values():
        if one.state is State.READY and one.call in over:
            yield Odd(one.reference, f"{answers.organisation(one)}, asks for {pounds(one.asked)}{_marks(one)}")


def _marks(one: Submission) -> str:
    return f", {say_count(len(one.marks), 'mark')}" if one.marks else ", not marked"
