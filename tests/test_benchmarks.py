"""The data that the benchmarks measure with are records without a problem, whatever the project's own data become."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from programme.catalogue.load import load_folder
from programme.catalogue.rules import RULES
from programme.problems import Severity
from tests.benchmarks.synthetic import write_data


def test_the_invented_records_are_valid(tmp_path: Path) -> None:
    loaded = load_folder(write_data(tmp_path, 60), date(2026, 1, 15), RULES)
    assert [str(one.place) for one in loaded.problems if one.severity is Severity.ERROR] == []
    assert len(loaded.records.rounds) > 30
