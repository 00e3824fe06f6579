"""The pages of initiatives, topics and groups: warnings, exits, reviews that are due, numbers from channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape

import pytest

from programme.catalogue.model import Initiative, Topic
from programme.records.check import PROJECT
from programme.site.facets import advice_facets, toolkit_facets
from programme.site.page import Page, drawer
from programme.site.toolkit import Toolkit
from programme.site.toolkit_pages import toolkit_pages
from programme.templates import environment
from tests.unit.sample_toolkit import initiative, toolkit, topic
from tests.unit.site.invented import DAY, HOSTILE

DUE = "due to be checked again"


@cache
def templates() -> object:
    return environment(PROJECT / "hooks" / "templates")


def drawn(made: Toolkit) -> dict[str, Page]:
    return {one.address: one for one in toolkit_pages(made, drawer(made.view, templates()))}  # type: ignore[arg-type]


def pages(*changed: Initiative | Topic, day: date = DAY) -> dict[str, Page]:
    return drawn(toolkit(*changed, day=day))


def test_every_initiative_topic_and_group_has_a_page() -> None:
    made = toolkit()
    groups = {one.address for facet in (*toolkit_facets(made), *advice_facets(made)) for one in facet.groups}
    records = {one.page for one in made.initiatives.values()} | {"advice/dark/", "advice/fear/"}
    assert set(drawn(made)) == groups | records


def test_a_groups_page_lists_just_what_is_in_it() -> None:
    made = toolkit()
    found = drawn(made)
    for facet in (*toolkit_facets(made), *advice_facets(made)):
        for group in facet.groups:
            html = unescape(found[group.address].html)
            titles = [getattr(one, "record", one).title for one in group.items]
            others = {one.record.title for one in made.initiatives.values()} | {
                one.title for one in made.topics.values()
            }
            assert [title for title in titles if f">{title}</a>" not in html] == []
            assert [title for title in others - set(titles) if f">{title}</a>" in html] == []


@pytest.mark.parametrize("address", ["toolkit/scare/", "toolkit/theme/lamps/", "advice/dark/"])
def test_what_does_harm_is_warned_of_wherever_it_is_named(address: str) -> None:
    html = pages()[address].html
    assert "A scare" in html
    assert "Harmful: do not use" in html


def test_what_does_harm_says_what_to_do_instead_before_its_steps_and_names_no_money() -> None:
    html = pages()["toolkit/scare/"].html
    assert 0 < html.index("instead") < html.index('../../toolkit/lantern/"') < html.index("Steps")
    assert "fund/rounds/" not in html


UNREAD = "This is not yet checked."
MARK = '<span class="cap-mark">Not yet checked</span>'


@pytest.mark.parametrize(("basis", "unread"), [("published", False), ("general-knowledge", True)])
def test_harm_is_only_said_to_be_found_where_a_study_was_read(basis: str, *, unread: bool) -> None:
    finding = replace(initiative("scare").evidence[0], basis=basis)
    found = pages(initiative("scare", evidence=(finding,)))
    html = found["toolkit/scare/"].html
    assert (html.count("Studies found that it makes things worse"), html.count(UNREAD)) == (
        (0, 2) if unread else (2, 0)
    )
    assert (MARK in found["toolkit/evidence/harmful/"].html) is unread
    assert "Studies found" not in found["toolkit/evidence/harmful/"].html


@pytest.mark.parametrize(("basis", "marked"), [("published", False), ("general-knowledge", True)])
def test_a_rating_behind_which_no_study_was_read_carries_the_mark_of_what_is_not_checked_in_lists(
    basis: str, *, marked: bool
) -> None:
    finding = replace(initiative("lantern").evidence[0], basis=basis)
    found = pages(initiative("lantern", evidence=(finding,)))
    assert (MARK in found["toolkit/evidence/promising/"].html) is marked
    assert MARK not in found["toolkit/lantern/"].html  # a page of its own says it once, of everything on it


def test_what_can_backfire_is_warned_of_and_may_still_be_paid_for() -> None:
    html = pages()["toolkit/alarm/"].html
    assert "Can backfire alone" in html
    assert "fund/rounds/lamps-2030/" in html


def test_what_does_no_harm_carries_no_warning() -> None:
    assert "cap-callout--warning" not in pages()["toolkit/lantern/"].html


@pytest.mark.parametrize(("day", "shown"), [(date(2031, 6, 30), False), (date(2031, 7, 1), True)])
@pytest.mark.parametrize("address", ["toolkit/lantern/", "advice/dark/"])
def test_a_build_for_a_later_day_says_that_a_page_is_due_to_be_checked(address: str, day: date, *, shown: bool) -> None:
    dates = {"reviewed_on": date(2030, 6, 30), "review_by": date(2031, 6, 30)}
    html = pages(initiative("lantern", **dates), topic("dark", **dates), day=day)[address].html
    assert (DUE in html) is shown
    assert ("check it by 30 June 2031" in html) is shown
    assert "30 June 2030" in html


def test_a_page_that_nobody_has_checked_says_so() -> None:
    found = pages()
    assert "has not yet checked" in found["toolkit/lantern/"].html
    assert "has not yet checked" in found["advice/dark/"].html


def test_a_topic_that_is_safe_by_type_has_a_way_out_before_its_title_and_another_has_none() -> None:
    found = pages()
    html = found["advice/fear/"].html
    assert html.index("data-quick-exit") < html.index("<h1")
    assert 'href="https://' in html[html.index("data-quick-exit") : html.index("<h1")]
    assert "Hide that you were here" in html
    assert "data-quick-exit" not in found["advice/dark/"].html


def test_a_list_of_nothing_but_such_topics_has_a_way_out_too() -> None:
    found = pages()
    exits = {address for address, one in found.items() if "data-quick-exit" in one.html}
    assert exits == {"advice/fear/", "advice/theme/paths/", "advice/for/student/"}
    html = found["advice/theme/paths/"].html
    assert html.index("data-quick-exit") < html.index("<h1")


def test_whom_to_tell_comes_from_the_channels() -> None:
    assert '<a href="tel:999">999</a>' in pages()["advice/dark/"].html


def test_a_number_to_call_can_be_pressed_where_a_point_says_to_call_it() -> None:
    html = pages()["advice/dark/"].html
    assert '<li>Call <a href="tel:999">999</a>.' in html
    assert "it cost £1,200. " in html


def test_so_it_can_in_a_step_and_in_what_to_watch_for_of_an_initiative() -> None:
    found = initiative("lantern")
    step, risk = (
        replace(found.steps[0], text="Agree who calls 999."),
        replace(found.watch_for[0], text="Or call 999 & go."),
    )
    html = pages(replace(found, steps=(step,), watch_for=(risk,)))["toolkit/lantern/"].html
    assert '<li>Agree who calls <a href="tel:999">999</a>.</li>' in html
    assert '<li>Or call <a href="tel:999">999</a> &amp; go.</li>' in html


def test_a_topic_leads_to_whom_to_tell_from_its_top() -> None:
    html = pages()["advice/dark/"].html
    assert html.index('href="#tell"') < html.index("data-when") < html.index('id="tell"')


def test_the_list_of_what_to_do_now_says_first_what_to_do_in_danger_and_other_lists_do_not() -> None:
    found = pages()
    html = found["advice/when/now/"].html
    assert html.index("In danger now?") < html.index('<a href="tel:999">999</a>') < html.index("cap-list")
    assert "In danger now?" not in found["advice/when/prevent/"].html


def test_a_topic_leads_to_initiatives_and_rounds_and_an_initiative_to_topics_and_rounds() -> None:
    found = pages()
    for address, links in {
        "advice/dark/": ("toolkit/lantern/", "fund/rounds/lamps-2030/"),
        "toolkit/lantern/": ("advice/dark/", "fund/rounds/lamps-2030/"),
    }.items():
        assert [link for link in links if f'href="../../{link}"' not in found[address].html] == []


def test_a_rounds_state_on_these_pages_can_be_corrected_later() -> None:
    for address in ("advice/dark/", "toolkit/lantern/"):
        assert 'data-round-state data-opens="2030-01-07T00:00:00Z"' in pages()[address].html


def test_hostile_words_stay_words() -> None:
    found = pages(initiative("lantern", summary=HOSTILE, aim=HOSTILE), topic("dark", title=HOSTILE, summary=HOSTILE))
    assert [address for address, one in found.items() if "<script>alert" in one.html] == []
