"""Golden files: an output kept in git, compared in full, and written anew by `pytest --update-golden`."""

from __future__ import annotations

from pathlib import Path

import pytest

OPTION = "--update-golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option. The topmost conftest.py imports this name, since pytest reads options there only."""
    parser.addoption(OPTION, action="store_true", help="Write golden files anew. Read the diff before you commit it.")


def compare(path: Path, text: str, config: pytest.Config) -> None:
    """Assert that a text is that of a golden file, or write the file when asked to."""
    if config.getoption(OPTION, default=False):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs: run pytest {OPTION} and read git diff"
