"""Markers in hand-written pages are filled from the records, and a wrong marker is told."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pytest
from selectolax.lexbor import LexborHTMLParser

from programme.catalogue.model import Channel, FundExclusion
from programme.clock import Period
from programme.site.fragments import Fragments, Index, UnknownMarkerError
from programme.site.view import View
from programme.templates import environment
from tests.conftest import ROOT
from tests.unit.site.invented import DAY, a_round, records, schemas, with_rounds

if TYPE_CHECKING:
    from programme.catalogue.model import Records

TEMPLATES: Final = ROOT / "hooks" / "templates"
ALL: Final = sorted(path.stem for path in (TEMPLATES / "fragments").glob("*.html"))


def fragments(kept: Records | None = None, entries: tuple[tuple[str, str], ...] = (("A page", "a/"),)) -> Fragments:
    return Fragments(View(kept or records(), DAY), environment(TEMPLATES), schemas(), Index(list(entries)))


def filled(marker: str, kept: Records | None = None) -> str:
    return fragments(kept).fill(f"<!-- programme: {marker} -->", root="../")


def read(marker: str, kept: Records | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(filled(marker, kept))


def channels(*made: tuple[str, str | None], address: str = "javascript:x") -> Records:
    listed = {
        label: Channel(
            id=label, label=label, phone=phone, address=address, use="Use it.", hours=None, without_speech=None,
            checked_on=None, basis="published", sources=(),
        )
        for label, phone in made
    }  # fmt: skip
    return replace(records(), channels=MappingProxyType(listed))


@cache
def closed() -> Records:
    return with_rounds(a_round(opens=Period.of("2029-01-01"), closes=Period.of("2029-02-01")))


def test_what_is_no_marker_stays_as_it_is() -> None:
    html = "<p>One</p><!-- a comment --><!-- programme -->"
    assert fragments().fill(html, root="") == html


@pytest.mark.parametrize("marker", ["<!--programme: fact area-name-->", "<!--  programme:  fact  area-name  -->"])
def test_a_marker_may_be_written_with_more_or_less_space(marker: str) -> None:
    assert fragments().fill(f"in {marker}.", root="") == "in Exampleshire."


def test_every_marker_of_a_page_is_filled() -> None:
    html = "<!-- programme: fact area-name --> and <!-- programme: fact holder -->"
    assert fragments().fill(html, root="") == "Exampleshire and The Second Holder"


def test_an_unknown_marker_is_told_with_the_likely_one() -> None:
    with pytest.raises(UnknownMarkerError, match=r"Nothing fills the marker “round-now”.*rounds-now"):
        filled("round-now")


def test_an_unknown_fact_is_told_with_the_likely_one() -> None:
    with pytest.raises(UnknownMarkerError, match=r"no fact of the office called “phones”.*phone"):
        filled("fact phones")


@pytest.mark.parametrize("name", ALL)
def test_every_fragment_can_be_filled_when_there_is_next_to_nothing(name: str) -> None:
    empty = MappingProxyType({})  # type: ignore[var-annotated]
    bare = replace(records(), rounds=empty, funds=empty, awards=empty, forms=empty, channels=empty, office_facts=empty)
    assert "<!-- programme" not in filled(name, bare)


def test_home_shows_a_round_that_is_open_with_the_day_it_was_so() -> None:
    page = read("rounds-now")
    group = page.css_first("[data-round-group=open]")
    assert group is not None
    assert "hidden" not in group.attributes
    heading, badge = group.css_first("[data-now-words]"), group.css_first(".cap-badge")
    assert heading is not None
    assert badge is not None
    assert (heading.text(), badge.text()) == ("Open on 10 January 2030", "Open on 10 January 2030")


def test_home_shows_what_closed_only_when_nothing_is_open() -> None:
    hidden = {name: "hidden" in page.attributes for name, kept in (("open", records()), ("none", closed()))
              if (page := read("rounds-now", kept).css_first("div[data-when-open=none]")) is not None}  # fmt: skip
    assert hidden == {"open": True, "none": False}


def test_no_part_of_the_programme_is_said_to_be_of_use_now() -> None:
    labels = [term.label for term in records().terms["pillar-states"]]
    assert labels == ["On this site", "Draft", "Being made", "Details not yet announced"]


@pytest.mark.parametrize("marker", ["rounds-now", "rounds"])
@pytest.mark.parametrize(("opens", "group"), [("2030", "unconfirmed"), ("2029", "no-date")])
def test_a_round_that_did_not_open_when_expected_is_no_longer_among_those_to_come(
    marker: str, opens: str, group: str
) -> None:
    kept = with_rounds(a_round(opens=Period.of(opens), closes=None, dates_note=f"{opens}, dates to be confirmed."))
    groups = read(marker, kept).css("[data-round-group]")
    assert [one.attributes["data-round-group"] for one in groups if "Lamps round" in one.text()] == [group]
    shown = [one.attributes["data-round-group"] for one in groups if "hidden" not in one.attributes]
    assert shown == [group]


def test_a_round_without_dates_is_named_on_home() -> None:
    assert "Vague round" in filled("rounds-now")


def test_the_emergency_number_alone_stands_out() -> None:
    page = read("channels-first", channels(("Emergency", "999"), ("Police", "101"), ("Online only", None)))
    urgent = page.css("[data-urgent]")
    assert [one.css_first("dt").text() for one in urgent] == ["Emergency"]  # type: ignore[union-attr]
    assert [link.attributes["href"] for link in page.css("a")][:2] == ["tel:999", "tel:101"]


@pytest.mark.parametrize(
    ("started", "words"),
    [("2030", "Not known to this site"), ("2030-02", "Not yet announced"), (None, "Not yet announced")],
)
def test_of_a_fund_that_gives_money_already_nothing_is_said_to_be_unannounced(started: str | None, words: str) -> None:
    fund = replace(
        records().funds["small-fund"], started=Period.of(started) if started else None, ceiling=None, pots=()
    )
    page = read("fund-facts", replace(records(), funds=MappingProxyType({fund.id: fund})))
    assert [fact.text() for fact in page.css("dd")] == [words, "2", words]


@pytest.mark.parametrize("marker", ["channels-first", "channels"])
def test_only_beside_a_number_does_a_link_say_that_it_leads_online(marker: str) -> None:
    page = read(marker, channels(("Line", "0116 496 0000"), ("Online report", None), address="https://example.org/"))
    links = [link.text() for link in page.css("a") if link.attributes["href"] == "https://example.org/"]
    assert links == ["Line online", "Online report"]


def test_the_number_to_dial_has_no_spaces() -> None:
    assert 'href="tel:0800555111"' in filled("channels", channels(("Line", "0800 555 111")))


def test_what_is_proposed_for_a_whole_list_is_said_once() -> None:
    page = read("not-funded", with_exclusions("proposed", "proposed"))
    assert len(page.css(".cap-callout--proposed")) == 1
    assert page.css(".cap-mark") == []


def test_what_is_proposed_for_one_line_is_said_on_that_line() -> None:
    page = read("not-funded", with_exclusions("proposed", "published"))
    assert page.css(".cap-callout--proposed") == []
    assert [mark.text() for mark in page.css("li .cap-mark")] == ["Proposed, not confirmed by the office"]


def with_exclusions(*bases: str) -> Records:
    fund = records().funds["small-fund"]
    listed = tuple(FundExclusion(text=f"Thing {basis}", basis=basis, source=None) for basis in bases)
    return replace(records(), funds=MappingProxyType({fund.id: replace(fund, not_funded=listed)}))


def test_titles_stand_in_the_order_of_the_alphabet_whatever_their_case() -> None:
    index = Index([("zoo", "z/"), ("apple", "a/"), ("Arch", "b/"), ("101", "n/"), ("Éclair", "e/"), ("“Quoted”", "q/")])
    assert index.letters() == [
        ("#", [("101", "n/"), ("“Quoted”", "q/")]),
        ("A", [("apple", "a/"), ("Arch", "b/")]),
        ("E", [("Éclair", "e/")]),
        ("Z", [("zoo", "z/")]),
    ]


def test_a_short_index_lists_its_pages_and_a_long_one_its_letters() -> None:
    many = tuple((f"Page {number}", f"p{number}/") for number in range(Index.MANY + 1))
    short, long = (
        fragments(None, many[:count]).fill("<!-- programme: a-to-z -->", root="../") for count in (Index.MANY, None)
    )
    assert 'href="../p0/"' in short
    assert 'href="../a-to-z/p/"' in long
    assert 'href="../p0/"' not in long


@pytest.mark.parametrize(("letter", "slug"), [("A", "a"), ("#", "other"), ("É", "other")])
def test_a_letter_has_a_plain_address(letter: str, slug: str) -> None:
    assert Index.slug(letter) == slug
