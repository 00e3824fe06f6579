"""The pages of forms: one for each with its questions, and the list of all. Nobody can send a form from them.

A form for a fund stands among the fund's pages. Which columns its exports have is not for these pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from programme.catalogue.addresses import form_address
from programme.catalogue.model import Form, FormQuestion
from programme.catalogue.return_periods import period_words
from programme.site.page import LIST_LENGTH, Draw, Page
from programme.site.questions import question_limits, question_options
from programme.site.view import RoundView, View

_LIST = ("forms/", "All forms")
_EVERY = {"month": "Each month, for the month before", "quarter": "Each quarter, for the quarter before"}
_TENS = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def form_pages(view: View, draw: Draw) -> Iterator[Page]:
    """Yield the page of every form, and their list."""
    rounds_by_form: dict[str, list[RoundView]] = {}
    for one in view.rounds:
        rounds_by_form.setdefault(one.record.form or "", []).append(one)
    for form in view.records.forms.values():
        yield _page(form, rounds_by_form.get(form.id, [])[:LIST_LENGTH], view, draw)
    yield _list(view, draw)


def has_document(form: Form) -> bool:
    """Tell whether there is a document to write answers in: a survey is answered on the spot."""
    return form.kind != "survey"


def document_address(form: Form) -> str:
    """Return the address of the document to write answers in."""
    return f"{form_address(form)}{form.id}.docx"


def not_open(form: Form) -> FormQuestion | None:
    """Return the question that keeps a form from being answered now: all that could be chosen there is of the past."""
    return next((one for one in form.questions if one.required and one.past_options and not one.options), None)


def _page(form: Form, rounds: list[RoundView], view: View, draw: Draw) -> Page:
    fund = view.records.funds.get(form.fund or "")
    return draw(
        "form",
        address=form_address(form),
        title=form.title,
        description=form.summary,
        crumbs=[("fund/", view.fund.title if view.fund else "Funds")] if fund else [_LIST],
        kind="Form",
        words=form.words,
        form=form,
        facts=return_facts(form),
        not_open=not_open(form),
        document=has_document(form),
        rounds=rounds,
        limits={question.id: question_limits(question, view.records) for question in form.questions},
        options={
            one.id: question_options(one, view.records, day=view.day, partners=form.returned_by)
            for one in form.questions
        },
    )


def _list(view: View, draw: Draw) -> Page:
    kinds = view.records.terms.get("form-kinds", ())
    forms = view.records.forms.values()
    groups = [(kind, [form for form in forms if form.kind == kind.id]) for kind in kinds]
    return draw(
        "list-forms",
        address=_LIST[0],
        title=_LIST[1],
        description="What is asked in each form: applications, returns of our partners, and surveys.",
        crumbs=[],
        kind="List",
        words=("forms", "questions", "partners", "returns"),
        groups=[
            (kind, [(form, form_address(form), return_facts(form)) for form in its]) for kind, its in groups if its
        ],
    )


def return_facts(form: Form) -> list[tuple[str, str]]:
    """Return how often a return is sent, for which periods and by when, as labels and words; nothing of other forms."""
    if form.kind != "return" or not form.every or not form.first_period:
        return []
    first = period_words(form.first_period.first, form.every)
    facts = [("How often", _EVERY[form.every]), (f"First {form.every}", first)]
    if form.last_period:
        facts.append((f"Last {form.every}", period_words(form.last_period.first, form.every)))
    return [
        *facts,
        ("By when", f"The {_ordinal(form.due_day)} of the next month" if form.due_day else "Not yet announced"),
    ]


def _ordinal(day: int) -> str:
    return f"{day}{'th' if day in _TENS else _ENDINGS.get(day % 10, 'th')}"
