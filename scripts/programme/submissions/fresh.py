"""Exports that the ledger does not know yet: which they are, and what is wrong with the way they were put there.

How an export is read is the business of `reading`; what becomes of it, of `run`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from programme.catalogue.model import ExportShape, Form, Records
from programme.clock import end_of_day, say_date, utc_text
from programme.problems import Place, Problem, Severity, did_you_mean
from programme.submissions.facts import Decision, File, Record, Words, encode
from programme.submissions.fold.accounts import held_whole
from programme.submissions.fold.forgetting import Forgotten
from programme.submissions.reading.declarations import reading_digest, shape_of
from programme.submissions.reading.export import Reading, read_export
from programme.submissions.setting import Progress, Setting
from programme.submissions.store.ledger import Ledger
from programme.submissions.store.segments import Packer, Segment
from programme.submissions.store.store import Export, Store


def _let_go(_words: Words) -> None:
    """Keep nothing."""


class Fresh:
    """Reads exports that the ledger does not know; gathers what is wrong with the way they were put there.

    For a `preview` it reads those too that are known, and keeps no words.
    """

    def __init__(
        self, store: Store | None, setting: Setting, ledger: Ledger, progress: Progress, *, preview: bool = False
    ) -> None:
        self.store, self.setting, self.progress, self.preview = store, setting, progress, preview
        self.files = {(fact.digest, fact.reading): fact for fact in ledger.facts if isinstance(fact, File)}
        self.known = 0
        self.found: list[tuple[Export, File]] = []  # every export, and what was read of it now or before
        self.forgotten = Forgotten.of(ledger.facts)
        self.words: list[Segment] = []  # one for each export
        self._aside = {fact.about for fact in ledger.facts if isinstance(fact, Decision)}
        self._kept = {(fact.content, fact.reading) for fact in ledger.facts if isinstance(fact, Record)}
        self.problems: list[Problem] = []

    def read(self, exports: Sequence[Export]) -> list[Reading]:
        """Return a reading of each export that is new, in their order."""
        return [reading for export in exports for reading in self._one(export)]

    def _one(self, export: Export) -> Iterator[Reading]:
        self.progress(export.name)
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
        known = self.files.get(mark)
        self.known += bool(known)
        if known and not self.preview and (not known.unread or held_whole(known) in self._aside):
            self._look_for_purged(export, known)
            return
        reading = self._read(content, export, form, shape, mark)
        if known and not self.preview and reading.file.unread:  # it is told for as long as it waits
            self.found.append((export, known))
            self.problems += reading.problems
            return
        self.files[mark] = reading.file
        self._look_for_purged(export, reading.file)
        self._look_at_the_clock(export, form, reading)
        yield reading

    def _look_for_purged(self, export: Export, file: File) -> None:
        self.found.append((export, file))
        if self.forgotten.is_in(file):
            self.problems.append(_purged(export))

    def _look_at_the_clock(self, export: Export, form: Form, reading: Reading) -> None:
        over = utc_text(end_of_day(self.setting.day))
        if ahead := sum(record.submitted >= over for record in reading.records):
            self.problems.append(_ahead(export, form, ahead, self.setting.day))

    def _read(self, content: bytes, export: Export, form: Form, shape: ExportShape, mark: tuple[str, str]) -> Reading:
        """Read one export; its problems are told with the path by which people know the file, its words are packed.

        Words that the store has already are not packed again: most exports hold all that came before.
        """
        setting, packer = self.setting, Packer()
        new: set[tuple[str, str]] = set()
        digest, declarations = mark

        def take(words: Words) -> None:
            one = words.content, declarations
            if words.content not in self.forgotten.contents and one not in self._kept and one not in new:
                new.add(one)
                packer.add(encode(words))

        reading = read_export(
            content, export.name, form=form, shape=shape,
            records=setting.records, references=setting.references,
            take=_let_go if self.preview else take, digest=digest,
        )  # fmt: skip
        if reading.records and new:  # else nothing in the file can be trusted, not even what was read of it so far
            self._kept |= new
            self.words.append(packer.done())
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


def _ahead(export: Export, form: Form, records: int, day: date) -> Problem:
    """Return the warning that records were sent after today: the sign of a day and a month that changed places."""
    return Problem(
        code="sent-after-today",
        place=Place(export.path),
        message=f"Records in this file that were sent after today, by its own moments: {records:,}.",
        expected=f"moments up to the end of {say_date(day)}",
        action=f"Compare one of them with the form's tool. If day and month changed places there, correct what is "
        f"declared under `exports`, `shape: {export.shape}` in data/forms/{form.id}.yaml.",
        severity=Severity.WARNING,
    )


def _purged(export: Export) -> Problem:
    """Return the warning that what was deleted lies in an export again, or still."""
    if export.content is None:
        action = "Run the same purge again: it deletes this file or says why not. Delete them in the form's tool too."
    else:
        action = "Delete this file: a purge deletes files of the inbox only."
    return Problem(
        code="purged-before",
        place=Place(export.path),
        message="This file holds records that were purged, with their words.",
        action=action,
        severity=Severity.WARNING,
    )


def _gone(export: Export) -> Problem:
    return Problem(
        code="export-gone",
        place=Place(export.path),
        message="This file was there a moment ago and has gone.",
        action="If nobody meant to remove it, put it back and run again.",
    )
