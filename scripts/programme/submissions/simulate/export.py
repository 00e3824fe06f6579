"""A simulated export: a file in a tool's own shape, and what is true of it.

The same form, shape, records, numbers and seed give the same bytes. Nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import ExportShape, Form, Records
from programme.clock import utc_text
from programme.submissions.outcome import Disposition, Flag
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.files import file_bytes
from programme.submissions.simulate.layout import Cell, Layout, layout_of
from programme.submissions.simulate.plan import drafts_of, give_ids, scene_of
from programme.submissions.simulate.rows import Row, edited, rows_of, strays
from programme.submissions.simulate.tools import file_name, tool_of
from programme.submissions.simulate.truth import Fault, Kind, Line, Sent, Truth

_SUBMITTED: Final = frozenset({Disposition.FIRST, Disposition.VERSION, Disposition.REPEAT})
_EARLIER: Final = 0.7  # of the submissions that the older of two exports holds


@dataclass(frozen=True, slots=True)
class Simulated:
    """One simulated export: the name that the tool gives its file, its bytes, and what is true of it."""

    name: str
    content: bytes
    truth: Truth


def simulate(
    form: Form,
    shape: ExportShape,
    records: Records,
    *,
    rows: int,
    seed: int,
    round_id: str | None = None,
    faults: bool = True,
) -> Simulated:
    """Return an export of `rows` invented submissions; with `faults`, other rows stand between them.

    `shape` is the export's own with the form's differences. Without `round_id` it is the round that opened
    last. Raises ValueError for a round that there is not, or when there are no rows.
    """
    if rows < 1:
        raise ValueError(f"An export needs at least one row, not {rows}.")
    scene = scene_of(form, shape, records, rows=rows, seed=seed, round_id=round_id)
    drafts, missing = drafts_of(scene, rows, faults=faults)
    drafts += strays(scene, rows) if faults else []
    give_ids(scene, drafts)
    return _simulated(scene, rows_of(scene, drafts, faults=faults), missing, rows)


def simulate_pair(
    form: Form, shape: ExportShape, records: Records, *, rows: int, seed: int, round_id: str | None = None
) -> tuple[Simulated, Simulated]:
    """Return an older and a newer export of one form, without other faults.

    The newer one holds everything of the older one and new rows, but for one submission that is gone; one was
    edited, where the tool allows it. Its truth holds when the older one was read before it. Raises ValueError
    as `simulate` does, or for fewer than ten rows.
    """
    if rows < 10:  # noqa: PLR2004 - both have to hold something
        raise ValueError(f"Two exports need at least ten rows, not {rows}.")
    scene = scene_of(form, shape, records, rows=rows, seed=seed, round_id=round_id)
    drafts, _ = drafts_of(scene, rows, faults=False)
    give_ids(scene, drafts)
    held = int(rows * _EARLIER)
    older = _simulated(scene, rows_of(scene, drafts[:held], faults=False), [], held)
    return older, _newer(scene, drafts, held)


def _newer(scene: Scene, drafts: list[Draft], held: int) -> Simulated:
    gone, changed = drafts[held // 3], drafts[held // 2]
    can_edit = tool_of(scene.shape.tool, scene.shape.id).keeps_id_on_edit
    again = edited(scene, changed) if can_edit else changed
    body = rows_of(scene, [again if one is changed else one for one in drafts if one is not gone], faults=False)
    seen = {draft.source for draft in drafts[:held]}
    for row in body:
        if row.draft and row.draft.source in seen:
            row.disposition = Disposition.REPEAT
        if row.draft is again and can_edit:
            row.disposition, row.kind = Disposition.VERSION, Kind.VERSION
    gone.plant(Kind.GONE, state=gone.state, flag=Flag.GONE_FROM_SOURCE)
    return _simulated(scene, body, [gone], len(drafts) - 1)


def _simulated(scene: Scene, rows: list[Row], missing: list[Draft], number: int) -> Simulated:
    layout = layout_of(scene)
    tool = tool_of(scene.shape.tool, scene.shape.id)
    if tool.blank_at_end and scene.shape.file_type == "csv":
        rows = [*rows, Row(disposition=Disposition.STRUCTURAL, code="blank", empty_line=True)]
    content = file_bytes(_cells(layout, rows), scene.shape, tool)
    return Simulated(file_name(tool, scene.form, number, scene.shape.file_type), content, _truth(rows, missing))


def _cells(layout: Layout, rows: list[Row]) -> Iterator[list[Cell]]:
    headings: Mapping[bool, list[list[str]]] = {former: layout.headings(former=former) for former in (False, True)}
    for row in rows:
        if row.heading is not None:
            yield list(headings[row.former][row.heading])
        elif row.draft is None:
            yield [] if row.empty_line else [""] * len(layout.columns)
        else:
            cells = layout.cells(row.draft)
            yield [*cells, "?"] if row.draft.too_wide else cells


def _truth(rows: list[Row], missing: list[Draft]) -> Truth:
    lines: list[Line] = []
    faults: list[Fault] = []
    last: dict[str, Draft] = {}  # the version of each submission that counts
    for number, row in enumerate(rows, start=1):
        draft = row.draft
        source = draft.source if draft and not draft.anonymous else ""
        lines.append(Line(number, source, row.disposition, row.code))
        if row.kind or (draft and draft.kinds):
            faults += _faults(row, number, source)
        if draft and row.disposition in _SUBMITTED:
            counts = last.get(source)
            if counts is None or draft.submitted >= counts.submitted:
                last[source] = draft
    faults += [_absent(draft) for draft in missing]
    last |= {one.source: one for one in missing if one.source}
    return Truth(tuple(lines), {source: _sent(one) for source, one in last.items()}, tuple(faults))


def _sent(draft: Draft) -> Sent:
    submitted = utc_text(draft.submitted)
    return Sent(draft.source, draft.applicant.id, draft.call.id, submitted, draft.state, draft.flags)


def _faults(row: Row, number: int, source: str) -> Iterator[Fault]:
    if row.kind:
        state = row.draft.state if row.draft and row.disposition is Disposition.VERSION else None
        yield Fault(row.kind, number, source, row.disposition, row.code, state)
    elif row.draft and row.disposition is not Disposition.REPEAT:
        for kind, flag, other in row.draft.kinds:
            told = other.source if other else ""
            yield Fault(kind, number, source, row.disposition, row.code, row.draft.state, flag, told)


def _absent(draft: Draft) -> Fault:
    kind = Kind.GONE if draft.source else Kind.MISSING_RETURN
    flag = Flag.GONE_FROM_SOURCE if draft.source else None
    about = draft.source or f"{draft.applicant.id} {draft.call.id}"
    return Fault(kind, 0, about, None, state=draft.state if draft.source else None, flag=flag)
