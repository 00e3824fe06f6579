"""What is wrong with the headings of a file, with the very line to add to the form's record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from programme.catalogue.model import ExportShape, FormQuestion
from programme.problems import Place, Problem, Severity
from programme.submissions.reading.csv_rows import DELIMITERS
from programme.submissions.reading.declarations import Declared
from programme.submissions.reading.headings import tidied
from programme.submissions.reading.layout import LEAST_SHARE, Layout
from programme.submissions.reading.mapping import layout_of

_LIKE: Final = 70  # of 100: how alike a heading is to the question that it may be
_MOST_NAMED: Final = 40


def is_this_form(layout: Layout, headings: Sequence[str], declared: Declared, others: Mapping[str, Declared]) -> bool:
    """Tell whether headings are of the declared form: most of its questions, and not more of another form's."""
    if layout.share < LEAST_SHARE:
        return False
    return layout.share >= 1 - LEAST_SHARE / 2 or layout.share >= _best_other(headings, declared, others)[1]


def _best_other(headings: Sequence[str], declared: Declared, others: Mapping[str, Declared]) -> tuple[str, float]:
    """Return which other form the headings fit best, and how well (0 to 1)."""
    shares = {name: layout_of(headings, (), one).share for name, one in others.items() if name != declared.form.id}
    best = max(shares, key=lambda name: shares[name], default="")
    return best, shares.get(best, 0.0)


def other_form(
    row: int, headings: Sequence[str], declared: Declared, others: Mapping[str, Declared], name: str
) -> Problem:
    """Return the one problem of headings that are not this form's. They may be somebody's words: none is quoted."""
    best, share = _best_other(headings, declared, others)
    title, shape = declared.form.title, declared.shape
    found, action = "headings of no form that we know", "Look whether the file is in the right folder."
    sign = _sign_in(headings[0]) if len(headings) == 1 else None
    if share >= LEAST_SHARE:
        found = f"the form “{others[best].form.title}” ({best})"
        action = f"Move the file to inbox/{best}/{shape.id}/, or export the right form."
    elif sign:
        found = f"a single cell with many a {sign}"
        action = _with_delimiter(sign, declared)
    return Problem(
        code="other-form",
        place=Place(name, row),
        message=f"These are not the headings of “{title}” ({declared.form.id}). The rows below wait for a person.",
        expected=f"most of the {len(declared.form.questions)} questions of {declared.record_path}",
        found=found,
        action=action,
    )


def no_headings(declared: Declared, name: str, broken: str) -> Problem:
    """Return the problem of a file without headings. `broken` is its first row that could not be taken apart."""
    sign = _sign_in(broken)
    return Problem(
        code="no-headings",
        place=Place(name),
        message="The rows of this file cannot be taken apart." if broken else "The file has no headings.",
        expected=f"headings such as “{declared.shape.submitted_column}”",
        found=f"cells that are parted by a {sign}" if sign else "",
        action=_with_delimiter(sign, declared) if sign else "Export it again.",
    )


def _sign_in(line: str) -> str | None:
    """Return the name of the sign, other than the declared one, that seems to part the cells of a line."""
    return next((name for name, sign in DELIMITERS.items() if line.count(sign) > 1), None)


def _with_delimiter(sign: str, declared: Declared) -> str:
    where = f"under `exports`, `shape: {declared.shape.id}` in {declared.record_path}"
    return f"Add `delimiter: {sign}` {where}, or export again."


def of_layout(layout: Layout, row: int, declared: Declared, name: str) -> Iterator[Problem]:
    """Yield what is wrong with headings that are this form's: missing, changed, doubled and new questions."""
    place = Place(name, row)
    other = _other_shape(layout, declared)
    if other:
        yield _wrong_shape(other, place, declared)
        return
    yield from _of_the_tool(layout, place, declared)
    likely = changed(layout, declared)
    for question in (declared.questions[one] for one in layout.missing):
        if question.id in layout.doubled:
            yield _doubled(question, place)
        else:
            yield _missing(question, likely.get(question.id), place, declared)
    new = [(at, heading) for at, heading in layout.unknown if heading not in likely.values()]
    yield from (_new(at, heading, place, layout, declared) for at, heading in new[:_MOST_NAMED])


def changed(layout: Layout, declared: Declared) -> dict[str, str]:
    """Return by missing question the unknown heading that it may have now: a like one, or the one in its place."""
    left = {at: heading for at, heading in layout.unknown if at not in layout.beside}
    likely: dict[str, str] = {}
    for name in layout.missing:
        if name not in layout.doubled and (at := _like(name, left, declared)) is not None:
            likely[name] = left.pop(at)
    for name in layout.missing:
        if name not in (*likely, *layout.doubled) and (at := _in_its_place(name, left, layout, declared)) is not None:
            likely[name] = left.pop(at)
    return likely


def _like(name: str, left: Mapping[int, str], declared: Declared) -> int | None:
    column = tidied(declared.questions[name].column)
    headings = {at: tidied(one) for at, one in left.items()}
    near = process.extractOne(column, headings, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return int(near[2]) if near else None


def _in_its_place(name: str, left: Mapping[int, str], layout: Layout, declared: Declared) -> int | None:
    """Return the unknown column that stands where a question would: behind the question before it."""
    order = list(declared.questions)
    at = order.index(name)
    ends = {one: (min(c.at for c in columns), max(c.at for c in columns)) for one, columns in layout.columns.items()}
    before = ends.get(order[at - 1]) if at else None
    after = ends.get(order[at + 1]) if at + 1 < len(order) else None
    if before and before[1] + 1 in left:
        return before[1] + 1
    return after[0] - 1 if after and after[0] - 1 in left else None


def _missing(question: FormQuestion, likely: str | None, place: Place, declared: Declared) -> Problem:
    where = f"under the question `{question.id}` in {declared.record_path}"
    if likely:
        lines = "" if question.former_columns else "former_columns:\n"
        action = f"If “{likely}” is this question, add {where}:\n{lines}  - {_quoted(likely)}"
    else:
        action = f"If its heading changed, add the new one to `former_columns` {where}. If not, export again."
    return Problem(
        code="column-missing",
        place=place,
        message=f"The question `{question.id}` has no column, so every row of this file needs a person.",
        expected=question.column,
        found=likely or "no such heading",
        action=action,
    )


def _doubled(question: FormQuestion, place: Place) -> Problem:
    return Problem(
        code="column-doubled",
        place=place,
        message=f"Several columns have the heading of the question `{question.id}`: it cannot be told which is meant.",
        expected="one column",
        found=question.column,
        action="Give the questions of the form different words, and export again.",
    )


def _new(at: int, heading: str, place: Place, layout: Layout, declared: Declared) -> Problem:
    columns = {one: tidied(declared.questions[one].column) for one in layout.columns}
    near = process.extractOne(tidied(heading), columns, scorer=fuzz.ratio, score_cutoff=_LIKE)
    hint = f" It looks like `{near[2]}`, which has a column." if near else ""
    return Problem(
        code="column-new",
        place=place,
        message=f"No question has the heading “{heading}”. Its answers are kept, and nothing reads them.{hint}",
        found=heading,
        action=_to_add(heading, declared, is_own_words=layout.keys[at] == tidied(declared.shape.other_column or "")),
        severity=Severity.WARNING,
    )


def _to_add(heading: str, declared: Declared, *, is_own_words: bool) -> str:
    """Return the lines that make a heading known. Somebody's own words are never the tool's."""
    question = f"add it to `questions` in {declared.record_path}, with\n    column: {_quoted(heading)}"
    if is_own_words:
        return f"It stands beside no question with options that we know. If it is a question, {question}"
    tool = f"add under `{declared.shape.id}` in data/export-shapes.yaml:\n  own_columns:\n    - {_quoted(heading)}"
    return f"If it is a new question, {question}\nIf the tool adds it, {tool}"


def _other_shape(layout: Layout, declared: Declared) -> ExportShape | None:
    """Return the shape of another of the form's exports whose own columns are there while this one's are not."""
    if layout.time_at is not None:
        return None
    keys = set(layout.keys)
    like = (one for one in declared.shapes if one.file_type == declared.shape.file_type)
    return next((one for one in like if {tidied(name) for name in _marks(one)} <= keys), None)


def _marks(shape: ExportShape) -> tuple[str, ...]:
    return (shape.submitted_column, shape.id_column or shape.submitted_column)


def _wrong_shape(other: ExportShape, place: Place, declared: Declared) -> Problem:
    return Problem(
        code="other-shape",
        place=place,
        message=f"The file is not of the shape “{declared.shape.title}”, so no row of it can be read.",
        expected=", ".join(dict.fromkeys(_marks(declared.shape))),
        found=f"the columns of the shape “{other.title}” ({other.id})",
        action=f"Move the file to inbox/{declared.form.id}/{other.id}/.",
    )


def _of_the_tool(layout: Layout, place: Place, declared: Declared) -> Iterator[Problem]:
    shape = declared.shape
    for heading, at, what in (
        (shape.submitted_column, layout.time_at, "moment of submission"),
        (shape.id_column, layout.id_at, "id"),
        (shape.state_column, layout.state_at, "state"),
    ):
        if heading and at is None:
            yield Problem(
                code="tool-column-missing",
                place=place,
                message=f"There is no column of the tool's own {what}. Is the file of the shape “{shape.title}”?",
                expected=heading,
                action=f"Put it into the folder of its shape, or correct `{shape.id}` in data/export-shapes.yaml.",
            )


def _quoted(heading: str) -> str:
    """Return a heading as YAML writes any text safely."""
    return json.dumps(heading, ensure_ascii=False)
