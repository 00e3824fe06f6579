"""What a person has to do today, the oldest first, and the lines of the decisions sheet that would do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Final

from programme.clock import say_date
from programme.problems import shortened
from programme.submissions.facts import Decision
from programme.submissions.fold.accounts import EMPTY
from programme.submissions.fold.versions import version_signs
from programme.submissions.outcome import Held, Match, Outcome, State, Submission
from programme.submissions.report.answers import Answers, Compared, Differing, tied
from programme.submissions.report.kinds import NOT_ITS_FORM, RETURN, Kinds
from programme.submissions.report.lines import decision_line
from programme.submissions.report.wording import instant, pounds, reason, say_day, say_moment
from programme.submissions.rules.answers import UNCLEAR_ORDER
from programme.submissions.rules.decided import OUTCOMES, VERSION, last_of
from programme.submissions.rules.returned import BEFORE_PERIOD
from programme.submissions.rules.sums import decimal

_LOOKED_AT: Final = "Looked at by hand."
_NOWHERE: Final = "It was accepted, but nobody knows what it is for. So nobody marks or counts it."
_NOBODYS: Final = "It was accepted, but nobody knows which return it is. So it counts for no partner."


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide: what it does, and its line of the decisions sheet."""

    label: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Two submissions that may be one: why, the answers of both, and the lines that say which it is."""

    other: str
    other_sent: str
    reason: str
    answers: tuple[Compared, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One submission that a person has to look at.

    `tied` names the file of each version of one moment, and `versions` is what differs between these; `elsewhere`
    are pairs that another task shows.
    """

    reference: str
    organisation: str
    about: str
    sent: str
    asked: str
    says: str
    saw: str
    rule: str
    also: tuple[str, ...]
    answers: tuple[Compared, ...]
    tied: tuple[str, ...]
    versions: tuple[Differing, ...]
    choices: tuple[Choice, ...]
    pairs: tuple[Alike, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTask:
    """One row of a file that could not be read, and the line that sets it aside."""

    name: str
    row: int
    reason: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every task is made from."""

    outcome: Outcome
    answers: Answers
    kinds: Kinds
    day: date


def tasks(outcome: Outcome, answers: Answers, kinds: Kinds, *, day: date) -> tuple[Task, ...]:
    """Return a task for each submission that needs a person, the oldest first. Two that may be one are one task.

    One that was accepted although nobody knows what it is for goes on waiting: nobody would mark or count it.
    """
    waiting = [one for one in outcome.submissions.values() if waits(one, kinds)]
    waiting.sort(key=lambda one: (instant(one.record.submitted), one.reference))
    desk, shown = _Desk(outcome, answers, kinds, day), set[frozenset[str]]()
    return tuple(chain.from_iterable(_task(one, desk, shown) for one in waiting))


def waits(one: Submission, kinds: Kinds) -> bool:
    """Tell whether a person has to look at a submission."""
    return one.state is State.NEEDS_A_PERSON or (one.state is State.READY and bool(kinds.nowhere(one)))


def held_tasks(outcome: Outcome, *, day: date) -> tuple[HeldTask, ...]:
    """Return a task for each row that could not be read, by file and row."""
    return tuple(_held(one, day) for one in outcome.held)


def _asks(one: Submission) -> list[Match]:
    """Return the matches about which a person is asked: those that are weak, and those that a rule names."""
    named = " ".join(verdict.saw for verdict in (one.because, *one.tried) if verdict.state is State.NEEDS_A_PERSON)
    return [match for match in one.matches if match.kind == "ask" or match.other in named]


def _task(one: Submission, desk: _Desk, shown: set[frozenset[str]]) -> Iterator[Task]:
    """Yield the task of a submission, unless all there is to it stands in a task before it. Adds to `shown`."""
    asks = _asks(one)
    new = [match for match in asks if frozenset((one.reference, match.other)) not in shown]
    shown |= {frozenset((one.reference, match.other)) for match in asks}
    # Saying whether it is the same as another settles it when nothing but that was asked.
    by_pair = any(match.other in one.because.saw for match in asks)
    if by_pair and not new:
        return
    accepted = one.state is State.READY
    yield Task(
        reference=one.reference,
        organisation=desk.kinds.who(one),
        about=desk.kinds.about(one),
        sent=say_moment(one.record.submitted),
        asked=desk.kinds.asked(one),
        says=one.because.says if not accepted else _NOBODYS if desk.kinds.of(one) is RETURN else _NOWHERE,
        saw="" if accepted else one.because.saw,
        rule=one.because.rule,
        also=tuple(_also(one, desk.kinds)),
        answers=() if new else desk.answers.key_answers(one),
        tied=one.tied,
        versions=desk.answers.differing(one),
        choices=() if by_pair else _choices(one, desk.kinds, desk.day),
        pairs=tuple(_pair(one, match, desk) for match in new),
        elsewhere=tuple(match.other for match in asks if match not in new),
    )


def _also(one: Submission, kinds: Kinds) -> Iterator[str]:
    """Yield what else the rules found, and what is good to know."""
    if nowhere := kinds.nowhere(one):
        more = ", or add the partner to “returned_by” of that record" if nowhere == NOT_ITS_FORM else ""
        yield f"{nowhere}. If it counts, correct that answer in the form's tool and export again{more}."
    if one.because.rule == BEFORE_PERIOD:
        yield "If it is for another one, correct that answer in the form's tool and export again."
    yield from dict.fromkeys(verdict.says for verdict in one.tried if verdict.state and verdict != one.because)
    yield from kinds.good_to_know(one)


def _choices(one: Submission, kinds: Kinds, day: date) -> tuple[Choice, ...]:
    """Return the ways to decide. Of a day on which something was decided already, nothing else can count."""
    on = free_day(one.decisions, day)
    since = f" (from {say_date(on)} on)" if on > day else ""
    differ = _last(one)
    kind, nowhere = kinds.of(one), kinds.nowhere(one)
    why, said = _why(one, differ, nowhere), {it.outcome: it.why for it in differ}
    cannot_count = nowhere or one.because.rule == UNCLEAR_ORDER
    ways: list[tuple[str, str, str, Decimal | None]] = [
        *([] if cannot_count else [("accept", "It counts", said.get("accept", why), None)]),
        ("refuse", kind.refused, said.get("refuse", why), None),
        *([("withdraw", kind.taken_back, said.get("withdraw", "They told us."), None)] if kind.taken_back else []),
    ]
    known = {way for way, *_ in ways}
    for it in differ:
        amount = decimal(it.amount)
        label = f"As decided: {it.outcome}{f', {pounds(amount)}' if amount is not None else ''}"
        ways += [(it.outcome, label, it.why, amount)] if it.outcome not in known else []
    versions = [
        Choice(
            f"Version {at}, of {name}, counts{since}",
            decision_line(one.reference, VERSION, on=on, why=_LOOKED_AT, other=sign),
        )
        for at, (name, sign) in enumerate(zip(one.tied, version_signs(tied(one)), strict=True), start=1)
    ]
    return (
        *versions,
        *(
            Choice(label + since, decision_line(one.reference, way, on=on, why=reason, amount=amount))
            for way, label, reason, amount in ways
        ),
    )


def _why(one: Submission, differ: Sequence[Decision], nowhere: str) -> str:
    """Return a reason that can be kept for good: what the rule says, but not that it is to be decided again."""
    if differ:
        return f"Looked at again, since the decisions of {say_day(differ[0].on)} differed."
    says = f"{nowhere}." if one.state is State.READY else one.because.says
    return shortened(f"{_LOOKED_AT} {says}", 160)


def _last(one: Submission) -> list[Decision]:
    """Return the decisions of one day that differ, where they do."""
    return last_of([it for it in one.decisions if it.outcome in OUTCOMES]) if one.because.rule == "decision" else []


def free_day(decisions: Sequence[Decision], day: date) -> date:
    """Return the first day, from today on, on which nothing of these was decided."""
    return max((day, *(date.fromisoformat(it.on) + timedelta(days=1) for it in decisions)))


def _pair(one: Submission, match: Match, desk: _Desk) -> Alike:
    other = desk.outcome.submissions.get(match.other)
    # The earlier one is named first, whichever of the two this task is about.
    first, second = one.reference, match.other
    if other and instant(other.record.submitted) < instant(one.record.submitted):
        first, second = second, first
    word = desk.kinds.of(one).one
    on = free_day([it for it in one.decisions if match.other in {it.about, it.other}], desk.day)
    lines = {
        outcome: decision_line(first, outcome, on=on, why=why, other=second)
        for outcome, why in (("same", f"One {word} sent twice."), ("different", f"Two {word}s."))
    }
    return Alike(
        other=match.other,
        other_sent=say_moment(other.record.submitted) if other else "time unknown",
        reason=match.reason,
        answers=desk.answers.key_answers(one, other) if other else (),
        choices=(
            Choice(f"One {word} sent twice: the earlier one is replaced", lines["same"]),
            Choice(f"Two {word}s: both count", lines["different"]),
            *(_another_partners(each, desk) for each in (one, other) if each and desk.kinds.of(one) is RETURN),
        ),
    )


def _another_partners(one: Submission, desk: _Desk) -> Choice:
    """Return the line that takes a return out which stands under the wrong partner.

    Tools that give no number make another submission of a corrected row, so that the wrong one stays.
    """
    on = free_day(one.decisions, desk.day)
    line = decision_line(one.reference, "refuse", on=on, why="It is another partner's return.")
    return Choice(f"{one.reference} is another partner's: it does not count", line)


def _held(one: Held, day: date) -> HeldTask:
    line = decision_line(f"{one.digest}:{one.row}", "set-aside", on=day, why="Dealt with by hand.")
    if one.reason == EMPTY:  # it has no name of its own
        line = ""
    why = reason(one.reason) if one.row else f"no row of the file: {reason(one.reason)}"
    return HeldTask(name=one.name, row=one.row, reason=why, choice=Choice("Set aside", line))
