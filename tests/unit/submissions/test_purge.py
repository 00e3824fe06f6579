"""A purge: what is deleted, what stays as it was, and what a purge that ended half-way leaves."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from programme.submissions.facts import Decision, File, Purged, Record
from programme.submissions.outcome import Outcome
from programme.submissions.purge import Purge, due_for_purge, kept_from, purge
from programme.submissions.run import add_decided, run
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import (
    FORM,
    INBOX,
    Breaking,
    files,
    put,
    records,
    setting,
    simulated,
    split,
    store_in,
)

LATER: Final = date(2026, 3, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store after a run over an export without a fault."""
    put(tmp_path, simulated(faults=False))
    store = store_in(tmp_path)
    run(store, setting())
    return store


def purged(store: Store, before: date = LATER) -> Purge:
    return purge(store, setting(LATER), before=before, by="data-officer")


def bare(outcome: Outcome) -> dict[str, object]:
    """What may not change: references, states, reasons, matches, accounts."""
    found: dict[str, object] = {
        reference: (one.state, one.because, one.tried, one.flags, one.matches, one.asked, one.call)
        for reference, one in outcome.submissions.items()
    }
    return {**found, "accounts": outcome.accounts, "held": outcome.held}


def personal(store: Store) -> set[str]:
    """The personal answers that a store holds words of."""
    words, _ = store.words(store.segments("words"))
    questions = {question.id for question in records().forms[FORM].questions if question.personal}
    sent = [one for one in words.values() if one.submitted < LATER.isoformat()]
    return {text for one in sent for name, text in one.answers.items() if name in questions and len(text) > 5}


def tokens(store: Store) -> set[str]:
    """What is left in the ledger to compare people by, whatever a later segment makes of it; sent before the day."""
    facts = [fact for name in store.segments("ledger") for fact in store.facts([name])[0]]
    sent = [fact for fact in facts if isinstance(fact, Record) and fact.submitted < LATER.isoformat()]
    found = {answer.token for fact in sent for answer in fact.answers.values()} - {""}
    return {token for token in found if not token.startswith("purged-")}


def everything(folder: Path) -> str:
    """All that the store's files say, unpacked."""
    contents = files(folder)
    return "".join(
        (gzip.decompress(content) if name.endswith(".gz") else content).decode(errors="replace")
        for name, content in contents.items()
    )


def test_no_personal_answer_is_left_in_the_store(store: Store, tmp_path: Path) -> None:
    values = personal(store)
    assert len(values) > 50
    purged(store)
    text = everything(tmp_path)
    assert [value for value in values if value in text] == []


def test_no_token_is_left_in_the_ledger(store: Store, tmp_path: Path) -> None:
    before = tokens(store)
    assert len(before) > 50
    purged(store)
    text = everything(tmp_path)
    assert [token for token in before if token in text] == []


def test_references_states_and_counts_stay(tmp_path: Path) -> None:
    put(tmp_path, simulated(120))
    store = store_in(tmp_path)
    before = bare(run(store, setting(LATER)).outcome)
    assert bare(purged(store).outcome) == before
    assert bare(run(store, setting(LATER)).outcome) == before


def test_public_files_stay_byte_for_byte(tmp_path: Path) -> None:
    put(tmp_path, simulated(faults=False))
    store = store_in(tmp_path)
    run(store, setting(LATER))
    before = {name: content for name, content in files(tmp_path).items() if name.startswith("public/")}
    purged(store)
    assert before
    assert before.items() <= files(tmp_path).items()


def test_a_receipt_says_what_was_deleted_by_whom_and_when(store: Store) -> None:
    done = purged(store)
    (receipt,) = (fact for fact in load_ledger(store).facts if isinstance(fact, Purged))
    assert (receipt.before, receipt.on, receipt.by) == ("2026-03-01", "2026-03-01", "data-officer")
    assert len(receipt.contents) == done.records == 30


def test_a_second_purge_changes_no_byte(store: Store, tmp_path: Path) -> None:
    purged(store)
    before = files(tmp_path)
    assert purged(store).records == 0
    assert files(tmp_path) == before


def test_what_was_sent_later_stays(tmp_path: Path) -> None:
    put(tmp_path, simulated(faults=False))
    store = store_in(tmp_path)
    run(store, setting())
    sent = sorted(fact.submitted for fact in load_ledger(store).facts if isinstance(fact, Record))
    middle = date.fromisoformat(sent[15][:10])
    done = purged(store, middle)
    kept = [one for one in sent if one[:10] >= middle.isoformat()]
    assert len(store.words(store.segments("words"))[0]) == len(kept)
    assert (done.records, done.younger) == (len(sent) - len(kept), len(kept))


def test_the_export_is_deleted_with_its_records(store: Store) -> None:
    assert purged(store).exports == (f"{INBOX}/export-0.csv",)
    assert store.inbox() == ((), ())


def test_an_export_with_a_record_that_nobody_could_read_waits_for_a_decision(tmp_path: Path) -> None:
    put(tmp_path, simulated(120))
    store = store_in(tmp_path)
    held = run(store, setting()).outcome.held
    assert purged(store).held == (f"{INBOX}/export-0.csv",)
    aside = [Decision(f"{one.digest}:{one.row}", "set-aside", "panel", "2026-02-01", "a test") for one in held]
    add_decided(store, load_ledger(store), aside)
    assert purged(store).exports == (f"{INBOX}/export-0.csv",)


def test_what_was_deleted_never_comes_back(store: Store, tmp_path: Path) -> None:
    before = bare(purged(store).outcome)
    values = {name for name in files(tmp_path) if name.startswith("words/")}
    put(tmp_path, *split(simulated(faults=False)))
    done = run(store, setting(LATER))
    assert {name for name in files(tmp_path) if name.startswith("words/")} == values
    after = bare(done.outcome)
    assert {key: after[key] for key in before if key != "accounts"} == {
        k: v for k, v in before.items() if k != "accounts"
    }
    assert len([fact for fact in load_ledger(store).facts if isinstance(fact, Record)]) == 30
    assert len([fact for fact in load_ledger(store).facts if isinstance(fact, File)]) == 3


def test_a_purge_that_ends_anywhere_changes_no_state_and_is_finished_by_the_next(tmp_path: Path) -> None:
    ended = 0
    for number in range(60):
        folder = tmp_path / str(number)
        put(folder, simulated(40, faults=number % 4 == 0), names=("a.csv",))
        before = bare(run(store_in(folder), setting(LATER)).outcome)
        breaking = Breaking(store_in(folder), number // 2, after=number % 2 == 1)
        try:
            purged(Store(breaking))  # type: ignore[arg-type]
        except StoreError:
            ended += 1
            assert bare(run(store_in(folder), setting(LATER)).outcome) == before
        else:
            break
        assert bare(purged(store_in(folder)).outcome) == before
        settled = files(folder)
        assert bare(purged(store_in(folder)).outcome) == before
        assert files(folder) == settled
        assert tokens(store_in(folder)) == set()
        assert personal(store_in(folder)) == set()
    assert ended > 10


class TestTheRetentionRule:
    FORM_WITH_RULE: Final = replace(records().forms[FORM], keep_months=24)

    def test_a_form_keeps_what_is_younger_than_its_months(self) -> None:
        assert kept_from(self.FORM_WITH_RULE, date(2026, 7, 31)) == "2024-07-30T23:00:00Z"
        assert kept_from(replace(self.FORM_WITH_RULE, keep_months=5), date(2026, 7, 31)) == "2026-02-28T00:00:00Z"

    def test_what_its_form_still_keeps_is_kept_and_counted(self, store: Store) -> None:
        facts = load_ledger(store).facts
        forms = {FORM: self.FORM_WITH_RULE}
        due, kept = due_for_purge(facts, forms, before=LATER, day=LATER)
        assert (due, kept) == (frozenset(), 30)

    def test_when_the_months_have_passed_it_is_due(self, store: Store) -> None:
        facts = load_ledger(store).facts
        due, kept = due_for_purge(facts, {FORM: self.FORM_WITH_RULE}, before=LATER, day=date(2028, 3, 1))
        assert (len(due), kept) == (30, 0)

    def test_without_a_rule_the_day_alone_decides(self, store: Store) -> None:
        facts = load_ledger(store).facts
        due, _ = due_for_purge(facts, {FORM: replace(self.FORM_WITH_RULE, keep_months=None)}, before=LATER, day=LATER)
        assert len(due) == 30
