"""A result is published while another run changes it: what is out is what is kept, and no two tell one amount."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from programme.submissions.public.bundle import PublicBundle
from programme.submissions.public.files import bundle_files
from programme.submissions.published_versions import published
from programme.submissions.publishing import copy_public
from programme.submissions.run import refresh, run
from programme.submissions.simulate.export import Simulated
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import (
    INBOX,
    LATER,
    ROUND,
    but_last,
    decide,
    each_meanwhile,
    files,
    put,
    setting,
    simulated,
    store_in,
)

FULL: Final = simulated(16, faults=False)
RESULT: Final = f"data/results/{ROUND}.yaml"


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with the store of a decided round. Staff have one more application, which is declined already."""
    folder = tmp_path / "prepared"
    put(tmp_path / "full", FULL)
    everybody = set(run(store_in(tmp_path / "full"), setting(LATER)).outcome.submissions)
    put(folder, but_last(FULL))
    store = store_in(folder)
    first = sorted(run(store, setting(LATER)).outcome.submissions)
    decide(store, "award", *first[:5])
    decide(store, "decline", *first[5:], *everybody.difference(first))
    run(store, setting(LATER))
    return folder


def by_staff(store: Store, more: Simulated = FULL) -> None:
    """What staff do: they put in the next export and run."""
    store.put(f"{INBOX}/b.csv", more.content)
    run(store, setting(LATER))


def copied(store: Store, name: str = "checkout") -> None:
    """Copy what is public to a folder beside the store. An error is the sentence that nothing was published."""
    with suppress(StoreError):
        copy_public(store, Path(store.address).parent / name)


def daily(store: Store, name: str = "checkout") -> None:
    """What the daily run does."""
    run(store, setting(LATER))
    copied(store, name)


def out(folder: Path) -> set[str]:
    """The results in every checkout beside the store; all of them are what the store knows to have left it."""
    found = {said(path.read_text("utf-8")) for path in folder.glob(f"*/{RESULT}") if "private" not in path.parts}
    bundles = (PublicBundle(results=(one.result,), waiting={}) for one in published(store_in(folder)))
    assert found == {said(text) for one in bundles for text in bundle_files(one).values()}
    return found


def said(text: str) -> str:
    """What a public file says whatever its day."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("as_of: "))


@pytest.mark.parametrize("first", ["daily", "staff"])
def test_what_is_out_is_what_is_kept_and_the_next_day_does_not_tell_one_amount(
    prepared: Path, tmp_path: Path, first: str
) -> None:
    acts = (daily, by_staff) if first == "daily" else (by_staff, daily)
    moments = 0
    for folder in each_meanwhile(tmp_path, prepared, *acts):
        assert len(out(folder)) == 1
        daily(store_in(folder), "tomorrow")
        assert len(out(folder)) == 1
        moments += 1
    assert moments > 20


def test_two_that_publish_at_once_never_publish_what_tells_one_amount(prepared: Path, tmp_path: Path) -> None:
    def other(store: Store) -> None:
        by_staff(store)
        copied(store, "another")

    for folder in each_meanwhile(tmp_path, prepared, daily, other):
        assert len(out(folder)) == 1
        daily(store_in(folder), "tomorrow")
        assert len(out(folder)) == 1


def test_what_is_read_while_a_run_writes_it_is_of_one_moment(prepared: Path, tmp_path: Path) -> None:
    for folder in each_meanwhile(tmp_path, prepared, copied, by_staff):
        assert len(out(folder)) == 1
        daily(store_in(folder), "tomorrow")
        assert len(out(folder)) == 1


def test_what_leaves_the_store_while_a_run_writes_is_known_to_this_run(prepared: Path, tmp_path: Path) -> None:
    """Or nothing leaves it, while what the run has written is not whole."""
    seen = set()
    for folder in each_meanwhile(tmp_path, prepared, by_staff, copied):
        seen.add(len(out(folder)))
        before = files(folder)
        assert run(store_in(folder), setting(LATER)).written == ()
        assert files(folder) == before
    assert seen == {0, 1}


def test_a_decision_ends_well_while_a_run_finds_that_a_result_is_public_no_more(prepared: Path, tmp_path: Path) -> None:
    def decided(store: Store) -> None:
        refresh(store, setting(LATER), load_ledger(store))

    undecided = partial(by_staff, more=simulated(19, seed=3, faults=False))
    for folder in each_meanwhile(tmp_path, prepared, decided, undecided):
        text = (folder / "private/public" / RESULT).read_text("utf-8")
        assert "decided: no" in text


def test_reports_made_beside_a_run_that_began_before_compare_with_one_moment(prepared: Path, tmp_path: Path) -> None:
    """The other knows less. It keeps that as what the last run found, and then finds that there is more."""
    store = store_in(prepared)
    known = run(store, setting(LATER)).outcome.submissions
    decide(store, "withdraw", min(known), on="2026-02-21")

    def rest(store: Store) -> None:
        refresh(store, setting(LATER), load_ledger(store_in(prepared)))

    for folder in each_meanwhile(tmp_path, prepared, by_staff, rest):
        before = files(folder)
        assert run(store_in(folder), setting(LATER)).written == ()
        assert files(folder) == before
