"""axe-core finds nothing against WCAG 2.2 AA, on one page of each template, in light and dark, phone and desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.site.pages import Template, address, each_template

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import NodeTools
    from tests.site.conftest import OpenPage, Site

RUN_AXE: Final = """async (colours) => {
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const rules = ['color-contrast', 'link-in-text-block'];
  const runOnly = colours ? { type: 'rule', values: rules } : { type: 'tag', values };
  const { violations } = await axe.run(document, { runOnly });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}"""
WIDTHS: Final = (375, 1280)


@pytest.fixture(scope="session")
def axe(node_tools: NodeTools) -> str:
    """The source of axe-core."""
    return (node_tools.modules / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """One line for each element that breaks a rule, `scheme, rule: element`, in light and in dark.

    In dark the page is the same but for its colours, so only the rules about colours are asked again.
    """
    page.evaluate(axe)
    page.emulate_media(reduced_motion="reduce")  # or the colours are read half way from one scheme to the other
    page.emulate_media(color_scheme="light")
    light: list[str] = page.evaluate(RUN_AXE, False)  # noqa: FBT003 - an argument of the script
    page.emulate_media(color_scheme="dark")
    dark: list[str] = page.evaluate(RUN_AXE, True)  # noqa: FBT003
    return [f"light, {one}" for one in light] + [f"dark, {one}" for one in dark]


@each_template
def test_axe_finds_nothing_on(template: Template, built_site: Site, open_page: OpenPage, axe: str) -> None:
    page = open_page(address(built_site, template))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert (width, violations(page, axe)) == (width, [])


@pytest.mark.parametrize("path", ["", "fund/"])
def test_axe_finds_nothing_when_no_round_is_open_on(
    path: str, closed_site: Site, open_page: OpenPage, axe: str
) -> None:
    page = open_page(closed_site.url + path, viewport={"width": 375, "height": 800})
    assert violations(page, axe) == []


@pytest.mark.parametrize(
    ("control", "path"), [(".cap-menu", ""), (".cap-search", ""), (".cap-search", "advice/stalking/")]
)
def test_axe_finds_nothing_when_opened_on_a_small_phone(
    control: str, path: str, built_site: Site, open_page: OpenPage, axe: str
) -> None:
    page = open_page(built_site.url + path, viewport={"width": 320, "height": 640})
    page.locator(control).click()
    if control == ".cap-search":
        page.keyboard.type("fund")
        page.locator("dialog[open] li a").first.wait_for()
    assert violations(page, axe) == []


def test_axe_can_fail_in_either_scheme(open_page: OpenPage, axe: str) -> None:
    page = open_page("about:blank")
    pale = "<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style>"
    page.set_content(f"<html lang='en'><title>x</title><body><img src='x'>{pale}<p>Pale</p></body></html>")
    found = violations(page, axe)
    assert any(line.startswith("light, image-alt") for line in found)
    assert any(line.startswith("dark, color-contrast") for line in found)
