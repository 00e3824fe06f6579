"""Rules about who may apply and for how much: the fund's own, as everybody else reads them, and the sums."""

from __future__ import annotations

from typing import Final

from programme.eligibility import Eligibility, FundVerdict
from programme.submissions.facts import NO_ANSWER
from programme.submissions.outcome import State, Verdict
from programme.submissions.rules.case import Case
from programme.submissions.rules.sums import decimal, pounds
from programme.submissions.rules.verdicts import fine, person, verdict

_UNCLEAR: Final = "cannot be understood"


def not_eligible(case: Case) -> Verdict | None:
    """Whom the fund's own rules shut out is not eligible."""
    found = case.fund_says
    if found is None or found.outcome is not Eligibility.NOT_ELIGIBLE:
        return _not_shut_out(case, found) if found else None
    first = next(rule for rule in found.rules if rule.outcome == Eligibility.NOT_ELIGIBLE)
    says = " ".join(rule.reason for rule in found.rules)
    return verdict(f"not-eligible:{first.id}", _seen(case), says, State.NOT_ELIGIBLE)


def _not_shut_out(case: Case, found: FundVerdict) -> Verdict:
    known = ", as far as it is answered" if found.unanswered else ""
    return fine("not-eligible", _seen(case), f"No rule of the fund shuts it out{known}.")


def ask_first(case: Case) -> Verdict | None:
    """Where the fund's own rules say that the office is asked first, or an answer that they need is missing, a person
    decides.
    """
    found = case.fund_says
    if found is None or found.outcome is not Eligibility.ASK_FIRST:
        return None
    if found.rules:
        return person(f"ask-first:{found.rules[0].id}", _seen(case), " ".join(rule.reason for rule in found.rules))
    saw = ", ".join(f"{name}: {_nothing_of(case, name)}" for name in found.unanswered)
    if any(_nothing_of(case, name) == _UNCLEAR for name in found.unanswered):
        return person("ask-first", saw, "The fund's rules need an answer that cannot be understood.")
    return person("ask-first", saw, "The fund's rules need an answer that is missing.")


def _seen(case: Case) -> str:
    return ", ".join(f"{name}: {answer or _nothing_of(case, name)}" for name, answer in case.fund_answers.items())


def _nothing_of(case: Case, question: str) -> str:
    """Return why the fund's rules have no answer to a question of theirs."""
    answer = case.answers.get(case.view.answering.get(question, ""), NO_ANSWER)
    return _UNCLEAR if answer.given else "not answered"


def ceiling(case: Case) -> Verdict | None:
    """Who asks for more than the round's ceiling, or the fund's where the round has none, is not eligible."""
    amount = decimal(case.answer("amount").number)
    most = case.round.ceiling if case.round else None
    if amount is None or most is None:
        return None
    saw = f"{pounds(amount)} of at most {pounds(most)}"
    if amount > most:
        return verdict("ceiling", saw, f"The most that can be asked for is {pounds(most)}.", State.NOT_ELIGIBLE)
    return fine("ceiling", saw, "It does not ask for more than the ceiling.")


def nothing_asked(case: Case) -> Verdict | None:
    """If no pounds are asked for, or less than none, a person looks at it."""
    amount = decimal(case.answer("amount").number)
    if amount is None or amount > 0:
        return None
    return person("nothing-asked", f"amount: {amount}", "It asks for no money.")


def budget_lines(case: Case) -> Verdict | None:
    """If the list of costs holds no cost, a person looks at it."""
    budget = case.answer("budget")
    if not budget.given or not budget.readable or budget.lines:
        return None
    return person("budget-lines", "no cost", "The list of costs holds no cost.")


def budget_sum(case: Case) -> Verdict | None:
    """If the costs do not add up to the amount that is asked for, a person looks at it."""
    budget, amount = case.answer("budget"), decimal(case.answer("amount").number)
    total = decimal(budget.number) if budget.lines else None
    if total is None or amount is None:
        return None
    costs = "1 cost" if budget.lines == 1 else f"{budget.lines} costs"
    saw = f"{costs} of {pounds(total)}, {pounds(amount)} asked for"
    if total == amount:
        return fine("budget-sum", saw, "The costs add up to the amount.")
    return person("budget-sum", saw, "The costs do not add up to the amount that is asked for.")
