"""Every page is valid HTML, and holds no script or style of its own."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.site.links import parse

if TYPE_CHECKING:
    from tests.conftest import NodeTools
    from tests.site.conftest import Site

DATA_BLOCKS = ("application/json", "application/ld+json")


def invalid_html(tools: NodeTools, *pages: Path) -> list[str]:
    """What html-validate finds, `page:line:column rule: message`, one for each finding."""
    command = tools.modules / "html-validate" / "bin" / "html-validate.mjs"
    with TemporaryDirectory() as folder:  # through a pipe, a long report is cut off
        report = Path(folder) / "report.json"
        done = tools.run(command, "--config", "htmlvalidate.mjs", "--formatter", f"json={report}", *pages)
        assert report.exists(), done.stderr
        findings = json.loads(report.read_text("utf-8"))
    return [
        f"{page['filePath']}:{found['line']}:{found['column']} {found['ruleId']}: {found['message']}"
        for page in findings
        for found in page["messages"]
    ]


def own_code(page: Path) -> list[str]:
    """Scripts, styles and handlers written inside a page, which its policy forbids."""
    found = []
    for element in parse(page).css("*"):
        attributes = element.attributes
        inline_script = element.tag == "script" and "src" not in attributes
        if (inline_script and attributes.get("type") not in DATA_BLOCKS) or element.tag == "style":
            found.append(f"{page}: <{element.tag}>")
        found += [f"{page}: {name}=" for name in attributes if name == "style" or name[:2] == "on"]
    return found


def test_every_page_is_valid_html(node_tools: NodeTools, any_site: Site) -> None:
    assert invalid_html(node_tools, *any_site.html_files()) == []


def test_no_page_holds_a_script_or_style_of_its_own(any_site: Site) -> None:
    assert [line for page in any_site.html_files() for line in own_code(page)] == []


def test_every_page_delivers_the_policy_before_anything_it_governs(any_site: Site) -> None:
    for page in any_site.html_files():
        head = parse(page).css_first("head")
        assert head is not None
        governed = head.css("meta[http-equiv=Content-Security-Policy], script, link")
        policy = governed[0].attributes.get("content") or ""
        assert "default-src 'none'" in policy, page
        assert "script-src 'self'" in policy, page
        assert "style-src 'self'" in policy, page
        assert "unsafe" not in policy, page


def test_the_validity_check_can_fail(node_tools: NodeTools, tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p><div style="x: y"></div></p>')
    assert invalid_html(node_tools, page) != []


def test_the_check_for_own_code_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text('<script>1</script><script type="application/json">{}</script><p onclick="x">')
    assert own_code(page) == [f"{page}: <script>", f"{page}: onclick="]
