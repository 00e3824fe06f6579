"""Whom to tell, in one place: no page and no file states a telephone number that is not kept in channels or office.

Also that fraud is reported to today's service: its old name stands there only as the old name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from programme.catalogue.addresses import CONTENT
from programme.catalogue.load import load_folder
from programme.catalogue.rules import RULES
from programme.records.check import DATA, PROJECT
from programme.site.build import Site, render_site
from programme.site.page import root_from, written_page

DAY: Final = date(2026, 1, 5)
KEPT: Final = ("channels.yaml", "office.yaml")
# Everybody knows these two, and people are told to call them in the middle of sentences.
ALWAYS: Final = {"999", "101"}
# Numbers which the regulator keeps free for examples: the samples of the schemas.
INVENTED: Final = re.compile(r"(?:01164960|01632960|077009000?)\d+")
_BEFORE: Final = r"(?<![\w£.,/:#=&+-])"
# Whole numbers: +44 or 0, and 7 to 10 digits more, in any grouping. No year, sum, date, code or address has this form.
LONG: Final = re.compile(_BEFORE + r"(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:\)?[ -]?\d){6,9}(?![\w-])")
# Short numbers: those that are in use anywhere, and whatever one is told to call or to text.
SHORT: Final = re.compile(
    _BEFORE
    + r"(?:999|112|101|105|111|119|141|159|1471|7726|1800[012](?: 101)?|61016|85258|116[ -]?\d{3})(?![\w%-]|[.,]\d)"
)
TOLD: Final = re.compile(
    r"\b(?:calls?|dial|ring|phone|text|forward it to)(?: (?:us|on|to|the|free|them|police)){0,3} (\d{3,6})\b(?! ?\d)",
    re.IGNORECASE,
)
OLD_NAME: Final = re.compile(r"(?<!formerly )(?<!was called )\bAction ?Fraud\b", re.IGNORECASE)
TAG: Final = re.compile(r"<[^>]*>")
FRONT: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# Pages that say whom to call in danger, and folders of such pages.
URGENT: Final = ("index", "contact", "privacy", "whom-to-tell", "advice/", "toolkit/", "forms/")
# What can be pressed already, and what is typed over, as in a plan, which holds no links.
PRESSED_OR_TYPED: Final = re.compile(r"<a\b.*?</a>|\]\(tel:[^)]*\)|<textarea.*?</textarea>", re.DOTALL)
SOURCES: Final = re.compile(r'<section class="cap-sources">.*?</section>', re.DOTALL)


def plain(number: str) -> str:
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return f"0{digits.removeprefix('44')}" if number.startswith("+44") else digits


def numbers(text: str) -> set[str]:
    """The telephone numbers in a text, as digits."""
    rest = LONG.sub(" ", text)
    found = {plain(one) for one in (*LONG.findall(text), *SHORT.findall(rest), *TOLD.findall(rest))}
    return {one for one in found if not INVENTED.fullmatch(one)}


@cache
def known() -> frozenset[str]:
    """The numbers that are kept, and those that everybody may be told."""
    texts = "\n".join((DATA / name).read_text("utf-8") for name in KEPT)
    phones = {plain(one.phone) for one in site().loaded.records.channels.values() if one.phone}
    return frozenset(ALWAYS | phones | numbers(texts))


def strange(text: str) -> list[str]:
    return sorted(numbers(text) - known())


@cache
def site() -> Site:
    loaded = load_folder(DATA, DAY, RULES, shown="data")
    return render_site(loaded, DAY, templates=PROJECT / "hooks" / "templates")


def words(html: str) -> str:
    return unescape(TAG.sub(" ", html))


def written() -> Iterator[tuple[str, str]]:
    """The hand-written pages with what fills their markers, by address. Their Markdown stays Markdown."""
    fragments = site().fragments([written_page("about/", "About", {})])
    for path in sorted(CONTENT.rglob("*.md")):
        address = path.relative_to(CONTENT).with_suffix("").as_posix()
        yield address, fragments.fill(path.read_text("utf-8"), root=root_from(address))


@cache
def pages() -> dict[str, str]:
    """Every page of the site by address: those made from records, and the hand-written ones."""
    return {one.address: f"{one.title} {one.description} {one.html}" for one in site().pages} | dict(written())


@cache
def files() -> dict[str, Path]:
    """The files of the data folder, but for those that may state numbers, and the hand-written pages."""
    found = [path for path in DATA.rglob("*.yaml") if path.name not in KEPT and "schemas" not in path.parts]
    return {path.relative_to(PROJECT).as_posix(): path for path in sorted([*found, *CONTENT.rglob("*.md")])}


@pytest.mark.parametrize("address", pages())
def test_a_page_states_no_number_that_is_not_kept(address: str) -> None:
    assert strange(words(pages()[address])) == []


@pytest.mark.parametrize("address", pages())
def test_a_page_links_to_no_number_that_is_not_kept(address: str) -> None:
    assert {plain(one) for one in re.findall(r'href="tel:([^"]*)"', pages()[address])} <= known()


@pytest.mark.parametrize("name", files())
def test_a_file_states_no_number_that_is_not_kept(name: str) -> None:
    assert strange(files()[name].read_text("utf-8")) == []


def test_no_file_beside_the_pages_states_a_number_that_is_not_kept() -> None:
    texts = {name: body.decode() for name, body in site().files.items() if name.endswith((".json", ".ics", ".csv"))}
    long = {name: {plain(one) for one in LONG.findall(text)} - known() for name, text in texts.items()}
    assert {name: found for name, found in long.items() if {one for one in found if not INVENTED.match(one)}} == {}


@pytest.mark.parametrize("address", pages())
def test_a_page_names_the_old_fraud_service_only_as_the_old_one(address: str) -> None:
    assert OLD_NAME.findall(words(SOURCES.sub("", pages()[address]))) == []


@pytest.mark.parametrize("name", [name for name in files() if name != "data/sources.yaml"])
def test_a_file_names_the_old_fraud_service_only_as_the_old_one(name: str) -> None:
    text = "\n".join(line for line in files()[name].read_text("utf-8").splitlines() if "source: " not in line)
    assert OLD_NAME.findall(re.sub(r"^ *- advice-actionfraud-\S+$", "", text, flags=re.MULTILINE)) == []


@pytest.mark.parametrize("address", [one for one in pages() if one.startswith(URGENT)])
def test_where_a_page_says_in_a_sentence_to_call_the_police_the_number_can_be_pressed(address: str) -> None:
    shown = PRESSED_OR_TYPED.sub("", FRONT.sub("", pages()[address]))
    assert re.findall(r"\b(?:[Cc]all(?:s|ing)?|and|or) (?:999|101)\b", shown) == []


def test_the_pages_that_are_looked_at_are_those_of_the_site() -> None:
    assert {"index", "contact", "advice/index", "advice/domestic-abuse/", "toolkit/speedwatch/"} <= pages().keys()
    assert "tel:999" in pages()["index"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 0116 222 2222.", {"01162222222"}),
        ("0800 1111", {"08001111"}),
        ("0300-123-2040 or (0116) 222 2222", {"03001232040", "01162222222"}),
        ("Call 116 123", {"116123"}),
        ("+44 116 222 2222 and +44 (0)116 222 2222", {"01162222222"}),
        ("08000 121 700", {"08000121700"}),
        ("Forward it to 7726.", {"7726"}),
        ("It is 105, or 111, or 116 123.", {"105", "111", "116123"}),
        ("Ring us on 4321 today", {"4321"}),
        ("Textphone 18001 101", {"18001101"}),
        ("£10,000 on 12 January 2026 at 01:30", set()),
        ("2026-01-12, E07000133, £159, £1,105, 1,111 people, 105% and 11.105", set()),
        ("https://example.org/0116-222-2222/ and id=01162222222", set()),
        ("an example: 0116 496 0000", set()),
        ("round 2 of 2025 ran for 101 days", {"101"}),
    ],
)
def test_the_search_finds_numbers_and_nothing_else(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Report Fraud (formerly Action Fraud)", 0),
        ("It was called Action Fraud.", 0),
        ("Tell Action Fraud.", 1),
        ("www.actionfraud.police.uk", 1),
    ],
)
def test_the_search_finds_the_old_name_unless_it_is_said_to_be_old(text: str, found: int) -> None:
    assert len(OLD_NAME.findall(text)) == found
