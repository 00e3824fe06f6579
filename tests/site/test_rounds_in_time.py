"""Rounds tell the truth about time: the builder and the visitor's browser agree at every boundary.

The browser's clock is set to chosen instants, in time zones on both sides of London. The pages are those of a daily
build: without the note that makes a preview stand still.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from programme.catalogue.load import load_folder
from programme.catalogue.model import Records, Round
from programme.clock import Period
from programme.records.check import DATA
from programme.site.build import render_site
from programme.site.view import View
from programme.status import State, state_on, window
from programme.templates import environment
from tests.site.conftest import CLOSED_DAY, OPEN_DAY, ROOT
from tests.site.links import parse
from tests.site.test_browser import without_preview

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import OpenPage, Site

from dataclasses import replace
from types import MappingProxyType

LONDON: Final = ZoneInfo("Europe/London")
TEMPLATES: Final = ROOT / "hooks" / "templates"
BUILT_ON: Final = date.fromisoformat(OPEN_DAY)
SOON_DAYS: Final = 14
SECOND: Final = timedelta(seconds=1)
ZONES: Final = ("Europe/London", "America/Los_Angeles", "Pacific/Auckland")
A_DAY: Final = r"\d{1,2} [A-Z][a-z]+ \d{4}"
TRUE_FOR_EVER: Final = re.compile(
    rf"Open on {A_DAY}(, closing soon)?|Not open yet on {A_DAY}|Dates to be confirmed|No date known on {A_DAY}|Closed"
    rf"|No round was open on {A_DAY}, when this page was last updated\."
)
FORM: Final = "https://forms.example.org/apply"
HOME_LINKS: Final = (
    "fund/#how-to-hear-of-the-next-round",
    "fund/can-i-apply/",
    "fund/forms/community-action-fund-application/",
    "fund/#what-earlier-funds-paid-for",
    "data/#calendars",
)


@cache
def records() -> Records:
    return load_folder(DATA, BUILT_ON, ()).records


def invented(name: str, opens: str | None, closes: str | None, **changes: Any) -> Round:
    """A round with the given dates and times, and all else as a real one has it."""
    dates = {"opens": opens and Period.of(opens), "closes": closes and Period.of(closes)}
    none = {"opens_time": None, "closes_time": None, "dates_note": "Not yet known."}
    return replace(records().rounds["road-safety-2025"], id=name, title=name, **{**none, **dates, **changes})


@cache
def rounds() -> tuple[Round, ...]:
    """The real rounds, and invented ones that meet clock changes, times of the day and unknown dates."""
    return (
        *records().rounds.values(),
        invented("opens and closes on clock changes", "2026-03-29", "2026-10-25"),
        invented("timed on clock changes", "2026-03-29", "2026-10-25", opens_time=time(9), closes_time=time(17)),
        invented("closes in the hour that comes twice", "2026-10-01", "2026-10-25", closes_time=time(1, 30)),
        invented("open for one day", "2026-06-01", "2026-06-01"),
        invented("timed in summer", "2026-06-01", "2026-07-01", opens_time=time(12), closes_time=time(11, 59)),
        invented("only an opening day", "2026-05-05", None),
        invented("only a closing day", None, "2026-05-05"),
        invented("closes in a month", "2026-05-05", "2026-07"),
        invented("expected in summer", "summer 2026", None),
        invented("expected, and closes on a day", "2026-05", "2026-08-03"),
    )


def boundaries() -> list[datetime]:
    """The instants at which a state changes, and the seconds before them."""
    edges: set[datetime] = set()
    for one in rounds():
        between = window(one)
        edges |= {edge for edge in (between.opens, between.closes, between.expected) if edge}
        if one.closes and one.closes.day:
            soon = one.closes.day - timedelta(days=SOON_DAYS)
            edges |= {midnight(day) for day in (soon, one.closes.day - timedelta(days=1), one.closes.day)}
    noons = {datetime(2026, month, 15, 12, tzinfo=UTC) for month in range(1, 13)}
    noons.add(datetime(2027, 2, 1, 12, tzinfo=UTC))
    return sorted(edges | {edge - SECOND for edge in edges} | noons)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def truth(one: Round, instant: datetime) -> State:
    """The state by the builder's rule for the London day; within a day, by the round's instants."""
    between = window(one)
    if between.closes and instant >= between.closes:
        return State.CLOSED
    if between.opens and instant < between.opens:
        return State.UPCOMING
    return state_on(one, instant.astimezone(LONDON).date(), soon_days=SOON_DAYS)


def card_page(built_on: date) -> str:
    """A page with a card of every round, as the site's own template makes it."""
    macros = environment(TEMPLATES).get_template("macros.html").module
    view = View(replace(records(), rounds=MappingProxyType({one.id: one for one in rounds()})), built_on)
    cards = "".join(f'<div id="{one.record.id}">{macros.card(one, "")}</div>' for one in view.rounds)  # type: ignore[attr-defined]
    return document(cards)


def document(body: str) -> str:
    script = '<meta charset="utf-8"><script src="assets/states.js" defer></script>'
    return f'<!doctype html><html lang="en" data-root=".">{script}<body>{body}'


def show(page: Page, site: Site, html: str) -> None:
    page.route(f"{site.url}invented", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{site.url}invented")


def at(page: Page, instant: datetime | str) -> None:
    """Come back to the page at another time: it corrects itself."""
    page.clock.set_fixed_time(instant)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def shown_states(page: Page) -> dict[str, tuple[str, str]]:
    """State and words of every round on the page, by its id."""
    found = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('body > div')].map((card) => {
          const badge = card.querySelector('.cap-badge');
          return [card.id, [badge.dataset.state, badge.textContent]];
        }))"""
    )
    return {name: (state, words) for name, (state, words) in found.items()}


def open_as_published(page: Page, url: str, instant: str) -> None:
    """Open a page of the built site as the daily build makes it, at an instant."""
    page.route("**/*/", without_preview)
    page.clock.set_fixed_time(instant)
    page.goto(url)


@pytest.mark.parametrize("zone", ZONES)
def test_browser_and_builder_agree_at_every_boundary(zone: str, built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", timezone_id=zone)
    page.clock.set_fixed_time(boundaries()[0])
    show(page, built_site, card_page(date(2025, 8, 1)))
    wrong = []
    for instant in boundaries():
        at(page, instant)
        for name, (state, _) in shown_states(page).items():
            one = next(one for one in rounds() if one.id == name)
            if known_to_browser(one) and state != truth(one, instant):
                wrong.append(f"{instant.isoformat()} {name}: {state}, not {truth(one, instant)}")
    assert wrong == []


def known_to_browser(one: Round) -> bool:
    """A period such as a month is not told to the browser, which then leaves the builder's words alone."""
    return not (one.closes and not one.closes.day)


def test_without_times_the_state_is_that_of_the_london_day() -> None:
    untimed = [one for one in rounds() if not (one.opens_time or one.closes_time)]
    for one in untimed:
        for instant in boundaries():
            day = instant.astimezone(LONDON).date()
            assert truth(one, instant) == state_on(one, day, soon_days=SOON_DAYS), (one.id, instant)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2025-11-16T23:59:59Z", "Not open yet"),
        ("2025-11-17T00:00:00Z", "Open now"),
        ("2025-12-28T23:59:59Z", "Open now"),
        ("2025-12-29T00:00:00Z", "Closing soon: 14 days left"),
        ("2026-01-11T23:59:59Z", "Closing soon: 1 day left"),
        ("2026-01-12T00:00:00Z", "Closes today"),
        ("2026-01-12T23:59:59Z", "Closes today"),
        ("2026-01-13T00:00:00Z", "Closed"),
    ],
)
def test_the_words_of_a_real_round_change_at_its_boundaries(
    instant: str, words: str, built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank", timezone_id="Pacific/Auckland")
    open_as_published(page, f"{built_site.url}fund/rounds/road-safety-2025/", instant)
    expect(page.locator("main [data-round-state] .cap-badge")).to_have_text(words)


def test_a_closing_month_is_left_as_the_builder_said_it(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time("2026-08-01T12:00:00Z")
    show(page, built_site, card_page(date(2026, 8, 1)))
    assert shown_states(page)["closes in a month"] == ("closed", "Closed")


def test_without_script_no_page_says_a_bare_open(any_site: Site) -> None:
    said = [
        element.text().strip()
        for page in any_site.html_files()
        for element in parse(page).css(".cap-badge, [data-now-words]")
    ]
    assert len(said) > 10
    assert [words for words in said if not TRUE_FOR_EVER.fullmatch(words)] == []


@pytest.mark.parametrize(
    ("instant", "button", "closed"),
    [("2025-11-01T12:00:00Z", 0, 0), ("2025-12-15T12:00:00Z", 1, 0), ("2026-01-13T00:00:00Z", 0, 1)],
    ids=["before", "open", "closed"],
)
def test_the_apply_button_is_there_only_while_the_round_is_open(
    instant: str, button: int, closed: int, built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time(instant)
    show(page, built_site, document(round_with_form()))
    expect(page.locator(f"a[href^='{FORM}']:visible")).to_have_count(button)
    expect(page.get_by_text("This round has closed.")).to_have_count(1)
    expect(page.locator(":text('This round has closed.'):visible")).to_have_count(closed)


@cache
def round_with_form() -> str:
    """The page of a round whose form is known, built while it was open."""
    loaded = load_folder(DATA, BUILT_ON, ())
    one = replace(loaded.records.rounds["road-safety-2025"], apply_address=FORM)
    changed = replace(loaded.records, rounds=MappingProxyType({one.id: one}))
    pages = render_site(replace(loaded, records=changed), BUILT_ON, templates=TEMPLATES).pages
    return next(page.html for page in pages if page.address.endswith(f"/{one.id}/"))


def test_home_shows_both_rounds_that_are_open(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    open_as_published(page, built_site.url, "2025-12-15T12:00:00Z")
    expect(page.locator("[data-round-group=open] li:visible .cap-badge")).to_have_text(["Open now", "Open now"])
    expect(page.locator("[data-round-group=open] h3")).to_have_text("Open now")
    expect(page.locator("[data-round-group=closed]:visible")).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (True, "No round is open now."),
        (False, "No round was open on 21 November 2026, when this page was last updated."),
    ],
    ids=["with script", "without script"],
)
def test_home_is_useful_when_no_round_is_open(
    closed_site: Site, open_page: OpenPage, words: str, *, script: bool
) -> None:
    page = open_page(closed_site.url, java_script_enabled=script)
    expect(page.locator("[data-when-open=none]:visible").first).to_have_text(words)
    expect(page.locator("[data-round-group=open]:visible")).to_have_count(0)
    expect(page.locator("[data-round-group=closed] li:visible .cap-badge")).to_have_text(["Closed"] * 3)
    for link in HOME_LINKS:
        assert page.locator(f"main a[href='{link}']").first.is_visible(), link


def test_a_card_moves_when_its_round_closes_after_the_build(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    open_as_published(page, f"{built_site.url}fund/", "2026-01-13T00:00:00Z")
    expect(page.locator("[data-round-group=open] li h4")).to_have_text(["Violence and Vulnerability round"])
    expect(page.locator("[data-round-group=closed] li h4")).to_have_text(["Road Safety round", "Rural Crime round"])
    expect(page.locator("[data-round-group=closed] li .cap-badge")).to_have_text(["Closed", "Closed"])


def test_home_says_so_when_the_last_round_closes_after_the_build(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    open_as_published(page, built_site.url, "2026-04-01T12:00:00Z")
    expect(page.locator("[data-round-group=open]:visible")).to_have_count(0)
    expect(page.locator("[data-when-open=some]:visible")).to_have_count(0)
    expect(page.locator("p[data-when-open=none]")).to_have_text("No round is open now.")
    expect(page.locator("[data-round-group=closed] li:visible")).to_have_count(3)


def test_a_round_that_got_no_date_while_it_was_expected_is_not_shown_as_coming(
    built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    open_as_published(page, built_site.url, "2026-12-31T23:59:59Z")
    expect(page.locator("[data-round-group=unconfirmed] li:visible .cap-badge")).to_have_text(
        ["Dates to be confirmed"] * 3
    )
    expect(page.locator("[data-round-group=no-date]:visible")).to_have_count(0)
    at(page, "2027-01-01T00:00:00Z")
    expect(page.locator("[data-round-group=unconfirmed]:visible")).to_have_count(0)
    cards = page.locator("[data-round-group=no-date] li:visible")
    expect(cards.locator(".cap-badge")).to_have_text(["No date known"] * 3)
    expect(cards.locator(".cap-card__dates")).to_have_text(["Expected in 2026. No date is known to this site."] * 3)


def test_the_page_of_a_round_without_a_date_says_so_when_its_year_is_over(
    built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    open_as_published(page, f"{built_site.url}fund/rounds/business-crime-2026/", "2026-06-01T12:00:00Z")
    dates = page.locator(".cap-facts div:visible").filter(has=page.locator("dt", has_text=re.compile("^Dates$")))
    expect(dates).to_have_text("Dates2026, dates to be confirmed.")
    at(page, "2027-02-01T12:00:00Z")
    expect(dates).to_have_text("DatesNo date is known to this site.")


@pytest.mark.parametrize(
    ("instant", "words"),
    [("2026-03-31T12:00:00Z", "Not yet announced"), ("2026-04-01T12:00:00Z", "Not known to this site")],
)
def test_once_a_round_has_closed_its_decision_is_no_longer_said_to_be_to_come(
    instant: str, words: str, built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    open_as_published(page, f"{built_site.url}fund/rounds/violence-and-vulnerability-2025/", instant)
    row = page.locator(".cap-facts div").filter(has=page.locator("dt", has_text="Decision"))
    expect(row.locator("dd")).to_have_text(words, use_inner_text=True)


def test_a_page_left_open_overnight_is_corrected_when_the_visitor_comes_back(
    built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    open_as_published(page, f"{built_site.url}fund/rounds/road-safety-2025/", "2026-01-12T22:00:00Z")
    badge = page.locator("main [data-round-state] .cap-badge")
    expect(badge).to_have_text("Closes today")
    at(page, "2026-01-13T08:00:00Z")
    expect(badge).to_have_text("Closed")


def test_a_preview_stands_still(closed_site: Site, built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    for site, words in ((built_site, "Open now"), (closed_site, "Closed")):
        page.goto(f"{site.url}fund/rounds/road-safety-2025/")
        expect(page.locator("main [data-round-state] .cap-badge")).to_have_text(words)
    assert (built_site.day, closed_site.day) == (OPEN_DAY, CLOSED_DAY)
