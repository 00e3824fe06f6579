"""A form's record that says anew what tells submissions apart: what is deleted on request, and what staff are told."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace as replaced

from programme.submissions.explain import explain
from programme.submissions.facts import Decision, Entry, File, Mark
from programme.submissions.fold.same_row import same_by_row
from programme.submissions.outcome import Outcome
from programme.submissions.purge import purge
from programme.submissions.reading.declarations import shape_of
from programme.submissions.references import UnknownReferenceError
from programme.submissions.run import Done, add_decided, run
from programme.submissions.setting import Setting
from programme.submissions.simulate.export import simulate
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.store import LEDGER, WORDS, Store
from tests.unit.submissions.store_samples import (
    FORM,
    LATER,
    ROUND,
    due_on_request_of,
    everything,
    purged,
    records,
    setting,
    store_in,
)

WITHOUT_ID: Final = "google-forms"
ABOUT_REFERENCES: Final = "references-outdated"


def changed() -> Setting:
    """A setting in which the form's submissions are told apart by the project's title."""
    form = replace(records().forms[FORM], identity=("project-title",))
    return replace(setting(LATER), records=replace(records(), forms={**records().forms, FORM: form}))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with an export of a tool that gives no numbers."""
    form = records().forms[FORM]
    shape = shape_of(form, WITHOUT_ID, records())
    assert shape
    made = simulate(form, shape, records(), rows=12, seed=1, round_id=ROUND, faults=False)
    store = store_in(tmp_path)
    store.storage.write(f"inbox/{FORM}/{WITHOUT_ID}/a.csv", made.content)
    return store


@pytest.fixture
def before(store: Store) -> Outcome:
    return run(store, setting(LATER)).outcome


@pytest.fixture
def after(store: Store, before: Outcome) -> Done:
    """The run after the change: every submission has another reference."""
    done = run(store, changed())
    assert before.submissions.keys().isdisjoint(done.outcome.submissions)
    return done


def row_of(store: Store, outcome: Outcome, reference: str) -> int:
    content = outcome.submissions[reference].record.content
    files = (one for one in load_ledger(store).facts if isinstance(one, File))
    return next(entry.row for file in files for entry in file.entries if entry.content == content)


@pytest.mark.parametrize("asked", ["the new reference", "the old reference"])
def test_a_purge_on_request_deletes_what_both_declarations_made_of_the_row(
    store: Store, before: Outcome, after: Done, tmp_path: Path, asked: str
) -> None:
    new = min(after.outcome.submissions)
    (old,) = (one for one in before.submissions if row_of(store, before, one) == row_of(store, after.outcome, new))
    words, _ = store.words(store.segments(WORDS))
    email = words[before.submissions[old].record.content].answers["contact-email"]
    assert email in everything(tmp_path)
    done = purge(store, changed(), due_on_request_of(new if asked == "the new reference" else old), by="data-officer")
    assert done.records == 2
    assert email not in everything(tmp_path)
    assert len(store.words(store.segments(WORDS))[0]) == 22


@pytest.fixture
def waiting(store: Store, before: Outcome, tmp_path: Path) -> Outcome:
    """What followed before a purge, after which the export still waits for a decision about a row without a moment."""
    path = tmp_path / f"private/inbox/{FORM}/{WITHOUT_ID}/a.csv"
    assert before.submissions
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows, ["soon", *rows[-1][1:]]])
    outcome = run(store, setting(LATER)).outcome
    assert purged(store).exports.held
    return outcome


def test_what_was_purged_and_is_read_by_the_new_record_is_told_and_deleted_by_the_same_purge(
    store: Store, waiting: Outcome
) -> None:
    done = run(store, changed())
    assert "purge-unfinished" in {one.code for one in done.problems}
    again = purged(store)
    assert (again.records, again.receipt) == (len(waiting.submissions), True)
    assert store.segments(WORDS) == frozenset()
    assert "purge-unfinished" not in {one.code for one in run(store, changed()).problems}
    again = purged(store)
    assert (again.records, again.receipt) == (0, False)


def test_a_run_says_how_many_references_lost_their_submission(after: Done) -> None:
    (told,) = (one for one in after.problems if one.code == ABOUT_REFERENCES)
    assert told.place.path == f"data/forms/{FORM}.yaml"
    assert told.message.endswith("have no submission any more: 12.")


def outdated(store: Store, where: Setting) -> str:
    """What a run says of references without a submission, and what to do."""
    return "".join(f"{one.message} {one.action}" for one in run(store, where).problems if one.code == ABOUT_REFERENCES)


def test_a_later_run_does_not_say_it_again_where_nothing_was_decided(store: Store, after: Done) -> None:
    assert "told only when exports are read anew" in next(
        one.action for one in after.problems if one.code == ABOUT_REFERENCES
    )
    assert outdated(store, changed()) == ""


def test_a_record_that_was_changed_back_leaves_nothing_to_say(store: Store, after: Done) -> None:
    assert after.outcome.submissions
    assert outdated(store, setting(LATER)) == ""


def test_what_was_decided_under_an_old_reference_is_told_until_it_is_decided_under_the_new_one(
    store: Store, before: Outcome, after: Done
) -> None:
    new = min(after.outcome.submissions)
    (old,) = (one for one in before.submissions if row_of(store, before, one) == row_of(store, after.outcome, new))
    award = Decision(old, "award", "panel", "2026-02-03", "A strong bid.", amount="500")
    mark = Mark(old, "marker-a", "need", "5", "2026-02-01")
    ledger = load_ledger(store)
    for one, again in ((award, replaced(award, about=new)), (mark, replaced(mark, reference=new))):
        add_decided(store, ledger, [one])
        for _ in range(2):
            told = outdated(store, changed())
            assert f"counts for nothing: {old}." in told
            assert "hand in the same decisions and marks with the present references" in told
        assert outdated(store, setting(LATER)) == ""  # it counts as long as the record is as it was
        add_decided(store, ledger, [again])
        assert outdated(store, changed()) == ""


def test_another_decision_under_the_new_reference_is_not_the_same(store: Store, before: Outcome, after: Done) -> None:
    new = min(after.outcome.submissions)
    (old,) = (one for one in before.submissions if row_of(store, before, one) == row_of(store, after.outcome, new))
    decisions = [Decision(old, "award", "panel", "2026-02-03", "Strong.", amount="500")]
    decisions.append(Decision(new, "accept", "panel", "2026-02-03", "Sent by post in time."))
    add_decided(store, load_ledger(store), decisions)
    assert old in outdated(store, changed())


def test_a_run_over_a_damaged_ledger_does_not(store: Store, before: Outcome) -> None:
    (name,) = store.segments(LEDGER)
    run(store, changed())
    store.storage.write(name, b"damaged")
    assert before.submissions
    assert ABOUT_REFERENCES not in {one.code for one in run(store, setting(LATER)).problems}


def test_the_story_of_an_old_reference_names_the_new_one(store: Store, before: Outcome, after: Done) -> None:
    new = min(after.outcome.submissions)
    (old,) = (one for one in before.submissions if row_of(store, before, one) == row_of(store, after.outcome, new))
    with pytest.raises(UnknownReferenceError, match=f"{old} was issued.* Its row of an export has {new} now"):
        explain(old, load_ledger(store).facts, after.outcome)


def file(reading: str, *sources: str, digest: str = "d") -> File:
    return File(digest, "a.csv", "form", "shape", reading, tuple(Entry(row, one) for row, one in enumerate(sources)))


class TestTheSameRow:
    def test_is_followed_over_many_readings_and_exports(self) -> None:
        facts = [file("1", "a", "x"), file("2", "b", "x"), file("2", "b", digest="e"), file("3", "c", digest="e")]
        assert same_by_row(facts, [("form", "c")]) == {("form", "a"), ("form", "b"), ("form", "c")}

    def test_is_nobody_elses(self) -> None:
        assert same_by_row([file("1", "a", "b"), file("2", "a", "c")], [("form", "a")]) == {("form", "a")}

    def test_is_not_known_of_a_reading_with_other_rows(self) -> None:
        assert same_by_row([file("1", "a", "b"), file("2", "c")], [("form", "a")]) == {("form", "a")}
