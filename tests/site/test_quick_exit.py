"""The quick exit of a safe topic: a link without a script; with it the page is gone at once, from the history too."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from programme.catalogue.load import load_folder
from tests.site.conftest import ROOT
from tests.site.links import parse
from tests.site.pages import TEMPLATES, address
from tests.site.test_accessibility import axe  # noqa: F401 - axe is a fixture
from tests.site.test_browser import KEPT, PHONE
from tests.site.test_keyboard import walk

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

    from tests.site.conftest import OpenPage, Site

AWAY: Final = "https://www.bbc.co.uk/weather"
SAFE_TOPIC: Final = next(one for one in TEMPLATES if one.name == "safe topic")
# 1280 × 1024 at a zoom of 400 %.
ZOOMED: Final = {"width": 320, "height": 256}
OUTSIDE: Final = """async () => {
  const { violations } = await axe.run(document, { runOnly: { type: 'rule', values: ['region'] } });
  return violations.flatMap(({ nodes }) => nodes.map((node) => node.html));
}"""
TELL_WHEN_BLANK: Final = """() => new MutationObserver(() => {
  console.log(`${document.title}: ${document.body.offsetHeight} px`);
}).observe(document.body, { attributes: true })"""
SPREAD: Final = re.compile(r"\b(share|print|e-?mail this|send this|save|whatsapp|facebook)\b", re.IGNORECASE)


def go_to_topic(page: Page, site: Site) -> list[Request]:
    """From the page of advice to a safe topic. The site that the exit leads to is a stub; what it is asked is kept."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.startswith(AWAY) else None)
    page.route(f"{AWAY}*", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto(f"{site.url}advice/")
    page.goto(address(site, SAFE_TOPIC))
    return asked


def test_every_topic_that_must_have_a_way_out_has_one_and_no_other(built_site: Site) -> None:
    topics = load_folder(ROOT / "data", date(2025, 12, 15), ()).records.topics
    wanted = {name for name, topic in topics.items() if topic.quick_exit}
    pages = {name: parse(built_site.folder / "advice" / name / "index.html") for name in topics}
    found = {name: page.css("[data-quick-exit] a") for name, page in pages.items()}
    assert wanted
    assert {name for name, links in found.items() if links} == wanted
    assert {link.attributes.get("href") for links in found.values() for link in links} == {AWAY}


@pytest.mark.parametrize("path", ["whom-to-tell/", "advice/theme/violence-against-women-and-girls/"])
def test_a_list_of_what_is_sensitive_has_a_way_out_too(path: str, built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport=PHONE)
    go_to_topic(page, built_site)
    page.goto(f"{built_site.url}{path}")
    expect(page.locator(".cap-skip + [data-quick-exit]")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


def test_without_script_the_way_out_is_a_link(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport=PHONE, java_script_enabled=False)
    asked = go_to_topic(page, built_site)
    page.get_by_role("link", name="Leave this page now").click()
    page.wait_for_url(AWAY)
    assert "referer" not in asked[0].all_headers()


def test_a_click_leaves_and_takes_the_place_of_the_page_in_the_history(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    asked = go_to_topic(page, built_site)
    page.get_by_role("link", name="Leave this page now").click()
    page.wait_for_url(AWAY)
    assert "referer" not in asked[0].all_headers()
    page.go_back()
    assert page.url == f"{built_site.url}advice/"


def test_three_presses_of_escape_leave_from_anywhere_on_the_page(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    go_to_topic(page, built_site)
    page.locator(".cap-footer a").last.focus()
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == f"{built_site.url}advice/"


def test_after_links_within_the_page_back_does_not_lead_to_it_either(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", reduced_motion="reduce")
    go_to_topic(page, built_site)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator("main a[href='#tell']").click()
    expect(page.locator("#tell")).to_be_in_viewport()
    expect(page).to_have_url(f"{address(built_site, SAFE_TOPIC)}#tell")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == f"{built_site.url}advice/"


def test_a_source_that_a_number_leads_to_is_marked_as_on_other_pages(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{built_site.url}advice/domestic-abuse/")
    page.locator(".cap-ref a").first.click()
    expect(page.locator(".cap-sources li:target")).to_be_in_viewport()


@pytest.mark.parametrize("way", ["click", "escape"])
def test_the_page_is_blank_before_the_other_site_has_come(way: str, built_site: Site, open_page: OpenPage) -> None:
    page = open_page(address(built_site, SAFE_TOPIC))
    held: list[Route] = []
    told: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"{AWAY}*", hold)
    page.on("console", lambda message: told.append(message.text))
    page.evaluate(TELL_WHEN_BLANK)
    with page.expect_console_message(), page.expect_request(f"{AWAY}*"):
        if way == "click":
            page.get_by_role("link", name="Leave this page now").click(no_wait_after=True)
        for _ in range(5 if way == "escape" else 1):  # two more than it takes: they must not stop the loading
            page.keyboard.press("Escape")
    page.wait_for_timeout(200)  # in which nothing more may come
    assert told == ["Loading: 0 px"]
    assert len(held) == 1
    held[0].fulfill(body="<title>Weather</title>", content_type="text/html")
    page.wait_for_url(AWAY)


def test_presses_are_announced_and_forgotten_after_a_few_seconds(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.clock.install()
    go_to_topic(page, built_site)
    status = page.locator("[data-quick-exit] [role=status]")
    page.keyboard.press("Escape")
    page.clock.run_for(10)
    expect(status).to_have_text("Press Escape two more times to leave.")
    page.keyboard.press("Escape")
    page.clock.run_for(10)
    expect(status).to_have_text("Press Escape one more time to leave.")
    page.clock.run_for(6000)
    expect(status).to_be_empty()
    page.keyboard.press("Escape")
    page.clock.run_for(10)
    expect(status).to_have_text("Press Escape two more times to leave.")
    assert page.evaluate(KEPT) == ["", 0, 0]
    assert page.url == address(built_site, SAFE_TOPIC)


@pytest.mark.parametrize(("control", "opened"), [(".cap-search", "dialog[open]"), (".cap-menu", "#nav[data-open]")])
def test_escape_still_closes_what_is_open_and_three_presses_still_leave(
    control: str, opened: str, built_site: Site, open_page: OpenPage
) -> None:
    page = open_page("about:blank", viewport=PHONE)
    go_to_topic(page, built_site)
    page.locator(f"button{control}").click()
    expect(page.locator(opened)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(opened)).to_have_count(0)
    expect(page.locator(f"button{control}")).to_be_focused()
    expect(page.locator("[data-quick-exit] [role=status]")).to_have_text("Press Escape two more times to leave.")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


@pytest.mark.parametrize("way", ["click", "keyboard"])
def test_the_open_search_has_the_way_out_too(way: str, built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport=PHONE)
    asked = go_to_topic(page, built_site)
    page.locator("button.cap-search").click()
    page.keyboard.type("help")
    expect(page.locator("dialog[open] li").last).to_be_visible()
    page.locator("dialog[open] p a").last.scroll_into_view_if_needed()
    leave = page.locator("dialog[open]").get_by_role("link", name="Leave this page now")
    expect(leave).to_be_in_viewport(ratio=1)
    if way == "click":
        leave.click()
    else:
        leave.press("Enter")
    page.wait_for_url(AWAY)
    assert "referer" not in asked[0].all_headers()
    page.go_back()
    assert page.url == f"{built_site.url}advice/"


def test_the_open_search_of_another_page_has_none(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url, viewport=PHONE)
    page.locator("button.cap-search").click()
    expect(page.locator("dialog[open]")).to_be_visible()
    expect(page.get_by_role("link", name="Leave this page now")).to_have_count(0)


def test_holding_escape_down_is_one_press(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(address(built_site, SAFE_TOPIC))
    for _ in range(4):
        page.keyboard.down("Escape")
    expect(page.locator("[data-quick-exit] [role=status]")).to_have_text("Press Escape two more times to leave.")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_way_out_is_a_landmark_with_a_name(built_site: Site, open_page: OpenPage, *, script: bool) -> None:
    page = open_page(address(built_site, SAFE_TOPIC), java_script_enabled=script)
    bar = page.get_by_role("region", name="Leave this page now")
    expect(bar.get_by_role("link", name="Leave this page now")).to_be_visible()


def test_nothing_on_a_page_with_a_way_out_stands_outside_the_landmarks(
    built_site: Site,
    open_page: OpenPage,
    axe: str,  # noqa: F811
) -> None:
    page = open_page(address(built_site, SAFE_TOPIC))
    page.evaluate(axe)
    assert page.evaluate(OUTSIDE) == []


def test_the_way_out_is_the_first_stop_after_the_skip_link(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(address(built_site, SAFE_TOPIC), viewport=PHONE)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Leave this page now")).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("size", [ZOOMED, PHONE, {"width": 1280, "height": 800}], ids=["zoomed", "phone", "desktop"])
def test_the_way_out_stays_in_view_and_leaves_room_to_read(
    size: dict[str, int], built_site: Site, open_page: OpenPage, *, script: bool
) -> None:
    page = open_page(address(built_site, SAFE_TOPIC), viewport=size, java_script_enabled=script)
    page.locator(".cap-sources").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="Leave this page now")).to_be_in_viewport(ratio=1)
    box = page.locator("[data-quick-exit]").bounding_box()
    assert box is not None
    assert abs(box["y"]) <= 1
    assert box["height"] <= size["height"] / 5


def test_the_way_out_covers_no_focus_stop_at_a_zoom_of_400_percent(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(address(built_site, SAFE_TOPIC), viewport=ZOOMED, reduced_motion="reduce")
    assert [stop for stop in walk(page) if stop["faults"]] == []


def test_a_safe_topic_is_not_offered_for_sharing_or_printing(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(address(built_site, SAFE_TOPIC))
    names = page.locator("main :is(a, button)").all_inner_texts()
    assert [name for name in names if SPREAD.search(name)] == []
    expect(page.locator("main")).to_contain_text("Hide that you were here")
