"""The facts about the office that pages show: the list is that of the templates, and none may be without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copy
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.load import load_folder
from programme.catalogue.markers import facts_in_pages
from programme.catalogue.model import OfficeFact
from programme.catalogue.rules.needed_facts import IN_TEMPLATES, needed_facts_have_a_value
from programme.records.check import DATA, PROJECT
from tests.real_records import real

DAY: Final = date(2026, 1, 15)
SHOWN: Final = re.compile(r"""\bfact\(["']([a-z-]+)["']\)""")


def told(*facts: OfficeFact, without: str = "") -> list[Finding]:
    """What is said of the real facts without those of one name, and with some more."""
    kept = [one for one in real().office_facts.values() if one.fact != without]
    held = MappingProxyType({one.id: one for one in (*kept, *facts)})
    return list(needed_facts_have_a_value(replace(real(), office_facts=held), DAY))


def force(**fields: Any) -> OfficeFact:
    return replace(real().office_facts["police-force"], **fields)


def texts() -> Iterator[str]:
    """Whatever can show a fact, but for hand-written pages."""
    for folder, pattern in ((PROJECT / "hooks", "*.html"), (PROJECT / "scripts" / "programme" / "site", "*.py")):
        yield from (path.read_text(encoding="utf-8") for path in folder.rglob(pattern))


def test_the_list_is_that_of_the_templates() -> None:
    assert {name for text in texts() for name in SHOWN.findall(text)} - {"holder"} == IN_TEMPLATES.keys()


def test_the_facts_of_hand_written_pages_are_found_with_their_page(tmp_path: Path) -> None:
    (tmp_path / "fund").mkdir()
    (tmp_path / "fund" / "index.md").write_text("<!-- programme: fact plan --> <!-- programme: office -->", "utf-8")
    assert facts_in_pages(tmp_path) == {"plan": "content/fund/index.md"}


def test_every_real_fact_that_is_needed_has_a_value() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"valid_until": date(2026, 1, 14)}, "valid_until"),
        ({"valid_from": date(2026, 1, 16)}, "valid_from"),
    ],
)
def test_one_that_has_ended_or_not_begun_is_told_at_its_day(fields: dict[str, date], field: str) -> None:
    (one,) = told(force(**fields), without="police-force")
    assert (one.id, one.path, one.code) == ("police-force", (field,), "no-such-fact")
    assert one.message == "The fact “police-force” has no value today, and content/about.md shows it."


def test_one_that_goes_on_in_another_line_is_fine() -> None:
    ended, goes_on = force(valid_until=date(2026, 1, 14)), force(id="new", valid_from=date(2026, 1, 15))
    assert told(ended, goes_on, without="police-force") == []


def test_without_any_line_it_is_told_of_the_file(tmp_path: Path) -> None:
    copy(DATA / "sources.yaml", tmp_path)
    office = (DATA / "office.yaml").read_text("utf-8").partition("- id: police-force")[0]
    (tmp_path / "office.yaml").write_text(office, encoding="utf-8")
    rules = (needed_facts_have_a_value,)
    problems = load_folder(tmp_path, DAY, rules, shown="data").problems
    missing = "The fact “police-force” has no value today, and content/about.md shows it."
    assert [str(one.place) for one in problems if one.message == missing] == ["data/office.yaml"]
    (tmp_path / "office.yaml").write_text("- id: [\n", encoding="utf-8")
    assert "no-such-fact" not in {one.code for one in load_folder(tmp_path, DAY, rules).problems}


def test_the_holder_may_be_missing() -> None:
    assert told(without="holder") == []
