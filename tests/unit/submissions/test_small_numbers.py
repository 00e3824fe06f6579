"""Small numbers: what is shown, and that nobody can work out what is not."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.submissions.public.small_numbers import HIDDEN, SMALL, hidden, people

CELLS: Final = ("declined", "late", "withdrawn")


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20"), (1002, "1000")],
)
def test_a_count_of_people_is_hidden_when_small_and_otherwise_rounded(count: int, shown: str) -> None:
    assert people(count, 5000) == shown


@given(st.integers(SMALL + 1, 10**7), st.integers(0, 100))
def test_a_rounded_count_is_near_the_true_one_never_small_and_no_more_than_the_total(count: int, others: int) -> None:
    total = max(count + others, 10)
    shown = int(people(count, total))
    assert SMALL < shown <= total
    assert abs(shown - count) <= (2 if others >= 2 else 4)


@given(st.integers(0, 9), st.integers(0, 9))
def test_of_a_small_total_nothing_is_said_whatever_the_count(count: int, others: int) -> None:
    assert people(count, min(count + others, 9)) == ""


def test_no_count_of_people_can_be_told_from_what_is_shown() -> None:
    """Of each total, whatever is shown but nought stands for two counts or more, or nobody knows the count."""
    for total in range(10, 60):
        alike: dict[str, int] = defaultdict(int)
        for count in range(total + 1):
            alike[people(count, total)] += 1
        assert {shown: number for shown, number in alike.items() if number == 1} in ({}, {"0": 1})


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    assert hidden({"declined": 40, "late": 0, "withdrawn": 8}) == {"declined": "40", "late": "0", "withdrawn": "8"}


def test_with_a_small_number_every_low_one_is_hidden_and_nought_too() -> None:
    shown = hidden({"declined": 40, "late": 2, "withdrawn": 0, "incomplete": 7, "not-eligible": 8})
    assert shown == {"declined": "40", "late": "*", "withdrawn": "*", "incomplete": "*", "not-eligible": "8"}


@pytest.mark.parametrize("counts", [(40, 3, 12), (40, 1, 0), (40, 7, 7), (40, 7, 6)])
def test_a_table_in_which_a_hidden_number_could_be_worked_out_is_hidden_whole(counts: tuple[int, ...]) -> None:
    assert set(hidden(dict(zip(CELLS, counts, strict=True))).values()) == {HIDDEN}


def test_no_hidden_number_can_be_worked_out_by_somebody_who_knows_the_total_and_the_method() -> None:
    """Of every table that looks the same, with the same total, each hidden cell has at least two possible numbers."""
    most = 24
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=len(CELLS)):
        if 0 < sum(counts) <= most:  # so that every table of the same total is looked at
            shown = hidden(dict(zip(CELLS, counts, strict=True)))
            alike[sum(counts), tuple(shown.values())].append(counts)
    for (_, shown), tables in alike.items():  # type: ignore[misc]
        for at, text in enumerate(shown):
            possible = {counts[at] for counts in tables}
            assert len(possible) > 1 if text == HIDDEN else possible == {int(text)}


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6).filter(any))
def test_taking_what_is_shown_from_the_total_leaves_more_than_one_possibility(counts: list[int]) -> None:
    shown = hidden({str(at): count for at, count in enumerate(counts)})
    secret = [count for count, text in zip(counts, shown.values(), strict=True) if text == HIDDEN]
    left = sum(counts) - sum(int(text) for text in shown.values() if text != HIDDEN)
    assert left == sum(secret)
    assert not secret or len(secret) > 1
    whole = len(secret) == len(counts)
    for _ in secret:
        least = max(0, left - (left if whole else SMALL * (len(secret) - 1)))
        most = left if whole else min(SMALL, left)
        assert most > least


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_no_small_number_is_ever_shown(counts: list[int]) -> None:
    shown = hidden({str(at): count for at, count in enumerate(counts)})
    assert not [text for text in shown.values() if text != HIDDEN and 0 < int(text) <= SMALL]
