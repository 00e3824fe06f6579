"""`explain --answers` while a purge goes on: what is gone was deleted, and no store is called damaged."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

import reconcile
from programme.submissions.run import run
from programme.submissions.store.keys import key_of
from tests.unit.submissions.store_samples import (
    KEY,
    LATER,
    Meanwhile,
    purged,
    purged_on_request,
    put,
    setting,
    simulated,
    store_in,
)


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of the office's key after a run over one export, at a desk."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("RECONCILE_KEY", KEY)
    folder = tmp_path / "prepared"
    put(folder, simulated(8, faults=False))
    key_of(store_in(folder), {"RECONCILE_KEY": KEY})
    run(store_in(folder), setting(LATER))
    return folder


@pytest.mark.parametrize("whose", ["everybody's", "its own", "another's"])
def test_words_that_are_purged_meanwhile_were_deleted_and_nothing_is_damaged(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    asked, other, *_ = sorted(run(store_in(prepared), setting(LATER)).outcome.submissions)
    for number in count():
        folder = tmp_path / str(number)
        copytree(prepared, folder)
        store = store_in(folder)
        act = {
            "everybody's": partial(purged, store),
            "its own": partial(purged_on_request, store, asked),
            "another's": partial(purged_on_request, store, other),
        }[whose]
        meanwhile = Meanwhile(store, number, act)
        monkeypatch.setattr("reconcile_commands.opening.open_storage", lambda _, to=meanwhile: to)
        done = CliRunner().invoke(reconcile.main, ["explain", asked, "--answers", "--today", LATER.isoformat()])
        if meanwhile.left >= 0:
            break
        assert done.exit_code == 0, done.output
        assert ("The words were deleted." in done.output) == (whose != "another's")
        assert ("What is your organisation called?" in done.output) == (whose == "another's")
    assert number > 8
