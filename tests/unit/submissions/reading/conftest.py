"""The real data, read once: exports of the real forms are read in every real shape."""

from __future__ import annotations

from datetime import date

import pytest

from programme.catalogue.load import load_folder
from programme.catalogue.model import Records
from programme.records.check import DATA


@pytest.fixture(scope="session")
def records() -> Records:
    return load_folder(DATA, date(2025, 12, 15), ()).records
