"""Links of hand-written pages to pages that the records make: the engine follows those between hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from posixpath import relpath
from typing import Final
from urllib.parse import urljoin, urlsplit

from programme.problems import nearest

_HREF: Final = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
_HOME: Final = "https://site.invalid/"
_CUT: Final = "a-to-z/"  # its pages by letter are made when all others are known


def dead_links(html: str, here: str, known: Collection[str]) -> Iterator[str]:
    """Yield what to tell of each link on a page that leads to none of the known addresses.

    `here` is the address of the page. Files beside the pages are not looked for: the test of the built site does.
    """
    for link in dict.fromkeys(map(unescape, _HREF.findall(html))):
        target = urlsplit(urljoin(_HOME + here, link))
        address = target.path.removeprefix("/")
        is_page = address.endswith("/") or "." not in address.rpartition("/")[2]
        if f"{target.scheme}://{target.netloc}/" != _HOME or not is_page or address.startswith(_CUT):
            continue
        if link.startswith("/") or address not in known:
            meant = nearest(address.rstrip("/") + "/", known)
            yield f"“{link}”" + (f" (did you mean “{relpath(meant, here or '.')}/”?)" if meant else "")
