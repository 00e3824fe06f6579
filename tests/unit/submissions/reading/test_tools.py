"""What real tools write, by hand: the youth survey as each of them exports it, where that is a way of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from programme.catalogue.model import Records
from programme.submissions.facts import Answer
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import Reading, read_export
from tests.unit.submissions.reading.exports import REFERENCES, codes, csv_of, only, places

FORM: Final = "youth-perception-survey"
ANSWERS: Final = {
    "age": "16 or 17",
    "where": "Rutland",
    "safe-day": "Quite safe",
    "safe-dark": "Not very safe",
    "unsafe-places": "In a park",
    "knife-worry": "A little",
    "knife-help": "Yes",
    "behaviour": "Sometimes",
    "substances": "Never",
    "change": "More lights",
    "activities": "Football",
}
PLACES: Final = "unsafe-places"


def read(
    records: Records, shape_id: str, rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Reading:
    form = records.forms[FORM]
    shape = shape_of(form, shape_id, records)
    assert shape is not None
    return read_export(
        csv_of(rows, delimiter=delimiter, encoding=encoding), "export.csv",
        form=form, shape=shape, records=records, references=REFERENCES,
    )  # fmt: skip


def survey(records: Records, own: Mapping[str, str], *rows: Mapping[str, str], **more: str) -> list[list[str]]:
    """Return headings and rows: the tool's own columns first, then a column for each question, then any `more`."""
    columns = {one.id: one.column for one in records.forms[FORM].questions}
    asked = [*columns.values(), *more]
    return [[*own, *asked], *([row.get(one, own[one]) for one in own] + _cells(columns, row, more) for row in rows)]


def _cells(columns: Mapping[str, str], row: Mapping[str, str], more: Mapping[str, str]) -> list[str]:
    return [*((ANSWERS | dict(row))[one] for one in columns), *more.values()]


class TestGovukForms:
    OWN: Final = {"Reference": "ABCD2345", "Submitted at": "2026-01-15T10:00:00+00:00"}

    def test_joins_what_was_chosen_by_commas_which_options_hold_themselves(self, records: Records) -> None:
        chosen = {PLACES: "At school, college or work, In a park"}
        reading = read(records, "govuk-forms", survey(records, self.OWN, chosen, Language="en"))
        assert reading.records[0].answers[PLACES].options == ("At school, college or work", "In a park")
        assert codes(reading) == []

    def test_lets_people_choose_none_which_is_no_answer(self, records: Records) -> None:
        none = {PLACES: "None of the above", "where": "None of the above"}
        reading = read(records, "govuk-forms", survey(records, self.OWN, none))
        assert [reading.records[0].answers[one] for one in none] == [Answer(), Answer()]
        assert codes(reading) == []


class TestTypeform:
    OWN: Final = {"#": "a1", "Submit Date (UTC)": "2026-01-10 09:05:00"}

    def rows(self, records: Records, **cells: str) -> list[list[str]]:
        headings, row = survey(records, self.OWN, {PLACES: "", **cells})
        at, choice = headings.index("Where do you feel least safe?"), headings.index("How old are you?")
        headings[at : at + 1], row[at : at + 1] = ["In a park", "Online", "Other"], ["", "", cells.get("place", "")]
        headings.insert(choice + 1, "Other")
        row.insert(choice + 1, cells.get("years", ""))
        return [headings, row]

    def test_has_own_words_beside_a_single_choice(self, records: Records) -> None:
        reading = read(records, "typeform", self.rows(records, age="", years="Nearly 11"))
        assert reading.records[0].answers["age"] == Answer(given=True, strange=1)
        assert reading.words[0].answers["age"] == "Nearly 11"
        assert reading.file.unknown == ()

    def test_has_own_words_beside_the_options_of_another_question(self, records: Records) -> None:
        reading = read(records, "typeform", self.rows(records, place="By the canal"))
        assert reading.records[0].answers[PLACES] == Answer(given=True, strange=1)
        assert reading.records[0].answers["age"].options == ("16 or 17",)

    def test_has_own_words_that_are_never_taken_for_a_column_of_the_tool(self, records: Records) -> None:
        headings, row = survey(records, self.OWN, {})
        reading = read(records, "typeform", [[*headings, "Other"], [*row, "x"]])
        found = [one for one in reading.problems if one.found == "Other"]
        assert ["own_columns" in one.action for one in found] == [False]


class TestGoogleForms:
    def test_tells_two_of_a_class_apart_who_sent_in_one_second(self, records: Records) -> None:
        own = {"Timestamp": "15/01/2026 10:00:00"}
        reading = read(records, "google-sheets", survey(records, own, {}, {"knife-worry": "A lot"}))
        assert len({one.source for one in reading.records}) == 2


class TestLimeSurvey:
    OWN: Final = {"Response ID": "1", "Date submitted": "2026-01-10 12:00:00"}

    def test_holds_rows_whose_moment_it_did_not_keep(self, records: Records) -> None:
        rows = survey(records, self.OWN, {}, {"Date submitted": "1980-01-01 00:00:00"})
        reading = read(records, "limesurvey", rows)
        assert places(reading) == ["header", "record", "undated"]
        assert "switch on the date stamp" in only(reading, "rows-undated").action

    def test_writes_na_where_nobody_was_asked(self, records: Records) -> None:
        reading = read(records, "limesurvey", survey(records, self.OWN, {"knife-help": "N/A"}))
        assert reading.records[0].answers["knife-help"] == Answer()

    def test_between_other_signs_is_told_which(self, records: Records) -> None:
        lines = (";".join(f'"{cell}"' for cell in row) for row in survey(records, self.OWN, {}))
        form = records.forms[FORM]
        shape = shape_of(form, "limesurvey", records)
        assert shape is not None
        reading = read_export(
            "\r\n".join(lines).encode("utf-8-sig"), "export.csv",
            form=form, shape=shape, records=records, references=REFERENCES,
        )  # fmt: skip
        assert codes(reading) == ["no-headings"]
        assert "Add `delimiter: semicolon`" in reading.problems[0].action


class TestKobo:
    OWN: Final = {"_id": "61", "_uuid": "u-1", "_submission_time": "2026-01-10T09:41:19", "meta/rootUuid": "uuid:u-1"}

    def test_keeps_the_id_of_an_answer_that_is_edited(self, records: Records) -> None:
        rows = survey(records, self.OWN, {}, {"_uuid": "u-2", "age": "18 to 20"})
        reading = read(records, "kobo", rows, delimiter=";")
        assert {one.source for one in reading.records} == {"61"}
        assert codes(reading) == []

    def test_may_have_tags_below_its_headings(self, records: Records) -> None:
        headings, row = survey(records, self.OWN, {})
        tags = ["", "", "", "", "#age", *[""] * (len(headings) - 5)]
        assert places(read(records, "kobo", [headings, tags, row], delimiter=";")) == [
            "header", "second-header", "record",
        ]  # fmt: skip


class TestOdk:
    OWN: Final = {"KEY": "uuid:1", "SubmissionDate": "2026-01-10T09:41:19.123Z", "Status": "", "ReviewState": ""}
    PLAIN: Final = {
        "age": "16_or_17", "where": "rutland", "safe-day": "quite_safe", "safe-dark": "not_very_safe",
        PLACES: "at_school__college_or_work in_a_park", "knife-worry": "a_little", "knife-help": "yes",
        "behaviour": "sometimes", "substances": "never",
    }  # fmt: skip

    def rows(self, records: Records, *rows: Mapping[str, str]) -> list[list[str]]:
        headings, *cells = survey(records, self.OWN, *rows)
        ids = [one.id.replace("-", "_") for one in records.forms[FORM].questions]
        return [[*headings[: len(self.OWN)], *ids], *cells]

    def test_spells_options_without_spaces(self, records: Records) -> None:
        reading = read(records, "odk", self.rows(records, self.PLAIN))
        answers = reading.records[0].answers
        assert answers["age"].options == ("16 or 17",)
        assert answers[PLACES].options == ("At school, college or work", "In a park")
        assert codes(reading) == []

    def test_holds_rows_that_it_could_not_decrypt(self, records: Records) -> None:
        reading = read(records, "odk", self.rows(records, self.PLAIN, {**self.PLAIN, "Status": "not decrypted"}))
        assert places(reading) == ["header", "record", "fault"]
        assert "passphrase" in only(reading, "rows-fault").action


def test_a_new_heading_is_not_said_to_be_like_a_question_that_has_no_column(records: Records) -> None:
    form = records.forms[FORM]
    headings, row = survey(records, TestGovukForms.OWN, {})
    at = headings.index(next(one.column for one in form.questions if one.id == "change"))
    both = [f"{headings[at]} - {part}" for part in ("First", "Last")]
    rows = [[*line[:at], *cells, *line[at + 1 :]] for line, cells in ((headings, both), (row, ["More", "lights"]))]
    reading = read(records, "govuk-forms", rows)
    assert [one.message for one in reading.problems if "looks like `change`" in one.message] == []
