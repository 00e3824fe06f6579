"""A purge and a run at the same moment: whichever comes last, what was purged is gone and nothing else is."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from python_calamine import CalamineWorkbook

from programme.problems import Problem
from programme.submissions.decide.taking import write_templates
from programme.submissions.outcome import Outcome
from programme.submissions.purge import Purge
from programme.submissions.run import Done, run
from programme.submissions.setting import Setting
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import WORDS, Store
from tests.unit.submissions.store_samples import (
    FORM,
    LATER,
    Breaking,
    each_meanwhile,
    everything,
    files,
    purged,
    purged_on_request,
    put,
    records,
    setting,
    simulated,
    store_in,
)
from tests.unit.submissions.test_purge import bare, personal, tokens

NAME = "Anna Example application.csv"


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with a store after a run over one export."""
    folder = tmp_path / "prepared"
    put(folder, simulated(8, faults=False), names=(NAME,))
    run(store_in(folder), setting(LATER))
    return folder


def changed() -> Setting:
    """A setting in which the form has lost a question, so that each export is read again."""
    form = records().forms[FORM]
    questions = tuple(one for one in form.questions if one.id != "project-title")
    return replace(
        setting(LATER), records=replace(records(), forms={**records().forms, FORM: replace(form, questions=questions)})
    )


def read_again(store: Store) -> Done:
    return run(store, changed())


def words_in(folder: Path) -> set[str]:
    """The contents whose words a store holds."""
    store = store_in(folder)
    return set(store.words(store.segments(WORDS))[0])


def settled(folder: Path) -> Outcome:
    """What follows in the end; a second run and a second purge change no byte of it."""
    outcome = run(store_in(folder), setting(LATER)).outcome
    before = files(folder)
    assert run(store_in(folder), setting(LATER)).written == ()
    assert files(folder) == before
    return outcome


@pytest.mark.parametrize("first", ["run", "purge"])
def test_what_was_purged_beside_a_run_that_reads_it_again_is_gone(prepared: Path, tmp_path: Path, first: str) -> None:
    before, left = bare(settled(prepared)), {*personal(store_in(prepared)), *tokens(store_in(prepared)), NAME}
    told: list[Problem] = []

    def tell(act: Callable[[Store], Done | Purge]) -> Callable[[Store], None]:
        return lambda store: told.extend(act(store).problems)

    acts = tell(read_again), tell(purged)
    assert len(left) > 50
    for folder in each_meanwhile(tmp_path, prepared, *(acts if first == "run" else reversed(acts))):
        text = everything(folder)
        assert [one for one in left if one in text] == []
        assert bare(settled(folder)) == before
        assert purged(store_in(folder)).records == 0
    assert "damaged-segment" not in {one.code for one in told}


@pytest.mark.parametrize("first", ["run", "purge"])
def test_the_words_of_others_stay_when_one_is_purged_beside_a_run(prepared: Path, tmp_path: Path, first: str) -> None:
    outcome = settled(prepared)
    before, reference = bare(outcome), min(outcome.submissions)
    kept = words_in(prepared) - {outcome.submissions[reference].record.content}

    def ask(store: Store) -> Purge:
        return purged_on_request(store, reference)

    acts = (read_again, ask) if first == "run" else (ask, read_again)
    for folder in each_meanwhile(tmp_path, prepared, *acts):
        assert words_in(folder) == kept
        assert bare(settled(folder)) == before
        assert words_in(folder) == kept


class Purging(Breaking):
    """A storage that fails at the n-th file, and where somebody else purges everything before words are written."""

    def write(self, name: str, content: bytes) -> None:
        if name.startswith(WORDS):
            purged(Store(self.storage))
        super().write(name, content)


def test_a_run_that_ends_anywhere_beside_a_purge_is_told_and_made_good_by_the_same_purge(
    prepared: Path, tmp_path: Path
) -> None:
    before, left = bare(settled(prepared)), {*personal(store_in(prepared)), *tokens(store_in(prepared)), NAME}
    told: list[str] = []
    for number in range(12):
        folder = tmp_path / str(number)
        copytree(prepared, folder)
        broken = Store(Purging(store_in(folder), number // 2, after=number % 2 == 1))  # type: ignore[arg-type]
        with suppress(StoreError):
            read_again(broken)
        done = run(store_in(folder), setting(LATER))
        assert bare(done.outcome) == before
        told += [one.code for one in done.problems]
        assert bare(purged(store_in(folder)).outcome) == before
        text = everything(folder)
        assert [one for one in left if one in text] == []
        assert bare(settled(folder)) == before
    assert set(told) == {"purge-unfinished"}


class KilledBesideAPurge(Breaking):
    """A storage at which somebody else purges everything before words are written, and the run is killed after."""

    def write(self, name: str, content: bytes) -> None:
        if name.startswith(WORDS):
            purged(Store(self.storage))
            self.storage.write(name, content)
            raise StoreError("killed")
        super().write(name, content)


def test_words_that_a_killed_run_wrote_beside_a_purge_are_told_until_the_purge_is_run_again(prepared: Path) -> None:
    store = store_in(prepared)
    with suppress(StoreError):
        read_again(Store(KilledBesideAPurge(store, 1000, after=True)))  # type: ignore[arg-type]
    assert words_in(prepared) & load_ledger(store).purged()
    for _ in range(2):
        assert "purge-unfinished" in {one.code for one in run(store, setting(LATER)).problems}
    purged(store)
    assert not words_in(prepared) & load_ledger(store).purged()
    assert "purge-unfinished" not in {one.code for one in run(store, setting(LATER)).problems}


def test_a_purge_that_comes_while_a_run_writes_any_of_its_files_leaves_no_words_and_no_failure(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, left = bare(settled(prepared)), {*personal(store_in(prepared)), *tokens(store_in(prepared)), NAME}
    really, coming = os.replace, [0]

    def purge_first(temporary: Path, target: Path) -> None:
        coming[0] -= 1
        if coming[0] == -1:
            purged(store_in(folder))  # its own files bring the count further down
        really(temporary, target)

    monkeypatch.setattr(os, "replace", purge_first)
    for number in count():
        folder, coming[0] = tmp_path / str(number), number
        copytree(prepared, folder)
        read_again(store_in(folder))
        if coming[0] >= 0:
            break
        text = everything(folder)
        assert [one for one in left if one in text] == []
        assert [name for name in files(folder) if name.startswith("tmp/")] == []
        assert bare(settled(folder)) == before
    assert number > 3


def test_two_purges_at_the_same_moment_change_no_state_and_are_both_done(tmp_path: Path) -> None:
    put(tmp_path / "prepared", simulated(40))
    outcome = settled(tmp_path / "prepared")
    before, references = bare(outcome), sorted(outcome.submissions)
    asked = references[:5], references[5:12]
    words = {outcome.submissions[one].record.content for one in (*asked[0], *asked[1])}
    acts = [lambda store, those=those: purged_on_request(store, *those) for those in asked]
    for folder in each_meanwhile(tmp_path, tmp_path / "prepared", *acts):
        assert bare(settled(folder)) == before
        assert words_in(folder).isdisjoint(words)
        assert bare(purged(store_in(folder)).outcome) == before


def test_no_sheet_that_is_written_beside_a_purge_shows_what_was_purged(prepared: Path, tmp_path: Path) -> None:
    words, _ = store_in(prepared).words(store_in(prepared).segments(WORDS))
    titles = {one.answers["project-title"] for one in words.values()}

    def write(store: Store) -> object:
        return write_templates(store, setting(LATER))

    assert len(titles) > 5
    for folder in each_meanwhile(tmp_path, prepared, write, purged):
        text = everything(folder)
        assert [one for one in titles if one in text] == []


def test_a_sheet_that_is_written_beside_a_purge_shows_what_others_wrote(prepared: Path, tmp_path: Path) -> None:
    outcome = settled(prepared)
    asked, *others = sorted(outcome.submissions)
    stored, _ = store_in(prepared).words(store_in(prepared).segments(WORDS))
    titles = [stored[outcome.submissions[one].record.content].answers["project-title"] for one in others]
    backup = {name: content for name, content in files(prepared).items() if name.startswith(WORDS)}
    purged_on_request(store_in(prepared), asked)
    rmtree(prepared / "private" / WORDS)
    for name, content in backup.items():  # put back, so that the next purge changes words and no fact
        store_in(prepared).storage.write(name, content)

    def write(store: Store) -> object:
        return write_templates(store, setting(LATER))

    for folder in each_meanwhile(tmp_path, prepared, write, lambda store: purged_on_request(store, asked)):
        for content in (content for name, content in files(folder).items() if name.endswith("decisions.xlsx")):
            rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Submissions").to_python()
            assert set(titles) <= {cell for row in rows for cell in row}
