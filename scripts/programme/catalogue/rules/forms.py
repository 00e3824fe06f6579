"""Rules of forms: their sections, their questions, and the rounds that use them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Form, Records
from programme.catalogue.options import TABLES


def form_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """Every question of a form stands in one of its sections, a choice has options, and limits fit the answer."""
    for form in records.forms.values():
        sections = [section.id for section in form.sections]
        for number, question in enumerate(form.questions, 1):
            if question.section not in sections:
                yield at(form, "questions", number, "section").unknown(
                    "no-such-section",
                    f"The form has no section “{question.section}”.",
                    sections,
                    found=question.section,
                    action="Use the id of one of the form's sections.",
                )
            yield from _options(records, form, number)
            yield from _limits(form, number)


def round_has_a_form_of_its_fund(records: Records, _: date) -> Iterator[Finding]:
    """The form of a round is an application for the round's fund."""
    for one in records.rounds.values():
        form = records.forms.get(one.form or "")
        if form and (form.kind != "application" or form.fund != one.fund):
            yield at(one, "form").error(
                "another-funds-form",
                "This form is no application for the fund of this round.",
                expected=f"a form with fund: {one.fund} and kind: application",
                found=form.id,
                action="Name another form, or correct the form's fund and kind.",
            )


def _options(records: Records, form: Form, number: int) -> Iterator[Finding]:
    question, known = form.questions[number - 1], (*records.terms, *TABLES)
    if question.options_from and question.options_from not in known:
        yield at(form, "questions", number, "options_from").unknown(
            "no-options",
            f"There is no vocabulary “{question.options_from}”.",
            known,
            found=question.options_from,
            action="Name one of these.",
        )
    own = (*question.past_options, *question.options)
    if question.answer in ("choice", "choices") and not own and not question.options_from:
        yield at(form, "questions", number, "options").error(
            "no-options",
            "A choice needs options.",
            expected="options or options_from",
            found="nothing",
            action="Add one of them.",
        )
    if own and question.options_from:
        yield at(form, "questions", number, "options_from").error(
            "two-lists-of-options",
            "The options stand in the form and in a table.",
            expected="one of the two",
            found=question.options_from,
            action="Remove one of them.",
        )


def _limits(form: Form, number: int) -> Iterator[Finding]:
    question = form.questions[number - 1]
    if question.answer in ("email", "phone") and not question.personal:
        yield at(form, "questions", number, "personal").error(
            "personal-data",
            "The answer says how to reach a person, so it is personal.",
            expected="yes",
            found="no",
            action="Write personal: yes.",
        )
    if question.minimum is not None and question.maximum is not None and question.maximum < question.minimum:
        yield at(form, "questions", number, "maximum").error(
            "limits",
            "The largest number is below the smallest.",
            expected=f"at least {question.minimum}",
            found=str(question.maximum),
            action="Correct one of the two.",
        )
    if question.max_words and question.answer not in ("short-text", "long-text"):
        yield at(form, "questions", number, "max_words").error(
            "limits",
            "Only text has a limit of words.",
            expected="no value",
            found=str(question.max_words),
            action="Remove max_words.",
        )
