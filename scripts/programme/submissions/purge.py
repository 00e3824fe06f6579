"""Deleting personal data: the words of answers, what they are compared by, the exports, and what shows any of them.

Which records these are, by age or because somebody asks for it, is said by a choice of `purge_choice`. The receipt is
written first, so that a purge which ends half-way is known, and the next one finishes it. What is deleted here never
comes back: a run leaves out what a receipt names. References, states and counts stay.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from programme.problems import Problem
from programme.submissions.deleted_words import delete_words
from programme.submissions.facts import Purged, encode
from programme.submissions.fold.forgetting import still_shared, unnamed, without_tokens
from programme.submissions.fold.same_row import contents_by_row
from programme.submissions.outcome import Outcome
from programme.submissions.purge_choice import Choice, Chosen
from programme.submissions.purge_exports import Exports, delete, due_exports
from programme.submissions.report.snapshot import BEFORE, NOW
from programme.submissions.run import refresh
from programme.submissions.setting import Setting
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.store import LEDGER, REPORTS, WORDS, Store


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge did, in counts of records and files, and every problem of the store.

    `records` are those of which the words are gone now. `damaged` tells that a part of the words could not be read,
    so that it may still hold some. `kept` are records before the day whose form still keeps them; `shared` are tokens
    that stay because submissions that were not purged have the same. `receipt` tells whether one was written.
    """

    records: int
    damaged: bool
    kept: int
    exports: Exports
    shared: int
    outcome: Outcome
    problems: tuple[Problem, ...]
    receipt: bool


def purge(store: Store, setting: Setting, choose: Choice, *, by: str) -> Purge:
    """Delete the personal data of the records that are chosen, and of those whose deletion ended half-way before.

    Raises StoreError when the store fails; then the same purge, or any later one, finishes it. What the choice
    raises is raised before anything is deleted.
    """
    ledger = load_ledger(store)
    chosen, new = _receipts(store, setting, ledger, choose, by=by)
    deleted: set[str] = set()
    while True:
        words = delete_words(store, ledger.purged(), store.segments(WORDS))
        deleted |= words.deleted
        damaged = words.damaged or not ledger.whole
        exports = due_exports(store, ledger.facts, stored=words.stored, damaged=damaged)
        _forget_facts(store, ledger, exports.kept)
        if not ledger.catch_up(store):
            break
    delete(store, exports)
    while ledger.catch_up(store):  # a run may have read one of them before it went, and kept its name
        _forget_facts(store, ledger, exports.kept)
    _delete_reports(store)
    now = refresh(store, setting, ledger)
    return Purge(
        records=len(deleted if words.damaged else deleted | new),
        damaged=words.damaged,
        kept=chosen.kept,
        exports=exports,
        shared=len(still_shared(ledger.facts)),
        outcome=now.outcome,
        problems=(*ledger.problems, *now.problems),
        receipt=bool(new),
    )


def _receipts(
    store: Store, setting: Setting, ledger: Ledger, choose: Choice, *, by: str
) -> tuple[Chosen, frozenset[str]]:
    """Write the receipt of what is chosen; return the choice, and all contents that no receipt named before.

    What another reading made of the same rows is named too, now or of an earlier receipt. A run that writes beside
    the purge may add more of the same before it can see the receipt. Then there is another one.
    """
    every: frozenset[str] = frozenset()
    while True:
        chosen, purged = choose(ledger.facts), ledger.purged()
        new = contents_by_row(ledger.facts, chosen.contents | purged) - purged
        if not new:
            return chosen, every
        every |= new
        ledger.add(store, [Purged(chosen.before, setting.day.isoformat(), by, tuple(sorted(new)))])
        ledger.catch_up(store)


def _delete_reports(store: Store) -> None:
    """Delete what shows answers, and what broken runs left of it half-way; the snapshots show none."""
    for name in store.storage.names(REPORTS):
        if name not in {NOW, BEFORE}:
            store.storage.delete(name)
    store.sweep()


def _forget_facts(store: Store, ledger: Ledger, kept: Collection[str]) -> None:
    """Write one segment that holds everything but what is forgotten, then delete the segments that came before.

    The exports with the digests `kept` keep their names. What stands in each segment is looked at, not the ledger:
    after a purge that ended half-way the old ones are there beside the new one.
    """
    facts = list(unnamed(without_tokens(ledger.facts, ()), kept))
    final = {encode(fact) for fact in facts}
    if not any(_is_unsettled(store, name, final) for name in ledger.segments):
        return
    name = store.add(LEDGER, facts)
    damaged = {problem.place.path for problem in ledger.problems}
    for old in sorted(ledger.segments - {name} - damaged):
        store.storage.delete(old)
    ledger.facts, ledger.segments = facts, frozenset({name}) | damaged


def _is_unsettled(store: Store, name: str, final: Collection[bytes]) -> bool:
    """Tell whether a segment holds what is forgotten, or everything, so that there is no need of the others."""
    lines = {encode(fact) for fact in store.facts([name])[0]}
    return not lines.issubset(final) or 0 < len(lines) == len(final)
