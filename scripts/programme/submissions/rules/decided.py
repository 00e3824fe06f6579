"""What people decided, and what is so when no rule stands in the way. A decision beats every rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from programme.clock import Period
from programme.submissions.facts import Decision, encode
from programme.submissions.outcome import State, Verdict
from programme.submissions.rules.sums import decimal, pounds
from programme.submissions.rules.verdicts import fine, person, verdict

PLACE: Final = "place"
OUTCOMES: Final = {
    "award": State.AWARDED,
    PLACE: State.PLACED,
    "decline": State.DECLINED,
    "withdraw": State.WITHDRAWN,
    "accept": State.READY,
    "refuse": State.NOT_ELIGIBLE,
}
INCOMPLETE_OK: Final = "incomplete-ok"
PAIRED: Final = frozenset({"same", "different"})
VERSION: Final = "version"


def decision(decisions: Iterable[Decision], *, is_for_a_course: bool) -> Verdict | None:
    """What a person decided last counts, whatever the rules say.

    Of two different decisions of one day nobody can tell which is the last: a person says so again.
    """
    latest = last_of([one for one in decisions if one.outcome in OUTCOMES])
    if not latest:
        return None
    if len({(one.outcome, one.amount) for one in latest}) > 1:
        saw = " and ".join(sorted({_with_pounds(one) for one in latest}))
        return person("decision", saw, f"The decisions of {_day(latest[0])} differ. Decide again on a later day.")
    one = latest[0]
    if one.outcome == PLACE and not is_for_a_course:
        return place_on_no_course(one)
    saw = f"{one.outcome}, {one.by}"
    return verdict("decision", saw, f"A person decided on {_day(one)}: {one.outcome}.", OUTCOMES[one.outcome])


def place_on_no_course(one: Decision) -> Verdict:
    """If a place was given to what is no application for one, the reference may be another's: a person looks at it."""
    says = f"A place was given on {_day(one)}, and this is for no course."
    return person("place-on-no-course", f"{one.outcome}, {one.by}", says)


def incomplete_ok(decisions: Iterable[Decision]) -> Verdict | None:
    """If a person accepted it as it is, missing answers no longer count; every other rule does."""
    found = last_of([one for one in decisions if one.outcome == INCOMPLETE_OK])
    if not found:
        return None
    return fine("incomplete-ok", f"{INCOMPLETE_OK}, {found[0].by}", f"Accepted as it is on {_day(found[0])}.")


def ready(tried: int) -> Verdict:
    """If no rule stands in the way, it is ready to be marked."""
    return verdict("ready", f"{tried} rules", "No rule stands in the way.", State.READY)


def last_of(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions of the last day on which there are any, in an order of their own."""
    last = max((one.on for one in decisions), default="")
    return sorted((one for one in decisions if one.on == last), key=encode)


def _with_pounds(one: Decision) -> str:
    amount = decimal(one.amount)
    return one.outcome if amount is None else f"{one.outcome} {pounds(amount)}"


def _day(one: Decision) -> str:
    try:
        return Period.of(one.on).words()
    except ValueError:
        return one.on
