"""What a run adds to the store: words, then facts; and what it takes back when a purge went on beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from programme.submissions.deleted_words import delete_words
from programme.submissions.facts import Fact, File, Record
from programme.submissions.fold.forgetting import unnamed
from programme.submissions.fold.issued import issue
from programme.submissions.reading.export import Reading
from programme.submissions.setting import Setting
from programme.submissions.store.ledger import Ledger, identity, load_ledger
from programme.submissions.store.segments import Segment
from programme.submissions.store.store import WORDS, Store


def keep(
    store: Store, setting: Setting, ledger: Ledger, readings: Sequence[Reading], words: Iterable[Segment]
) -> tuple[str, ...]:
    """Write the words, the facts of some readings, and the references that are now issued.

    Returns the names of what was written. Nothing stays that a receipt names by then: see `deleted_words`.
    """
    names = [store.keep(WORDS, segment) for segment in words]
    facts = _facts(setting, ledger, readings)
    name = ledger.add(store, facts) if facts else ""
    contents = {record.content for reading in readings for record in reading.records}
    while ledger.catch_up(store) and not contents.isdisjoint(purged := ledger.purged()):
        names = delete_words(store, purged, names).names
        name = _taken_back(store, setting, readings, name) if name in ledger.segments else ""
    return (*names, *filter(None, [name]))


def new_facts(ledger: Ledger, readings: Sequence[Reading]) -> list[Fact]:
    """Return the files and records that the ledger does not hold; nothing that was deleted comes back."""
    purged = ledger.purged()
    seen = {identity(fact) for fact in ledger.facts if isinstance(fact, Record)}
    files = {(fact.digest, fact.reading, bool(fact.unread)) for fact in ledger.facts if isinstance(fact, File)}
    facts: list[Fact] = []
    for reading in readings:
        one = reading.file
        facts += [one] if (one.digest, one.reading, bool(one.unread)) not in files else []
        for record in reading.records:
            if record.content not in purged and identity(record) not in seen:
                seen.add(identity(record))
                facts.append(record)
    return facts


def _facts(setting: Setting, ledger: Ledger, readings: Sequence[Reading]) -> list[Fact]:
    facts = new_facts(ledger, readings)
    return [*facts, *issue([*ledger.facts, *facts], setting.references)]


def _taken_back(store: Store, setting: Setting, readings: Sequence[Reading], name: str) -> str:
    """Write what a run adds anew, as if it had begun after the purge, and delete what it wrote; return the name.

    The purge deleted the exports and their names, so the files get neutral ones.
    """
    rest = load_ledger(store, but=name)
    facts = _facts(setting, rest, readings)
    facts = [*unnamed([*rest.facts, *facts], ())][len(rest.facts) :]
    again = rest.add(store, facts) if facts else ""
    if again != name:
        store.storage.delete(name)
    return again
