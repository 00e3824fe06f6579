"""The words for a question's limits and options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.model import FormQuestion, Partner
from programme.clock import Period
from programme.site.questions import question_duty, question_limits, question_options
from tests.unit.site.invented import DAY, a_round, records, with_rounds


def a_question(**changes: Any) -> FormQuestion:
    sample = records().forms["asking"].questions[1]
    return replace(sample, **{"answer": "short-text", "required": True, **changes})


def a_partner(name: str, title: str, basis: str, since: date | None = None, until: date | None = None) -> Partner:
    return Partner(id=name, title=title, areas=(), since=since, until=until, basis=basis, sources=())


PARTNERS: Final = (
    a_partner("lamps", "Lamp Makers", "published"),
    a_partner("paths", "Path Makers", "general-knowledge"),
    a_partner("old", "Old Makers", "published", until=DAY - timedelta(days=1)),
    a_partner("new", "New Makers", "published", since=DAY + timedelta(days=1)),
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"answer": "long-text", "max_words": 300}, ["Text.", "At most 300 words."]),
        ({"answer": "short-text", "max_words": 1}, ["A few words.", "At most 1 word."]),
        ({"answer": "long-text", "max_characters": 1200}, ["Text.", "At most 1,200 characters."]),
        ({"answer": "count", "minimum": Decimal(0)}, ["A whole number."]),
        ({"answer": "count", "minimum": Decimal(3), "maximum": Decimal(3000)},
         ["A whole number.", "At least 3.", "At most 3,000."]),
        ({"answer": "money", "maximum": Decimal("9812.5")}, ["An amount in pounds.", "At most £9,812.50."]),
        ({"answer": "money", "maximum": Decimal(0)}, ["An amount in pounds.", "At most £0."]),
        ({"answer": "choice", "options": ("A", "B")}, ["Choose one:"]),
        ({"answer": "choice", "options": ("B",), "past_options": ("A",)}, ["Choose one:"]),
        ({"answer": "choice", "past_options": ("A", "B")}, ["There is nothing to choose from now."]),
        ({"answer": "choices", "options_from": "themes"}, ["Choose all that apply:"]),
        ({"answer": "yes-no"}, ["Yes or no."]),
    ],
    ids=str,
)  # fmt: skip
def test_limits_are_plain_sentences(changes: dict[str, Any], expected: list[str]) -> None:
    assert question_limits(replace(a_question(), **changes), records()) == expected


def test_options_of_the_past_are_left_out() -> None:
    assert question_options(a_question(options=("B",), past_options=("A",)), records(), day=DAY) == ("B",)
    assert question_options(a_question(past_options=("A",)), records(), day=DAY) == ()


def test_an_answer_that_must_be_given_says_so() -> None:
    assert question_duty(a_question()) == "You must answer this."
    assert question_duty(replace(a_question(), required=False)) == "This question is optional."
    asked = replace(a_question(), asked_when="You are not a school.")
    assert (
        question_duty(asked) == "You must answer this. You are asked it only when this is true: You are not a school."
    )


class TestOptions:
    def options(self, source: str, day: date = DAY) -> tuple[str, ...]:
        return question_options(a_question(options_from=source), records(), day=day)

    def test_stand_in_the_question(self) -> None:
        question = a_question(options=("B", "A"))
        assert question_options(question, records(), day=DAY) == ("B", "A")

    def test_come_from_a_vocabulary_by_their_labels(self) -> None:
        assert self.options("rule-outcomes") == tuple(term.label for term in records().terms["rule-outcomes"])

    def test_are_themes_by_title(self) -> None:
        assert self.options("themes") == ("Lamps, and light", "Paths")

    def test_are_the_areas_that_there_are_on_the_day(self) -> None:
        assert self.options("areas", date(2029, 3, 31)) == ("Old Town",)
        assert self.options("areas", date(2029, 4, 1)) == ("New Town",)

    def test_are_the_rounds_that_have_not_closed(self) -> None:
        assert self.options("rounds", date(2030, 1, 31)) == ("Lamps round", "Vague round")
        assert self.options("rounds", date(2030, 2, 1)) == ("Vague round",)

    def test_are_all_rounds_when_every_one_has_closed(self) -> None:
        kept = with_rounds(a_round(), a_round(id="b", title="Other round", closes=Period.of("2030-01-09")))
        question = a_question(options_from="rounds")
        assert question_options(question, kept, day=DAY) == ("Lamps round",)
        assert question_options(question, kept, day=date(2031, 1, 1)) == ("Lamps round", "Other round")

    def test_are_the_partners_that_there_are_and_that_the_form_names(self) -> None:
        kept = replace(records(), partners=MappingProxyType({one.id: one for one in PARTNERS}))
        question = a_question(options_from="partners")
        assert question_options(question, kept, day=DAY) == ("Lamp Makers", "Path Makers (not yet checked)")
        assert question_options(question, kept, day=DAY, partners=("lamps", "old")) == ("Lamp Makers",)

    def test_of_a_long_table_are_not_listed_but_named(self) -> None:
        question = a_question(options_from="initiatives", answer="choice")
        assert question_options(question, records(), day=DAY) == ()
        assert question_limits(question, records()) == ["Choose one: any idea in the toolkit."]

    def test_of_an_unknown_vocabulary_are_none(self) -> None:
        assert self.options("no-such-words") == ()
