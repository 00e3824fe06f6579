"""Pounds, numbers, counts and lists in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from programme.phrases import say_count, say_list, say_money, say_number


@pytest.mark.parametrize(
    ("pounds", "words"), [("10000", "£10,000"), ("9812.65", "£9,812.65"), ("9812.5", "£9,812.50"), ("0", "£0")]
)
def test_money_has_pence_only_where_there_are_some(pounds: str, words: str) -> None:
    assert say_money(Decimal(pounds)) == words


def test_large_numbers_have_commas() -> None:
    assert say_number(368581) == "368,581"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 records"), (1, "1 record"), (2, "2 records"), (1200, "1,200 records")]
)
def test_a_count_has_an_s_unless_it_is_one(number: int, words: str) -> None:
    assert say_count(number, "record") == words


def test_a_word_may_have_a_plural_of_its_own() -> None:
    assert [say_count(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_ends_with_an_and(words: list[str], said: str) -> None:
    assert say_list(words) == said
