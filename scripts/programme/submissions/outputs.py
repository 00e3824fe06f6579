"""What people read of a run: the staff's report and workbook, the moderation packs, and the bundle that goes public.

Each is written only when it differs from what the store holds. The public bundle passes the leak guard or is not
written at all, and it stays as it is while a part of the ledger is missing. An award that the guard could not
compare, because its answers were deleted, is told. What stands in them is the business of `report` and `public`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from programme.catalogue.model import Records
from programme.problems import Problem
from programme.submissions.facts import Words
from programme.submissions.lost_words import LostWords
from programme.submissions.outcome import Outcome
from programme.submissions.public.bundle import PublicBundle, fresh_awards, public_bundle
from programme.submissions.public.excuses import excuse_of, organisations
from programme.submissions.public.files import announced_words, bundle_files, public_words
from programme.submissions.public.leak import Guard, Leak
from programme.submissions.public.personal import Personal, personal_of, published_contacts
from programme.submissions.public.problems import held_back, leak_problems, left_out, unchanged, unchecked
from programme.submissions.public.versions import Version
from programme.submissions.published_versions import published
from programme.submissions.publishing import publish
from programme.submissions.report.answers import needed
from programme.submissions.report.html import report_html
from programme.submissions.report.moderation import moderation_packs
from programme.submissions.report.pack_names import pack_names
from programme.submissions.report.snapshot import BEFORE, NOW, Snapshot, read_snapshot, snapshot_of, write_snapshot
from programme.submissions.report.view import report_view
from programme.submissions.report.workbook import report_workbook
from programme.submissions.store.store import PUBLIC, REPORT, REPORTS, Store


@dataclass(frozen=True, slots=True)
class Outputs:
    """The names of the files that were written, and every problem: damaged words, a bundle that was not written.

    `settled` tells that no other run changed meanwhile what these files were compared with.
    """

    written: tuple[str, ...]
    problems: tuple[Problem, ...]
    settled: bool


def write_outputs(
    store: Store, outcome: Outcome, records: Records, *, day: date, lost: LostWords | None = None, whole: bool = True
) -> Outputs:
    """Write every report that changed. A bundle that holds something personal is not written, and told.

    Unless the ledger is `whole`, nothing public changes: a decision may be in the part that is missing.
    The words of answers go by once, one record after the other: the guard looks at all of them, and what the
    reports show is kept.
    """
    now, latest = snapshot_of(outcome, day.isoformat()), _snapshot(store, NOW)
    previous = latest if latest != now else _snapshot(store, BEFORE)
    told = published(store)
    bundle = public_bundle(outcome, records, day=day, told=told)
    files = bundle_files(bundle)
    guard = _guard(bundle, files, outcome, records)
    personal = personal_of(records, organisations=organisations(outcome, records) if bundle.awards else ())
    unseen = fresh_awards(bundle, outcome, records)
    seen = _seen_by(guard, personal, needed(outcome, records), unseen, lost)
    words, problems, regained = _words(store, seen, lost)
    if problems and bundle.awards:  # some answers could not be looked for
        guard.give_up()
    reports = dict(_reports(outcome, words, records, day=day, previous=previous))
    changed = [name for name, content in reports.items() if store.put(name, content)]
    written = [*regained, *changed, *_turn_snapshots(store, latest, now)]
    of_public: tuple[Problem, ...] = (unchanged(PUBLIC),)
    if whole:
        leaks = guard.leaks if files else ()
        written += [] if leaks else publish(store, files, bundle.versions, told)
        of_public = tuple(_of_public(bundle, files, leaks, unseen={} if problems else unseen))
    return Outputs(tuple(written), (*problems, *of_public), _is_settled(store, reports, previous, told))


def _of_public(
    bundle: PublicBundle, files: Mapping[str, str], leaks: tuple[Leak, ...], *, unseen: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what staff are told of the bundle; `unseen` are the references of awards that could not be compared."""
    yield from leak_problems(leaks, files, bundle, folder=PUBLIC)
    yield from left_out(bundle)
    yield from held_back(bundle)
    yield from unchecked(unseen.values())


def _is_settled(
    store: Store, reports: Mapping[str, bytes], previous: Snapshot | None, told: tuple[Version, ...]
) -> bool:
    """Tell whether the reports are those of this pass, and snapshot and published results what it looked at."""
    return (
        all(store.storage.read(name) == content for name, content in reports.items())
        and _snapshot(store, BEFORE) == previous
        and published(store) == told
    )


def _words(
    store: Store, seen: Callable[[Words], Words | None], lost: LostWords | None
) -> tuple[dict[str, Words], list[Problem], list[str]]:
    """Return what is kept of all words, what was wrong, and the names of segments of words that were lost.

    Unless something is wrong, lost words are regained.
    """
    words, problems = store.all_words(lambda names: store.read_words(names, seen))
    regained = list(lost.regained()) if lost and not problems else []
    return words | store.read_words(regained, seen)[0], problems, regained


def _guard(bundle: PublicBundle, files: Mapping[str, str], outcome: Outcome, records: Records) -> Guard:
    return Guard(
        files,
        allowed=public_words(bundle, records) | published_contacts(records),
        said=announced_words(bundle),
        closed=True,
        excuse=excuse_of(bundle, outcome, records),
    )


def _seen_by(
    guard: Guard,
    personal: Callable[[Words], Personal],
    kept: Callable[[Words], Words | None],
    unseen: dict[str, str],
    lost: LostWords | None,
) -> Callable[[Words], Words | None]:
    """Return what shows the words of a record to the guard, and keeps of them what the reports need.

    It takes the record out of those `unseen`, which are there by content, and tells `lost` that its words are there.
    """

    def seen(one: Words) -> Words | None:
        guard.look(*personal(one))
        unseen.pop(one.content, None)
        if lost:
            lost.saw(one.content)
        return kept(one)

    return seen


def _reports(
    outcome: Outcome, words: Mapping[str, Words], records: Records, *, day: date, previous: Snapshot | None
) -> Iterator[tuple[str, bytes]]:
    view = report_view(outcome, words, records, day=day, previous=previous)
    yield REPORT, report_html(view).encode()
    yield f"{REPORTS}/report.xlsx", report_workbook(view)
    packs = moderation_packs(outcome, words, records, day=day)
    for call, name in pack_names(packs).items():
        yield f"{REPORTS}/moderation-{name}.html", packs[call].encode()


def _snapshot(store: Store, name: str) -> Snapshot | None:
    return read_snapshot(store.storage.read(name) or b"")


def _turn_snapshots(store: Store, latest: Snapshot | None, now: Snapshot) -> list[str]:
    """Keep this run for the next to compare with, and the one before it for this one again; return what was written.

    Only the same again on the same day is no other run. The reports come first and the older of the two next: after
    a run that ends anywhere before the last, the next compares with the same as this one.
    """
    if latest == now:
        return []
    written = []
    if latest:
        store.put(BEFORE, write_snapshot(latest))
        written.append(BEFORE)
    store.put(NOW, write_snapshot(now))
    return [*written, NOW]
