"""Calendars of the rounds: what a calendar program makes of them, and the letter of RFC 5545."""

from __future__ import annotations

import re
import time as clock
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from programme.catalogue.model import Round, RoundChange
from programme.clock import Period, london_instant
from programme.site import calendars
from tests.unit.site.invented import DAY, HOSTILE, a_round, records, with_rounds

ADDRESS = "https://example.org/site/"
CHANGE = RoundChange(
    changed_on=date(2029, 12, 1),
    opens=None,
    opens_time=None,
    closes=Period.of("2030-01-15"),
    closes_time=None,
    reason="More time.",
)


def written(*rounds: Round, address: str = ADDRESS) -> dict[str, bytes]:
    return calendars.render(with_rounds(*rounds) if rounds else records(), DAY, address=address)


def events(*rounds: Round, name: str = "rounds", address: str = ADDRESS) -> dict[str, Any]:
    calendar = Calendar.from_ical(written(*rounds, address=address)[f"calendars/{name}.ics"])
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def closing(*rounds: Round, address: str = ADDRESS) -> Any:
    return events(*rounds, address=address)["lamps-2030-closes@community-action-programme"]


def test_there_is_a_calendar_of_all_rounds_and_one_of_each_theme() -> None:
    assert set(written()) == {"calendars/rounds.ics", "calendars/lamps.ics", "calendars/paths.ics"}


def test_a_round_known_only_roughly_has_no_event() -> None:
    expected = ["lamps-2030-opens@community-action-programme", "lamps-2030-closes@community-action-programme"]
    assert list(events()) == expected


def test_a_theme_without_a_dated_round_has_a_valid_calendar_with_its_time_zone_only() -> None:
    calendar: Any = Calendar.from_ical(written()["calendars/paths.ics"])
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_theme_has_the_same_events_as_the_calendar_of_all_rounds() -> None:
    one, other = a_round(), a_round(id="paths-2030", theme="paths")
    both = events(one, other)
    assert events(one, other, name="lamps") | events(one, other, name="paths") == both
    assert len(both) == 4


class TestADeadlineWithoutATime:
    def test_takes_the_whole_day_and_ends_before_the_next(self) -> None:
        event = closing()
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2030, 1, 31), date(2030, 2, 1))
        assert event["DTSTART"].params["VALUE"] == "DATE"

    def test_blocks_nobodys_day(self) -> None:
        assert closing()["TRANSP"] == "TRANSPARENT"

    def test_alarms_at_nine_in_the_morning_two_weeks_and_three_days_before(self) -> None:
        alarms = closing().walk("VALARM")
        start = datetime(2030, 1, 31)  # noqa: DTZ001 - a whole day has no zone
        expected = [datetime(2030, 1, 17, 9), datetime(2030, 1, 28, 9)]  # noqa: DTZ001
        assert [start + alarm["TRIGGER"].dt for alarm in alarms] == expected
        assert [str(alarm["ACTION"]) for alarm in alarms] == ["DISPLAY", "DISPLAY"]
        assert [str(alarm["DESCRIPTION"]) for alarm in alarms] == [
            "Lamps round: last day to apply in 14 days", "Lamps round: last day to apply in 3 days",
        ]  # fmt: skip

    def test_says_the_last_moment_in_words(self) -> None:
        assert str(closing()["DESCRIPTION"]).split("\n\n") == [
            "Lamps round",
            "Applications must arrive by the end of 31 January 2030 (London time).",
            "Small Fund, 2029/30.",
            "Check the page for changes: https://example.org/site/fund/rounds/lamps-2030/",
        ]


class TestADeadlineWithATime:
    def test_is_a_moment_in_london(self) -> None:
        start = closing(a_round(closes_time=time(17)))["DTSTART"]
        assert start.params["TZID"] == "Europe/London"
        assert start.dt == datetime(2030, 1, 31, 17, tzinfo=ZoneInfo("Europe/London"))

    def test_has_no_end_because_a_moment_takes_no_time(self) -> None:
        assert "DTEND" not in closing(a_round(closes_time=time(17)))

    def test_alarms_at_that_time_of_day(self) -> None:
        triggers = [alarm["TRIGGER"].dt for alarm in closing(a_round(closes_time=time(17))).walk("VALARM")]
        assert triggers == [timedelta(days=-14), timedelta(days=-3)]

    def test_at_midnight_is_not_taken_for_a_whole_day(self) -> None:
        assert isinstance(closing(a_round(closes_time=time(0)))["DTSTART"].dt, datetime)

    @pytest.mark.parametrize(
        ("day", "at"),
        [
            (date(2030, 3, 30), time(17)),
            (date(2030, 3, 31), time(1, 30)),  # skipped
            (date(2030, 3, 31), time(17)),
            (date(2030, 10, 26), time(17)),
            (date(2030, 10, 27), time(1, 30)),  # occurs twice
            (date(2030, 10, 27), time(17)),
        ],
        ids=str,
    )
    def test_means_the_same_instant_as_the_page_around_clock_changes(self, day: date, at: time) -> None:
        one = a_round(closes=Period.of(day.isoformat()), closes_time=at)
        calendar: Any = Calendar.from_ical(written(one)["calendars/rounds.ics"])
        zone = next(iter(calendar.walk("VTIMEZONE"))).to_tz(lookup_tzid=False)
        start = next(event for event in calendar.walk("VEVENT") if "closes" in event["UID"])["DTSTART"].dt
        assert start.timestamp() == london_instant(day, at).timestamp()
        if at == time(17):  # the calendar's own rule of summer time says so too
            assert start.replace(tzinfo=zone).utcoffset() == start.utcoffset()


class TestAChangeOfDate:
    def test_raises_the_sequence(self) -> None:
        changed = a_round(earlier_dates=(CHANGE,))
        assert [int(closing(one)["SEQUENCE"]) for one in (a_round(), changed)] == [0, 1]

    def test_keeps_the_uid(self) -> None:
        changed = a_round(closes=Period.of("2030-02-28"), earlier_dates=(CHANGE,))
        assert set(events(changed)) == set(events(a_round()))

    def test_is_when_the_event_was_last_modified(self) -> None:
        event = closing(a_round(earlier_dates=(CHANGE,)))
        assert event["LAST-MODIFIED"].dt.isoformat() == event["DTSTAMP"].dt.isoformat() == "2029-12-01T00:00:00+00:00"


def test_an_event_is_as_old_as_what_was_last_told_of_the_round() -> None:
    dates = [
        closing(one)["DTSTAMP"].dt.date()
        for one in (a_round(), a_round(reviewed_on=date(2030, 1, 2)), a_round(sources=()))
    ]
    assert dates == [date(2029, 10, 1), date(2030, 1, 2), date(2030, 1, 7)]


def test_the_uid_does_not_hold_the_address() -> None:
    assert set(events(address="")) == set(events(address="https://elsewhere.example/"))


def test_an_event_leads_to_the_page_of_its_round_when_the_site_has_an_address() -> None:
    assert str(closing(address="https://example.org/x")["URL"]) == "https://example.org/x/fund/rounds/lamps-2030/"
    without = closing(address="")
    assert "URL" not in without
    assert str(without["DESCRIPTION"]).endswith("Check the page for changes.")


def test_an_event_of_what_is_only_proposed_is_tentative_and_says_so() -> None:
    event = closing(a_round(basis="proposed"))
    assert event["STATUS"] == "TENTATIVE"
    assert "The office has not confirmed it." in event["DESCRIPTION"]
    assert closing()["STATUS"] == "CONFIRMED"


def test_what_a_calendar_says_does_not_depend_on_the_day() -> None:
    assert calendars.render(records(), date(2031, 1, 1), address="") == written(address="")


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="Windows cannot change the zone of a process")
@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo", "America/Los_Angeles"])
def test_what_a_calendar_says_does_not_depend_on_the_zone_of_the_machine(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = written(a_round(earlier_dates=(CHANGE,)), a_round(id="other", reviewed_on=date(2030, 7, 1)))
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        clock.tzset()
        found = written(a_round(earlier_dates=(CHANGE,)), a_round(id="other", reviewed_on=date(2030, 7, 1)))
    clock.tzset()
    assert b"DTSTAMP:20300701T000000Z" in found["calendars/rounds.ics"]
    assert found == here


class TestRfc5545:
    @pytest.fixture(params=["plain", "hostile"])
    def files(self, request: pytest.FixtureRequest) -> dict[str, bytes]:
        if request.param == "plain":
            return written(a_round(closes_time=time(17)), a_round(id="other"))
        return written(a_round(title=HOSTILE * 9, series=HOSTILE), a_round(id="other", title="\\" * 500))

    def test_lines_end_in_crlf_and_hold_75_octets_at_most(self, files: dict[str, bytes]) -> None:
        for content in files.values():
            assert content.endswith(b"END:VCALENDAR\r\n")
            lines = content.split(b"\r\n")
            assert max(map(len, lines)) <= 75
            assert not [line for line in lines if b"\r" in line or b"\n" in line]
            assert [line.decode() for line in lines]  # no character is cut in two

    def test_a_client_reads_it_without_a_complaint(self, files: dict[str, bytes]) -> None:
        for content in files.values():
            assert [part.errors for part in Calendar.from_ical(content).walk() if part.errors] == []

    def test_every_event_has_the_properties_it_must_have_once(self, files: dict[str, bytes]) -> None:
        unfolded = files["calendars/rounds.ics"].replace(b"\r\n ", b"").decode()
        found = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", unfolded, re.DOTALL)
        assert len(found) == 4
        for text in found:
            own = re.sub(r"BEGIN:VALARM.*END:VALARM\r\n", "", text, flags=re.DOTALL)
            names = re.findall(r"^([A-Z-]+)[;:]", own, re.MULTILINE)
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "CATEGORIES"} <= set(names)
            assert len(names) == len(set(names))

    def test_uids_are_unique(self, files: dict[str, bytes]) -> None:
        uids = re.findall(rb"\r\nUID:(.*)\r\n", files["calendars/rounds.ics"])
        assert len(uids) == len(set(uids)) == 4

    def test_the_calendar_says_what_it_is_and_how_often_to_look(self, files: dict[str, bytes]) -> None:
        lines = files["calendars/lamps.ics"].decode().split("\r\n")
        name = "Community Action Programme: Lamps\\, and light"
        assert {"VERSION:2.0", "METHOD:PUBLISH", f"NAME:{name}", f"X-WR-CALNAME:{name}"} < set(lines)
        calendar: Any = Calendar.from_ical(files["calendars/lamps.ics"])
        assert calendar["REFRESH-INTERVAL"].dt == timedelta(days=1)
        assert str(calendar["X-PUBLISHED-TTL"]) == "P1D"


def test_the_library_would_write_the_same_bytes() -> None:
    for content in written(a_round(closes_time=time(17)), a_round(id="other", title="Ünïcode, " * 12)).values():
        assert Calendar.from_ical(content).to_ical(sorted=False) == content


def test_commas_semicolons_backslashes_and_new_lines_come_back_as_they_were() -> None:
    event = closing(a_round(title='A, b; c\\d "e": f\\New'))
    assert str(event["SUMMARY"]) == 'A, b; c\\d "e": f\\New: last day to apply'
    assert str(event["DESCRIPTION"]).count("\n\n") == 3


def test_a_hostile_title_can_neither_end_the_event_nor_add_one() -> None:
    found = events(a_round(title="X\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"))
    assert len(found) == 2
    assert str(closing(a_round(title="X\r\nEND:VEVENT"))["SUMMARY"]) == "X END:VEVENT: last day to apply"


@settings(deadline=None)  # the first reading of records takes longer than the others
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_any_title_comes_back(title: str) -> None:
    assert str(closing(a_round(title=title))["SUMMARY"]) == f"{' '.join(title.split())}: last day to apply"


def test_a_theme_that_is_not_there_leaves_its_id_as_category() -> None:
    assert closing(a_round(theme="gone")).categories == ["gone"]


def test_a_hostile_theme_names_its_calendar_on_one_line() -> None:
    theme = replace(records().themes["lamps"], title=HOSTILE)
    content = calendars.render(replace(records(), themes={"lamps": theme}), DAY, address="")["calendars/lamps.ics"]
    name = str(Calendar.from_ical(content)["NAME"])
    assert name.startswith("Community Action Programme: Lamps")
    assert name.endswith("END:VCALENDAR")
