"""The real site, built for two fixed days and served from this machine, and pages opened in a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest

from tests.site.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

PUBLISHED_AT: Final = "https://www.example.org/programme/"
PREFIX: Final = "/programme/"
ROOT: Final = Path(__file__).resolve().parent.parent.parent
OPEN_DAY: Final = "2025-12-15"  # two rounds are open
CLOSED_DAY: Final = "2026-11-21"  # every announced round has closed


@dataclass(frozen=True)
class Site:
    """A built site: its day, its folder, and where it is served (`url` ends in a slash)."""

    day: str
    folder: Path
    url: str

    def html_files(self) -> list[Path]:
        """Every page of the site, the one for missing addresses included."""
        return sorted(self.folder.rglob("*.html"))


class OpenPage(Protocol):
    """Opens an address in a fresh context; keyword arguments are Playwright's for a context."""

    def __call__(self, url: str, **options: Any) -> Page: ...


@pytest.fixture(scope="session")
def site_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Site]]:
    """Build the site for a day, once, and serve it under the path that its address has."""
    built: dict[str, Site] = {}
    servers = []

    def site_on_day(day: str) -> Site:
        if day not in built:
            folder = tmp_path_factory.mktemp(f"site-{day}")
            build(folder, day)
            server = serve(folder, PREFIX)
            servers.append(server)
            built[day] = Site(day, folder, f"http://127.0.0.1:{server.server_port}{PREFIX}")
        return built[day]

    yield site_on_day
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def built_site(site_on: Callable[[str], Site]) -> Site:
    """The site on a day when two rounds are open."""
    return site_on(OPEN_DAY)


@pytest.fixture(scope="session")
def closed_site(site_on: Callable[[str], Site]) -> Site:
    """The site on a day when no round is open."""
    return site_on(CLOSED_DAY)


@pytest.fixture(params=[OPEN_DAY, CLOSED_DAY])
def any_site(request: pytest.FixtureRequest, site_on: Callable[[str], Site]) -> Site:
    """Each of the two, one after the other."""
    return site_on(request.param)


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> OpenPage:
    """Open an address in a fresh context, and wait until it has loaded."""

    def open_address(url: str, **options: Any) -> Page:
        page = new_context(**options).new_page()
        page.set_default_timeout(10_000)
        page.goto(url, wait_until="load")
        return page

    return open_address


def build(folder: Path, day: str, **settings: str) -> None:
    """Run the real build, with these in its environment too; fail with all it said when it does not succeed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "PROGRAMME_TODAY": day, "SITE_URL": PUBLISHED_AT, **settings}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        pytest.fail(f"The site could not be built for {day}:\n{done.stderr}", pytrace=False)
