"""Rules of what the programme does with a form's answers: what they mean to it, and how exports hold them.

What a form asks is the business of `forms`; which returns are owed is that of `returns`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from programme.catalogue.load import Finding
from programme.catalogue.model import ExportShape, Form, FormQuestion, Records
from programme.problems import did_you_mean, shortened

# The kinds of answer that a meaning can have, and the vocabulary or table in which its options must be.
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "organisation": ("short-text",),
    "organisation-type": ("choice",),
    "registration-number": ("short-text",),
    "postcode": ("short-text",),
    "email": ("email",),
    "phone": ("phone",),
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
                message = f"The question “{seen[question.means]}” means the same."
                words = "two-of-a-meaning", message, "each meaning once", question.means, "Take it out of one of them."
                yield _finding(form, ("questions", number, "means"), *words)
            elif question.means:
                seen[question.means] = question.id
                yield from _misfits(form, number, question)


def _misfits(form: Form, number: int, question: FormQuestion) -> Iterator[Finding]:
    means, kinds = question.means or "", _KINDS.get(question.means or "", ())
    where: tuple[str | int, ...] = ("questions", number, "means")
    if question.answer not in kinds:
        message = f"An answer of the kind “{question.answer}” cannot mean “{means}”."
        words = "one of: " + ", ".join(kinds), f"means: {means}", "Correct the kind of answer, or what it means."
        yield _finding(form, where, "wrong-meaning", message, *words)
    elif means in _OPTIONS and question.options_from != _OPTIONS[means]:
        message = f"What means “{means}” is chosen from “{_OPTIONS[means]}”."
        words = f"options_from: {_OPTIONS[means]}", question.options_from or "options of its own", "Write options_from."
        yield _finding(form, where, "wrong-meaning", message, *words)
    elif means == "period" and question.options_from:
        message, found = "The periods stand in the form itself.", f"options_from: {question.options_from}"
        yield _finding(form, where, "wrong-meaning", message, "options", found, "Write the periods as options.")


def application_names_round_and_amount(records: Records, _: date) -> Iterator[Finding]:
    """An application for a fund asks which round it is for, and for how much money."""
    for form in records.forms.values():
        missing = [one for one in ("round", "amount") if one not in meanings(form)]
        if form.kind == "application" and form.fund and missing:
            message = "An application for a fund asks which round it is for, and for how much money."
            wanted = " and ".join(f"a question that means {one}" for one in missing)
            action = "Add it, or say what the question that asks it means."
            yield _finding(form, ("kind",), "no-such-question", message, wanted, "no such question", action)


def submissions_can_be_told_apart(records: Records, _: date) -> Iterator[Finding]:
    """What tells submissions apart are questions of the form. A form has such questions when one of its exports
    holds no id."""
    for form in records.forms.values():
        asked = [question.id for question in form.questions]
        for position, name in enumerate(form.identity, 1):
            if name not in asked:
                near = did_you_mean(name, asked) or "Use the ids of questions."
                words = f"The form has no question “{name}”.", "the id of a question of this form", name, near
                yield _finding(form, ("identity", position), "no-such-question", *words)
        for position, shape in _shapes(form, records):
            if not shape.id_column and not form.identity:
                message = f"The exports of the shape “{shape.id}” hold no id."
                action = "Name the questions whose answers tell submissions apart."
                yield _finding(
                    form, ("exports", position, "shape"), "no-identity", message, "identity", "nothing", action
                )


def columns_belong_to_one_question(records: Records, _: date) -> Iterator[Finding]:
    """No two questions of a form have the same column, now or before, and none has one that the tool adds itself."""
    for form in records.forms.values():
        taken = {
            _heading(name): f"The shape “{shape.id}”" for _, shape in _shapes(form, records) for name in _own(shape)
        }
        for where, heading in _columns(form):
            other = taken.get(_heading(heading))
            if other is not None:
                message = f"{other} has this column already."
                words = message, "a heading of its own", f"“{shortened(heading)}”"
                yield _finding(
                    form, where, "shared-column", *words, "Write the column's heading as the exports have it."
                )
            taken.setdefault(_heading(heading), f"The question “{form.questions[int(where[1]) - 1].id}”")


def shape_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """A shape of CSV files says by which sign cells are kept apart and how characters are written. Where chosen
    options stand in one cell it says by which sign, and its row of headings is one of those that there are."""
    for shape in records.export_shapes.values():
        needed = ("delimiter", "encoding") if shape.file_type == "csv" else ()
        needed = (*needed, "joined_by") if shape.choices_as == "joined" else needed
        if missing := [name for name in needed if not getattr(shape, name)]:
            message = "Files of this shape cannot be read without more."
            words = "half-a-shape", message, ", ".join(missing), "nothing", "Add what is missing."
            yield _finding(shape, ("file_type",), *words)
        if (shape.headings_in or 1) > shape.header_rows:
            message, expected = "There are not so many rows of headings.", f"at most {shape.header_rows}"
            words = "no-such-row", message, expected, str(shape.headings_in), "Correct one of the two."
            yield _finding(shape, ("headings_in",), *words)


def meanings(form: Form) -> set[str]:
    """Return what the questions of a form mean."""
    return {question.means for question in form.questions if question.means}


def _columns(form: Form) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, question in enumerate(form.questions, 1):
        yield ("questions", number, "column"), question.column
    for number, question in enumerate(form.questions, 1):
        for position, heading in enumerate(question.former_columns, 1):
            yield ("questions", number, "former_columns", position), heading


def _own(shape: ExportShape) -> Iterator[str]:
    yield from filter(None, (*shape.own_columns, shape.id_column, shape.submitted_column, shape.state_column))


def _shapes(form: Form, records: Records) -> Iterator[tuple[int, ExportShape]]:
    for position, export in enumerate(form.exports, 1):
        if export.shape in records.export_shapes:
            yield position, records.export_shapes[export.shape]


def _heading(text: str) -> str:
    """Return a heading as it is compared: capitals and spaces make no difference."""
    return " ".join(text.casefold().split())


def _finding(one: Form | ExportShape, path: tuple[str | int, ...], *words: str) -> Finding:
    """Return what is wrong in a form or a shape. `words`: code, message, expected, found, action."""
    code, message, expected, found, action = words
    kind = "form" if isinstance(one, Form) else "export-shape"
    return Finding(
        kind=kind, id=one.id, path=path, code=code, message=message, expected=expected, found=found, action=action
    )
