"""Words that a store lost: read anew from an export that still waits, and nothing that was purged with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from programme.submissions.facts import Decision
from programme.submissions.run import run
from programme.submissions.store.store import LEDGER, WORDS, Store
from tests.unit.submissions.store_samples import (
    INBOX,
    LATER,
    Breaking,
    files,
    purged,
    purged_on_request,
    put,
    setting,
    simulated,
    split,
    store_in,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store after a run over one export."""
    put(tmp_path, simulated(faults=False), names=("a.csv",))
    store = store_in(tmp_path)
    run(store, setting(LATER))
    return store


def kept(store: Store) -> list[str]:
    """The contents whose words the store holds, as often as it does."""
    return sorted(one for name in store.segments(WORDS) for one in store.words([name])[0])


def lose(store: Store, *names: str) -> None:
    """Delete parts of the words, as people do when one is damaged and there is no backup."""
    for name in names or store.segments(WORDS):
        store.storage.delete(name)


def damage(tmp_path: Path, name: str) -> None:
    (tmp_path / "private" / name).write_bytes(b"damaged")


def test_the_next_run_makes_the_store_what_it_was(store: Store, tmp_path: Path) -> None:
    before, (name,) = files(tmp_path), store.segments(WORDS)
    lose(store)
    assert run(store, setting(LATER)).written == (name,)
    assert files(tmp_path) == before
    assert run(store, setting(LATER)).written == ()


def test_a_damaged_part_is_told_and_stays_until_somebody_deletes_it(store: Store, tmp_path: Path) -> None:
    before, (name,) = files(tmp_path), store.segments(WORDS)
    damage(tmp_path, name)
    done = run(store, setting(LATER))
    (problem,) = (one for one in done.problems if one.place.path == name)
    assert "delete it and run again" in problem.action
    assert (list(store.segments(WORDS)), name in done.written) == ([name], False)
    lose(store)
    run(store, setting(LATER))
    assert files(tmp_path)[name] == before[name]


def test_only_what_is_missing_is_taken(tmp_path: Path) -> None:
    store, (first, second) = store_in(tmp_path), split(simulated(faults=False))
    put(tmp_path, first, names=("a.csv",))
    run(store, setting(LATER))
    (lost,) = store.segments(WORDS)
    put(tmp_path, second, names=("b.csv",))
    run(store, setting(LATER))
    before = kept(store)
    lose(store, lost)
    run(store, setting(LATER))
    assert (kept(store), len(set(before))) == (before, len(before))


def test_an_export_that_is_new_brings_words_back_too(store: Store, tmp_path: Path) -> None:
    before, longer = kept(store), simulated(faults=False).content + b"\r\n"
    lose(store)
    put(tmp_path, replace(simulated(), content=longer), names=("a.csv",))
    run(store, setting(LATER))
    assert kept(store) == before


def test_what_was_purged_does_not_come_back(store: Store, tmp_path: Path) -> None:
    reference = min(run(store, setting(LATER)).outcome.submissions)
    before = kept(store)
    purged_on_request(store, reference)
    others = kept(store)
    put(tmp_path, simulated(faults=False), names=("a.csv",))
    lose(store)
    run(store, setting(LATER))
    assert (kept(store), len(others)) == (others, len(before) - 1)


def test_an_export_that_waited_for_a_damaged_part_gives_its_words_back_before_it_is_deleted(
    store: Store, tmp_path: Path
) -> None:
    reference, (name,) = min(run(store, setting(LATER)).outcome.submissions), store.segments(WORDS)
    damage(tmp_path, name)
    assert purged_on_request(store, reference).exports.needed == [f"{INBOX}/a.csv"]
    lose(store)
    run(store, setting(LATER))
    exports = purged_on_request(store, reference).exports
    assert (exports.deleted, exports.lost, len(kept(store))) == ([f"{INBOX}/a.csv"], set(), 29)


def test_what_no_export_holds_stays_lost(store: Store, tmp_path: Path) -> None:
    lose(store)
    (tmp_path / "private" / INBOX / "a.csv").unlink()
    assert run(store, setting(LATER)).problems == ()
    assert kept(store) == []


def test_while_a_receipt_may_be_in_a_damaged_part_of_the_ledger_nothing_is_read_anew(
    store: Store, tmp_path: Path
) -> None:
    damage(tmp_path, store.add(LEDGER, [Decision("another", "decline", "panel", "2026-02-01", "a test")]))
    lose(store)
    run(store, setting(LATER))
    assert kept(store) == []


class Purging(Breaking):
    """A storage at which somebody else purges everything just before, or after, words are written."""

    def write(self, name: str, content: bytes) -> None:
        words = name.startswith(WORDS)
        if words and not self.after:
            purged(Store(self.storage))
        super().write(name, content)
        if words and self.after:
            purged(Store(self.storage))


@pytest.mark.parametrize("after", [False, True])
def test_a_purge_at_the_same_moment_wins(store: Store, *, after: bool) -> None:
    lose(store)
    run(Store(Purging(store, 1000, after=after)), setting(LATER))  # type: ignore[arg-type]
    assert kept(store) == []
