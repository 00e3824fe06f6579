"""What goes public of a round: when, which numbers, and that the files are records that the check accepts."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.catalogue.load import load_folder
from programme.catalogue.rules import RULES
from programme.records.check import DATA
from programme.submissions.outcome import State, Submission
from programme.submissions.public.bundle import public_bundle
from programme.submissions.public.files import bundle_files, public_words
from programme.submissions.public.round_result import OUTCOMES, PublicResult
from tests.unit.submissions.public_samples import DAY, ROUND, guard, many, outcome, record_of, records, submission

BIG = {"awarded": 14, "declined": 37, "not_eligible": 9, "late": 2, "incomplete": 3}
FILE = f"data/results/{ROUND}.yaml"


def only(*submissions: Submission, held: int = 0) -> PublicResult:
    (one,) = public_bundle(outcome(*submissions, held=held), records(), day=DAY).results
    return one


def test_a_round_with_every_application_decided_is_told_in_full() -> None:
    one = only(*many(**BIG))
    assert (one.received, one.awards, one.success_rate) == (65, 14, 22)
    assert (one.asked, one.awarded) == (Decimal(65 * 9000), Decimal(14 * 8000))
    assert dict(one.outcomes) == {
        "declined": "37", "withdrawn": "*", "not-eligible": "9", "late": "*", "incomplete": "*",
    }  # fmt: skip
    assert one.reasons == (("not-eligible", "thirty-staff"),)


def test_a_round_that_has_not_closed_is_not_told_of() -> None:
    assert public_bundle(outcome(*many(**BIG)), records(), day=date(2026, 1, 12)).results == ()


@pytest.mark.parametrize("waiting", ["ready", "needs_a_person"])
def test_while_an_application_waits_only_the_number_received_is_told(waiting: str) -> None:
    bundle = public_bundle(outcome(*many(**BIG, **{waiting: 2})), records(), day=DAY)
    assert bundle.results == (PublicResult(round=ROUND, as_of=DAY, decided=False, received=67),)
    assert bundle.waiting == {ROUND: 2}


def test_a_record_that_could_not_be_read_holds_back_the_rest() -> None:
    assert not only(*many(**BIG), held=1).decided


def test_an_application_of_which_nobody_knows_the_round_holds_back_the_rest() -> None:
    lost = many("charity", "", 100, needs_a_person=1)
    assert not only(*many(**BIG), *lost).decided
    assert only(*many(**BIG), *many("charity", "", 100, not_eligible=1)).decided


def test_an_application_that_another_took_the_place_of_is_not_counted() -> None:
    assert only(*many(**BIG, replaced=5)).received == 65


def test_a_return_or_an_application_without_a_round_is_not_counted() -> None:
    assert public_bundle(outcome(*many("charity", "2025-Q2", **BIG)), records(), day=DAY).results == ()


def test_rounds_are_told_apart_in_the_order_of_their_ids() -> None:
    later = many("charity", "rural-crime-2025", 100, awarded=1, declined=20)
    bundle = public_bundle(outcome(*later, *many(**BIG)), records(), day=DAY)
    assert [(one.round, one.received) for one in bundle.results] == [(ROUND, 65), ("rural-crime-2025", 21)]


@pytest.mark.parametrize(("alone", "shown"), [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (13, "15")])
def test_applications_of_one_person_are_counted_as_people(alone: int, shown: str) -> None:
    assert only(*many(**BIG), *many("individual", ROUND, 500, declined=alone)).from_people == shown


@pytest.mark.parametrize(("alone", "groups"), [(1, 6), (8, 0), (8, 1), (9, 0), (1, 8)])
def test_of_a_few_applications_nothing_is_told_of_who_sent_them(alone: int, groups: int) -> None:
    assert only(*many("individual", declined=alone), *many("charity", ROUND, 50, declined=groups)).from_people == ""


@pytest.mark.parametrize(("alone", "shown"), [(10, "10"), (13, "10"), (14, "10"), (18, "15")])
def test_no_more_are_told_to_have_applied_alone_than_applied(alone: int, shown: str) -> None:
    assert only(*many("individual", declined=alone)).from_people == shown


@pytest.mark.parametrize(
    ("counts", "told"),
    [({"declined": 2}, False), ({"declined": 3}, True), ({"awarded": 9, "declined": 2}, False),
     ({"awarded": 9, "declined": 3}, True), ({"awarded": 9}, True), ({"awarded": 2}, False)],
)  # fmt: skip
def test_what_was_asked_for_is_told_when_it_gives_away_no_applicant(counts: dict[str, int], *, told: bool) -> None:
    assert (only(*many(**counts)).asked is not None) is told


def test_an_amount_that_could_not_be_read_is_left_out_of_what_was_asked_for() -> None:
    assert only(*many(declined=8), submission(99, State.INCOMPLETE, asked=None)).asked == 72000


@pytest.mark.parametrize(("alone", "told"), [(0, True), (1, False), (2, False), (3, True)])
def test_what_was_awarded_is_told_when_it_gives_away_no_person(alone: int, *, told: bool) -> None:
    one = only(*many(awarded=9, declined=9), *many("individual", ROUND, 500, awarded=alone))
    assert (one.awarded is not None) is told


def test_what_was_awarded_is_not_told_while_an_amount_is_missing() -> None:
    assert only(*many(**BIG), submission(99, State.AWARDED)).awarded is None


def test_a_sum_that_no_record_can_hold_is_left_out() -> None:
    assert only(*many(**BIG), submission(99, State.NOT_ELIGIBLE, asked="99999999999")).asked is None


def test_only_reasons_that_the_public_has_words_for_are_told() -> None:
    odd = [submission(900 + at, State.NOT_ELIGIBLE, rule="decision") for at in range(20)]
    assert only(*many(**BIG), *odd).reasons == (("not-eligible", "thirty-staff"),)


def test_a_reason_of_one_or_two_is_not_told() -> None:
    two = [submission(900 + at, State.NOT_ELIGIBLE, rule="ceiling") for at in range(2)]
    assert only(*many(**BIG), *two).reasons == (("not-eligible", "thirty-staff"),)


def test_the_reasons_of_a_hidden_number_are_not_told() -> None:
    assert [name for name, _ in only(*many(declined=30, not_eligible=5, incomplete=4)).reasons] == []


def test_the_day_stays_when_the_numbers_do() -> None:
    first = public_bundle(outcome(*many(**BIG)), records(), day=date(2026, 2, 20)).results[0]
    before = replace(records(), results=MappingProxyType({ROUND: record_of(first)}))
    assert public_bundle(outcome(*many(**BIG)), before, day=DAY).results == (first,)
    assert public_bundle(outcome(*many(**(BIG | {"declined": 40}))), before, day=DAY).results[0].as_of == DAY


def test_the_same_bundle_is_written_in_the_same_bytes_in_any_order() -> None:
    found = many(**BIG)
    files = bundle_files(public_bundle(outcome(*found), records(), day=DAY))
    assert files == bundle_files(public_bundle(outcome(*reversed(found)), records(), day=DAY))
    assert list(files) == [FILE]


@pytest.mark.parametrize(
    "counts",
    [BIG, BIG | {"ready": 1}, {"declined": 1}, {"awarded": 1}, {"declined": 40}, {"late": 12, "incomplete": 30}],
)
def test_the_check_of_the_data_accepts_what_is_written(counts: dict[str, int], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    found = outcome(*many(**counts))
    files = bundle_files(public_bundle(found, records(), day=DAY))
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    loaded = load_folder(folder, DAY, RULES, shown="data")
    assert not [one for one in loaded.problems if "results" in one.place.path]
    assert loaded.records.results[ROUND].received == sum(counts.values())
    assert bundle_files(public_bundle(found, loaded.records, day=date(2026, 4, 1))) == files


def test_the_public_types_have_no_place_for_words_of_an_applicant() -> None:
    """Text is a code of a vocabulary, the id of a round, or a number that may be hidden."""
    assert {one.name for one in fields(PublicResult) if "str" in str(one.type)} == {
        "round", "from_people", "outcomes", "reasons",
    }  # fmt: skip
    assert [state.value for state in OUTCOMES] == [term.id for term in records().terms["result-outcomes"]]


STATES = st.sampled_from([state for state in State if state not in {State.READY, State.NEEDS_A_PERSON}])


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(STATES, st.sampled_from(["individual", "school"])), min_size=1, max_size=60), st.integers())
def test_no_word_but_public_codes_stands_in_any_bundle(made: list[tuple[State, str]], seed: int) -> None:
    found = [submission(at, state, kind=kind, asked=str(seed % 10000)) for at, (state, kind) in enumerate(made)]
    bundle = public_bundle(outcome(*found), records(), day=DAY)
    files = bundle_files(bundle)
    assert guard(files, [one.reference for one in found], allowed=public_words(bundle, records()), closed=True) == ()
