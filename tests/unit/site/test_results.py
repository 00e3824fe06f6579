"""The result of a round on its page: its numbers, the words of its codes, and why a star stands there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from programme.catalogue.model import Result, ResultOutcome, ResultReason
from programme.records.check import PROJECT
from programme.site.results import ResultView, result_view
from programme.templates import environment
from tests.unit.site.invented import records as invented

ROUND: Final = "lamps-2030"
TEMPLATES: Final = environment(PROJECT / "hooks/templates")


def a_result(**fields: Any) -> Result:
    whole = Result(
        id=ROUND,
        round=ROUND,
        as_of=date(2030, 3, 1),
        decided=True,
        received=1065,
        from_people="*",
        asked=Decimal(585000),
        awards=14,
        awarded=Decimal("112000.50"),
        success_rate=22,
        outcomes=(
            ResultOutcome(outcome="not-eligible", count="42"),
            ResultOutcome(outcome="incomplete", count="9"),
            ResultOutcome(outcome="late", count="*"),
        ),
        reasons=(ResultReason(outcome="incomplete", reason="required-answers"),),
    )
    return replace(whole, **fields)


def view_of(**fields: Any) -> ResultView:
    records = replace(invented(), results=MappingProxyType({ROUND: a_result(**fields)}))
    made = result_view(records.rounds[ROUND], records)
    assert made
    return made


def html_of(view: ResultView) -> str:
    return TEMPLATES.from_string('{% import "result.html" as r %}{{ r.result(view) }}').render(view=view)


def test_a_round_without_a_result_has_none() -> None:
    assert result_view(invented().rounds[ROUND], invented()) is None


def test_numbers_and_pounds_are_shown_in_words() -> None:
    html = html_of(view_of())
    for words in ("1 March 2030", "1,065", "£585,000", "£112,000.50", "22 in 100 applications"):
        assert words in html


def test_outcomes_have_the_words_of_the_vocabulary_and_their_common_reasons() -> None:
    rows = view_of().rows
    assert [(row.label, row.count) for row in rows] == [
        ("Outside the rules", "42"),
        ("Not complete", "9"),
        ("Too late", "*"),
    ]
    assert rows[1].reasons == ("Answers that the form asks for were missing",)
    assert "Most often: Answers that the form asks for were missing." in html_of(view_of())


def test_a_star_is_explained_and_only_where_there_is_one() -> None:
    assert "A star (*) hides a small number" in html_of(view_of())
    assert "A star" not in html_of(view_of(from_people=None, outcomes=(), reasons=()))


def test_while_applications_wait_only_what_came_in_is_shown() -> None:
    bare = {"asked": None, "awards": None, "awarded": None, "success_rate": None, "from_people": None}
    html = html_of(view_of(decided=False, outcomes=(), reasons=(), **bare))
    assert "not yet decided on every application" in html
    assert html.count("<dt>") == 1
    assert "<table>" not in html
