"""Who may apply: the one rule of a fund, applied to answers.

The checker in the browser, its list for those without scripts, the guidance on the round's page and the
check of applications all follow the fund's record; this module is its meaning. It knows no fund.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from programme.catalogue.model import Fund, FundQuestion, FundRule, Term

Answers = Mapping[str, str]
Terms = Mapping[str, tuple[Term, ...]]

YES_NO: Final = (
    Term(id="yes", label="Yes", description="The answer is yes."),
    Term(id="no", label="No", description="The answer is no."),
)
# How numbers may be typed, by kind of answer. The checker's page hands these very patterns to its script, so
# they keep to what Python and JavaScript read alike: whole matches only, and no \s, which differs between them.
# A comma or a space stands before three digits: "9,50" may be meant as £9.50 and is not guessed at.
_GAP: Final = r"[ \t\r\n\u00a0\u2009\u202f]"
_WHOLE: Final = rf"(?:[0-9]{{1,9}}|[0-9]{{1,3}}(?:(?:,|{_GAP})[0-9]{{3}}){{1,2}})"
_POUNDS: Final = rf"{_GAP}*£?{_GAP}*{_WHOLE}(?:\.[0-9]{{1,2}})?{_GAP}*"
PATTERNS: Final[Mapping[str, str]] = {
    "count": rf"{_GAP}*{_WHOLE}{_GAP}*",
    "money": rf"(?=[^1-9]*[1-9]){_POUNDS}",  # nobody asks for £0
}


class Eligibility(StrEnum):
    """Whether somebody may apply, as far as the answers say."""

    ELIGIBLE = "eligible"
    ASK_FIRST = "ask-first"
    NOT_ELIGIBLE = "not-eligible"


@dataclass(frozen=True, slots=True)
class FundVerdict:
    """The outcome, the rules that caused it or are good to know, and the questions that were not answered."""

    outcome: Eligibility
    rules: tuple[FundRule, ...]
    unanswered: tuple[str, ...] = ()


def decide(fund: Fund, answers: Answers, terms: Terms) -> FundVerdict:
    """Apply a fund's rules to answers, given as text by the question's id; `terms` are the vocabularies.

    A rule that says no decides; otherwise one that says ask first, or any question without a usable
    answer, sends the case to a person: the unknown is never decided by default.
    """
    unanswered = tuple(one.id for one in fund.questions if not is_usable(one, answers.get(one.id, ""), terms))
    known = (rule for rule in fund.rules if not {rule.question, rule.unless_question} & set(unanswered))
    fired = tuple(rule for rule in known if applies(rule, answers))
    outcomes = {rule.outcome for rule in fired}
    if Eligibility.NOT_ELIGIBLE in outcomes:
        return FundVerdict(Eligibility.NOT_ELIGIBLE, fired, unanswered)
    if Eligibility.ASK_FIRST in outcomes or unanswered:
        return FundVerdict(Eligibility.ASK_FIRST, fired, unanswered)
    return FundVerdict(Eligibility.ELIGIBLE, fired)


def applies(rule: FundRule, answers: Answers) -> bool:
    """Tell whether a rule's test holds for usable answers and nothing lifts it."""
    if rule.unless_question and answers.get(rule.unless_question, "") in rule.unless_values:
        return False
    answer = answers.get(rule.question, "")
    if rule.test == "more-than":
        number = amount(answer)
        return number is not None and number > Decimal(rule.values[0])
    return (answer in rule.values) is (rule.test == "is-one-of")


def amount(text: str) -> Decimal | None:
    """Return pounds as people type them (`£10,000.01`, `9 500`), or None when it is not such an amount."""
    return Decimal(re.sub(r"[^0-9.]", "", text)) if re.fullmatch(_POUNDS, text) else None


def is_usable(question: FundQuestion, answer: str, terms: Terms) -> bool:
    """Tell whether an answer is one of the question's options, or a number of its kind."""
    if pattern := PATTERNS.get(question.answer):
        return re.fullmatch(pattern, answer) is not None
    return answer in {term.id for term in options(question, terms)}


def options(question: FundQuestion, terms: Terms) -> tuple[Term, ...]:
    """Return what may be chosen; nothing for a question that takes a number."""
    return YES_NO if question.answer == "yes-no" else terms.get(question.options_from or "", ())
