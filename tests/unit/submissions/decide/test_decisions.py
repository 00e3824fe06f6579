from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from programme.problems import Problem, Severity
from programme.submissions.decide.blank_sheets import decision_template, marks_template
from programme.submissions.decide.files import read_decisions
from programme.submissions.facts import Announced, Decision, Mark, encode, fact_on
from tests.unit.submissions.report import invented as sample

DAY = date(2026, 3, 1)
ONE, TWO = sample.reference(1), sample.reference(2)
GOOD = {
    "about": ONE,
    "outcome": "award",
    "by": "grants-officer",
    "on": "2026-02-03",
    "why": "Strong.",
    "amount": "5000",
}
SAID = {"announce": "Example Village Hall Committee", "purpose": "Lights for a car park"}
MARK = {"reference": ONE, "criterion": "need", "score": "15.5", "marker": "marker-a", "on": "2026-02-03"}


def read(content: bytes, name: str = "decisions.csv") -> tuple[tuple[Decision | Mark, ...], tuple[Problem, ...]]:
    return read_decisions(content, name, sample.records(), day=DAY)


def sheet(*rows: dict[str, str], delimiter: str = ",", headings: tuple[str, ...] | None = None) -> str:
    text = io.StringIO()
    names = headings or ("about", "outcome", "by", "on", "why", "other", "amount", "announce", "purpose")
    writer = csv.DictWriter(text, names, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def marks(*rows: dict[str, str]) -> bytes:
    return sheet(*rows, headings=("reference", "criterion", "score", "marker", "on", "note")).encode()


def codes(*rows: dict[str, str]) -> list[tuple[int, str]]:
    facts, problems = read(sheet(*rows).encode())
    assert facts == ()
    return [(problem.place.line, problem.code) for problem in problems]


def test_a_decision_is_read_as_it_was_written() -> None:
    assert read(sheet(GOOD).encode()) == (
        (Decision(ONE, "award", "grants-officer", "2026-02-03", "Strong.", "", "5000"),),
        (),
    )


def test_a_line_without_announced_words_is_as_it_was_before_there_were_any() -> None:
    decision = Decision(ONE, "award", "panel", "2026-02-03", "Strong.", amount="5000")
    line = (
        f'{{"type":"decision","about":"{ONE}","outcome":"award","by":"panel","on":"2026-02-03","why":"Strong.",'
        '"other":"","amount":"5000"}'
    ).encode()
    assert encode(decision) == line
    assert [fact_on(line)] == [decision]


def test_the_words_in_which_an_award_is_announced_are_read_and_kept() -> None:
    (found,), problems = read(sheet({**GOOD, **SAID, "announce": " Example  Village Hall Committee "}).encode())
    assert problems == ()
    assert isinstance(found, Decision)
    assert found.announced == Announced("Example Village Hall Committee", "Lights for a car park")
    assert [fact_on(encode(found))] == [found]


@pytest.mark.parametrize("column", ["announce", "purpose"])
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x" * 301,
        "123",
        "Ask pat@example.org",
        "Ring 01632 960123",
        "At ZZ99 1AA",
        f"For {ONE}",
        "A <b>",
        "A\u200bB",
    ],
)
def test_words_that_cannot_go_public_are_told_with_their_row(column: str, typed: str) -> None:
    assert codes({**GOOD, **SAID, column: typed}) == [(2, column)]


def test_only_an_award_is_announced() -> None:
    assert codes({**GOOD, **SAID, "outcome": "decline", "amount": ""}) == [(2, "announce"), (2, "purpose")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_is_read_however_it_was_saved(encoding: str, delimiter: str) -> None:
    text = sheet({**GOOD, "why": "Naïve, but good – £5,000."}, delimiter=delimiter)
    (found,), problems = read(text.encode(encoding))
    assert problems == ()
    assert isinstance(found, Decision)
    assert found.why == "Naïve, but good – £5,000."


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("about", ONE.lower().replace("-", " "), ONE),
        ("outcome", " Award ", "award"),
        ("by", "Senior Management Team", "senior-management-team"),
        ("on", "03/02/2026", "2026-02-03"),
        ("on", "3 Feb 2026", "2026-02-03"),
        ("on", "3 February 2026", "2026-02-03"),
        ("on", "03-Feb-2026", "2026-02-03"),
        ("amount", "£5,000.00", "5000"),
        ("amount", "9812.65", "9812.65"),
        ("amount", "0", "0"),
        ("amount", "1,234,567.5", "1234567.5"),
        ("amount", "£ 4,999.50", "4999.5"),
    ],
)
def test_what_people_type_is_tidied(column: str, typed: str, kept: str) -> None:
    (found,), problems = read(sheet({**GOOD, column: typed}).encode())
    assert problems == ()
    assert getattr(found, column) == kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"about": ""}, "reference"),
        ({"about": ONE[:-1] + ("2" if ONE[-1] != "2" else "3")}, "reference"),
        ({"outcome": "awrad"}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"by": "Pat Example"}, "role"),
        ({"by": "pat@example.org"}, "role"),
        ({"by": ""}, "role"),
        ({"on": "2026-02-30"}, "day"),
        ({"on": "yesterday"}, "day"),
        ({"on": "2062-02-03"}, "day"),
        ({"on": "1926-02-03"}, "day"),
        ({"why": ""}, "why"),
        ({"why": "Ring 01632 960123."}, "why"),
        ({"why": "Write to pat@example.org."}, "why"),
        ({"why": "x" * 401}, "why"),
        ({"amount": ""}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "5000.001"}, "amount"),
        ({"amount": "4999,50"}, "amount"),
        ({"amount": "5,00"}, "amount"),
        ({"amount": "5.000"}, "amount"),
        ({"amount": "5.000,00"}, "amount"),
        ({"amount": "50,00,000"}, "amount"),
        ({"amount": "1,2,3,4"}, "amount"),
        ({"amount": "4 500"}, "amount"),
        ({"amount": "1e9"}, "amount"),
        ({"amount": "٣"}, "amount"),
        ({"other": TWO}, "other"),
        ({"outcome": "decline"}, "amount"),
        ({"outcome": "same", "amount": ""}, "reference"),
        ({"outcome": "same", "amount": "", "other": ONE}, "other"),
        ({"outcome": "set-aside", "amount": ""}, "held-row"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row(change: dict[str, str], code: str) -> None:
    assert codes({**GOOD, **change}) == [(2, code)]


def test_all_that_is_wrong_with_a_row_is_told_in_one_run() -> None:
    assert codes({"about": "x", "outcome": "award", "by": "?"}) == [
        (2, "amount"),
        (2, "day"),
        (2, "reference"),
        (2, "role"),
        (2, "why"),
    ]


def test_a_good_row_is_read_beside_a_wrong_one() -> None:
    facts, problems = read(sheet(GOOD, {**GOOD, "by": ""}, {**GOOD, "about": TWO}).encode())
    assert [fact.about for fact in facts if isinstance(fact, Decision)] == [ONE, TWO]
    assert [problem.place.line for problem in problems] == [3]


def test_a_misspelt_outcome_is_answered_with_the_nearest() -> None:
    (problem,) = read(sheet({**GOOD, "outcome": "awrad"}).encode())[1]
    assert problem.action == "Did you mean “award”?"
    assert "set-aside" in problem.expected


@pytest.mark.parametrize("column", ["about", "outcome", "by", "on", "why", "amount", "other"])
@pytest.mark.parametrize("value", ["Pat Example", "pat@example.org", "07700 900123", "07700900123"])
def test_a_value_that_may_be_a_person_is_never_shown(column: str, value: str) -> None:
    problems = read(sheet({**GOOD, column: value}).encode())[1]
    shown = repr(problems).lower()
    assert value.lower() not in shown
    assert "example.org" not in shown
    assert "0900123" not in shown.replace(" ", "")


def test_a_line_of_the_report_may_be_pasted_whole_into_the_first_cell() -> None:
    line = f'{ONE},accept,caseworker,2026-02-03,"Looked at by hand, twice.",,'
    (found,), problems = read(workbook(["about", "outcome", "by", "on", "why", "other", "amount"], [line]))
    assert (found, problems) == (Decision(ONE, "accept", "caseworker", "2026-02-03", "Looked at by hand, twice."), ())


@pytest.mark.parametrize("cell", [",", "a,b", "a,b\nc,d", f"{ONE},accept\r\n{TWO},refuse", 'x,"y\nz', ",,,,,,,,"])
def test_a_first_cell_that_is_no_line_of_the_report_is_told_and_never_passed_over(cell: str) -> None:
    facts, problems = read(workbook(["about", "outcome", "by", "on", "why"], [cell]))
    assert facts == ()
    assert "outcome" in [problem.code for problem in problems]


def test_a_held_row_is_set_aside_by_the_name_that_the_report_shows() -> None:
    row = {**GOOD, "about": f"{sample.DIGEST}:12", "outcome": "set-aside", "amount": ""}
    (found,), problems = read(sheet(row).encode())
    assert problems == ()
    assert isinstance(found, Decision)
    assert found.about == f"{sample.DIGEST}:12"


def test_blank_rows_are_passed_over_and_the_same_decision_twice_is_one() -> None:
    facts, problems = read(sheet({}, GOOD, {}, GOOD).encode())
    assert (len(facts), problems) == (1, ())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"about,outcome\nx,y\n",
        b"who,what\n",
        b"about,about,outcome,by,on,why\n",
        b"\x00\x01",
        b"PK\x03\x04x",
    ],
)
def test_a_sheet_that_cannot_be_understood_says_why_and_gives_nothing(content: bytes) -> None:
    facts, problems = read(content)
    assert facts == ()
    assert [problem.severity for problem in problems] == [Severity.ERROR]


def test_a_heading_of_ones_own_is_a_warning_and_its_column_is_left_alone() -> None:
    text = "about,outcome,by,on,why,amount,my note\n" + f"{ONE},award,panel,2026-02-03,Strong.,5000,Pat Example\n"
    facts, (problem,) = read(text.encode())
    assert len(facts) == 1
    assert (problem.code, problem.severity, problem.place.column) == ("unknown-heading", Severity.WARNING, 7)


def test_a_quotation_mark_that_never_ends_loses_only_its_row() -> None:
    text = sheet(GOOD) + f'{TWO},"award\n' + sheet({**GOOD, "about": TWO}).split("\n", 1)[1]
    facts, problems = read(text.encode())
    assert [fact.about for fact in facts if isinstance(fact, Decision)] == [ONE, TWO]
    assert [problem.code for problem in problems] == ["row"]


def test_marks_are_read_with_half_marks_and_the_criterion_by_its_name() -> None:
    facts, problems = read(marks(MARK, {**MARK, "criterion": "Value for money", "score": "7", "marker": "B"}))
    assert problems == ()
    assert facts == (
        Mark(ONE, "marker-a", "need", "15.5", "2026-02-03"),
        Mark(ONE, "marker-b", "value", "7", "2026-02-03"),
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"score": "20.5"}, "score"),
        ({"score": "-1"}, "score"),
        ({"score": "1.25"}, "score"),
        ({"score": "1,5"}, "score"),
        ({"score": "1.500"}, "score"),
        ({"criterion": "charm"}, "criterion"),
        ({"marker": "Pat Example"}, "marker"),
        ({"reference": "XXXXX"}, "reference"),
        ({"on": ""}, "day"),
    ],
)
def test_a_wrong_mark_is_named_with_its_row(change: dict[str, str], code: str) -> None:
    facts, problems = read(marks({**MARK, **change}))
    assert facts == ()
    assert [(problem.place.line, problem.code) for problem in problems] == [(2, code)]


def test_a_row_that_is_not_marked_yet_is_left_alone() -> None:
    assert read(marks({**MARK, "score": ""})) == ((), ())


def test_one_decimal_of_a_score_is_said_in_the_singular() -> None:
    (problem,) = read(marks({**MARK, "score": "1.25"}))[1]
    assert problem.expected == "a number from 0 to 20, with at most 1 decimal behind a point"


def test_two_scores_for_one_criterion_are_told() -> None:
    facts, (problem,) = read(marks(MARK, {**MARK, "score": "3"}))
    assert len(facts) == 1
    assert (problem.place.line, problem.code) == (3, "two-scores")


def template() -> bytes:
    found = sample.rich()
    return decision_template(found, sample.words(found), sample.records())


def test_the_decisions_sheet_as_written_holds_only_the_example_which_is_not_read() -> None:
    facts, (problem,) = read(template(), "decisions.xlsx")
    assert facts == ()
    assert (problem.code, problem.severity, problem.place.line) == ("example", Severity.WARNING, 2)


def test_the_decisions_sheet_is_the_same_bytes_each_time() -> None:
    assert template() == template()


def test_the_decisions_sheet_lists_outcomes_and_submissions() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template()))
    assert book.sheet_names == ["Decisions", "How to", "Outcomes", "Submissions"]
    outcomes = [row[0] for row in book.get_sheet_by_name("Outcomes").to_python()[1:]]
    assert outcomes == [term.id for term in sample.records().terms["decisions"]]
    assert ONE in [row[0] for row in book.get_sheet_by_name("Submissions").to_python()]


def workbook(headings: list[str], *rows: list[Any]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for at, row in enumerate([headings, *rows]):
            page.write_row(at, 0, row)
    return content.getvalue()


def test_dates_and_numbers_of_a_workbook_are_read_as_what_they_are() -> None:
    content = workbook(
        ["About", "Outcome", "By", "On", "Why", "Other", "Amount"],
        [ONE, "award", "panel", sample.DAY, "Strong.", None, 9812.65],
    )
    assert read(content, "decisions.xlsx") == (
        (Decision(ONE, "award", "panel", "2026-01-20", "Strong.", "", "9812.65"),),
        (),
    )


def test_a_markers_sheet_has_a_row_for_each_ready_bid_and_criterion() -> None:
    found = sample.rich()
    content = marks_template(
        found, sample.words(found), sample.records(), call=sample.ROUND, marker="marker-b", day=sample.DAY
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 2 * len(sample.records().criterions)
    assert read(content, "marks.xlsx") == ((), ())
    filled = [[*row[:7], row[6], *row[8:]] for row in rows[1:]]
    facts, problems = read(workbook([str(one) for one in rows[0]], *filled), "marks.xlsx")
    assert (len(facts), problems) == (len(rows) - 1, ())


def test_a_comma_before_the_pence_is_told_with_how_to_write_it() -> None:
    (problem,) = read(sheet({**GOOD, "amount": "4999,50"}, delimiter=";").encode())[1]
    assert (problem.found, problem.place.line) == ("4999,50", 2)
    assert "a point before the decimals" in problem.action


HEAD = ["about", "outcome", "by", "on", "why", "other", "amount"]
FILLED = [ONE, "award", "panel", sample.DAY, "Strong.", None, 5000]


def sheets(*pages: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for rows in pages:
            page = book.add_worksheet()
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return content.getvalue()


@pytest.mark.parametrize(
    "others",
    [
        [[HEAD, [TWO, "decline", "panel", sample.DAY, "Weak."]]],
        [[["Notes"]], [["reference", "criterion", "score", "marker", "on"], [ONE, "need", 5]]],
    ],
)
def test_decisions_or_marks_on_another_sheet_are_told_and_never_passed_over(others: list[list[list[Any]]]) -> None:
    facts, (problem,) = read(sheets([HEAD, FILLED], *others), "decisions.xlsx")
    assert (problem.code, problem.severity) == ("other-sheet", Severity.ERROR)
    assert f"“Sheet{len(others) + 1}”" in problem.message
    assert len(facts) == 1


def test_decisions_behind_a_sheet_of_notes_are_found_out() -> None:
    facts, problems = read(sheets([["Notes"], ["x"]], [HEAD, FILLED]), "decisions.xlsx")
    assert (facts, [problem.code for problem in problems]) == ((), ["headings", "other-sheet"])


def test_other_sheets_without_anything_filled_in_are_left_alone() -> None:
    example = ["EXAMPLE", "award", "panel", sample.DAY, "Strong.", None, 5000]
    others: list[list[list[Any]]] = [[HEAD, example], [HEAD], [], [["Submissions", ONE]]]
    facts, problems = read(sheets([HEAD, FILLED], *others), "decisions.xlsx")
    assert (len(facts), problems) == (1, ())


@pytest.mark.parametrize("error", ["#NAME?", "#REF!", "#CALC!", "Err:508"])
@pytest.mark.parametrize("at", [0, 4, 5, 6])
def test_an_error_of_the_spreadsheet_is_told_with_its_row(error: str, at: int) -> None:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for number, row in enumerate([HEAD, FILLED, FILLED]):
            page.write_row(number, 0, row)
        page.write_formula(2, at, "=A1", None, "#REF!")
    facts, (problem,) = read(with_error(content.getvalue(), error), "decisions.xlsx")
    assert (len(facts), problem.code, problem.place.line) == (1, "error-cell", 3)
    assert error in problem.message


def with_error(content: bytes, error: str) -> bytes:
    """The same workbook with another error: some are not known to what writes workbooks here."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"#REF!", error.encode()))
    return out.getvalue()


def test_an_error_in_a_column_of_ones_own_does_not_matter() -> None:
    text = "about,outcome,by,on,why,amount,sum\n" + f"{ONE},award,panel,2026-02-03,Strong.,5000,#REF!\n"
    facts, (problem,) = read(text.encode())
    assert (len(facts), problem.code) == (1, "unknown-heading")


@pytest.mark.parametrize("first", ["sep={0}", '"sep={0}"', "{0}{0}{0}{0}", "{0}\r\n\r\n{0}{0}", "\ufeffsep={0}"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_first_line_for_the_spreadsheet_alone_is_passed_over(first: str, delimiter: str) -> None:
    text = first.format(delimiter) + "\r\n" + sheet(GOOD, delimiter=delimiter)
    facts, problems = read(text.encode())
    assert (len(facts), problems) == (1, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_sheet_in_an_encoding_that_it_does_not_name_is_told_how_to_save_it(encoding: str) -> None:
    facts, (problem,) = read(sheet(GOOD).encode(encoding))
    assert (facts, problem.code) == ((), "wrong-encoding")
    assert "CSV UTF-8" in problem.action
    assert "form" not in problem.action


@given(st.binary(max_size=400))
def test_no_bytes_whatever_make_it_fail(content: bytes) -> None:
    read(content)


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=5))
def test_no_cells_whatever_make_it_fail_or_are_shown(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["about", "outcome", "by", "on", "why", "other", "amount"], *rows])
    facts, problems = read(text.getvalue().encode("utf-8", "replace"))
    assert facts == ()
    assert all(problem.action for problem in problems)
    assert all(any(map(str.isdigit, problem.found)) for problem in problems if problem.found)  # names have no digits
