"""A frame is filled with a page's words, and words that look like slots stay words."""

from __future__ import annotations

from programme.site.frames import CANONICAL, CONTENT, DESCRIPTION, TITLE, filled
from programme.site.page import Page

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
