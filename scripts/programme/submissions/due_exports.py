"""Which exports of the inbox a purge deletes, and which have to wait: decided before anything in the ledger changes.

An export is deleted when it holds a purged record. It stays while it may hold the only copy of what is still needed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from programme.submissions.facts import Decision, Fact, File
from programme.submissions.fold.forgetting import Forgotten
from programme.submissions.store.store import Export, Store


@dataclass(slots=True)
class Exports:
    """What becomes of the exports that wait, by their paths.

    `held` stay because records in them could not be read and nobody has decided about them, `needed` because they
    hold answers of others too while a part of the store is damaged, `unread` because no run has read them yet. `kept`
    are the digests of the first two, `due` the exports to delete with theirs. `others` are records that were in
    deleted exports and stay; of those that are `lost` too the words are nowhere in the store.
    """

    due: list[tuple[Export, str]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)


def due_exports(store: Store, facts: Sequence[Fact], *, stored: Collection[str], damaged: bool) -> Exports:
    """Return what is to become of the exports that wait; nothing is deleted yet.

    `stored` are the contents whose words the store holds. While a part of it is `damaged`, nobody knows what that
    held, and an export may be the last place of other people's answers.
    """
    readings: dict[str, list[File]] = {}
    for fact in facts:
        if isinstance(fact, File):
            readings.setdefault(fact.digest, []).append(fact)
    decided = {fact.about for fact in facts if isinstance(fact, Decision)}
    forgotten = Forgotten.of(facts)
    waiting, misplaced = store.inbox()
    exports = Exports(unread=[problem.place.path for problem in misplaced])
    for export in waiting:
        digest = store.digest(export)
        files = readings.get(digest, [])
        others = {entry.content for file in files for entry in file.entries if entry.content} - forgotten.contents
        if not files:
            exports.unread.append(export.path)
        elif not any(map(forgotten.is_in, files)):
            continue
        elif _never_read(files) - decided:
            exports.held.append(export.path)
            exports.kept.add(digest)
        elif others and damaged:
            exports.needed.append(export.path)
            exports.kept.add(digest)
        else:
            exports.due.append((export, digest))
            exports.others |= others
            exports.lost |= others.difference(stored)
    return exports


def delete(store: Store, exports: Exports) -> None:
    """Delete the exports that are due, but for one in whose place another was put meanwhile."""
    for export, digest in exports.due:
        if store.digest(export) in {digest, ""}:
            store.storage.delete(export.path)
            exports.deleted.append(export.path)
        else:
            exports.unread.append(export.path)


def _never_read(readings: Sequence[File]) -> set[str]:
    """Return the rows of a file that none of its readings understood, as decisions name them."""
    rows = ({entry.row for entry in file.entries if entry.quarantine} for file in readings)
    return {f"{readings[0].digest}:{row}" for row in set.intersection(*rows)}
