"""A frame is filled with a page's words, and words that look like slots stay words."""

from __future__ import annotations

from dataclasses import replace

from programme.site.frames import ALTERNATES, CANONICAL, CONTENT, DESCRIPTION, LANGUAGE, TITLE, filled
from programme.site.page import Page, Tongue

FRAME = (
    f'<title>{TITLE}</title><meta content="{DESCRIPTION}"><link href="{CANONICAL}">{CONTENT}<footer>{TITLE}</footer>'
)


def made(**words: str) -> str:
    values = {"address": "a/b/", "title": "A title", "description": "A summary", "html": "<p>Words</p>", **words}
    return filled(FRAME, Page(**values), address="https://example.org/").decode()  # type: ignore[arg-type]


def test_every_slot_is_filled() -> None:
    assert made() == (
        '<title>A title</title><meta content="A summary"><link href="https://example.org/a/b/">'
        "<p>Words</p><footer>A title</footer>"
    )


def test_titles_and_descriptions_are_escaped() -> None:
    page = made(title="<b>&", description="\"><script>'")
    assert "<title>&lt;b&gt;&amp;</title>" in page
    assert 'content="&quot;&gt;&lt;script&gt;&#x27;"' in page


def test_words_that_look_like_slots_are_not_filled() -> None:
    page = made(title=f"{DESCRIPTION} {CONTENT}", description=f"{TITLE} {CANONICAL}", html=f"<p>{TITLE}</p>")
    assert page == (
        f'<title>{DESCRIPTION} {CONTENT}</title><meta content="{TITLE} {CANONICAL}"><link href="https://example.org/a/b/">'
        f"<p>{TITLE}</p><footer>{DESCRIPTION} {CONTENT}</footer>"
    )


def test_backslashes_and_group_names_stay_as_they_are() -> None:
    assert r"<title>\1 \g<0></title>".replace("<0>", "&lt;0&gt;") in made(title=r"\1 \g<0>")


LANGUAGES = f"<html {LANGUAGE}>{ALTERNATES}{CONTENT}"
ZUB = Page(
    address="qaa/a/b/", title="", description="", html="", tongue=Tongue("qaa", "rtl"),
    alternates=(("en-GB", "a/b/"), ("qaa", "qaa/a/b/")),
)  # fmt: skip


def test_a_page_is_in_english_unless_it_says_otherwise() -> None:
    page = replace(ZUB, tongue=Tongue("en-GB"), alternates=())
    assert filled(LANGUAGES, page, address="").decode() == '<html lang="en-GB">'


def test_a_page_in_another_language_says_so_and_its_direction_when_that_is_not_left_to_right() -> None:
    assert filled(LANGUAGES, ZUB, address="").startswith(b'<html lang="qaa" dir="rtl">')
    assert filled(LANGUAGES, replace(ZUB, tongue=Tongue("qab")), address="").startswith(b'<html lang="qab">')


def test_the_languages_of_a_page_are_named_in_its_head_by_their_whole_addresses_where_they_are_known() -> None:
    whole = filled(LANGUAGES, ZUB, address="https://example.org/").decode()
    assert '<link rel="alternate" hreflang="en-GB" href="https://example.org/a/b/">' in whole
    assert '<link rel="alternate" hreflang="qaa" href="https://example.org/qaa/a/b/">' in whole
    assert '<link rel="alternate" hreflang="en-GB" href="../../../a/b/">' in filled(LANGUAGES, ZUB, address="").decode()
