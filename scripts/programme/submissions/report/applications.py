"""What markers read: every application of a round that is ready, with its answers in the form's order.

Without the answers that are about a person, such as the name of somebody who applies alone. One HTML file for a round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programme.catalogue.model import Form, Records
from programme.submissions.facts import Words
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.reading.measures import NAMED
from programme.submissions.report.answers import DELETED, Answers
from programme.submissions.report.html import report_environment


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: its title, and each question in it with what was answered; nothing where nothing was."""

    title: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Application:
    """One application."""

    reference: str
    organisation: str
    project: str
    asked: Decimal | None
    parts: tuple[Part, ...]


def to_mark(outcome: Outcome, call: str) -> list[Submission]:
    """Return the submissions of a round that are ready to be marked."""
    return [one for one in outcome.submissions.values() if one.call == call and one.state is State.READY]


def applications_page(
    outcome: Outcome, words: Mapping[str, Words], records: Records, *, call: str, day: date
) -> str:  # fmt: skip
    """Return what markers read of a round, as HTML."""
    answers = Answers(words, records)
    found = [_application(one, words.get(one.record.content), answers, records) for one in to_mark(outcome, call)]
    title = records.rounds[call].title
    return report_environment().get_template("applications.html").render(applications=found, title=title, day=day)


def _application(one: Submission, words: Words | None, answers: Answers, records: Records) -> Application:
    form = records.forms.get(one.form)
    return Application(
        reference=one.reference,
        organisation=answers.group(one),
        project=answers.say(one, "project"),
        asked=one.asked,
        parts=tuple(_parts(form, one, words, alone=answers.applies_alone(one))) if form else (),
    )


def _parts(form: Form, one: Submission, words: Words | None, *, alone: bool) -> Iterator[Part]:
    shown = [one for one in form.questions if not (one.personal or (alone and one.means in NAMED))]
    for section in form.sections:
        mine = [question for question in shown if question.section == section.id]
        if mine:
            yield Part(section.title, tuple((question.ask, _said(question.id, one, words)) for question in mine))


def _said(question: str, one: Submission, words: Words | None) -> str:
    if words is not None:
        return words.answers.get(question, "")
    known = one.record.answers.get(question)
    return DELETED if known and known.given else ""
