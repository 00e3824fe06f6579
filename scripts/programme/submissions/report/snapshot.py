"""What the last run found, in a few lines of JSON, so that the next can say what changed. It holds nothing personal."""

from __future__ import annotations

from typing import Final

import msgspec

from programme.submissions.outcome import Outcome
from programme.submissions.store.store import REPORTS

NOW: Final = f"{REPORTS}/snapshot.json"
BEFORE: Final = f"{REPORTS}/snapshot-before.json"


class Snapshot(msgspec.Struct, frozen=True):
    """The state of every reference after a run, and how much had been read by then."""

    states: dict[str, str]  # by reference
    files: int = 0
    records: int = 0
    held: int = 0
    day: str = ""  # 2026-01-12


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Snapshot)


def snapshot_of(outcome: Outcome, day: str = "") -> Snapshot:
    """Return what a later run has to know of this one. `day` is written 2026-01-12."""
    return Snapshot(
        states={reference: str(one.state) for reference, one in outcome.submissions.items()},
        files=sum(not account.unread for account in outcome.accounts),
        records=sum(account.read for account in outcome.accounts),
        held=len(outcome.held),
        day=day,
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
