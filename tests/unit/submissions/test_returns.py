from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from programme.clock import Period
from programme.submissions.facts import Answer, Decision, Fact, Record
from programme.submissions.fold.returns import answered_period, due_before, due_day, periods
from programme.submissions.outcome import Due, State
from tests.unit.submissions.sample import (
    RECORDS,
    REFERENCES,
    RETURN,
    arrived,
    by_source,
    chosen,
    folded,
    made,
    number,
    reached,
    record,
)


def returned(source: str = "1", partner: str = "north", period: str = "July to September 2025", **more: Any) -> Record:
    given = {"partner": chosen(partner), "period": chosen(period), "people": number("12"), **more.pop("answers", {})}
    return record(source, form="return", **{"sent": "2025-10-10T09:00:00Z", **more, "answers": given})


def owed(*facts: Fact, day: date = date(2025, 11, 1), period: str = "2025-Q3", **changes: Any) -> dict[str, Due]:
    records = replace(RECORDS, forms={**RECORDS.forms, "return": replace(RETURN, **changes)})
    return {one.partner: one for one in folded(*facts, records=records, day=day).due if one.period == period}


def accepted(source: str) -> Decision:
    return Decision(REFERENCES.reference("return", source), "accept", "programme-team", "2025-10-25", "It counts.")


class TestAPeriod:
    @pytest.mark.parametrize("text", ["2025-Q3", "July to September 2025", "2025-09", "september 2025", "2025-08-14"])
    def test_is_a_quarter_however_it_is_written(self, text: str) -> None:
        assert answered_period(chosen(text), "quarter") == "2025-Q3"

    @pytest.mark.parametrize("text", ["2025-07", "July 2025", "2025-07-01"])
    def test_is_a_month_however_it_is_written(self, text: str) -> None:
        assert answered_period(chosen(text), "month") == "2025-07"

    def test_is_that_of_a_date_that_was_given(self) -> None:
        assert answered_period(Answer(given=True, day="2025-07-31"), "month") == "2025-07"

    @pytest.mark.parametrize("text", ["", "last quarter", "2025", "Smarch 2025", "2025-13", "2025-Q5"])
    def test_is_none_when_it_is_not_plain(self, text: str) -> None:
        assert answered_period(chosen(text), "quarter") == ""

    def test_is_none_when_two_were_chosen(self) -> None:
        assert answered_period(chosen("July 2025", "August 2025"), "month") == ""


class TestPeriods:
    def test_are_those_that_have_begun(self) -> None:
        assert [name for name, _, _ in periods(RETURN, date(2025, 10, 1))] == ["2025-Q2", "2025-Q3", "2025-Q4"]

    def test_end_with_the_last_one(self) -> None:
        form = replace(RETURN, last_period=Period.of("2025-07"))
        assert [name for name, _, _ in periods(form, date(2030, 1, 1))] == ["2025-Q2", "2025-Q3"]

    def test_are_months_where_the_form_says_so(self) -> None:
        form = replace(RETURN, every="month", first_period=Period.of("2025-12"))
        assert list(periods(form, date(2026, 1, 15))) == [
            ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
            ("2026-01", date(2026, 1, 1), date(2026, 1, 31)),
        ]

    def test_are_none_before_the_first(self) -> None:
        assert list(periods(RETURN, date(2025, 3, 31))) == []

    def test_are_none_of_a_form_that_names_no_first_one(self) -> None:
        assert list(periods(replace(RETURN, first_period=None), date(2026, 1, 1))) == []


class TestTheDayItIsDue:
    def test_is_in_the_month_after_the_period(self) -> None:
        assert due_day(RETURN, "2025-Q4") == date(2026, 1, 14)

    def test_is_the_last_of_a_short_month(self) -> None:
        assert due_day(replace(RETURN, due_day=31), "2026-01") == date(2026, 2, 28)

    def test_counts_to_the_end_in_london(self) -> None:
        assert due_before(RETURN, "2025-Q2") == "2025-07-14T23:00:00Z"

    def test_is_none_where_none_is_announced(self) -> None:
        assert (due_day(replace(RETURN, due_day=None), "2025-Q2"), due_before(RETURN, "soon")) == (None, "")


class TestWhatIsOwed:
    def test_is_missing_after_the_day_it_was_due(self) -> None:
        assert owed(day=date(2025, 10, 15))["north"] == Due("return", "north", "2025-Q3", "missing", "2025-10-14")

    def test_is_not_due_on_that_day(self) -> None:
        assert owed(day=date(2025, 10, 14))["north"].state == "not-due"

    def test_came_on_time(self) -> None:
        facts = arrived(returned())
        reference = next(iter(folded(*facts).submissions))
        assert owed(*facts)["north"] == Due("return", "north", "2025-Q3", "on-time", "2025-10-14", reference)

    def test_came_late(self) -> None:
        assert owed(*arrived(returned(sent="2025-10-14T23:00:00Z")))["north"].state == "late"

    def test_a_version_that_comes_late_is_told_to_have_come_in_time_before(self) -> None:
        again = returned(sent="2025-10-20T09:00:00Z", answers={"people": number("13")})
        (one,) = folded(*arrived(returned(), again)).submissions.values()
        assert one.because.rule == "after-due-day"
        assert one.because.says.endswith("was due. An earlier version came in time.")

    def test_came_on_time_though_it_was_corrected_later(self) -> None:
        late = returned("2", sent="2025-10-20T09:00:00Z", answers={"people": number("13")})
        reference, again = (REFERENCES.reference("return", source) for source in "12")
        due = Due("return", "north", "2025-Q3", "sent-again-late", "2025-10-14", reference, again)
        assert owed(*arrived(returned(), late))["north"] == due

    def test_came_on_time_and_again_late_in_a_later_version(self) -> None:
        late = returned(sent="2025-10-20T09:00:00Z", answers={"people": number("13")})
        found = owed(*arrived(returned(), late))["north"]
        reference = REFERENCES.reference("return", "1")
        assert (found.state, found.reference, found.again) == ("sent-again-late", reference, reference)

    def test_came_on_time_though_a_person_let_the_late_one_replace_it(self) -> None:
        late = returned("2", sent="2025-10-20T09:00:00Z", answers={"people": number("13")})
        reference, again = (REFERENCES.reference("return", source) for source in "12")
        same = Decision(reference, "same", "programme-team", "2025-10-21", "One return.", other=again)
        found = owed(*arrived(returned(), late), same)["north"]
        assert (found.state, found.reference, found.again) == ("sent-again-late", reference, again)

    def test_came_late_and_was_accepted(self) -> None:
        facts = arrived(returned(sent="2025-10-20T09:00:00Z"))
        found = owed(*facts, accepted("1"))["north"]
        assert (found.state, found.reference, found.again) == (
            "late-accepted", REFERENCES.reference("return", "1"), "",
        )  # fmt: skip

    def test_is_the_late_one_that_was_accepted_though_another_came_later(self) -> None:
        facts = arrived(returned(sent="2025-10-20T09:00:00Z"), returned("2", sent="2025-10-24T09:00:00Z"))
        found = owed(*facts, accepted("1"))["north"]
        assert (found.state, found.reference) == ("late-accepted", REFERENCES.reference("return", "1"))

    @pytest.mark.parametrize("source", ["1", "2"])
    def test_came_on_time_and_again_late_and_the_late_one_was_accepted(self, source: str) -> None:
        late = returned(source, sent="2025-10-20T09:00:00Z", answers={"people": number("13")})
        found = owed(*arrived(returned(), late), accepted(source))["north"]
        reference = REFERENCES.reference("return", source)
        assert (found.state, found.reference, found.again) == ("sent-again-accepted", reference, reference)

    def test_came_on_time_and_no_less_when_that_was_accepted(self) -> None:
        late = returned("2", sent="2025-10-20T09:00:00Z")
        assert owed(*arrived(returned(), late), accepted("1"))["north"].state == "sent-again-late"
        assert owed(*arrived(returned()), accepted("1"))["north"].state == "on-time"

    def test_is_known_by_the_last_that_came_in_time(self) -> None:
        facts = arrived(returned(), returned("2", sent="2025-10-11T09:00:00Z"))
        found = owed(*facts)["north"]
        assert (found.state, found.reference, found.again) == ("on-time", REFERENCES.reference("return", "2"), "")

    def test_is_missing_when_what_came_was_taken_back(self) -> None:
        back = Decision(REFERENCES.reference("return", "1"), "withdraw", "programme-team", "2025-10-21", "Said so.")
        assert owed(*arrived(returned()), back)["north"].state == "missing"

    @pytest.mark.parametrize("sent", ["2025-10-10T09:00:00Z", "2025-10-20T09:00:00Z"])
    def test_is_missing_when_what_came_was_refused(self, sent: str) -> None:
        no = Decision(REFERENCES.reference("return", "1"), "refuse", "programme-team", "2025-10-21", "Another form.")
        assert owed(*arrived(returned(sent=sent)), no)["north"].state == "missing"

    def test_is_received_where_no_day_is_announced(self) -> None:
        assert owed(*arrived(returned()), due_day=None)["north"].state == "received"

    def test_is_not_received_and_not_missing_where_no_day_is_announced(self) -> None:
        due = Due("return", "north", "2025-Q3", "not-received", None)
        assert owed(due_day=None, day=date(2025, 10, 1))["north"] == due

    def test_is_owed_by_everybody_who_must_return_it(self) -> None:
        assert list(owed(*arrived(returned()))) == ["north", "south"]

    def test_is_not_owed_for_what_began_after_a_partner_left(self) -> None:
        assert "former" in owed(period="2025-Q2")
        assert "former" not in owed(period="2025-Q3")

    def test_is_not_owed_for_what_ended_before_a_partner_joined(self) -> None:
        assert "joined" not in owed(period="2025-Q4")
        assert "joined" in owed(period="2026-Q1", day=date(2026, 3, 31))


class TestAReturn:
    def test_is_ready_when_nothing_is_wrong(self) -> None:
        (found,) = folded(*arrived(returned())).submissions.values()
        assert (found.state, found.partner, found.call) == (State.READY, "north", "2025-Q3")

    def test_is_replaced_by_another_for_the_same_period(self) -> None:
        found = by_source(folded(*arrived(returned(), returned("2", sent="2025-10-11T09:00:00Z"))))
        assert [found[source].state for source in "12"] == [State.REPLACED, State.READY]
        assert found["1"].because.says == "The same partner returned it again for the same period."

    @pytest.mark.parametrize(
        ("address", "states"),
        [
            ("anna@example.org", [State.REPLACED, State.READY]),
            ("bert@example.org", [State.NEEDS_A_PERSON, State.NEEDS_A_PERSON]),
        ],
    )
    def test_from_another_address_may_be_another_partners_so_a_person_is_asked(
        self, address: str, states: list[State]
    ) -> None:
        one, two = (
            returned(source, sent=f"2025-10-1{source}T09:00:00Z", answers={"contact": reached("email", whose)})
            for source, whose in (("1", "anna@example.org"), ("2", address))
        )
        found = by_source(folded(*arrived(one, two)))
        assert [found[source].state for source in "12"] == states

    def test_from_another_address_never_counts_beside_another_unasked(self) -> None:
        three = [
            returned(
                source, sent=f"2025-10-1{source}T09:00:00Z", answers={"contact": reached("email", f"{whose}@x.org")}
            )
            for source, whose in (("1", "anna"), ("2", "bert"), ("3", "cleo"))
        ]
        two, last = (REFERENCES.reference("return", source) for source in "23")
        same = Decision(two, "same", "programme-team", "2025-10-21", "One return.", other=last)
        found = by_source(folded(*arrived(*three), same))
        assert [found[source].state for source in "123"] == [
            State.NEEDS_A_PERSON, State.REPLACED, State.NEEDS_A_PERSON,
        ]  # fmt: skip

    @pytest.mark.parametrize("way", ["withdraw", "refuse"])
    def test_is_replaced_by_the_next_but_one_when_the_next_was_taken_back_or_refused(self, way: str) -> None:
        three = [returned(str(day), sent=f"2025-10-1{day}T09:00:00Z") for day in (1, 2, 3)]
        out = Decision(REFERENCES.reference("return", "2"), way, "programme-team", "2025-10-21", "They told us.")
        found = by_source(folded(*arrived(*three), out))
        assert [found[source].state for source in "13"] == [State.REPLACED, State.READY]

    def test_is_replaced_by_a_late_one_that_was_accepted_when_another_late_one_came_before_it(self) -> None:
        sent = ("2025-10-10T09:00:00Z", "2025-10-20T09:00:00Z", "2025-10-21T09:00:00Z")
        found = by_source(
            folded(*arrived(*(returned(str(at), sent=one) for at, one in enumerate(sent, 1))), accepted("3"))
        )
        assert [found[source].state for source in "123"] == [State.REPLACED, State.LATE, State.READY]

    def test_that_is_late_replaces_none_that_came_in_time(self) -> None:
        found = by_source(folded(*arrived(returned(), returned("2", sent="2025-10-20T09:00:00Z"))))
        assert [found[source].state for source in "12"] == [State.READY, State.LATE]

    @pytest.mark.parametrize(
        ("sent", "state"),
        [
            ("2025-06-30T22:59:59Z", State.NEEDS_A_PERSON),  # a second before July begins in London
            ("2025-06-30T23:00:00Z", State.READY),
        ],
    )
    def test_from_before_its_period_had_begun_may_be_for_another_one(self, sent: str, state: State) -> None:
        (found,) = folded(*arrived(returned(sent=sent))).submissions.values()
        assert found.state is state
        if state is State.NEEDS_A_PERSON:
            assert (found.because.rule, found.because.saw) == ("before-period", "sent 30 June 2025, 23:59:59")

    def test_of_another_period_is_another(self) -> None:
        other = returned("2", period="April to June 2025", sent="2025-07-10T09:00:00Z")
        found = by_source(folded(*arrived(returned(), other)))
        assert [found[source].state for source in "12"] == [State.READY, State.READY]

    @pytest.mark.parametrize(
        ("answers", "rule"),
        [
            ({"partner": Answer(given=True, strange=1)}, "unknown-option"),
            ({"partner": chosen("stranger")}, "unknown-partner"),
            ({"period": chosen("some time")}, "unknown-period"),
        ],
    )
    def test_of_nobody_knows_whom_or_when_needs_a_person(self, answers: dict[str, Answer], rule: str) -> None:
        (found,) = folded(*arrived(returned(answers=answers))).submissions.values()
        assert (found.state, found.because.rule) == (State.NEEDS_A_PERSON, rule)


def test_a_form_without_partners_owes_nothing() -> None:
    assert folded(records=replace(RECORDS, forms={"return": made(type(RETURN), id="return", kind="return")})).due == ()
