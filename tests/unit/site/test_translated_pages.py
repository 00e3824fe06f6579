"""The page of a translated topic: its language and direction, its English rest, and whether it is stale."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from programme.catalogue.model import Records, Topic, TranslationText
from programme.catalogue.translations import fingerprint
from programme.records.check import PROJECT
from programme.site.page import Page, drawer
from programme.site.toolkit import Toolkit
from programme.site.translated_pages import translated_pages
from programme.site.view import View
from programme.templates import environment
from tests.unit.catalogue.test_translations import a_translation
from tests.unit.sample_toolkit import topic, with_records
from tests.unit.site.invented import DAY, HOSTILE


def page(*changed: Topic, record: str = "dark", **texts: str) -> Page:
    translation = replace(
        a_translation(fingerprint("topic", topic(record)), **texts), record=record, id=f"qaa-topic-{record}"
    )
    found: Records = with_records(*changed)
    view = View(replace(found, translations=MappingProxyType({translation.id: translation})), DAY)
    draw = drawer(view, environment(PROJECT / "hooks" / "templates"))
    (made,) = translated_pages(Toolkit(view), draw)
    return made


def test_it_stands_under_its_language_and_says_language_and_direction() -> None:
    made = page(title="Zub blorf", summary="Wim.", points_1="Blorf {1}.")
    assert (made.address, made.title, made.description) == ("qaa/advice/dark/", "Zub blorf", "Wim.")
    assert '<h1 lang="qaa" dir="rtl">Zub blorf</h1>' in made.html
    assert '<li lang="qaa" dir="rtl">Blorf 999.</li>' in made.html


def test_what_is_not_translated_is_shown_in_english_and_says_so() -> None:
    made = page(title="Zub blorf", points_1="Blorf 998.")
    assert '<li lang="en-GB" dir="ltr">Call 999.</li>' in made.html
    assert "998" not in made.html
    assert '<p lang="en-GB" dir="ltr">Advice.</p>' in made.html


def test_a_stale_page_says_so_in_its_language_and_in_english_and_takes_todays_numbers() -> None:
    assert "cap-callout--warning" not in page(points_1="Blorf {1}.").html
    first, *rest = topic("dark").points
    made = page(topic("dark", points=(replace(first, text="Call 112."), *rest)), points_1="Blorf {1}.")
    assert '<p class="cap-callout__title" lang="qaa" dir="rtl">Zub wim.</p>' in made.html
    assert "changed after this translation was made" in made.html
    assert "Blorf 112." in made.html


def test_whom_to_tell_is_that_of_the_record() -> None:
    assert '<a href="tel:999">999</a>' in page(title="Zub").html


def test_it_leads_to_the_english_page() -> None:
    assert 'href="../../../advice/dark/"' in page(title="Zub").html


def test_a_topic_that_is_safe_by_type_has_its_way_out_in_any_language() -> None:
    html = page(record="fear", title="Zub").html
    assert html.index("data-quick-exit") < html.index("<h1")


def test_hostile_words_of_a_translation_stay_words() -> None:
    made = page(title=HOSTILE, summary=HOSTILE)
    assert "<script>alert" not in made.html


def test_a_translation_of_a_record_that_is_gone_has_no_page() -> None:
    translation = replace(a_translation(title="Zub"), record="gone", texts=(TranslationText(at="title", text="Zub"),))
    view = View(replace(with_records(), translations=MappingProxyType({"x": translation})), DAY)
    assert list(translated_pages(Toolkit(view), drawer(view, environment(PROJECT / "hooks" / "templates")))) == []
