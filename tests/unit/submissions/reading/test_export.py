"""A file of the declared shape becomes records, words and one entry for each row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from programme.catalogue.model import FormExport
from programme.submissions.facts import Answer, Entry, Words
from programme.submissions.reading.declarations import reading_digest, shape_of
from programme.submissions.reading.export import read_export
from tests.unit.sample_fund import made
from tests.unit.submissions.reading.exports import (
    FORM,
    HEADINGS,
    OTHER,
    PLAIN,
    QUESTIONS,
    REFERENCES,
    ROW,
    WORKBOOK,
    answer,
    codes,
    csv_of,
    form_of,
    only,
    places,
    question,
    read,
    read_rows,
    records_of,
    row,
    shape,
    workbook_of,
)


def test_a_row_is_a_record_of_measures_without_words() -> None:
    (record,) = read_rows(ROW).records
    token = REFERENCES.token("email", "chair@example.org")
    assert record.source == "7"
    assert record.submitted == "2026-01-12T16:05:00Z"
    assert record.answers == {
        "group": Answer(given=True, words=2, characters=13, name="Pretend Watch"),
        "kind": Answer(given=True, options=("community-group",)),
        "email": Answer(given=True, words=1, characters=17, token=token),
        "amount": Answer(given=True, number="9746.50"),
        "where": Answer(given=True, options=("northby",)),
        "why": Answer(given=True, words=2, characters=9),
    }


def test_the_words_stand_apart_under_the_digest_of_the_record() -> None:
    reading = read_rows(ROW)
    (record,), (words,) = reading.records, reading.words
    assert words.content == record.content
    assert words.answers == dict(zip((one.id for one in QUESTIONS), ROW[2:], strict=True))


def test_each_row_is_one_entry_with_the_pounds_it_asks_for() -> None:
    reading = read_rows(ROW)
    content = reading.records[0].content
    assert reading.file.entries == (
        Entry(row=1, structural="header"),
        Entry(row=2, source="7", content=content, asked="9746.50"),
    )


def test_the_name_of_the_file_is_the_last_part_of_its_path_without_hidden_signs() -> None:
    names = ("C:\\Users\\x\\..\\in\u202ebox\n.csv", "../../etc/pass\x00wd", "/", "..")
    assert [read_rows(ROW, name=name).file.name for name in names] == ["inbox.csv", "passwd", "export", "export"]


def test_an_answer_that_is_not_given_has_only_defaults_and_no_words() -> None:
    reading = read_rows(row(why="  "))
    assert reading.records[0].answers["why"] == Answer()
    assert "why" not in reading.words[0].answers


class TestTheDigestOfARecord:
    def test_is_the_same_for_another_order_of_columns(self) -> None:
        turned = read_rows(ROW[::-1], headings=HEADINGS[::-1])
        assert turned.records[0].content == read_rows(ROW).records[0].content

    def test_is_the_same_when_a_new_column_is_blank(self) -> None:
        wider = read_rows([*ROW, ""], headings=[*HEADINGS, "New?"])
        assert wider.records[0].content == read_rows(ROW).records[0].content

    def test_is_another_when_one_letter_is_another(self) -> None:
        assert read_rows(row(why="Two wards")).records[0].content != read_rows(ROW).records[0].content

    def test_is_the_same_under_other_declarations(self) -> None:
        form = form_of(*(one for one in QUESTIONS if one.id != "why"))
        before, after = read_rows(ROW, form=form), read_rows(ROW)
        assert before.records[0].content == after.records[0].content
        assert before.records[0].reading != after.records[0].reading

    def test_does_not_hear_of_the_tools_own_columns(self) -> None:
        tool = shape(own_columns=("Id", "Submitted", "Last seen"))
        contents = {
            read_rows([*ROW, seen], headings=[*HEADINGS, "Last seen"], shape=tool).records[0].content
            for seen in ("2026-01-13", "2026-01-14")
        }
        assert len(contents) == 1


class TestWithoutAnIdOfTheTool:
    SHAPE = shape(id_column=None)
    HEADINGS = HEADINGS[1:]

    def test_the_declared_answers_and_the_moment_tell_submissions_apart(self) -> None:
        rows = (row()[1:], row(email="CHAIR@example.org ")[1:], row(email="clerk@example.org")[1:])
        sources = [one.source for one in read_rows(*rows, headings=self.HEADINGS, shape=self.SHAPE).records]
        assert sources[0] == sources[1] != sources[2]
        assert "example" not in sources[0]

    def test_a_row_without_them_waits_for_a_person(self) -> None:
        reading = read_rows(row(email="")[1:], headings=self.HEADINGS, shape=self.SHAPE)
        assert places(reading) == ["header", "no-id"]
        assert reading.file.entries[1].asked == "9746.50"

    def test_every_row_waits_when_the_column_is_missing(self) -> None:
        headings, cells = [*self.HEADINGS[:3], *self.HEADINGS[4:]], [*ROW[1:4], *ROW[5:]]
        assert places(read_rows(cells, headings=headings, shape=self.SHAPE)) == ["header", "no-id"]


class TestNames:
    def test_of_somebody_who_applies_alone_becomes_a_digest(self) -> None:
        one = answer("group", row(group="Test Person", kind="One person"))
        assert (one.name, one.token) == ("", REFERENCES.token("organisation", "Test Person"))

    @pytest.mark.parametrize(
        ("kind", "kept"),
        [("One person", ("", REFERENCES.token("registration-number", "QX1234567"))), ("Band", ("QX1234567", ""))],
    )
    def test_so_does_the_registration_number(self, kind: str, kept: tuple[str, str]) -> None:
        form = form_of(*QUESTIONS, question("number", "Number?", "short-text", means="registration-number"))
        one = answer("number", [*row(kind=kind), "QX1234567"], form=form, headings=[*HEADINGS, "Number?"])
        assert (one.name, one.token) == kept

    @pytest.mark.parametrize("kind", ["", "Something else"])
    def test_become_a_digest_when_it_is_not_known_who_applies(self, kind: str) -> None:
        assert answer("group", row(kind=kind)).name == ""

    def test_stay_where_the_form_asks_for_no_type(self) -> None:
        form = form_of(*(one for one in QUESTIONS if one.id != "kind"))
        assert answer("group", ROW, form=form).name == "Pretend Watch"


class TestStructuralRows:
    def test_blank_ones_are_counted(self) -> None:
        content = csv_of([HEADINGS, ROW]) + b"\r\n" + csv_of([[""] * 8, ROW]) + b"\r\n"
        assert places(read(content)) == ["header", "record", "blank", "blank", "record", "blank"]

    def test_a_row_without_a_moment_was_never_sent_where_the_shape_says_so(self) -> None:
        unsent = row(submitted="")
        assert places(read_rows(unsent, shape=shape(unfinished_without_time=True))) == ["header", "partial"]
        assert places(read_rows(unsent)) == ["header", "time"]

    def test_a_file_of_previews_holds_nothing_else(self) -> None:
        reading = read_rows(ROW, shape=shape(preview_files="test_"), name="in/Test_2026.csv")
        assert places(reading) == ["header", "preview"]
        assert not reading.records

    @pytest.mark.parametrize(("state", "code"), [("Rejected", "test"), ("partial", "partial"), ("approved", "record")])
    def test_a_state_of_the_tools_own_can_mean_that_a_row_does_not_count(self, state: str, code: str) -> None:
        tool = shape(state_column="State", ignored_states=("rejected", "partial"))
        assert places(read_rows([*ROW, state], headings=[*HEADINGS, "State"], shape=tool)) == ["header", code]

    def test_keep_their_id_and_pounds(self) -> None:
        reading = read_rows(row(submitted=""), shape=shape(unfinished_without_time=True))
        assert reading.file.entries[1] == Entry(row=2, source="7", structural="partial", asked="9746.50")


class TestQuarantine:
    def test_holds_a_row_with_a_cell_too_many_or_too_few(self) -> None:
        reading = read_rows([*ROW, "more"], ROW[:-1], ROW)
        assert places(reading) == ["header", "width", "width", "record"]
        problem = only(reading, "rows-width")
        assert (problem.place.line, problem.expected, problem.found) == (2, "8 cells", "9 cells")

    def test_lets_blank_cells_at_the_end_pass(self) -> None:
        content = csv_of([HEADINGS, [*ROW, "", ""]], delimiter=";")
        assert places(read(content, shape=shape(delimiter="semicolon"))) == ["header", "record"]

    def test_holds_a_moment_that_cannot_be_read_and_does_not_quote_it(self) -> None:
        reading = read_rows(row(submitted="Call Test Person on 01632 960001"))
        assert places(reading) == ["header", "time"]
        assert only(reading, "rows-time").found == "aaaa aaaa aaaaaa aa 99999 9999"

    def test_holds_a_row_without_the_tools_id(self) -> None:
        assert places(read_rows(row(id=""), row(id="8"))) == ["header", "no-id", "record"]

    def test_tells_many_rows_as_one_problem(self) -> None:
        reading = read_rows(*[row(submitted="soon")] * 9)
        assert only(reading, "rows-time").message.startswith("Rows 2, 3, 4, 5, 6 and 4 more have no moment")


class TestAWorkbook:
    def test_gives_the_same_answers_as_a_csv_file(self) -> None:
        cells = [7, datetime(2026, 1, 12, 16, 5), *ROW[2:]]  # noqa: DTZ001 - a cell has no zone
        reading = read(workbook_of([HEADINGS, cells]), shape=WORKBOOK)
        assert reading.records[0].answers == read_rows(ROW).records[0].answers
        assert (reading.records[0].source, reading.records[0].submitted) == ("7", "2026-01-12T16:05:00Z")

    def test_may_hold_the_number_of_days_for_a_moment(self) -> None:
        reading = read(workbook_of([HEADINGS, [7, 46034.670139, *ROW[2:]]]), shape=WORKBOOK)
        assert reading.records[0].submitted == "2026-01-12T16:05:00Z"

    def test_counts_blank_rows_as_a_spreadsheet_does(self) -> None:
        reading = read(workbook_of([[], HEADINGS, [7, 46034.5, *ROW[2:]], [], [8, 46034.5, *ROW[2:]]]), shape=WORKBOOK)
        assert places(reading) == ["blank", "header", "record", "blank", "record"]

    def test_gives_numbers_as_people_write_them(self) -> None:
        cells = [7.0, 46034.5, *ROW[2:5], 9746.5, *ROW[6:]]
        assert read(workbook_of([HEADINGS, cells]), shape=WORKBOOK).records[0].answers["amount"].number == "9746.50"


class TestTheDigestOfADeclaration:
    def test_is_another_when_the_reading_is(self) -> None:
        records, other = records_of(FORM), form_of(*QUESTIONS, question("new", "New?", "count"))
        digests = {
            reading_digest(FORM, PLAIN, records),
            reading_digest(FORM, shape(zone="utc"), records),
            reading_digest(other, PLAIN, records),
        }
        assert len(digests) == 3

    def test_stays_when_only_a_note_changes(self) -> None:
        records = records_of(FORM)
        assert reading_digest(FORM, shape(note="New."), records) == reading_digest(FORM, PLAIN, records)


def test_a_form_has_the_shapes_it_names_with_its_own_differences() -> None:
    form = replace(FORM, exports=(made(FormExport, shape="plain", holds="some", submitted_format="day-first"),))
    records = replace(records_of(form), export_shapes={"plain": PLAIN})
    own = shape_of(form, "plain", records)
    assert own == replace(PLAIN, submitted_format="day-first")
    assert shape_of(form, "book", records) is None


def test_an_option_that_the_form_does_not_list_is_counted_and_told_but_not_quoted() -> None:
    reading = read_rows(row(kind="Test Person's own club"))
    assert reading.records[0].answers["kind"] == Answer(given=True, strange=1)
    assert "Test Person" not in str(reading.problems)
    assert codes(reading) == ["rows-strange"]


def test_an_option_that_is_not_listed_is_told_with_the_place_of_the_options() -> None:
    reading = read_rows(row(kind="Choir"), row(id="8", kind="Choir", where="The moon"))
    kind, where = reading.problems
    assert kind.message == "Rows 2, 3 chose in `kind` what is not one of its options."
    assert "add it in data/codelists/kinds.yaml" in kind.action
    assert where.message == "Row 3 chose in `where` what is not one of its options."
    assert "add it in data/areas.yaml" in where.action


def test_words_are_handed_on_one_by_one_when_somebody_takes_them() -> None:
    content = csv_of([HEADINGS, ROW, row(id="8")])
    taken: list[Words] = []
    records = records_of(FORM, OTHER)
    reading = read_export(
        content, "a.csv", form=FORM, shape=PLAIN, records=records, references=REFERENCES, take=taken.append
    )
    assert reading.words == ()
    assert tuple(taken) == read(content).words
