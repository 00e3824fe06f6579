"""What lies in the inbox and could not be read: it is told for as long as it lies there, and no longer.

The ledger only grows, so it still knows a file of which no row could be read after somebody put a good one in its
place. Nothing that is accounted for was in it: once it has gone from the inbox, nothing follows from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from programme.catalogue.model import Records
from programme.submissions.facts import Decision, Fact, File
from programme.submissions.fold.accounts import held_whole
from programme.submissions.outcome import Unread
from programme.submissions.reading.declarations import shape_of
from programme.submissions.store.inbox import LEFTOVER
from programme.submissions.store.store import Export, Store, visible

_Where = tuple[str, str, str]  # a file's digest, and the form and the shape of its folder


def without_gone(store: Store, facts: Sequence[Fact], found: Sequence[tuple[Export, File]]) -> Sequence[Fact]:
    """Return the facts without the files of which no row could be read and that have gone since.

    What was `found` just now is there. A file that somebody set aside stays, for the decision is about it.
    """
    aside = {fact.about for fact in facts if isinstance(fact, Decision)}
    unread = {_where(one) for one in facts if isinstance(one, File) and one.unread and held_whole(one) not in aside}
    gone = unread - {_where(file) for _, file in found}
    if gone:
        gone -= _waiting(store, {(form, shape) for _, form, shape in gone}, {export.path for export, _ in found})
    return [one for one in facts if not (isinstance(one, File) and one.unread and _where(one) in gone)]


def unread_in(store: Store, records: Records) -> tuple[Unread, ...]:
    """Return the files of the inbox that no run reads, but for what editors left: that is no export."""
    waiting, unfit = store.inbox()
    found = [Unread(visible(one.place.path), one.code) for one in unfit if one.code != LEFTOVER]
    for export in waiting:
        form = records.forms.get(export.form)
        if not form or not shape_of(form, export.shape, records):
            found.append(Unread(visible(export.path), "unknown-shape" if form else "unknown-form"))
    return tuple(sorted(found, key=lambda one: one.path))


def _where(file: File) -> _Where:
    return file.digest, file.form, file.shape


def _waiting(store: Store, kinds: set[tuple[str, str]], known: set[str]) -> set[_Where]:
    """Return which exports of some forms and shapes wait, but for those at the paths that are `known`."""
    waiting = (one for one in store.inbox()[0] if (one.form, one.shape) in kinds and one.path not in known)
    return {(store.digest(one), one.form, one.shape) for one in waiting}
