"""A purge: what is deleted, what stays as it was, and what a purge that ended half-way leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from msgspec import structs

from programme.submissions.facts import Decision, File, Purged, Record
from programme.submissions.outcome import Outcome, Submission
from programme.submissions.purge_choice import due_by_age, kept_from
from programme.submissions.references import UnknownReferenceError
from programme.submissions.run import add_decided, run
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import (
    FORM,
    INBOX,
    LATER,
    each_broken,
    everything,
    files,
    purged,
    purged_on_request,
    put,
    records,
    setting,
    simulated,
    split,
    store_in,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store after a run over an export without a fault."""
    put(tmp_path, simulated(faults=False))
    store = store_in(tmp_path)
    run(store, setting())
    return store


def bare(outcome: Outcome) -> dict[str, object]:
    """What may not change: references, states, reasons, matches, and accounts but for the names of files."""
    found: dict[str, object] = {
        reference: (one.state, one.because, one.tried, one.flags, one.matches, one.asked, one.call)
        for reference, one in outcome.submissions.items()
    }
    accounts, held = ([structs.replace(one, name="") for one in group] for group in (outcome.accounts, outcome.held))
    return {**found, "accounts": accounts, "held": held}


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
    assert (done.records, len(done.exports.others)) == (len(sent) - len(kept), len(kept))


def test_the_export_is_deleted_with_its_records(store: Store) -> None:
    assert purged(store).exports.deleted == [f"{INBOX}/export-0.csv"]
    assert store.inbox() == ((), ())


def test_an_export_with_a_record_that_nobody_could_read_waits_for_a_decision(tmp_path: Path) -> None:
    put(tmp_path, simulated(120))
    store = store_in(tmp_path)
    held = run(store, setting()).outcome.held
    assert purged(store).exports.held == [f"{INBOX}/export-0.csv"]
    aside = [Decision(f"{one.digest}:{one.row}", "set-aside", "panel", "2026-02-01", "a test") for one in held]
    add_decided(store, load_ledger(store), aside)
    assert purged(store).exports.deleted == [f"{INBOX}/export-0.csv"]


def test_an_export_that_could_be_read_only_later_is_deleted_too(tmp_path: Path) -> None:
    put(tmp_path, simulated(faults=False))
    store = store_in(tmp_path)
    form = records().forms[FORM]
    unheaded = replace(form, questions=tuple(replace(one, column="another", ask="another") for one in form.questions))
    run(store, replace(setting(), records=replace(records(), forms={**records().forms, FORM: unheaded})))
    run(store, setting())
    assert purged(store).exports.deleted == [f"{INBOX}/export-0.csv"]


def test_an_export_that_no_run_has_read_is_told(store: Store, tmp_path: Path) -> None:
    put(tmp_path, *split(simulated(faults=False)), names=("new.csv", "newer.csv"))
    (tmp_path / "private/inbox/misplaced.csv").write_bytes(b"x")
    assert purged(store).exports.unread == ["inbox/misplaced.csv", f"{INBOX}/new.csv", f"{INBOX}/newer.csv"]


def test_a_file_that_no_run_can_read_is_told(store: Store, tmp_path: Path) -> None:
    swap, broken, link = f"{INBOX}/.export-0.csv.swp", f"{INBOX}/broken.csv", f"{INBOX}/link.csv"
    for name in (swap, broken):
        (tmp_path / "private" / name).write_bytes(b"PK\x03\x04" + simulated(faults=False).content)
    (tmp_path / "private" / link).symlink_to(tmp_path / "elsewhere.csv")
    run(store, setting())
    exports = purged(store).exports
    assert (exports.unreadable, exports.unread) == ([link, swap, broken], [])
    assert exports.deleted == [f"{INBOX}/export-0.csv"]


def test_a_file_of_which_no_row_became_a_record_is_told_whatever_was_decided_about_its_rows(
    store: Store, tmp_path: Path
) -> None:
    head, *rows = simulated(faults=False).content.split(b"\r\n")
    put(tmp_path, replace(simulated(), content=b"\r\n".join(rows)), names=("headless.csv",))
    other = tmp_path / f"private/inbox/{FORM}/google-forms"
    other.mkdir()
    (other / "misplaced.csv").write_bytes(b"\r\n".join((head, *rows[1:])))
    held = run(store, setting()).outcome.held
    left = [f"{INBOX}/headless.csv", f"inbox/{FORM}/google-forms/misplaced.csv"]
    assert sorted(purged(store).exports.unreadable) == sorted(left)
    aside = [Decision(f"{one.digest}:{one.row}", "set-aside", "panel", "2026-02-01", "a test") for one in held]
    add_decided(store, load_ledger(store), aside)
    assert sorted(purged(store).exports.unreadable) == sorted(left)
    reference = min(run(store, setting()).outcome.submissions)
    assert sorted(purged_on_request(store, reference).exports.unreadable) == sorted(left)


def test_an_export_of_nobody_yet_is_not_told(store: Store, tmp_path: Path) -> None:
    head, _ = simulated(faults=False).content.split(b"\r\n", 1)
    put(tmp_path, replace(simulated(), content=head + b"\r\n,,\r\n"), names=("empty.csv",))
    run(store, setting())
    exports = purged(store).exports
    assert (exports.unreadable, exports.unread) == ([], [])


def test_a_copy_that_an_editor_keeps_of_an_export_is_deleted_with_it(tmp_path: Path) -> None:
    names = ("a.csv", "a.csv.bak", "a.csv~")
    first, second = split(simulated(faults=False))
    put(tmp_path, first, first, second, names=names)
    store = store_in(tmp_path)
    run(store, setting())
    assert purged(store).exports.deleted == [f"{INBOX}/{name}" for name in names]


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


@pytest.mark.parametrize("faults", [True, False])
def test_a_purge_that_ends_anywhere_changes_no_state_and_is_finished_by_the_next(
    tmp_path: Path, *, faults: bool
) -> None:
    def prepare(folder: Path) -> Outcome:
        put(folder, simulated(40, faults=faults), names=("a.csv",))
        return run(store_in(folder), setting(LATER)).outcome

    before = bare(prepare(tmp_path))
    purged(store_in(tmp_path))
    ended = 0
    for folder in each_broken(tmp_path, prepare, purged):
        ended += 1
        assert bare(run(store_in(folder), setting(LATER)).outcome) == before
        for _ in range(2):
            assert bare(purged(store_in(folder)).outcome) == before
            assert files(folder) == files(tmp_path)
    assert tokens(store_in(tmp_path)) == personal(store_in(tmp_path)) == set()
    assert ended > 10


class TestTheRetentionRule:
    FORM_WITH_RULE: Final = replace(records().forms[FORM], keep_months=24)

    def test_a_form_keeps_what_is_younger_than_its_months(self) -> None:
        assert kept_from(self.FORM_WITH_RULE, date(2026, 7, 31)) == "2024-07-30T23:00:00Z"
        assert kept_from(replace(self.FORM_WITH_RULE, keep_months=5), date(2026, 7, 31)) == "2026-02-28T00:00:00Z"

    def test_what_its_form_still_keeps_is_kept_and_counted(self, store: Store) -> None:
        due = due_by_age(load_ledger(store).facts, forms={FORM: self.FORM_WITH_RULE}, before=LATER, day=LATER)
        assert (due.contents, due.kept) == (frozenset(), 30)

    def test_when_the_months_have_passed_it_is_due(self, store: Store) -> None:
        forms, day = {FORM: self.FORM_WITH_RULE}, date(2028, 3, 1)
        due = due_by_age(load_ledger(store).facts, forms=forms, before=LATER, day=day)
        assert (len(due.contents), due.kept) == (30, 0)

    def test_without_a_rule_the_day_alone_decides(self, store: Store) -> None:
        forms = {FORM: replace(self.FORM_WITH_RULE, keep_months=None)}
        due = due_by_age(load_ledger(store).facts, forms=forms, before=LATER, day=LATER)
        assert len(due.contents) == 30


class TestOnRequest:
    @pytest.fixture
    def twice(self, store: Store, tmp_path: Path) -> Outcome:
        """A second export has another version of every submission."""
        one = simulated(faults=False)
        put(
            tmp_path, replace(one, content=one.content.replace(b"Test Person", b"Another Person")), names=("later.csv",)
        )
        return run(store, setting(LATER)).outcome

    @pytest.fixture
    def one(self, twice: Outcome) -> Submission:
        return next(iter(twice.submissions.values()))

    def test_no_word_or_token_of_any_version_is_left(self, store: Store, one: Submission, tmp_path: Path) -> None:
        words, _ = store.words(store.segments("words"))
        said = {text for record in one.versions for text in words[record.content].answers.values()}
        known = [answer for record in one.versions for answer in record.answers.values()]
        own = said | {answer.token for answer in known if answer.token}
        done = purged_on_request(store, one.reference)
        left = everything(tmp_path)
        rest = "\n".join(text for key in done.exports.others for text in words[key].answers.values())
        own -= {kept for answer in known for kept in (answer.name, answer.number)} | {
            text for text in own if text in rest
        }  # they may stay
        assert (done.records, len(own) > 10) == (2, True)
        assert [text for text in own if text in left] == []

    def test_references_states_counts_and_the_words_of_others_stay(
        self, store: Store, twice: Outcome, one: Submission, tmp_path: Path
    ) -> None:
        public = {name: content for name, content in files(tmp_path).items() if name.startswith("public/")}
        done = purged_on_request(store, one.reference)
        assert bare(done.outcome) == bare(twice)
        assert public.items() <= files(tmp_path).items()
        assert len(store.words(store.segments("words"))[0]) == len(done.exports.others) == 58

    def test_a_receipt_names_the_versions_and_no_day(self, store: Store, one: Submission) -> None:
        purged_on_request(store, one.reference)
        (receipt,) = (fact for fact in load_ledger(store).facts if isinstance(fact, Purged))
        assert (receipt.before, receipt.on, receipt.by) == ("", "2026-03-01", "data-officer")
        assert set(receipt.contents) == {record.content for record in one.versions}

    def test_a_reference_that_is_not_known_is_told_and_nothing_is_deleted(
        self, store: Store, one: Submission, tmp_path: Path
    ) -> None:
        before = files(tmp_path)
        with pytest.raises(UnknownReferenceError, match="No submission in this store has the reference 22222-22222-2"):
            purged_on_request(store, one.reference, "22222-22222-2")
        assert files(tmp_path) == before

    def test_a_reference_may_be_written_as_people_do(self, store: Store, one: Submission) -> None:
        assert purged_on_request(store, one.reference.lower().replace("-", " "), one.reference).records == 2

    def test_a_token_that_somebody_shares_stays_until_both_are_deleted(self, tmp_path: Path) -> None:
        put(tmp_path, simulated(120))
        store = store_in(tmp_path)
        outcome = run(store, setting(LATER)).outcome
        shared = (
            pair for pair in outcome.submissions.items() if "shared-contact" in {one.rule for one in pair[1].flags}
        )
        reference, one = next(shared)
        (other,) = (flag.saw.split()[-1] for flag in one.flags if flag.rule == "shared-contact")
        assert purged_on_request(store, reference).shared > 0
        done = purged_on_request(store, other)
        assert (done.shared, bare(done.outcome)) == (0, bare(outcome))

    def test_an_export_with_a_row_of_it_that_could_not_be_read_waits_for_a_decision(
        self, store: Store, one: Submission, tmp_path: Path
    ) -> None:
        head, *_ = simulated(faults=False).content.split(b"\r\n", 1)
        row = one.source.encode() + b",soon" + b"," * (head.count(b",") - 1)
        put(tmp_path, replace(simulated(), content=head + b"\r\n" + row), names=("unread.csv",))
        run(store, setting(LATER))
        exports = purged_on_request(store, one.reference).exports
        assert (len(exports.deleted), exports.held) == (2, [f"{INBOX}/unread.csv"])

    def test_another_version_that_comes_later_is_deleted_by_the_same_again(
        self, store: Store, one: Submission, tmp_path: Path
    ) -> None:
        purged_on_request(store, one.reference)
        again = simulated(faults=False)
        put(tmp_path, replace(again, content=again.content.replace(b"Test Person", b"A Third Person")))
        run(store, setting(LATER))
        assert purged_on_request(store, one.reference).records == 1
        assert len(store.words(store.segments("words"))[0]) == 2 * 29 + 29

    def test_one_that_ends_anywhere_is_finished_by_the_next(self, tmp_path: Path) -> None:
        def prepare(folder: Path) -> Outcome:
            put(folder, simulated(10, faults=False))
            return run(store_in(folder), setting(LATER)).outcome

        outcome = prepare(tmp_path)
        reference = min(outcome.submissions)
        purged_on_request(store_in(tmp_path), reference)
        for folder in each_broken(tmp_path, prepare, lambda store: purged_on_request(store, reference)):
            assert bare(run(store_in(folder), setting(LATER)).outcome) == bare(outcome)
            purged_on_request(store_in(folder), reference)
            assert files(folder) == files(tmp_path)
