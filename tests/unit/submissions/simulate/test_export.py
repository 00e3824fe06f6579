from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

import pytest

from programme.catalogue.model import ExportShape, Form, Records
from programme.clock import Period
from programme.status import window
from programme.submissions.outcome import Disposition, Flag, State
from programme.submissions.simulate import Kind, Simulated, simulate, simulate_pair

APPLICATION: Final = "community-action-fund-application"
ROUND: Final = "road-safety-2025"
OF_ANY_APPLICATION: Final = {
    Kind.LATE, Kind.OVER_CEILING, Kind.OVER_STAFF, Kind.SCHOOL_STAFF, Kind.ASK_FIRST, Kind.MISSING_ANSWER,
    Kind.BUDGET_SUM, Kind.AMOUNT_WORDS, Kind.UNKNOWN_OPTION, Kind.PREVIOUS_AWARD, Kind.DUPLICATE, Kind.REPLACED,
    Kind.ABBREVIATED, Kind.NEAR_DUPLICATE, Kind.SHARED_CONTACT, Kind.OTHER_REGISTRATION, Kind.OTHER_ROUND,
    Kind.UNREADABLE_TIME, Kind.REPEAT, Kind.BLANK,
}  # fmt: skip


def simulated(records: Records, shape: str, *, form: str = APPLICATION, rows: int = 60, seed: int = 1) -> Simulated:
    call = ROUND if form == APPLICATION else None
    return simulate(records.forms[form], records.export_shapes[shape], records, rows=rows, seed=seed, round_id=call)


@pytest.mark.parametrize("shape", ["microsoft-forms", "microsoft-forms-csv", "limesurvey", "generic"])
def test_the_same_seed_gives_the_same_bytes(records: Records, shape: str) -> None:
    assert simulated(records, shape).content == simulated(records, shape).content


def test_another_seed_gives_other_bytes(records: Records) -> None:
    assert simulated(records, "odk", seed=1).content != simulated(records, "odk", seed=2).content


@pytest.mark.parametrize(
    ("shape", "more"),
    [
        ("microsoft-forms", set()),
        ("typeform", {Kind.PARTIAL}),
        ("odk", {Kind.TEST}),
        ("generic", {Kind.PARTIAL, Kind.VERSION, Kind.SAME_MOMENT, Kind.NO_ID, Kind.WIDTH}),
    ],
)
def test_three_hundred_rows_hold_several_of_every_fault(records: Records, shape: str, more: set[Kind]) -> None:
    numbers = Counter(fault.kind for fault in simulated(records, shape, rows=300).truth.faults)
    assert set(numbers) == OF_ANY_APPLICATION | more
    assert min(numbers.values()) >= 3


def test_a_round_with_minutes_of_grace_has_applications_within_them(records: Records) -> None:
    again = with_round(records, grace_minutes=10)
    truth = simulated(again, "govuk-forms", rows=100).truth
    faults = truth.of(Kind.WITHIN_GRACE)
    closes = window(records.rounds[ROUND]).closes
    assert closes is not None
    assert faults
    assert {(fault.state, fault.flag) for fault in faults} == {(State.READY, Flag.WITHIN_GRACE)}
    for fault in faults:
        assert closes < instant(truth.sent[fault.source].submitted) < closes + timedelta(minutes=10)


def test_a_round_that_must_be_spent_soon_has_an_initiative_that_takes_too_long(records: Records) -> None:
    again = with_round(records, spend_by=Period.of("2026-02-28"))
    faults = simulated(again, "kobo", rows=100).truth.of(Kind.SETUP_TIME)
    assert {fault.state for fault in faults} == {State.NEEDS_A_PERSON}


def with_round(records: Records, **changes: object) -> Records:
    changed = replace(records.rounds[ROUND], **changes)  # type: ignore[arg-type]
    return replace(records, rounds={**records.rounds, ROUND: changed})


def test_without_faults_every_row_below_the_headings_is_a_first_one(records: Records) -> None:
    form, shape = records.forms[APPLICATION], records.export_shapes["generic"]
    truth = simulate(form, shape, records, rows=20, seed=1, round_id=ROUND, faults=False).truth
    assert [line.disposition for line in truth.lines[1:]] == [Disposition.FIRST] * 20
    assert truth.faults == ()
    assert {one.state for one in truth.sent.values()} == {State.READY}


def test_as_many_submissions_are_sent_as_were_asked_for(records: Records) -> None:
    truth = simulated(records, "typeform", rows=100).truth
    held = sum(line.disposition is Disposition.QUARANTINE for line in truth.lines)
    assert len(truth.sent) + held == 100


def test_nobody_in_an_export_can_exist(records: Records) -> None:
    text = simulated(records, "google-sheets", rows=400).content.decode()
    assert set(re.findall(r"@[\w.-]+", text.lower())) == {"@example.org"}
    phones = [found.replace(" ", "") for found in re.findall(r"(?:\+44|\b0)[ \d]{9,}", text)]
    assert len(phones) > 200
    assert [phone for phone in phones if not re.fullmatch(r"(0|\+44)(7700900|1632960)\d{3}", phone)] == []
    assert {code[:2] for code in re.findall(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", text)} == {"ZZ"}


def test_submissions_are_sent_while_the_round_is_open_with_a_rush_at_the_end(records: Records) -> None:
    truth = simulate(
        records.forms[APPLICATION],
        records.export_shapes["odk"],
        records,
        rows=400,
        seed=1,
        round_id=ROUND,
        faults=False,
    ).truth
    opens, closes = window(records.rounds[ROUND]).opens, window(records.rounds[ROUND]).closes
    assert opens is not None
    assert closes is not None
    times = [instant(one.submitted) for one in truth.sent.values()]
    assert opens <= min(times)
    assert max(times) < closes
    assert sum(time > closes - timedelta(days=2) for time in times) > 80
    assert len({time.date() for time in times}) > 20


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_same_applicant_twice_in_a_round_is_a_pair(records: Records) -> None:
    truth = simulated(records, "microsoft-forms-csv", rows=300).truth
    kinds = (Kind.DUPLICATE, Kind.ABBREVIATED, Kind.NEAR_DUPLICATE)
    planted = {frozenset((fault.source, fault.other)) for kind in kinds for fault in truth.of(kind)}
    assert truth.pairs() == planted


def test_the_earlier_of_two_applications_is_the_one_that_is_replaced(records: Records) -> None:
    truth = simulated(records, "kobo", rows=300).truth
    for fault in truth.of(Kind.DUPLICATE):
        earlier = truth.sent[fault.other]
        assert earlier.submitted < truth.sent[fault.source].submitted
        assert earlier.state is State.REPLACED


def test_a_repeat_stands_below_the_row_that_it_repeats(records: Records) -> None:
    truth = simulated(records, "surveymonkey", rows=100).truth
    first = {line.source: line.row for line in truth.lines if line.disposition is Disposition.FIRST}
    assert all(first[fault.source] < fault.row for fault in truth.of(Kind.REPEAT))


def test_a_pasted_file_has_three_blocks_of_headings(records: Records) -> None:
    lines = simulated(records, "generic", rows=60).truth.lines
    assert [line.code for line in lines].count("header") == 3


def test_an_hour_that_occurs_twice_is_planted_where_the_clocks_go_back_and_no_offset_is_written(
    records: Records,
) -> None:
    form = "youth-perception-survey"
    wall = simulated(records, "limesurvey", form=form, rows=100).truth.of(Kind.AMBIGUOUS_HOUR)
    assert {fault.flag for fault in wall} == {Flag.TIME_AMBIGUOUS}
    for shape in ("google-forms", "govuk-forms", "kobo", "generic"):
        assert not simulated(records, shape, form=form, rows=100).truth.of(Kind.AMBIGUOUS_HOUR)


def test_returns_come_from_the_partners_that_owe_them_and_some_never_come(records: Records) -> None:
    form = records.forms["safer-street-summers-update"]
    truth = simulated(records, "google-forms", form=form.id, rows=20).truth
    assert {one.applicant for one in truth.sent.values()} <= set(form.returned_by)
    assert {one.call for one in truth.sent.values()} == {"2025-07", "2025-08", "2025-09"}
    assert truth.of(Kind.MISSING_RETURN)
    assert truth.of(Kind.LATE_RETURN)


def test_more_returns_than_are_owed_are_corrections(records: Records) -> None:
    truth = simulated(records, "odk", form="partnership-quarterly-return", rows=60).truth
    assert truth.of(Kind.CORRECTION)
    assert {frozenset((fault.source, fault.other)) for fault in truth.of(Kind.CORRECTION)} <= truth.pairs()


def test_where_no_dates_are_known_a_person_must_look_at_each(records: Records) -> None:
    form, shape = records.forms[APPLICATION], records.export_shapes["odk"]
    truth = simulate(form, shape, records, rows=60, seed=1, round_id="business-crime-2026").truth
    mine = [one for one in truth.sent.values() if one.call == "business-crime-2026"]
    assert {one.state for one in mine} <= {State.NEEDS_A_PERSON, State.REPLACED, None}


def test_without_a_round_the_last_to_open_is_taken(records: Records) -> None:
    truth = simulate(records.forms[APPLICATION], records.export_shapes["odk"], records, rows=9, seed=1).truth
    assert {one.call for one in truth.sent.values()} == {"violence-and-vulnerability-2025"}


def test_a_round_that_there_is_not_is_said_with_those_that_there_are(records: Records) -> None:
    with pytest.raises(ValueError, match=r"There is no round “spring”. There are: .*road-safety-2025"):
        simulate(records.forms[APPLICATION], records.export_shapes["odk"], records, rows=9, seed=1, round_id="spring")


def test_no_rows_are_refused(records: Records) -> None:
    with pytest.raises(ValueError, match="at least one row, not 0"):
        simulated(records, "odk", rows=0)
    with pytest.raises(ValueError, match="at least ten rows, not 9"):
        pair(records, "odk", rows=9)


@pytest.mark.parametrize("rows", [1, 2, 3, 10])
def test_very_few_rows_are_still_an_export(records: Records, rows: int) -> None:
    for form in records.forms:
        for shape in ("microsoft-forms", "generic", "google-forms"):
            assert simulated(records, shape, form=form, rows=rows).content


def test_the_names_of_files_are_those_of_the_tools(records: Records) -> None:
    assert simulated(records, "microsoft-forms", rows=9).name == "Application form(1-9).xlsx"
    assert simulated(records, "odk", rows=9).name == f"{APPLICATION}.csv"
    assert simulated(records, "generic", rows=9).name == f"{APPLICATION}-export.csv"


def pair(records: Records, shape: str, rows: int = 40) -> tuple[Simulated, Simulated]:
    form: Form = records.forms[APPLICATION]
    of: ExportShape = records.export_shapes[shape]
    return simulate_pair(form, of, records, rows=rows, seed=1, round_id=ROUND)


def test_the_newer_of_two_exports_holds_the_older_one_new_rows_an_edit_and_one_row_less(records: Records) -> None:
    older, newer = (one.truth for one in pair(records, "microsoft-forms"))
    was, now = ({line.source for line in truth.lines if line.source} for truth in (older, newer))
    (gone,) = newer.of(Kind.GONE)
    (version,) = newer.of(Kind.VERSION)
    assert was - now == {gone.source}
    assert len(now - was) == 12
    assert version.source in was
    assert gone.flag is Flag.GONE_FROM_SOURCE
    assert Counter(line.disposition for line in newer.lines) == {
        Disposition.STRUCTURAL: 1, Disposition.REPEAT: 26, Disposition.VERSION: 1, Disposition.FIRST: 12,
    }  # fmt: skip


def test_a_tool_that_gives_no_id_has_no_edit_in_its_newer_export(records: Records) -> None:
    _, newer = pair(records, "google-forms")
    assert newer.truth.of(Kind.VERSION) == ()


def test_amounts_are_below_the_ceiling_and_many_ask_for_all_of_it(records: Records) -> None:
    form = records.forms[APPLICATION]
    shape = replace(records.export_shapes["google-forms"], own_columns=("Timestamp",))
    text = simulate(form, shape, records, rows=300, seed=2, round_id=ROUND, faults=False).content.decode()
    asked = [Decimal(found) for found in re.findall(r'(?<=\n|,)"(\d{3,5}(?:\.\d\d)?)",', text)]
    assert len(asked) > 100
    assert max(asked) == 10000
    assert asked.count(Decimal(10000)) > 5
