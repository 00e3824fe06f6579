"""The files beside each plan: the same worksheet as a Word document, and the picture of the theory of change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.clock import say_date
from programme.site.plans import Plan, PlanField, plans
from programme.site.toolkit import Toolkit
from programme.site.word import Paragraph, written

_SUBJECT = "A plan to fill in and take to a meeting"


def plan_files(toolkit: Toolkit, day: date) -> dict[str, bytes]:
    """Return the Word document and the picture of every plan, by address."""
    files = {}
    for plan in plans(toolkit).values():
        title = f"Your plan: {plan.one.record.title}"
        files[plan.document] = written(title, _SUBJECT, _content(plan, title, day), day=day)
        files[plan.picture] = plan.theory.svg()
    return files


def _content(plan: Plan, title: str, day: date) -> Iterator[Paragraph]:
    """Yield the paragraphs, each the id of its style and its text."""
    yield "Title", title
    yield "Normal", f"The questions are those of the form “{plan.form.title}”. This is a plan; it is not the form."
    yield "Normal", f"This copy was made for {say_date(day)}. Look at the website for changes."
    yield "Normal", f"{plan.one.warning}: read what to watch for first." if plan.one.warning else None
    for stage in plan.stages:
        yield "Heading1", stage.term.label
        yield "Normal", stage.term.description
        for field in stage.fields:
            yield from _question(field)
    yield "Heading1", "Why it should work"
    for number, link in enumerate(plan.theory.links, 1):
        yield "Heading2", f"{number}. {link.title}"
        for line in link.lines:
            yield "ListBullet", line


def _question(field: PlanField) -> Iterator[Paragraph]:
    yield "Heading2", field.question.ask
    yield "Hint", field.question.help
    yield "Hint", field.limit or None
    yield "Answer", field.value + "\n" * (1 if field.value or field.is_line else field.rows)
