"""Every column finds its question by its heading, or is missing, unknown or in doubt, and staff hear what to add."""

from __future__ import annotations

from dataclasses import replace

import pytest

from programme.catalogue.model import FormExport
from programme.problems import Severity
from programme.submissions.facts import Answer
from tests.unit.sample_fund import made
from tests.unit.submissions.reading.exports import (
    FORM,
    HEADINGS,
    OTHER,
    QUESTIONS,
    ROW,
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
)


def with_heading(old: str, new: str) -> list[str]:
    return [new if heading == old else heading for heading in HEADINGS]


@pytest.mark.parametrize(
    "heading",
    ["Why?", " why? ", "Why\u00a0?", "Why\n?", "\ufeffWhy?", "Why{{field:01FQ}}?", "WHY?", "For\u202fwhat\r\nreason?"],
)
def test_a_heading_is_known_whatever_marks_and_spaces_a_tool_leaves_in_it(heading: str) -> None:
    column = with_heading("Why?", heading.replace("Why\u00a0?", "Why?\u00a0").replace("Why\n?", "Why?\n"))
    assert codes(read_rows(ROW, headings=column)) == []


def test_curly_and_straight_quotation_marks_are_alike() -> None:
    form = form_of(*QUESTIONS[:-1], question("why", "What’s the “reason”?", "long-text"))
    assert codes(read_rows(ROW, headings=with_heading("Why?", 'What\'s the "reason"?'), form=form)) == []


class TestAQuestionWithoutAColumn:
    HEADINGS, CELLS = HEADINGS[:-1], ROW[:-1]

    def test_is_missing_in_the_file_and_unmapped_in_each_record(self) -> None:
        reading = read_rows(self.CELLS, headings=self.HEADINGS)
        assert reading.file.missing == reading.records[0].unmapped == ("why",)
        assert "why" not in reading.records[0].answers

    def test_is_told_with_its_column(self) -> None:
        problem = only(read_rows(self.CELLS, headings=self.HEADINGS), "column-missing")
        assert (problem.expected, problem.found, problem.severity) == ("Why?", "no such heading", Severity.ERROR)
        assert "`former_columns` under the question `why` in data/forms/sample.yaml" in problem.action


class TestAChangedQuestion:
    def test_gets_the_line_to_add_when_its_heading_is_like_the_old_one(self) -> None:
        form = form_of(*QUESTIONS[:-1], question("why", "What is the reason?", "long-text"))
        problem = only(
            read_rows(ROW, headings=with_heading("Why?", "What is your reason?"), form=form), "column-missing"
        )
        assert problem.found == "What is your reason?"
        assert problem.action.endswith(
            'under the question `why` in data/forms/sample.yaml:\nformer_columns:\n  - "What is your reason?"'
        )

    def test_gets_it_when_it_stands_in_the_same_place(self) -> None:
        reading = read_rows(ROW, headings=with_heading("How much?", "What: do “you” want?"))
        assert only(reading, "column-missing").action.endswith('former_columns:\n  - "What: do “you” want?"')
        assert codes(reading) == ["column-missing"]

    def test_gets_one_more_item_when_it_changed_before(self) -> None:
        reading = read_rows(ROW, headings=with_heading("Why?", "But why?"))
        assert only(reading, "column-missing").action.endswith('data/forms/sample.yaml:\n  - "But why?"')

    def test_is_read_under_its_former_heading(self) -> None:
        reading = read_rows(ROW, headings=with_heading("Why?", "For what reason?"))
        assert reading.records[0].answers["why"].words == 2


class TestANewColumn:
    READING = staticmethod(lambda: read_rows([*ROW, "Tuesday"], headings=[*HEADINGS, 'Which "day"?']))

    def test_is_kept_with_the_words_and_named_in_the_file(self) -> None:
        reading = self.READING()
        assert reading.words[0].other == {'Which "day"?': "Tuesday"}
        assert reading.file.unknown == ('Which "day"?',)

    def test_gets_the_line_to_add(self) -> None:
        problem = only(self.READING(), "column-new")
        assert 'column: "Which \\"day\\"?"' in problem.action
        assert 'own_columns:\n    - "Which \\"day\\"?"' in problem.action
        assert problem.severity is Severity.WARNING

    def test_with_the_heading_of_another_new_one_is_kept_too(self) -> None:
        reading = read_rows([*ROW, "one", "two"], headings=[*HEADINGS, "Other", "Other"])
        assert reading.words[0].other == {"Other": "one", "Other (column 10)": "two"}

    def test_without_a_heading_is_kept_and_named_when_it_is_filled(self) -> None:
        headings = [*HEADINGS[:2], "", *HEADINGS[2:]]
        filled = read_rows([*ROW[:2], "x", *ROW[2:]], headings=headings)
        assert filled.words[0].other == {"(no heading, column 3)": "x"}
        assert filled.file.unknown == ("(no heading, column 3)",)
        assert read_rows([*ROW[:2], "", *ROW[2:]], headings=headings).file.unknown == ()


def test_a_heading_that_stands_twice_is_nobodys() -> None:
    reading = read_rows([*ROW, "other words"], headings=[*HEADINGS, "Why?"])
    assert reading.records[0].unmapped == ("why",)
    assert "column-doubled" in codes(reading)
    assert list(reading.words[0].other.values()) == ["Two words", "other words"]


def test_two_questions_with_one_heading_are_told_apart_by_their_order() -> None:
    form = form_of(*QUESTIONS, question("again", "Why?", "short-text"))
    reading = read_rows([*ROW, "other words"], headings=[*HEADINGS, "Why?"], form=form)
    assert (reading.words[0].answers["why"], reading.words[0].answers["again"]) == ("Two words", "other words")


class TestMicrosoftForms:
    SHAPE = shape(tool="microsoft-forms", own_columns=("Id", "Submitted", "Name"))
    FORM = form_of(*QUESTIONS, question("name", "Name", "short-text"))

    def test_puts_a_2_after_a_question_called_like_a_column_of_its_own(self) -> None:
        reading = read_rows([*ROW, "anonymous", "Test"], headings=[*HEADINGS, "Name", "Name2"], form=self.FORM,
                            shape=self.SHAPE)  # fmt: skip
        assert reading.words[0].answers["name"] == "Test"
        assert codes(reading) == []

    def test_has_its_own_name_not_taken_for_the_questions(self) -> None:
        reading = read_rows([*ROW, "anonymous"], headings=[*HEADINGS, "Name"], form=self.FORM, shape=self.SHAPE)
        assert reading.file.missing == ("name",)


class TestOptionsWithColumns:
    FORM = form_of(*QUESTIONS)

    def test_may_stand_under_the_option_alone(self) -> None:
        headings = [*HEADINGS[:6], "Northby", "Southby", "Southby, and the sea", "Why?"]
        reading = read_rows([*ROW[:6], "", "1", "Southby, and the sea", "x"], headings=headings,
                            shape=shape(choices_as="columns"))  # fmt: skip
        assert reading.records[0].answers["where"] == Answer(given=True, options=("southby", "southby-and-sea"))
        assert reading.words[0].answers["where"] == "Southby\nSouthby, and the sea"

    def test_may_stand_in_brackets_after_the_question(self) -> None:
        headings = [*HEADINGS[:6], "Where? [Northby]", "Where? [Southby]", "Where? [The moon]", "Why?"]
        reading = read_rows([*ROW[:6], "Yes", "No", "Yes", "x"], headings=headings, shape=shape(choices_as="columns"))
        assert reading.records[0].answers["where"] == Answer(given=True, options=("northby",), strange=1)

    def test_may_stand_in_a_second_row_under_blank_headings(self) -> None:
        headings = [*HEADINGS[:7], "", "", "Why?"]
        below = ["", "", "Open-Ended Response", "Response", "", "", "Northby", "Southby", "Other", ""]
        content = csv_of([headings, below, [*ROW[:6], "Northby", "", "The moon", "x"]])
        reading = read(content, shape=shape(choices_as="columns", header_rows=2))
        assert places(reading) == ["header", "second-header", "record"]
        assert reading.records[0].answers["where"] == Answer(given=True, options=("northby",), strange=1)
        assert reading.records[0].answers["kind"].options == ("community-group",)

    def test_may_be_the_last_columns_without_any_heading(self) -> None:
        headings = [*HEADINGS[:6], "Why?", "Where?", "", ""]
        below = [*[""] * 7, *("Northby", "Southby", "Southby, and the sea")]
        content = csv_of([headings, below, [*ROW[:6], "x", "", "", "Southby, and the sea"]])
        reading = read(content, shape=shape(choices_as="columns", header_rows=2))
        assert reading.records[0].answers["where"].options == ("southby-and-sea",)

    def test_that_the_form_does_not_list_are_strange_where_the_tool_repeats_their_words(self) -> None:
        headings = [*HEADINGS[:6], "Northby", "The moon", "Why?"]
        reading = read_rows([*ROW[:6], "", "The moon", "x"], headings=headings, shape=shape(choices_as="columns"))
        assert reading.records[0].answers["where"] == Answer(given=True, strange=1)

    @pytest.mark.parametrize(("heading", "cell"), [("Where? [Here]", "Yes"), ("Here", "Here")])
    def test_that_the_form_lists_twice_are_neither_of_the_two(self, heading: str, cell: str) -> None:
        where = question("where", "Where?", "choices", options=("Northby", "Here", "here"))
        form = form_of(*(where if one.id == "where" else one for one in QUESTIONS))
        beside = heading.replace("Here", "Northby")
        reading = read_rows([*ROW[:6], "", cell, "x"], headings=[*HEADINGS[:6], beside, heading, "Why?"], form=form,
                            shape=shape(choices_as="columns"))  # fmt: skip
        assert reading.records[0].answers["where"] == Answer(given=True, strange=1)

    OTHER = staticmethod(lambda: shape(choices_as="columns", other_column="Other"))

    def test_may_have_one_for_own_words_which_a_person_looks_at(self) -> None:
        headings = [*HEADINGS[:6], "Northby", "Southby", "Other", "Why?"]
        reading = read_rows([*ROW[:6], "", "", "On the moon", "x"], headings=headings, shape=self.OTHER())
        assert reading.records[0].answers["where"] == Answer(given=True, strange=1)
        assert reading.words[0].answers["where"] == "On the moon"
        assert reading.file.unknown == ()

    def test_whose_own_words_name_an_option_are_that_option(self) -> None:
        headings = [*HEADINGS[:6], "Northby", "Other", "Why?"]
        reading = read_rows([*ROW[:6], "", "southby", "x"], headings=headings, shape=self.OTHER())
        assert reading.records[0].answers["where"] == Answer(given=True, options=("southby",))

    def test_for_own_words_are_an_option_where_the_form_lists_it(self) -> None:
        where = question("where", "Where?", "choices", options=("Here", "Other"))
        form = form_of(*(where if one.id == "where" else one for one in QUESTIONS))
        headings = [*HEADINGS[:6], "Here", "Other", "Why?"]
        reading = read_rows([*ROW[:6], "Here", "On the moon", "x"], headings=headings, form=form, shape=self.OTHER())
        assert reading.records[0].answers["where"] == Answer(given=True, options=("Here", "Other"))
        assert reading.words[0].answers["where"] == "Here\nOther: On the moon"

    def test_for_own_words_beside_no_options_are_a_new_column(self) -> None:
        reading = read_rows([*ROW, "x"], headings=[*HEADINGS, "Other"], shape=self.OTHER())
        assert reading.file.unknown == ("Other",)

    def test_hold_no_answer_when_none_was_chosen(self) -> None:
        headings = [*HEADINGS[:6], "Northby", "Southby", "Why?"]
        reading = read_rows([*ROW[:6], "", "0", "x"], headings=headings, shape=shape(choices_as="columns"))
        assert reading.records[0].answers["where"] == Answer()

    def test_of_the_same_words_belong_to_the_questions_in_their_order(self) -> None:
        form = form_of(*QUESTIONS, question("live", "Where from?", "choices", options_from="areas"))
        headings = [*HEADINGS[:6], "Northby", "Southby", "Why?", "Northby", "Southby"]
        reading = read_rows([*ROW[:6], "1", "", "x", "", "1"], headings=headings, form=form,
                            shape=shape(choices_as="columns"))  # fmt: skip
        answers = reading.records[0].answers
        assert (answers["where"].options, answers["live"].options) == (("northby",), ("southby",))


class TestHeadingsThatAreIds:
    SHAPE = shape(options_are="ids", joined_by="space")

    @pytest.mark.parametrize("names", ["{}", "all/{}", "all-{}"])
    def test_are_known_with_the_group_and_without(self, names: str) -> None:
        headings = [*HEADINGS[:2], *(names.format(one.id) for one in QUESTIONS)]
        cells = [*ROW[:3], "community-group", *ROW[4:6], "northby southby", "x"]
        reading = read_rows(cells, headings=headings, shape=self.SHAPE)
        assert reading.records[0].answers["where"].options == ("northby", "southby")
        assert codes(reading) == []

    def test_may_have_a_second_row_of_headings_below(self) -> None:
        headings = [*HEADINGS[:2], *(one.id for one in QUESTIONS)]
        content = csv_of([headings, ["", "", *HEADINGS[2:]], [*ROW[:3], "band", *ROW[4:6], "northby", "x"]])
        assert places(read(content, shape=self.SHAPE)) == ["header", "second-header", "record"]

    def test_may_have_a_column_for_each_option_beside_the_question(self) -> None:
        headings = [*HEADINGS[:2], *(one.id for one in QUESTIONS), "where/northby", "where/southby"]
        reading = read_rows([*ROW[:3], "band", *ROW[4:6], "northby", "x", "1", "0"], headings=headings,
                            shape=self.SHAPE)  # fmt: skip
        assert (reading.file.unknown, reading.records[0].answers["where"].options) == ((), ("northby",))


class TestAnotherFormsFile:
    OTHERS = (["Id", "Submitted", *(one.column for one in OTHER.questions)], ["1", "2026-01-12 09:00:00", *"abcd"])

    def test_is_one_clear_problem_that_names_the_form(self) -> None:
        reading = read(csv_of(self.OTHERS))
        (problem,) = reading.problems
        assert problem.code == "other-form"
        assert problem.found == "the form “The other form” (other)"
        assert "inbox/other/plain/" in problem.action

    def test_waits_for_a_person_row_by_row(self) -> None:
        reading = read(csv_of(self.OTHERS))
        assert places(reading) == ["header", "heading"]
        assert (reading.file.missing, reading.file.unknown) == ((), ())

    def test_without_headings_shows_nobodys_words(self) -> None:
        reading = read(csv_of([ROW, ROW]))
        assert places(reading) == ["heading", "heading"]
        assert not [cell for cell in ROW[2:] if cell in str(reading.problems)]

    def test_with_another_delimiter_says_so(self) -> None:
        problem = only(read(csv_of([HEADINGS, ROW], delimiter=";")), "other-form")
        assert "delimiter: semicolon" in problem.action

    def test_in_the_same_file_waits_below_its_own_headings(self) -> None:
        reading = read(csv_of([HEADINGS, ROW, *self.OTHERS]), shape=shape(headers_repeat=True))
        assert places(reading) == ["header", "record", "header", "heading"]
        assert only(reading, "other-form").place.line == 3
        assert only(reading, "rows-foreign").place.line == 4

    def test_in_the_middle_of_a_file_ends_where_our_headings_stand_again(self) -> None:
        reading = read(csv_of([HEADINGS, ROW, *self.OTHERS, HEADINGS, row(id="8")]), shape=shape(headers_repeat=True))
        assert places(reading) == ["header", "record", "header", "heading", "header", "record"]


class TestSeveralBlocksOfHeadings:
    TURNED = (HEADINGS[::-1], ROW[::-1])

    def test_are_read_each_by_its_own_where_the_shape_says_so(self) -> None:
        reading = read(csv_of([HEADINGS, ROW, *self.TURNED]), shape=shape(headers_repeat=True))
        assert places(reading) == ["header", "record", "header", "record"]
        assert reading.records[0].answers == reading.records[1].answers

    def test_may_differ_in_width(self) -> None:
        blocks = [HEADINGS, ROW, [*HEADINGS, "New?"], [*ROW, "x"]]
        reading = read(csv_of(blocks), shape=shape(headers_repeat=True))
        assert (places(reading)[2:], reading.file.unknown) == (["header", "record"], ("New?",))

    def test_wait_for_a_person_where_it_does_not(self) -> None:
        reading = read(csv_of([HEADINGS, ROW, *self.TURNED]))
        assert places(reading) == ["header", "record", "header", "heading"]
        assert "headers_repeat: yes" in only(reading, "second-headings").action

    def test_of_the_same_headings_are_harmless_anywhere(self) -> None:
        assert places(read(csv_of([HEADINGS, ROW, HEADINGS, ROW]), shape=shape(headers_repeat=True))) == [
            "header", "record", "header", "record",
        ]  # fmt: skip

    def test_may_follow_one_another_without_rows_between(self) -> None:
        blocks = [[*HEADINGS, "New?"], HEADINGS, ROW]
        assert places(read(csv_of(blocks), shape=shape(headers_repeat=True))) == ["header", "header", "record"]

    def test_are_told_once_each(self) -> None:
        short = (HEADINGS[:-1], ROW[:-1])
        reading = read(csv_of([*short, *short, *short]), shape=shape(headers_repeat=True))
        assert codes(reading) == ["column-missing"]


def test_a_missing_second_row_of_headings_swallows_no_answers() -> None:
    assert places(read(csv_of([HEADINGS, ROW]), shape=shape(header_rows=2))) == ["header", "record"]


def test_rows_of_titles_above_the_headings_are_passed_over() -> None:
    content = csv_of([["Report of the form"], HEADINGS, ROW])
    assert places(read(content, shape=shape(header_rows=2, headings_in=2))) == ["second-header", "header", "record"]


@pytest.mark.parametrize(("heading", "code"), [("Submitted", "time"), ("Id", "no-id")])
def test_without_the_tools_own_column_no_row_can_be_read(heading: str, code: str) -> None:
    reading = read_rows(ROW, headings=with_heading(heading, "Something"))
    assert places(reading) == ["header", code]
    assert only(reading, "tool-column-missing").expected == heading


def test_a_file_in_the_folder_of_another_shape_is_told_where_it_belongs() -> None:
    forms = "google", shape(id="google", title="Google", submitted_column="Timestamp", id_column=None)
    form = replace(FORM, exports=(made(FormExport, shape="google"),))
    records = replace(records_of(form), export_shapes=dict([forms]))
    reading = read_rows(ROW[1:], headings=["Timestamp", *HEADINGS[2:]], form=form, records=records)
    assert codes(reading) == ["other-shape", "rows-time"]
    assert "inbox/sample/google/" in reading.problems[0].action


def test_a_form_of_which_half_the_questions_changed_is_still_that_form() -> None:
    headings = [*HEADINGS[:5], "x?", "y?", "z?"]
    reading = read_rows(ROW, headings=headings, records=records_of(FORM, replace(OTHER, questions=())))
    assert places(reading) == ["header", "record"]
    assert reading.file.missing == ("amount", "where", "why")
