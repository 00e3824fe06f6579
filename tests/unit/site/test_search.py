"""The site's own search list."""

from __future__ import annotations

import json
from typing import Any

from programme.site.page import Page
from programme.site.search import search_list


def entries(*pages: Page) -> list[dict[str, str]]:
    found: dict[str, Any] = json.loads(search_list(pages))
    assert found["version"] == 1
    listed: list[dict[str, str]] = found["entries"]
    return listed


def page(address: str, **words: Any) -> Page:
    return Page(**{"address": address, "title": "T", "description": "S", "html": "<p>H</p>", "kind": "Page", **words})


def test_an_entry_has_address_title_summary_words_and_kind() -> None:
    assert entries(page("a/", words=("one", "two"))) == [{"u": "a/", "t": "T", "s": "S", "w": "one, two", "k": "Page"}]


def test_entries_stand_in_the_order_of_their_addresses() -> None:
    assert [one["u"] for one in entries(page("b/"), page("a/"))] == ["a/", "b/"]


def test_a_page_without_a_kind_is_not_found() -> None:
    assert entries(page("a/", kind="")) == []


def test_the_list_is_short_and_keeps_letters_as_they_are() -> None:
    assert "café".encode() in search_list([page("a/", title="café")])
    assert b": " not in search_list([page("a/")])
