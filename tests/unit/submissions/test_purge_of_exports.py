"""A purge and the exports: which are deleted and which have to stay, their names, and one that comes back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from programme.problems import Problem
from programme.submissions.facts import Decision, File
from programme.submissions.run import Done, add_decided, run
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.store import LEDGER, WORDS, Export, Store
from tests.unit.submissions.store_samples import (
    FORM,
    INBOX,
    LATER,
    SHAPE,
    Breaking,
    everything,
    files,
    purged,
    purged_on_request,
    put,
    setting,
    simulated,
    store_in,
)

NAME = "Anna Example application.csv"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store after a run over an export without a fault that is called after a person."""
    put(tmp_path, simulated(faults=False), names=(NAME,))
    store = store_in(tmp_path)
    run(store, setting(LATER))
    return store


@pytest.fixture
def reference(store: Store) -> str:
    """The reference of somebody who asks to be deleted."""
    return min(run(store, setting(LATER)).outcome.submissions)


def damaged(store: Store, tmp_path: Path, folder: str = WORDS) -> tuple[Path, bytes]:
    """Cut off the one segment of the words or the ledger; return where it is, and what it was."""
    (name,) = store.segments(folder)
    segment = tmp_path / "private" / name
    whole = segment.read_bytes()
    segment.write_bytes(whole[: len(whole) // 2])
    return segment, whole


def names(store: Store) -> list[str]:
    return [fact.name for fact in load_ledger(store).facts if isinstance(fact, File)]


class TestWhileTheWordsAreDamaged:
    def test_an_export_with_answers_of_others_stays(self, store: Store, reference: str, tmp_path: Path) -> None:
        damaged(store, tmp_path)
        done = purged_on_request(store, reference)
        assert (done.exports.needed, done.exports.deleted) == ([f"{INBOX}/{NAME}"], [])
        assert (tmp_path / "private" / INBOX / NAME).read_bytes() == simulated(faults=False).content

    def test_no_word_is_said_to_be_deleted_or_to_stay(self, store: Store, reference: str, tmp_path: Path) -> None:
        damaged(store, tmp_path)
        done = purged_on_request(store, reference)
        assert (done.records, done.damaged, done.exports.others) == (0, True, set())
        assert "damaged-segment" in {problem.code for problem in done.problems}

    def test_an_export_of_purged_records_alone_is_deleted(self, store: Store, tmp_path: Path) -> None:
        damaged(store, tmp_path)
        assert purged(store).exports.deleted == [f"{INBOX}/{NAME}"]

    def test_the_same_purge_changes_no_byte(self, store: Store, reference: str, tmp_path: Path) -> None:
        damaged(store, tmp_path)
        purged_on_request(store, reference)
        before = files(tmp_path)
        purged_on_request(store, reference)
        assert files(tmp_path) == before

    def test_the_next_purge_ends_it_once_they_are_put_back(self, store: Store, reference: str, tmp_path: Path) -> None:
        segment, whole = damaged(store, tmp_path)
        purged_on_request(store, reference)
        segment.write_bytes(whole)
        done = purged_on_request(store, reference)
        assert (done.records, done.damaged, done.exports.deleted) == (1, False, [f"{INBOX}/{NAME}"])
        words, _ = store.words(store.segments(WORDS))
        assert (set(words), done.exports.lost) == (done.exports.others, set())

    def test_the_next_purge_tells_what_is_lost_once_they_are_deleted(
        self, store: Store, reference: str, tmp_path: Path
    ) -> None:
        segment, _ = damaged(store, tmp_path)
        purged_on_request(store, reference)
        segment.unlink()
        done = purged_on_request(store, reference)
        assert done.exports.deleted == [f"{INBOX}/{NAME}"]
        assert len(done.exports.lost) == len(done.exports.others) == 29


def test_while_the_ledger_is_damaged_an_export_with_answers_of_others_stays(
    store: Store, reference: str, tmp_path: Path
) -> None:
    name = store.add(LEDGER, [Decision("another", "decline", "panel", "2026-02-01", "a test")])
    (tmp_path / "private" / name).write_bytes(b"damaged")
    done = purged_on_request(store, reference)
    assert (done.exports.needed, done.damaged, done.records) == ([f"{INBOX}/{NAME}"], False, 1)


class Replacing(Breaking):
    """A storage in which somebody puts a newer export in the place of one, just before the purge deletes it."""

    def delete(self, name: str) -> None:
        if name.startswith(LEDGER):  # which ends right before
            self.storage.write(f"{INBOX}/{NAME}", b"newer")
        super().delete(name)


def test_another_export_that_takes_the_place_of_one_meanwhile_is_not_deleted(
    store: Store, reference: str, tmp_path: Path
) -> None:
    replacing = Replacing(store, 1000, after=True)
    done = purged_on_request(Store(replacing), reference)  # type: ignore[arg-type]
    assert (done.exports.unread, done.exports.deleted) == ([f"{INBOX}/{NAME}"], [])
    assert (tmp_path / "private" / INBOX / NAME).read_bytes() == b"newer"


class TestTheNameOfAnExport:
    def test_goes_with_it(self, store: Store, reference: str, tmp_path: Path) -> None:
        (digest,) = (fact.digest for fact in load_ledger(store).facts if isinstance(fact, File))
        assert "Anna Example" in everything(tmp_path)
        purged_on_request(store, reference)
        assert "Anna Example" not in everything(tmp_path)
        assert names(store) == [f"{digest[:12]}.csv"]

    def test_stays_while_it_has_to_stay(self, tmp_path: Path) -> None:
        put(tmp_path, simulated(120), names=(NAME,))
        store = store_in(tmp_path)
        held = run(store, setting(LATER)).outcome.held
        assert purged(store).exports.held == [f"{INBOX}/{NAME}"]
        assert names(store) == [NAME]
        aside = [Decision(f"{one.digest}:{one.row}", "set-aside", "panel", "2026-02-01", "a test") for one in held]
        add_decided(store, load_ledger(store), aside)
        purged(store)
        assert "Anna Example" not in everything(tmp_path)


def test_a_row_that_was_set_aside_in_one_export_is_set_aside_in_all_of_them(tmp_path: Path) -> None:
    whole = simulated(120)
    less = whole.content.rstrip(b"\r\n").rpartition(b"\r\n")[0]
    put(tmp_path, whole, replace(whole, content=less))
    store = store_in(tmp_path)
    held = run(store, setting(LATER)).outcome.held
    aside = [Decision(f"{one.digest}:{one.row}", "set-aside", "panel", "2026-02-01", "a test") for one in held]
    add_decided(store, load_ledger(store), aside)
    exports = purged(store).exports
    assert (len(exports.deleted), exports.held) == (2, [])


class TestARowOfNobody:
    """In an export of others there is a row with answers that no reference leads to."""

    @staticmethod
    def others(store: Store, tmp_path: Path, **cells: str) -> tuple[str, Done]:
        """Put in an export of one record and one row with some cells changed; return its path and what a run did."""
        heading, first, second, *_ = csv.reader(io.StringIO(simulated(faults=False).content.decode(), newline=""))
        at = {name: heading.index(name) for name in ("Id", "Submitted")}
        one, two = list(first), list(second)
        one[at["Id"]] = "of another"
        for name, text in cells.items():
            two[at[{"id": "Id", "sent": "Submitted"}[name]]] = text
        with (tmp_path / "private" / INBOX / "others.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, one, two])
        return f"{INBOX}/others.csv", run(store, setting(LATER))

    @pytest.mark.parametrize("cells", [{"id": ""}, {"sent": "soon", "id": ""}, {"sent": "soon", "id": "unknown"}])
    def test_is_named(self, store: Store, tmp_path: Path, reference: str, cells: dict[str, str]) -> None:
        path, ran = self.others(store, tmp_path, **cells)
        assert [(one.name, one.row) for one in ran.outcome.held] == [("others.csv", 3)]
        for _ in range(2):
            assert purged_on_request(store, reference).exports.nobodys == {path: (3,)}

    def test_is_named_when_it_was_set_aside_too(self, store: Store, tmp_path: Path, reference: str) -> None:
        path, ran = self.others(store, tmp_path, id="")
        (held,) = ran.outcome.held
        aside = Decision(f"{held.digest}:{held.row}", "set-aside", "panel", "2026-02-01", "a test")
        add_decided(store, load_ledger(store), [aside])
        assert purged_on_request(store, reference).exports.nobodys == {path: (3,)}

    def test_is_none_where_its_id_is_that_of_a_submission(self, store: Store, tmp_path: Path, reference: str) -> None:
        _, ran = self.others(store, tmp_path, sent="soon")
        assert len(ran.outcome.held) == 1
        assert purged_on_request(store, reference).exports.nobodys == {}

    def test_is_none_once_its_export_is_deleted(self, store: Store, tmp_path: Path, reference: str) -> None:
        path, _ = self.others(store, tmp_path, id="")
        (tmp_path / "private" / path).unlink()
        assert purged_on_request(store, reference).exports.nobodys == {}


def test_a_receipt_is_told_only_where_one_was_written(store: Store) -> None:
    assert [purged(store).receipt for _ in range(2)] == [True, False]


class TestAnExportThatIsPutBack:
    @pytest.fixture
    def again(self, store: Store, reference: str, tmp_path: Path) -> Done:
        purged_on_request(store, reference)
        put(tmp_path, simulated(faults=False), names=(NAME,))
        return run(store, setting(LATER))

    @staticmethod
    def warned(done: Done) -> list[Problem]:
        return [problem for problem in done.problems if problem.code == "purged-before"]

    def test_is_told_by_its_path_with_what_to_do(self, again: Done) -> None:
        (problem,) = self.warned(again)
        assert problem.place.path == f"{INBOX}/{NAME}"
        assert "Run the same purge again" in problem.action

    def test_is_told_when_it_holds_more_too(self, store: Store, reference: str, tmp_path: Path) -> None:
        purged_on_request(store, reference)
        content = simulated(faults=False).content
        (tmp_path / "private" / INBOX / "longer.csv").write_bytes(content + content.split(b"\r\n", 1)[1])
        assert [one.place.path for one in self.warned(run(store, setting(LATER)))] == [f"{INBOX}/longer.csv"]

    @pytest.mark.usefixtures("again")
    def test_is_deleted_by_the_same_purge(self, store: Store, reference: str, tmp_path: Path) -> None:
        assert purged_on_request(store, reference).exports.deleted == [f"{INBOX}/{NAME}"]
        assert "Anna Example" not in everything(tmp_path)
        assert self.warned(run(store, setting(LATER))) == []

    def test_of_one_that_is_named_and_not_in_the_inbox_only_people_can_delete_it(
        self, store: Store, reference: str
    ) -> None:
        purged_on_request(store, reference)
        export = Export(FORM, SHAPE, NAME, "here.csv", simulated(faults=False).content)
        (problem,) = self.warned(run(store, setting(LATER), [export]))
        assert (problem.place.path, "Delete this file" in problem.action) == ("here.csv", True)

    def test_nothing_is_told_of_others(self, store: Store) -> None:
        assert self.warned(run(store, setting(LATER))) == []
