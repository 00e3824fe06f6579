"""Submissions that do not count and wait for nobody: which they are, why, and the line that would let each count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from programme.problems import shortened
from programme.submissions.outcome import State, Submission
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.lines import decision_line
from programme.submissions.report.tasks import free_day
from programme.submissions.report.wording import STATES
from programme.submissions.rules.decided import INCOMPLETE_OK

_ASIDE: Final = (State.INCOMPLETE, State.LATE, State.NOT_ELIGIBLE, State.REPLACED)  # in the order of the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """One submission that does not count. `line` is empty where no decision alone would change that."""

    reference: str
    call: str
    organisation: str
    state: str
    says: str
    saw: str
    line: str


def asides(submissions: Iterable[Submission], kinds: Kinds, *, day: date) -> tuple[Aside, ...]:
    """Return those that are incomplete, late, not eligible or replaced, state by state."""
    found = sorted(
        (one for one in submissions if one.state in _ASIDE), key=lambda one: (_ASIDE.index(one.state), one.reference)
    )
    return tuple(
        Aside(
            reference=one.reference,
            call=kinds.call(one),
            organisation=kinds.who(one),
            state=STATES[one.state],
            says=one.because.says,
            saw=one.because.saw,
            line=_line(one, kinds, day),
        )
        for one in found
    )


def _line(one: Submission, kinds: Kinds, day: date) -> str:
    """Return the line of the decisions sheet that lets it count, of a day on which nothing was decided of it."""
    if kinds.nowhere(one):
        return ""
    kind = kinds.of(one)
    on = free_day(one.decisions, day)
    if other := next((match.other for match in one.matches if match.other in one.because.saw), ""):  # replaced by it
        return decision_line(one.reference, "different", on=on, why=f"Two {kind.one}s.", other=other)
    outcome = INCOMPLETE_OK if one.state is State.INCOMPLETE else "accept"
    return decision_line(one.reference, outcome, on=on, why=shortened(f"Looked at by hand. {one.because.says}", 160))
