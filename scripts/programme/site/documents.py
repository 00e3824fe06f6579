"""Each form's questions as a Word document in which answers can be written offline. It is a copy, not the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.bases import CONFIRMED
from programme.catalogue.model import Form, FormQuestion, Records
from programme.clock import say_date
from programme.site.form_pages import document_address, has_document, return_facts
from programme.site.questions import question_duty, question_limits, question_options
from programme.site.word import Paragraph, written

_LONG_ANSWERS = ("long-text", "budget")
_SUBJECT = "A copy to draft in; it is not the form"


def render(records: Records, day: date) -> dict[str, bytes]:
    """Return the document beside the page of every form but surveys, by address, made for the day."""
    return {
        document_address(one): written(one.title, _SUBJECT, _content(one, records, day), day=day)
        for one in records.forms.values()
        if has_document(one)
    }


def _content(form: Form, records: Records, day: date) -> Iterator[Paragraph]:
    """Yield the paragraphs, each the id of its style and its text; those without text are left out."""
    yield from _opening(form, records, day)
    for section in form.sections:
        yield "Heading1", section.title
        yield "Normal", section.intro
        for question in form.questions:
            if question.section == section.id:
                yield from _question(question, form, records, day)


def _opening(form: Form, records: Records, day: date) -> Iterator[Paragraph]:
    fund = records.funds.get(form.fund or "")
    basis = next((term for term in records.terms.get("bases", ()) if term.id == form.basis), None)
    yield "Title", form.title
    yield "Normal", f"This form is for: {fund.title}." if fund else None
    yield "Normal", "This is a copy to draft in; it is not the form. Do not send it to us."
    yield "Normal", f"This copy was made for {say_date(day)}. Look at the website for changes."
    yield "Normal", f"{basis.label}. {basis.description}" if basis and form.basis not in CONFIRMED else None
    yield "Normal", form.summary
    for label, words in return_facts(form):
        yield "ListBullet", f"{label}: {words}"


def _question(question: FormQuestion, form: Form, records: Records, day: date) -> Iterator[Paragraph]:
    yield "Heading2", question.ask
    yield "Hint", question.help
    yield "Hint", question_duty(question)
    yield "Hint", " ".join(question_limits(question, records))
    for option in question_options(question, records, day=day, partners=form.returned_by):
        yield "ListBullet", option
    yield "Hint", "Your answer:"
    # Breaks inside one paragraph make the room: a row of empty paragraphs is read out as so many blanks.
    yield "Answer", "\n" * (7 if question.answer in _LONG_ANSWERS else 1)
