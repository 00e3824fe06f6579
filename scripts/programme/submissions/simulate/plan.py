"""Who sends what, and when: a scene for a form and a shape, and its drafts with faults planted in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import islice, pairwise
from typing import Final

from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import ExportShape, Form, FundRule, Records
from programme.submissions.outcome import State
from programme.submissions.simulate.answer_faults import ANSWER_FAULTS
from programme.submissions.simulate.applicants import Applicant, Directory
from programme.submissions.simulate.calls import Call, Moments, no_call, period_calls, round_calls
from programme.submissions.simulate.chance import Chance
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.pair_faults import PAIR_FAULTS
from programme.submissions.simulate.planting import Planting
from programme.submissions.simulate.questions import makers
from programme.submissions.simulate.row_faults import ROW_FAULTS
from programme.submissions.simulate.tools import tool_of
from programme.submissions.simulate.truth import Kind

_RATE: Final = 0.012  # of the submissions that have one kind of fault: 300 hold four of each
_MOST: Final = 0.6  # of the submissions that have any fault
_LEFT_OUT: Final = 0.1  # of the returns that are owed and never come
_FAULTS: Final[tuple[Planting, ...]] = (*ROW_FAULTS, *ANSWER_FAULTS, *PAIR_FAULTS)
_BARRED: Final = frozenset({"ask-first", "not-eligible"})


def scene_of(form: Form, shape: ExportShape, records: Records, *, rows: int, seed: int, round_id: str | None) -> Scene:
    """Return the scene in which a number of submissions is made. Raises ValueError for a round that there is not."""
    rng = Chance(seed)
    calls = _calls(form, records, round_id, rows)
    fund = records.funds.get(form.fund or "")
    rules = fund.rules if fund else ()
    return Scene(
        form=form,
        shape=shape,
        records=records,
        rng=rng,
        calls=calls,
        moments={call.id: Moments(call, rng) for call in calls},
        makers=makers(form, records, calls[0].theme, rng),
        directory=Directory(rng, without=_barred(rules)),
        meant=by_meaning(form),
        rules=rules,
    )


def drafts_of(scene: Scene, rows: int, *, faults: bool) -> tuple[list[Draft], list[Draft]]:
    """Return `rows` submissions in the order of their sending with their ids, and the returns that never came."""
    drafts, missing = _returns(scene, rows) if scene.form.kind == "return" else (_applications(scene, rows), [])
    if faults:
        _plant(scene, drafts)
    if scene.usual(scene.call) is State.NEEDS_A_PERSON:
        _unsettle(drafts)
    drafts.sort(key=lambda draft: draft.submitted)
    return drafts, missing if faults else []


def number_of(rows: int, weight: float = 1.0) -> int:
    """Return how many of one kind of fault so many rows hold."""
    return max(1, round(rows * _RATE * weight))


def give_ids(scene: Scene, drafts: list[Draft]) -> None:
    """Give each draft the id that the tool would, in the order of their sending."""
    ids = tool_of(scene.shape.tool, scene.shape.id).ids(scene.rng)
    for draft, source in zip(sorted(drafts, key=lambda one: one.submitted), ids, strict=False):
        draft.source = source


def _calls(form: Form, records: Records, round_id: str | None, rows: int) -> tuple[Call, ...]:
    if form.kind == "return":
        partners = max(1, len(form.returned_by))
        periods = tuple(islice(period_calls(form), max(1, -(-rows // partners))))
        return periods or (no_call(),)
    if "round" in by_meaning(form):
        return round_calls(form, records, round_id) or (no_call(),)
    return (no_call(),)


def _barred(rules: tuple[FundRule, ...]) -> frozenset[str]:
    mine = (r for r in rules if r.question == "organisation-type" and r.outcome in _BARRED and r.test == "is-one-of")
    return frozenset(value for rule in mine for value in rule.values)


def _applications(scene: Scene, rows: int) -> list[Draft]:
    return [scene.draft(scene.directory.applicant(number), scene.call) for number in range(rows)]


def _returns(scene: Scene, rows: int) -> tuple[list[Draft], list[Draft]]:
    """Return what partners sent, and what they owe and did not send. More rows than they owe are corrections."""
    partners = [_partner(scene, name, number) for number, name in enumerate(scene.form.returned_by)]
    owed = [scene.draft(one, call) for call in scene.calls for one in partners or [scene.directory.applicant(0)]]
    owed = scene.rng.mixed(owed)
    least = max(1, round(len(owed) * (1 - _LEFT_OUT)))
    sent, missing = owed[: min(rows, least)], owed[min(rows, least) :]
    for number in range(rows - len(sent)):
        first = sent[number % least]
        sent.append(scene.draft(first.applicant, first.call))
    for again in _by_obligation(sent):
        for earlier, later in pairwise(again):
            later.submitted += timedelta(seconds=later.submitted == earlier.submitted)
            later.plant(Kind.CORRECTION, other=earlier)
    return sent, missing


def _by_obligation(sent: list[Draft]) -> list[list[Draft]]:
    """Return what was sent for one period by one partner together, in the order of sending."""
    groups: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in sorted(sent, key=lambda one: one.submitted):
        groups[draft.applicant.id, draft.call.id].append(draft)
    return list(groups.values())


def _partner(scene: Scene, name: str, number: int) -> Applicant:
    writer = scene.directory.applicant(number)
    title = scene.records.partners[name].title if name in scene.records.partners else name
    return replace(writer, id=name, name=title)


def _plant(scene: Scene, drafts: list[Draft]) -> None:
    sound = [draft for draft in drafts if draft.is_clean or (scene.form.kind == "return" and not draft.is_paired)]
    clean = scene.rng.mixed(sound)
    left = int(len(drafts) * _MOST)
    kinds: list[Planting] = [one for one in _FAULTS if one.fits(scene)]
    for number, kind in ((number_of(len(drafts), kind.weight), kind) for kind in kinds):
        for _ in range(number):
            if len(clean) < kind.takes or left < kind.takes:
                break
            left -= kind.takes
            kind.plant(scene, [clean.pop() for _ in range(kind.takes)])


def _unsettle(drafts: list[Draft]) -> None:
    """Without known dates nobody can say whether a submission is in time, so a person has to look at each."""
    for draft in drafts:
        if draft.state in {State.NOT_ELIGIBLE, State.INCOMPLETE}:
            draft.state = State.NEEDS_A_PERSON
