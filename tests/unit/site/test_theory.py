"""The theory of change: the same words as a list and as a picture, and nothing drawn outside its box."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from programme.catalogue.load import load_folder
from programme.records.check import DATA
from programme.site.theory import Link, Theory, theory_of
from programme.site.toolkit import Toolkit
from programme.site.view import View

SVG: Final = "{http://www.w3.org/2000/svg}"
LONG: Final = "Grandmothers with microwaves and whole wardrobes who move " * 4
CHAIN: Final = Theory("A & B", (Link("Because", ("One <thing>.",)), Link("Then", (LONG, "x" * 300)), Link("So", ())))


@cache
def toolkit() -> Toolkit:
    day = date(2025, 12, 15)
    return Toolkit(View(load_folder(DATA, day, ()).records, day))


def drawn(theory: Theory) -> ET.Element:
    return ET.fromstring(theory.svg())  # noqa: S314 - our own picture


def words_of(theory: Theory) -> list[str]:
    return [word for link in theory.links for text in (link.title, *link.lines) for word in text.split()]


@pytest.mark.parametrize("name", ["speedwatch", "cctv", "adventure"])
def test_the_picture_shows_every_word_of_the_list_in_its_order(name: str) -> None:
    theory = theory_of(toolkit().initiatives[name].record, ["Road safety"])
    texts = " ".join(text.text or "" for text in drawn(theory).iter(f"{SVG}text"))
    assert texts.replace("• ", "").split() == words_of(theory)


def test_the_chain_goes_from_the_problem_to_what_would_be_seen() -> None:
    record = toolkit().initiatives["speedwatch"].record
    links = theory_of(record, ["Road safety", "Rural crime"]).links
    assert links[0].lines == ("It belongs to “Road safety” or “Rural crime”. Your plan says what it is.",)
    assert links[1].lines == record.people
    assert links[2].lines[0] == "Raise a Community Concern with the local safety camera scheme."
    assert links[3].lines == (record.aim,)
    assert len(links[4].lines) == len(record.measures)


def test_every_text_stands_in_its_box_and_every_box_in_the_picture() -> None:
    root = drawn(CHAIN)
    boxes = [(float(box.get("y", 0)), float(box.get("height", 0))) for box in root.findall(f"{SVG}rect[@rx]")]
    tops = [float(text.get("y", 0)) for text in root.iter(f"{SVG}text")]
    assert len(boxes) == 3
    assert all(any(top + 10 < base < top + height - 3 for top, height in boxes) for base in tops)
    assert boxes[-1][0] + boxes[-1][1] <= CHAIN.height
    assert all(one[0] + one[1] < two[0] for one, two in pairwise(boxes))


def test_no_line_is_longer_than_its_box_even_of_one_long_word() -> None:
    assert max(len(text.text or "") for text in drawn(CHAIN).iter(f"{SVG}text")) <= 46


def test_there_is_an_arrow_between_each_box_and_the_next() -> None:
    assert len(list(drawn(CHAIN).iter(f"{SVG}path"))) == len(CHAIN.links) - 1


def test_the_picture_has_its_own_background_and_no_style() -> None:
    first = drawn(CHAIN).find(f"{SVG}rect")
    assert first is not None
    assert (first.get("fill"), first.get("width")) == ("#ffffff", "100%")
    assert not re.search(rb"<style|style=|<script|href=", CHAIN.svg())


def test_the_ink_can_be_read_on_the_boxes() -> None:
    assert _contrast("#12212b", "#f0f5f7") > 7
    assert {box.get("fill") for box in drawn(CHAIN).findall(f"{SVG}rect[@rx]")} == {"#f0f5f7"}


def test_hostile_text_stays_text() -> None:
    chain = Theory("</title><script>\x00", (Link("<b>&", ("\x07<script>alert(1)</script>",)),))
    texts = [text.text for text in drawn(chain).iter(f"{SVG}text")]
    assert texts == ["<b>&", "• <script>alert(1)</script>"]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
