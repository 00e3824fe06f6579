"""Translations remember the English they were made from, and take every number from the record of today."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from programme.catalogue.model import Translation, TranslationText
from programme.catalogue.translations import (
    english_texts,
    filled,
    fingerprint,
    is_stale,
    places_in,
    translated_texts,
    values_in,
    written_numbers,
)
from programme.problems import Severity
from tests.unit.sample_toolkit import initiative, load, loaded, records, topic, with_records
from tests.unit.site.invented import DAY

MONTHS: Final = tuple(f"blorf{letter}" for letter in "abcdefghijkl")
POINT: Final = "Before 4 December 2025 it cost £1,200. Call 999 or 0800 555 111."


def a_translation(made_from: str = "", **texts: str) -> Translation:
    return Translation(
        id="qaa-topic-dark",
        language="qaa",
        kind="topic",
        record="dark",
        made_from=made_from or fingerprint("topic", topic("dark")),
        made_on=DAY,
        texts=tuple(TranslationText(at=at.replace("_", "-"), text=text) for at, text in texts.items()),
    )


def problems(made_from: str, texts: str, **more: str) -> list[tuple[str, int, Severity]]:
    """What the check says of a translation of the invented topic, with the lines."""
    head = {"id": "qaa-topic-dark", "language": "qaa", "kind": "topic", "record": "dark", "made_from": made_from} | more
    body = "".join(f"{name}: {value}\n" for name, value in head.items())
    file = f"translations/{head['id']}.yaml"
    found = load({file: f"{body}made_on: 2030-01-02\ntexts:\n{texts}"}).problems
    return [(one.code, one.place.line, one.severity) for one in found if one.place.path == f"d/{file}"]


WHOLE: Final = """\
  - {at: title, text: Zub blorf}
  - {at: summary, text: "Wim."}
  - {at: points-1, text: "Blorf {1}."}
  - {at: points-2, text: "Zub {3} blorf {1}, {2} wim {4}."}
  - {at: changing-1, text: Zub wim.}
"""


def test_the_texts_of_a_topic_are_named_by_place() -> None:
    assert english_texts("topic", topic("dark")) == {
        "title": "Dark streets",
        "summary": "Advice.",
        "points-1": "Call 999.",
        "points-2": POINT,
        "changing-1": "The law may change.",
    }


def test_the_texts_of_an_initiative_are_named_by_place() -> None:
    assert list(english_texts("initiative", initiative("lantern"))) == [
        "title", "summary", "aim", "people-1", "steps-1", "steps-2", "watch-for-1", "measures-1", "permissions-1",
        "evidence-1",
    ]  # fmt: skip


def test_the_fingerprint_changes_with_any_text_and_with_their_order_and_with_nothing_else() -> None:
    one = topic("dark")
    first, second = one.points
    same = replace(one, tell=(), words=("other",), reviewed_on=DAY, theme="paths")
    assert fingerprint("topic", same) == fingerprint("topic", one)
    changed = [
        replace(one, title="Dark street"),
        replace(one, points=(second, first)),
        replace(one, points=(first, replace(second, text="Other."))),
        replace(one, points=(first,)),
        replace(one, changing=()),
    ]
    prints = {fingerprint("topic", each) for each in (one, *changed)}
    assert len(prints) == len(changed) + 1


def test_a_translation_is_stale_when_the_english_has_changed_since() -> None:
    translation = a_translation(title="Zub")
    assert not is_stale(translation, records())
    assert is_stale(translation, with_records(topic("dark", summary="Other advice.")))


@pytest.mark.parametrize(
    ("english", "values"),
    [
        ("Call 999.", ["999"]),
        (POINT, ["4 December 2025", "£1,200", "999", "0800 555 111"]),
        ("It is open 8am to 5.30pm, 24.5% of days.", ["8am", "5.30pm", "24.5%"]),
        ("By May 2026.", ["2026"]),
        ("No number.", []),
    ],
)
def test_the_dates_and_numbers_of_a_text_stand_in_its_order(english: str, values: list[str]) -> None:
    assert values_in(english) == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zub {1} and {2}.", []),
        ("Zub 9{1}.", ["9"]),
        ("Zub ٩٩٩", ["٩", "٩", "٩"]),
        ("Zub ½ {0}", ["½", "0"]),
        ("Ⅻ", ["Ⅻ"]),
    ],
)
def test_the_digits_of_any_script_are_found(text: str, found: list[str]) -> None:
    assert written_numbers(text) == found


def test_placeholders_are_read_in_order() -> None:
    assert places_in("{2} zub {1} {12} {0} {x} { 1 }") == [2, 1, 12]


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (MONTHS, "Zub 999 blorf 4 blorfl 2025, £1,200 wim 0800 555 111."),
        ((), "Zub 999 blorf 2025-12-04, £1,200 wim 0800 555 111."),
        (("too", "few"), "Zub 999 blorf 2025-12-04, £1,200 wim 0800 555 111."),
    ],
)
def test_numbers_come_from_the_record_and_dates_get_the_months_of_the_language(
    months: tuple[str, ...], words: str
) -> None:
    assert filled("Zub {3} blorf {1}, {2} wim {4}.", POINT, months) == words


@pytest.mark.parametrize("text", ["Zub 998.", "Zub.", "Zub {2}.", "Zub {1} {2}.", "Zub {1} ٩."])
def test_a_text_with_a_number_of_its_own_or_without_that_of_the_record_is_not_shown(text: str) -> None:
    assert filled(text, "Call 999.", MONTHS) == ""


def test_a_number_that_changes_in_the_record_changes_in_the_translation_at_once() -> None:
    translation = a_translation(points_1="Zub {1}.")
    point, *others = topic("dark").points
    later = topic("dark", points=(replace(point, text="Call 112."), *others))
    language = records().languages["qaa"]
    assert translated_texts(translation, topic("dark"), language) == {"points-1": "Zub 999."}
    assert translated_texts(translation, later, language) == {"points-1": "Zub 112."}


def test_a_whole_and_current_translation_is_right() -> None:
    assert problems(fingerprint("topic", topic("dark")), WHOLE) == []
    assert "qaa" in loaded().records.languages


@pytest.mark.parametrize(
    ("wrong", "right", "found"),
    [
        ("Blorf 999.", "Blorf {1}.", ("number-in-translation", 10, Severity.ERROR)),
        ("Blorf.", "Blorf {1}.", ("number-in-translation", 10, Severity.ERROR)),
        ("Wim {1}.", "Wim.", ("number-in-translation", 9, Severity.ERROR)),
        ("at: points-3", "at: points-2", ("no-such-text", 11, Severity.ERROR)),
        ("at: title", "at: summary", ("duplicate", 9, Severity.ERROR)),
    ],
)
def test_what_is_wrong_in_a_translation_is_told_where_it_stands(
    wrong: str, right: str, found: tuple[str, int, Severity]
) -> None:
    text = WHOLE.replace(right, wrong)
    assert found in problems(fingerprint("topic", topic("dark")), text)


def test_a_stale_translation_is_warned_about_and_what_follows_from_it_stops_nothing() -> None:
    told = problems("0" * 16, WHOLE.replace("points-2", "points-3").replace("{1}.", "{2}."))
    assert ("stale-translation", 5, Severity.WARNING) in told
    assert {severity for _, _, severity in told} == {Severity.WARNING}


def test_a_number_written_in_a_stale_translation_is_still_refused() -> None:
    told = problems("0" * 16, WHOLE.replace("{1}.", "998."))
    assert ("number-in-translation", 10, Severity.ERROR) in told


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"record": "darc"}, ("unknown-reference", 4)),
        ({"kind": "initiative"}, ("unknown-reference", 4)),
        ({"id": "qaa-dark"}, ("name-of-translation", 1)),
        ({"language": "zz"}, ("unknown-reference", 2)),
    ],
)
def test_a_translation_is_of_a_record_that_is_there_and_its_id_says_which(
    fields: dict[str, str], found: tuple[str, int]
) -> None:
    assert found in [(code, line) for code, line, _ in problems(fingerprint("topic", topic("dark")), WHOLE, **fields)]
