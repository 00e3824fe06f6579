"""What rules look at: a form's questions by what they mean, a round with its fund, and one submission's record.

Made once per form and round, so that a rule is a few comparisons. It states no rule.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final

from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import Form, FormQuestion, Fund, Initiative, Records, Round
from programme.clock import utc_text
from programme.eligibility import FundVerdict, decide
from programme.status import window
from programme.submissions.ceiling import ceiling_of
from programme.submissions.facts import NO_ANSWER, Answer, Record

_NO_LIMIT: Final = sys.maxsize
# What the rules and the returns need to read; an answer to another question that cannot be read is only told.
_NEEDED: Final = frozenset(
    {"amount", "areas", "budget", "cohort", "full-time-staff", "initiative", "organisation-type", "partner", "period"}
    | {"round"}
)


def is_for_a_round(form: Form) -> bool:
    """Tell whether a form is about rounds: it asks for one, or is of a fund and asks for no course."""
    means = by_meaning(form)
    return "round" in means or (bool(form.fund) and "cohort" not in means)


@dataclass(frozen=True)
class FormView:
    """A form as rules see it: its questions in order, and those that mean something by what they mean."""

    form: Form
    records: Records

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of the questions that have a meaning, by it."""
        return {means: one.id for means, one in by_meaning(self.form).items()}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The questions that everybody must answer. Whether a condition holds cannot be known: those are left out."""
        return tuple(one.id for one in self.form.questions if one.required and not one.asked_when)

    @cached_property
    def all_required(self) -> str:
        """What the rule about required answers sees when all are there."""
        return f"{len(self.required)} of {len(self.required)} answered"

    @cached_property
    def asks(self) -> Mapping[str, str]:
        """The questions, word for word."""
        return {one.id: one.ask for one in self.form.questions}

    @cached_property
    def limited(self) -> tuple[tuple[str, int, int], ...]:
        """The questions with a limit: id, most words, most characters."""
        return tuple(
            (one.id, one.max_words or _NO_LIMIT, one.max_characters or _NO_LIMIT)
            for one in self.form.questions
            if one.max_words or one.max_characters
        )

    @cached_property
    def bounded(self) -> tuple[FormQuestion, ...]:
        """The questions whose number has bounds. That of the amount is the fund's and the round's business."""
        return tuple(
            one
            for one in self.form.questions
            if one.means != "amount" and (one.minimum is not None or one.maximum is not None)
        )

    @cached_property
    def must_be_read(self) -> frozenset[str]:
        """The questions whose answer must be readable: what rules look at, and what everybody must answer."""
        return frozenset({self.ids[meaning] for meaning in _NEEDED & self.ids.keys()} | set(self.required))

    @cached_property
    def answering(self) -> Mapping[str, str]:
        """The form's question that answers a question of a fund: that of the same meaning, else of the same id."""
        return {one.id: one.id for one in self.form.questions} | dict(self.ids)

    @cached_property
    def is_for_a_round(self) -> bool:
        """Whether the form is about rounds."""
        return is_for_a_round(self.form)

    @cached_property
    def is_for_a_course(self) -> bool:
        """Whether it is an application for a place on a course."""
        return self.form.kind == "application" and not self.is_for_a_round

    @cached_property
    def only_round(self) -> str:
        """The round of a form that does not ask for one, when there is just one round with this form."""
        rounds = [one.id for one in self.records.rounds.values() if one.form == self.form.id]
        return rounds[0] if len(rounds) == 1 else ""


@dataclass(frozen=True)
class RoundView:
    """A round as rules see it. The instants are texts, as in records: empty when the date is not known."""

    round: Round
    records: Records
    _decided: dict[tuple[tuple[str, str], ...], FundVerdict] = field(default_factory=dict, init=False)

    @cached_property
    def opens(self) -> str:
        """The instant at which it opens."""
        return window(self.round).opens_text

    @cached_property
    def closes(self) -> str:
        """The first instant that is too late."""
        return window(self.round).closes_text

    @cached_property
    def grace_ends(self) -> str:
        """The first instant that is too late even with the minutes of grace."""
        closes = window(self.round).closes
        return utc_text(closes + timedelta(minutes=self.round.grace_minutes or 0)) if closes else ""

    @cached_property
    def fund(self) -> Fund | None:
        """Its fund, without what does not decide: notes, and the fund's own ceiling where the round has another."""
        fund = self.records.funds.get(self.round.fund)
        if fund is None:
            return None
        amounts = {one.id for one in fund.questions if one.answer == "money"}
        rules = tuple(
            rule
            for rule in fund.rules
            if rule.outcome != "note" and not (rule.test == "more-than" and rule.question in amounts)
        )
        asked = {rule.question for rule in rules} | {rule.unless_question for rule in rules}
        return replace(fund, rules=rules, questions=tuple(one for one in fund.questions if one.id in asked))

    def decide(self, answers: Mapping[str, str]) -> FundVerdict | None:
        """Apply the fund's rules to answers by the ids of its questions; None when there are no rules.

        The same answers come again and again, so what follows from them is kept.
        """
        if self.fund is None or not self.fund.questions:
            return None
        given = tuple(answers.items())
        if given not in self._decided:
            self._decided[given] = decide(self.fund, answers, self.records.terms)
        return self._decided[given]

    @cached_property
    def ceiling(self) -> Decimal | None:
        """The most that can be asked for."""
        return ceiling_of(self.round, self.records)


def not_understood(record: Record) -> list[str]:
    """Return the questions whose answer cannot be read, or is none of the form's options, by their names.

    Not in the order of the answers: that is the export's when a record has just been read, and another later.
    """
    return sorted([name for name, one in record.answers.items() if one.strange or not one.readable])


@dataclass(slots=True)
class Case:
    """One submission before the rules: the version that counts, its form, and its round where it has one."""

    view: FormView
    record: Record
    round: RoundView | None = None
    call: str = ""  # as in `outcome.Submission`
    partner: str = ""
    is_known: bool = True  # the form still has a record
    in_order: bool = True  # which version is the last one can be told
    was_in_time: bool = False  # an earlier version came before the deadline
    begins: str = ""  # of a return: when its period begins
    due: str = ""  # of a return: the first instant that is too late

    answers: Mapping[str, Answer] = field(init=False)  # of the record
    odd: list[str] = field(init=False)  # questions whose answer no rule understood: mostly none
    fund_answers: Mapping[str, str] = field(default_factory=dict)  # as the fund's rules take them, by their questions
    fund_says: FundVerdict | None = None

    def __post_init__(self) -> None:
        self.answers = self.record.answers
        self.odd = not_understood(self.record)

    def answer(self, meaning: str) -> Answer:
        """Return the answer to the question with a meaning; an answer not given when the form has no such question."""
        return self.answers.get(self.view.ids.get(meaning, ""), NO_ANSWER)

    def asks_for(self, meaning: str) -> bool:
        """Tell whether the form has a question with a meaning."""
        return meaning in self.view.ids

    @property
    def initiative(self) -> Initiative | None:
        """The initiative of the toolkit that was named, if one was."""
        chosen = self.answer("initiative").options
        return self.view.records.initiatives.get(chosen[0]) if chosen else None
