"""Rules of languages and translations: each has its record, is current, and leaves numbers to the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.findings import Finding, Location, at
from programme.catalogue.model import Initiative, Language, Records, Topic, Translation
from programme.catalogue.rules.translated_texts import Fault, misplaced, number_written, numbers_missing
from programme.catalogue.translations import (
    english_texts,
    fingerprint,
    is_stale,
    page_words,
    record_of,
    written_numbers,
)
from programme.problems import did_you_mean, shortened

_MONTHS = 12


def language_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """A language names all twelve months or none, and has each of the fixed words of pages once, without a number."""
    for one in records.languages.values():
        if one.months and len(one.months) != _MONTHS:
            yield at(one, "months").error(
                "months",
                "A year has twelve months.",
                expected="12 names, or none",
                found=str(len(one.months)),
                action="Add those that are missing, or remove the list.",
            )
        if written_numbers(one.stale_words or ""):
            yield at(one, "stale_words").error(
                "number-in-translation",
                "This sentence holds a number.",
                expected="words only",
                found=f"“{shortened(one.stale_words or '')}”",
                action="Say it without the number.",
            )
        yield from _words(one, records)


def _words(one: Language, records: Records) -> Iterator[Finding]:
    """Yield what is wrong with a language's words of pages, and which of them its translated pages lack."""
    english = page_words(records)
    seen: set[str] = set()
    for number, word in enumerate(one.words, 1):
        for fault in misplaced(word.at, list(english), seen, f"No page has words called “{word.at}”."):
            yield at(one, "words", number, "at").error(**fault)
        if word.at in english:
            for fault in _numbers(word.text, english[word.at]):
                yield at(one, "words", number, "text").error(**fault)
        seen.add(word.at)
    is_used = any(each.language == one.id for each in records.translations.values())
    if is_used and (missing := [place for place in english if place not in seen]):
        yield at(one, "words" if one.words else "id").warning(
            "not-translated",
            "Some words of pages have no translation and are shown in English.",
            found=shortened(", ".join(missing), 200),
            action="Add them.",
        )


def _numbers(text: str, english: str) -> Iterator[Fault]:
    yield from number_written(text, english)
    yield from numbers_missing(text, english)


def translation_has_its_record(records: Records, _: date) -> Iterator[Finding]:
    """A translation is of a record that exists, into another language than English, and its id says so."""
    for one in records.translations.values():
        if record_of(one, records) is None:
            held = records.topics if one.kind == "topic" else records.initiatives
            yield at(one, "record").error(
                "unknown-reference",
                f"There is no {one.kind} “{one.record}”.",
                expected=f"the id of a record of the kind “{one.kind}”",
                found=f"“{one.record}”",
                action=did_you_mean(one.record, held) or "Correct the id, or remove the translation.",
            )
        elif one.language == "en":
            yield at(one, "language").error(
                "wrong-language",
                "Records are written in English, so this is no translation.",
                expected="another language of languages.yaml",
                found="en",
                action="Change the record itself instead.",
            )
        elif one.id != (name := f"{one.language}-{one.kind}-{one.record}"):
            yield at(one, "id").error(
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
            yield at(one, "made_from").warning(
                "stale-translation",
                "The English text has changed since this translation was made.",
                expected=now,
                found=one.made_from,
                action=f"Compare the two and correct the translation. Then write made_from: {now}",
            )


def translation_fits_its_record(records: Records, _: date) -> Iterator[Finding]:
    """Each text of a translation belongs to a text of the record, once. A text without one is shown in English."""
    for one, record in _with_record(records):
        places, stale = english_texts(one.kind, record), is_stale(one, records)
        seen: set[str] = set()
        for number, item in enumerate(one.texts, 1):
            for fault in misplaced(item.at, list(places), seen, f"The record has no text “{item.at}”."):
                yield _told(at(one, "texts", number, "at"), fault, stale=stale)
            seen.add(item.at)
        if missing := [place for place in places if place not in seen]:
            yield at(one, "texts").warning(
                "not-translated",
                "Some texts of the record have no translation and are shown in English.",
                found=shortened(", ".join(missing), 200),
                action="Add them.",
            )


def numbers_stay_in_the_record(records: Records, _: date) -> Iterator[Finding]:
    """A translated text holds no number: {1} stands for the first of the English text, {2} for the second."""
    for one, record in _with_record(records):
        english, stale = english_texts(one.kind, record), is_stale(one, records)
        for number, item in enumerate(one.texts, 1):
            for fault in number_written(item.text, english.get(item.at, "")):
                yield at(one, "texts", number, "text").error(**fault)
            if item.at in english:
                for fault in numbers_missing(item.text, english[item.at]):
                    yield _told(at(one, "texts", number, "text"), fault, stale=stale)


def _with_record(records: Records) -> Iterator[tuple[Translation, Topic | Initiative]]:
    for one in records.translations.values():
        if record := record_of(one, records):
            yield one, record


def _told(where: Location, fault: Fault, *, stale: bool) -> Finding:
    """Return a fault as a finding. In a stale translation it stops nothing: its English has changed."""
    return where.warning(**fault) if stale else where.error(**fault)
