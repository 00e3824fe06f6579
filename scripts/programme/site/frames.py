"""Pages put into frames: a frame is the theme's page around the words, rendered once, with slots in it.

A record page is a function of (frame, words), so that the cost of a page is that of filling its slots.
"""

from __future__ import annotations

import html
import re

from programme.site.page import Page

TITLE, DESCRIPTION, CANONICAL, CONTENT = "SLOTTITLE", "SLOTDESCRIPTION", "SLOTCANONICAL", "SLOTCONTENT"
_SLOT = re.compile(f"{TITLE}|{DESCRIPTION}|{CANONICAL}")


def filled(frame: str, page: Page, *, address: str) -> bytes:
    """Return the frame with a page's words in its slots. All but the page's HTML is escaped here.

    `address` is where the site is published. A page's words are never mistaken for slots: the frame is cut at
    the content's slot first, and every other slot is filled in one pass.
    """
    slots = {TITLE: page.title, DESCRIPTION: page.description, CANONICAL: address + page.address}
    words = {slot: html.escape(text) for slot, text in slots.items()}
    before, _, after = (_SLOT.sub(lambda match: words[match[0]], part) for part in frame.partition(CONTENT))
    return f"{before}{page.html}{after}".encode()
