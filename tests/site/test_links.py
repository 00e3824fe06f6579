"""No link of the site leads nowhere, and the check that says so can fail."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import PREFIX, PUBLISHED_AT, ROOT
from tests.site.links import LinkChecker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.conftest import Site


def test_every_link_and_fragment_leads_somewhere(any_site: Site) -> None:
    checker = LinkChecker(any_site.folder, PREFIX, PUBLISHED_AT)
    assert checker.broken(any_site.html_files()) == []


def test_every_entry_of_the_search_list_is_a_page(any_site: Site) -> None:
    entries = json.loads((any_site.folder / "search.json").read_text("utf-8"))["entries"]
    addresses = [entry["u"].split("#")[0] for entry in entries]
    assert addresses
    missing = [one for one in addresses if not (any_site.folder / one / "index.html").is_file()]
    assert missing == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("about/", ""),
        ("about/#how", ""),
        ("#here", ""),
        ("", ""),
        ("https://example.org/x", ""),
        ("https://example.org/sub/about/", ""),
        ("tel:999", ""),
        ("gone/", "no such page or file"),
        ("about", "no such page or file"),
        ("about/#gone", "no place called gone on that page"),
        ("/about/", "outside the site"),
        ("../x/", "outside the site"),
        ("//example.org/x", "another host, without https"),
        ("http://example.org/", ""),
        ("javascript:alert(1)", "scheme javascript is not allowed"),
        ("https://example.org/sub/gone/", "no such page or file"),
    ],
)
def test_the_link_check_tells_good_from_broken(tmp_path: Path, link: str, reason: str) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.html").write_text('<h2 id="how">How</h2>')
    page = tmp_path / "index.html"
    page.write_text(f'<p id="here"><a href="{link}">x</a></p>')
    broken = LinkChecker(tmp_path, "/sub/", "https://example.org/sub/").broken([page])
    assert broken == ([f"index.html: {link}: {reason}"] if reason else [])


def test_a_relative_link_of_the_404_page_is_broken(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    page = tmp_path / "404.html"
    page.write_text('<a href="./">x</a><a href="/sub/">y</a>')
    assert LinkChecker(tmp_path, "/sub/").broken([page]) == ["404.html: ./: no such page or file"]


def test_the_build_stops_at_a_link_to_a_page_that_no_record_makes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    page = tmp_path / "content" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[Read it](fund/forms/renamed-form/)\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert "content/index.md: “fund/forms/renamed-form/”" in done.stderr
