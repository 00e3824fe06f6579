"""What became of each record of each file: every record is somewhere, and so are the pounds it asks for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from programme.submissions.facts import Entry, File
from programme.submissions.fold.arrivals import Arrivals, Position, has_record
from programme.submissions.outcome import Account, Disposition, Held
from programme.submissions.rules.sums import decimal

_LOST: Final = "lost"  # what was read of it is in a part of the ledger that cannot be read
EMPTY: Final = "empty-file"  # the code of a file that holds nothing
_WHOLE: Final = 0  # the row that stands for a whole file


def accounts(arrived: Arrivals, set_aside: Collection[str]) -> tuple[Account, ...]:
    """Return the account of each file, in their order. One that was `set_aside` whole needs nothing more."""
    firsts = {one.seen[0] for one in arrived.submissions.values()}
    versions = {place for one in arrived.submissions.values() for place in one.seen[1:]}
    return tuple(
        replace(
            _account(at, file, arrived, firsts, versions), unread="" if held_whole(file) in set_aside else file.unread
        )
        for at, file in enumerate(arrived.files)
    )


def held(arrived: Arrivals, set_aside: Collection[str]) -> Iterator[Held]:
    """Yield the records that a person has to look at, but for those that were `set_aside`, as `digest:row`.

    A record that is seen again in a later export is told once, from the last one, and set aside once. A file of
    which no row could be read is told whole, as its row 0.
    """
    found: dict[Hashable, Held] = {}
    done: set[Hashable] = set()
    for file in arrived.files:
        for entry in _to_look_at(file):
            if code := _quarantine(file, entry, arrived):
                same = held_as(file, entry, code)
                found[same] = Held(file.digest, file.name, entry.row, code)
                if (held_whole(file) if file.unread else held_name(file, entry)) in set_aside:
                    done.add(same)
    return (one for same, one in found.items() if same not in done)


def held_name(file: File, entry: Entry) -> str:
    """Return the name by which a decision is about a row that cannot be read: `digest:row`."""
    return f"{file.digest}:{entry.row}"


def held_whole(file: File) -> str:
    """Return the name by which a decision is about a file of which no row could be read.

    An empty one has none: it would be that of every empty file to come.
    """
    return "" if file.unread == EMPTY else f"{file.digest}:{_WHOLE}"


def held_as(file: File, entry: Entry, code: str) -> Hashable:
    """Return what such a row is the same by in every export that holds it."""
    return file.form, entry.source or entry.content or held_name(file, entry), code


def quarantined(arrived: Arrivals) -> set[str]:
    """Return the names of all quarantined records, `digest:row`."""
    return {
        held_name(file, entry)
        for file in arrived.files
        for entry in _to_look_at(file)
        if _quarantine(file, entry, arrived)
    }


def _to_look_at(file: File) -> tuple[Entry, ...]:
    """Return the rows of a file; in the place of all of them, where none could be read, one that stands for it."""
    return (Entry(_WHOLE, quarantine=file.unread),) if file.unread else file.entries


def _quarantine(file: File, entry: Entry, arrived: Arrivals) -> str:
    if entry.quarantine or entry.structural:
        return entry.quarantine
    return "" if has_record(file, entry, arrived.records) else _LOST


def _account(
    at: int, file: File, arrived: Arrivals, firsts: Collection[Position], versions: Collection[Position]
) -> Account:
    counted: Counter[Disposition] = Counter()
    asked: defaultdict[Disposition, Decimal] = defaultdict(Decimal)
    reasons: Counter[str] = Counter()
    for row, entry in enumerate(file.entries):
        if reason := _quarantine(file, entry, arrived) or entry.structural:
            what = Disposition.STRUCTURAL if entry.structural else Disposition.QUARANTINE
            reasons[reason] += 1
        else:
            place = (at, row)
            seen = place in versions
            what = Disposition.FIRST if place in firsts else Disposition.VERSION if seen else Disposition.REPEAT
        counted[what] += 1
        if pounds := decimal(entry.asked):
            asked[what] += pounds
    return Account(
        digest=file.digest,
        name=file.name,
        form=file.form,
        shape=file.shape,
        read=len(file.entries),
        records=dict(sorted(counted.items())),
        asked=dict(sorted(asked.items())),
        reasons=dict(sorted(reasons.items())),
        missing=file.missing,
        unknown=file.unknown,
    )
