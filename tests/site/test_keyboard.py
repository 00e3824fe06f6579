"""The site by keyboard alone: every stop can be seen, and what opens can be closed again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from tests.site.pages import Template, address, each_template

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import OpenPage, Site

PHONE: Final = {"width": 375, "height": 740}
DESKTOP: Final = {"width": 1280, "height": 800}
MOST_STOPS: Final = 600

# What is wrong with the element that has the focus: nothing to see, outside the window, covered by
# something else, or no ring around it. `null` when nothing has the focus: the walk has ended.
FAULT: Final = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return null;
  const name = `<${stop.tagName.toLowerCase()} class="${stop.className}"> ${stop.textContent.trim().slice(0, 60)}`;
  const box = stop.getBoundingClientRect();
  const style = getComputedStyle(stop);
  const faults = [];
  if (!stop.checkVisibility({ visibilityProperty: true, opacityProperty: true })) faults.push('is not visible');
  if (box.width < 1 || box.height < 1) faults.push('has no size');
  // A browser shows a part of a large stop, such as a table that scrolls, and leaves the rest to the reader.
  const large = box.height > innerHeight / 3;
  if (box.bottom < 1 || box.top > innerHeight - 1) faults.push('is out of sight');
  if (box.left < -1 || box.right > innerWidth + 1) faults.push('is outside the window, sideways');
  if (!large && (box.top < -1 || box.bottom > innerHeight + 1)) faults.push('is outside the window');
  const line = stop.getClientRects()[0] || box;
  const y = Math.min(Math.max(line.top + line.height / 2, 0), innerHeight - 1);
  const seen = document.elementFromPoint(line.left + line.width / 2, y);
  if (seen && !stop.contains(seen) && !seen.contains(stop)) faults.push(`is covered by <${seen.tagName}>`);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  if (!ring && style.boxShadow === 'none') faults.push('has no focus ring');
  return { name, faults };
}"""

NEXT_PICTURES: Final = """() => new Promise((done) => {
  const wait = (more) => requestAnimationFrame(() => more ? wait(more - 1) : done());
  wait(5);
})"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page; the stops, each with its name and faults."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FAULT)
        if stop is None:
            return stops
        if stop["faults"]:  # a browser lays out what was out of sight, and moves to it, with its next picture
            page.evaluate(NEXT_PICTURES)
            stop = page.evaluate(FAULT)
        stops.append(stop)
    pytest.fail(f"the focus did not leave the page in {MOST_STOPS} stops", pytrace=False)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@each_template
def test_every_focus_stop_can_be_seen_on(
    template: Template, viewport: dict[str, int], built_site: Site, open_page: OpenPage
) -> None:
    page = open_page(address(built_site, template), viewport=viewport, reduced_motion="reduce")
    stops = walk(page)
    assert len(stops) > 5
    assert [stop for stop in stops if stop["faults"]] == []


def test_the_walk_can_fail(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.set_content(
        "<style>.off { position: absolute; left: -999px } .bare:focus { outline: none }</style>"
        "<a href=x class=off>a</a> <a href=x class=bare>b</a> <a href=x>c</a>"
    )
    faults = [stop["faults"] for stop in walk(page)]
    assert faults == [["is outside the window, sideways"], ["has no focus ring"], []]


def test_the_first_stop_skips_to_the_main_content(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url, viewport=PHONE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_opens_by_enter_and_closes_by_escape(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url, viewport=PHONE)
    menu, link = page.locator("button.cap-menu"), page.locator("#nav a").first
    expect(link).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def test_search_opens_finds_and_closes_by_keyboard(built_site: Site, open_page: OpenPage) -> None:
    entries = json.loads((built_site.folder / "search.json").read_text("utf-8"))["entries"]
    wanted = next(entry for entry in entries if entry["u"] == "about/")
    page = open_page(built_site.url, viewport=PHONE)
    search = page.locator("button.cap-search")
    search.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.type(wanted["t"])
    found = page.locator("dialog[open] li a", has_text=wanted["t"]).first
    expect(found).to_be_visible()
    expect(page.locator("dialog[open] [role=status]")).to_contain_text("result")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(search).to_be_focused()
