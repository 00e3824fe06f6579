"""Pages of translated records, at `<language>/advice/<id>/` and `<language>/toolkit/<id>/`, and the ways between them.

What is translated stands in its language, the rest in English and marked as such. They are left out of search and
of the A to Z, which are English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from programme.catalogue.model import Initiative, Language, Records, Topic, Translation
from programme.catalogue.translations import (
    english_texts,
    is_stale,
    own_words,
    page_words,
    record_of,
    say_date_in,
    translated_texts,
)
from programme.site.page import ENGLISH, Draw, Page, Tongue
from programme.site.said import Said
from programme.site.toolkit import Toolkit

_PARTS = {"topic": "advice", "initiative": "toolkit"}
_CRUMBS = {"topic": ("advice/", "Advice"), "initiative": ("toolkit/", "Toolkit")}


@dataclass(frozen=True, slots=True)
class Version:
    """A record's page in a language: the language, its own name, the direction, and the address."""

    tongue: Tongue
    name: str
    address: str


def versions(kind: str, identity: str, records: Records) -> tuple[Version, ...]:
    """Return the versions of a record's page, the English one first; nothing when it was never translated."""
    address = f"{_PARTS[kind]}/{identity}/"
    found = [
        Version(_tongue(language), language.own_name, f"{language.id}/{address}")
        for one in records.translations.values()
        if one.kind == kind and one.record == identity and (language := records.languages.get(one.language))
    ]
    return (Version(ENGLISH, "English", address), *found) if found else ()


def with_versions(page: Page, found: tuple[Version, ...]) -> Page:
    """Return a page that names its versions to browsers and search engines."""
    return replace(page, alternates=tuple((one.tongue.code, one.address) for one in found))


def translated_pages(toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    """Yield the page of every translated record whose record and language are there."""
    for one in toolkit.records.translations.values():
        record, language = record_of(one, toolkit.records), toolkit.records.languages.get(one.language)
        if record and language:
            yield _page(_Translated(one, record, language, toolkit), draw)


def _tongue(language: Language) -> Tongue:
    return Tongue(language.id, language.direction)


class _Translated:
    """A translated record: its texts, the words of pages, and the way to others in the same language."""

    def __init__(self, one: Translation, record: Topic | Initiative, language: Language, toolkit: Toolkit) -> None:
        self.one, self.record, self.language, self.toolkit = one, record, language, toolkit
        self.records = toolkit.records
        self.said = Said(english_texts(one.kind, record), translated_texts(one, record, language))

    @cached_property
    def word(self) -> Said:
        """The words of pages in the language."""
        return Said(page_words(self.records), own_words(self.language, self.records))

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version of the page, this one included."""
        return versions(self.one.kind, self.one.record, self.records)

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"{self.language.id}/{_PARTS[self.one.kind]}/{self.record.id}/"

    @property
    def others(self) -> list[Version]:
        """The versions that are neither this one nor English."""
        return [one for one in self.versions if one.tongue.code not in (ENGLISH.code, self.language.id)]

    @property
    def checked_on(self) -> str:
        """The day of the last review, in the language, or nothing."""
        return say_date_in(self.language, self.record.reviewed_on) if self.record.reviewed_on else ""

    def way(self, kind: str, record: Topic | Initiative) -> tuple[str, Markup]:
        """Return where another record is read, in this language when it can be, and its title."""
        name = f"{self.language.id}-{kind}-{record.id}"
        address, english = f"{_PARTS[kind]}/{record.id}/", Said({"title": record.title}, {})
        if found := self.records.translations.get(name):
            texts = translated_texts(found, record, self.language)
            return f"{self.language.id}/{address}", Said({"title": record.title}, texts)("title")
        return address, english("title")


def _page(made: _Translated, draw: Draw) -> Page:
    kind, record = made.one.kind, made.record
    page = draw(
        f"translated-{kind}",
        address=made.address,
        title=made.said.own.get("title", record.title),
        description=made.said.own.get("summary", record.summary),
        crumbs=[_CRUMBS[kind], (f"{_PARTS[kind]}/{record.id}/", record.title)],
        record=record,
        language=made.language,
        said=made.said,
        word=made.word,
        here=made,
        stale=is_stale(made.one, made.records),
        toolkit=made.toolkit,
        **_values(made),
    )
    return with_versions(replace(page, tongue=_tongue(made.language)), made.versions)


def _values(made: _Translated) -> dict[str, Any]:
    """Return what a template needs of a topic, or of an initiative, besides what both have."""
    record, records = made.record, made.records
    if isinstance(record, Topic):
        return {
            "times": records.terms.get("point-times", ()),
            "channels": [records.channels[name] for name in record.tell if name in records.channels],
        }
    return {"one": made.toolkit.initiatives[record.id]}
