"""What a spreadsheet does to an export that somebody saved in it: nothing is lost, and no error is believed."""

from __future__ import annotations

import pytest

from tests.unit.submissions.reading.exports import HEADINGS, ROW, only, places, read_rows, row, workbook_of
from tests.unit.submissions.reading.test_hostile_files import book


class TestAnId:
    @pytest.mark.parametrize("spoilt", ["1.18600E+11", "1.186e+11", "1,18600E+11", "1E+12", "L" * 201])
    def test_that_a_spreadsheet_spoilt_leaves_its_rows_to_a_person(self, spoilt: str) -> None:
        reading = read_rows(row(id=spoilt), row(id=spoilt, group="Other Watch"), row(id="8"))
        assert places(reading)[1:] in (["no-id", "no-id", "record"], ["fault", "fault", "record"])
        assert [entry.source for entry in reading.file.entries] == ["", "", "", "8"]

    def test_is_told_without_what_it_says(self) -> None:
        problem = only(read_rows(row(id="1.18600E+11"), row(id="1.18600E+11")), "rows-spoilt-id")
        assert (problem.place.line, problem.found) == (2, "9.99999a+99")
        assert "Export again" in problem.action
        assert only(read_rows(row(id="L" * 201)), "rows-spoilt-id").found == "201 signs"

    def test_that_is_long_is_never_cut_to_be_anothers(self) -> None:
        reading = read_rows(row(id="L" * 199 + "1"), row(id="L" * 199 + "2"))
        assert len({one.source for one in reading.records}) == 2

    @pytest.mark.parametrize("number", [9007199254740993, 1234567890123456, 123456789012345678])
    def test_of_too_many_digits_for_a_number_of_a_workbook_waits_for_a_person(self, number: int) -> None:
        rows = [[number + more, 46034.5, *ROW[2:]] for more in range(3)]
        assert places(book(workbook_of([HEADINGS, *rows]))) == ["header", "no-id", "no-id", "no-id"]

    @pytest.mark.parametrize("good", ["7E12", "1e5", "1.5", "12345678901234567890", "118600000000", "A+1", "1+1"])
    def test_of_another_kind_is_left_as_it_is(self, good: str) -> None:
        assert [one.source for one in read_rows(row(id=good)).records] == [good]
