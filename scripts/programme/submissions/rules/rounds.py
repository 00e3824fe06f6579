"""Rules about the round that an application answers: whether it is known, and whether it was open."""

from __future__ import annotations

from datetime import timedelta

from programme.clock import say_date, say_deadline, say_instant
from programme.status import opens_words
from programme.submissions.outcome import Flag, State, Verdict
from programme.submissions.rules.case import Case
from programme.submissions.rules.verdicts import fine, flagged, person, verdict


def unknown_round(case: Case) -> Verdict | None:
    """If it is not known which round it answers, a person finds out."""
    if case.round:
        return fine("unknown-round", case.call, "Which round it is for is known.")
    if not case.view.is_for_a_round:
        return None
    return person("unknown-round", "no round", "Which round it is for is not known.")


def unknown_dates(case: Case) -> Verdict | None:
    """If the round's opening or closing date is not known to the day, a person says whether it came in time."""
    if not case.round or (case.round.opens and case.round.closes):
        return None
    known = f"opens {case.round.opens or 'unknown'}, closes {case.round.closes or 'unknown'}"
    return person("unknown-dates", known, "The dates of the round are not known to the day.")


def before_opening(case: Case) -> Verdict | None:
    """If it came before the round opened, a person looks at it."""
    sent = case.record.submitted
    if not case.round or not case.round.opens or not sent:
        return None
    opened = f"opened {opens_words(case.round.round)}"
    if sent < case.round.opens:
        return person("before-opening", f"sent {say_instant(sent)}, {opened}", "It came before the round opened.")
    return fine("before-opening", opened, "The round had opened.")


def after_closing(case: Case) -> Verdict | None:
    """What comes after the round has closed, and after its minutes of grace, is late."""
    sent = case.record.submitted
    if not case.round or not case.round.closes or not sent:
        return None
    saw = f"sent {say_instant(sent)}; deadline: {say_deadline(case.round.closes)}"
    if sent < case.round.closes:
        return Verdict("after-closing", saw, "It came before the round closed.")  # not kept: each has its own moment
    minutes = case.round.round.grace_minutes or 0
    if sent < case.round.grace_ends:
        says = f"It came after the round had closed, within the {minutes} minutes of grace."
        return flagged("after-closing", f"{saw}, {minutes} minutes of grace", says, Flag.WITHIN_GRACE)
    says = "It came after the round had closed."
    if case.was_in_time:
        says += " An earlier version came in time."
    return verdict("after-closing", saw, says, State.LATE)


def setup_time(case: Case) -> Verdict | None:
    """If the initiative takes longer to set up than there is between the decision and the last day for spending,
    a person looks at it. Where no day of decision is announced, the closing day stands for it.
    """
    initiative, one = case.initiative, case.round.round if case.round else None
    start = (one.decision_by or one.closes) if one else None
    if not initiative or not one or not one.spend_by or not start:
        return None
    spent, ready = one.spend_by.last, start.last + timedelta(weeks=initiative.setup_weeks)
    saw = f"{initiative.id}: {initiative.setup_weeks} weeks from {start.last}, to spend by {spent}"
    if ready <= spent:
        return fine("setup-time", saw, "There is time to set it up.")
    says = f"It takes until {say_date(ready)} to set up, and the money must be spent by {say_date(spent)}."
    return person("setup-time", saw, says)


def ambiguous_time(case: Case) -> Verdict | None:
    """A time in an hour that the clocks repeat or skip is flagged; the earlier reading counts."""
    if not case.record.ambiguous_time:
        return None
    says = "It was sent in an hour that the clocks repeat or skip. The earlier reading counts."
    return flagged("ambiguous-time", f"sent {say_instant(case.record.submitted)}", says, Flag.TIME_AMBIGUOUS)
