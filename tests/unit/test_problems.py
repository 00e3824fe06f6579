from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.problems import Place, Problem, did_you_mean, in_order, nearest, shortened

WORDS = ("road-safety", "rural-crime", "closes_time", "opens_time")


def problem(path: str = "a.yaml", line: int = 1, column: int = 1, code: str = "code") -> Problem:
    return Problem(code=code, place=Place(path, line, column), message="It is wrong.")


@pytest.mark.parametrize(("place", "text"), [(Place("a.yaml"), "a.yaml"), (Place("a.yaml", 3, 7), "a.yaml:3:7")])
def test_a_place_is_written_so_that_editors_can_jump_to_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_problems_come_in_the_order_of_files_lines_and_columns() -> None:
    wanted = [problem("a.yaml", 2, 9), problem("a.yaml", 10, 1), problem("b.yaml", 1, 1), problem("b.yaml", 1, 2)]
    assert in_order(reversed(wanted)) == wanted


def test_the_same_problem_is_told_once() -> None:
    assert in_order([problem(), problem()]) == [problem()]


@pytest.mark.parametrize("typed", ["road-saftey", "Road Safety", "road_safety", "ROAD-SAFETY"])
def test_a_misspelling_finds_the_word_that_was_meant(typed: str) -> None:
    assert did_you_mean(typed, WORDS) == "Did you mean “road-safety”?"


def test_a_word_unlike_all_others_suggests_nothing() -> None:
    assert did_you_mean("zzz", WORDS) == ""


def test_a_very_long_word_is_not_compared() -> None:
    assert nearest("road-safety" * 50, ["road-safety" * 50]) == ""


def test_a_long_text_is_shortened_with_an_ellipsis() -> None:
    assert shortened("a " * 100, 10) == "a a a a a…"


@given(st.text(), st.integers(1, 100))
def test_a_shortened_text_is_one_line_of_at_most_the_length(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= length
    assert len(short.splitlines()) <= 1


@given(st.text(), st.lists(st.text()))
def test_a_suggestion_is_always_one_of_the_words(word: str, words: list[str]) -> None:
    assert nearest(word, words) in {*words, ""}
