"""The site's own short search list and the A to Z, from the pages as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable

from programme.site.page import Page

VERSION = 1


def search_list(pages: Iterable[Page]) -> bytes:
    """Return `search.json`: for each page its address, title, summary, everyday words and kind."""
    entries = [
        {"u": one.address, "t": one.title, "s": one.description, "w": ", ".join(one.words), "k": one.kind}
        for one in sorted(pages, key=lambda page: page.address)
        if one.kind
    ]
    return json.dumps({"version": VERSION, "entries": entries}, ensure_ascii=False, separators=(",", ":")).encode()
