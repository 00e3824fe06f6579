"""Pages put into frames: a frame is the theme's page around the words, rendered once, with slots in it.

A record page is a function of (frame, words), so that the cost of a page is that of filling its slots.
"""

from __future__ import annotations

import html
import re

from programme.site.page import Page, Tongue, root_from

TITLE, DESCRIPTION, CANONICAL, CONTENT = "SLOTTITLE", "SLOTDESCRIPTION", "SLOTCANONICAL", "SLOTCONTENT"
# The attributes of <html> that tell the language, and the links in the head to the page in other languages.
LANGUAGE, ALTERNATES = "SLOTLANGUAGE", "SLOTALTERNATES"
# What the theme is told of the page for which it renders a frame.
FRONT = f"""\
---
title: {TITLE}
description: {DESCRIPTION}
language: {LANGUAGE}
alternates: {ALTERNATES}
shell: true
---
"""
_SLOT = re.compile(f"{TITLE}|{DESCRIPTION}|{CANONICAL}|{LANGUAGE}|{ALTERNATES}")


def filled(frame: str, page: Page, *, address: str) -> bytes:
    """Return the frame with a page's words in its slots. All but the page's HTML is escaped here.

    `address` is where the site is published. A page's words are never mistaken for slots: the frame is cut at
    the content's slot first, and every other slot is filled in one pass.
    """
    slots = {TITLE: page.title, DESCRIPTION: page.description, CANONICAL: address + page.address}
    words = {slot: html.escape(text) for slot, text in slots.items()}
    words |= {LANGUAGE: _language(page.tongue), ALTERNATES: _alternates(page, address)}
    before, _, after = (_SLOT.sub(lambda match: words[match[0]], part) for part in frame.partition(CONTENT))
    return f"{before}{page.html}{after}".encode()


def _language(tongue: Tongue) -> str:
    direction = "" if tongue.direction == "ltr" else f' dir="{html.escape(tongue.direction)}"'
    return f'lang="{html.escape(tongue.code)}"{direction}'


def _alternates(page: Page, address: str) -> str:
    """Return a link to each language's page, whole where it is known where the site is published."""
    whole = address or root_from(page.address)
    links = ((html.escape(code), html.escape(whole + there)) for code, there in page.alternates)
    return "".join(f'<link rel="alternate" hreflang="{code}" href="{link}">\n' for code, link in links)
