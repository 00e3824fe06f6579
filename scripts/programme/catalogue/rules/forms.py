"""Rules of forms: their sections, their questions, and the rounds that use them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.load import Finding
from programme.catalogue.model import Form, Records
from programme.catalogue.options import TABLES
from programme.problems import did_you_mean


def form_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """Every question of a form stands in one of its sections, a choice has options, and limits fit the answer."""
    for form in records.forms.values():
        sections = [section.id for section in form.sections]
        for number, question in enumerate(form.questions, 1):
            if question.section not in sections:
                near = did_you_mean(question.section, sections) or "Use the id of one of the form's sections."
                words = (f"The form has no section “{question.section}”.", "one of: " + ", ".join(sections), near)
                yield _form_finding(form, number, "section", "no-such-section", *words)
            yield from _question_findings(records, form, number)


def round_has_a_form_of_its_fund(records: Records, _: date) -> Iterator[Finding]:
    """The form of a round is an application for the round's fund."""
    for one in records.rounds.values():
        form = records.forms.get(one.form or "")
        if form and (form.kind != "application" or form.fund != one.fund):
            yield Finding(
                kind="round",
                id=one.id,
                path=("form",),
                code="another-funds-form",
                message="This form is no application for the fund of this round.",
                expected=f"a form with fund: {one.fund} and kind: application",
                found=form.id,
                action="Name another form, or correct the form's fund and kind.",
            )


def _question_findings(records: Records, form: Form, number: int) -> Iterator[Finding]:
    question = form.questions[number - 1]
    known = (*records.terms, *TABLES)
    if question.options_from and question.options_from not in known:
        near = did_you_mean(question.options_from, known) or "Name one of these."
        message = f"There is no vocabulary “{question.options_from}”."
        yield _form_finding(form, number, "options_from", "no-options", message, "one of: " + ", ".join(known), near)
    if question.answer in ("choice", "choices") and not question.options and not question.options_from:
        words = ("A choice needs options.", "options or options_from", "Add one of them.")
        yield _form_finding(form, number, "options", "no-options", *words)
    if question.options and question.options_from:
        words = ("The options stand in the form and in a table.", "one of the two", "Remove one of them.")
        yield _form_finding(form, number, "options_from", "two-lists-of-options", *words)
    if question.answer in ("email", "phone") and not question.personal:
        words = ("The answer says how to reach a person, so it is personal.", "yes", "Write personal: yes.")
        yield _form_finding(form, number, "personal", "personal-data", *words)
    if question.minimum is not None and question.maximum is not None and question.maximum < question.minimum:
        words = ("The largest number is below the smallest.", f"at least {question.minimum}", "Correct one of the two.")
        yield _form_finding(form, number, "maximum", "limits", *words)
    if question.max_words and question.answer not in ("short-text", "long-text"):
        words = ("Only text has a limit of words.", "no value", "Remove max_words.")
        yield _form_finding(form, number, "max_words", "limits", *words)


def _form_finding(form: Form, number: int, field: str, *words: str) -> Finding:
    """Return what is wrong in a question of a form. `words`: code, message, expected, action."""
    code, message, expected, action = words
    path, found = ("questions", number, field), _said(getattr(form.questions[number - 1], field))
    return Finding(
        kind="form", id=form.id, path=path, code=code, message=message, expected=expected, found=found, action=action
    )


def _said(value: object) -> str:
    return (
        {True: "yes", False: "no"}[value]
        if isinstance(value, bool)
        else str(value)
        if value or value == 0
        else "nothing"
    )
