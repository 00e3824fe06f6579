"""Each round: its submissions by state, their pounds against the pot, and when they came. Surveys are only counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from programme.catalogue.model import Records, Round
from programme.status import Window, closes_words, window
from programme.submissions.ceiling import ceiling_of
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.report.arrived import StateLine, state_lines
from programme.submissions.report.aside import Aside, asides
from programme.submissions.report.chart import Chart, chart
from programme.submissions.report.kinds import BID, PLACE, SURVEY, Kinds, kinds_of
from programme.submissions.report.wording import NOT_ANNOUNCED, moment, pounds

_NOTHING = Decimal(0)
_IN_PLAY = (State.READY, State.AWARDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSummary:
    """One round of one form, or one cohort of a course. `against` says the pounds against the pot, `aside` are those
    that do not count and wait for nobody.

    A cohort has no money and no deadline of a round: then `closes`, `pot`, `ceiling` and `against` are empty.
    """

    id: str
    title: str
    form: str
    closes: str
    pot: str
    ceiling: str
    states: tuple[StateLine, ...]
    total: StateLine
    aside: tuple[Aside, ...]
    against: str
    over: bool
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Survey:
    """How many answers a form has that is neither an application nor a return, and which of them do not count."""

    form: str
    number: int
    states: tuple[StateLine, ...]
    aside: tuple[Aside, ...]


def rounds(outcome: Outcome, speak: Kinds, records: Records, *, day: date) -> tuple[RoundSummary, ...]:
    """Return every round that applications answer, the latest deadline first; applications to no round come last."""
    kinds = kinds_of(records)
    mine = [one for one in outcome.submissions.values() if kinds.get(one.form, BID) in {BID, PLACE}]
    mine.sort(key=lambda one: (one.form, one.call))
    grouped = [(key, list(group)) for key, group in groupby(mine, key=lambda one: (one.form, one.call))]
    grouped.sort(key=lambda item: _rank(records.rounds.get(item[0][1]), item[0]), reverse=True)
    return tuple(
        (_cohort if kinds.get(form) is PLACE else _round)(
            form, call, submissions, records, asides(submissions, speak, day=day)
        )
        for (form, call), submissions in grouped
    )


def surveys(outcome: Outcome, speak: Kinds, *, day: date) -> tuple[Survey, ...]:
    """Return how many answers each survey has, and which of them do not count."""
    answers: dict[str, list[Submission]] = defaultdict(list)
    for one in outcome.submissions.values():
        if speak.of(one) is SURVEY:
            answers[speak.about(one)].append(one)
    return tuple(
        Survey(form, len(found), state_lines(found), asides(found, speak, day=day))
        for form, found in sorted(answers.items())
    )


def _rank(one: Round | None, key: tuple[str, str]) -> tuple[bool, str, tuple[str, str]]:
    return one is not None, str(one.closes.last) if one and one.closes else "", key


def _round(
    form: str, call: str, submissions: list[Submission], records: Records, aside: tuple[Aside, ...]
) -> RoundSummary:
    one = records.rounds.get(call)
    found = records.forms.get(form)
    when = window(one) if one else Window(None, None)
    states = state_lines(submissions)
    limit = ceiling_of(one, records)
    return RoundSummary(
        id=call,
        title=one.title if one else call or BID.no_call,
        form=found.title if found else form,
        closes=(closes_words(one) if one else "") or NOT_ANNOUNCED,
        pot=pounds(one.pot) if one and one.pot is not None else NOT_ANNOUNCED,
        ceiling=NOT_ANNOUNCED if limit is None else pounds(limit),
        states=states,
        total=_total(states),
        aside=aside,
        against=_against(submissions, one.pot if one else None),
        over=bool(one and one.pot is not None and _in_play(submissions) > one.pot),
        chart=chart(_sent(submissions), when.opens, when.closes),
    )


def _cohort(
    form: str, call: str, submissions: list[Submission], records: Records, aside: tuple[Aside, ...]
) -> RoundSummary:
    states = state_lines(submissions)
    return RoundSummary(
        id=call,
        title=call or PLACE.no_call,
        form=records.forms[form].title,
        closes="",
        pot="",
        ceiling="",
        states=states,
        total=_total(states),
        aside=aside,
        against="",
        over=False,
        chart=chart(_sent(submissions), None, None),
    )


def _sent(submissions: Iterable[Submission]) -> list[datetime]:
    """Return when each first came, where that is known."""
    return [at for one in submissions if (at := moment(one.versions[0].submitted))]


def _total(states: Iterable[StateLine]) -> StateLine:
    lines = tuple(states)
    asked = sum((line.asked for line in lines), _NOTHING)
    awarded = sum((line.awarded for line in lines), _NOTHING)
    return StateLine("All", sum(line.number for line in lines), asked, awarded)


def _in_play(submissions: Iterable[Submission]) -> Decimal:
    """Return what is awarded and what those that are ready ask for."""
    worth = (one.awarded if one.state is State.AWARDED else one.asked for one in submissions if one.state in _IN_PLAY)
    return sum(filter(None, worth), _NOTHING)


def _against(submissions: list[Submission], pot: Decimal | None) -> str:
    asked = _in_play(submissions)
    say = f"What is awarded and what those that are ready ask for comes to {pounds(asked)}."
    if pot is None:
        return f"{say} The money in the round is not announced."
    left = pot - asked
    more = f"{pounds(left)} less than" if left > 0 else f"{pounds(-left)} more than"
    return f"{say} That is {more if left else 'exactly'} the {pounds(pot)} in the round."
