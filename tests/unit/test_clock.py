from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme import clock
from programme.clock import MONTHS, SEASONS, YEARS, Period

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
YEAR = st.integers(YEARS.start + 1, YEARS.stop - 1)
SPRING_FORWARD, FALL_BACK = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2026-01-12", date(2026, 1, 12), date(2026, 1, 12), "12 January 2026"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "February 2028"),
        ("spring 2026", date(2026, 3, 1), date(2026, 5, 31), "spring 2026"),
        ("Winter 2026", date(2025, 12, 1), date(2026, 2, 28), "winter 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, first: date, last: date, words: str) -> None:
    period = Period.of(text)
    assert (period.first, period.last, period.words()) == (first, last, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-02-31",
        "2026-13",
        "2026-1-5",
        "20260112",
        "2026-W03-1",
        "12/01/2026",
        "٢٠٢٦",
        "２０２６-01-12",
        "fall 2026",
        "spring",
        "0000",
        "1026-01-12",
        "9999-12-31",
        "winter 1900",
        "2026-01-12T10:00",
        "2026-00",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Period.of(text)


@given(DAYS)
def test_a_day_is_read_back_from_its_iso_form(day: date) -> None:
    assert Period.of(day.isoformat()).day == day


@given(DAYS)
def test_the_words_of_a_day_name_it(day: date) -> None:
    number, month, year = Period.of(day.isoformat()).words().split()
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day


@given(YEAR, st.sampled_from([*SEASONS, *range(1, 13)]))
def test_a_month_or_season_has_no_day_and_words_without_one(year: int, part: str | int) -> None:
    period = Period.of(f"{part} {year}" if isinstance(part, str) else f"{year}-{part:02}")
    assert period.day is None
    assert period.first < period.last
    assert period.words().split()[-1] == str(year)
    assert len(period.words().split()) == 2


@given(st.text(max_size=20))
def test_reading_a_date_never_fails_in_another_way(text: str) -> None:
    try:
        period = Period.of(text)
    except ValueError:
        return
    assert period.first <= period.last


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2030, 1, 15), 6, date(2030, 7, 15)),
        (date(2030, 8, 31), 6, date(2031, 2, 28)),
        (date(2031, 8, 31), 6, date(2032, 2, 29)),
        (date(2030, 6, 30), 6, date(2030, 12, 30)),
        (date(2030, 1, 31), -2, date(2029, 11, 30)),
        (date(2030, 3, 31), -25, date(2028, 2, 29)),
    ],
)
def test_some_months_later_or_earlier_is_a_day_that_exists(day: date, months: int, later: date) -> None:
    assert clock.months_later(day, months) == later


def test_the_end_of_a_day_in_summer_is_not_midnight_utc_on_210_days_of_2026() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    utc = [datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) for day in days]
    assert sum(clock.end_of_day(day) != end for day, end in zip(days, utc, strict=True)) == 210


@pytest.mark.parametrize(
    ("day", "hours"), [(SPRING_FORWARD, 23), (FALL_BACK, 25), (date(2026, 1, 12), 24), (date(2026, 7, 1), 24)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    assert clock.end_of_day(day) - clock.london_instant(day) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 1, 12), time(17), "2026-01-12T17:00:00Z"),
        (date(2026, 7, 12), time(17), "2026-07-12T16:00:00Z"),
        (SPRING_FORWARD, time(0, 59), "2026-03-29T00:59:00Z"),
        (SPRING_FORWARD, time(2), "2026-03-29T01:00:00Z"),
        (FALL_BACK, time(0, 59), "2026-10-24T23:59:00Z"),
        (FALL_BACK, time(1, 30), "2026-10-25T00:30:00Z"),  # the earlier of the two
        (FALL_BACK, time(2), "2026-10-25T02:00:00Z"),
    ],
)
def test_a_london_time_is_the_right_instant(day: date, at: time, utc: str) -> None:
    assert clock.utc_text(clock.london_instant(day, at)) == utc


@pytest.mark.parametrize(
    ("at", "skipped"), [(time(0, 59), False), (time(1), True), (time(1, 59), True), (time(2), False)]
)
def test_the_hour_that_march_skips_is_known(at: time, *, skipped: bool) -> None:
    assert clock.is_skipped(SPRING_FORWARD, at) is skipped
    assert clock.is_repeated(SPRING_FORWARD, at) is False


@pytest.mark.parametrize(
    ("at", "twice"), [(time(0, 59), False), (time(1), True), (time(1, 59), True), (time(2), False)]
)
def test_the_hour_that_october_repeats_is_known(at: time, *, twice: bool) -> None:
    assert clock.is_repeated(FALL_BACK, at) is twice
    assert clock.is_skipped(FALL_BACK, at) is False


def test_a_day_given_on_the_command_line_beats_the_variable() -> None:
    assert clock.chosen_day({"PROGRAMME_TODAY": "2025-01-01"}, "2025-12-15") == date(2025, 12, 15)
    assert clock.chosen_day({"PROGRAMME_TODAY": "2025-01-01"}) == date(2025, 1, 1)
    assert clock.chosen_day({}) is None


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_of_another_age_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=f"^--today is “{text}”. Give a day of the years 1900 to 2199.$"):
        clock.chosen_day({}, text)
    with pytest.raises(ValueError, match=f"^PROGRAMME_TODAY is “{text}”"):
        clock.the_day({"PROGRAMME_TODAY": text})


def test_without_a_day_it_is_today_in_london() -> None:
    before = clock.london_now().date()
    assert before <= clock.the_day({}) <= clock.london_now().date()


@pytest.mark.parametrize(("text", "given"), [("20251215", "20251215"), ("2025-W51-1", None), ("soon", None)])
def test_a_day_that_is_no_date_is_refused_in_words_that_name_where_it_was_given(text: str, given: str | None) -> None:
    where = "--today" if given else "PROGRAMME_TODAY"
    with pytest.raises(ValueError, match=f"^{where} is “{text}”, which is not a date. Write it as year-month-day"):
        clock.chosen_day({"PROGRAMME_TODAY": text}, given)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(17), "5pm"),
        (time(9, 5), "9:05am"),
        (time(12), "midday"),
        (time(0), "midnight at the start of the day"),
        (time(0, 30), "12:30am"),
        (time(12, 30), "12:30pm"),
        (time(23, 59), "11:59pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(at: time, words: str) -> None:
    assert clock.say_time(at) == words


def test_a_day_is_said_with_its_weekday() -> None:
    assert clock.say_day(date(2026, 1, 12)) == "Monday 12 January 2026"


def test_an_instant_is_said_as_it_was_in_london() -> None:
    assert clock.say_instant("2025-08-15T03:56:07Z") == "15 August 2025, 04:56:07"
    assert clock.say_instant("2025-12-31T23:59:59Z") == "31 December 2025, 23:59:59"


def test_a_deadline_at_midnight_is_the_end_of_the_day_before() -> None:
    assert clock.say_deadline("2025-08-14T23:00:00Z") == "the end of 14 August 2025"
    assert clock.say_deadline("2026-01-13T00:00:00Z") == "the end of 12 January 2026"
    assert clock.say_deadline("2026-03-31T16:00:00Z") == "31 March 2026, 17:00:00"
