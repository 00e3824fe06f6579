"""Rules of the eligibility checker: what it asks, and what a fund's rules make of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Fund, FundQuestion, FundRule, Records
from programme.problems import did_you_mean, shortened

_NUMBERS = ("count", "money")
_CHECKER_ANSWERS = ("choice", "yes-no", *_NUMBERS)


def checker_can_ask(records: Records, _: date) -> Iterator[Finding]:
    """Every rule of a fund looks at a question that the checker asks, and compares it with possible answers."""
    for fund in records.funds.values():
        for number, question in enumerate(fund.questions, 1):
            yield from _checker_question(records, fund, number, question)
        for number, rule in enumerate(fund.rules, 1):
            yield from _rule_findings(records, fund, number, rule)


def _checker_question(records: Records, fund: Fund, number: int, question: FundQuestion) -> Iterator[Finding]:
    if question.answer not in _CHECKER_ANSWERS:
        yield at(fund, "questions", number, "answer").error(
            "no-rule-for-it",
            f"The checker cannot judge an answer of the kind “{question.answer}”.",
            expected="one of: " + ", ".join(_CHECKER_ANSWERS),
            found=question.answer,
            action="Choose one of these.",
        )
    if question.answer == "choice" and question.options_from not in records.terms:
        yield at(fund, "questions", number, "options_from").unknown(
            "no-options",
            "A choice needs a vocabulary for its options.",
            sorted(records.terms),
            found=question.options_from,
            action="Name one of the files in codelists/.",
        )


def _rule_findings(records: Records, fund: Fund, number: int, rule: FundRule) -> Iterator[Finding]:
    questions = {question.id: question for question in fund.questions}
    pairs = (("question", "values", rule.values), ("unless_question", "unless_values", rule.unless_values))
    for name, list_name, values in pairs:
        asked = getattr(rule, name)
        if asked in questions:
            yield from _value_findings(records, fund, ("rules", number, list_name), values, questions[asked])
        elif asked is not None:
            yield at(fund, "rules", number, name).unknown(
                "no-such-question",
                f"The checker does not ask “{asked}”.",
                questions,
                found=asked,
                action="Use the id of one of the questions of this fund.",
            )
    yield from _test_findings(fund, number, rule, questions)


def _test_findings(fund: Fund, number: int, rule: FundRule, questions: Mapping[str, FundQuestion]) -> Iterator[Finding]:
    if bool(rule.unless_question) is not bool(rule.unless_values):
        yield at(fund, "rules", number, "unless_question" if rule.unless_question else "unless_values").error(
            "half-an-exception",
            "An exception needs a question and its answers.",
            expected="unless_question and unless_values together",
            found="only one of them",
            action="Add the other, or remove this.",
        )
    kind = questions[rule.question].answer if rule.question in questions else None
    if kind and (rule.test == "more-than") is not (kind in _NUMBERS):
        yield at(fund, "rules", number, "test").error(
            "wrong-test",
            f"The test does not suit an answer of the kind “{kind}”.",
            expected="more-than" if kind in _NUMBERS else "is-one-of or is-not-one-of",
            found=rule.test,
            action="Choose another test, or another question.",
        )
    elif rule.test == "more-than" and len(rule.values) > 1:
        yield at(fund, "rules", number, "values").error(
            "wrong-test",
            "A test for more than a number takes one value.",
            expected="one value",
            found=", ".join(rule.values),
            action="Keep one of them.",
        )


def _value_findings(
    records: Records, fund: Fund, where: tuple[str | int, ...], values: tuple[str, ...], question: FundQuestion
) -> Iterator[Finding]:
    if question.answer == "choice" and question.options_from not in records.terms:
        return  # the question itself is wrong, and that is told
    possible = _possible(records, question.answer, question.options_from)
    for position, value in enumerate(values, 1):
        if not _fits(value, possible):
            yield at(fund, *where, position).error(
                "no-such-answer",
                f"“{shortened(value)}” cannot be an answer to “{question.id}”.",
                expected="a number as digits only" if possible is None else "one of: " + ", ".join(possible),
                found=f"“{shortened(value)}”",
                action=did_you_mean(value, possible or ()) or "Correct the value.",
            )


def _possible(records: Records, answer: str, options_from: str | None) -> tuple[str, ...] | None:
    if answer in _NUMBERS:
        return None
    if answer == "yes-no":
        return ("yes", "no")
    return tuple(term.id for term in records.terms.get(options_from or "", ()))


def _fits(value: str, possible: tuple[str, ...] | None) -> bool:
    return (
        value in possible if possible is not None else re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,2})?", value) is not None
    )


def ceiling_is_one_number(records: Records, _: date) -> Iterator[Finding]:
    """When a rule shuts out applications for more than an amount, that amount is the fund's ceiling."""
    for fund in records.funds.values():
        money = {question.id for question in fund.questions if question.answer == "money"}
        for number, rule in enumerate(fund.rules, 1):
            shuts_out = rule.question in money and rule.test == "more-than" and rule.outcome == "not-eligible"
            if (
                shuts_out
                and fund.ceiling is not None
                and _fits(rule.values[0], None)
                and Decimal(rule.values[0]) != fund.ceiling
            ):
                yield at(fund, "rules", number, "values", 1).error(
                    "two-ceilings",
                    "The rule and the fund name different amounts.",
                    expected=f"{fund.ceiling}, the fund's ceiling",
                    found=rule.values[0],
                    action="Correct the rule, or the ceiling of the fund.",
                )
