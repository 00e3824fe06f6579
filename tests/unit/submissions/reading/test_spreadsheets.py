"""What a spreadsheet does to an export that somebody saved in it: nothing is lost, and no error is believed."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from programme.problems import Severity
from programme.submissions.reading.workbook_rows import rows_by_sheet
from tests.unit.submissions.reading.exports import (
    HEADINGS,
    ROW,
    codes,
    csv_of,
    only,
    places,
    read,
    read_rows,
    row,
    shape,
    workbook_of,
)
from tests.unit.submissions.reading.test_hostile_files import GOOD, book, repacked, sheet_with


def workbook_with(
    *sheets: list[list[object]], hidden: tuple[int, ...] = (), unseen: tuple[int, ...] = (), chart: bool = False
) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as one:
        for at, rows in enumerate(sheets):
            page = one.add_worksheet(f"Page {at + 1}")
            for number, cells in enumerate(rows):
                page.write_row(number, 0, cells)
            if at in hidden:
                page.hide()
            if at in unseen:
                page.very_hidden()
        if chart:
            drawn = one.add_chart({"type": "column"})
            drawn.add_series({"values": "='Page 1'!$A$2:$A$3"})
            one.add_chartsheet("A chart").set_chart(drawn)
    return file.getvalue()


ANSWERS: list[list[object]] = [list(HEADINGS), [7, 46034.5, *ROW[2:]]]


class TestAWorkbookOfSeveralSheets:
    @pytest.mark.parametrize(
        ("content", "named"),
        [
            (workbook_with(ANSWERS, ANSWERS), "“Page 2”"),
            (workbook_with([], ANSWERS), "“Page 2”"),
            (workbook_with(ANSWERS, [], [["a note"]], hidden=(2,)), "“Page 3”"),
            (workbook_with([["a note"]], ANSWERS, ANSWERS), "“Page 2”, “Page 3”"),
        ],
    )
    def test_is_refused_when_cells_stand_on_another_than_the_first(self, content: bytes, named: str) -> None:
        reading = book(content)
        problem = only(reading, "several-sheets")
        assert (problem.severity, reading.file.entries) == (Severity.ERROR, ())
        assert f"on {named} too" in problem.message
        assert "workbook of its own" in problem.action

    def test_is_read_when_the_others_are_empty_or_a_chart(self) -> None:
        assert places(book(workbook_with(ANSWERS, [], [["", " "]], chart=True))) == ["header", "record"]

    def test_is_read_beside_a_sheet_that_no_menu_shows(self) -> None:
        """Microsoft Forms keeps one of its own in workbooks that stay connected to it."""
        assert places(book(workbook_with(ANSWERS, [["of the tool"]], unseen=(1,)))) == ["header", "record"]

    def test_is_broken_without_any(self) -> None:
        none = repacked(GOOD, workbook=b'<?xml version="1.0"?><workbook><sheets></sheets></workbook>')
        assert codes(book(none)) == ["broken-workbook"]


class TestAnId:
    @pytest.mark.parametrize("spoilt", ["1.18600E+11", "1.186e+11", "1,18600E+11", "1E+12", "L" * 201, "#NAME?"])
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


def with_error(error: str) -> bytes:
    """The good workbook with a second row, of which an answer is an error."""
    content = workbook_of([HEADINGS, [7, 46034.5, *ROW[2:]], [8, 46034.5, *ROW[2:7], 5]])
    return sheet_with(content, rb'(r="H3")><v>5', rb'\1 t="e"><f>-posters</f><v>' + error.encode())


class TestAnErrorInACell:
    @pytest.mark.parametrize(
        "error",
        ["#NAME?", "#REF!", "#DIV/0!", "#CALC!", "#SPILL!", "#FIELD!", "#BLOCKED!", "#GETTING_DATA", "Err:508"],
    )
    def test_holds_its_row_and_no_other(self, error: str) -> None:
        reading = book(with_error(error))
        assert places(reading) == ["header", "record", "fault"]
        assert (reading.file.entries[2].source, reading.file.entries[2].asked) == ("8", "9746.50")
        problem = only(reading, "rows-error-cell")
        assert (problem.place.line, problem.found) == (3, error)

    def test_holds_its_row_in_a_csv_file_too(self) -> None:
        reading = read_rows(row(why="#NAME?"), row(id="8"), row(id="9", why="We are #1, #NAME? or not"))
        assert places(reading) == ["header", "fault", "record", "record"]

    @pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
    def test_holds_its_row_in_whatever_encoding(self, encoding: str) -> None:
        content = csv_of([HEADINGS, row(why="Err:508")], encoding=encoding)
        assert places(read(content, shape=shape(encoding=encoding))) == ["header", "fault"]

    def test_is_no_error_where_people_write_it_for_no_answer(self) -> None:
        assert places(read_rows(row(why="#N/A"), row(id="8", why="#NAME?"))) == ["header", "record", "fault"]

    def test_holds_no_row_where_nothing_reads_it(self) -> None:
        reading = read_rows([*ROW, "#REF!"], headings=[*HEADINGS, "Checked by"])
        assert places(reading) == ["header", "record"]
        assert "rows-error-cell" not in codes(reading)

    def test_leaves_the_row_its_id_also_where_the_form_makes_it(self) -> None:
        tool = shape(id_column=None)
        reading = read_rows(row(why="#NAME?"), shape=tool)
        good = read_rows(row(why="Words"), shape=tool)
        assert [one.source for one in reading.file.entries] == [one.source for one in good.file.entries]

    def test_is_not_what_the_tool_says_of_its_own(self) -> None:
        tool = shape(fault_column="Status", own_columns=("Id", "Submitted", "Status"))
        rows = [*ROW, "not decrypted"], [*row(id="8", why="#REF!"), ""]
        reading = read_rows(*rows, headings=[*HEADINGS, "Status"], shape=tool)
        assert places(reading) == ["header", "fault", "fault"]
        assert codes(reading) == ["rows-fault", "rows-error-cell"]

    def test_in_a_heading_leaves_the_others_headings(self) -> None:
        reading = read_rows([*ROW, ""], headings=[*HEADINGS, "#REF!"])
        assert places(reading) == ["header", "record"]
        assert only(reading, "rows-error-cell").place.line == 1

    def test_that_somebody_typed_in_a_form_is_an_answer_in_a_workbook(self) -> None:
        assert places(book(workbook_of([HEADINGS, [7, 46034.5, *ROW[2:7], "#REF!"]]))) == ["header", "record"]


def with_number(number: str, kind: str) -> bytes:
    """A workbook of three rows; in the second, the last answer is a number in a cell of a format."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as one:
        sheet = one.add_worksheet()
        for at, cells in enumerate([HEADINGS, *([number, 46034.5, *ROW[2:]] for number in (7, 8, 9))]):
            sheet.write_row(at, 0, cells)
        sheet.write_number(2, 7, 1.5, one.add_format({"num_format": kind} if kind else {}))
    return sheet_with(file.getvalue(), rb"<v>1\.5</v>", f"<v>{number}</v>".encode())


class TestANumberThatIsNoDay:
    @pytest.mark.parametrize(
        ("number", "text"),
        [("-447700900123", "-447700900123"), ("-447700900", "-447700900"), ("-7700900123", "-7700900123"),
         ("447700900123", "447700900123"), ("7.700900123E+9", "7700900123"), ("-99999999999999.5", "-99999999999999.5"),
         ("-1e300", "-1e+300"), ("1e300", "1e+300"), ("-inf", "-inf"), ("12345678901234567", "1.2345678901234568e+16")],
    )  # fmt: skip
    def test_is_read_as_the_number_that_it_is(self, number: str, text: str, capfd: pytest.CaptureFixture[str]) -> None:
        for kind in ("", "0", "[h]:mm:ss", "yyyy-mm-dd"):
            if kind and number == "-447700900":
                continue  # the one of them that is a duration, and shown as one
            reading = book(with_number(number, kind))
            assert (places(reading), codes(reading)) == (["header", "record", "record", "record"], []), kind
            assert [one.answers["why"] for one in reading.words] == ["Two words", text, "Two words"], kind
        assert capfd.readouterr().err == ""

    def test_is_no_moment_and_no_id_to_go_by(self) -> None:
        content = with_number("1", "")
        late = sheet_with(content, rb'(r="B3"[^>]*)><v>46034.5', rb'\1 s="1"><v>-447700900123')
        assert places(book(late)) == ["header", "record", "time", "record"]
        spoilt = sheet_with(content, rb'(r="A3"[^>]*)><v>8', rb"\1><v>-12345678901234567")
        assert places(book(spoilt)) == ["header", "record", "no-id", "record"]

    @pytest.mark.parametrize(
        "cell",
        [
            b'<c r="H3" s="1"><f>-A1</f><v>-447700900123</v></c>',
            b'<c r="H3" s="1"><f t="shared" si="0"/><v>-447700900123</v></c>',
            b'<c r="H3" t="str"><f>CONCAT(A1)</f><v>-447700900123</v></c>',
            b'<c t="n" r="H3" s="1"><v>-447700900123</v></c>',
        ],
    )
    def test_is_read_where_a_formula_made_it(self, cell: bytes) -> None:
        content = sheet_with(with_number("1", "yyyy-mm-dd"), rb'<c r="H3".*?</c>', cell)
        assert [one.answers["why"] for one in book(content).words] == ["Two words", "-447700900123", "Two words"]

    def test_stands_beside_an_error_that_holds_its_row(self) -> None:
        error = b'<c r="H4" t="e"><v>#NAME?</v></c>'
        content = sheet_with(with_number("-447700900123", "yyyy-mm-dd"), rb'<c r="H4".*?</c>', error)
        assert places(book(content)) == ["header", "record", "record", "fault"]

    @pytest.mark.parametrize("number", ["-447700900123", "447700900123"])
    def test_is_read_in_a_sheet_that_people_filled_in(self, number: str) -> None:
        ((_, rows),) = rows_by_sheet(with_number(number, "[h]:mm:ss"), "decisions.xlsx")
        assert [cells[7] for cells, _ in rows] == ["Why?", "Two words", number, "Two words"]


class TestTheLineThatNamesTheSign:
    @pytest.mark.parametrize("line", ["sep=,", '"sep=,"', "SEP=,", "\ufeffsep=,"])
    def test_is_no_row_of_headings(self, line: str) -> None:
        assert places(read(line.encode() + b"\r\n" + csv_of([HEADINGS, ROW]))) == ["blank", "header", "record"]

    def test_is_so_for_each_sign(self) -> None:
        for name, sign in {"semicolon": ";", "tab": "\t"}.items():
            content = f"sep={sign}\r\n".encode() + csv_of([HEADINGS, ROW], delimiter=sign)
            assert places(read(content, shape=shape(delimiter=name))) == ["blank", "header", "record"]

    def test_is_an_answer_anywhere_else(self) -> None:
        assert places(read_rows(ROW, ["sep=", ""])) == ["header", "record", "width"]
