"""One run: read what is new, add it to the ledger, fold everything, and write what people read.

The order of writing is what keeps the ledger whole: the words first, then one segment with every new fact, then
the reports. A run that ends half-way leaves the ledger as it was or as it should be. Two runs at once write two
segments, and each looks again after its reports whether there is more than it had folded, and whether the other
changed what the reports were compared with. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from programme.problems import Problem
from programme.submissions.facts import Decision, File, Mark, Record, encode
from programme.submissions.fold.fold import fold
from programme.submissions.fresh import Fresh
from programme.submissions.keeping import keep, new_facts
from programme.submissions.ledger_warnings import warnings
from programme.submissions.lost_words import LostWords
from programme.submissions.outcome import Outcome
from programme.submissions.reading.export import Reading
from programme.submissions.setting import Progress, Setting, silent
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.store import Export, Store
from programme.submissions.unread import unread_in, without_gone

_TRIES: Final = 5  # other runs that may write while this one folds


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: the outcome, the exports read now, those known before, every problem, and what was written.

    `whole` tells that no part of the ledger was missing, so that what it says may go public.
    """

    outcome: Outcome
    read: tuple[File, ...]
    known: int
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What follows from the ledger, the names of what was written of it, and what was wrong with that.

    `purged_are_there` tells that words are in the store which a receipt names.
    """

    outcome: Outcome
    written: tuple[str, ...]
    problems: tuple[Problem, ...]
    purged_are_there: bool


def run(store: Store, setting: Setting, exports: Sequence[Export] = (), *, progress: Progress = silent) -> Done:
    """Fold every export of the inbox, and those named, into the ledger, and write the reports.

    Raises StoreError when the store fails; then the ledger is as it was or holds everything that was read.
    """
    ledger = load_ledger(store)
    waiting, problems = store.inbox()
    fresh = Fresh(store, setting, ledger, progress)
    readings = fresh.read([*waiting, *exports])
    anew = _read_anew(ledger, readings)
    written = keep(store, setting, ledger, readings, fresh.words)
    files = tuple(one.file for one in readings)
    problems += tuple(problem for one in readings for problem in one.problems)
    del readings
    fresh.words.clear()  # a tenth of what a large run may hold
    now = refresh(store, setting, ledger, fresh.found, progress=progress)
    warned = warnings(ledger, now.outcome, anew, purged_are_there=now.purged_are_there)
    told = (*ledger.problems, *now.problems, *problems, *fresh.problems, *warned)
    return Done(now.outcome, files, fresh.known, told, (*written, *now.written), ledger.whole)


def _read_anew(ledger: Ledger, readings: Sequence[Reading]) -> frozenset[str]:
    """Return the forms of exports whose rows were read before by other declarations, as they stand in the ledger."""
    known = {fact.digest for fact in ledger.facts if isinstance(fact, File) and not fact.unread}
    return frozenset(one.file.form for one in readings if one.file.digest in known and not one.file.unread)


def preview(
    store: Store | None, setting: Setting, exports: Sequence[Export], *, progress: Progress = silent
) -> tuple[Done, tuple[Record, ...]]:
    """Say what a run over these exports would do, writing nothing. Without a store they are all there is."""
    ledger = load_ledger(store) if store else Ledger()
    fresh = Fresh(store, setting, ledger, progress, preview=True)
    readings = fresh.read(exports)
    facts = [*ledger.facts, *new_facts(ledger, readings)]
    outcome = fold(facts, setting.records, setting.references, day=setting.day)
    problems = (*ledger.problems, *(problem for one in readings for problem in one.problems), *fresh.problems)
    done = Done(outcome, tuple(one.file for one in readings), fresh.known, problems)
    return done, tuple(record for one in readings for record in one.records)


def add_decided(store: Store, ledger: Ledger, decided: Iterable[Decision | Mark]) -> int:
    """Add decisions and marks to the ledger in one segment; return how many were new."""
    known = {encode(fact) for fact in ledger.facts if isinstance(fact, Decision | Mark)}
    new = list({line: fact for fact in decided if (line := encode(fact)) not in known}.values())
    if new:
        ledger.add(store, new)
    return len(new)


def refresh(
    store: Store,
    setting: Setting,
    ledger: Ledger,
    found: Sequence[tuple[Export, File]] = (),
    *,
    progress: Progress = silent,
) -> Refreshed:
    """Fold the ledger and write the reports that change; again while another run changes what they follow from.

    Words that the store lost are read anew from the exports that were `found`.
    """
    from programme.submissions.outputs import write_outputs  # noqa: PLC0415 - heavy, and a preview does without

    written: dict[str, None] = {}
    for _ in range(_TRIES):
        progress("Working out what follows")
        facts = without_gone(store, ledger.facts, found)
        outcome = fold(facts, setting.records, setting.references, day=setting.day)
        outcome = replace(outcome, unread=unread_in(store, setting.records))
        progress("Writing the reports")
        lost = LostWords(store, setting, ledger, found)
        outputs = write_outputs(store, outcome, setting.records, day=setting.day, lost=lost, whole=ledger.whole)
        written |= dict.fromkeys(outputs.written)
        if not ledger.catch_up(store) and outputs.settled:
            break
    return Refreshed(outcome, tuple(written), outputs.problems, lost.purged_are_there)
