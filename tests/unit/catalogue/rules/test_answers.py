"""What a form's answers mean, how its exports hold them, and which returns are owed: each rule at its boundary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.model import Form, FormQuestion, Records
from programme.catalogue.rules import answers, returns
from programme.clock import Period
from tests.real_records import real

DAY: Final = date(2026, 1, 15)
FUND: Final = "community-action-fund-application"
QUARTERLY: Final = "partnership-quarterly-return"
MONTHLY: Final = "safer-street-summers-update"
SURVEY: Final = "youth-perception-survey"


def with_form(name: str, **fields: Any) -> Records:
    changed = replace(real().forms[name], **fields)
    return replace(real(), forms=MappingProxyType({name: changed}))


def with_question(form: str, question: str, **fields: Any) -> Records:
    return with_form(form, questions=changed(real().forms[form], question, **fields))


def changed(form: Form, question: str, **fields: Any) -> tuple[FormQuestion, ...]:
    return tuple(replace(one, **fields) if one.id == question else one for one in form.questions)


def codes(findings: Iterator[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("question", "fields", "found"),
    [
        ("amount", {}, []),
        ("amount", {"means": None}, []),
        ("amount", {"answer": "count"}, ["wrong-meaning"]),
        ("contact-email", {"answer": "short-text"}, ["wrong-meaning"]),
        ("contact-email", {"means": "phone"}, ["wrong-meaning", "two-of-a-meaning"]),
        ("round", {"options_from": "themes"}, ["wrong-meaning"]),
        ("where", {"answer": "choice"}, []),
        ("where", {"options_from": "themes"}, ["wrong-meaning"]),
        ("toolkit-idea", {"answer": "choices"}, []),
        ("project-title", {"means": "organisation"}, ["two-of-a-meaning"]),
    ],
)
def test_what_a_question_means_fits_its_answer_and_is_said_once(
    question: str, fields: dict[str, Any], found: list[str]
) -> None:
    assert codes(answers.meaning_fits_the_answer(with_question(FUND, question, **fields), DAY)) == found


def test_every_meaning_has_a_kind_of_answer() -> None:
    meanings = {term.id for term in real().terms["question-meanings"]}
    assert set(answers._KINDS) == meanings
    kinds = {term.id for term in real().terms["answer-kinds"]}
    assert {kind for one in answers._KINDS.values() for kind in one} <= kinds


def test_the_periods_of_a_return_stand_in_the_form() -> None:
    wrong = with_question(QUARTERLY, "period", options=(), options_from="themes")
    assert codes(answers.meaning_fits_the_answer(wrong, DAY)) == ["wrong-meaning"]


@pytest.mark.parametrize("question", ["round", "amount"])
def test_an_application_for_a_fund_names_its_round_and_the_amount(question: str) -> None:
    without = changed(real().forms[FUND], question, means=None)
    rule = answers.application_names_round_and_amount
    (finding,) = rule(with_form(FUND, questions=without), DAY)
    assert (finding.code, finding.expected) == ("no-such-question", f"a question that means {question}")
    assert codes(rule(with_form(FUND, questions=without, kind="survey"), DAY)) == []
    assert codes(rule(with_form(FUND, questions=without, fund=None), DAY)) == []


@pytest.mark.parametrize(
    ("identity", "shapes", "found"),
    [
        (("contact-email",), ("google-sheets",), []),
        ((), ("microsoft-forms", "kobo"), []),
        ((), (), []),
        ((), ("microsoft-forms", "google-sheets", "google-forms"), ["no-identity", "no-identity"]),
        (("contact-mail",), ("google-sheets",), ["no-such-question"]),
    ],
)
def test_a_form_says_what_tells_submissions_apart(
    identity: tuple[str, ...], shapes: tuple[str, ...], found: list[str]
) -> None:
    sample = real().forms[FUND].exports[0]
    exports = tuple(replace(sample, shape=shape) for shape in shapes)
    records = with_form(FUND, identity=identity, exports=exports)
    assert codes(answers.submissions_can_be_told_apart(records, DAY)) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"column": "A heading of its own"}, []),
        ({"former_columns": ("What was it called?",)}, []),
        ({"column": "What will you do?"}, ["shared-column"]),
        ({"column": "  what WILL you  do? "}, ["shared-column"]),
        ({"former_columns": ("What will you do?",)}, ["shared-column"]),
        ({"former_columns": ("Once", "Once")}, ["shared-column"]),
        ({"column": "Email"}, ["shared-column"]),
        ({"former_columns": ("Timestamp",)}, ["shared-column"]),
        ({"column": "ReviewState"}, ["shared-column"]),
    ],
)
def test_a_column_belongs_to_one_question_and_not_to_the_tool(fields: dict[str, Any], found: list[str]) -> None:
    records = with_question(FUND, "project-title", **fields)
    assert codes(answers.columns_belong_to_one_question(records, DAY)) == found


def test_a_column_of_a_tool_in_which_the_form_was_never_made_is_free() -> None:
    questions = changed(real().forms[FUND], "project-title", column="Email")
    records = with_form(FUND, questions=questions, exports=())
    assert codes(answers.columns_belong_to_one_question(records, DAY)) == []


@pytest.mark.parametrize(
    ("shape", "fields", "found"),
    [
        ("generic", {}, []),
        ("generic", {"delimiter": None}, ["half-a-shape"]),
        ("generic", {"encoding": None}, ["half-a-shape"]),
        ("generic", {"joined_by": None}, ["half-a-shape"]),
        ("generic", {"joined_by": None, "choices_as": "columns"}, []),
        ("generic", {"delimiter": None, "encoding": None, "file_type": "xlsx"}, []),
        ("generic", {"headings_in": 1}, []),
        ("generic", {"headings_in": 2}, ["no-such-row"]),
        ("surveymonkey", {"headings_in": 2}, []),
        ("typeform", {"own_columns": ("#", "Other")}, ["answers-as-own"]),
    ],
)
def test_a_shape_says_all_that_is_needed_to_read_its_files(
    shape: str, fields: dict[str, Any], found: list[str]
) -> None:
    shapes = MappingProxyType({shape: replace(real().export_shapes[shape], **fields)})
    assert codes(answers.shape_is_whole(replace(real(), export_shapes=shapes), DAY)) == found


@pytest.mark.parametrize(
    ("form", "fields", "found"),
    [
        (QUARTERLY, {}, []),
        (QUARTERLY, {"last_period": None}, []),
        (QUARTERLY, {"returned_by": ()}, ["half-a-return"]),
        (QUARTERLY, {"every": None}, ["half-a-return"]),
        (QUARTERLY, {"first_period": None, "every": None}, ["half-a-return"]),
        (QUARTERLY, {"questions": ()}, ["half-a-return"]),
        (SURVEY, {"returned_by": ("leicestershire-police",), "due_day": 14}, ["not-a-return", "not-a-return"]),
        (FUND, {"kind": "return"}, ["half-a-return"]),
    ],
)
def test_a_return_and_no_other_form_says_who_owes_it_and_when(
    form: str, fields: dict[str, Any], found: list[str]
) -> None:
    assert codes(returns.return_is_whole(with_form(form, **fields), DAY)) == found


@pytest.mark.parametrize(
    ("form", "first", "last", "found"),
    [
        (QUARTERLY, "2025-04", "2026-01", []),
        (QUARTERLY, "2025-04", None, []),
        (QUARTERLY, "2025-07", None, []),
        (QUARTERLY, "2025-05", "2026-01", ["not-a-period"]),
        (QUARTERLY, "2025", "2026-01", ["not-a-period"]),
        (QUARTERLY, "2025-04-01", "2026-01", ["not-a-period"]),
        (QUARTERLY, "2025-04", "2025-01", ["ends-before-it-begins"]),
        (QUARTERLY, "2025-01", "2026-01", ["periods-missing"]),
        (QUARTERLY, "2025-04", "2026-04", ["periods-missing"]),
        (MONTHLY, "2025-07", "2025-09", []),
        (MONTHLY, "2025-07", "2025-10", ["periods-missing"]),
        (MONTHLY, "summer 2025", "2025-09", ["not-a-period"]),
    ],
)
def test_the_periods_of_a_return_are_months_that_follow_one_another(
    form: str, first: str, last: str | None, found: list[str]
) -> None:
    records = with_form(form, first_period=Period.of(first), last_period=Period.of(last) if last else None)
    assert codes(returns.periods_follow_one_another(records, DAY)) == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("July 2025", "August 2025", "September 2025", "October 2025"), []),
        (("July 2025", "September 2025"), ["periods-missing"]),
        (("July 2025", "August 2025", "September 2025", "Autumn"), ["not-a-period"]),
        (("July 2025", "August 2025", "September 2025", "July to September 2025"), ["not-a-period"]),
    ],
)
def test_partners_can_choose_each_period_that_they_owe(options: tuple[str, ...], found: list[str]) -> None:
    records = with_question(MONTHLY, "period", options=options)
    assert codes(returns.periods_follow_one_another(records, DAY)) == found


def test_a_return_that_goes_on_leaves_no_gap_before_the_last_period_that_can_be_chosen() -> None:
    gap = changed(real().forms[MONTHLY], "period", options=("July 2025", "September 2025"))
    records = with_form(MONTHLY, questions=gap, last_period=None)
    assert codes(returns.periods_follow_one_another(records, DAY)) == ["periods-missing"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, date(2025, 1, 1), []),
        (date(2025, 1, 1), None, []),
        (date(2025, 1, 1), date(2025, 1, 1), []),
        (date(2025, 1, 2), date(2025, 1, 1), ["ends-before-it-begins"]),
    ],
)
def test_a_partner_does_not_leave_before_it_joins(since: date | None, until: date | None, found: list[str]) -> None:
    partner = replace(next(iter(real().partners.values())), since=since, until=until)
    records = replace(real(), partners=MappingProxyType({partner.id: partner}))
    assert codes(returns.partners_leave_after_they_join(records, DAY)) == found
