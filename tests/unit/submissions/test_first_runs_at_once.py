"""Two runs that make the same store at the same moment: one key, one ledger, and both end well."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from programme.submissions.references import References
from programme.submissions.run import run
from programme.submissions.setting import Setting
from programme.submissions.store.keys import DEVELOPMENT_KEY, MARK, is_real, key_at_hand, key_of
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import (
    DAY,
    KEY,
    each_meanwhile,
    everything,
    files,
    put,
    records,
    setting,
    simulated,
    store_in,
)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with an export in the inbox of a store that no run has made yet."""
    put(tmp_path / "prepared", simulated(8))
    return tmp_path / "prepared"


@pytest.mark.parametrize("environment", [{"RECONCILE_KEY": KEY}, {}], ids=["the office's key", "a development key"])
@pytest.mark.parametrize("far", [True, False], ids=["the whole run", "its key alone"])
def test_both_end_well_whenever_the_other_comes(
    prepared: Path, tmp_path: Path, environment: Mapping[str, str], *, far: bool
) -> None:
    keys = []

    def first_run(store: Store, *, far: bool = True) -> None:
        keys.append(key_of(store, environment))
        if far:
            run(store, setting())

    moments = 0
    for folder in each_meanwhile(tmp_path, prepared, first_run, partial(first_run, far=far)):
        assert keys[-1] == keys[-2]
        before = files(folder)
        first_run(store_in(folder))
        assert files(folder) == before
        moments += 1
    assert moments > 10


def test_a_look_while_another_makes_the_store_ends_well(prepared: Path, tmp_path: Path) -> None:
    def first_run(store: Store) -> None:
        key_of(store, {"RECONCILE_KEY": KEY})
        run(store, setting())

    for folder in each_meanwhile(
        tmp_path, prepared, lambda store: key_at_hand(store, {"RECONCILE_KEY": KEY}), first_run
    ):
        assert everything(folder)


def test_of_two_keys_at_once_one_is_the_stores_and_the_other_is_refused(prepared: Path, tmp_path: Path) -> None:
    refused: list[str] = []

    def make(secret: str, store: Store) -> None:
        try:
            key_of(store, {"RECONCILE_KEY": secret})
        except StoreError as error:
            refused.append(str(error))

    for folder in each_meanwhile(
        tmp_path, prepared, lambda store: make("x" * 40, store), lambda store: make(KEY, store)
    ):
        assert store_in(folder).storage.read(MARK)
        assert "made with another key" in refused.pop()
        assert refused == []


def test_the_mark_tells_whose_a_store_is_and_not_the_key_that_a_run_without_one_has_left(
    prepared: Path, tmp_path: Path
) -> None:
    refused: dict[str, str] = {}

    def make(who: str, environment: Mapping[str, str], store: Store) -> None:
        try:
            key = key_of(store, environment)
            run(store, Setting(records(), References(key.secret), DAY))
        except StoreError as error:
            refused[who] = str(error)

    keyless, office = partial(make, "keyless", {}), partial(make, "office", {"RECONCILE_KEY": KEY})
    seen = set()
    for folder in each_meanwhile(tmp_path, prepared, keyless, office):
        store = store_in(folder)
        real = "keyless" in refused
        seen.add((real, DEVELOPMENT_KEY in store.storage.names("")))
        if real:
            assert "RECONCILE_KEY is not set, but this store was made with it" in refused.pop("keyless")
            keyless(store)  # another day
            assert "RECONCILE_KEY is not set, but this store was made with it" in refused["keyless"]
        assert len(refused) == 1
        assert is_real(store) == real
        store.storage.delete(MARK)  # then the references that were issued tell it
        assert is_real(store) == real
        refused.clear()
    assert seen == {(True, False), (True, True), (False, True)}


def test_a_store_of_a_development_key_is_not_real_whatever_it_has_lost(prepared: Path) -> None:
    store = store_in(prepared)
    assert not is_real(store)
    made = Setting(records(), References(key_of(store, {}).secret), DAY)
    assert not is_real(store)
    run(store, made)
    store.storage.delete(MARK)
    assert not is_real(store)
