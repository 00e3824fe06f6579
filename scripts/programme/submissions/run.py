"""One run: read what is new, add it to the ledger, fold everything, and write what people read.

The order of writing is what keeps the ledger whole: the words first, then one segment with every new fact, then
the reports. A run that ends half-way leaves the ledger as it was or as it should be. Two runs at once write two
segments, and each looks again after its reports whether there is more than it had folded. Prints nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from programme.catalogue.model import Records
from programme.problems import Place, Problem, did_you_mean
from programme.submissions.facts import Decision, Fact, File, Mark, Record, encode
from programme.submissions.fold import fold, issue
from programme.submissions.ledger import Ledger, identity, load_ledger
from programme.submissions.outcome import Outcome
from programme.submissions.reading.export import Reading, read_export, reading_digest, shape_of
from programme.submissions.references import References
from programme.submissions.store import WORDS, Export, Store

if TYPE_CHECKING:
    from programme.catalogue.model import ExportShape, Form

Progress = Callable[[str], None]  # told the name of each step as it begins
_TRIES: Final = 5  # other runs that may write while this one folds


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run needs besides the store: the records, the maker of references, and the day."""

    records: Records
    references: References
    day: date


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: the outcome, the exports read now, those known before, every problem, and what was written."""

    outcome: Outcome
    read: tuple[File, ...]
    known: int
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()


def silent(_step: str) -> None:
    """Take no notice of progress."""


def run(store: Store, setting: Setting, exports: Sequence[Export] = (), *, progress: Progress = silent) -> Done:
    """Fold every export of the inbox, and those named, into the ledger, and write the reports.

    Raises StoreError when the store fails; then the ledger is as it was or holds everything that was read.
    """
    ledger = load_ledger(store)
    waiting, problems = store.inbox()
    fresh = _Fresh(store, setting, ledger, progress)
    readings = fresh.read([*waiting, *exports])
    written = keep(store, setting, ledger, readings)
    files = tuple(one.file for one in readings)
    problems += tuple(problem for one in readings for problem in one.problems)
    del readings
    outcome, reports = refresh(store, setting, ledger, progress=progress)
    told = (*ledger.problems, *problems, *fresh.problems)
    return Done(outcome, files, fresh.known, told, (*written, *reports))


def preview(
    store: Store | None, setting: Setting, exports: Sequence[Export], *, progress: Progress = silent
) -> tuple[Done, tuple[Record, ...]]:
    """Say what a run over these exports would do, writing nothing. Without a store they are all there is."""
    ledger = load_ledger(store) if store else Ledger()
    fresh = _Fresh(store, setting, ledger, progress, again=True)
    readings = fresh.read(exports)
    facts = [*ledger.facts, *_new_facts(ledger, readings)]
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


def keep(store: Store, setting: Setting, ledger: Ledger, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Write the words and the facts of some readings, and the references that are now issued; return the names."""
    purged = ledger.purged()
    words = [one for reading in readings for one in reading.words if one.content not in purged]
    facts = _new_facts(ledger, readings)
    facts += issue([*ledger.facts, *facts], setting.references)
    written = [store.add(WORDS, words)] if words else []
    if facts:
        written.append(ledger.add(store, facts))
    return tuple(written)


def refresh(
    store: Store, setting: Setting, ledger: Ledger, *, progress: Progress = silent
) -> tuple[Outcome, tuple[str, ...]]:
    """Fold the ledger and write the reports that change; again while another run adds to the ledger."""
    from programme.submissions.outputs import write_outputs  # noqa: PLC0415 - heavy, and a preview does without

    written: dict[str, None] = {}
    for _ in range(_TRIES):
        progress("Working out what follows")
        outcome = fold(ledger.facts, setting.records, setting.references, day=setting.day)
        progress("Writing the reports")
        words, problems = store.words(store.segments(WORDS))
        outputs = write_outputs(store, outcome, words, setting.records, day=setting.day)
        ledger.problems += [one for one in (*problems, *outputs.problems) if one not in ledger.problems]
        written |= dict.fromkeys(outputs.written)
        if not ledger.catch_up(store):
            break
    return outcome, tuple(written)


def _new_facts(ledger: Ledger, readings: Sequence[Reading]) -> list[Fact]:
    """Return the files and records that the ledger does not hold; nothing that was deleted comes back."""
    purged = ledger.purged()
    seen = {identity(fact) for fact in ledger.facts if isinstance(fact, Record)}
    files = {(fact.digest, fact.reading) for fact in ledger.facts if isinstance(fact, File)}
    facts: list[Fact] = []
    for reading in readings:
        facts += [reading.file] if (reading.file.digest, reading.file.reading) not in files else []
        for record in reading.records:
            if record.content not in purged and identity(record) not in seen:
                seen.add(identity(record))
                facts.append(record)
    return facts


class _Fresh:
    """Reads exports that the ledger does not know; gathers what is wrong with the way they were put there."""

    def __init__(
        self, store: Store | None, setting: Setting, ledger: Ledger, progress: Progress, *, again: bool = False
    ) -> None:
        self.store, self.setting, self.progress, self.again = store, setting, progress, again
        self.seen = {(fact.digest, fact.reading) for fact in ledger.facts if isinstance(fact, File)}
        self.known = 0
        self.problems: list[Problem] = []

    def read(self, exports: Sequence[Export]) -> list[Reading]:
        """Return a reading of each export that is new, in their order."""
        return [reading for export in exports for reading in self._one(export)]

    def _one(self, export: Export) -> Iterator[Reading]:
        form = self.setting.records.forms.get(export.form)
        shape = shape_of(form, export.shape, self.setting.records) if form else None
        if not form or not shape:
            self.problems.append(_unknown(export, form, self.setting.records))
            return
        content = self.store.content(export) if self.store else export.content
        if content is None:
            self.problems.append(_gone(export))
            return
        mark = hashlib.sha256(content).hexdigest(), reading_digest(form, shape, self.setting.records)
        if mark in self.seen:
            self.known += 1
            if not self.again:
                return
        self.seen.add(mark)
        self.progress(f"Reading {export.name}")
        yield self._read(content, export, form, shape)

    def _read(self, content: bytes, export: Export, form: Form, shape: ExportShape) -> Reading:
        """Read one export; its problems are told with the path by which people know the file."""
        setting = self.setting
        reading = read_export(
            content, export.name, form=form, shape=shape, records=setting.records, references=setting.references
        )
        problems = (replace(one, place=replace(one.place, path=export.path)) for one in reading.problems)
        return replace(reading, problems=tuple(problems))


def _unknown(export: Export, form: Form | None, records: Records) -> Problem:
    """Return the problem of an export whose folders name no form, or a shape that the form does not have."""
    what, word = ("shape of this form", export.shape) if form else ("form", export.form)
    words = sorted(one.shape for one in form.exports) if form else sorted(records.forms)
    return Problem(
        code="unknown-shape" if form else "unknown-form",
        place=Place(export.path),
        message=f"This file was not read: there is no {what} called “{word}”.",
        expected=", ".join(words),
        action=did_you_mean(word, words) or "Move the file to the folder of one of them.",
    )


def _gone(export: Export) -> Problem:
    return Problem(
        code="export-gone",
        place=Place(export.path),
        message="This file was there a moment ago and has gone.",
        action="If nobody meant to remove it, put it back and run again.",
    )
