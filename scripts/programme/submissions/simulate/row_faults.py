"""Faults in when a submission came, and in the row itself: late, unreadable, without an id, too wide."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from programme.clock import london_instant
from programme.submissions.outcome import Flag, State
from programme.submissions.simulate.calls import ambiguous
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.moments import is_wall_clock
from programme.submissions.simulate.planting import has_deadline, single
from programme.submissions.simulate.truth import Kind

_NO_TIMES: Final = ("yesterday", "32/13/2025 25:61", "see e-mail", "#########", "12-Jan")


def _late(scene: Scene, draft: Draft) -> None:
    minutes = 1 + scene.rng.below(12) if scene.rng.happens(0.5) else 60 + scene.rng.below(3000)
    draft.submitted = draft.call.closes + draft.call.grace + timedelta(minutes=minutes)
    draft.plant(Kind.LATE, state=State.LATE)


def _within_grace(scene: Scene, draft: Draft) -> None:
    minutes = int(draft.call.grace.total_seconds() // 60)
    draft.submitted = draft.call.closes + timedelta(minutes=1 + scene.rng.below(minutes - 1))
    draft.plant(Kind.WITHIN_GRACE, state=draft.state, flag=Flag.WITHIN_GRACE)


def _late_return(scene: Scene, draft: Draft) -> None:
    draft.submitted = draft.call.closes + timedelta(minutes=30 + scene.rng.below(9000))
    draft.plant(Kind.LATE_RETURN)


def _has_ambiguous_hour(scene: Scene) -> bool:
    return is_wall_clock(scene.shape) and ambiguous(scene.call) is not None


def _ambiguous_hour(scene: Scene, draft: Draft) -> None:
    found = ambiguous(draft.call)
    if found:
        moment = found.replace(minute=scene.rng.below(60))
        draft.submitted = london_instant(moment.date(), moment.time())
        draft.plant(Kind.AMBIGUOUS_HOUR, state=draft.state, flag=Flag.TIME_AMBIGUOUS)


def _unreadable_time(scene: Scene, draft: Draft) -> None:
    draft.moment = scene.rng.one(_NO_TIMES)
    draft.quarantine(Kind.UNREADABLE_TIME, "time")


def _no_id(_scene: Scene, draft: Draft) -> None:
    draft.anonymous = True
    draft.quarantine(Kind.NO_ID, "no-id")


def _width(_scene: Scene, draft: Draft) -> None:
    draft.too_wide = True
    draft.quarantine(Kind.WIDTH, "width")


def _pasted(scene: Scene) -> bool:
    """Whether somebody has been at the file by hand."""
    return scene.shape.headers_repeat and scene.shape.file_type == "csv"


ROW_FAULTS: Final = (
    single(has_deadline, _late),
    single(lambda scene: has_deadline(scene) and scene.call.grace > timedelta(minutes=2), _within_grace),
    single(lambda scene: scene.form.kind == "return" and scene.call.known, _late_return),
    single(_has_ambiguous_hour, _ambiguous_hour),
    single(lambda _scene: True, _unreadable_time),
    single(lambda scene: _pasted(scene) and scene.shape.id_column is not None, _no_id),
    single(_pasted, _width),
)
