"""Records in other languages: which texts and words there are to translate, from which English, and their numbers.

No number or date comes from a translated text. A translator writes {1} where the first of the English text
stands, and gets it from the record as it is today.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from programme.catalogue.model import Initiative, Language, Records, Topic, Translation
from programme.clock import say_date

# The texts of each kind that are translated: values, and lists of lines or of entries with a text.
_FIELDS = {
    "topic": ("title", "summary", "points", "changing"),
    "initiative": (
        "title", "summary", "aim", "people", "steps", "watch_for", "measures", "permissions", "evidence",
    ),
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
# A date in words, or a number with its pounds, groups, decimals, per cent, and am or pm.
_VALUE = re.compile(rf"{_DATE.pattern}|£?\d+(?:[ ,.:]?\d+)*(?:%|am\b|pm\b)?")
# The vocabularies whose labels stand on pages, each with what begins the names of its places.
_VOCABULARIES = {"page-words": "", "point-times": "when-", "evidence-ratings": "rating-"}
# Around a value in a text written from the right: without them "0800 555 111" is shown as "111 555 0800".
_ISOLATE, _END = "\u2068", "\u2069"
PLACEHOLDER = re.compile(r"\{([1-9]\d?)\}")


def record_of(one: Translation, records: Records) -> Topic | Initiative | None:
    """Return the record that was translated, or None when it is not there."""
    held: Mapping[str, Topic | Initiative] = records.topics if one.kind == "topic" else records.initiatives
    return held.get(one.record)


def english_texts(kind: str, record: Topic | Initiative) -> dict[str, str]:
    """Return the texts of a record to translate, by place: `title`, `points-1`, `watch-for-2` and so on."""
    found: dict[str, str] = {}
    for name in _FIELDS[kind]:
        value, place = getattr(record, name), name.replace("_", "-")
        if isinstance(value, str):
            found[place] = value
        else:
            found |= {f"{place}-{number}": getattr(item, "text", item) for number, item in enumerate(value, 1)}
    return found


def fingerprint(kind: str, record: Topic | Initiative) -> str:
    """Return 16 letters and digits that change whenever a text to translate, or the order of texts, changes."""
    texts = json.dumps(english_texts(kind, record), ensure_ascii=False)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


def is_stale(one: Translation, records: Records) -> bool:
    """Tell whether the English was changed after a translation was made from it."""
    record = record_of(one, records)
    return record is not None and fingerprint(one.kind, record) != one.made_from


def values_in(english: str) -> list[str]:
    """Return the dates and numbers of an English text, in order: what {1}, {2} and so on stand for."""
    return [match[0] for match in _VALUE.finditer(english)]


def written_numbers(text: str) -> list[str]:
    """Return the digits of any script, and other signs for numbers, that a translated text holds itself."""
    return [sign for sign in PLACEHOLDER.sub("", text) if unicodedata.category(sign).startswith("N")]


def places_in(text: str) -> list[int]:
    """Return the numbers of the placeholders in a translated text, in order."""
    return [int(number) for number in PLACEHOLDER.findall(text)]


def filled(text: str, english: str, language: Language) -> str:
    """Return a translated text with the dates and numbers of the English one; nothing when it cannot be trusted.

    It is not trusted when it holds a number of its own, or does not have each of the English ones. In a language
    that is written from the right, invisible signs keep the order within each value.
    """
    values = values_in(english)
    if written_numbers(text) or set(places_in(text)) != set(range(1, len(values) + 1)):
        return ""
    return PLACEHOLDER.sub(lambda match: _said(values[int(match[1]) - 1], language), text)


def _said(value: str, language: Language) -> str:
    """Return a number as it is, and a date with the month of the language, or as 2026-01-12 where it names none."""
    match, said = _DATE.fullmatch(value), value
    if match:
        month = _MONTHS.index(match[2]) + 1
        said = f"{match[3]}-{month:02}-{int(match[1]):02}"
        if len(language.months) == len(_MONTHS):
            said = f"{match[1]} {language.months[month - 1]} {match[3]}"
    return f"{_ISOLATE}{said}{_END}" if language.direction == "rtl" else said


def translated_texts(one: Translation, record: Topic | Initiative, language: Language) -> dict[str, str]:
    """Return the translated texts by place, ready to show. A place that has none is shown in English."""
    english = english_texts(one.kind, record)
    texts = {item.at: filled(item.text, english[item.at], language) for item in one.texts if item.at in english}
    return {place: text for place, text in texts.items() if text}


def page_words(records: Records) -> dict[str, str]:
    """Return the English words of every page by place: `tell`, `when-now`, `rating-strong`, `cost-free` and so on."""
    terms = {
        f"{begin}{term.id}": term.label for name, begin in _VOCABULARIES.items() for term in records.terms.get(name, ())
    }
    return terms | {f"cost-{band.id}": band.label for band in records.cost_bands.values()}


def own_words(language: Language, records: Records) -> dict[str, str]:
    """Return a language's own words of pages by place, ready to show. A place that has none is shown in English."""
    english = page_words(records)
    words = {word.at: filled(word.text, english[word.at], language) for word in language.words if word.at in english}
    return {place: text for place, text in words.items() if text}


def say_date_in(language: Language, day: date) -> str:
    """Return a date with the month of the language, or as 2026-01-12 where it names none."""
    return _said(say_date(day), language)
