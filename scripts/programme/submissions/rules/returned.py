"""Rules about returns: who returned it, for which period, and when it was due."""

from __future__ import annotations

from typing import Final

from programme.clock import say_deadline, say_instant
from programme.submissions.outcome import State, Verdict
from programme.submissions.rules.case import Case
from programme.submissions.rules.verdicts import fine, person, verdict

BEFORE_PERIOD: Final = "before-period"


def unknown_partner(case: Case) -> Verdict | None:
    """If it is not known which partner returned it, or the form is not for that partner, a person finds out."""
    partners = case.view.form.returned_by
    if case.partner and (case.partner in partners or not partners):
        return fine("unknown-partner", case.partner, "Which partner returned it is known.")
    return person("unknown-partner", case.partner or "no partner", "Which partner returned it is not known.")


def unknown_period(case: Case) -> Verdict | None:
    """If it is not known which period it is for, a person finds out."""
    if not case.view.form.every:
        return None
    if case.call:
        return fine("unknown-period", case.call, "Which period it is for is known.")
    return person("unknown-period", "no period", "Which period it is for is not known.")


def before_period(case: Case) -> Verdict | None:
    """If a return was sent before its period had begun, it may be for another one, so a person looks at it."""
    if not case.begins or not case.record.submitted:
        return None
    sent = f"sent {say_instant(case.record.submitted)}"
    if case.record.submitted >= case.begins:
        return fine(BEFORE_PERIOD, sent, "Its period had begun.")
    return person(BEFORE_PERIOD, sent, "It was sent before its period had begun, so it may be for another one.")


def after_due_day(case: Case) -> Verdict | None:
    """A return that comes after the day on which it was due is late."""
    if not case.due or not case.record.submitted:
        return None
    saw = f"sent {say_instant(case.record.submitted)}; deadline: {say_deadline(case.due)}"
    if case.record.submitted < case.due:
        return fine("after-due-day", saw, "It came in time.")
    says = "It came after the day on which it was due."
    if case.was_in_time:
        says += " An earlier version came in time."
    return verdict("after-due-day", saw, says, State.LATE)
