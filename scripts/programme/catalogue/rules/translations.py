"""Rules of languages and translations: each has its record, is current, and leaves numbers to the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.load import Finding
from programme.catalogue.model import Initiative, Records, Topic, Translation
from programme.catalogue.translations import (
    english_texts,
    fingerprint,
    is_stale,
    places_in,
    record_of,
    values_in,
    written_numbers,
)
from programme.problems import Severity, did_you_mean, shortened

_MONTHS = 12


def language_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """A language names all twelve months or none, and its sentence about older versions holds no number."""
    for one in records.languages.values():
        if one.months and len(one.months) != _MONTHS:
            yield Finding(
                kind="language",
                id=one.id,
                path=("months",),
                code="months",
                message="A year has twelve months.",
                expected="12 names, or none",
                found=str(len(one.months)),
                action="Add those that are missing, or remove the list.",
            )
        if written_numbers(one.stale_words or ""):
            yield Finding(
                kind="language",
                id=one.id,
                path=("stale_words",),
                code="number-in-translation",
                message="This sentence holds a number.",
                expected="words only",
                found=f"“{shortened(one.stale_words or '')}”",
                action="Say it without the number.",
            )


def translation_has_its_record(records: Records, _: date) -> Iterator[Finding]:
    """A translation is of a record that exists, into another language than English, and its id says so."""
    for one in records.translations.values():
        if record_of(one, records) is None:
            held = records.topics if one.kind == "topic" else records.initiatives
            yield _finding(
                one,
                ("record",),
                "unknown-reference",
                f"There is no {one.kind} “{one.record}”.",
                expected=f"the id of a record of the kind “{one.kind}”",
                found=f"“{one.record}”",
                action=did_you_mean(one.record, held) or "Correct the id, or remove the translation.",
            )
        elif one.language == "en":
            yield _finding(
                one,
                ("language",),
                "wrong-language",
                "Records are written in English, so this is no translation.",
                expected="another language of languages.yaml",
                found="en",
                action="Change the record itself instead.",
            )
        elif one.id != (name := f"{one.language}-{one.kind}-{one.record}"):
            yield _finding(
                one,
                ("id",),
                "name-of-translation",
                "The id does not say what was translated.",
                expected=name,
                found=one.id,
                action=f"Rename the file to {name}.yaml and write the same id.",
            )


def translation_is_current(records: Records, _: date) -> Iterator[Finding]:
    """A translation whose English text has changed since is warned about, and its page says so."""
    for one, record in _with_record(records):
        if is_stale(one, records):
            now = fingerprint(one.kind, record)
            yield _finding(
                one,
                ("made_from",),
                "stale-translation",
                "The English text has changed since this translation was made.",
                expected=now,
                found=one.made_from,
                action=f"Compare the two and correct the translation. Then write made_from: {now}",
                severity=Severity.WARNING,
            )


def translation_fits_its_record(records: Records, _: date) -> Iterator[Finding]:
    """Each text of a translation belongs to a text of the record, once. A text without one is shown in English."""
    for one, record in _with_record(records):
        places = english_texts(one.kind, record)
        severity = Severity.WARNING if is_stale(one, records) else Severity.ERROR
        seen: set[str] = set()
        for number, item in enumerate(one.texts, 1):
            if item.at in seen or item.at not in places:
                yield _misplaced(one, number, item.at, list(places), severity)
            seen.add(item.at)
        if missing := [place for place in places if place not in seen]:
            yield _finding(
                one,
                ("texts",),
                "not-translated",
                "Some texts of the record have no translation and are shown in English.",
                found=shortened(", ".join(missing), 200),
                action="Add them.",
                severity=Severity.WARNING,
            )


def _misplaced(one: Translation, number: int, at: str, places: list[str], severity: Severity) -> Finding:
    twice = at in places
    return _finding(
        one,
        ("texts", number, "at"),
        "duplicate" if twice else "no-such-text",
        f"The text “{at}” stands here a second time." if twice else f"The record has no text “{at}”.",
        expected="each text once" if twice else shortened(f"one of: {', '.join(places)}", 200),
        found=f"“{at}”",
        action="Remove one of the two." if twice else did_you_mean(at, places) or "Correct it, or remove the text.",
        severity=severity,
    )


def numbers_stay_in_the_record(records: Records, _: date) -> Iterator[Finding]:
    """A translated text holds no number: {1} stands for the first of the English text, {2} for the second."""
    for one, record in _with_record(records):
        english = english_texts(one.kind, record)
        for number, item in enumerate(one.texts, 1):
            values = values_in(english.get(item.at, ""))
            if digits := written_numbers(item.text):
                yield _number(one, number, values, f"the number “{''.join(digits)}”")
            elif item.at in english and set(places_in(item.text)) != set(range(1, len(values) + 1)):
                found = ", ".join(f"{{{place}}}" for place in places_in(item.text)) or "none of them"
                severity = Severity.WARNING if is_stale(one, records) else Severity.ERROR
                yield _number(one, number, values, found, severity)


def _number(
    one: Translation, number: int, values: list[str], found: str, severity: Severity = Severity.ERROR
) -> Finding:
    wanted = ", ".join(f"{{{place}}} for {value}" for place, value in enumerate(values, 1))
    return _finding(
        one,
        ("texts", number, "text"),
        "number-in-translation",
        "Numbers and dates of a translation come from the record.",
        expected=wanted or "no number",
        found=found,
        action="Write each of these where it belongs, and no digits." if wanted else "Say it without the number.",
        severity=severity,
    )


def _with_record(records: Records) -> Iterator[tuple[Translation, Topic | Initiative]]:
    for one in records.translations.values():
        if record := record_of(one, records):
            yield one, record


def _finding(
    one: Translation, path: tuple[str | int, ...], code: str, message: str, *, found: str, action: str,
    expected: str = "", severity: Severity = Severity.ERROR,
) -> Finding:  # fmt: skip
    return Finding(
        kind="translation", id=one.id, path=path, code=code, message=message, expected=expected, found=found,
        action=action, severity=severity,
    )  # fmt: skip
