"""What changed since the last run: new submissions, changed states, and how much more was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from programme.submissions.outcome import Outcome
from programme.submissions.report.snapshot import Snapshot, snapshot_of
from programme.submissions.report.wording import STATES

_LABELS: Final[Mapping[str, str]] = {str(state): label for state, label in STATES.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One submission whose state is another than at the last run; `before` is empty for a new one."""

    reference: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How many submissions went from one state to another."""

    before: str
    after: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The differences between two runs. `first` tells that there was none before, `gone` are lost references."""

    first: bool
    since: str
    files: int
    records: int
    held: int
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    gone: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the last run found the same."""
        return not (self.files or self.records or self.held or self.changes or self.gone)


def changes(outcome: Outcome, previous: Snapshot | None) -> Changes:
    """Return what changed since `previous`."""
    before, after = previous or Snapshot(states={}), snapshot_of(outcome)
    found = tuple(
        Change(reference, _say(before.states.get(reference, "")), _say(state))
        for reference, state in after.states.items()
        if before.states.get(reference) != state
    )
    moved = Counter((change.before, change.after) for change in found)
    return Changes(
        first=previous is None,
        since=before.day,
        files=after.files - before.files,
        records=after.records - before.records,
        held=after.held - before.held,
        changes=found,
        moved=tuple(Moved(*pair, number) for pair, number in sorted(moved.items(), key=lambda one: (-one[1], one[0]))),
        gone=tuple(sorted(before.states.keys() - after.states.keys())),
    )


def _say(state: str) -> str:
    return _LABELS.get(state, state)
