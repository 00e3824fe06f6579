"""From what arrived to what rules look at: the round a submission answers, or the partner and period of a return."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from programme.catalogue.model import Form, Records
from programme.submissions.facts import NO_ANSWER, Answer
from programme.submissions.fold.arrivals import Arrived
from programme.submissions.fold.blocking import Candidate
from programme.submissions.fold.returns import answered_period, begins, due_before
from programme.submissions.rules.case import Case, FormView, RoundView

_YES_NO: Final = frozenset({"yes", "no"})
_NO_FORM: Final = Form(
    id="",
    title="",
    summary="",
    fund=None,
    kind="survey",
    exports=(),
    identity=(),
    keep_months=None,
    returned_by=(),
    every=None,
    first_period=None,
    last_period=None,
    due_day=None,
    sections=(),
    questions=(),
    words=(),
    basis="",
    sources=(),
    reviewed_on=None,
)


class Cases:
    """Makes cases, each form and each round being looked at once."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._forms = {form.id: FormView(form, records) for form in records.forms.values()}
        self._rounds = {one.id: RoundView(one, records) for one in records.rounds.values()}

    def case(self, form: str, arrived: Arrived) -> Case:
        """Return what the rules look at of a submission, also where the form has no record any more."""
        view = self._forms.get(form)
        case = Case(view or self._without(form), arrived.versions[-1], in_order=not arrived.tied, is_known=bool(view))
        if case.view.form.kind == "return":
            self._returned(case, arrived)
        elif case.view.form.kind == "application":
            self._applied(case, arrived)
        return case

    def _without(self, form: str) -> FormView:
        return FormView(replace(_NO_FORM, id=form, title=form), self._records)

    def _returned(self, case: Case, arrived: Arrived) -> None:
        case.partner = _only(case.answer("partner"))
        case.call = answered_period(case.answer("period"), case.view.form.every)
        case.begins = begins(case.view.form, case.call)
        case.due = due_before(case.view.form, case.call) if case.call else ""
        case.was_in_time = _before(arrived, case.due)

    def _applied(self, case: Case, arrived: Arrived) -> None:
        name = _only(case.answer("round")) if case.asks_for("round") else case.view.only_round
        case.round = self._rounds.get(name)
        case.call = case.round.round.id if case.round else _only(case.answer("cohort"))
        if case.round and case.round.fund:
            case.fund_answers = {one.id: _fund_answer(one.id, case) for one in case.round.fund.questions}
            case.fund_says = case.round.decide(case.fund_answers)
        case.was_in_time = _before(arrived, case.round.closes if case.round else "")


def candidate(reference: str, case: Case) -> Candidate | None:
    """Return what is compared of an application; None of other forms and where it is not known what it answers."""
    if case.view.form.kind != "application" or not case.call:
        return None
    organisation = case.answer("organisation")
    return Candidate(
        reference,
        case.call if case.round else f"{case.view.form.id} {case.call}",
        organisation.name,
        "" if organisation.name else organisation.token,
        case.answer("registration-number").name,
        case.answer("postcode").token,
        case.answer("email").token,
        case.answer("phone").token,
        nameless=not case.asks_for("organisation"),
    )


def _before(arrived: Arrived, end: str) -> bool:
    """Tell whether a version before the last one came in time."""
    return any(one.submitted < end for one in arrived.versions[:-1])


def _fund_answer(question: str, case: Case) -> str:
    """Return the answer to a question of the fund, as its rules take it; nothing when there is none.

    Whether the project is in the area follows from the chosen areas, which are all of them.
    """
    name = case.view.answering.get(question)
    answer = case.answers.get(name, NO_ANSWER) if name else NO_ANSWER
    if question == "in-area" and not answer.given:
        chosen = case.answer("areas")
        return "yes" if chosen.options and not chosen.strange else ""
    if answer.number:
        return answer.number if answer.readable else ""
    chosen_one = _only(answer)
    return chosen_one.lower() if chosen_one.lower() in _YES_NO else chosen_one


def _only(answer: Answer) -> str:
    """Return the one option that was chosen; nothing when it is not plainly one of the form's."""
    return answer.options[0] if len(answer.options) == 1 and not answer.strange else ""
