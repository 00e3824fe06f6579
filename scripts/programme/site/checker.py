"""The eligibility checker's page and the guidance on who can apply, both from a fund's rules.

The list of rules is whole without a script. The script gets the same rules as data, and takes the words of
each rule from the list, so that nothing is said twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from programme.catalogue.model import Fund, FundQuestion, FundRule, Records, Source, Term
from programme.eligibility import PATTERNS, Terms, options
from programme.phrases import say_money, say_number


@dataclass(frozen=True, slots=True)
class Case:
    """A rule in words: the answers it looks for, what lifts it, what follows, and how well it is known."""

    rule: FundRule
    answers: tuple[str, ...]
    unless: tuple[str, ...]
    unless_number: int
    follows: str
    basis: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its number, its rules, and the answers that no rule looks for."""

    number: int
    question: FundQuestion
    cases: tuple[Case, ...]
    rest: tuple[str, ...]


def render(fund: Fund, records: Records, *, templates: Environment, root: str, contact: Markup) -> str:
    """Return the checker's HTML: the list of rules, and what its script needs.

    `root` leads to the site's root and ends in a slash; `contact` is how to reach the office.
    """
    labels = {term.id: term.label for term in records.terms["rule-outcomes"]}
    return templates.get_template("checker.html").render(
        steps=steps_of(fund, records), data=script_data(fund, records.terms), labels=labels, root=root, contact=contact
    )


def who_can_apply(fund: Fund, records: Records, *, templates: Environment, root: str) -> str:
    """Return short guidance for the fund's and the rounds' pages; nothing for a fund without rules."""
    steps = steps_of(fund, records)
    return templates.get_template("who-can-apply.html").render(
        kinds=[step for step in steps if _is_kinds(step)],
        cases=[case for step in steps if not _is_kinds(step) for case in step.cases],
        root=root,
    )


def steps_of(fund: Fund, records: Records) -> tuple[Step, ...]:
    """Return the questions of a fund in order, each with its rules in words."""
    return tuple(_step(fund, records, number) for number in range(1, len(fund.questions) + 1))


def script_data(fund: Fund, terms: Terms) -> dict[str, Any]:
    """Return questions, options and rules as the script reads them."""
    return {
        "patterns": dict(PATTERNS),
        "questions": [_question_data(question, terms) for question in fund.questions],
        "rules": [_rule_data(rule) for rule in fund.rules],
    }


def _question_data(question: FundQuestion, terms: Terms) -> dict[str, Any]:
    hints = question.answer == "choice"
    chosen = [
        {"id": one.id, "label": one.label, "hint": one.description if hints else ""} for one in options(question, terms)
    ]
    same = {name: getattr(question, name) for name in ("id", "ask", "answer")}
    return {**same, "hint": question.hint or "", "options": chosen}


def _rule_data(rule: FundRule) -> dict[str, Any]:
    unless = {"question": rule.unless_question, "values": rule.unless_values} if rule.unless_question else None
    same = {name: getattr(rule, name) for name in ("id", "title", "question", "test", "values", "outcome")}
    return {**same, "unless": unless}


def _step(fund: Fund, records: Records, number: int) -> Step:
    question = fund.questions[number - 1]
    rules = [rule for rule in fund.rules if rule.question == question.id]
    cases = tuple(_case(rule, question, fund, records) for rule in rules)
    return Step(number, question, cases, _rest(question, rules, records.terms))


def _case(rule: FundRule, question: FundQuestion, fund: Fund, records: Records) -> Case:
    lifting = {one.id: (number, one) for number, one in enumerate(fund.questions, 1)}.get(rule.unless_question or "")
    return Case(
        rule=rule,
        answers=_answers(rule, question, records.terms),
        unless=_labels(options(lifting[1], records.terms), rule.unless_values) if lifting else (),
        unless_number=lifting[0] if lifting else 0,
        follows=_label(records.terms["rule-outcomes"], rule.outcome),
        basis=_label(records.terms["bases"], rule.basis) + (", not confirmed" if rule.basis == "proposed" else ""),
        source=records.sources.get(rule.source or ""),
    )


def _answers(rule: FundRule, question: FundQuestion, terms: Terms) -> tuple[str, ...]:
    if rule.test == "more-than":
        return (f"More than {_say(question, Decimal(rule.values[0]))}",)
    return _labels(options(question, terms), _hits(rule, question, terms))


def _hits(rule: FundRule, question: FundQuestion, terms: Terms) -> tuple[str, ...]:
    """Return the ids of the options that a rule looks for."""
    wanted = rule.test == "is-one-of"
    return tuple(one.id for one in options(question, terms) if (one.id in rule.values) is wanted)


def _rest(question: FundQuestion, rules: list[FundRule], terms: Terms) -> tuple[str, ...]:
    """Return the answers that no rule looks for, in words."""
    limits = [Decimal(rule.values[0]) for rule in rules if rule.test == "more-than"]
    if limits:
        return (f"{_say(question, min(limits))} or {'fewer' if question.answer == 'count' else 'less'}",)
    hit = {one for rule in rules for one in _hits(rule, question, terms)}
    return tuple(one.label for one in options(question, terms) if one.id not in hit)


def _is_kinds(step: Step) -> bool:
    """Tell whether the step tells kinds of applicant apart: a choice that a rule limits."""
    return step.question.answer == "choice" and any(case.rule.outcome != "note" for case in step.cases)


def _say(question: FundQuestion, number: Decimal) -> str:
    return say_money(number) if question.answer == "money" else say_number(number)


def _labels(terms: tuple[Term, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(term.label for term in terms if term.id in ids)


def _label(terms: tuple[Term, ...], word: str) -> str:
    return next(term.label for term in terms if term.id == word)
