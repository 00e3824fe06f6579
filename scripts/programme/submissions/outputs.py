"""What people read of a run: the staff's report and workbook, the moderation packs, and the bundle that goes public.

Each is written only when it differs from what the store holds. The public bundle passes the leak guard or is not
written at all. What stands in them is the business of `report` and `public`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from programme.catalogue.model import Records
from programme.problems import Place, Problem
from programme.submissions.facts import Words
from programme.submissions.outcome import Outcome
from programme.submissions.public.bundle import bundle_files, public_bundle, public_words
from programme.submissions.public.leak import Guard, Leak, personal_of, published_contacts
from programme.submissions.report.answers import needed
from programme.submissions.report.html import report_html
from programme.submissions.report.moderation import moderation_packs
from programme.submissions.report.snapshot import Snapshot, read_snapshot, snapshot_of, write_snapshot
from programme.submissions.report.view import report_view
from programme.submissions.report.workbook import report_workbook
from programme.submissions.store.store import PUBLIC, REPORT, REPORTS, WORDS, Store

_WHEN: Final = re.compile(r"^as_of: .*\n", re.MULTILINE)
_NOW, _BEFORE = f"{REPORTS}/snapshot.json", f"{REPORTS}/snapshot-before.json"


@dataclass(frozen=True, slots=True)
class Outputs:
    """The names of the files that were written, and every problem: damaged words, a bundle that was not written."""

    written: tuple[str, ...]
    problems: tuple[Problem, ...]


def write_outputs(store: Store, outcome: Outcome, records: Records, *, day: date) -> Outputs:
    """Write every report that changed. A bundle that holds something personal is not written, and told.

    The words of answers go by once, one record after the other: the guard looks at all of them, and what the
    reports show is kept.
    """
    previous, written = _turn_snapshots(store, outcome, day)
    bundle = public_bundle(outcome, records, day=day)
    files = bundle_files(bundle)
    guard = Guard(files, allowed=public_words(bundle, records) | published_contacts(records), closed=True)
    words, problems = store.read_words(store.segments(WORDS), _seen_by(guard, outcome, records))
    for name, content in _reports(outcome, words, records, day=day, previous=previous):
        written += [name] if store.put(name, content) else []
    leaks = guard.leaks if files else ()
    for one, text in () if leaks else files.items():
        written += [name] if _put_public(store, name := f"{PUBLIC}/{one}", text) else []
    return Outputs(tuple(written), (*problems, *map(_leak, leaks)))


def _seen_by(guard: Guard, outcome: Outcome, records: Records) -> Callable[[Words], Words | None]:
    """Return what shows the words of a record to the guard, and keeps of them what the reports need."""
    personal, kept = personal_of(records), needed(outcome, records)

    def seen(one: Words) -> Words | None:
        guard.look(personal(one))
        return kept(one)

    return seen


def copy_public(store: Store, folder: Path) -> int:
    """Copy the public bundle of the store to a folder of this machine; return how many files were new or changed."""
    changed = 0
    for name in store.storage.names(PUBLIC):
        target, content = folder / name.removeprefix(f"{PUBLIC}/"), store.storage.read(name) or b""
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            changed += 1
    return changed


def _leak(leak: Leak) -> Problem:
    return Problem(
        code="leak",
        place=Place(f"{PUBLIC}/{leak.file}", leak.line),
        message=f"The public bundle was not written: this line holds {leak.what}.",
        action="Tell the maintainers which run it was. Do not publish anything by hand.",
    )


def _put_public(store: Store, name: str, text: str) -> bool:
    """Write a public record, unless only the day on which it was made is another."""
    before = (store.storage.read(name) or b"").decode(errors="replace")
    return _WHEN.sub("", before) != _WHEN.sub("", text) and store.put(name, text.encode())


def _reports(
    outcome: Outcome, words: Mapping[str, Words], records: Records, *, day: date, previous: Snapshot | None
) -> Iterator[tuple[str, bytes]]:
    view = report_view(outcome, words, records, day=day, previous=previous)
    yield REPORT, report_html(view).encode()
    yield f"{REPORTS}/report.xlsx", report_workbook(view)
    for call, page in moderation_packs(outcome, words, records, day=day).items():
        yield f"{REPORTS}/moderation-{call}.html", page.encode()


def _turn_snapshots(store: Store, outcome: Outcome, day: date) -> tuple[Snapshot | None, list[str]]:
    """Return the last run that found something else than this one, and keep this one for the next.

    The older one is written first: a run that ends between the two is made good by the next.
    """
    now = snapshot_of(outcome, day.isoformat())
    latest = read_snapshot(store.storage.read(_NOW) or b"")
    if latest and replace_day(latest, now.day) == now:
        return read_snapshot(store.storage.read(_BEFORE) or b""), []
    written = []
    if latest:
        store.put(_BEFORE, write_snapshot(latest))
        written.append(_BEFORE)
    store.put(_NOW, write_snapshot(now))
    return latest, [*written, _NOW]


def replace_day(snapshot: Snapshot, day: str) -> Snapshot:
    """Return a snapshot as if taken on another day."""
    return Snapshot(snapshot.states, snapshot.files, snapshot.records, snapshot.held, day)
