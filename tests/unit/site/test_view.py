"""What templates may ask of the records, and the words they get."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from programme.catalogue.model import OfficeFact
from programme.clock import Period
from programme.site.view import RoundView, View
from programme.status import State
from tests.unit.site.invented import DAY, a_round, records, with_rounds

if TYPE_CHECKING:
    from programme.catalogue.model import Round


def seen(one: Round, day: date = DAY) -> RoundView:
    return View(with_rounds(one), day).rounds[0]


def with_facts(**values: Any) -> View:
    """A view with facts of the office, each `name=value` or `name=(value, from, until)`."""
    made = {}
    for name, given in values.items():
        value, start, end = given if isinstance(given, tuple) else (given, None, None)
        made[name] = OfficeFact(
            id=name, fact=name.replace("_", "-"), value=value, valid_from=start, valid_until=end,
            basis="published", sources=(), note=None,
        )  # fmt: skip
    return View(replace(records(), office_facts=MappingProxyType(made)), DAY)


@pytest.mark.parametrize(
    ("opens", "closes", "note", "words"),
    [
        ("2030-01-07", "2030-01-31", None, "Opens 7 January 2030. Closes at the end of 31 January 2030."),
        ("2030-01-07", "2030-01-31", "A note.", "Opens 7 January 2030. Closes at the end of 31 January 2030."),
        ("2030", None, "A note.", "A note."),
        ("2029", None, "2029, dates to be confirmed.", "Expected in 2029. No date is known to this site."),
        ("winter 2029", None, None, "Expected in winter 2029. No date is known to this site."),
        ("spring 2030", None, None, "Opens in spring 2030."),
        ("2030-01-07", "2030-03", None, "Opens 7 January 2030. Closes in March 2030."),
        (None, "2030-01-31", None, "Closes at the end of 31 January 2030."),
        (None, None, None, "Dates not yet announced."),
    ],
)
def test_the_dates_of_a_round_are_named_as_far_as_they_are_known(
    opens: str | None, closes: str | None, note: str | None, words: str
) -> None:
    dates = {"opens": opens and Period.of(opens), "closes": closes and Period.of(closes)}
    assert seen(a_round(**dates, dates_note=note)).dates == words


def test_times_of_the_day_stand_in_the_dates() -> None:
    one = a_round(opens_time=time(9), closes_time=time(17))
    assert seen(one).dates == "Opens 7 January 2030 at 9am. Closes at 5pm on 31 January 2030."


def test_the_dates_of_a_closed_round_are_past() -> None:
    one = seen(a_round(), date(2030, 2, 1))
    assert one.dates == "Opened 7 January 2030. Closed at the end of 31 January 2030."
    assert seen(a_round(), date(2030, 1, 31)).dates.startswith("Opens 7 January 2030. Closes")


@pytest.mark.parametrize(
    ("address", "parameter", "value", "expected"),
    [
        (None, None, None, None),
        ("https://example.org/form", None, None, "https://example.org/form"),
        ("https://example.org/form", "round", None, "https://example.org/form"),
        ("https://example.org/form", "round", "A & B?", "https://example.org/form?round=A%20%26%20B%3F"),
        ("https://example.org/form?id=1", "round", "A", "https://example.org/form?id=1&round=A"),
    ],
)
def test_the_form_is_filled_in_with_the_round_where_the_tool_allows_it(
    address: str | None, parameter: str | None, value: str | None, expected: str | None
) -> None:
    one = a_round(apply_address=address, apply_parameter=parameter, apply_value=value)
    assert seen(one).apply_address == expected


def test_a_round_takes_its_ceiling_from_its_fund_unless_it_has_its_own() -> None:
    assert seen(a_round()).ceiling == records().funds["small-fund"].ceiling
    assert seen(a_round(ceiling=0)).ceiling == 0


def test_the_fund_says_how_many_days_before_the_end_are_soon() -> None:
    assert seen(a_round(), date(2030, 1, 25)).state is State.OPEN
    assert seen(a_round(), date(2030, 1, 26)).state is State.CLOSING_SOON


def test_rounds_stand_by_state_the_next_to_close_first_and_the_last_closed_first() -> None:
    view = View(
        with_rounds(
            a_round(id="closed-early", opens=Period.of("2029-01-01"), closes=Period.of("2029-02-01")),
            a_round(id="late", opens=Period.of("2029"), closes=None),
            a_round(id="unsure", opens=Period.of("2030"), closes=None),
            a_round(id="closed-late", opens=Period.of("2029-01-01"), closes=Period.of("2029-12-01")),
            a_round(id="upcoming", opens=Period.of("2030-02-01"), closes=Period.of("2030-03-01")),
            a_round(id="open-late", closes=Period.of("2030-02-28")),
            a_round(id="open-early"),
        ),
        DAY,
    )
    order = [one.record.id for one in view.rounds]
    assert order == ["open-early", "open-late", "upcoming", "unsure", "late", "closed-late", "closed-early"]


def test_a_round_that_closes_soon_is_listed_with_the_open_ones() -> None:
    view = View(with_rounds(a_round(closes=Period.of("2030-01-11"))), DAY)
    assert [one.state for one in view.rounds_in("open")] == [State.CLOSING_SOON]


def test_a_round_of_no_known_fund_is_left_out() -> None:
    assert list(View(with_rounds(a_round(fund="gone")), DAY).rounds) == []


def test_a_fund_that_has_ended_is_an_earlier_one() -> None:
    ended = replace(records().funds["small-fund"], ended=Period.of("2030-01-09"))
    view = View(replace(records(), funds=MappingProxyType({ended.id: ended})), DAY)
    assert view.fund is None
    assert list(view.earlier_funds) == [ended]


def test_a_fund_is_todays_on_its_last_day() -> None:
    ending = replace(records().funds["small-fund"], ended=Period.of("2030-01-10"))
    view = View(replace(records(), funds=MappingProxyType({ending.id: ending})), DAY)
    assert view.fund == ending


@pytest.mark.parametrize(
    ("name", "value", "html"),
    [
        ("phone", "0116 000 0000", '<a href="tel:01160000000">0116 000 0000</a>'),
        ("email", "a@example.org", '<a href="mailto:a@example.org">a@example.org</a>'),
        ("website", "https://example.org/x", '<a href="https://example.org/x">example.org</a>'),
        ("plan", "Plan <b>", "Plan &lt;b&gt;"),
        ("website", "javascript:x", "javascript:x"),
        ("phone", '" onclick="x', '<a href="tel:&#34;onclick=&#34;x">&#34; onclick=&#34;x</a>'),
    ],
)
def test_a_fact_is_a_link_where_it_is_a_number_or_an_address(name: str, value: str, html: str) -> None:
    assert str(with_facts(**{name: value}).fact(name)) == html


def test_a_fact_that_nobody_has_announced_says_so() -> None:
    assert str(with_facts().fact("plan")) == "not yet announced"


def test_a_fact_holds_from_its_first_day_to_its_last() -> None:
    facts = {
        "first": ("Yesterday", None, date(2030, 1, 9)),
        "second": ("Today", DAY, DAY),
        "third": ("Later", date(2030, 1, 11), None),
    }
    view = with_facts(**facts)
    holding = [name for name in facts if view.facts(name)]
    assert holding == ["second"]


def test_in_a_quiet_period_the_office_holder_is_not_named() -> None:
    assert str(with_facts(holder="A Person").fact("holder")) == "A Person"
    assert str(with_facts(holder="A Person", quiet_period="Election").fact("holder")) == "the office-holder"


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("published", ""), ("computed", ""), ("general-knowledge", "Not yet checked"),
        ("proposed", "Proposed, not confirmed by the office"),
    ],
)  # fmt: skip
def test_only_what_is_not_published_carries_a_mark(basis: str, words: str) -> None:
    assert View(records(), DAY).mark(basis) == words


def test_the_sources_of_a_record_include_those_of_its_parts_each_once() -> None:
    fund = records().funds["small-fund"]
    assert [one.id for one in View(records(), DAY).sources_of(fund)] == ["paper"]
    bare = replace(fund, sources=())
    assert [one.id for one in View(records(), DAY).sources_of(bare)] == ["paper"]
    assert View(records(), DAY).sources(["gone"]) == []
