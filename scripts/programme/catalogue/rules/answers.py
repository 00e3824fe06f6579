"""Rules of what the programme does with a form's answers: what they mean to it, and how exports hold them.

What a form asks is the business of `forms`; which returns are owed is that of `returns`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import ExportShape, Form, Records
from programme.problems import did_you_mean, shortened

# The kinds of answer that a meaning can have, and the vocabulary or table in which its options must be.
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "organisation": ("short-text",),
    "organisation-type": ("choice",),
    "registration-number": ("short-text",),
    "postcode": ("short-text",),
    "email": ("email",),
    "phone": ("phone",),
    "role": ("short-text",),
    "full-time-staff": ("count",),
    "round": ("choice",),
    "cohort": ("choice",),
    "areas": ("choice", "choices"),
    "project": ("short-text",),
    "initiative": ("choice", "choices"),
    "amount": ("money",),
    "budget": ("budget",),
    "applied-before": ("yes-no",),
    "partner": ("choice",),
    "period": ("choice",),
}
_OPTIONS: Final[Mapping[str, str]] = {
    "organisation-type": "organisation-types",
    "round": "rounds",
    "areas": "areas",
    "initiative": "initiatives",
    "partner": "partners",
}


def meaning_fits_the_answer(records: Records, _: date) -> Iterator[Finding]:
    """A form has one question of each meaning at most, and its answer is of the right kind: an amount is money, a
    round is chosen from the rounds."""
    for form in records.forms.values():
        seen: dict[str, str] = {}
        for number, question in enumerate(form.questions, 1):
            if question.means in seen:
                yield at(form, "questions", number, "means").error(
                    "two-of-a-meaning",
                    f"The question “{seen[question.means]}” means the same.",
                    expected="each meaning once",
                    found=question.means,
                    action="Take it out of one of them.",
                )
            elif question.means:
                seen[question.means] = question.id
                yield from _misfits(form, number, question.means)


def _misfits(form: Form, number: int, means: str) -> Iterator[Finding]:
    question, kinds, table = form.questions[number - 1], _KINDS.get(means, ()), _OPTIONS.get(means)
    if question.answer not in kinds:
        yield at(form, "questions", number, "means").error(
            "wrong-meaning",
            f"An answer of the kind “{question.answer}” cannot mean “{means}”.",
            expected="one of: " + ", ".join(kinds),
            found=f"means: {means}",
            action="Correct the kind of answer, or what it means.",
        )
    elif table and question.options_from != table:
        yield at(form, "questions", number, "means").error(
            "wrong-meaning",
            f"What means “{means}” is chosen from “{table}”.",
            expected=f"options_from: {table}",
            found=question.options_from or "options of its own",
            action="Write options_from.",
        )
    elif means == "period" and question.options_from:
        yield at(form, "questions", number, "means").error(
            "wrong-meaning",
            "The periods stand in the form itself.",
            expected="options",
            found=f"options_from: {question.options_from}",
            action="Write the periods as options.",
        )


def application_names_round_and_amount(records: Records, _: date) -> Iterator[Finding]:
    """An application for a fund asks which round it is for, and for how much money."""
    for form in records.forms.values():
        asked = {question.means for question in form.questions}
        missing = [one for one in ("round", "amount") if one not in asked]
        if form.kind == "application" and form.fund and missing:
            yield at(form, "kind").error(
                "no-such-question",
                "An application for a fund asks which round it is for, and for how much money.",
                expected=" and ".join(f"a question that means {one}" for one in missing),
                found="no such question",
                action="Add it, or say what the question that asks it means.",
            )


def submissions_can_be_told_apart(records: Records, _: date) -> Iterator[Finding]:
    """What tells submissions apart are questions of the form. A form has such questions when one of its exports
    holds no id."""
    for form in records.forms.values():
        asked = [question.id for question in form.questions]
        for position, name in enumerate(form.identity, 1):
            if name not in asked:
                yield at(form, "identity", position).error(
                    "no-such-question",
                    f"The form has no question “{name}”.",
                    expected="the id of a question of this form",
                    found=name,
                    action=did_you_mean(name, asked) or "Use the ids of questions.",
                )
        for position, shape in _shapes(form, records):
            if not shape.id_column and not form.identity:
                yield at(form, "exports", position, "shape").error(
                    "no-identity",
                    f"The exports of the shape “{shape.id}” hold no id.",
                    expected="identity",
                    found="nothing",
                    action="Name the questions whose answers tell submissions apart.",
                )


def columns_belong_to_one_question(records: Records, _: date) -> Iterator[Finding]:
    """No two questions of a form have the same column, now or before, and none has one that the tool adds itself."""
    for form in records.forms.values():
        shapes = (shape for _, shape in _shapes(form, records))
        taken = {_heading(name): f"The shape “{shape.id}”" for shape in shapes for name in _own(shape)}
        for number, path, heading in _columns(form):
            if other := taken.get(_heading(heading)):
                yield at(form, "questions", number, *path).error(
                    "shared-column",
                    f"{other} has this column already.",
                    expected="a heading of its own",
                    found=f"“{shortened(heading)}”",
                    action="Write the column's heading as the exports have it.",
                )
            taken.setdefault(_heading(heading), f"The question “{form.questions[number - 1].id}”")


def shape_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """A shape of CSV files says by which sign cells are kept apart and how characters are written. Where chosen
    options stand in one cell it says by which sign, and its row of headings is one of those that there are. What
    somebody wrote in words of their own is an answer, and no column of the tool."""
    for shape in records.export_shapes.values():
        needed = ("delimiter", "encoding") if shape.file_type == "csv" else ()
        needed = (*needed, "joined_by") if shape.choices_as == "joined" else needed
        if missing := [name for name in needed if not getattr(shape, name)]:
            yield at(shape, "file_type").error(
                "half-a-shape",
                "Files of this shape cannot be read without more.",
                expected=", ".join(missing),
                found="nothing",
                action="Add what is missing.",
            )
        if (shape.headings_in or 1) > shape.header_rows:
            yield at(shape, "headings_in").error(
                "no-such-row",
                "There are not so many rows of headings.",
                expected=f"at most {shape.header_rows}",
                found=str(shape.headings_in),
                action="Correct one of the two.",
            )
        if shape.other_column and shape.other_column in shape.own_columns:
            yield at(shape, "own_columns", shape.own_columns.index(shape.other_column) + 1).error(
                "answers-as-own",
                "Answers stand in this column, and the tool's own columns are not read.",
                expected="headings that the tool adds",
                found=f"“{shape.other_column}”",
                action="Delete the line.",
            )


def _columns(form: Form) -> Iterator[tuple[int, tuple[str | int, ...], str]]:
    """Yield every heading with the number of its question and where it stands there; those of today come first."""
    for number, question in enumerate(form.questions, 1):
        yield number, ("column",), question.column
    for number, question in enumerate(form.questions, 1):
        for position, heading in enumerate(question.former_columns, 1):
            yield number, ("former_columns", position), heading


def _own(shape: ExportShape) -> Iterator[str]:
    told = (shape.id_column, shape.submitted_column, shape.state_column, shape.fault_column)
    yield from filter(None, (*shape.own_columns, *told))


def _shapes(form: Form, records: Records) -> Iterator[tuple[int, ExportShape]]:
    for position, export in enumerate(form.exports, 1):
        if export.shape in records.export_shapes:
            yield position, records.export_shapes[export.shape]


def _heading(text: str) -> str:
    """Return a heading as it is compared: capitals and spaces make no difference."""
    return " ".join(text.casefold().split())
