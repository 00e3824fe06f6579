"""Everything that the staff report and its workbook show, worked out once; the two only write it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import msgspec

from programme.catalogue.model import Records
from programme.submissions.facts import Announced, Decision, Words
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.report.answers import Answers
from programme.submissions.report.arrived import Arrived, arrived
from programme.submissions.report.changes import Changes, changes
from programme.submissions.report.headings import HeadingProblem, heading_problems
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.money import MoneyCheck, money_checks
from programme.submissions.report.returns import FormReturns, returns
from programme.submissions.report.rounds import RoundSummary, Survey, rounds, surveys
from programme.submissions.report.snapshot import Snapshot
from programme.submissions.report.tasks import HeldTask, Task, held_tasks, tasks
from programme.submissions.report.wording import STATES, moment


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One submission in the workbook. `sent` is London wall-clock time without a zone, as a spreadsheet has it."""

    reference: str
    form: str
    call: str
    organisation: str
    project: str
    sent: datetime | None
    versions: int
    state: str
    because: str
    saw: str
    flags: str
    asked: Decimal | None
    awarded: Decimal | None
    matches: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The report of a day."""

    day: date
    arrived: Arrived
    tasks: tuple[Task, ...]
    held: tuple[HeldTask, ...]
    unread: int  # files of the inbox that no run reads
    rounds: tuple[RoundSummary, ...]
    surveys: tuple[Survey, ...]
    changes: Changes
    returns: tuple[FormReturns, ...]
    money: tuple[MoneyCheck, ...]
    headings: tuple[HeadingProblem, ...]
    lines: tuple[Line, ...]

    @property
    def undecided(self) -> int:
        """How many applications are ready in a round that has closed, and not decided."""
        return sum(len(check.odd) for check in self.money if check.id == "undecided")


def report_view(
    outcome: Outcome, words: Mapping[str, Words], records: Records, *, day: date, previous: Snapshot | None
) -> ReportView:
    """Return the report of an outcome on a day. `words` are by the content of their record; some may be deleted."""
    answers = Answers(words, records)
    kinds = Kinds(answers, records)
    return ReportView(
        day=day,
        arrived=arrived(outcome, answers, records),
        tasks=tasks(outcome, answers, kinds, day=day),
        held=held_tasks(outcome, day=day),
        unread=len(outcome.unread),
        rounds=rounds(outcome, kinds, records, day=day),
        surveys=surveys(outcome, kinds, day=day),
        changes=changes(outcome, previous),
        returns=returns(outcome, kinds, records, day=day),
        money=money_checks(outcome, answers, records, day=day),
        headings=heading_problems(outcome, records),
        lines=tuple(_lines(outcome, answers, records, kinds)),
    )


def _lines(outcome: Outcome, answers: Answers, records: Records, kinds: Kinds) -> Iterator[Line]:
    forms = {form.id: form.title for form in records.forms.values()}
    for one in outcome.submissions.values():
        at = moment(one.record.submitted)
        plain = one.state is State.READY and not one.decisions  # then there is nothing to say of why
        yield Line(
            reference=one.reference,
            form=forms.get(one.form, one.form),
            call=kinds.call(one),
            organisation=kinds.who(one),
            project=answers.say(one, "project"),
            sent=at.replace(tzinfo=None) if at else None,
            versions=len(one.versions),
            state=STATES[one.state],
            because="" if plain else one.because.says,
            saw="" if plain else one.because.saw,
            flags="; ".join(kinds.good_to_know(one)),
            asked=one.asked,
            awarded=one.awarded,
            matches="; ".join(f"{match.other}: {match.reason}" for match in one.matches),
            decided=_decided(one),
        )


def _decided(one: Submission) -> str:
    return "; ".join(map(_said, one.decisions))


def _said(decision: Decision) -> str:
    said = f"{decision.outcome} by {decision.by} on {decision.on}: {decision.why}"
    words = decision.announced
    return f"{said} (announced as {words.organisation}: {words.purpose})" if isinstance(words, Announced) else said
