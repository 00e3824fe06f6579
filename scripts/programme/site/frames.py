"""Pages put into frames: a frame is the theme's page around the words, rendered once, with slots in it.

A record page is a function of (frame, words), so that the cost of a page is that of filling its slots.
"""

from __future__ import annotations

import html

from programme.site.pages import Page

TITLE, DESCRIPTION, CANONICAL, CONTENT = "SLOTTITLE", "SLOTDESCRIPTION", "SLOTCANONICAL", "SLOTCONTENT"


def filled(frame: str, page: Page, *, address: str) -> bytes:
    """Return the frame with a page's words in its slots. All but the page's HTML is escaped here.

    `address` is where the site is published. The frame's own text is never mistaken for the page's:
    it is cut at the content's slot before anything is filled.
    """
    before, _, after = frame.partition(CONTENT)
    for slot, words in ((TITLE, page.title), (DESCRIPTION, page.description), (CANONICAL, address + page.address)):
        before, after = before.replace(slot, html.escape(words)), after.replace(slot, html.escape(words))
    return f"{before}{page.html}{after}".encode()
