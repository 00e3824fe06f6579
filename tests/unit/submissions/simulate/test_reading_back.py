"""Simulated exports, read by the reader and folded: what was planted is what comes out, in every form and shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from programme.catalogue.model import ExportShape, Form, Records
from programme.clock import Period
from programme.submissions.facts import Entry, Fact, Record
from programme.submissions.fold.fold import fold
from programme.submissions.outcome import Disposition, Flag, Outcome, State
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import Reading, read_export
from programme.submissions.references import References
from programme.submissions.simulate import Kind, Line, Simulated, Truth, simulate, simulate_pair

FORMS: Final = (
    "community-action-fund-application",
    "leadership-programme-application",
    "partnership-quarterly-return",
    "safer-street-summers-update",
    "youth-perception-survey",
)
SHAPES: Final = (
    "microsoft-forms", "microsoft-forms-csv", "google-sheets", "google-forms", "govuk-forms", "typeform",
    "surveymonkey", "limesurvey", "kobo", "odk", "generic",
)  # fmt: skip
REFERENCES: Final = References(b"a key for tests and nothing else")
ROUND: Final = "road-safety-2025"
DAY: Final = date(2026, 4, 10)


def shape_for(form: Form, shape: str, records: Records) -> ExportShape:
    found = shape_of(form, shape, records)
    assert found is not None
    return found


def made(form: Form, shape: ExportShape, records: Records, rows: int = 60) -> Simulated:
    return simulate(form, shape, records, rows=rows, seed=7, round_id=ROUND if form.fund else None)


def read(one: Simulated, form: Form, shape: ExportShape, records: Records) -> Reading:
    return read_export(one.content, one.name, form=form, shape=shape, records=records, references=REFERENCES)


def told_by_reader(entry: Entry) -> str:
    return entry.structural or entry.quarantine or "record"


def told_by_truth(line: Line) -> str:
    return line.code or "record"


def folded(readings: Iterable[Reading], records: Records) -> Outcome:
    facts: list[Fact] = []
    for one in readings:
        facts += [one.file, *one.records]
    return fold(facts, records, REFERENCES, day=DAY)


def named(one: Simulated, reading: Reading) -> Truth:
    return one.truth.named({entry.row: entry.source for entry in reading.file.entries})


@pytest.mark.parametrize("shape_id", SHAPES)
@pytest.mark.parametrize("form_id", FORMS)
def test_the_reader_finds_in_every_row_what_stands_there(records: Records, form_id: str, shape_id: str) -> None:
    form = records.forms[form_id]
    shape = shape_for(form, shape_id, records)
    one = made(form, shape, records)
    reading = read(one, form, shape, records)
    assert (reading.file.missing, reading.file.unknown) == ((), ())
    assert [(entry.row, told_by_reader(entry)) for entry in reading.file.entries] == [
        (line.row, told_by_truth(line)) for line in one.truth.lines
    ]
    assert {entry.source for entry in reading.file.entries if entry.content} == set(named(one, reading).sent)


@pytest.mark.parametrize("shape_id", SHAPES)
def test_the_reader_finds_the_moment_at_which_each_was_sent(records: Records, shape_id: str) -> None:
    form = records.forms[FORMS[0]]
    shape = shape_for(form, shape_id, records)
    one = made(form, shape, records)
    reading = read(one, form, shape, records)
    found: dict[str, str] = {}
    for record in sorted(reading.records, key=lambda record: record.submitted):
        found[record.source] = record.submitted
    assert found == {sent.source: sent.submitted for sent in named(one, reading).sent.values()}


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("shape_id", ["microsoft-forms", "google-forms", "limesurvey", "generic"])
def test_the_fold_gives_every_submission_the_state_that_is_expected(
    records: Records, form_id: str, shape_id: str
) -> None:
    form = records.forms[form_id]
    shape = shape_for(form, shape_id, records)
    one = made(form, shape, records, rows=120)
    reading = read(one, form, shape, records)
    found = {each.source: each for each in folded([reading], records).submissions.values()}
    expected = named(one, reading).sent
    assert {source: found[source].state for source, sent in expected.items() if sent.state} == {
        source: sent.state for source, sent in expected.items() if sent.state
    }
    for source, sent in expected.items():
        assert sent.flags <= {verdict.flag for verdict in found[source].flags}


def test_the_fold_finds_what_is_planted_in_a_round_with_grace_and_a_day_for_spending(records: Records) -> None:
    call = replace(records.rounds[ROUND], grace_minutes=15, spend_by=Period.of("2026-03"))
    records = replace(records, rounds={**records.rounds, ROUND: call})
    form = records.forms[FORMS[0]]
    shape = shape_for(form, "odk", records)
    one = made(form, shape, records, rows=120)
    assert one.truth.of(Kind.WITHIN_GRACE)
    assert one.truth.of(Kind.SETUP_TIME)
    outcome = folded([read(one, form, shape, records)], records)
    found = {each.source: each.state for each in outcome.submissions.values()}
    expected = {source: sent.state for source, sent in one.truth.sent.items() if sent.state}
    assert {source: found[source] for source in expected} == expected


def test_no_two_applicants_are_joined_and_few_pairs_are_missed(records: Records) -> None:
    form = records.forms[FORMS[0]]
    shape = shape_for(form, "microsoft-forms-csv", records)
    one = made(form, shape, records, rows=300)
    outcome = folded([read(one, form, shape, records)], records)
    pairs = one.truth.pairs()
    found = {
        frozenset((each.source, outcome.submissions[match.other].source)): match.kind
        for each in outcome.submissions.values()
        for match in each.matches
        if match.kind in {"same", "ask"}
    }
    assert {pair for pair, kind in found.items() if kind == "same"} <= pairs
    assert len(found.keys() & pairs) >= 0.9 * len(pairs)


def test_costs_add_up_to_the_amount_but_where_they_were_planted_not_to(records: Records) -> None:
    form = records.forms[FORMS[0]]
    shape = shape_for(form, "govuk-forms", records)
    one = made(form, shape, records, rows=120)
    wrong = {fault.source for kind in (Kind.BUDGET_SUM, Kind.AMOUNT_WORDS) for fault in one.truth.of(kind)}
    assert {record.source for record in read(one, form, shape, records).records if not adds_up(record)} == wrong


def adds_up(record: Record) -> bool:
    amount, budget = record.answers["amount"], record.answers["budget"]
    return amount.readable and budget.readable and float(amount.number) == float(budget.number)


@pytest.mark.parametrize(
    "changes",
    [
        {"delimiter": "tab"},
        {"delimiter": "semicolon", "encoding": "cp1252"},
        {"encoding": "utf-16"},
        {"submitted_format": "day-first"},
        {"submitted_format": "day-first-short"},
        {"submitted_format": "month-first-short", "zone": "utc"},
        {"submitted_format": "workbook"},
    ],
    ids=str,
)
def test_a_forms_own_differences_are_kept_to(records: Records, changes: dict[str, str]) -> None:
    form = records.forms[FORMS[0]]
    shape = replace(records.export_shapes["microsoft-forms-csv"], **changes)  # type: ignore[arg-type]
    one = made(form, shape, records, rows=30)
    reading = read(one, form, shape, records)
    assert {record.source: record.submitted for record in reading.records} == {
        sent.source: sent.submitted for sent in one.truth.sent.values()
    }


def test_the_first_block_of_a_pasted_file_has_the_headings_from_before_a_question_changed(records: Records) -> None:
    form = records.forms[FORMS[0]]
    changed = [
        replace(one, former_columns=("What is the issue?",)) if one.id == "problem" else one for one in form.questions
    ]
    form = replace(form, questions=tuple(changed))
    shape = shape_for(form, "generic", records)
    one = made(form, shape, records)
    assert one.content.decode().count("What is the issue?") == 1
    reading = read(one, form, shape, records)
    assert reading.file.missing == ()
    assert all(record.answers["problem"].given for record in reading.records if record.source in ready(one))


def ready(one: Simulated) -> set[str]:
    return {sent.source for sent in one.truth.sent.values() if sent.state is State.READY}


@pytest.mark.parametrize("shape_id", ["microsoft-forms", "surveymonkey", "kobo"])
def test_an_older_and_a_newer_export_give_what_is_true_of_both(records: Records, shape_id: str) -> None:
    form = records.forms[FORMS[0]]
    shape = shape_for(form, shape_id, records)
    both = simulate_pair(form, shape, records, rows=40, seed=3, round_id=ROUND)
    outcome = folded([read(one, form, shape, records) for one in both], records)
    found = {each.source: each for each in outcome.submissions.values()}
    newer = both[1].truth
    assert {source: each.state for source, each in found.items()} == {
        source: sent.state for source, sent in newer.sent.items()
    }
    (version,), (gone,) = newer.of(Kind.VERSION), newer.of(Kind.GONE)
    assert len(found[version.source].versions) == 2
    assert Flag.GONE_FROM_SOURCE in {verdict.flag for verdict in found[gone.source].flags}
    assert [account.records.get(Disposition.REPEAT, 0) for account in outcome.accounts] == [0, 26]
