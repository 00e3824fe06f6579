from __future__ import annotations

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs
from python_calamine import CalamineWorkbook

from programme.submissions.facts import Announced, Decision
from programme.submissions.outcome import Due, Outcome, State
from programme.submissions.report.sheets import Column, Table, Tables
from programme.submissions.report.snapshot import snapshot_of
from programme.submissions.report.view import report_view
from programme.submissions.report.workbook import report_workbook
from tests.unit.submissions.report import invented as sample


def workbook(outcome: Outcome, **answers: str) -> bytes:
    words = {one.record.content: sample.words_of(one, **answers) for one in outcome.submissions.values()}
    return report_workbook(report_view(outcome, words, sample.records(), day=sample.DAY, previous=None))


def rows(content: bytes, sheet: str) -> list[dict[str, Any]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, found[0]), row, strict=True)) for row in found[1:]]


def test_the_same_outcome_is_the_same_bytes() -> None:
    assert workbook(sample.rich()) == workbook(sample.rich())


def test_every_submission_stands_in_it_once_with_pounds_as_numbers_and_times_as_times() -> None:
    found = {row["Reference"]: row for row in rows(workbook(sample.rich()), "Submissions")}
    assert list(found) == sorted(sample.rich().submissions)
    assert found[sample.reference(4)]["Awarded"] == 6000
    assert found[sample.reference(5)]["Sent (London)"] == datetime(2026, 1, 13, 9)  # noqa: DTZ001


def test_a_decision_is_told_with_the_words_that_announce_it() -> None:
    words = Announced("Invented Road Watch", "Signs")
    decision = Decision(sample.reference(1), "award", "panel", "2026-01-19", "Strong.", announced=words)
    one = sample.submission(1, state=State.AWARDED, decisions=(decision,))
    (row,) = rows(workbook(sample.outcome(one)), "Submissions")
    assert row["Decided"] == "award by panel on 2026-01-19: Strong. (announced as Invented Road Watch: Signs)"


def test_a_time_in_summer_is_londons() -> None:
    content = workbook(sample.outcome(sample.submission(1, sent="2025-07-01T10:00:00Z")))
    assert rows(content, "Submissions")[0]["Sent (London)"] == datetime(2025, 7, 1, 11)  # noqa: DTZ001


def test_text_that_looks_like_a_formula_a_link_or_a_number_stays_text() -> None:
    answers = {"organisation-name": "=HYPERLINK(A1)", "project-title": "https://example.org/"}
    content = workbook(sample.outcome(sample.submission(1)), **answers)
    (row,) = rows(content, "Submissions")
    assert (row["Organisation"], row["Project"]) == ("=HYPERLINK(A1)", "https://example.org/")
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        sheets = b"".join(pack.read(name) for name in pack.namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets.lower()


def test_control_characters_do_not_break_the_workbook() -> None:
    content = workbook(sample.outcome(sample.submission(1)), **{"project-title": "a\x00\x0b\ud83d\ude00b"[:3]})
    assert len(rows(content, "Submissions")) == 1


@pytest.mark.parametrize(
    "text",
    ["a < b & c > d", "_x0041_", " spaces around ", "two\nlines", "“Zoë” 😀", "tab\there", "a\r\nb", "]]>", '"quoted"'],
)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    tables = Tables("Any", datetime(2026, 1, 20))  # noqa: DTZ001 - as a spreadsheet has it
    tables.add(Table("Any", (Column("Text", 9), Column("Pounds", 9, "pounds")), [(text, Decimal("1.50"))]))
    assert rows(tables.done(), "Any") == [{"Text": text, "Pounds": 1.5}]


def test_a_corrected_award_stands_among_the_changes() -> None:
    before, after = (sample.outcome(sample.submission(1, State.AWARDED, awarded=Decimal(it))) for it in (70, 50))
    view = report_view(after, {}, sample.records(), day=sample.DAY, previous=snapshot_of(before))
    assert rows(report_workbook(view), "Changes") == [
        {"Reference": sample.reference(1), "What": "Awarded amount", "Was": "£70", "Is": "£50"}
    ]


def test_headings_are_frozen_and_can_be_filtered() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(sample.rich()))) as pack:
        sheets = [pack.read(name) for name in sorted(pack.namelist()) if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 10
    assert all(b'state="frozen"' in one and b"<autoFilter" in one for one in sheets)


def test_the_workbook_says_the_day_of_the_report_and_not_of_its_making() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(sample.rich()))) as pack:
        assert b"2026-01-20T00:00:00Z" in pack.read("docProps/core.xml")
        assert {one.date_time for one in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_files_add_up_in_records_and_pounds() -> None:
    total = rows(workbook(sample.rich()), "Arrived")[-1]
    assert total["Records"] == sum(total[name] for name in ("First", "New version", "Repeat", "No submission",
                                                            "Cannot be read"))  # fmt: skip
    assert total["Pounds in"] == total["First, pounds"] == 39000


def test_why_rows_are_no_submission_or_were_not_read_is_headed_so() -> None:
    first, *_ = rows(workbook(sample.rich()), "Arrived")
    assert first["Why no submission, or not read"] == "1 × blank line; 1 × time that cannot be read"


def test_a_return_that_was_sent_again_late_names_both() -> None:
    due = Due("quarterly-return", "safer-example", "2025-Q3", "sent-again-late", "2025-10-14", sample.reference(9),
              sample.reference(8))  # fmt: skip
    (row,) = rows(workbook(sample.outcome(due=(due,))), "Returns")
    assert (row["State"], row["Reference"], row["Sent again late"]) == (
        "On time, sent again late",
        sample.reference(9),
        sample.reference(8),
    )


def test_an_amount_that_nobody_knows_is_an_empty_cell() -> None:
    one = structs.replace(sample.submission(1), asked=None)
    found = structs.replace(sample.outcome(one), accounts=())
    assert rows(workbook(found), "Submissions")[0]["Asks for"] == ""
    assert Decimal(0) == sum(row["Pounds in"] for row in rows(workbook(found), "Arrived"))
