"""The months and quarters of returns: their words, their ids, and how they follow one another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.catalogue.load import load_folder
from programme.catalogue.return_periods import (
    MONTHS_IN,
    begins_quarter,
    period_id,
    period_of,
    period_words,
    periods_from,
    say_period,
)
from programme.records.check import DATA

FIRSTS = st.dates(date(2000, 1, 1), date(2099, 12, 1)).map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    ("month", "every", "words", "identity"),
    [
        (date(2025, 7, 1), "month", "July 2025", "2025-07"),
        (date(2025, 7, 1), "quarter", "July to September 2025", "2025-Q3"),
        (date(2026, 1, 1), "quarter", "January to March 2026", "2026-Q1"),
        (date(2025, 10, 1), "quarter", "October to December 2025", "2025-Q4"),
    ],
)
def test_a_period_has_words_and_an_id(month: date, every: str, words: str, identity: str) -> None:
    assert (period_words(month, every), period_id(month, every), period_of(words)) == (words, identity, identity)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2025-Q1", "January to March 2025"),
        ("2025-07", "July 2025"),
        ("2025", "2025"),
        ("2025-Q9", "2025-Q9"),
        ("2025-13", "2025-13"),
        ("spring-2026", "spring-2026"),
        ("", ""),
    ],
)
def test_a_period_is_said_in_words(period: str, words: str) -> None:
    assert say_period(period) == words


@pytest.mark.parametrize(
    "words",
    ["", "2025", "July", "july 2025", "Juli 2025", "July to August 2025", "May to July 2025", "July 1025", "July 2025!",
     "July to July 2025"],
)  # fmt: skip
def test_other_words_are_no_period(words: str) -> None:
    assert period_of(words) is None


@given(FIRSTS, st.sampled_from(sorted(MONTHS_IN)))
def test_the_words_of_every_period_lead_back_to_its_id(month: date, every: str) -> None:
    if every == "month" or begins_quarter(month):
        assert period_of(f" {period_words(month, every)} ") == period_id(month, every)


def test_periods_follow_one_another_over_the_new_year() -> None:
    quarters = periods_from(date(2025, 7, 1), date(2026, 4, 1), "quarter")
    assert [period_id(month, "quarter") for month in quarters] == ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]
    assert [month.month for month in periods_from(date(2025, 11, 1), date(2026, 1, 31), "month")] == [11, 12, 1]
    assert list(periods_from(date(2025, 11, 1), date(2025, 10, 31), "month")) == []


def test_the_lengths_are_those_of_the_vocabulary() -> None:
    assert set(MONTHS_IN) == {
        term.id for term in load_folder(DATA, date(2026, 1, 1), ()).records.terms["return-periods"]
    }
