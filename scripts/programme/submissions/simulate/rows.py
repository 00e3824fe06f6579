"""The rows of a file in order: headings, submissions, and what else exports hold between them."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from programme.submissions.outcome import Disposition, State
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.plan import number_of
from programme.submissions.simulate.truth import Kind

_BLOCKS: Final = 3
_FEWEST: Final = 12  # rows that are worth pasting together from several blocks
_STRUCTURAL: Final = Disposition.STRUCTURAL


@dataclass(slots=True)
class Row:
    """One row: a submission, a row of headings (from 0), or neither. `kind` is a fault of the row itself."""

    draft: Draft | None = None
    heading: int | None = None
    disposition: Disposition = Disposition.FIRST
    code: str = ""
    kind: Kind | None = None
    former: bool = False  # headings from before questions were changed
    empty_line: bool = False  # a blank row without any cell


def strays(scene: Scene, rows: int) -> list[Draft]:
    """Return what is no submission: unfinished ones, where the tool keeps them, and tests that it marks itself."""
    number, found = rows, []
    if scene.shape.unfinished_without_time:
        for _ in range(number_of(rows)):
            found.append(_unfinished(scene, number))
            number += 1
    if scene.shape.state_column and scene.shape.ignored_states:
        for _ in range(number_of(rows)):
            draft = scene.draft(scene.directory.applicant(number), scene.call)
            draft.ignored = True
            found.append(draft)
            number += 1
    return found


def _unfinished(scene: Scene, number: int) -> Draft:
    draft = scene.draft(scene.directory.applicant(number), scene.call)
    names = list(draft.answers)
    reached = int(len(names) * (0.2 + 0.5 * scene.rng.random()))
    draft.answers.update(dict.fromkeys(names[reached:], ""))
    draft.finished = False
    return draft


def rows_of(scene: Scene, drafts: list[Draft], *, faults: bool) -> list[Row]:
    """Return all rows of a file with these drafts, in the order of their sending; `faults` adds what is no draft."""
    body = [_row(draft) for draft in sorted(drafts, key=lambda one: one.submitted)]
    headings = [Row(heading=at, disposition=_STRUCTURAL, code=_heading_code(scene, at)) for at in _heading_rows(scene)]
    if not faults:
        return headings + body
    _add_again(scene, body)
    _add_blanks(scene, body)
    if not scene.shape.headers_repeat or len(body) < _FEWEST:
        return headings + body
    rows: list[Row] = []
    size = -(-len(body) // _BLOCKS)
    for block in range(_BLOCKS):
        rows += [_of_block(heading, former=block == 0) for heading in headings]
        rows += body[block * size : (block + 1) * size]
    return rows


def _of_block(heading: Row, *, former: bool) -> Row:
    again = copy(heading)
    again.former = former
    return again


def _heading_rows(scene: Scene) -> range:
    return range(scene.shape.header_rows)


def _heading_code(scene: Scene, at: int) -> str:
    return "header" if at == (scene.shape.headings_in or 1) - 1 else "second-header"


def _row(draft: Draft) -> Row:
    if draft.ignored:
        return Row(draft, disposition=_STRUCTURAL, code="test", kind=Kind.TEST)
    if not draft.finished:
        return Row(draft, disposition=_STRUCTURAL, code="partial", kind=Kind.PARTIAL)
    return Row(draft, disposition=draft.disposition, code=draft.code)


def _add_again(scene: Scene, body: list[Row]) -> None:
    """Add rows of submissions that stand in the file already; they come in its last third."""
    early = [row.draft for row in body[: len(body) // _BLOCKS] if row.draft and _is_plain(row)]
    scene.rng.shuffle(early)
    number = number_of(len(body))
    again = (early.pop() for _ in range(min(number, len(early))))
    added = [Row(draft, disposition=Disposition.REPEAT, kind=Kind.REPEAT) for draft in again]
    if scene.shape.headers_repeat and scene.shape.id_column:
        added += [_again(scene, early.pop(), Kind.VERSION) for _ in range(min(number, len(early)))]
        added += [_again(scene, early.pop(), Kind.SAME_MOMENT) for _ in range(min(number, len(early)))]
    start = len(body) - len(body) // _BLOCKS
    for row in added:
        body.insert(start + int(scene.rng.random() * (len(body) - start + 1)), row)


def _is_plain(row: Row) -> bool:
    return bool(row.draft and row.draft.is_clean and row.disposition is Disposition.FIRST)


def _again(scene: Scene, draft: Draft, kind: Kind) -> Row:
    return Row(edited(scene, draft, same_moment=kind is Kind.SAME_MOMENT), disposition=Disposition.VERSION, kind=kind)


def edited(scene: Scene, draft: Draft, *, same_moment: bool = False) -> Draft:
    """Return a submission sent again under the same id with one other answer.

    At the same moment nobody can tell which of the two counts, so a person has to; later, within the same day.
    """
    again = copy(draft)
    again.answers = dict(draft.answers)
    name = _editable(scene)
    before = again.answers[name]
    for _ in range(20):
        again.answers[name] = scene.makers[name](again.applicant, again.call, again.answers)
        if again.answers[name] and again.answers[name] != before:
            break
    if same_moment:
        again.state = draft.state = State.NEEDS_A_PERSON
    else:
        again.submitted = draft.submitted + min(timedelta(hours=1), (draft.call.closes - draft.submitted) / 2)
        again.submitted = again.submitted.replace(microsecond=0)
    return again


def _editable(scene: Scene) -> str:
    """The question whose answer is changed: one in people's own words, or the last that has any other answer."""
    own = [one.id for one in scene.form.questions if one.answer == "long-text" and one.required]
    return (own or [one.id for one in scene.form.questions if one.required])[-1]


def _add_blanks(scene: Scene, body: list[Row]) -> None:
    for number in range(number_of(len(body))):
        blank = Row(disposition=_STRUCTURAL, code="blank", kind=Kind.BLANK, empty_line=number % 2 == 0)
        body.insert(1 + int(scene.rng.random() * len(body)), blank)
