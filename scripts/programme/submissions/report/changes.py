"""What changed since the last run: new submissions, changed states, and how much more was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from programme.submissions.outcome import Outcome
from programme.submissions.report.snapshot import Snapshot, snapshot_of
from programme.submissions.report.wording import STATES, count, say_day

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
    """The differences between two runs. `first` tells that there was none before, `gone` are lost references.

    `since` and `counts` are words: the day of the last run, and each count that is another now.
    """

    first: bool
    since: str
    counts: tuple[str, ...]
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    gone: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the last run found the same."""
        return not (self.counts or self.changes or self.gone)


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
        since=say_day(before.day),
        counts=tuple(_counts(before, after)),
        changes=found,
        moved=tuple(Moved(*pair, number) for pair, number in sorted(moved.items(), key=lambda one: (-one[1], one[0]))),
        gone=tuple(sorted(before.states.keys() - after.states.keys())),
    )


def _counts(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield `2 more files`, `4 fewer rows that cannot be read`; nothing for a count that is the same."""
    for more, word, what in (
        (after.files - before.files, "file", ""),
        (after.records - before.records, "record", ""),
        (after.held - before.held, "row", " that cannot be read"),
    ):
        if more:
            yield count(abs(more), f"{'more' if more > 0 else 'fewer'} {word}") + what


def _say(state: str) -> str:
    return _LABELS.get(state, state)
