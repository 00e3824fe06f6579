"""A plan for every initiative: a worksheet along the four stages of problem solving, filled with what is known.

Its headings are questions of the application form. Which questions, at which stage, and what of the record is
written into each, the form's own record says (`plan_stage`, `plan_from`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from programme.catalogue.model import Form, FormQuestion, Term
from programme.phrases import say_count, say_money
from programme.site.page import Draw, Page
from programme.site.questions import question_limits
from programme.site.theory import Theory, theory_of
from programme.site.toolkit import InitiativeView, Toolkit

# All plans share one frame: they stand at one depth of one part of the site.
_FRAME = "toolkit/plan/"
_LINE_LENGTH = 100
_SOME_WORDS = 300
_ROWS = {"line": 1, "few": 2, "some": 5, "many": 5}
_LETTERS_IN_LINE = 62
_SIZE = re.compile(r"At most [\d,]+ (?:word|character)s?\.")


@dataclass(frozen=True, slots=True)
class PlanField:
    """A question with what the record answers to it, lines of text or nothing, and the room for more."""

    question: FormQuestion
    value: str
    limit: str

    @property
    def is_line(self) -> bool:
        """Whether one line holds any answer."""
        short = self.question.answer == "short-text" and (self.question.max_characters or 0) <= _LINE_LENGTH
        return short or self.question.answer in ("money", "count", "date")

    @property
    def room(self) -> str:
        """How much room to leave for an answer that nothing is known of: a line, few, some or many lines."""
        if self.value or self.is_line:
            return "" if self.value else "line"
        words = self.question.max_words or (_SOME_WORDS if self.question.answer == "budget" else 0)
        return "many" if words > _SOME_WORDS else "some" if words else "few"

    @property
    def rows(self) -> int:
        """How many lines to show: what is written there already and some more, or room for an answer."""
        used = sum(max(1, -(-len(line) // _LETTERS_IN_LINE)) for line in self.value.splitlines())
        return used + 1 if used else _ROWS[self.room]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of problem solving with its questions."""

    term: Term
    fields: tuple[PlanField, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """An initiative's plan: the form whose questions it asks, and the stages in order."""

    one: InitiativeView
    form: Form
    stages: tuple[Stage, ...]
    theory: Theory

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"{self.one.page}plan/"

    @property
    def document(self) -> str:
        """The address of its Word document."""
        return f"{self.one.page}{self.one.record.id}-plan.docx"

    @property
    def picture(self) -> str:
        """The address of the picture of its theory of change."""
        return f"{self.one.page}theory.svg"


def plans(toolkit: Toolkit) -> dict[str, Plan]:
    """Return the plans by the initiative's id. A harmful one has none; without a form with plan questions none has."""
    forms = toolkit.records.forms.values()
    form = next((form for form in forms if any(question.plan_stage for question in form.questions)), None)
    if form is None:
        return {}
    useful = (one for one in toolkit.initiatives.values() if one.record.rating != "harmful")
    return {one.record.id: _plan(one, form, toolkit) for one in useful}


def plan_pages(toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    """Yield the page of every plan."""
    for plan in plans(toolkit).values():
        title = plan.one.record.title
        page = draw(
            "plan",
            address=plan.page,
            title=f"Your plan: {title}",
            description=f"A plan to fill in, print and take to a meeting: {title}.",
            crumbs=[("toolkit/", "Toolkit"), (plan.one.page, title)],
            plan=plan,
            one=plan.one,
            toolkit=toolkit,
        )
        yield replace(page, frame=_FRAME)


def _plan(one: InitiativeView, form: Form, toolkit: Toolkit) -> Plan:
    # A personal answer has no place in a plan that is taken to meetings.
    asked = [question for question in form.questions if question.plan_stage and not question.personal]
    stages = (
        Stage(term, tuple(_field(question, one, toolkit) for question in asked if question.plan_stage == term.id))
        for term in toolkit.records.terms["sara-stages"]
    )
    themes = [toolkit.records.themes[name].title for name in one.record.themes if name in toolkit.records.themes]
    return Plan(one, form, tuple(stage for stage in stages if stage.fields), theory_of(one.record, themes))


def _field(question: FormQuestion, one: InitiativeView, toolkit: Toolkit) -> PlanField:
    sizes = filter(_SIZE.fullmatch, question_limits(question, toolkit.records))
    terms = [term for name in question.plan_from for term in toolkit.records.terms["plan-parts"] if term.id == name]
    known = (_known(term, one, is_alone=len(terms) == 1) for term in terms)
    return PlanField(question, "\n".join(filter(None, known)), " ".join(sizes))


def _known(term: Term, one: InitiativeView, *, is_alone: bool) -> str:
    """Return what the record says of a part. One line follows its label; a list stands under it, or alone."""
    lines = PARTS[term.id](one)
    if term.id == "title":
        return lines[0]
    if term.id in _ONE_LINE:
        return f"{term.label}: {lines[0]}"
    marks = (f"{number}." if term.id == "steps" else "-" for number in range(1, len(lines) + 1))
    marked = [f"{mark} {line}" for mark, line in zip(marks, lines, strict=True)]
    return "\n".join([*([f"{term.label}:"] if marked and not is_alone else []), *marked])


def _cost(one: InitiativeView) -> str:
    figure = one.record.cost_figure
    return one.cost.label if figure is None else f"{one.cost.label} (about {say_money(figure)})"


def _setup(one: InitiativeView) -> str:
    return f"about {say_count(one.record.setup_weeks, 'week')}"


# What each part of the vocabulary plan-parts stands for in a record.
PARTS: Mapping[str, Callable[[InitiativeView], Sequence[str]]] = {
    "title": lambda one: (one.record.title,),
    "aim": lambda one: (one.record.aim,),
    "people": lambda one: one.record.people,
    "permissions": lambda one: [part.text for part in one.record.permissions],
    "steps": lambda one: [part.text for part in one.record.steps],
    "setup": lambda one: (_setup(one),),
    "risks": lambda one: [part.text for part in one.record.watch_for],
    "cost": lambda one: (_cost(one),),
    "measures": lambda one: [part.text for part in one.record.measures],
}
_ONE_LINE = ("aim", "setup", "cost")
