"""What a browser does with the pages: whom it asks, what it keeps, and what a visitor sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.site.pages import TEMPLATES, address, of_each_kind

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Route

    from tests.site.conftest import OpenPage, Site

PHONE: Final = {"width": 375, "height": 740}
SMALLEST: Final = {"width": 320, "height": 640}  # also what 1280 px at a zoom of 400 % comes to
A_DAY: Final = re.compile(
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September"
    r"|October|November|December) 20\d\d\b"
)
OPEN_ROUND: Final = next(one for one in TEMPLATES if one.name == "round open")
KEPT: Final = "() => [document.cookie, localStorage.length, sessionStorage.length]"


def addresses(site: Site) -> list[str]:
    """Two pages of each kind, and an address that has none."""
    return [site.url + path for path in (*of_each_kind(site.folder, 2), "no/page/")]


def is_fault(message: ConsoleMessage) -> bool:
    """Whether the browser complained; that a missing page is missing is no fault."""
    expected = "404 (Not Found)" in message.text and "/no/page/" in message.location["url"]
    return message.type in ("error", "warning") and not expected


def test_no_page_asks_anybody_else_or_complains_or_keeps_anything(any_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport=PHONE)
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for url in addresses(any_site):
        page.goto(url)
        assert page.evaluate(KEPT) == ["", 0, 0], url
    own = urlsplit(any_site.url).netloc
    assert [url for url in asked if urlsplit(url).netloc != own] == []
    assert [url for url in asked if "search" in url and "search.js" not in url.split("/")] == []
    assert faults == []
    assert page.context.cookies() == []


def test_the_check_for_complaints_can_fail(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    for fault in (
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x'}))",
        "document.body.setAttribute('style', 'color: red')",
    ):
        with page.expect_console_message(is_fault):
            page.evaluate(fault)
    assert len(faults) == 2
    assert all("Content Security Policy" in fault for fault in faults)


def test_search_data_is_fetched_only_when_search_is_reached_for(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url, viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert [url for url in asked if "search.json" in url or "minisearch" in url] == []
    with page.expect_response("**/search.json"):
        page.locator(".cap-search").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_no_page_scrolls_sideways_on_the_smallest_screen(
    built_site: Site, open_page: OpenPage, *, script: bool
) -> None:
    page = open_page("about:blank", viewport=SMALLEST, java_script_enabled=script)
    too_wide = []
    for url in addresses(built_site):
        page.goto(url)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > SMALLEST["width"]:
            too_wide.append((url, width))
    assert too_wide == []


def test_every_page_can_be_read_without_script(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport=PHONE, java_script_enabled=False)
    for url in addresses(built_site):
        page.goto(url)
        assert page.locator("main h1").is_visible(), url
        assert page.locator("header nav a").first.is_visible(), url


def test_a_round_without_script_shows_its_dates_and_the_day_its_state_was_true(
    built_site: Site, open_page: OpenPage
) -> None:
    page = open_page(address(built_site, OPEN_ROUND), java_script_enabled=False)
    badge = page.locator("main [data-round-state] .cap-badge").first
    expect(badge).to_contain_text("on 15 December 2025")
    days = {found[0] for found in A_DAY.finditer(page.locator("main").inner_text())}
    assert len(days - {"15 December 2025"}) >= 2


def test_a_round_with_script_shows_its_state_now(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(address(built_site, OPEN_ROUND))
    badge = page.locator("main [data-round-state] .cap-badge").first
    expect(badge).to_have_text(re.compile(r"^(Open now|Closing soon: \d+ days? left|Closes today)$"))


def test_a_page_built_while_a_round_was_open_says_closed_after_its_deadline(
    built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    page.route("**/fund/rounds/*/", without_preview)
    page.clock.set_fixed_time("2027-01-01T12:00:00Z")
    page.goto(address(built_site, OPEN_ROUND))
    expect(page.locator("main [data-round-state] .cap-badge").first).to_have_text("Closed")


def test_two_rounds_are_open_at_once_on_the_home_page(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url)
    expect(page.locator("[data-round-group=open] [data-round-cards] > li:visible")).to_have_count(2)


def test_no_round_is_shown_as_open_on_a_day_when_none_is(closed_site: Site, open_page: OpenPage) -> None:
    page: Page = open_page(closed_site.url)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("[data-state=open]:visible, [data-state=closing-soon]:visible")).to_have_count(0)


def without_preview(route: Route) -> None:
    """Serve a page as the daily build makes it, without the note that it is a preview."""
    response = route.fetch()
    body = re.sub(r'<meta name="programme-today"[^>]*>', "", response.text())
    route.fulfill(response=response, body=body)
