"""Pages of translated topics, at `<language>/advice/<id>/`: what is translated in its language, the rest in English."""

from __future__ import annotations

from collections.abc import Iterator

from programme.catalogue.model import Translation
from programme.catalogue.translations import english_texts, is_stale, translated_texts
from programme.site.page import Draw, Page
from programme.site.toolkit import Toolkit


def translated_pages(toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    """Yield the page of every translated topic whose record and language are there."""
    records = toolkit.records
    for one in records.translations.values():
        if one.kind == "topic" and one.record in records.topics and one.language in records.languages:
            yield _page(one, toolkit, draw)


def _page(one: Translation, toolkit: Toolkit, draw: Draw) -> Page:
    topic, language = toolkit.records.topics[one.record], toolkit.records.languages[one.language]
    texts = translated_texts(one, topic, language)
    return draw(
        "translated-topic",
        address=f"{one.language}/advice/{one.record}/",
        title=texts.get("title", topic.title),
        description=texts.get("summary", topic.summary),
        crumbs=[("advice/", "Advice"), (f"advice/{topic.id}/", topic.title)],
        kind=language.own_name,
        topic=topic,
        language=language,
        texts=texts,
        english=english_texts("topic", topic),
        stale=is_stale(one, toolkit.records),
        times=toolkit.records.terms.get("point-times", ()),
        channels=[toolkit.records.channels[name] for name in topic.tell if name in toolkit.records.channels],
    )
