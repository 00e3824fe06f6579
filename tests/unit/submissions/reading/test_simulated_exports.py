"""Simulated exports of every real form in every shape are read as the simulator says they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import pytest

from programme.catalogue.model import Records
from programme.submissions.outcome import Disposition
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import Reading, read_export
from programme.submissions.simulate.export import Simulated, simulate
from programme.submissions.simulate.truth import Kind
from tests.unit.submissions.reading.exports import REFERENCES, said

SHAPES: Final = (
    "microsoft-forms", "microsoft-forms-csv", "google-sheets", "google-forms", "govuk-forms", "typeform",
    "surveymonkey", "limesurvey", "kobo", "odk", "generic",
)  # fmt: skip
FORMS: Final = (
    "community-action-fund-application", "leadership-programme-application", "partnership-quarterly-return",
    "safer-street-summers-update", "youth-perception-survey",
)  # fmt: skip
ROWS: Final = 60
Make = Callable[[str, str], tuple[Simulated, Reading]]


@pytest.fixture(scope="session")
def simulated(records: Records) -> Make:
    """What makes and reads an export of a form in a shape; each is made once."""

    @cache
    def made(form_id: str, shape_id: str) -> tuple[Simulated, Reading]:
        form = records.forms[form_id]
        shape = shape_of(form, shape_id, records)
        assert shape is not None
        one = simulate(form, shape, records, rows=ROWS, seed=7)
        return one, read_export(one.content, one.name, form=form, shape=shape, records=records, references=REFERENCES)

    return made


def test_every_shape_of_every_form_is_here(records: Records) -> None:
    assert set(records.export_shapes) == set(SHAPES)
    assert {one.id for one in records.forms.values() if one.exports} == set(FORMS)


@pytest.mark.parametrize("shape_id", SHAPES)
@pytest.mark.parametrize("form_id", FORMS)
class TestEveryExport:
    def test_has_each_row_where_the_simulator_put_it(self, simulated: Make, form_id: str, shape_id: str) -> None:
        one, reading = simulated(form_id, shape_id)
        expected = {
            line.row: line.code if line.disposition in {Disposition.STRUCTURAL, Disposition.QUARANTINE} else "record"
            for line in one.truth.lines
        }
        assert {entry.row: said(entry) for entry in reading.file.entries} == expected

    def test_has_every_question_and_nothing_unknown(self, simulated: Make, form_id: str, shape_id: str) -> None:
        _, reading = simulated(form_id, shape_id)
        assert (reading.file.missing, reading.file.unknown) == ((), ())
        assert {problem.code for problem in reading.problems} <= {
            "rows-time",
            "rows-width",
            "rows-no-id",
            "rows-strange",
        }

    def test_has_its_moments_and_ids_as_they_were_sent(self, simulated: Make, form_id: str, shape_id: str) -> None:
        one, reading = simulated(form_id, shape_id)
        truth = one.truth.named({entry.row: entry.source for entry in reading.file.entries if entry.content})
        again = {fault.source for kind in (Kind.VERSION, Kind.SAME_MOMENT) for fault in truth.of(kind)}
        got = {record.source: record.submitted for record in reading.records if record.source not in again}
        assert got == {source: truth.sent[source].submitted for source in got}

    def test_has_only_the_planted_answers_unreadable(self, simulated: Make, form_id: str, shape_id: str) -> None:
        one, reading = simulated(form_id, shape_id)
        rows = {entry.row: entry.content for entry in reading.file.entries}
        for kind, odd in (
            (Kind.UNKNOWN_OPTION, lambda answer: answer.strange),
            (Kind.AMOUNT_WORDS, lambda answer: not answer.readable),
        ):
            planted = {rows[fault.row] for fault in one.truth.of(kind)}
            assert {one.content for one in reading.records if any(map(odd, one.answers.values()))} == planted


@pytest.mark.parametrize("form_id", FORMS[1:])
def test_a_file_in_another_forms_folder_is_named(records: Records, form_id: str) -> None:
    form = records.forms[FORMS[0]]
    shape = shape_of(form, "generic", records)
    assert shape is not None
    one = simulate(records.forms[form_id], shape, records, rows=5, seed=1)
    reading = read_export(one.content, one.name, form=form, shape=shape, records=records, references=REFERENCES)
    assert not reading.records
    assert f"inbox/{form_id}/" in reading.problems[0].action
