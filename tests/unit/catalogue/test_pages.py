"""Personal data in a hand-written page is told as in a record, with the file and the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from programme.catalogue.pages import load_with_pages
from programme.problems import Place, Problem
from programme.records.check import DATA

DAY: Final = date(2026, 1, 15)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose pages hold nothing personal: the office's number, and an address that everybody may use."""
    (tmp_path / "content" / "fund").mkdir(parents=True)
    (tmp_path / "content" / "index.md").write_text("# Home\n\nCall 0116 229 8980, or 999.\n", encoding="utf-8")
    (tmp_path / "content" / "fund" / "index.md").write_text("Forward it to report@phishing.gov.uk.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Example\n", encoding="utf-8")
    return tmp_path


def told(project: Path) -> list[Problem]:
    return list(load_with_pages(DATA, DAY, (), shown="data", project=project).problems)


def test_what_everybody_may_use_may_stand_in_a_page(project: Path) -> None:
    assert told(project) == []


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("Write to [Anna](mailto:anna@example.org).", "email-in-text", 24),
        ("Ring Anna on 07700 900123.", "mobile-in-text", 14),
        ("Ring 01632 960001.", "phone-in-text", 6),
        ("The hall is at ZZ99 9ZZ.", "postcode-in-text", 16),
    ],
)
def test_any_other_contact_is_an_error_on_its_line(project: Path, line: str, code: str, column: int) -> None:
    (project / "content" / "fund" / "index.md").write_text(f"# The fund\n\n{line}\n", encoding="utf-8")
    (problem,) = told(project)
    assert (problem.code, problem.excerpt) == (code, line)
    assert problem.place == Place("content/fund/index.md", 3, column)
    assert problem.action.startswith("Take it out.")


def test_so_it_is_in_the_configuration_of_the_site(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: Example\nsite_author: anna@example.org\n", encoding="utf-8")
    assert [str(one.place) for one in told(project)] == ["mkdocs.yml:2:14"]


def test_every_contact_of_a_line_is_told(project: Path) -> None:
    (project / "content" / "index.md").write_text("anna@example.org or 07700 900123\n", encoding="utf-8")
    assert [one.code for one in told(project)] == ["email-in-text", "mobile-in-text"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("# Caf\xe9\n".encode("cp1252"), "not-utf-8", 1),
        (b"# Fund\n\n<<<<<<< HEAD\nOpen.\n=======\nClosed.\n>>>>>>> other\n", "two-versions", 3),
        ("# Fund\n\nIt is\u200b open.\n".encode(), "invisible-character", 3),
    ],
    ids=["another encoding", "two versions", "unseen"],
)
def test_a_page_that_is_spoilt_is_told_as_a_record_is(project: Path, content: bytes, code: str, line: int) -> None:
    (project / "content" / "fund" / "index.md").write_bytes(content)
    (problem,) = told(project)
    assert (problem.code, problem.place.path, problem.place.line) == (code, "content/fund/index.md", line)


def test_signs_of_equality_below_a_heading_are_no_fault(project: Path) -> None:
    (project / "content" / "index.md").write_text("Heading\n=======\n\nText.\n", encoding="utf-8")
    assert told(project) == []
