"""Whatever stands in a file: every row of it is one entry, and reading never ends in an exception."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from programme.submissions.facts import encode
from programme.submissions.reading.export import Reading
from tests.unit.submissions.reading.exports import (
    HEADINGS,
    ROW,
    WORKBOOK,
    csv_of,
    places,
    read,
    row,
    shape,
    workbook_of,
)

SHAPES = st.builds(
    shape,
    delimiter=st.sampled_from(["comma", "semicolon", "tab"]),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]),
    header_rows=st.integers(1, 3),
    headers_repeat=st.booleans(),
    id_column=st.sampled_from(["Id", None]),
    unfinished_without_time=st.booleans(),
    choices_as=st.sampled_from(["joined", "columns"]),
    joined_by=st.sampled_from(["semicolon", "comma", "newline", "space", "pipe", None]),
    options_are=st.sampled_from(["labels", "ids"]),
    submitted_format=st.sampled_from(["iso", "day-first", "google", "month-first-short"]),
    preview_files=st.sampled_from([None, "test_"]),
    text_marks=st.sampled_from([(), ("'",)]),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.one_of(
    TEXT, st.sampled_from([*HEADINGS, *ROW, "Northby", "Where? [Northby]", "£5", "Total £7", "12/31/2026 1:00"])
)
ROWS = st.lists(st.one_of(st.lists(CELLS, max_size=10), st.just(list(HEADINGS)), st.just(list(ROW))), max_size=12)


def assert_whole(reading: Reading) -> None:
    """Each entry is a record, structural or quarantined; rows count on; what records name is there, and is facts."""
    entries = reading.file.entries
    assert [entry.row for entry in entries] == list(range(1, len(entries) + 1))
    assert all([bool(one.content), bool(one.structural), bool(one.quarantine)].count(True) == 1 for one in entries)
    contents = [entry.content for entry in entries if entry.content]
    assert contents == [record.content for record in reading.records] == [one.content for one in reading.words]
    assert all([encode(reading.file), *map(encode, reading.records), *map(encode, reading.words)])


@given(ROWS, SHAPES)
def test_every_row_that_was_written_is_one_entry(rows: list[list[str]], shape_: Any) -> None:
    encoding = {"utf-8": "utf-8", "cp1252": "utf-8-sig", "utf-16": "utf-16"}[shape_.encoding]
    delimiter = {"comma": ",", "semicolon": ";", "tab": "\t"}[shape_.delimiter]
    content = csv_of(rows, delimiter=delimiter, encoding=encoding)
    reading = read(content, shape=shape_)
    assert_whole(reading)
    written = len(list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter)))
    assert len(reading.file.entries) == (written if content.strip() else 0)


@given(st.binary(max_size=400), SHAPES)
@example(b'Id,Submitted\r\n"\r"x', shape())
@example(b"\xff\xfe\x00", shape())
def test_any_bytes_can_be_read_as_csv(content: bytes, shape_: Any) -> None:
    assert_whole(read(content, shape=shape_))


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_within_a_good_file_cost_no_other_row(noise: bytes, at: int) -> None:
    good = csv_of([HEADINGS, *([row(id=str(number)) for number in range(20)])])
    start = min(at, len(good))
    reading = read(good[:start] + noise + good[start:])
    assert_whole(reading)
    if start > len(csv_of([HEADINGS])):
        assert places(reading).count("record") >= 20 - 5 - noise.count(b"\n")


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused(at: int, noise: bytes) -> None:
    good = workbook_of([HEADINGS, [7, 46034.5, *ROW[2:]]])
    start = at % len(good)
    assert_whole(read(good[:start] + noise + good[start + len(noise) :], shape=WORKBOOK))


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_a_workbook_with_a_damaged_sheet_is_read_or_refused(at: int, noise: bytes) -> None:
    good, out = workbook_of([HEADINGS, [7, 46034.5, *ROW[2:]]]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            start = at % len(part)
            damaged = name.endswith(("sheet1.xml", "sharedStrings.xml"))
            new.writestr(name, part[:start] + noise + part[start + len(noise) :] if damaged else part)
    assert_whole(read(out.getvalue(), shape=WORKBOOK))


@given(st.permutations(range(len(HEADINGS))), st.sampled_from(["\r\n", "\n"]), st.sampled_from(["comma", "tab"]))
def test_columns_line_ends_and_delimiters_change_no_record(order: list[int], end: str, delimiter: str) -> None:
    rows = [[cells[at] for at in order] for cells in (HEADINGS, ROW, row(id="8", why="a\nb"))]
    sign = {"comma": ",", "tab": "\t"}[delimiter]
    turned = read(csv_of(rows, delimiter=sign, end=end), shape=shape(delimiter=delimiter))
    plain = read(csv_of([HEADINGS, ROW, row(id="8", why="a\nb")]))
    assert [one.content for one in turned.records] == [one.content for one in plain.records]
    assert [one.answers for one in turned.records] == [one.answers for one in plain.records]
