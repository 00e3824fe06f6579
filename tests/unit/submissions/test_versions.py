"""A result that is published and what follows it: no two versions give away what one applicant asked for or got."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from programme.catalogue.load import load_folder
from programme.catalogue.model import Records
from programme.catalogue.rules import RULES
from programme.records.check import DATA
from programme.submissions.outcome import State, Submission
from programme.submissions.public.bundle import PublicBundle, public_bundle
from programme.submissions.public.files import bundle_files
from programme.submissions.public.problems import held_back
from programme.submissions.public.round_result import PublicResult
from programme.submissions.public.versions import Version, same_figures
from tests.unit.submissions.public_samples import DAY, ROUND, award, many, outcome, record_of, records, submission

LATER: Final = DAY + timedelta(days=2)
HALLS: Final = [award(900 + at, f"Sampleton Hall {at}", amount=f"{100 * at}") for at in range(1, 4)]
OTHERS: Final = [*many(declined=9), *many("charity", ROUND, 100, late=8)]
ALL: Final = [*HALLS, *OTHERS]
FIRST: Final = public_bundle(outcome(*ALL), records(), day=DAY)
RESULT, AWARDS = f"data/results/{ROUND}.yaml", f"data/awards/{ROUND}.yaml"


def late(number: int, *, kind: str = "individual", asked: str | None = "4321") -> Submission:
    return submission(number, State.LATE, kind=kind, asked=asked)


def then(*now: Submission, told: PublicBundle = FIRST, known: Records | None = None) -> PublicBundle:
    return public_bundle(outcome(*now), known or records(), day=LATER, told=told.versions)


def only(bundle: PublicBundle) -> PublicResult:
    (one,) = bundle.results
    return one


def with_state(one: Submission, state: State) -> Submission:
    return structs.replace(one, state=state, awarded=None)


def bare(received: int, awards: int) -> PublicResult:
    rate = round(100 * awards / received)
    return PublicResult(round=ROUND, as_of=LATER, decided=True, received=received, awards=awards, success_rate=rate)


@pytest.mark.parametrize("more", [1, 2])
def test_a_few_that_come_late_change_nothing_that_is_public(more: int) -> None:
    bundle = then(*ALL, *(late(200 + at) for at in range(more)))
    assert bundle_files(bundle) == bundle_files(FIRST)
    assert bundle.held_back == (ROUND,)


def test_that_the_result_waits_is_told_in_a_sentence_and_why() -> None:
    (one,) = held_back(then(*ALL, late(200)))
    assert (one.code, one.place.path) == ("result-held-back", RESULT)
    assert "waits for more changes, because" in one.message
    assert list(held_back(FIRST)) == []


def test_from_three_on_the_result_is_told_anew() -> None:
    bundle = then(*ALL, *(late(200 + at) for at in range(3)))
    one = only(bundle)
    assert (one.as_of, one.received, one.from_people) == (LATER, 23, "*")
    assert (only(FIRST).asked, one.asked) == (Decimal(20 * 9000), Decimal(20 * 9000 + 3 * 4321))
    assert bundle.held_back == ()


def test_one_that_takes_the_place_of_another_is_no_second_change() -> None:
    replaced = [with_state(OTHERS[0], State.REPLACED), submission(300, State.DECLINED)]
    assert bundle_files(then(*HALLS, *OTHERS[1:], *replaced, late(200))) == bundle_files(FIRST)


def test_outcomes_that_changed_count_as_well() -> None:
    now = [*HALLS, *(with_state(one, State.WITHDRAWN) for one in OTHERS[:3]), *OTHERS[3:]]
    assert only(then(*now)).asked == only(FIRST).asked
    assert only(then(*now)).as_of == LATER
    assert only(then(*HALLS, with_state(OTHERS[0], State.WITHDRAWN), *OTHERS[1:])).as_of == DAY


def test_a_sum_is_left_out_where_few_amounts_lie_between_two_versions() -> None:
    """Of two of the three nobody can read what they asked for, so the difference would be what the third did."""
    bundle = then(*ALL, late(200), late(201, asked=None), late(202, asked=None))
    assert (only(bundle).received, only(bundle).asked) == (23, None)
    assert only(bundle).awarded == only(FIRST).awarded


def test_what_was_asked_for_is_left_out_where_few_without_an_award_lie_between() -> None:
    assert only(then(*ALL, award(904, "Sampleton Hall 4"), award(905, "Sampleton Hall 5"), late(200))).asked is None


@pytest.mark.parametrize(("people", "told"), [(0, True), (1, False), (2, False), (3, True)])
def test_what_was_awarded_is_left_out_where_few_people_lie_between(people: int, *, told: bool) -> None:
    alone = many("individual", ROUND, 400, awarded=6)
    before = public_bundle(outcome(*ALL, *alone[:3]), records(), day=DAY)
    groups = [award(910 + at, f"Sampleton Club {at}") for at in range(3 - people)]
    now = only(then(*ALL, *alone[: 3 + people], *groups, told=before))
    assert only(before).awarded is not None
    assert (now.awards, now.awarded is not None) == (9, told)


def test_a_new_award_is_told_by_name_with_the_result_that_counts_it() -> None:
    fourth = award(904, "Sampleton Hall 4")
    assert bundle_files(then(*ALL, fourth)) == bundle_files(FIRST)
    told = then(*ALL, fourth, late(200), late(201))
    assert (only(told).awards, len(told.awards)) == (4, 4)


def test_an_award_that_is_taken_back_goes_at_once_and_leaves_nothing_to_subtract() -> None:
    bundle = then(with_state(HALLS[0], State.WITHDRAWN), *HALLS[1:], *OTHERS)
    assert bundle.results == (bare(20, 2),)
    assert [one.organisation for one in bundle.awards] == ["Sampleton Hall 2", "Sampleton Hall 3"]
    assert bundle.held_back == (ROUND,)


def test_an_amount_that_is_corrected_goes_at_once_and_leaves_nothing_to_subtract() -> None:
    bundle = then(award(901, "Sampleton Hall 1", amount="150"), *HALLS[1:], *OTHERS)
    assert bundle.results == (bare(20, 3),)
    assert [one.amount for one in bundle.awards] == [150, 200, 300]


def test_a_name_that_is_taken_back_or_put_right_goes_at_once_and_changes_no_number() -> None:
    bundle = then(award(901), award(902, "Sampleton Hall Two", amount="200"), HALLS[2], *OTHERS)
    assert only(bundle) != only(FIRST)  # award(901) has another amount: a correction too
    bundle = then(award(901, amount="100"), award(902, "Sampleton Hall Two", amount="200"), HALLS[2], *OTHERS)
    assert only(bundle) == only(FIRST)
    assert [one.organisation for one in bundle.awards] == ["Sampleton Hall 3", "Sampleton Hall Two"]


@pytest.mark.parametrize("waiting", [State.READY, State.NEEDS_A_PERSON])
def test_while_one_more_waits_the_published_result_and_its_names_stay(waiting: State) -> None:
    bundle = then(*ALL, *(submission(200 + at, waiting) for at in range(4)))
    assert bundle_files(bundle) == bundle_files(FIRST)
    assert (bundle.waiting, bundle.held_back) == ({ROUND: 4}, (ROUND,))


def test_an_award_that_is_taken_back_while_one_waits_leaves_only_the_number_received() -> None:
    bundle = then(with_state(HALLS[0], State.NEEDS_A_PERSON), *HALLS[1:], *OTHERS)
    assert bundle.results == (PublicResult(round=ROUND, as_of=LATER, decided=False, received=20),)
    assert bundle.awards == ()


def test_after_a_correction_the_rest_comes_back_when_enough_lies_between_all_versions() -> None:
    corrected = [with_state(HALLS[0], State.WITHDRAWN), *HALLS[1:]]
    second = then(*corrected, *OTHERS)
    both = replace(second, versions=(*FIRST.versions, *second.versions))
    assert only(then(*corrected, *OTHERS, late(200), told=both)) == only(second)
    again = then(*corrected, *OTHERS, late(200), late(201), late(202), told=both)
    assert (only(again).received, only(again).asked) == (23, Decimal(20 * 9000 + 3 * 4321))
    # With the award given again, three lie between this and the second version, but two between it and the first.
    assert only(then(*ALL, late(200), late(201), told=both)) == only(second)


def test_an_amount_that_was_missing_is_told_when_it_comes() -> None:
    before = public_bundle(outcome(*HALLS[:2], submission(903, State.AWARDED), *OTHERS), records(), day=DAY)
    now = then(*HALLS[:2], submission(903, State.AWARDED, awarded="300"), *OTHERS, told=before)
    assert (only(before).awarded, only(now).awarded, now.held_back) == (None, Decimal(600), ())


def test_until_it_is_decided_the_number_received_follows_every_day() -> None:
    first = public_bundle(outcome(*ALL, submission(200, State.READY)), records(), day=DAY)
    second = then(*ALL, submission(200, State.READY), late(201), told=first)
    assert [only(first).received, only(second).received] == [21, 22]
    assert only(then(*ALL, late(200), late(201), told=first)).decided


def merged(of: PublicBundle) -> Records:
    """The records of a checkout into which the result was merged."""
    return replace(records(), results=MappingProxyType({ROUND: record_of(only(of))}))


def test_a_result_that_only_the_checkout_holds_waits_too() -> None:
    known, nothing = merged(FIRST), PublicBundle((), {})
    assert bundle_files(then(*ALL, late(200), told=nothing, known=known)) == bundle_files(FIRST)
    again = only(then(*ALL, *(late(200 + at) for at in range(3)), told=nothing, known=known))
    assert (again.received, again.asked, again.awarded) == (23, None, None)
    taken = only(then(with_state(HALLS[0], State.WITHDRAWN), *HALLS[1:], *OTHERS, told=nothing, known=known))
    assert taken == bare(20, 2)


def test_what_was_proposed_and_is_not_merged_yet_is_proposed_again() -> None:
    more = [late(200 + at) for at in range(3)]
    second = then(*ALL, *more)
    both = replace(second, versions=(*FIRST.versions, *second.versions))
    waiting = then(*ALL, *more, late(203), told=both, known=merged(FIRST))
    assert bundle_files(waiting) == bundle_files(second)


def test_a_checkout_that_is_ahead_of_the_store_keeps_what_it_holds() -> None:
    ahead = then(*ALL, *(late(200 + at) for at in range(3)))
    assert only(then(*ALL, late(200), known=merged(ahead))) == only(ahead)


CHANGES: Final = {
    "few": [*ALL, late(200), award(904, "Sampleton Hall 4")],
    "many": [*ALL, late(200), late(201), award(904, "Sampleton Hall 4")],
    "taken back": [with_state(HALLS[0], State.DECLINED), *HALLS[1:], *OTHERS],
    "taken back and waiting": [with_state(HALLS[0], State.READY), *HALLS[1:], *OTHERS],
    "waiting": [*ALL, submission(200, State.READY)],
}


@pytest.mark.parametrize("now", CHANGES.values(), ids=CHANGES)
def test_the_check_of_the_data_accepts_whatever_follows(now: list[Submission], tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    found = records()
    for told in (ALL, now, now):
        files = bundle_files(public_bundle(outcome(*told), found, day=LATER, told=FIRST.versions))
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8") if text else (tmp_path / name).unlink(missing_ok=True)
        loaded = load_folder(tmp_path / "data", LATER, RULES, shown="data")
        assert [one for one in loaded.problems if ROUND in one.place.path] == []
        found = loaded.records
    assert [name for name, text in files.items() if text != _text(tmp_path / name)] == []


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


STATES: Final = st.sampled_from([State.AWARDED, State.DECLINED, State.LATE, State.REPLACED, State.READY, None])
STEPS: Final = st.lists(st.dictionaries(st.integers(0, 11), STATES, max_size=4), min_size=1, max_size=8)


@settings(deadline=None, max_examples=300)
@given(STEPS)
def test_no_two_versions_that_tell_a_sum_are_a_few_amounts_apart(steps: list[dict[int, State | None]]) -> None:
    """Applications 0 to 5 are from people alone. Every amount is a power of two, so a difference says which it is."""
    now: dict[int, State | None] = {at: State.AWARDED if at < 6 else State.DECLINED for at in range(12)}
    told: tuple[Version, ...] = ()
    for at, step in enumerate(({}, *steps)):
        now |= step
        made = [_powered(number, state) for number, state in now.items() if state]
        bundle = public_bundle(outcome(*made), records(), day=DAY + timedelta(days=at), told=told)
        told += tuple(one for one in bundle.versions if not any(same_figures(one.result, it.result) for it in told))
    for one, other in combinations([it.result for it in told], 2):
        for name, of in (("asked", range(12)), ("awarded", range(6))):
            first, second = getattr(one, name), getattr(other, name)
            assert first is None or second is None or _apart(int(first), int(second), of) not in {1, 2}


def _powered(number: int, state: State) -> Submission:
    kind, pounds = "individual" if number < 6 else "charity", str(4**number)
    return submission(number, state, kind=kind, asked=pounds, awarded=pounds if state is State.AWARDED else None)


def _apart(one: int, other: int, of: range) -> int:
    """How many amounts one sum has and the other has not, of those with these numbers."""
    first, second = ({at for at in of if total // 4**at % 4} for total in (one, other))
    return max(len(first - second), len(second - first))


def test_of_two_versions_of_one_day_the_later_one_stays() -> None:
    early = public_bundle(outcome(*many(incomplete=20)), records(), day=DAY)
    second = public_bundle(outcome(*ALL), records(), day=DAY, told=early.versions)
    for both in ((*early.versions, *second.versions), (*second.versions, *early.versions)):
        assert only(then(*ALL, late(200), told=replace(second, versions=both))) == only(second)


def test_an_award_that_took_the_place_of_another_unseen_is_the_one_that_counts() -> None:
    """The numbers are the same, so they stay; what they are made of is known anew."""
    other = [with_state(HALLS[0], State.DECLINED), *HALLS[1:], award(100, "Sampleton Club", amount="100")]
    before = public_bundle(outcome(*ALL, submission(100, State.DECLINED)), records(), day=DAY)
    swapped = then(*other, *OTHERS, told=before)
    assert (only(swapped), swapped.held_back) == (only(before), ())
    assert [one.organisation for one in swapped.awards] == ["Sampleton Club", "Sampleton Hall 2", "Sampleton Hall 3"]
    known = replace(swapped, versions=(*before.versions, *swapped.versions))
    assert only(then(*other, *OTHERS, late(200), told=known)) == only(before)


def test_the_day_of_a_version_does_not_make_it_another() -> None:
    assert same_figures(only(FIRST), replace(only(FIRST), as_of=date(2027, 1, 1)))
