from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.clock import Period, end_of_day, london_instant
from programme.status import State, closes_words, opens_words, state_on, state_words, window

if TYPE_CHECKING:
    from programme.catalogue.model import Round

OPEN, SOON, UPCOMING, UNCONFIRMED, NO_DATE, CLOSED = (
    State.OPEN,
    State.CLOSING_SOON,
    State.UPCOMING,
    State.UNCONFIRMED,
    State.NO_DATE,
    State.CLOSED,
)


def a_round(
    opens: str = "", closes: str = "", opens_time: time | None = None, closes_time: time | None = None
) -> Round:
    dates = {"opens": Period.of(opens) if opens else None, "closes": Period.of(closes) if closes else None}
    return cast("Round", SimpleNamespace(**dates, opens_time=opens_time, closes_time=closes_time))


@pytest.mark.parametrize(
    ("opens", "closes", "day", "state"),
    [
        ("2025-11-17", "2026-01-12", "2025-11-16", UPCOMING),
        ("2025-11-17", "2026-01-12", "2025-11-17", OPEN),
        ("2025-11-17", "2026-01-12", "2025-12-28", OPEN),
        ("2025-11-17", "2026-01-12", "2025-12-29", SOON),  # 14 days left
        ("2025-11-17", "2026-01-12", "2026-01-12", SOON),
        ("2025-11-17", "2026-01-12", "2026-01-13", CLOSED),
        ("2026-01-12", "2026-01-12", "2026-01-12", SOON),
        ("2026", "", "2025-01-01", UNCONFIRMED),
        ("2026", "", "2026-12-31", UNCONFIRMED),
        ("2026", "", "2027-01-01", NO_DATE),
        ("spring 2026", "", "2026-06-01", NO_DATE),
        ("spring 2026", "2026", "2026-06-01", UNCONFIRMED),  # it may be open: when it closes is still to come
        ("2026-03", "2026-03", "2026-03-31", UNCONFIRMED),
        ("2026-03", "2026-03", "2026-04-01", CLOSED),
        ("", "2026-01-12", "2026-01-12", UNCONFIRMED),
        ("", "2026-01-12", "2026-01-13", CLOSED),
        ("2025-11-17", "", "2025-11-16", UPCOMING),
        ("2025-11-17", "spring 2026", "2026-01-01", UNCONFIRMED),
        ("2025-11-17", "spring 2026", "2026-06-01", CLOSED),
        ("", "", "2026-01-01", UNCONFIRMED),
    ],
)
def test_the_state_on_a_day(opens: str, closes: str, day: str, state: State) -> None:
    assert state_on(a_round(opens, closes), date.fromisoformat(day), soon_days=14) is state


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 100), st.integers(-50, 150), st.integers(0, 60))
def test_the_state_agrees_with_the_instants_on_every_day(opens: date, length: int, offset: int, soon: int) -> None:
    closes, day = date.fromordinal(opens.toordinal() + length), date.fromordinal(opens.toordinal() + offset)
    one = a_round(opens.isoformat(), closes.isoformat())
    times, noon = window(one), london_instant(day, time(12))
    assert times.opens
    assert times.closes
    wanted = UPCOMING if noon < times.opens else CLOSED if noon >= times.closes else OPEN
    assert state_on(one, day, soon_days=soon).group is wanted


def test_without_a_time_the_whole_closing_day_counts() -> None:
    assert window(a_round("2025-11-17", "2026-01-12")).closes == end_of_day(date(2026, 1, 12))


@pytest.mark.parametrize(
    ("one", "opens", "closes"),
    [
        (a_round("2025-11-17", "2026-01-12"), "2025-11-17T00:00:00Z", "2026-01-13T00:00:00Z"),
        (a_round("2026-06-01", "2026-06-30"), "2026-05-31T23:00:00Z", "2026-06-30T23:00:00Z"),
        (a_round("2026-06-01", "2026-06-30", time(9), time(17)), "2026-06-01T08:00:00Z", "2026-06-30T16:00:00Z"),
        (a_round("2026-06-01", "2026-06-30", time(0), time(0)), "2026-05-31T23:00:00Z", "2026-06-29T23:00:00Z"),
        (a_round("2026", "2026-03"), "", ""),
        (a_round(), "", ""),
    ],
)
def test_the_instants_of_a_round_in_utc(one: Round, opens: str, closes: str) -> None:
    assert (window(one).opens_text, window(one).closes_text) == (opens, closes)


@pytest.mark.parametrize(
    ("one", "opens", "closes"),
    [
        (a_round("2025-11-17", "2026-01-12"), "17 November 2025", "the end of 12 January 2026"),
        (a_round("2025-11-17", "2026-01-12", time(9), time(17)), "17 November 2025 at 9am", "5pm on 12 January 2026"),
        (a_round("2026", "spring 2026"), "2026", "spring 2026"),
        (a_round(), "", ""),
    ],
)
def test_when_a_round_opens_and_closes_in_words(one: Round, opens: str, closes: str) -> None:
    assert (opens_words(one), closes_words(one)) == (opens, closes)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (a_round("2026"), "2027-01-01T00:00:00Z"),
        (a_round("2026-06"), "2026-06-30T23:00:00Z"),
        (a_round("2026", "2026-12-31"), ""),
        (a_round("2026-06-01"), ""),
        (a_round(), ""),
    ],
)
def test_when_the_time_is_over_in_which_a_round_was_to_open(one: Round, expected: str) -> None:
    assert window(one).expected_text == expected


@pytest.mark.parametrize("state", [OPEN, SOON, UPCOMING, NO_DATE])
def test_words_that_would_become_untrue_name_their_day(state: State) -> None:
    assert "15 December 2025" in state_words(state, date(2025, 12, 15))


def test_closing_soon_stands_among_the_open_rounds() -> None:
    assert [state.group for state in State] == [OPEN, OPEN, UPCOMING, UNCONFIRMED, NO_DATE, CLOSED]
