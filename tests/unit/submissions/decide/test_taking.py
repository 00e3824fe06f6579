"""Sheets of marks that people hand in, one after the other and at the same moment."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from programme.submissions.decide.taking import take
from programme.submissions.run import run
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import LATER, each_meanwhile, put, setting, simulated, store_in

MARK = {"criterion": "need", "score": "3", "marker": "marker-a", "on": "2026-02-20", "note": ""}


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with a store after a run over one export."""
    put(tmp_path / "prepared", simulated(8, faults=False))
    run(store_in(tmp_path / "prepared"), setting(LATER))
    return tmp_path / "prepared"


def marks(folder: Path, **changes: str) -> bytes:
    """A sheet with one mark of the first submission of a store."""
    reference = min(run(store_in(folder), setting(LATER)).outcome.submissions)
    text = io.StringIO()
    writer = csv.DictWriter(text, ("reference", *MARK))
    writer.writeheader()
    writer.writerow({"reference": reference, **MARK, **changes})
    return text.getvalue().encode()


def warned(store: Store, **sheets: bytes) -> list[str]:
    """Hand sheets in, and return the names of those that are warned of two scores."""
    taken = take(store, setting(LATER), sheets.items())
    assert {one.code for one in taken.problems} <= {"two-scores"}
    return [one.place.path for one in taken.problems]


def test_of_two_scores_that_are_handed_in_at_once_at_least_one_person_is_warned(prepared: Path, tmp_path: Path) -> None:
    one, other = marks(prepared), marks(prepared, score="4")
    told: list[str] = []
    moments = 0
    for _ in each_meanwhile(
        tmp_path,
        prepared,
        lambda store: told.extend(warned(store, one=one)),
        lambda store: told.extend(warned(store, other=other)),
    ):
        assert told
        told.clear()
        moments += 1
    assert moments > 10


def test_the_same_mark_at_once_is_no_second_score(prepared: Path, tmp_path: Path) -> None:
    sheet = marks(prepared)
    told: list[str] = []

    def hand_in(store: Store) -> None:
        told.extend(warned(store, one=sheet))

    for _ in each_meanwhile(tmp_path, prepared, hand_in, hand_in):
        assert told == []


def test_two_sheets_that_are_handed_in_together_are_both_warned(prepared: Path) -> None:
    one, other = marks(prepared), marks(prepared, score="4")
    assert warned(store_in(prepared), one=one, other=other) == ["one", "other"]


@pytest.mark.parametrize(
    "changes", [{"on": "2026-02-21", "score": "4"}, {"marker": "marker-b", "score": "4"}, {"note": "Clear figures."}]
)
def test_what_is_no_second_score_of_one_day_is_no_matter(prepared: Path, changes: dict[str, str]) -> None:
    assert warned(store_in(prepared), one=marks(prepared)) == []
    assert warned(store_in(prepared), one=marks(prepared, **changes)) == []
