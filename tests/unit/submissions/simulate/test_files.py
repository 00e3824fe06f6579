"""What each tool's files look like before anybody reads them: the marks that a reader has to live with."""

from __future__ import annotations

import csv
import io

from python_calamine import CalamineWorkbook

from programme.catalogue.model import Records
from programme.submissions.simulate import simulate

FORM = "community-action-fund-application"


def content(records: Records, shape: str, rows: int = 40) -> bytes:
    form, of = records.forms[FORM], records.export_shapes[shape]
    return simulate(form, of, records, rows=rows, seed=1, round_id="road-safety-2025").content


def cells(records: Records, shape: str, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(records, shape).decode(encoding), newline=""), delimiter=delimiter))


def test_a_workbook_has_date_cells_and_options_that_end_in_a_semicolon(records: Records) -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content(records, "microsoft-forms"))).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][:5] == ["ID", "Start time", "Completion time", "Email", "Name"]
    assert type(rows[1][2]).__name__ == "datetime"
    assert isinstance(rows[1][0], float)
    at = [str(heading).strip() for heading in rows[0]].index("In which council areas will the project take place?")
    assert str(rows[1][at]).endswith(";")


def test_a_heading_may_end_in_a_no_break_space(records: Records) -> None:
    assert any(heading.endswith("\u00a0") for heading in cells(records, "microsoft-forms-csv", encoding="cp1252")[0])


def test_a_saved_workbook_is_windows_text_with_windows_line_ends(records: Records) -> None:
    raw = content(records, "microsoft-forms-csv")
    assert "’s".encode("cp1252") in raw or "£".encode("cp1252") in raw
    assert raw.endswith(b"\r\n")


def test_every_cell_of_a_google_forms_download_is_quoted(records: Records) -> None:
    assert content(records, "google-forms").startswith(b'"Timestamp","Username","')


def test_typeform_has_a_column_headed_by_each_option_and_leaves_marks_in_headings(records: Records) -> None:
    headings = cells(records, "typeform")[0]
    assert headings[0] == "#"
    assert {"Leicester", "Rutland"} <= set(headings)
    assert any("{{field:" in heading for heading in headings)


def test_typeform_puts_a_mark_before_a_number_from_abroad(records: Records) -> None:
    assert b",'+44 " in content(records, "typeform", rows=120)


def test_surveymonkey_has_the_options_in_a_second_row_under_blank_headings(records: Records) -> None:
    first, second = cells(records, "surveymonkey", encoding="cp1252")[:2]
    at = second.index("Leicester")
    assert first[at] == "In which council areas will the project take place?"
    assert first[at + 1] == ""


def test_limesurvey_begins_with_a_mark_and_ends_with_a_blank_line(records: Records) -> None:
    raw = content(records, "limesurvey")
    assert raw.startswith(b'\xef\xbb\xbf"Response ID",')
    assert raw.endswith(b'"\r\n\r\n')
    assert "In which council areas will the project take place? [Leicester]" in raw.decode("utf-8-sig")


def test_odk_is_headed_by_the_questions_ids_and_holds_the_options_ids(records: Records) -> None:
    rows = cells(records, "odk")
    at = rows[0].index("where")
    chosen = {name for row in rows[1:] if len(row) > at for name in row[at].split()}
    assert chosen <= set(records.areas)


def test_govuk_forms_joins_options_by_commas(records: Records) -> None:
    rows = cells(records, "govuk-forms")
    at = rows[0].index("Do you agree to all of these?")
    assert rows[1][at] == ", ".join(records.forms[FORM].questions[-2].options)
