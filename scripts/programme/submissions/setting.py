"""What every command needs besides the store, and who is told how far a long one has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from programme.catalogue.model import Records
from programme.submissions.references import References

Progress = Callable[[str], None]  # told the name of each step as it begins


@dataclass(frozen=True, slots=True)
class Setting:
    """The records, the maker of references, and the day."""

    records: Records
    references: References
    day: date


def silent(_step: str) -> None:
    """Take no notice of progress."""
