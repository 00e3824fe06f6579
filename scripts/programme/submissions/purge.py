"""Deleting personal data that is no longer needed: the words of answers, what they are compared by, and the exports.

The receipt is written first, so that a purge which ends half-way is known, and the next one finishes it. What is
deleted here never comes back: a run leaves out what a receipt names. References, states and counts stay.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from programme.catalogue.model import Form
from programme.clock import london_instant, utc_text
from programme.submissions.facts import Fact, File, Purged, Record, encode
from programme.submissions.fold.forgetting import purged as without_tokens
from programme.submissions.fresh import Setting
from programme.submissions.outcome import Outcome
from programme.submissions.run import refresh
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.store import LEDGER, REPORTS, WORDS, Store


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge did, in counts of records and files.

    `kept` are records before the day whose form still keeps them; `held` are paths of exports that stay because
    records in them could not be read and nobody has decided about them; `younger` are records that were in deleted
    exports and whose words stay in the store.
    """

    records: int
    kept: int
    exports: tuple[str, ...]
    held: tuple[str, ...]
    younger: int
    outcome: Outcome


def purge(store: Store, setting: Setting, *, before: date, by: str) -> Purge:
    """Delete the personal data of records sent before a day, as far as their forms' months to keep have passed.

    Raises StoreError when the store fails; then the same purge, or any later one, finishes it.
    """
    ledger = load_ledger(store)
    due, kept = due_for_purge(ledger.facts, setting.records.forms, before=before, day=setting.day)
    new = due - ledger.purged()
    if new:
        receipt = Purged(before.isoformat(), setting.day.isoformat(), by, tuple(sorted(new)))
        ledger.add(store, [receipt])
    purged = ledger.purged()
    _forget_words(store, purged)
    _forget_facts(store, ledger)
    exports, held, younger = _delete_exports(store, ledger, purged)
    for name in store.storage.names(REPORTS):
        if "snapshot" not in name:
            store.storage.delete(name)
    store.sweep()
    outcome, _ = refresh(store, setting, ledger)
    return Purge(len(new), kept, exports, held, younger, outcome)


def due_for_purge(
    facts: Iterable[Fact], forms: Mapping[str, Form], *, before: date, day: date
) -> tuple[frozenset[str], int]:
    """Return the contents sent before a day whose time has come, and how many others their forms still keep."""
    limit = utc_text(london_instant(before))
    limits = {form.id: kept_from(form, day) for form in forms.values()}
    sent = {fact.content: fact for fact in facts if isinstance(fact, Record) and fact.submitted < limit}
    due = {content for content, record in sent.items() if record.submitted < limits.get(record.form, limit)}
    return frozenset(due), len(sent) - len(due)


def kept_from(form: Form, day: date) -> str:
    """Return the instant from which a form's submissions are still kept on a day; without a rule, none is kept."""
    if form.keep_months is None:
        return "9999"
    months = day.year * 12 + day.month - 1 - form.keep_months
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return utc_text(london_instant(date(year, month + 1, min(day.day, last))))


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
    held = (fact for name in ledger.segments for fact in store.facts([name])[0])
    if all(encode(fact) in final for fact in held):
        return
    name = store.add(LEDGER, facts)
    damaged = {problem.place.path for problem in ledger.problems}
    for old in sorted(ledger.segments - {name} - damaged):
        store.storage.delete(old)
    ledger.facts, ledger.segments = facts, frozenset({name}) | damaged


def _delete_exports(
    store: Store, ledger: Ledger, purged: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Delete every export of the inbox that holds a purged record, but for those with records nobody has read."""
    files = {fact.digest: fact for fact in ledger.facts if isinstance(fact, File)}
    decided = {fact.about for fact in ledger.facts if hasattr(fact, "about")}
    deleted, held, younger = [], [], set[str]()
    for export in store.inbox()[0]:
        file = files.get(store.digest(export))
        if not file or purged.isdisjoint(entry.content for entry in file.entries):
            continue
        if any(entry.quarantine and f"{file.digest}:{entry.row}" not in decided for entry in file.entries):
            held.append(export.path)
            continue
        store.storage.delete(export.path)
        deleted.append(export.path)
        younger |= {entry.content for entry in file.entries if entry.content} - purged
    return tuple(deleted), tuple(held), len(younger)
