from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from programme.catalogue.model import Records
from programme.submissions.simulate.moments import moment_writer

WINTER = datetime(2026, 1, 12, 16, 5, 9, tzinfo=UTC)
SUMMER = datetime(2025, 7, 1, 23, 30, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shape", "winter", "summer"),
    [
        ("microsoft-forms-csv", "1/12/26 16:05", "7/2/25 0:30"),
        ("google-sheets", "12/01/2026 16:05:09", "02/07/2025 00:30:00"),
        ("google-forms", "2026/01/12 4:05:09 PM GMT", "2025/07/02 12:30:00 AM GMT+1"),
        ("govuk-forms", "2026-01-12T16:05:09+00:00", "2025-07-02T00:30:00+01:00"),
        ("typeform", "2026-01-12 16:05:09", "2025-07-01 23:30:00"),
        ("surveymonkey", "1/12/2026 16:05:09", "7/2/2025 00:30:00"),
        ("limesurvey", "2026-01-12 16:05:09", "2025-07-02 00:30:00"),
        ("kobo", "2026-01-12T16:05:09", "2025-07-01T23:30:00"),
        ("odk", "2026-01-12T16:05:09.417Z", "2025-07-01T23:30:00.417Z"),
    ],
)
def test_a_moment_stands_as_the_tool_writes_it(records: Records, shape: str, winter: str, summer: str) -> None:
    write = moment_writer(records.export_shapes[shape])
    assert (write(WINTER), write(SUMMER)) == (winter, summer)


def test_a_workbook_has_a_date_cell_on_the_wall_clock(records: Records) -> None:
    written = moment_writer(records.export_shapes["microsoft-forms"])(SUMMER)
    assert written == datetime(2025, 7, 2, 0, 30)  # noqa: DTZ001 - a cell knows no zone


def test_a_date_cell_saved_as_csv_is_a_number_of_days(records: Records) -> None:
    shape = replace(records.export_shapes["microsoft-forms-csv"], submitted_format="workbook")
    assert moment_writer(shape)(datetime(2026, 1, 12, 12, tzinfo=UTC)) == "46034.500000"
