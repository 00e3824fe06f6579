"""Deleting personal data: the words of answers, what they are compared by, the exports, and what shows any of them.

Which records are due, by age or because somebody asks for it, is chosen in `due`. The receipt is written first, so
that a purge which ends half-way is known, and the next one finishes it. What is deleted here never comes back: a run
leaves out what a receipt names. References, states and counts stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from programme.problems import Problem
from programme.submissions.due import Choice
from programme.submissions.facts import Decision, File, Purged, Record, encode
from programme.submissions.fold.forgetting import purged as without_tokens
from programme.submissions.fold.forgetting import still_shared
from programme.submissions.fresh import Setting
from programme.submissions.outcome import Outcome
from programme.submissions.run import refresh
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.store import LEDGER, REPORTS, WORDS, Store


@dataclass(slots=True)
class Exports:
    """What became of the exports that wait, by their paths.

    `held` stay because records in them could not be read and nobody has decided about them, `unread` because no run
    has read them yet. `others` are records that were in deleted exports and whose words stay in the store.
    """

    deleted: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    others: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge did, in counts of records and files, and every problem of the store.

    `kept` are records before the day whose form still keeps them; `shared` are tokens that stay because submissions
    that were not purged have the same.
    """

    records: int
    kept: int
    exports: Exports
    shared: int
    outcome: Outcome
    problems: tuple[Problem, ...]


def purge(store: Store, setting: Setting, choose: Choice, *, by: str) -> Purge:
    """Delete the personal data of the records that are chosen, and of those whose deletion ended half-way before.

    Raises StoreError when the store fails; then the same purge, or any later one, finishes it. What the choice
    raises is raised before anything is deleted.
    """
    ledger = load_ledger(store)
    due = choose(ledger.facts)
    new = due.contents - ledger.purged()
    if new:
        receipt = Purged(due.before, setting.day.isoformat(), by, tuple(sorted(new)))
        ledger.add(store, [receipt])
    purged = ledger.purged()
    _forget_words(store, purged)
    _forget_facts(store, ledger)
    exports = _delete_exports(store, ledger, purged)
    for name in store.storage.names(REPORTS):
        if "snapshot" not in name:
            store.storage.delete(name)
    store.sweep()
    outcome, _ = refresh(store, setting, ledger)
    shared = len(still_shared(ledger.facts))
    return Purge(len(new), due.kept, exports, shared, outcome, tuple(ledger.problems))


def _forget_words(store: Store, purged: frozenset[str]) -> None:
    """Write each segment of words that holds some of them anew without them, then delete it."""
    for name in sorted(store.segments(WORDS)):
        words, damaged = store.words([name])
        if damaged or purged.isdisjoint(words):
            continue
        rest = words.lines_without(purged)
        if rest:
            store.add_lines(WORDS, rest)
        store.storage.delete(name)


def _forget_facts(store: Store, ledger: Ledger) -> None:
    """Write one segment that holds everything but what is forgotten, then delete the segments that came before.

    What stands in each segment is looked at, not the ledger: after a purge that ended half-way the old ones are there
    beside the new one.
    """
    facts = list(without_tokens(ledger.facts, ()))
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


def _delete_exports(store: Store, ledger: Ledger, purged: Collection[str]) -> Exports:
    """Delete every export of the inbox that holds a purged record, but for those with records nobody has read."""
    readings: dict[str, list[File]] = {}
    for fact in ledger.facts:
        if isinstance(fact, File):
            readings.setdefault(fact.digest, []).append(fact)
    decided = {fact.about for fact in ledger.facts if isinstance(fact, Decision)}
    forgotten = {(one.form, one.source) for one in ledger.facts if isinstance(one, Record) and one.content in purged}
    waiting, misplaced = store.inbox()
    exports = Exports(unread=[problem.place.path for problem in misplaced])
    for export in waiting:
        files = readings.get(store.digest(export), [])
        if not files:
            exports.unread.append(export.path)
        elif not any(_holds(file, purged, forgotten) for file in files):
            continue
        elif _never_read(files) - decided:
            exports.held.append(export.path)
        else:
            store.storage.delete(export.path)
            exports.deleted.append(export.path)
            exports.others |= {entry.content for file in files for entry in file.entries if entry.content} - {*purged}
    return exports


def _holds(file: File, purged: Collection[str], forgotten: Collection[tuple[str, str]]) -> bool:
    """Tell whether a file holds a purged record, or a draft or a row without a record of the same submission."""
    return any(
        entry.content in purged if entry.content else (file.form, entry.source) in forgotten for entry in file.entries
    )


def _never_read(readings: Sequence[File]) -> set[str]:
    """Return the rows of a file that none of its readings understood, as decisions name them."""
    rows = ({entry.row for entry in file.entries if entry.quarantine} for file in readings)
    return {f"{readings[0].digest}:{row}" for row in set.intersection(*rows)}
