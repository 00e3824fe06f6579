"""What the last run found, in a few lines of JSON, so that the next can say what changed. It holds nothing personal."""

from __future__ import annotations

from typing import Final

import msgspec

from programme.submissions.outcome import Outcome
from programme.submissions.store.store import REPORTS

NOW: Final = f"{REPORTS}/snapshot.json"
BEFORE: Final = f"{REPORTS}/snapshot-before.json"


class Snapshot(msgspec.Struct, frozen=True):
    """The state of every reference after a run, and how much had been read by then.

    What was awarded and how many versions there are is None in one that was written before these were kept.
    """

    states: dict[str, str]  # by reference
    files: int = 0
    records: int = 0
    held: int = 0
    day: str = ""  # 2026-01-12
    awarded: dict[str, str] | None = None  # pounds and pence by reference: "5000.00"
    versions: dict[str, int] | None = None  # by reference, of those that have more than one


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Snapshot)


def snapshot_of(outcome: Outcome, day: str = "") -> Snapshot:
    """Return what a later run has to know of this one. `day` is written 2026-01-12."""
    by_reference = outcome.submissions.items()
    return Snapshot(
        states={name: str(one.state) for name, one in by_reference},
        files=sum(not account.unread for account in outcome.accounts),
        records=sum(account.read for account in outcome.accounts),
        held=len(outcome.held),
        day=day,
        awarded={name: f"{one.awarded:.2f}" for name, one in by_reference if one.awarded is not None},
        versions={name: len(one.versions) for name, one in by_reference if len(one.versions) > 1},
    )


def write_snapshot(one: Snapshot) -> bytes:
    """Return a snapshot as JSON; equal ones are equal bytes."""
    return _ENCODER.encode(one) + b"\n"


def read_snapshot(content: bytes) -> Snapshot | None:
    """Return the snapshot that was written, or None for anything else: then nothing is known of the last run."""
    try:
        return _DECODER.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
