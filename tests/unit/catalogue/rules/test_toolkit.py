"""The rules of the toolkit and the advice at their boundaries, and the place to which each finding leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.model import InitiativeRisk, InitiativeStep, Records
from programme.catalogue.rules import toolkit as rules
from programme.problems import Severity
from tests.unit.sample_toolkit import initiative, topic, with_records

DAY: Final = date(2030, 1, 10)


def codes(findings: Iterator[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def paths(findings: Iterator[Finding]) -> list[tuple[str | int, ...]]:
    return [finding.path for finding in findings]


def changed(identity: str, **fields: Any) -> Records:
    return with_records(initiative(identity, **fields))


@pytest.mark.parametrize(
    ("rating", "backfire", "instead", "path"),
    [
        ("harmful", False, (), ("rating",)),
        ("limited", True, (), ("can_backfire",)),
        ("harmful", True, (), ("rating",)),
        ("limited", False, (), None),
        ("harmful", True, ("lantern",), None),
        ("harmful", True, ("lantern", "alarm"), ("instead", 2)),
    ],
)
def test_a_warning_names_what_to_do_instead(
    rating: str, *, backfire: bool, instead: tuple[str, ...], path: tuple[str | int, ...] | None
) -> None:
    found = changed("alarm", rating=rating, can_backfire=backfire, instead=instead)
    assert paths(rules.warning_names_alternative(found, DAY)) == ([path] if path else [])


@pytest.mark.parametrize("rating", ["strong", "promising", "mixed", "no-effect", "harmful", "limited", "untested"])
@pytest.mark.parametrize("source", ["paper", None])
def test_a_rating_that_claims_anything_was_read_in_a_source(rating: str, source: str | None) -> None:
    (finding,) = initiative("lantern").evidence
    found = changed("lantern", rating=rating, evidence=(replace(finding, source=source),))
    wrong = not source and rating not in ("limited", "untested")
    assert paths(rules.rating_has_source(found, DAY)) == ([("rating",)] if wrong else [])


def test_one_finding_with_a_source_is_enough_for_a_rating() -> None:
    (finding,) = initiative("lantern").evidence
    found = changed("lantern", evidence=(replace(finding, source=None), finding))
    assert codes(rules.rating_has_source(found, DAY)) == []


@pytest.mark.parametrize(
    ("kind", "quick", "found"),
    [
        ("safe", True, []),
        ("safe", False, ["safe-topic-without-exit"]),
        ("everyday", False, []),
        ("everyday", True, []),
    ],
)
def test_a_topic_that_is_safe_by_type_has_a_quick_exit(kind: str, found: list[str], *, quick: bool) -> None:
    one = with_records(topic("fear", type=kind, quick_exit=quick))
    assert codes(rules.safe_topic_has_exit(one, DAY)) == found


@pytest.mark.parametrize(
    ("by", "found"),
    [(None, []), (date(2030, 1, 11), []), (DAY, []), (date(2030, 1, 9), ["review-overdue"])],
)
def test_a_review_is_overdue_on_the_day_after_it_was_due(by: date | None, found: list[str]) -> None:
    assert codes(rules.reviewed_in_time(changed("lantern", review_by=by), DAY)) == found
    assert codes(rules.reviewed_in_time(with_records(topic("dark", review_by=by)), DAY)) == found


def test_an_overdue_review_is_a_warning_and_stops_nothing() -> None:
    (one,) = rules.reviewed_in_time(changed("lantern", review_by=date(2029, 1, 1)), DAY)
    assert one.severity is Severity.WARNING
    assert one.path == ("review_by",)


@pytest.mark.parametrize(
    ("texts", "path"),
    [
        (("Ask.", "Meet."), None),
        (("Ask.", "Meet.", "Ask."), ("steps", 3, "text")),
        (("Ask the owner.", "ask  the Owner"), ("steps", 2, "text")),
        (("Ask.", "Ask him."), None),
    ],
)
def test_no_step_stands_there_twice(texts: tuple[str, ...], path: tuple[str | int, ...] | None) -> None:
    found = changed("lantern", steps=tuple(InitiativeStep(text=text) for text in texts))
    assert paths(rules.each_line_once(found, DAY)) == ([path] if path else [])


def test_no_risk_and_no_point_stands_there_twice() -> None:
    point = topic("dark").points[0]
    risks = (InitiativeRisk(text="Rain."), InitiativeRisk(text="Rain"))
    found = with_records(
        initiative("lantern", watch_for=risks), topic("dark", points=(point, replace(point, when="after")))
    )
    assert paths(rules.each_line_once(found, DAY)) == [("watch_for", 2, "text"), ("points", 2, "text")]


def test_a_line_of_one_list_may_stand_in_another() -> None:
    found = changed("lantern", watch_for=(InitiativeRisk(text="Ask."),))
    assert codes(rules.each_line_once(found, DAY)) == []


@pytest.mark.parametrize(
    ("cost", "figure", "expected"),
    [
        ("small", None, None),
        ("small", "0", None),
        ("small", "500", None),
        ("small", "500.01", "0 to 500"),
        ("nothing", "0", None),
        ("nothing", "1", "0"),
        ("large", "9999.99", "10000 or more"),
        ("large", "10000", None),
        ("large", "10000000", None),
    ],
)
def test_a_figure_lies_in_the_band_that_is_named(cost: str, figure: str | None, expected: str | None) -> None:
    found = changed("lantern", cost=cost, cost_figure=Decimal(figure) if figure else None)
    told = list(rules.figure_fits_band(found, DAY))
    assert [(one.path, one.expected) for one in told] == ([(("cost_figure",), expected)] if expected else [])
