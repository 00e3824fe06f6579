"""Broken and hostile files end in one clear problem, or row by row in quarantine: never in a crash or a lost row."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib

import pytest
import xlsxwriter

from programme.submissions.reading import csv_rows, csv_text, shared_guard, zip_guard
from programme.submissions.reading.export import Reading
from programme.submissions.reading.files import UnreadableError
from tests.unit.submissions.reading.exports import (
    HEADINGS,
    QUESTIONS,
    ROW,
    WORKBOOK,
    codes,
    csv_of,
    form_of,
    only,
    places,
    question,
    read,
    row,
    shape,
    workbook_of,
)

GOOD = workbook_of([HEADINGS, [7, 46034.5, *ROW[2:]]])


def book(content: bytes) -> Reading:
    return read(content, shape=WORKBOOK, name="export.xlsx")


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same workbook with other parts, which are named by the last part of their path without its ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            name = one.rsplit("/", 1)[-1].split(".")[0]
            new.writestr(one, parts.get(name, old.read(one)))
    return out.getvalue()


def sheet_with(content: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return repacked(content, sheet1=re.sub(old, new, pack.read("xl/worksheets/sheet1.xml")))


class TestAWorkbook:
    def test_of_one_far_cell_is_refused(self) -> None:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as one:
            one.add_worksheet().write(199_999, 16_383, "x")
        reading = book(file.getvalue())
        assert codes(reading) == ["far-cell"]
        assert reading.file.entries == ()

    @pytest.mark.parametrize(
        "cell",
        [b"<c r='XFD200000'>", b'<c  s="1"\n r = "XFD200000">', b'<x:c r="XFD200000">', b'<a-b:c r="XFD200000">'],
    )
    def test_of_a_far_cell_in_other_words_is_refused(self, cell: bytes) -> None:
        lying = sheet_with(GOOD, rb"<sheetData>", b'<sheetData><row r="1">' + cell + b"<v>1</v></c></row>")
        assert codes(book(lying)) == ["far-cell"]

    @pytest.mark.parametrize(
        ("cells", "fits"),
        [("A1 ZZ9999", True), ("CZ99999", True), ("AZ199999", True), ("DA99999", True), ("A1048576", True),
         ("ZZ99999", False), ("ZZ1 A99999", False), ("A199999 CZ1", False), ("XFD1 A1000", False), ("zz99999", False)],
    )  # fmt: skip
    def test_is_refused_when_its_corner_is_too_far(self, cells: str, fits: bool) -> None:  # noqa: FBT001
        inside = "".join(f'<c r="{one}" s="1" t="s"><v>1</v></c>' for one in cells.split())
        sheet = f'<sheetData><row r="1" spans="1:9">{inside}</row></sheetData>'.encode()
        content = repacked(GOOD, sheet1=sheet)
        if fits:
            zip_guard.check_workbook(content, "export.xlsx")
            return
        with pytest.raises(UnreadableError, match="far-cell"):
            zip_guard.check_workbook(content, "export.xlsx")

    @pytest.mark.parametrize(
        "inside",
        [
            b'<row r="2"><c foo=">" r="XFD1048576"><v>1</v></c></row>',
            b"<row r='2'><c foo='>' s=\"1\" r='XFD1048576'><v>1</v></c></row>",
        ],
    )
    def test_of_a_far_cell_that_does_not_say_plainly_where_it_stands_is_refused(self, inside: bytes) -> None:
        content = repacked(GOOD, sheet1=b"<worksheet><sheetData>" + inside + b"</sheetData></worksheet>")
        assert codes(book(content)) == ["far-cell"]

    @pytest.mark.parametrize(
        "inside",
        [
            b'<row r="1"><c r="A1"/></row>' + b"<row/>" * 2000 + b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>",
            b"<row>" + b"<c/>" * 16_384 + b'</row><row r="900000"/>',
            b"<row><c><v>1</v></c>" * 20_000 + b"</row>" * 20_000,
        ],
    )
    def test_of_very_many_cells_that_do_not_say_where_they_stand_is_refused(self, inside: bytes) -> None:
        content = repacked(GOOD, sheet1=b"<worksheet><sheetData>" + inside + b"</sheetData></worksheet>")
        assert codes(book(content)) == ["odd-workbook"]

    @pytest.mark.parametrize("cell", [b'<c foo="<" r="A2"/>', b'<c r="A2" r="B2"/>', b"<c r=A2/>", b'<c r="&#65;2"/>'])
    def test_of_cells_as_no_spreadsheet_writes_them_is_refused(self, cell: bytes) -> None:
        content = sheet_with(GOOD, rb"</sheetData>", b'<row r="3">' + cell + b"</row></sheetData>")
        assert codes(book(content)) == ["odd-workbook"]

    def test_of_cells_that_do_not_say_where_they_stand_is_read(self) -> None:
        bare = sheet_with(GOOD, rb'(<(?:c|row)) r="[A-Z]*[0-9]+"', rb"\1")
        assert places(book(bare)) == ["header", "record"]

    def test_with_a_picture_that_holds_anything_is_read(self) -> None:
        content = io.BytesIO(GOOD)
        with zipfile.ZipFile(content, "a") as pack:
            pack.writestr("xl/media/image1.bin", b'<c r="XFD1048576"/><row <c <c r=1>' + b"x" * 1000)
        assert places(book(content.getvalue())) == ["header", "record"]

    def test_of_one_long_text_in_very_many_cells_is_refused(self) -> None:
        cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (at, at) for at in range(1, 20_001))
        texts = b"<sst><si><t>x</t></si><si><t>" + bytes(range(97, 123)) * 39_000 + b"</t></si></sst>"
        sheet = b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"
        problem = only(book(repacked(GOOD, sheet1=sheet, sharedStrings=texts)), "too-large")
        assert "long text" in problem.action

    def test_of_one_long_text_and_very_many_cells_is_read_when_they_hold_others(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(zip_guard, "MOST_TEXT", 20_000)
        monkeypatch.setattr(shared_guard, "MOST_TEXT", 20_000)
        assert places(book(workbook_of([HEADINGS, [7, 46034.5, *ROW[2:7], "x" * 4000]]))) == ["header", "record"]
        hostile = workbook_of([HEADINGS, *([at, 46034.5, *ROW[2:7], "x" * 4000] for at in range(9))])
        assert codes(book(hostile)) == ["too-large"]

    def test_of_a_text_that_looks_like_very_many_cells_is_read(self) -> None:
        """Half a megabyte that is written like cells which share a text: to look for them must take no time."""
        texts = b"<sst><si><t>" + b'"s"' * 160_000 + b"</t></si></sst>"
        sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
        assert "too-large" not in codes(book(repacked(GOOD, sheet1=sheet, sharedStrings=texts)))

    @pytest.mark.parametrize("cell", [b"<v>+1</v>", b"<v>01</v>", b"<v> 1</v>", b"<v><!-- -->1</v>"])
    def test_counts_every_way_to_name_a_text(self, cell: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shared_guard, "MOST_TEXT", 90_000)
        lengths = [0, 10, 10_000]
        with pytest.raises(UnreadableError, match="too-large"):
            shared_guard.check_texts([b'<c r="A1" t="s">' + cell + b"</c>"] * 10, lengths, "export.xlsx")

    def test_finds_where_a_text_begins_however_it_is_written(self) -> None:
        pieces = [
            b'<sst><si><t>a</t></si><si ><t/></si><x:si></x:si><a-b:si/><si xml:space="preserve">',
            b"</si></sst>",
        ]
        assert len(shared_guard.lengths_of(pieces, "export.xlsx")) == 1 + 5
        with pytest.raises(UnreadableError, match="odd-workbook"):
            shared_guard.lengths_of([b"<sst><!-- <si> --><si/></sst>"], "export.xlsx")

    def test_with_two_lists_of_texts_is_refused(self) -> None:
        content = io.BytesIO(GOOD)
        with zipfile.ZipFile(content, "a") as pack:
            pack.writestr("xl/other/sharedStrings.xml", b"<sst/>")
        assert codes(book(content.getvalue())) == ["odd-workbook"]

    def test_with_a_part_without_any_tag_takes_no_longer_for_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zip_guard, "_CHUNK", 10)
        content = io.BytesIO(GOOD)
        with zipfile.ZipFile(content, "a") as pack:
            pack.writestr("xl/media/image1.bin", b"ab" * 50)
        with zipfile.ZipFile(content) as pack:
            part = pack.getinfo("xl/media/image1.bin")
            assert [len(piece) for piece in zip_guard._pieces(pack, part, "export.xlsx")] == [10] * 10 + [0]

    def test_of_a_number_that_is_no_day_and_written_as_no_spreadsheet_writes_it_is_refused(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        odd = sheet_with(GOOD, rb"<v>46034.5</v>", b"<v>-447700900123<!-- --></v>")
        assert codes(book(odd)) == ["impossible-number"]
        assert capfd.readouterr().err == ""

    def test_that_only_speaks_of_a_far_cell_is_read(self) -> None:
        words = workbook_of([HEADINGS, [7, 46034.5, *ROW[2:7], '<c r="XFD200000">']])
        assert places(book(words)) == ["header", "record"]

    def test_that_unpacks_to_a_thousand_times_its_size_is_refused(self) -> None:
        assert codes(book(repacked(GOOD, sharedStrings=b" " * 60_000_000))) == ["zip-bomb"]

    def test_with_sizes_that_are_not_true_is_refused(self) -> None:
        content = repacked(GOOD, sharedStrings=b"<sst>" + b"<si><t>x</t></si>" * 1000 + b"</sst>")
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            true = pack.getinfo("xl/sharedStrings.xml").file_size
        lying = content.replace(true.to_bytes(4, "little"), (10).to_bytes(4, "little"))
        assert codes(book(lying)) == ["broken-workbook"]

    def test_with_an_endless_cell_is_refused(self) -> None:
        noise = zlib.compress(bytes(range(256)) * 40_000)[:10]
        cell = b"<sst><si><t>" + (b"word " + noise.hex().encode()) * 200_000 + b"</t></si></sst>"
        assert codes(book(repacked(GOOD, sharedStrings=cell))) == ["cell-too-long"]

    @pytest.mark.parametrize("end", [1, 100, 1000, -1, -20, -200])
    def test_that_was_cut_off_is_refused(self, end: int) -> None:
        assert codes(book(GOOD[:end])) in (["broken-workbook"], ["not-a-workbook"])

    def test_with_a_password_is_refused(self) -> None:
        problem = only(book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000), "password")
        assert "take the password off" in problem.action

    @pytest.mark.parametrize("content", [b"Id,Submitted\n1,2", b"%PDF-1.7", b"<html></html>"])
    def test_that_is_none_is_refused(self, content: bytes) -> None:
        assert codes(book(content)) == ["not-a-workbook"]

    def test_that_is_another_zip_is_refused(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as pack:
            pack.writestr("word/document.xml", "<w/>")
        assert codes(book(out.getvalue())) == ["not-a-workbook"]

    def test_with_broken_xml_is_refused(self) -> None:
        assert codes(book(sheet_with(GOOD, b"(?s)</c>.*", b"<"))) == ["broken-workbook"]
        assert codes(book(repacked(GOOD, workbook=b"<workbook>"))) == ["broken-workbook"]

    def test_that_is_too_large_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zip_guard, "LARGEST_FILE", 100)
        assert codes(book(GOOD)) == ["too-large"]

    def test_with_formulas_shows_what_they_last_showed(self) -> None:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as one:
            sheet = one.add_worksheet()
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, [7, 46034.5, *ROW[2:]])
            sheet.write_formula(1, 7, '=HYPERLINK("https://example.org/"&A1,"Look")', None, "Look")
        assert book(file.getvalue()).words[0].answers["why"] == "Look"


class TestACsvFile:
    @pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"   "])
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_that_is_empty_says_so(self, content: bytes, kind: str) -> None:
        found = codes(read(content, shape=shape(file_type=kind)))
        assert found[0] in {"empty-file", "no-headings", "not-a-workbook"}
        assert len(found) == 1

    @pytest.mark.parametrize("content", [GOOD, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
    def test_that_is_a_workbook_is_refused(self, content: bytes) -> None:
        assert codes(read(content)) == ["not-csv"]

    def test_with_an_endless_line_is_refused(self) -> None:
        assert codes(read(csv_of([HEADINGS, row(why="x" * (csv_text.LONGEST_LINE + 1))]))) == ["cell-too-long"]

    def test_that_is_too_large_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(csv_text, "LARGEST_FILE", 100)
        assert codes(read(csv_of([HEADINGS, ROW]))) == ["too-large"]

    def test_holds_only_the_row_of_an_answer_that_no_spreadsheet_could_hold(self) -> None:
        content = csv_of([HEADINGS, row(why="x" * 200_000), ROW])
        assert places(read(content)) == ["header", "width", "record"]

    def test_holds_that_row_whatever_limit_others_have_set(self) -> None:
        import frictionless.formats.csv.parser  # noqa: F401, PLC0415 - to be imported sets the process's limit

        before = csv.field_size_limit(2**30)  # as the import does, if this is not the first
        try:
            content = csv_of([HEADINGS, row(why="x" * 200_000), ROW])
            assert places(read(content)) == ["header", "width", "record"]
            assert csv.field_size_limit() == 2**30
        finally:
            csv.field_size_limit(before)

    def test_loses_no_row_to_a_quotation_mark_that_never_ends(self) -> None:
        broken = (
            csv_of([HEADINGS, ROW]) + b'8,2026-01-12 16:05:00,"never ends,a,b,c,d,e\r\n' + csv_of([row(id="9")] * 3)
        )
        assert places(read(broken)) == ["header", "record", "width", "record", "record", "record"]

    def test_loses_no_row_to_a_quotation_mark_that_ends_in_a_later_row(self) -> None:
        broken = csv_of([HEADINGS]) + b'8,"open\r\n' + csv_of([ROW, row(why='said "so", twice')])
        assert places(read(broken)) == ["header", "width", "record", "record"]

    def test_with_a_thousand_broken_rows_counts_each(self, monkeypatch: pytest.MonkeyPatch) -> None:
        broken = csv_of([HEADINGS]) + b'"a"b\r\n' * 1000
        assert places(read(broken)) == ["header", *["width"] * 1000]
        monkeypatch.setattr(csv_rows, "MOST_BROKEN", 500)
        assert codes(read(broken)) == ["broken-quotes"]

    def test_of_more_rows_than_a_spreadsheet_has_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(csv_rows, "MOST_ROWS", 2)
        assert places(read(csv_of([HEADINGS, ROW]))) == ["header", "record"]
        assert codes(read(csv_of([HEADINGS, ROW, ROW]))) == ["too-many-rows"]

    def test_keeps_formulas_as_words(self) -> None:
        why = '=HYPERLINK("https://example.org/?"&A1,"Look")'
        assert read(csv_of([HEADINGS, row(why=why)])).words[0].answers["why"] == why

    def test_has_control_characters_taken_out(self) -> None:
        reading = read(csv_of([HEADINGS, row(why="A\x00\x07 bell\x1b[2J\x0bnext\x7f")]))
        assert reading.words[0].answers["why"] == "A bell[2J\nnext"

    def test_has_one_kind_of_line_end_in_its_cells(self) -> None:
        contents = {read(csv_of([HEADINGS, row(why=f"one{end}two")])).records[0].content for end in ("\n", "\r\n")}
        assert len(contents) == 1

    def test_may_be_cut_off_in_the_middle_of_a_row(self) -> None:
        assert places(read(csv_of([HEADINGS, ROW, ROW])[:-20])) == ["header", "record", "width"]


class TestEncodings:
    CAFE = row(group="Café Prétend", why="£5 – “so”")

    @pytest.mark.parametrize(
        ("declared", "written"),
        [("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("cp1252", "cp1252"), ("cp1252", "utf-8-sig"),
         ("utf-16", "utf-16"), ("utf-16", "utf-16-le"), ("utf-8", "utf-16"), (None, "utf-8")],
    )  # fmt: skip
    def test_are_as_declared_or_as_the_byte_order_mark_says(self, declared: str | None, written: str) -> None:
        reading = read(csv_of([HEADINGS, self.CAFE], encoding=written), shape=shape(encoding=declared))
        assert reading.words[0].answers["group"] == "Café Prétend"
        assert reading.problems == ()

    @pytest.mark.parametrize(("declared", "written"), [("utf-8", "cp1252"), ("cp1252", "utf-8")])
    def test_that_are_not_as_declared_hold_the_rows_with_other_letters(self, declared: str, written: str) -> None:
        reading = read(csv_of([HEADINGS, row(how="5"), self.CAFE],
                              encoding=written), shape=shape(encoding=declared))  # fmt: skip
        assert places(reading) == ["header", "record", "encoding"]
        problem = only(reading, "rows-encoding")
        assert problem.place.line == 3
        assert f"`encoding: {written}`" in problem.action

    def test_that_are_not_as_declared_leave_the_headings_headings(self) -> None:
        form = form_of(*QUESTIONS[:-1], question("why", "Café?", "long-text"))
        reading = read(csv_of([[*HEADINGS[:-1], "Café?"], row(how="5")], encoding="cp1252"), form=form)
        assert places(reading) == ["header", "record"]
        assert only(reading, "rows-encoding").place.line == 1

    def test_of_unicode_text_without_a_mark_are_named(self) -> None:
        problem = only(read(csv_of([HEADINGS, ROW], encoding="utf-16-le")), "wrong-encoding")
        assert "encoding: utf-16" in problem.action

    def test_with_half_a_letter_at_the_end_hold_that_row_only(self) -> None:
        content = csv_of([HEADINGS, ROW, row(why="Café")], encoding="utf-16")[:-5]
        assert places(read(content, shape=shape(encoding="utf-16")))[:2] == ["header", "record"]

    def test_with_bytes_that_windows_does_not_know_hold_that_row(self) -> None:
        content = csv_of([HEADINGS, row(why="a ? b"), ROW], encoding="cp1252").replace(b"a ? b", b"a \x81 b")
        assert places(read(content.replace(b"\xa3", b""), shape=shape(encoding="cp1252"))) == [
            "header", "encoding", "record",
        ]  # fmt: skip
