"""The rules that submissions meet, by kind of form, in the order in which they decide.

Each rule is a function: its name is its code, its docstring is the rule in plain words, and its verdict carries
the value that it saw. The first verdict with a state decides; the others stay beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from programme.submissions.outcome import Verdict
from programme.submissions.rules import answers, money, returned, rounds
from programme.submissions.rules.case import Case

Rule = Callable[[Case], Verdict | None]

# What nobody can read or decide comes first, then what the rules say of it, then what only a person can weigh.
_READ: Final[tuple[Rule, ...]] = (
    answers.unknown_form,
    answers.missing_column,
    answers.unreadable_time,
    answers.unclear_order,
    answers.unreadable_answer,
    answers.unknown_option,
)
_WEIGHED: Final[tuple[Rule, ...]] = (answers.number_out_of_range, answers.too_long, rounds.ambiguous_time)
_APPLICATION: Final[tuple[Rule, ...]] = (
    *_READ,
    rounds.unknown_round,
    rounds.unknown_dates,
    rounds.before_opening,
    rounds.after_closing,
    money.not_eligible,
    money.ceiling,
    answers.required_answers,
    money.ask_first,
    money.nothing_asked,
    money.budget_lines,
    money.budget_sum,
    rounds.setup_time,
    *_WEIGHED,
)
_RETURN: Final[tuple[Rule, ...]] = (
    *_READ,
    returned.unknown_partner,
    returned.unknown_period,
    returned.before_period,
    returned.after_due_day,
    answers.required_answers,
    *_WEIGHED,
)
_SURVEY: Final[tuple[Rule, ...]] = (*_READ, answers.required_answers, *_WEIGHED)
RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "application": _APPLICATION,
    "return": _RETURN,
    "survey": _SURVEY,
}  # by the kind of the form


def try_rules(case: Case) -> tuple[Verdict, ...]:
    """Try every rule of the form's kind on a submission; return the verdicts in the order in which they decide."""
    return tuple(found for rule in RULES[case.view.form.kind] if (found := rule(case)) is not None)
