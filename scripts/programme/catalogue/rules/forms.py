"""Rules of the eligibility questions and of application forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from programme.catalogue.load import Finding
from programme.catalogue.model import Form, Fund, FundRule, Records

_TABLES = ("themes", "areas", "rounds")


def checker_can_ask(records: Records, _: date) -> Iterator[Finding]:
    """Every rule of a fund looks at a question that the checker asks, and compares it with possible answers."""
    for fund in records.funds.values():
        for number, rule in enumerate(fund.rules, 1):
            yield from _rule_findings(records, fund, number, rule)
        for number, question in enumerate(fund.questions, 1):
            if question.answer == "choice" and question.options_from not in records.terms:
                yield Finding(
                    kind="fund", id=fund.id, path=("questions", number, "options_from"), code="no-options",
                    message="A choice needs a vocabulary for its options.", expected=", ".join(sorted(records.terms)),
                    found=question.options_from or "nothing", action="Name one of the files in codelists/.",
                )


def _rule_findings(records: Records, fund: Fund, number: int, rule: FundRule) -> Iterator[Finding]:
    questions = {question.id: question for question in fund.questions}
    for name, values in (("question", rule.values), ("unless_question", rule.unless_values)):
        asked = getattr(rule, name)
        if asked is None:
            continue
        where = ("rules", number, name)
        if asked not in questions:
            yield Finding(
                kind="fund", id=fund.id, path=where, code="no-such-question",
                message=f"The checker does not ask “{asked}”.", expected="one of: " + ", ".join(questions), found=asked,
                action="Use the id of one of the questions of this fund.",
            )
            continue
        possible = _possible(records, questions[asked].answer, questions[asked].options_from)
        for value in values:
            if not _fits(value, possible):
                yield Finding(
                    kind="fund", id=fund.id, path=where, code="no-such-answer",
                    message=f"“{value}” cannot be an answer to “{asked}”.",
                    expected="a number" if possible is None else "one of: " + ", ".join(possible), found=value,
                    action="Correct the value.",
                )


def _possible(records: Records, answer: str, options_from: str | None) -> tuple[str, ...] | None:
    if answer in ("count", "money"):
        return None
    if answer == "yes-no":
        return ("yes", "no")
    return tuple(term.id for term in records.terms.get(options_from or "", ()))


def _fits(value: str, possible: tuple[str, ...] | None) -> bool:
    if possible is not None:
        return value in possible
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def form_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """Every question of a form stands in one of its sections, a choice has options, and limits fit the answer."""
    for form in records.forms.values():
        sections = [section.id for section in form.sections]
        for number, question in enumerate(form.questions, 1):
            if question.section not in sections:
                yield Finding(
                    kind="form", id=form.id, path=("questions", number, "section"), code="no-such-section",
                    message=f"The form has no section “{question.section}”.", expected="one of: " + ", ".join(sections),
                    found=question.section, action="Use the id of one of the form's sections.",
                )
            yield from _question_findings(records, form, number)


def _question_findings(records: Records, form: Form, number: int) -> Iterator[Finding]:
    question = form.questions[number - 1]

    def finding(field: str, code: str, message: str, expected: str, action: str) -> Finding:
        return Finding(
            kind="form", id=form.id, path=("questions", number, field), code=code, message=message, expected=expected,
            found=str(getattr(question, field) or "nothing"), action=action,
        )

    known = (*records.terms, *_TABLES)
    if question.options_from and question.options_from not in known:
        yield finding("options_from", "no-options", f"There is no vocabulary “{question.options_from}”.",
                      "one of: " + ", ".join(known), "Name one of these.")  # fmt: skip
    if question.answer in ("choice", "choices") and not question.options and not question.options_from:
        yield finding("options", "no-options", "A choice needs options.", "options or options_from", "Add one of them.")
    if question.answer in ("email", "phone") and not question.personal:
        yield finding("personal", "personal-data", "The answer is about a person.", "yes", "Write personal: yes.")
    if question.minimum is not None and question.maximum is not None and question.maximum < question.minimum:
        yield finding("maximum", "limits", "The largest number is below the smallest.", f"at least {question.minimum}",
                      "Correct one of the two.")  # fmt: skip
    if question.max_words and question.answer not in ("short-text", "long-text"):
        yield finding("max_words", "limits", "Only text has a limit of words.", "no value", "Remove max_words.")
