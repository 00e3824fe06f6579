"""axe-core finds nothing against WCAG 2.2 AA, on one page of each template, in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.site.pages import Template, address, each_template

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import NodeTools
    from tests.site.conftest import OpenPage, Site

RUN_AXE: Final = """async () => {
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await axe.run(document, { runOnly: { type: 'tag', values } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}"""

each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
each_width = pytest.mark.parametrize("width", [375, 1280])


@pytest.fixture(scope="session")
def axe(node_tools: NodeTools) -> str:
    """The source of axe-core."""
    return (node_tools.modules / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """One line for each element that breaks a rule, `rule: element`."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN_AXE)
    return found


@each_scheme
@each_width
@each_template
def test_axe_finds_nothing_on(
    template: Template,
    width: int,
    scheme: str,
    built_site: Site,
    open_page: OpenPage,
    axe: str,
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_page(address(built_site, template), viewport=viewport, color_scheme=scheme)
    assert violations(page, axe) == []


@each_scheme
@pytest.mark.parametrize("path", ["", "fund/"])
def test_axe_finds_nothing_when_no_round_is_open_on(
    path: str, scheme: str, closed_site: Site, open_page: OpenPage, axe: str
) -> None:
    viewport = {"width": 375, "height": 800}
    page = open_page(closed_site.url + path, viewport=viewport, color_scheme=scheme)
    assert violations(page, axe) == []


@each_scheme
@pytest.mark.parametrize("control", [".cap-menu", ".cap-search"])
def test_axe_finds_nothing_when_opened_on_a_small_phone(
    control: str, scheme: str, built_site: Site, open_page: OpenPage, axe: str
) -> None:
    viewport = {"width": 320, "height": 640}
    page = open_page(built_site.url, viewport=viewport, color_scheme=scheme)
    page.locator(control).click()
    if control == ".cap-search":
        page.keyboard.type("fund")
        page.locator("dialog[open] li a").first.wait_for()
    assert violations(page, axe) == []


def test_axe_can_fail(open_page: OpenPage, axe: str) -> None:
    page = open_page("about:blank")
    page.set_content("<html><body><img src='x'></body></html>")
    assert any(line.startswith("image-alt") for line in violations(page, axe))
