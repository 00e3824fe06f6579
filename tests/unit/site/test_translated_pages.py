"""The page of a translated record: its language and direction, its English rest, and whether it is stale."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from programme.catalogue.model import Initiative, LanguageWord, Topic, Translation, TranslationText
from programme.catalogue.translations import fingerprint, page_words
from programme.records.check import PROJECT
from programme.site.page import Page, Tongue, drawer
from programme.site.toolkit import Toolkit
from programme.site.toolkit_pages import toolkit_pages
from programme.site.translated_pages import translated_pages
from programme.site.view import View
from programme.templates import environment
from tests.unit.catalogue.test_translations import a_translation
from tests.unit.sample_toolkit import initiative, records, topic, with_records
from tests.unit.site.invented import DAY, HOSTILE


def of_topic(record: str = "dark", **texts: str) -> Translation:
    made = a_translation(fingerprint("topic", topic(record)), **texts)
    return replace(made, record=record, id=f"qaa-topic-{record}")


def of_initiative(record: str = "lantern", **texts: str) -> Translation:
    made = a_translation(fingerprint("initiative", initiative(record)), **texts)
    return replace(made, kind="initiative", record=record, id=f"qaa-initiative-{record}")


def view(
    *translations: Translation, changed: tuple[Initiative | Topic, ...] = (), words: dict[str, str] | None = None
) -> View:
    found = with_records(*changed)
    own = tuple(LanguageWord(at=at.replace("_", "-"), text=text) for at, text in (words or {}).items())
    language = replace(found.languages["qaa"], words=own)
    held: dict[str, Any] = {
        "translations": MappingProxyType({one.id: one for one in translations}),
        "languages": MappingProxyType({**found.languages, "qaa": language}),
    }
    return View(replace(found, **held), DAY)


def pages(found: View) -> list[Page]:
    return list(translated_pages(Toolkit(found), drawer(found, environment(PROJECT / "hooks" / "templates"))))


def page(*changed: Topic, record: str = "dark", words: dict[str, str] | None = None, **texts: str) -> Page:
    (made,) = pages(view(of_topic(record, **texts), changed=changed, words=words))
    return made


def english_page(address: str, *translations: Translation) -> Page:
    found = view(*translations)
    made = toolkit_pages(Toolkit(found), drawer(found, environment(PROJECT / "hooks" / "templates")))
    return next(one for one in made if one.address == address)


def test_it_stands_under_its_language_and_is_in_it() -> None:
    made = page(title="Zub blorf", summary="Wim.", points_1="Blorf {1}.")
    assert (made.address, made.title, made.description) == ("qaa/advice/dark/", "Zub blorf", "Wim.")
    assert made.tongue == Tongue("qaa", "rtl")
    assert "<h1>Zub blorf</h1>" in made.html
    assert '<li>Blorf \u2068<a href="tel:999">999</a>\u2069.</li>' in made.html


def test_what_is_not_translated_is_shown_in_english_and_says_so() -> None:
    made = page(title="Zub blorf", points_1="Blorf 998.")
    assert '<li><span lang="en-GB" dir="ltr">Call <a href="tel:999">999</a>.</span></li>' in made.html
    assert "998" not in made.html
    assert '<p class="cap-lede"><span lang="en-GB" dir="ltr">Advice.</span></p>' in made.html


def test_headings_are_in_the_language_where_it_has_the_words_and_else_marked_as_english() -> None:
    made = page(title="Zub", words={"when_now": "Zubwim", "tell": "Blorfzub"})
    assert '<h2 id="now">Zubwim</h2>' in made.html
    assert '<h2 id="tell">Blorfzub</h2>' in made.html
    assert '<h2 id="prevent"><span lang="en-GB" dir="ltr">I want to prevent it</span></h2>' in made.html


def test_what_may_change_and_what_to_do_together_are_there_too() -> None:
    made = page(changing_1="Wimzub.", words={"changing": "Zub wim", "harmful": "Blorf!"})
    assert "<h2>Zub wim</h2>\n<ul>\n<li>Wimzub.</li>" in made.html
    assert '<a href="../../../toolkit/lantern/"><span lang="en-GB" dir="ltr">Lantern walk</span></a>' in made.html
    assert '<strong class="cap-warn cap-warn--harmful">Blorf!</strong>' in made.html


def test_a_stale_page_says_so_in_its_language_and_in_english_and_takes_todays_numbers() -> None:
    assert "cap-callout--warning" not in page(points_1="Blorf {1}.").html
    first, *rest = topic("dark").points
    made = page(topic("dark", points=(replace(first, text="Call 112."), *rest)), points_1="Blorf {1}.")
    assert '<p class="cap-callout__title">Zub wim.</p>' in made.html
    assert "changed after this translation was made" in made.html
    assert "Blorf \u2068112\u2069." in made.html


def test_whom_to_tell_is_that_of_the_record() -> None:
    assert '<a href="tel:999">999</a>' in page(title="Zub").html


def test_it_says_in_its_language_whether_the_office_has_checked_it_and_until_when() -> None:
    words = {"not_checked": "Wim blorf.", "checked_on": "Zub", "overdue": "Blorf zub"}
    assert '<p class="cap-checked">Wim blorf.</p>' in page(title="Zub", words=words).html
    made = page(topic("dark", reviewed_on=DAY, review_by=DAY.replace(year=2029)), title="Zub", words=words)
    assert '<p class="cap-checked">Zub: \u20682030-01-10\u2069.</p>' in made.html
    assert '<p class="cap-callout__title">Blorf zub</p>' in made.html


def test_the_versions_lead_to_each_other_each_named_in_its_own_language() -> None:
    translation = of_topic(title="Zub")
    english = english_page("advice/dark/", translation)
    link = 'href="../../qaa/advice/dark/" rel="alternate" hreflang="qaa" lang="qaa" dir="rtl">Blorfish</a>'
    assert link in english.html
    (made,) = pages(view(translation))
    assert 'href="../../../advice/dark/" rel="alternate" hreflang="en-GB"' in made.html
    assert made.alternates == english.alternates == (("en-GB", "advice/dark/"), ("qaa", "qaa/advice/dark/"))


def test_a_page_that_was_never_translated_names_no_version() -> None:
    english = english_page("advice/fear/", of_topic(title="Zub"))
    assert english.alternates == ()
    assert "hreflang" not in english.html


def test_search_and_the_a_to_z_stay_english() -> None:
    assert page(title="Zub").kind == ""


def test_a_topic_that_is_safe_by_type_has_its_way_out_in_any_language() -> None:
    html = page(record="fear", title="Zub", words={"leave": "Zub!", "press_two": "Blorf wim."}).html
    assert html.index("data-quick-exit") < html.index("<h1")
    assert 'rel="noreferrer nofollow">Zub!</a>' in html
    assert '<template data-left="2">Blorf wim.</template>' in html
    assert '<template data-left="1"><span lang="en-GB" dir="ltr">Press Escape one more time' in html
    assert '<h2><span lang="en-GB" dir="ltr">Hide that you were here</span></h2>' in html


def test_an_initiative_has_its_facts_steps_and_evidence() -> None:
    words = {"steps": "Wimsteps", "rating_promising": "Zubrating", "cost_small": "Blorfcost"}
    (made,) = pages(view(of_initiative(title="Zub", aim="Wim *blorf*.", steps_2="Blorf."), words=words))
    assert made.address == "qaa/toolkit/lantern/"
    assert "<h1>Zub</h1>" in made.html
    assert "<p>Wim <em>blorf</em>.</p>" in made.html
    step = '<li><span lang="en-GB" dir="ltr">Ask.</span></li>\n<li>Blorf.</li>'
    assert f'<h2>Wimsteps</h2>\n<ol class="cap-steps">\n{step}' in made.html
    assert "<dd><strong>Zubrating</strong></dd>" in made.html
    assert "<dd>Blorfcost</dd>" in made.html
    assert "A study." in made.html


def test_a_harmful_initiative_warns_in_its_language_and_leads_to_the_other_in_it() -> None:
    words = {"harmful": "Blorf!", "instead": "Zubwim"}
    made, _ = pages(view(of_initiative("scare", title="Wim"), of_initiative(title="Zub"), words=words))
    assert "cap-callout--harmful" in made.html
    assert '<p class="cap-callout__title">Blorf!</p>' in made.html
    assert '<a href="../../../qaa/toolkit/lantern/">Zub</a>' in made.html


@pytest.mark.parametrize("kind", [of_topic, of_initiative])
def test_hostile_words_of_a_translation_stay_words(kind: Any) -> None:
    (made,) = pages(view(kind(title=HOSTILE, summary=HOSTILE, aim=HOSTILE), words={"tell": HOSTILE, "steps": HOSTILE}))
    assert "<script>alert" not in made.html


def test_a_translation_of_a_record_that_is_gone_has_no_page() -> None:
    gone = replace(a_translation(title="Zub"), record="gone", texts=(TranslationText(at="title", text="Zub"),))
    assert pages(view(gone)) == []


def test_the_words_of_pages_are_those_that_english_pages_have() -> None:
    found = view(of_topic("dark", title="Zub"), of_topic("fear", title="Zub"), of_initiative(title="Zub"))
    draw = drawer(found, environment(PROJECT / "hooks" / "templates"))
    html = " ".join(one.html for one in toolkit_pages(Toolkit(found), draw))
    only_elsewhere = {
        "read-in-english", "more-in-english", "checked-on", "overdue", "setup-weeks", "harmful-why",
        "harmful-unread",
    } | {place for place in page_words(records()) if place.startswith(("when-after", "rating-", "cost-"))}  # fmt: skip
    missing = [place for place, words in page_words(found.records).items() if words not in html]
    assert set(missing) <= only_elsewhere
