"""The ledger as a run holds it: every fact of the store, and what other runs add meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from programme.problems import Problem
from programme.submissions.facts import Fact, Purged, Record, encode
from programme.submissions.fold.forgetting import PURGED
from programme.submissions.store.store import LEDGER, Store

Identity = tuple[str, str, str, str]


@dataclass(slots=True)
class Ledger:
    """The facts that are known so far, in which segments they stand, and what was wrong with these."""

    facts: list[Fact] = field(default_factory=list)
    segments: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether no part of it is missing."""
        return not self.problems

    def purged(self) -> frozenset[str]:
        """Return the contents whose words were deleted and must not come back."""
        return frozenset(one for fact in self.facts if isinstance(fact, Purged) for one in fact.contents)

    def add(self, store: Store, facts: Sequence[Fact]) -> str:
        """Add facts in one segment and return its name."""
        name = store.add(LEDGER, facts)
        self.facts += facts
        self.segments |= {name}
        return name

    def catch_up(self, store: Store, *, but: str = "") -> bool:
        """Read what the store holds by now, `but` for one segment; return whether it was anything else than before.

        A purge puts one segment in the place of others: where one has gone, all are read anew. What was listed may
        have gone before it was read, so the list is looked at once more.
        """
        before = self.segments
        while (segments := store.segments(LEDGER) - {but}) != self.segments:
            if not self.segments <= segments:
                self.facts, self.segments, self.problems = [], frozenset(), []
            facts, problems = store.facts(segments - self.segments)
            self.facts, self.segments = one_of_each([*self.facts, *facts]), segments
            self.problems += problems
        return self.segments != before


def load_ledger(store: Store, *, but: str = "") -> Ledger:
    """Return every fact of the store, `but` for those of one segment."""
    ledger = Ledger()
    ledger.catch_up(store, but=but)
    return ledger


def identity(record: Record) -> Identity:
    """Return what makes a record one record: the same content, read by the same declaration."""
    return record.form, record.source, record.content, record.reading


def one_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts with one record of each identity: of several, the one from which most was deleted.

    There are several only while a purge is under way, or after one that ended half-way.
    """
    if not any(isinstance(fact, Purged) for fact in facts):
        return list(facts)
    kept: dict[Identity, Record] = {}
    for record in facts:
        if isinstance(record, Record):
            other = kept.setdefault(identity(record), record)
            if other is not record and _left(record) < _left(other):
                kept[identity(record)] = record
    return [fact for fact in facts if not isinstance(fact, Record) or kept[identity(fact)] is fact]


def _left(record: Record) -> tuple[int, int, bytes]:
    """Return how much of a record could still be deleted; equal amounts are told apart by the line that it is."""
    tokens = sum(bool(one.token) and not one.token.startswith(PURGED) for one in record.answers.values())
    return -record.group, tokens, encode(record)
