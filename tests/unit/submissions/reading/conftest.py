"""The real data, read once: exports of the real forms are read in every real shape."""

from __future__ import annotations

import pytest

from programme.catalogue.model import Records
from tests.real_records import real


@pytest.fixture(scope="session")
def records() -> Records:
    return real()
