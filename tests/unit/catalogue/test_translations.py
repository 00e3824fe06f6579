"""Translations remember the English they were made from, and take every number from the record of today."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from programme.catalogue.model import Language, LanguageWord, Translation, TranslationText
from programme.catalogue.translations import (
    english_texts,
    filled,
    fingerprint,
    is_stale,
    own_words,
    page_words,
    places_in,
    say_date_in,
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


def language(direction: str = "ltr", months: tuple[str, ...] = (), **words: str) -> Language:
    own = tuple(LanguageWord(at=at, text=text) for at, text in words.items())
    return replace(records().languages["qaa"], direction=direction, months=months, words=own)


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


def language_problems(words: str, *, used: bool = True) -> list[tuple[str, int, Severity]]:
    """What the check says of the invented language with these words of pages, with the lines."""
    known = "- id: qaa\n  name: Invented\n  own_name: Blorfish\n  direction: rtl\n"
    made_from = fingerprint("topic", topic("dark"))
    head = f"id: qaa-topic-dark\nlanguage: qaa\nkind: topic\nrecord: dark\nmade_from: {made_from}\n"
    files = {"languages.yaml": f"{known}  words:\n{words}" if words else known}
    files |= {"translations/qaa-topic-dark.yaml": f"{head}made_on: 2030-01-02\ntexts:\n{WHOLE}"} if used else {}
    found = load(files).problems
    return [(one.code, one.place.line, one.severity) for one in found if one.place.path == "d/languages.yaml"]


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
    assert filled("Zub {3} blorf {1}, {2} wim {4}.", POINT, language(months=months)) == words


@pytest.mark.parametrize("text", ["Zub 998.", "Zub.", "Zub {2}.", "Zub {1} {2}.", "Zub {1} ٩."])
def test_a_text_with_a_number_of_its_own_or_without_that_of_the_record_is_not_shown(text: str) -> None:
    assert filled(text, "Call 999.", language()) == ""


def test_a_value_keeps_its_order_in_a_text_that_is_written_from_the_right() -> None:
    assert filled("زب {1}.", "Call 0800 555 111.", language("rtl")) == "زب \u20680800 555 111\u2069."
    assert say_date_in(language("rtl"), DAY) == "\u20682030-01-10\u2069"


def test_a_number_that_changes_in_the_record_changes_in_the_translation_at_once() -> None:
    translation = a_translation(points_1="Zub {1}.")
    point, *others = topic("dark").points
    later = topic("dark", points=(replace(point, text="Call 112."), *others))
    assert translated_texts(translation, topic("dark"), language()) == {"points-1": "Zub 999."}
    assert translated_texts(translation, later, language()) == {"points-1": "Zub 112."}


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


def test_the_words_of_pages_are_named_by_place() -> None:
    words = page_words(records())
    assert (words["tell"], words["when-now"]) == ("Whom to tell", "It is happening now")
    assert (words["rating-harmful"], words["cost-small"]) == ("Harmful", "Small")


def test_a_language_that_has_every_word_of_pages_is_right() -> None:
    lines = [f'    - {{at: {place}, text: "{written(words)}"}}' for place, words in page_words(records()).items()]
    assert language_problems("\n".join(lines) + "\n") == []


def written(english: str) -> str:
    places = "".join(f" {{{place}}}" for place in range(1, len(values_in(english)) + 1))
    return f"Zub{places}"


def test_a_language_whose_pages_lack_words_is_warned_about_once_it_has_a_translation() -> None:
    words = "    - {at: tell, text: Zub}\n"
    assert language_problems(words) == [("not-translated", 5, Severity.WARNING)]
    assert language_problems("") == [("not-translated", 1, Severity.WARNING)]
    assert language_problems(words, used=False) == []


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("{at: tel, text: Zub}", "no-such-text"),
        ("{at: tell, text: Zub}", "duplicate"),
        ("{at: steps, text: Zub 9}", "number-in-translation"),
        ('{at: steps, text: "Zub {1}"}', "number-in-translation"),
    ],
)
def test_what_is_wrong_in_a_language_s_words_is_told_where_it_stands(word: str, code: str) -> None:
    words = f"    - {{at: tell, text: Zub}}\n    - {word}\n"
    assert language_problems(words, used=False) == [(code, 7, Severity.ERROR)]


def test_words_that_cannot_be_trusted_are_not_shown() -> None:
    assert own_words(language(tell="Zub 9"), records()) == {}
    assert own_words(language(tell="Zub", gone="Zub"), records()) == {"tell": "Zub"}


@pytest.mark.parametrize(("months", "words"), [(MONTHS, "9 blorfa 2030"), ((), "2030-01-09")])
def test_a_date_is_said_with_the_months_of_the_language(months: tuple[str, ...], words: str) -> None:
    assert say_date_in(language(months=months), DAY.replace(day=9)) == words
