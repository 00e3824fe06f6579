"""The rule of longer texts: plain Markdown, of which nothing is left out on a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from programme.catalogue.findings import Finding, Location, at
from programme.catalogue.model import Records, Translation
from programme.catalogue.rules.records import every
from programme.problems import shortened

# The fields that hold Markdown.
_TEXTS = ("about", "aim")
# What pages leave out: code, what it looks like, what is told, what to do.
_LEFT_OUT: Final = (
    (
        "html-in-text",
        re.compile(r"<[A-Za-z!/?][^>\n]{0,40}>?"),
        "There is HTML in this text.",
        "Write it without < and >.",
    ),
    (
        "image-in-text",
        re.compile(r"(?<!\\)!\[[^\]\n]*\](?:\([^)\n]*\)?)?"),
        "There is an image in this text, and no page shows it.",
        "Say in words what it shows, or link to a page that has it: leave the exclamation mark out.",
    ),
    (
        "heading-in-text",  # ### and #### are shown: a text stands under a heading of the page
        re.compile(r"^ {0,3}(?:#{1,2}|#{5,6})(?:[ \t].*)?$|\S[ \t]*\n {0,3}(?:=+|-{2,})[ \t]*$", re.MULTILINE),
        "A heading in this text is of a size that no page shows.",
        "Begin its line with ### and a space, and underline nothing.",
    ),
)
# A link's address with a scheme: in brackets, or after the label of a reference.
_LINK = re.compile(r"(?:\]\(|^ {0,3}\[[^\]\n]*\]:)\s*<?\s*([A-Za-z][A-Za-z0-9+.-]*):[^\s)>]*", re.MULTILINE)
_SAFE_SCHEMES = ("https", "http", "mailto", "tel")


def text_is_plain_markdown(records: Records, _: date) -> Iterator[Finding]:
    """Longer texts and translations are plain Markdown: no HTML, no image, no heading but those with ###.

    Links lead only to web, e-mail and telephone addresses.
    """
    for record in every(records):
        for path, text in _texts(record):
            yield from _left_out(at(record, *path), text)
            for match in _LINK.finditer(html.unescape(text)):
                if match[1].lower() not in _SAFE_SCHEMES:
                    yield _unsafe(at(record, *path), match[0])


def _texts(record: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of a record that holds Markdown, with its path."""
    for name in _TEXTS:
        if text := getattr(record, name, None):
            yield (name,), text
    if isinstance(record, Translation):
        for number, one in enumerate(record.texts, 1):
            yield ("texts", number, "text"), one.text


def _left_out(where: Location, text: str) -> Iterator[Finding]:
    """Yield the first of each thing in a text that no page shows."""
    for code, pattern, message, action in _LEFT_OUT:
        if match := pattern.search(text):
            quote = match[0].rpartition("\n")[2].strip()
            found = f"“{shortened(quote)}”"
            yield where.error(code, message, expected="plain Markdown", found=found, action=action, quote=quote)


def _unsafe(where: Location, link: str) -> Finding:
    address = link[link.index(":" if link[0] != "]" else "(") + 1 :].strip(" <")
    return where.error(
        "unsafe-link",
        "A link in this text does not go to a page, an e-mail address or a telephone number.",
        expected="a link that begins with https://, http://, mailto: or tel:",
        found=f"“{shortened(address)}”",
        action="Correct the link, or remove it.",
        quote=address,
    )
