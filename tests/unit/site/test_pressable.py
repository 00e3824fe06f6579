"""Numbers in a sentence can be pressed when they are those of a channel, and nothing else becomes a link."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from programme.site.pressable import pressable
from tests.unit.site.invented import HOSTILE

PHONES = ("999", "101", "0800 555 111", "111")


def links(text: str) -> list[tuple[str, str]]:
    found = LexborHTMLParser(str(pressable(text, PHONES))).css("a")
    return [(one.attributes["href"] or "", one.text()) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If you are in danger, call 999.", [("tel:999", "999")]),
        ("Call 999. If it is over, call 101", [("tel:999", "999"), ("tel:101", "101")]),
        ("Ring 0800 555 111, or 111.", [("tel:0800555111", "0800 555 111"), ("tel:111", "111")]),
        ("(999)", [("tel:999", "999")]),
        ("Zub \u2068999\u2069-wim", [("tel:999", "999")]),
    ],
)
def test_a_number_of_a_channel_is_a_link_that_calls_it(text: str, found: list[tuple[str, str]]) -> None:
    assert links(text) == found


@pytest.mark.parametrize(
    "text",
    ["Press 55.", "£999", "£1,101", "101%", "9990", "0999", "999.50", "1.999", "101-110", "18001 101", "+999",
     "0800 555 1111", "“Quotes” & more"],
)  # fmt: skip
def test_no_other_number_is(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize("text", ["Call 999 & 101.", "O’Neil's 'quiet' 34 and 39: \"999\"", HOSTILE])
def test_the_words_stay_as_they_are_and_are_escaped(text: str) -> None:
    made = str(pressable(text, (*PHONES, "34", "39")))
    assert Markup(re.sub(r"</?a\b[^>]*>", "", made)).unescape() == text
    assert re.sub(r"<a href=\"tel:\d+\">\d+</a>", "", made).count("<") == 0


def test_what_is_html_already_stays_so() -> None:
    english = Markup('<span lang="en-GB">Call 999.</span>')
    assert pressable(english, PHONES) == '<span lang="en-GB">Call <a href="tel:999">999</a>.</span>'


@pytest.mark.parametrize("phones", [(), ('9" onclick="x', ".*", "")])
def test_without_a_number_to_call_there_is_no_link(phones: tuple[str, ...]) -> None:
    assert pressable("Call 999.", phones) == "Call 999."
