"""Rules about answers of any form: whether they are there, can be read, and keep to what the form allows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from programme.clock import say_instant
from programme.problems import shortened
from programme.submissions.facts import NO_ANSWER
from programme.submissions.outcome import State, Verdict
from programme.submissions.rules.case import Case
from programme.submissions.rules.sums import decimal
from programme.submissions.rules.verdicts import fine, person, verdict

UNCLEAR_ORDER: Final = "unclear-order"


def unknown_form(case: Case) -> Verdict | None:
    """If the form has no record any more, no rule can be tried, so a person looks at it."""
    if case.is_known:
        return None
    return person("unknown-form", case.view.form.id, "The form has no record any more, so no rule can be tried.")


def missing_column(case: Case) -> Verdict | None:
    """If the file has no column for a question, nobody can know the answer, so a person looks at it."""
    gone = case.record.unmapped
    if not gone:
        return fine("missing-column", "every column", "The file had a column for every question.")
    return person("missing-column", _ids(gone), f"The file had no column for {_asked(case, gone)}.")


def unclear_order(case: Case) -> Verdict | None:
    """If versions of one moment cannot be put in order, a person says which one counts."""
    if case.in_order:
        return fine(UNCLEAR_ORDER, "one last version", "Which version counts is known.")
    saw = f"versions sent {say_instant(case.record.submitted)}"
    says = "There are versions of one moment: sent together, or corrected since. Nothing tells which is the last."
    return person(UNCLEAR_ORDER, saw, says)


def unreadable_time(case: Case) -> Verdict | None:
    """If the moment at which it was sent cannot be read, a person looks at it."""
    if case.record.submitted:
        return fine("unreadable-time", "a time", "When it was sent is known.")
    return person("unreadable-time", "no time", "When it was sent cannot be read.")


def unreadable_answer(case: Case) -> Verdict | None:
    """If a rule needs an answer that cannot be read, such as “about five thousand”, a person reads it."""
    found = [name for name in case.odd if not case.answers[name].readable]
    if not found:
        return fine("unreadable-answer", "every answer", "Every answer can be read.")
    needed = [name for name in found if name in case.view.must_be_read]
    if needed:
        return person("unreadable-answer", _ids(needed), f"This cannot be read: {_asked(case, needed)}.")
    return fine("unreadable-answer", _ids(found), f"No rule needs this, and it cannot be read: {_asked(case, found)}.")


def unknown_option(case: Case) -> Verdict | None:
    """If an answer is none of the form's options, a person looks at it."""
    found = {name: strange for name in case.odd if (strange := case.answers[name].strange)}
    if not found:
        return fine("unknown-option", "none", "Every option that was chosen is one of the form's.")
    saw = ", ".join(f"{name}: {number} unknown" for name, number in found.items())
    return person("unknown-option", saw, f"The form does not list what was chosen in {_asked(case, found)}.")


def required_answers(case: Case) -> Verdict | None:
    """A question that everybody must answer and that is not answered makes it incomplete."""
    answers, asked = case.answers, case.view.required
    missing = [name for name in asked if not answers.get(name, NO_ANSWER).given]
    missing = [name for name in missing if name not in case.record.unmapped]
    if not missing:
        return fine("required-answers", case.view.all_required, "Every question that must be answered is.")
    says = f"Not answered: {_asked(case, missing)}."
    return verdict("required-answers", f"not answered: {_ids(missing)}", says, State.INCOMPLETE)


def too_long(case: Case) -> Verdict | None:
    """An answer that is longer than the form allows is told to the markers and stops nothing.

    Tools hold people to a number of characters, not of words, and no published rule shuts out a long answer.
    """
    answers = case.answers
    over = [
        f"{name}: {one.words} of {words} words"
        if one.words > words
        else f"{name}: {one.characters} of {most} characters"
        for name, words, most in case.view.limited
        if (one := answers.get(name, NO_ANSWER)).words > words or one.characters > most
    ]
    return fine("too-long", "; ".join(over), "An answer is longer than the form allows.") if over else None


def number_out_of_range(case: Case) -> Verdict | None:
    """If a number is smaller or larger than the form allows, a person looks at it."""
    found = []
    for question in case.view.bounded:
        number = decimal(case.answers.get(question.id, NO_ANSWER).number)
        low, high = question.minimum, question.maximum
        if number is not None and ((low is not None and number < low) or (high is not None and number > high)):
            found.append((question.id, number))
    if not found:
        return None
    saw = ", ".join(f"{name}: {number}" for name, number in found)
    says = f"The number is not one that the form allows: {_asked(case, (name for name, _ in found))}."
    return person("number-out-of-range", saw, says)


def _ids(names: Iterable[str]) -> str:
    return ", ".join(names)


def _asked(case: Case, names: Iterable[str]) -> str:
    return "; ".join(f"“{shortened(case.view.asks.get(name, name), 80)}”" for name in names)
