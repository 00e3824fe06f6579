"""What the store knows of results that are public: from when on, and that it changes nothing by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from programme.submissions.outcome import State, Submission
from programme.submissions.outputs import write_outputs
from programme.submissions.published_versions import hand_on, published, read_now
from programme.submissions.publishing import copy_public
from programme.submissions.run import run
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import LEDGER, Store
from tests.unit.submissions.public_samples import DAY, ROUND, many, outcome, records, submission
from tests.unit.submissions.store_samples import LATER as IN_MARCH
from tests.unit.submissions.store_samples import decide, files, purged, put, setting, simulated, store_in

ALL: Final = [*many(awarded=3, declined=9), *many("charity", ROUND, 100, late=8)]
RESULT: Final = f"data/results/{ROUND}.yaml"
ONE_MORE: Final = submission(200, State.LATE, kind="individual", asked="4321")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


def publish(store: Store, *now: Submission, days: int = 0) -> set[str]:
    """Write what follows from some applications; return the codes of what staff are told."""
    done = write_outputs(store, outcome(*now), records(), day=DAY + timedelta(days=days))
    return {one.code for one in done.problems}


def result_in(folder: Path) -> str:
    return (folder / RESULT).read_text("utf-8")


def shown(folder: Path) -> dict[str, bytes]:
    """What the store and a checkout hold of results."""
    checkout = {path.name: path.read_bytes() for path in (folder / "checkout").rglob("*.yaml")}
    return checkout | {name: text for name, text in files(folder).items() if name.startswith("publi")}


def test_two_versions_that_left_the_store_do_not_tell_what_one_late_person_asked_for(
    store: Store, tmp_path: Path
) -> None:
    publish(store, *ALL)
    copy_public(store, tmp_path / "checkout")
    before = result_in(tmp_path / "checkout")
    assert publish(store, *ALL, ONE_MORE, days=2) == {"result-held-back"}
    assert copy_public(store, tmp_path / "checkout") == 0
    assert result_in(tmp_path / "checkout") == before
    assert "received: 20" in before
    assert "asked: 180000" in before


def test_that_holds_without_the_checkout_and_whatever_became_of_the_proposal(store: Store, tmp_path: Path) -> None:
    publish(store, *ALL)
    copy_public(store, tmp_path / "one")
    publish(store, *ALL, ONE_MORE, days=2)
    copy_public(store, tmp_path / "two")
    assert result_in(tmp_path / "two") == result_in(tmp_path / "one")


def test_until_it_leaves_the_store_a_result_may_be_put_right(store: Store, tmp_path: Path) -> None:
    publish(store, *ALL)
    assert publish(store, *ALL, ONE_MORE, days=2) == set()
    copy_public(store, tmp_path / "checkout")
    assert "received: 21" in result_in(tmp_path / "checkout")
    assert len(published(store)) == 1


def test_every_version_that_left_the_store_is_known_for_good(store: Store, tmp_path: Path) -> None:
    more = [submission(200 + at, State.LATE) for at in range(3)]
    for number, now in enumerate(([*ALL], [*ALL, *more], [*ALL, *more[:1]])):
        publish(store, *now, days=number)
        copy_public(store, tmp_path / "checkout")
    assert sorted(one.result.received for one in published(store)) == [20, 23]
    assert "received: 23" in result_in(tmp_path / "checkout")


def test_a_second_run_on_a_later_day_changes_no_byte(store: Store, tmp_path: Path) -> None:
    publish(store, *ALL)
    copy_public(store, tmp_path / "checkout")
    publish(store, *ALL, ONE_MORE, days=2)
    copy_public(store, tmp_path / "checkout")
    before = shown(tmp_path)
    publish(store, *ALL, ONE_MORE, days=3)
    assert copy_public(store, tmp_path / "checkout") == 0
    assert shown(tmp_path) == before


def test_a_result_that_is_public_no_more_is_no_longer_handed_on(store: Store, tmp_path: Path) -> None:
    publish(store, *ALL)
    publish(store, *ALL, submission(200, State.READY))
    copy_public(store, tmp_path / "checkout")
    assert published(store) == ()
    assert "decided: no" in result_in(tmp_path / "checkout")


def test_what_is_kept_says_nothing_but_states_and_amounts(store: Store, tmp_path: Path) -> None:
    publish(store, *ALL)
    text = files(tmp_path)["published/now.json"].decode()
    assert '"00001-22222-2":{"state":"awarded","asked":"9000","awarded":"8000","alone":false}' in text


def test_one_that_is_not_what_was_written_stops_the_run(store: Store, tmp_path: Path) -> None:
    publish(store, *ALL)
    copy_public(store, tmp_path / "checkout")
    (name,) = [name for name in store.storage.names("published") if not name.endswith("/now.json")]
    store.storage.write(name, b"{")
    with pytest.raises(StoreError, match="Put it back from a backup"):
        publish(store, *ALL)


def test_of_two_made_beside_the_same_ones_only_one_is_handed_on(store: Store, tmp_path: Path) -> None:
    other = store_in(tmp_path / "other")
    publish(store, *ALL)
    publish(other, *ALL, ONE_MORE)
    assert hand_on(store, read_now(store))
    before = files(tmp_path)
    assert not hand_on(store, read_now(other))
    assert hand_on(store, read_now(store))
    assert files(tmp_path) == before
    assert len(published(store)) == 1


def test_where_nobody_knows_any_more_what_the_files_are_made_of_the_next_run_says_so_anew(
    store: Store, tmp_path: Path
) -> None:
    publish(store, *ALL)
    store.storage.write("published/now.json", b"{")
    with pytest.raises(StoreError, match="Nothing was published"):
        copy_public(store, tmp_path / "checkout")
    assert published(store) == ()
    publish(store, *ALL)
    assert copy_public(store, tmp_path / "checkout") == 1


@pytest.mark.parametrize("name", [".DS_Store", f"{ROUND}/Thumbs.db", f"{ROUND}/._0123456789abcdef.json"])
def test_what_a_computer_leaves_in_the_folder_stops_no_run(store: Store, tmp_path: Path, name: str) -> None:
    publish(store, *ALL)
    copy_public(store, tmp_path / "checkout")
    known = published(store)
    store.storage.write(f"published/{name}", b"\0\0\0\1Bud1")
    assert publish(store, *ALL) == set()
    assert (published(store), len(known)) == (known, 1)


def test_a_purge_changes_nothing_of_it_and_one_more_afterwards_waits(store: Store, tmp_path: Path) -> None:
    put(tmp_path, simulated(faults=False))
    ready = sorted(run(store, setting(IN_MARCH)).outcome.submissions)
    decide(store, "award", *ready[:9])
    decide(store, "decline", *ready[9:])
    run(store, setting(IN_MARCH))
    copy_public(store, tmp_path / "checkout")
    before = shown(tmp_path)
    assert purged(store).records == len(ready)
    assert shown(tmp_path) == before
    decide(store, "withdraw", ready[-1], on="2026-02-21")
    assert [one.code for one in run(store, setting(IN_MARCH)).problems] == ["result-held-back"]
    assert shown(tmp_path) == before


@pytest.mark.parametrize("lost", ["decisions", "records"])
def test_while_a_part_of_the_ledger_is_missing_nothing_public_changes_and_that_is_said(
    store: Store, tmp_path: Path, lost: str
) -> None:
    put(tmp_path, simulated(faults=False))
    ready = sorted(run(store, setting(IN_MARCH)).outcome.submissions)
    before = store.segments(LEDGER)
    decide(store, "award", *ready[:9])
    decide(store, "decline", *ready[9:])
    run(store, setting(IN_MARCH))
    public = shown(tmp_path)
    damaged = store.segments(LEDGER) - before if lost == "decisions" else before
    whole = {name: store.storage.read(name) or b"" for name in damaged}
    for name, content in whole.items():
        store.storage.write(name, content[:-1])
    done = run(store, setting(IN_MARCH))
    assert {one.code for one in done.problems} == {"damaged-segment", "public-unchanged"}
    assert (shown(tmp_path), done.whole) == (public, False)
    for name, content in whole.items():
        store.storage.write(name, content)
    done = run(store, setting(IN_MARCH))
    assert (shown(tmp_path), done.whole, done.problems) == (public, True, ())
