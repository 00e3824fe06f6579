"""The real data, read once: simulated exports are made for the real forms in every real shape."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from programme.catalogue.load import load_folder
from programme.catalogue.model import Records

DATA: Final = Path(__file__).resolve().parents[4] / "data"


@pytest.fixture(scope="session")
def records() -> Records:
    return load_folder(DATA, date(2026, 1, 5), ()).records
