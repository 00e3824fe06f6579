"""The real records, read once for all tests of a process."""

from __future__ import annotations

from datetime import date
from functools import cache

from programme.catalogue.load import load_folder
from programme.catalogue.model import Records
from programme.records.check import DATA


@cache
def real() -> Records:
    """The records of `data/`. No rule is applied to them, so they are the same on any day."""
    return load_folder(DATA, date(2026, 1, 15), ()).records
