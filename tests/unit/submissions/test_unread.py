"""An export of which no row can be read: it is told for as long as it waits, and nothing says that all arrived."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from msgspec import structs

from programme.submissions.facts import Decision, File, encode, fact_on
from programme.submissions.fold.fold import fold
from programme.submissions.outcome import Held, Outcome
from programme.submissions.run import Done, add_decided, refresh, run
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import LEDGER, Export, Store
from tests.unit.submissions.store_samples import (
    FORM,
    INBOX,
    SHAPE,
    Breaking,
    everything,
    files,
    put,
    records,
    setting,
    simulated,
    split,
    states,
    store_in,
)

BROKEN: Final = b"PK\x03\x04 Anna Example"  # a workbook where a CSV file ought to be
NAME: Final = "broken.csv"
GOOD, REST = split(simulated(faults=False))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store whose inbox holds an export and a file that cannot be read, after a run."""
    put(tmp_path, GOOD)
    (tmp_path / "private" / INBOX / NAME).write_bytes(BROKEN)
    run(store_in(tmp_path), setting())
    return store_in(tmp_path)


def codes(done: Done) -> set[str]:
    return {one.code for one in done.problems}


def report(folder: Path) -> str:
    return files(folder)["reports/report.html"].decode()


def is_told(outcome: Outcome, folder: Path) -> bool:
    """Whether the outcome and the report tell it; they never disagree."""
    told = not all(one.balances for one in outcome.accounts)
    assert told == bool(outcome.held)
    assert told == ("✗ ALARM: broken.csv: no row could be read: not csv." in report(folder))
    assert told != ("✓ Yes." in report(folder))
    assert told != ("waits to be looked at" in report(folder))  # all that was simulated waits to be decided
    return told


def test_every_run_tells_it_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    before = files(tmp_path)
    done = run(store, setting())
    assert (codes(done), done.read, done.known, done.written) == ({"not-csv"}, (), 2, ())
    assert files(tmp_path) == before
    assert is_told(done.outcome, tmp_path)


def test_the_facts_alone_tell_it(store: Store) -> None:
    facts = load_ledger(store).facts
    outcome = fold(facts, records(), setting().references, day=setting().day)
    (file,) = [one for one in facts if isinstance(one, File) and one.unread]
    assert (file.unread, fact_on(encode(file))) == ("not-csv", file)
    assert outcome.held == (Held(file.digest, NAME, 0, "not-csv"),)
    assert [(one.name, one.read, one.balances) for one in outcome.accounts if one.unread] == [(NAME, 0, False)]


def test_the_ledger_holds_nothing_of_what_it_says(store: Store, tmp_path: Path) -> None:
    (tmp_path / "private" / INBOX / NAME).unlink()
    assert store.inbox()[0]
    assert "Anna Example" not in everything(tmp_path)


def test_the_fact_of_a_file_that_could_be_read_is_as_it_was(store: Store) -> None:
    lines = [encode(one) for one in load_ledger(store).facts if isinstance(one, File) and not one.unread]
    assert [b"unreadable" in line for line in lines] == [False]


@pytest.mark.parametrize("other", [REST.content, None])
def test_a_good_export_in_its_place_ends_it_and_so_does_its_deletion(
    store: Store, tmp_path: Path, other: bytes | None
) -> None:
    path = tmp_path / "private" / INBOX / NAME
    path.write_bytes(other) if other else path.unlink()
    assert not is_told(run(store, setting()).outcome, tmp_path)
    path.write_bytes(BROKEN)
    assert is_told(run(store, setting()).outcome, tmp_path)


def test_it_is_told_by_whatever_writes_the_report(store: Store, tmp_path: Path) -> None:
    assert is_told(refresh(store, setting(), load_ledger(store)).outcome, tmp_path)
    (tmp_path / "private" / INBOX / NAME).unlink()
    assert not is_told(refresh(store, setting(), load_ledger(store)).outcome, tmp_path)


def test_whoever_sets_it_aside_hears_no_more_of_it(store: Store, tmp_path: Path) -> None:
    ledger = load_ledger(store)
    (file,) = [one for one in ledger.facts if isinstance(one, File) and one.unread]
    add_decided(store, ledger, [Decision(f"{file.digest}:0", "set-aside", "team", "2026-01-20", "An old copy.")])
    for _ in range(2):
        done = run(store, setting())
        assert not codes(done)
        assert not done.outcome.stray
        assert not is_told(done.outcome, tmp_path)
        (tmp_path / "private" / INBOX / NAME).unlink(missing_ok=True)


def test_one_that_was_moved_to_its_own_folder_is_told_no_more(tmp_path: Path) -> None:
    wrong = tmp_path / "private" / f"inbox/{FORM}/microsoft-forms"
    wrong.mkdir(parents=True)
    (wrong / NAME).write_bytes(GOOD.content)
    store = store_in(tmp_path)
    assert codes(run(store, setting())) == {"not-a-workbook"}
    put(tmp_path)
    (wrong / NAME).rename(tmp_path / "private" / INBOX / NAME)
    done = run(store, setting())
    assert not done.outcome.held
    assert [one.balances for one in done.outcome.accounts] == [True]


def test_a_version_that_can_read_it_takes_it_in(store: Store, tmp_path: Path) -> None:
    """A newer version of the scripts may understand what an older one did not, by the same declarations."""
    read = [one for one in load_ledger(store).facts if isinstance(one, File) and not one.unread]
    put(tmp_path / "older", GOOD)
    older = store_in(tmp_path / "older")
    older.add(LEDGER, [structs.replace(one, entries=(), unreadable="too-large") for one in read])
    done = run(older, setting())
    assert states(done.outcome) == states(run(store, setting()).outcome)
    assert [one.balances for one in done.outcome.accounts] == [True]
    assert run(older, setting()).written == ()


def test_what_an_older_declaration_could_read_stays_when_the_present_one_reads_nothing(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    store = store_in(tmp_path)
    before = states(run(store, setting()).outcome)
    shape = records().export_shapes[SHAPE]
    changed = replace(shape, file_type="xlsx")
    now = replace(records(), export_shapes={**records().export_shapes, SHAPE: changed})
    done = run(store, replace(setting(), records=now))
    assert codes(done) == {"not-a-workbook"}
    assert states(done.outcome) == before


def test_one_that_is_named_is_told_once(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    store = store_in(tmp_path)
    named = Export(FORM, SHAPE, NAME, f"elsewhere/{NAME}", BROKEN)
    assert is_told(run(store, setting(), [named]).outcome, tmp_path)
    assert not is_told(run(store, setting()).outcome, tmp_path)


def test_a_run_that_was_cut_off_before_it_told_it_leaves_that_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "private" / INBOX).mkdir(parents=True)
    (tmp_path / "private" / INBOX / NAME).write_bytes(BROKEN)
    whole = store_in(tmp_path)
    with pytest.raises(StoreError):
        run(Store(Breaking(whole, 1, after=False)), setting())  # type: ignore[arg-type]
    assert load_ledger(whole).facts
    done = run(whole, setting())
    assert codes(done) == {"not-csv"}
    assert is_told(done.outcome, tmp_path)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("inbox/a.csv", "inbox-folder"),
        (f"inbox/no-such-form/{SHAPE}/a.csv", "unknown-form"),
        (f"inbox/{FORM}/no-such-shape/a.csv", "unknown-shape"),
    ],
)
def test_a_file_that_lies_where_no_run_reads_is_in_the_report(tmp_path: Path, path: str, code: str) -> None:
    put(tmp_path, simulated(faults=False))
    lost = tmp_path / "private" / path
    lost.parent.mkdir(parents=True, exist_ok=True)
    lost.write_bytes(GOOD.content)
    store = store_in(tmp_path)
    for _ in range(2):
        done = run(store, setting())
        assert codes(done) == {code}
        assert f"✗ ALARM: {path}: {code.replace('-', ' ')}." in report(tmp_path)
        assert "1 file of the inbox lies where no run reads it" in report(tmp_path)
        assert "waits to be looked at" not in report(tmp_path)
    lost.unlink()
    run(store, setting())
    assert "✓ Yes." in report(tmp_path)
    assert "waits to be looked at" in report(tmp_path)


def test_a_link_is_told_by_every_run_and_in_the_report(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    (tmp_path / "private" / INBOX / "linked.csv").symlink_to(tmp_path / "elsewhere.csv")
    for _ in range(2):
        assert codes(run(store_in(tmp_path), setting())) == {"inbox-link"}
        assert f"✗ ALARM: {INBOX}/linked.csv: inbox link." in report(tmp_path)


def test_a_name_that_no_screen_can_show_is_shown_in_the_report_as_far_as_it_can_be(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    (tmp_path / "private/inbox" / os.fsdecode(b"\xff\x1b[31m.csv")).write_bytes(b"x")
    run(store_in(tmp_path), setting())
    assert "✗ ALARM: inbox/\ufffd\ufffd[31m.csv: inbox folder." in report(tmp_path)


def test_an_empty_file_is_not_set_aside_because_every_other_one_would_be_too(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(tmp_path)
    (tmp_path / "private" / INBOX / NAME).write_bytes(b"")
    run(store, setting())
    ledger = load_ledger(store)
    (file,) = [one for one in ledger.facts if isinstance(one, File)]
    add_decided(store, ledger, [Decision(f"{file.digest}:0", "set-aside", "team", "2026-01-20", "An old copy.")])
    done = run(store, setting())
    assert (codes(done), done.outcome.stray) == ({"empty-file"}, ())
    assert [one.balances for one in done.outcome.accounts] == [False]
    assert "None: delete the file." in report(tmp_path)
    assert f"{file.digest}:0" not in report(tmp_path)
