"""The options of a question by their ids, wherever they come from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from programme.catalogue.model import FormQuestion
from programme.catalogue.options import TABLES, kept_in, options_of
from programme.records.check import PROJECT
from tests.real_records import real


def asked(form: str, question: str) -> FormQuestion:
    return next(one for one in real().forms[form].questions if one.id == question)


def a_question(**changes: Any) -> FormQuestion:
    return replace(asked("community-action-fund-application", "round"), **{"means": None, **changes})


@pytest.mark.parametrize("table", TABLES)
def test_a_table_gives_its_records_by_id(table: str) -> None:
    options = options_of(a_question(options_from=table), real())
    assert list(options) == list(getattr(real(), table))
    assert all(options.values())


def test_a_vocabulary_gives_its_labels_by_id() -> None:
    options = options_of(a_question(options_from="organisation-types"), real())
    assert options["school"] == "School"


def test_options_of_the_form_itself_stand_for_themselves() -> None:
    assert options_of(a_question(options_from=None, options=("B", "A")), real()) == {"B": "B", "A": "A"}


def test_options_of_the_past_are_known_because_an_answer_may_be_old() -> None:
    question = a_question(options_from=None, options=("C",), past_options=("A", "B"))
    assert list(options_of(question, real())) == ["A", "B", "C"]
    cohorts = options_of(asked("leadership-programme-application", "cohort"), real())
    assert list(cohorts) == ["Cohort 1", "Cohort 2", "Cohort 3", "Cohort 4", "Cohort 5"]


def test_the_periods_of_a_return_have_ids() -> None:
    assert options_of(asked("safer-street-summers-update", "period"), real()) == {
        "2025-07": "July 2025", "2025-08": "August 2025", "2025-09": "September 2025",
    }  # fmt: skip
    assert list(options_of(asked("partnership-quarterly-return", "period"), real())) == [
        "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1",
    ]  # fmt: skip


def test_a_period_that_cannot_be_read_stands_for_itself() -> None:
    question = a_question(options_from=None, options=("Summer",), means="period")
    assert options_of(question, real()) == {"Summer": "Summer"}


def test_what_has_no_options_gives_none() -> None:
    assert options_of(a_question(options_from=None), real()) == {}
    assert options_of(a_question(options_from="no-such-words"), real()) == {}


@pytest.mark.parametrize("table", TABLES)
def test_the_place_of_a_table_is_there(table: str) -> None:
    place = kept_in(a_question(options_from=table), "application")
    assert (PROJECT / place).exists()


def test_other_options_are_kept_in_a_vocabulary_or_in_the_form() -> None:
    assert kept_in(a_question(options_from="organisation-types"), "f") == "data/codelists/organisation-types.yaml"
    own = kept_in(a_question(options_from=None, options=("A",)), "f")
    assert own == "`options` of the question `round` in data/forms/f.yaml"
