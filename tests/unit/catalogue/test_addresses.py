"""The addresses that rules know are those of the pages that the site draws, on any day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from programme.catalogue.addresses import (
    CONTENT,
    LISTS,
    NOT_LISTED,
    address_of,
    earlier_funds,
    page_addresses,
    place_of,
    written_addresses,
)
from programme.catalogue.load import load_folder
from programme.records.check import DATA, PROJECT
from programme.site.pages import record_pages
from programme.site.view import View
from programme.templates import environment
from tests.unit.sample_toolkit import loaded

DAYS = (date(2025, 10, 1), date(2026, 11, 21), date(2040, 1, 1))
# The later pages of a long list, to which texts do not link.
LATER = re.compile(r".*-\d+/")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_known_address_is_drawn_and_every_drawn_one_is_known(day: date) -> None:
    found = load_folder(DATA, day, ())
    view = View(found.records, day)
    drawn = {
        one.address for one in record_pages(view, environment(PROJECT / "hooks" / "templates"), found.checked.schemas)
    }
    known = page_addresses(found.records, day)
    assert known - drawn - written_addresses(CONTENT) == set()
    assert {one for one in drawn - known if not one.startswith(NOT_LISTED) and not LATER.fullmatch(one)} == set()
    assert set(LISTS) <= drawn


def test_an_address_follows_from_kind_and_id() -> None:
    assert address_of("round", "lamps-2030") == "fund/rounds/lamps-2030/"
    assert address_of("topic", "dark") == "advice/dark/"


def test_the_text_of_a_fund_without_rounds_stands_on_its_own_page() -> None:
    records = loaded().records
    assert place_of("fund", "small-fund", earlier_funds(records, date(2030, 1, 1))) == "fund/"
    assert place_of("initiative", "lantern", ()) == "toolkit/lantern/"


def test_hand_written_pages_have_the_addresses_that_the_engine_gives_them(tmp_path: Path) -> None:
    for name in ("index.md", "about.md", "fund/index.md", "fund/can-i-apply.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Words\n")
    assert written_addresses(tmp_path) == {"", "about/", "fund/", "fund/can-i-apply/"}
