"""Links inside the site: a dead one is told with its place and what was meant, and no other is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.model import Pillar, Records
from programme.catalogue.rules.links import links_lead_somewhere
from tests.unit.sample_toolkit import initiative, records, with_records
from tests.unit.site.invented import a_round

DAY: Final = date(2030, 1, 10)


def dead(found: Records) -> list[Finding]:
    return list(links_lead_somewhere(found, DAY))


@pytest.mark.parametrize(
    "link",
    [
        "../alarm/", "../alarm/#steps", "../../advice/dark/", "../../fund/", "../../contact/", "../../",
        "../../toolkit/",
        "../../fund/rounds/lamps-2030/", "../../fund/forms/asking/", "../../toolkit/theme/lamps/", "../cost/large/",
        "../../advice/for/student/", "../../advice/when/now/", "../time/longer/", "../../data/dictionary/round/",
        "#aim", "https://example.org/nothing", "mailto:a@example.org", "tel:101", "//example.org/x/",
        "../../calendars/rounds.ics", "../../fund/rounds/", "../../privacy/?a=b",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_left_alone(link: str) -> None:
    assert dead(with_records(initiative("lantern", aim=f"It is [a link]({link})."))) == []


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("../alarms/", "../alarm/"),
        ("../../fund/rounds/lamps-2031/", "../../fund/rounds/lamps-2030/"),
        ("../../contacts/", "../../contact/"),
        ("/contact/", "../../contact/"),
        ("../../../../contact/nowhere-that-is-known/", None),
        ("../../fund/funds/small-fund/", None),  # today's fund has no page among the earlier ones
        ("../../toolkit/theme/nothing-has-it/", None),
        ("../alarm", "../alarm/"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_the_one_that_may_be_meant(link: str, meant: str | None) -> None:
    (one,) = dead(with_records(initiative("lantern", aim=f"First [a page](../alarm/), then [a link]({link}).")))
    assert (one.code, one.path, one.quote) == ("dead-link", ("aim",), link)
    assert meant is None or one.action == f"Did you mean “{meant}”?"


def test_a_link_is_followed_from_the_page_on_which_the_text_stands() -> None:
    text = "See [the others](../) and [the checker](../../can-i-apply/)."
    assert dead(with_records(a_round(about=text))) == []
    assert [one.quote for one in dead(with_records(initiative("lantern", aim=text)))] == ["../../can-i-apply/"]


def test_the_text_of_todays_fund_stands_on_the_page_of_the_fund() -> None:
    fund = replace(records().funds["small-fund"], about="[Apply](can-i-apply/) and [read](../rounds/).")
    (one,) = dead(replace(records(), funds=MappingProxyType({fund.id: fund})))
    assert (one.kind, one.quote) == ("fund", "../rounds/")


def test_a_link_by_reference_is_followed_too() -> None:
    (one,) = dead(with_records(initiative("lantern", aim="See [this].\n\n[this]: ../nowhere/")))
    assert one.quote == "../nowhere/"


@pytest.mark.parametrize(("page", "found"), [("fund/", 0), ("fund/#dates", 0), ("found/", 1), (None, 0)])
def test_the_page_of_a_pillar_exists(page: str | None, found: int) -> None:
    pillar = Pillar(
        id="p", title="P", summary="S.", state="available", page=page, basis="proposed", sources=()
    )  # fmt: skip
    told = dead(replace(records(), pillars=MappingProxyType({"p": pillar})))
    assert [one.path for one in told] == [("page",)] * found
