"""Answers to a form's questions, one maker a question: what it means decides, else the kind of answer it takes.

A chosen option is held as its id, whatever the export will write in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from programme.catalogue.model import Form, FormQuestion, Records
from programme.catalogue.options import options_of
from programme.eligibility import amount as pounds
from programme.submissions.simulate import texts
from programme.submissions.simulate.applicants import Applicant
from programme.submissions.simulate.calls import Call
from programme.submissions.simulate.chance import Chance
from programme.submissions.simulate.costs import amount_below, amount_text, budget_text

Value = str | tuple[str, ...]  # words, or ids of chosen options
Answers = dict[str, Value]  # by the question's id
Maker = Callable[[Applicant, Call, Answers], Value]

YES_NO: Final = {"yes": "Yes", "no": "No"}
_PROJECTS: Final = (
    "Safer {place}", "Slow down in {place}", "{place} looks out", "Eyes on {place}", "Lights on in {place}",
    "{place} after dark", "Young people of {place}", "Doorstep to doorstep, {place}", "A green for {place}",
)  # fmt: skip
_PLACES: Final = ("the whole area", "the High Street", "all wards", "Quarry Lane and Mill Field", "near the station")
_BLANK: Final = 0.35  # of the answers that nobody must give
_WORDS: Final = 250  # where a form says no limit


def choices(question: FormQuestion, records: Records) -> Mapping[str, str]:
    """Return what may be chosen, its words by id; nothing for a question that takes words."""
    return YES_NO if question.answer == "yes-no" else options_of(question, records)


def makers(form: Form, records: Records, theme: str, rng: Chance) -> dict[str, Maker]:
    """Return by id how each question of a form is answered, in the form's order."""
    return {one.id: _Answering(form, one, records, theme, rng).maker() for one in form.questions}


def has_time(initiative: str, call: Call, records: Records) -> bool:
    """Tell whether an initiative of the toolkit can be set up before the call's money must be spent."""
    found = records.initiatives.get(initiative)
    return not found or call.weeks is None or found.setup_weeks <= call.weeks


def paid_by(form: Form, budget: FormQuestion) -> FormQuestion | None:
    """Return the question for the amount to which a list of costs must add up: `amount`, or the last before it."""
    before = form.questions[: form.questions.index(budget)]
    money = [one for one in (*before, *form.questions) if one.answer == "money"]
    meant = [one for one in money if one.means == "amount"]
    asked = [one for one in before if one.answer == "money"]
    return next(iter((*meant, *asked[::-1])), None)


class _Answering:
    """How one question is answered."""

    def __init__(self, form: Form, question: FormQuestion, records: Records, theme: str, rng: Chance) -> None:
        self.form, self.question, self.records, self.theme = form, question, records, theme
        self.rng = rng
        self.options = tuple(choices(question, records))
        self.singles = tuple((option,) for option in self.options)

    def maker(self) -> Maker:
        """Return the maker, which leaves out what nobody must answer now and then."""
        one = self.question
        make = self._meant() or self._of_kind()
        always = one.required and not one.asked_when
        if always or one.means not in {None, "initiative"} or one.id in self.form.identity:
            return make
        happens = self.rng.happens
        return lambda who, call, given: "" if happens(_BLANK) else make(who, call, given)

    def _meant(self) -> Maker | None:
        simple: dict[str, Maker] = {
            "organisation": lambda who, _call, _given: who.name,
            "organisation-type": lambda who, _call, _given: self._option(who.type),
            "registration-number": lambda who, _call, _given: who.registration,
            "postcode": lambda who, _call, _given: who.postcode,
            "email": lambda who, _call, _given: who.email,
            "phone": lambda who, _call, _given: who.phone,
            "full-time-staff": lambda who, _call, _given: str(who.staff),
            "round": lambda _who, call, _given: (call.id,),
            "cohort": lambda _who, _call, _given: self.options[-1:],
            "project": self._project,
            "initiative": self._initiative(),
            "amount": lambda _who, call, _given: amount_text(amount_below(call.ceiling, self.rng), self.rng),
            "applied-before": lambda _who, _call, _given: ("no",),
            "partner": lambda who, _call, _given: self._option(who.id),
            "period": lambda _who, call, _given: (call.words,) if call.words in self.options else call.id,
        }
        return simple.get(self.question.means or "")

    def _of_kind(self) -> Maker:
        kinds: dict[str, Callable[[], Maker]] = {
            "short-text": self._short_text,
            "long-text": self._long_text,
            "count": lambda: lambda _who, _call, _given: self._count(),
            "money": lambda: lambda _who, call, _given: amount_text(amount_below(call.ceiling, self.rng), self.rng),
            "budget": self._budget,
            "date": lambda: lambda _who, call, _given: f"{call.closes + timedelta(days=30):%d/%m/%Y}",
            "yes-no": lambda: lambda _who, _call, _given: ("yes",) if self.rng.happens(0.85) else ("no",),
            "choice": lambda: lambda _who, _call, _given: self._some(1),
            "choices": self._choices,
            "file": lambda: lambda who, _call, _given: f"https://files.example.org/{who.id}/letter.pdf",
            "email": lambda: lambda who, _call, _given: who.email,
            "phone": lambda: lambda who, _call, _given: who.phone,
        }
        return kinds.get(self.question.answer, self._short_text)()

    def _option(self, option: str) -> Value:
        return (option,) if option in self.options else self._some(1)

    def _some(self, number: int) -> tuple[str, ...]:
        if not self.options:
            return ()
        if number == 1:
            return self.rng.one(self.singles)
        chosen = {self.rng.below(len(self.options)) for _ in range(number)}
        return tuple(self.options[at] for at in sorted(chosen))

    def _choices(self) -> Maker:
        if "agree" in self.question.ask:
            return lambda _who, _call, _given: self.options
        return lambda _who, _call, _given: self._some(1 + self.rng.few(3))

    def _project(self, who: Applicant, _call: Call, _given: Answers) -> Value:
        return self.rng.one(_PROJECTS).format(place=who.place)

    def _initiative(self) -> Maker:
        ready: dict[str, tuple[str, ...]] = {}  # by the call's id: those that can be set up in time

        def make(_who: Applicant, call: Call, _given: Answers) -> Value:
            if call.id not in ready:
                ready[call.id] = tuple(name for name in self.options if has_time(name, call, self.records))
            return (self.rng.one(ready[call.id]),) if ready[call.id] else ""

        return make

    def _count(self) -> str:
        least = int(self.question.minimum or 0)
        most = int(self.question.maximum) if self.question.maximum is not None else least + 12
        return str(least + self.rng.few(most - least + 1))

    def _short_text(self) -> Maker:
        ask, told = self.question.ask, self.question.help or ""
        if "role" in ask:
            return lambda who, _call, _given: who.role
        if self.question.personal:
            signed = "role" in told
            return lambda who, _call, _given: f"{who.person}, {who.role}" if signed else who.person
        return lambda who, _call, _given: f"{who.place}, {self.rng.one(_PLACES)}"

    def _long_text(self) -> Maker:
        one, any_of = self.question, self.rng.one
        ready = texts.answers(self.rng, one.plan_stage or "", self.theme, most=one.max_words or _WORDS)
        return lambda _who, _call, _given: any_of(ready)

    def _budget(self) -> Maker:
        money = paid_by(self.form, self.question)
        asked = money.id if money else ""

        def make(_who: Applicant, call: Call, given: Answers) -> Value:
            total = pounds(str(given.get(asked, "")))
            return budget_text(total if total is not None else amount_below(call.ceiling, self.rng), self.rng)

        return make


def budget_that_differs(total: Decimal, rng: Chance) -> str:
    """Return lines of costs that add up to another amount, by a slip of a few pounds or many."""
    slip = Decimal(rng.one((1, 10, 45, 250, 1000)))
    return budget_text(total + slip if rng.happens(0.5) or total <= slip + 60 else total - slip, rng)
