"""A run: what it reads, adds and writes, in which order, and what it leaves when it ends half-way."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from programme.problems import Severity
from programme.submissions.facts import Answer, Decision, Issued, Mark, Record
from programme.submissions.reading.declarations import shape_of
from programme.submissions.run import add_decided, preview, run
from programme.submissions.simulate.export import simulate
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import WORDS, Export, Store
from tests.unit.submissions.store_samples import (
    FORM,
    INBOX,
    SHAPE,
    Breaking,
    each_broken,
    files,
    put,
    records,
    setting,
    simulated,
    split,
    states,
    store_in,
)


def changes_in(folder: Path) -> str:
    """What the report says of changes."""
    page = LexborHTMLParser((folder / "private/reports/report.html").read_text("utf-8"))
    return page.css("section[aria-labelledby=changes]")[0].text()


def not_understood(form: str) -> bytes:
    """An export of a form in which one record says “?” in every answer, and whose columns stand in no usual order."""
    shape = shape_of(records().forms[form], SHAPE, records())
    assert shape
    made = simulate(records().forms[form], shape, records(), rows=4, seed=1, faults=False)
    head, first, *rest = csv.reader(io.StringIO(made.content.decode("utf-8-sig")))
    text = io.StringIO()
    own = (shape.id_column, shape.submitted_column)
    odd = [cell if heading in own else "?" for heading, cell in zip(head, first, strict=True)]
    csv.writer(text).writerows(row[::-1] for row in (head, odd, *rest))
    return text.getvalue().encode()


def is_understood(answer: Answer) -> bool:
    return answer.readable and not answer.strange


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


class TestWhatItReads:
    def test_every_export_of_the_inbox_is_in_the_ledger_and_in_the_report(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated())
        done = run(store, setting())
        assert [one.name for one in done.read] == ["export-0.csv"]
        assert [one.balances for one in done.outcome.accounts] == [True]
        assert {"reports/report.html", "reports/report.xlsx"} <= set(done.written)
        assert len(store.segments("ledger")) == len(store.segments("words")) == 1

    def test_a_second_run_changes_no_byte(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated())
        run(store, setting())
        before = files(tmp_path)
        done = run(store, setting())
        assert files(tmp_path) == before
        assert (done.read, done.known, done.written) == ((), 1, ())

    @pytest.mark.parametrize("form", sorted(records().forms))
    def test_nor_where_no_answer_of_a_record_is_understood(self, store: Store, tmp_path: Path, form: str) -> None:
        inbox = tmp_path / "private/inbox" / form / SHAPE
        inbox.mkdir(parents=True)
        (inbox / "a.csv").write_bytes(not_understood(form))
        found = run(store, setting()).outcome.submissions.values()
        (odd,) = [
            one.record.answers.values() for one in found if not all(map(is_understood, one.record.answers.values()))
        ]
        assert sum(not is_understood(answer) for answer in odd) > 1
        before = files(tmp_path)
        assert run(store, setting()).written == ()
        assert files(tmp_path) == before

    def test_what_was_sent_after_today_is_told_once(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated(faults=False))
        early = setting(date(2025, 11, 30))
        (told,) = [one for one in run(store, early).problems if one.code == "sent-after-today"]
        assert told.severity is Severity.WARNING
        assert told.expected == "moments up to the end of 30 November 2025"
        assert "`shape: generic` in data/forms/community-action-fund-application.yaml" in told.action
        assert "sent-after-today" not in {one.code for one in run(store, early).problems}

    def test_nothing_is_told_of_what_was_sent_by_today(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated())
        assert "sent-after-today" not in {one.code for one in run(store, setting()).problems}

    def test_the_same_file_under_another_name_is_known(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated(), simulated())
        done = run(store, setting())
        assert (len(done.read), done.known) == (1, 1)

    def test_parts_that_overlap_give_the_states_of_the_whole(self, tmp_path: Path) -> None:
        whole = simulated(faults=False)
        put(tmp_path / "whole", whole)
        put(tmp_path / "parts", *split(whole))
        first, second = (run(store_in(tmp_path / one), setting()).outcome for one in ("whole", "parts"))
        assert states(first) == states(second)

    def test_runs_one_after_the_other_give_the_states_of_one(self, tmp_path: Path) -> None:
        parts = split(simulated(faults=False))
        put(tmp_path / "once", *parts)
        once = run(store_in(tmp_path / "once"), setting()).outcome
        for number in (1, 0):
            put(tmp_path / "twice", parts[number], names=(f"export-{number}.csv",))
            twice = run(store_in(tmp_path / "twice"), setting()).outcome
        assert states(once) == states(twice)

    def test_an_export_that_is_named_is_folded_too(self, store: Store) -> None:
        one = simulated()
        done = run(store, setting(), [Export(FORM, SHAPE, one.name, f"elsewhere/{one.name}", one.content)])
        assert [file.name for file in done.read] == [one.name]
        assert done.outcome.submissions

    def test_a_folder_of_no_form_and_of_no_shape_is_told(self, store: Store, tmp_path: Path) -> None:
        for folder in ("comunity-action-fund-application/generic", f"{FORM}/generik"):
            (tmp_path / "private/inbox" / folder).mkdir(parents=True)
            (tmp_path / "private/inbox" / folder / "a.csv").write_bytes(b"x")
        done = run(store, setting())
        told = {one.code: one.action for one in done.problems}
        assert told == {"unknown-form": f"Did you mean “{FORM}”?", "unknown-shape": "Did you mean “generic”?"}

    def test_every_problem_of_a_file_is_told_with_its_path(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, replace(simulated(), content=b""))
        done = run(store, setting())
        assert {one.place.path for one in done.problems} == {f"{INBOX}/export-0.csv"}

    def test_an_export_that_vanishes_while_it_is_listed_is_told(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(tmp_path, simulated())
        monkeypatch.setattr(store, "content", lambda _export: None)
        assert [one.code for one in run(store, setting()).problems] == ["export-gone"]

    def test_every_submission_gets_its_reference_into_the_ledger(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated())
        outcome = run(store, setting()).outcome
        issued = {fact.reference for fact in load_ledger(store).facts if isinstance(fact, Issued)}
        assert issued == set(outcome.submissions)

    def test_of_an_export_that_holds_all_that_came_before_only_the_new_words_are_kept(
        self, store: Store, tmp_path: Path
    ) -> None:
        whole = simulated(faults=False)
        for one in (split(whole)[1], whole):
            put(tmp_path, one, names=(one.name,))
            run(store, setting())
        kept = [content for name in store.segments(WORDS) for content in store.words([name])[0]]
        records = [one.content for one in load_ledger(store).facts if isinstance(one, Record)]
        assert len(store.segments(WORDS)) == 2
        assert sorted(kept) == sorted(records)

    def test_a_changed_declaration_reads_a_known_file_again(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated(faults=False))
        first = run(store, setting()).outcome
        form = records().forms[FORM]
        questions = tuple(replace(one, required=not one.required) for one in form.questions)
        forms = {**records().forms, FORM: replace(form, questions=questions)}
        changed = replace(setting(), records=replace(records(), forms=forms))
        done = run(store, changed)
        assert done.outcome.submissions.keys() == first.submissions.keys()


class TestPreview:
    def test_writes_nothing_and_says_what_a_run_would(self, store: Store, tmp_path: Path) -> None:
        one = simulated()
        exports = [Export(FORM, SHAPE, one.name, one.name, one.content)]
        done, read = preview(store, setting(), exports)
        assert files(tmp_path) == {}
        ran = run(store, setting(), exports)
        assert states(done.outcome) == states(ran.outcome)
        assert len(read) == sum(1 for line in one.truth.lines if line.disposition in {"first", "version", "repeat"})

    def test_a_known_export_is_read_again_and_counted_as_known(self, store: Store) -> None:
        one = simulated()
        exports = [Export(FORM, SHAPE, one.name, one.name, one.content)]
        ran = run(store, setting(), exports)
        done, read = preview(store, setting(), exports)
        assert done.known == 1
        assert read
        assert states(done.outcome) == states(ran.outcome)


class TestDecisions:
    def test_are_taken_once(self, store: Store) -> None:
        ledger = Ledger()
        decision = Decision(about="22222-22222-2", outcome="decline", by="panel", on="2026-02-03", why="no")
        mark = Mark("22222-22222-2", "marker-a", "need", "3", "2026-02-01")
        assert add_decided(store, ledger, [decision, mark, decision]) == 2
        assert add_decided(store, load_ledger(store), [decision, mark]) == 0


class TestReports:
    def test_tell_what_changed_since_the_run_before_and_go_on_telling_it(self, store: Store, tmp_path: Path) -> None:
        parts = split(simulated(faults=False))
        put(tmp_path, parts[0], names=("a.csv",))
        run(store, setting())
        put(tmp_path, parts[1], names=("b.csv",))
        done = run(store, setting())
        assert {"reports/snapshot.json", "reports/snapshot-before.json"} <= set(done.written)
        before = files(tmp_path)
        run(store, setting())
        assert files(tmp_path) == before

    def test_tell_on_a_quiet_day_that_nothing_changed_since_the_run_before(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated(faults=False))
        reference = min(run(store, setting(date(2026, 1, 26))).outcome.submissions)
        for day, amount in ((date(2026, 1, 27), "7001.50"), (date(2026, 2, 11), "5000")):
            award = Decision(reference, "award", "panel", day.isoformat(), "A strong bid.", amount=amount)
            add_decided(store, load_ledger(store), [award])
            run(store, setting(day))
        told = changes_in(tmp_path)
        assert "Last run: 27 January 2026." in told
        assert f"{reference}Awarded amount£7,001.50£5,000" in told.replace("\n", "")
        run(store, setting(date(2026, 2, 12)))
        assert "Nothing changed since 11 February 2026." in changes_in(tmp_path)
        before = files(tmp_path)
        run(store, setting(date(2026, 2, 12)))
        assert files(tmp_path) == before
        run(store, setting(date(2026, 4, 20)))
        assert "Nothing changed since 12 February 2026." in changes_in(tmp_path)

    def test_have_a_moderation_pack_of_a_course_named_like_that_of_a_round(self, store: Store, tmp_path: Path) -> None:
        form = records().forms["leadership-programme-application"]
        shape = shape_of(form, SHAPE, records())
        assert shape
        made = simulate(form, shape, records(), rows=3, seed=1, faults=False)
        one = min(run(store, setting(), [Export(form.id, SHAPE, "a.csv", "a.csv", made.content)]).outcome.submissions)
        add_decided(store, load_ledger(store), [Mark(one, "marker-a", "need", "5", "2026-01-20")])
        assert run(store, setting()).written == ("reports/moderation-cohort-5.html",)
        assert f"{one},place,caseworker," in (tmp_path / "private/reports/moderation-cohort-5.html").read_text("utf-8")

    def test_that_were_not_written_are_no_run_to_compare_with(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated(faults=False))
        run(store, setting(date(2026, 3, 1)))
        broken: Any = Breaking(store, 0, after=False)
        with pytest.raises(StoreError):
            run(Store(broken), setting(date(2026, 3, 2)))
        run(store, setting(date(2026, 3, 3)))
        assert "Nothing changed since 1 March 2026." in changes_in(tmp_path)

    def test_are_made_again_when_they_were_deleted(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated())
        run(store, setting())
        before = files(tmp_path)
        (tmp_path / "private/reports/report.html").unlink()
        assert run(store, setting()).written == ("reports/report.html",)
        assert files(tmp_path) == before

    def test_another_day_changes_no_public_file_but_for_what_it_says(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, simulated(faults=False))
        run(store, setting(date(2026, 3, 1)))
        before = files(tmp_path)
        done = run(store, setting(date(2026, 3, 2)))
        public = [name for name in before if name.startswith("public/")]
        assert public
        assert not [name for name in done.written if name.startswith("public/")]

    def test_a_bundle_with_something_personal_is_not_written_and_told(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = "id: x\nnote: somebody@example.org\n"
        monkeypatch.setattr("programme.submissions.outputs.bundle_files", lambda _bundle: {"data/results/x.yaml": text})
        put(tmp_path, simulated())
        done = run(store, setting())
        assert "leak" in {one.code for one in done.problems}
        assert not [name for name in files(tmp_path) if name.startswith("public/")]
        assert "somebody" not in "".join(map(str, done.problems))


def test_a_run_that_ends_anywhere_leaves_the_ledger_as_it_was_or_as_it_should_be(tmp_path: Path) -> None:
    put(tmp_path / "whole", simulated())
    whole = run(store_in(tmp_path / "whole"), setting()).outcome
    ended = Counter[int]()
    for folder in each_broken(tmp_path, lambda folder: put(folder, simulated()), lambda store: run(store, setting())):
        ended[len(load_ledger(store_in(folder)).facts)] += 1
        assert states(run(store_in(folder), setting()).outcome) == states(whole)
        assert files(folder) == files(tmp_path / "whole")
    assert len(ended) == 2  # no fact, or all of them
    assert 0 in ended


def test_what_another_run_adds_meanwhile_is_folded_before_the_run_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = split(simulated(faults=False))
    put(tmp_path, parts[0], names=("a.csv",))
    store, other = store_in(tmp_path), store_in(tmp_path)
    once: list[bool] = []
    segments = store.segments

    def interrupted(folder: str) -> frozenset[str]:
        if folder == "words" and not once:
            once.append(True)
            export = Export(FORM, SHAPE, "b.csv", "b.csv", parts[1].content)
            run(other, setting(), [export])
        return segments(folder)

    monkeypatch.setattr(store, "segments", interrupted)
    done = run(store, setting())
    assert len(done.outcome.accounts) == 2
    after = files(tmp_path)
    run(other, setting())
    assert files(tmp_path) == after
