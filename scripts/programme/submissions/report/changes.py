"""What changed since the last run: new submissions and versions, states, awarded amounts, how much more was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from programme.phrases import say_count
from programme.submissions.outcome import Outcome, State
from programme.submissions.report.snapshot import Snapshot, snapshot_of
from programme.submissions.report.wording import STATES, pounds, say_day
from programme.submissions.rules.sums import decimal

_LABELS: Final[Mapping[str, str]] = {str(state): label for state, label in STATES.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One submission of which something is other than at the last run; `before` is empty for a new one."""

    reference: str
    before: str
    after: str
    what: str = "State"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many submissions went from one state to another."""

    before: str
    after: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The differences between two runs. `first` tells that there was none before, `gone` are lost references.

    `since` and `counts` are words: the day of the last run, and each count that is another now. `changes` are those
    of states; `others` are awarded amounts that changed and new versions, of submissions that were known before.
    """

    first: bool
    since: str
    counts: tuple[str, ...]
    changes: tuple[Change, ...]
    others: tuple[Change, ...]
    moved: tuple[Moved, ...]
    gone: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the last run found the same."""
        return not (self.counts or self.changes or self.others or self.gone)


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
        others=(*_amounts(before, after), *_versions(before, after)),
        moved=tuple(Moved(*pair, number) for pair, number in sorted(moved.items(), key=lambda one: (-one[1], one[0]))),
        gone=tuple(sorted(before.states.keys() - after.states.keys())),
    )


def _counts(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield `2 more files`, `4 fewer rows wait that cannot be read`; nothing for a count that is the same.

    A row that was set aside waits no longer, and is still one that cannot be read.
    """
    for more, one, many in (
        (after.files - before.files, "file", "files"),
        (after.records - before.records, "record", "records"),
        (after.held - before.held, "row waits that cannot be read", "rows wait that cannot be read"),
    ):
        which = "more" if more > 0 else "fewer"
        if more:
            yield say_count(abs(more), f"{which} {one}", f"{which} {many}")


def _amounts(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Yield each award that was one before, with other pounds."""
    was, now = before.awarded, after.awarded
    if was is None or now is None:
        return
    for name in sorted(was.keys() | now.keys()):
        both = before.states.get(name) == after.states.get(name) == State.AWARDED
        if both and was.get(name) != now.get(name):
            yield Change(name, _pounds(was.get(name)), _pounds(now.get(name)), "Awarded amount")


def _versions(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Yield each submission that was there before, with another number of versions."""
    was, now = before.versions, after.versions
    if was is None or now is None:
        return
    for name in sorted((was.keys() | now.keys()) & before.states.keys() & after.states.keys()):
        old, new = was.get(name, 1), now.get(name, 1)
        if old != new:
            yield Change(name, say_count(old, "version"), say_count(new, "version"), "New version")


def _pounds(digits: str | None) -> str:
    return pounds(decimal(digits)) if digits else "no amount"


def _say(state: str) -> str:
    return _LABELS.get(state, state)
