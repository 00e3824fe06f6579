"""The moment of submission in each declared format and zone, to the instant in UTC."""

from __future__ import annotations

import pytest

from programme.submissions.reading.moments import look_of, reader_of
from tests.unit.submissions.reading.exports import codes, only, places, read_rows, row, shape


@pytest.mark.parametrize(
    ("written_as", "text"),
    [
        ("iso", "2026-01-12T16:05:00+00:00"), ("iso", "2026-01-12T17:05:00.123+01:00"), ("iso", "2026-01-12T16:05:00Z"),
        ("iso", "2026-01-12T16:05:00"), ("iso", "2026-01-12T11:05-0500"), ("iso-space", "2026-01-12 16:05:00"),
        ("day-first", "12/01/2026 16:05:00"), ("day-first", "12/1/2026 16:05"), ("day-first", "12/01/2026, 4:05 pm"),
        ("month-first", "1/12/2026 16:05:00"), ("month-first", "01/12/2026 04:05:00 PM"),
        ("month-first-short", "1/12/26 16:05"), ("day-first-short", "12/01/26 16:05"),
        ("google", "2026/01/12 4:05:00 PM GMT"),
        ("google", "2026/01/12 5:05:00 PM GMT+1"), ("google", "2026/01/12 9:35:00\u202fPM GMT+5:30"),
        ("google", "2026/01/12 4:05:00 PM"), ("workbook", "46034.670138889"), ("workbook", "2026-01-12T16:05:00"),
    ],
)  # fmt: skip
def test_each_format_is_read(written_as: str, text: str) -> None:
    assert reader_of(written_as, "london")(text) == ("2026-01-12T16:05:00Z", False)


@pytest.mark.parametrize(
    ("written_as", "text"),
    [
        ("iso", "12/01/2026 16:05"), ("iso", "2026-01-12"), ("iso", "2026-02-30T16:05:00"), ("iso", "20260112T160500"),
        ("iso-space", "2026-01-12 24:05:00"), ("day-first", "2026-01-12 16:05"), ("day-first", "1/13/2026 16:05"),
        ("day-first", "9/10/26 16:05"), ("month-first-short", "1/12/2026 16:05"), ("month-first", "13/1/2026 16:05"),
        ("google", "2026/01/12 13:05:00 PM GMT"), ("workbook", "soon"), ("workbook", "1e9"), ("workbook", "999999"),
        ("iso", "0009-01-12T16:05:00"), ("iso", ""), ("day-first", "١٢/٠١/٢٠٢٦ ١٦:٠٥"),
    ],
)  # fmt: skip
def test_nothing_but_the_declared_format_is_read(written_as: str, text: str) -> None:
    assert reader_of(written_as, "london")(text) is None


@pytest.mark.parametrize(
    ("text", "utc", "unsure"),
    [
        ("2026-07-01 00:30:00", "2026-06-30T23:30:00Z", False),
        ("2026-10-25 00:59:59", "2026-10-24T23:59:59Z", False),
        ("2026-10-25 01:30:00", "2026-10-25T00:30:00Z", True),
        ("2026-10-25 02:00:00", "2026-10-25T02:00:00Z", False),
        ("2026-03-29 00:59:00", "2026-03-29T00:59:00Z", False),
        ("2026-03-29 01:30:00", "2026-03-29T01:30:00Z", True),
        ("2026-03-29 02:00:00", "2026-03-29T01:00:00Z", False),
    ],
)
def test_the_clock_in_london_changes_twice_a_year(text: str, utc: str, *, unsure: bool) -> None:
    assert reader_of("iso-space", "london")(text) == (utc, unsure)


def test_in_universal_time_no_hour_occurs_twice() -> None:
    assert reader_of("iso-space", "utc")("2026-10-25 01:30:00") == ("2026-10-25T01:30:00Z", False)


def test_an_offset_beats_the_zone() -> None:
    assert reader_of("iso", "london")("2026-10-25T01:30:00+01:00") == ("2026-10-25T00:30:00Z", False)


def test_a_record_says_when_its_hour_is_in_doubt() -> None:
    (record,) = read_rows(row(submitted="2026-10-25 01:30:00")).records
    assert (record.submitted, record.ambiguous_time) == ("2026-10-25T00:30:00Z", True)


def test_how_a_moment_is_written_can_be_said_without_what_it_says() -> None:
    assert look_of("12 January 2026\u00a0at 5pm") == "99 aaaaaaa 9999 aa 9aa"


class TestDayAndMonthTheOtherWayRound:
    SHAPE = shape(submitted_format="day-first")
    LOW, MONTH_FIRST, DAY_FIRST = "1/12/2026 16:05", "1/13/2026 16:05", "13/1/2026 16:05"

    def rows(self, *moments: str) -> list[str]:
        return places(read_rows(*(row(submitted=one) for one in moments), shape=self.SHAPE))[1:]

    def test_make_every_row_doubtful_when_no_row_fits_only_the_declared_way(self) -> None:
        reading = read_rows(row(submitted=self.LOW), row(submitted=self.MONTH_FIRST), shape=self.SHAPE)
        assert places(reading)[1:] == ["time", "time"]
        assert (reading.records, reading.words) == ((), ())
        assert only(reading, "rows-order").place.line == 2
        assert codes(reading) == ["rows-time", "rows-order"]

    @pytest.mark.parametrize(
        ("declared", "moment"),
        [("day-first", "1/13/2026 16:05"), ("month-first", "13/1/2026 16:05"), ("day-first-short", "1/13/26 16:05"),
         ("month-first-short", "13/1/26 16:05")],
    )  # fmt: skip
    def test_make_every_row_doubtful_in_each_format(self, declared: str, moment: str) -> None:
        low = moment.replace("13", "12")
        reading = read_rows(row(submitted=low), row(submitted=moment), shape=shape(submitted_format=declared))
        assert codes(reading) == ["rows-time", "rows-order"]

    def test_are_one_odd_row_when_another_fits_only_the_declared_way(self) -> None:
        assert self.rows(self.LOW, self.MONTH_FIRST, self.DAY_FIRST) == ["record", "time", "record"]

    def test_are_not_thought_of_when_a_moment_is_merely_unreadable(self) -> None:
        assert self.rows(self.LOW, "soon") == ["record", "time"]
