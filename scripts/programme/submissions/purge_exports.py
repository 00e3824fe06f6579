"""Which exports of the inbox a purge deletes, and which have to wait: decided before anything in the ledger changes.

An export is deleted when it holds a purged record. It stays while it may hold the only copy of what is still needed.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

from programme.submissions.facts import Decision, Fact, File, Record, SubmissionId
from programme.submissions.fold.accounts import held_as, held_name
from programme.submissions.fold.forgetting import Forgotten
from programme.submissions.store.inbox import NEVER_READ
from programme.submissions.store.store import Export, Store

_WITHOUT_ANSWERS: Final = {"header", "second-header", "blank"}  # what a row is that holds nobody's


@dataclass(slots=True)
class Exports:
    """What becomes of the exports that wait, by their paths.

    `held` stay because records in them could not be read and nobody has decided about them, `needed` because they
    hold answers of others too while a part of the store is damaged, `unread` because no run has read them yet, and
    `unreadable` because no run can: what editors leave, links, and files of which no row became a record. `kept` are
    the digests of the first two, `due` the exports to delete with theirs. `others` are records that were in deleted
    exports and stay; of those that are `lost` too the words are nowhere in the store. `nobodys` are the rows of which
    nobody can tell whose answers they hold, by the path of the export, where that is of others and stays.
    """

    due: list[tuple[Export, str]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    nobodys: dict[str, tuple[int, ...]] = field(default_factory=dict)


def due_exports(store: Store, facts: Sequence[Fact], *, stored: Collection[str], damaged: bool) -> Exports:
    """Return what is to become of the exports that wait; nothing is deleted yet.

    `stored` are the contents whose words the store holds. While a part of it is `damaged`, nobody knows what that
    held, and an export may be the last place of other people's answers.
    """
    readings, aside, forgotten = _readings(facts), _set_aside(facts), Forgotten.of(facts)
    known = {(fact.form, fact.source) for fact in facts if isinstance(fact, Record)}
    waiting, unfit = store.inbox()
    exports = Exports(
        unread=[problem.place.path for problem in unfit if problem.code not in NEVER_READ],
        unreadable=[problem.place.path for problem in unfit if problem.code in NEVER_READ],
    )
    for export in waiting:
        digest = store.digest(export)
        files = readings.get(digest, [])
        others = {entry.content for file in files for entry in file.entries if entry.content} - forgotten.contents
        if not files:
            exports.unread.append(export.path)
        elif not any(map(forgotten.is_in, files)):
            _look_at_others(exports, export.path, files, known)
        elif _waits(files, aside):
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


def _look_at_others(exports: Exports, path: str, readings: Sequence[File], known: Collection[SubmissionId]) -> None:
    """Tell of an export that holds nothing purged, as far as is known, what nobody can tell whose it is."""
    if not any(file.entries and _tells(file) for file in readings):
        exports.unreadable.append(path)
    elif rows := _nobodys(readings, known):
        exports.nobodys[path] = rows


def delete(store: Store, exports: Exports) -> None:
    """Delete the exports that are due, but for one in whose place another was put meanwhile."""
    for export, digest in exports.due:
        if store.digest(export) in {digest, ""}:
            store.storage.delete(export.path)
            exports.deleted.append(export.path)
        else:
            exports.unread.append(export.path)


def _readings(facts: Sequence[Fact]) -> dict[str, list[File]]:
    """Return every reading of each export that a run has read, by its digest."""
    readings: dict[str, list[File]] = {}
    for fact in facts:
        if isinstance(fact, File):
            readings.setdefault(fact.digest, []).append(fact)
    return readings


def _tells(file: File) -> bool:
    """Tell whether a reading of a file tells whose answers are in it: some row is a record, or none holds answers."""
    return any(entry.content for entry in file.entries) or all(
        entry.structural in _WITHOUT_ANSWERS for entry in file.entries
    )


def _nobodys(readings: Sequence[File], known: Collection[SubmissionId]) -> tuple[int, ...]:
    """Return the rows of an export with answers that no reading of it could tell to be a submission's that is `known`.

    No reference leads to them, so what somebody asks to be deleted may be there. Set aside or not, they are there.
    """
    rows = {entry.row for file in readings for entry in file.entries}
    told = {
        entry.row
        for file in readings
        for entry in file.entries
        if entry.content or entry.structural in _WITHOUT_ANSWERS or (file.form, entry.source) in known
    }
    return tuple(sorted(rows - told))


def _set_aside(facts: Sequence[Fact]) -> set[Hashable]:
    """Return the rows that people have set aside, as they are the same in every export that holds them."""
    decided = {fact.about for fact in facts if isinstance(fact, Decision)}
    files = [fact for fact in facts if isinstance(fact, File)]
    held = ((file, entry) for file in files for entry in file.entries if entry.quarantine)
    return {held_as(file, entry, entry.quarantine) for file, entry in held if held_name(file, entry) in decided}


def _waits(readings: Sequence[File], aside: Collection[Hashable]) -> bool:
    """Tell whether some row that none of the readings of a file understood has not been set aside."""
    held = [
        {entry.row: held_as(file, entry, entry.quarantine) for entry in file.entries if entry.quarantine}
        for file in readings
    ]
    rows = set.intersection(*map(set, held))
    return any(all(one[row] not in aside for one in held) for row in rows)
