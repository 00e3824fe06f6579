"""Every link, source and fragment of the built pages, followed inside the built site.

MkDocs' strict mode reads Markdown links only; most links here are written by templates.
Addresses elsewhere are not followed: no test reaches the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORIGIN: Final = "https://site.invalid"
ATTRIBUTES: Final = ("href", "src", "poster", "action", "data")
SAFE_SCHEMES: Final = ("https", "http", "mailto", "tel")  # some sources are published without https


@dataclass(frozen=True)
class LinkChecker:
    """Follows links between files of `folder`, which is published below the path `prefix`."""

    folder: Path
    prefix: str
    home: str = ""  # address at which the site is published, if links may name it

    def broken(self, pages: list[Path]) -> list[str]:
        """One line for each link that leads nowhere, `page: link: reason`."""
        return [
            f"{page.relative_to(self.folder).as_posix()}: {link}: {reason}"
            for page in pages
            for link in dict.fromkeys(links_of(page))
            if (reason := self.reason(page, link))
        ]

    def reason(self, page: Path, link: str) -> str:
        """Why the link is broken; empty when it is not."""
        if self.home and link.startswith(self.home):
            link = self.prefix + link.removeprefix(self.home)
        scheme = urlsplit(link).scheme
        if scheme:
            return "" if scheme in SAFE_SCHEMES else f"scheme {scheme} is not allowed"
        target = urlsplit(urljoin(self.address(page), link))
        if target.netloc != urlsplit(ORIGIN).netloc:
            return "another host, without https"
        if not link or link.startswith("#"):
            return missing_place(page, unquote(target.fragment))
        return self.missing(unquote(target.path), unquote(target.fragment))

    def address(self, page: Path) -> str:
        """Address of a page; the page for missing addresses may be shown at any depth."""
        path = page.relative_to(self.folder).as_posix().removesuffix("index.html")
        return f"{ORIGIN}{self.prefix}{'some/where/else/' if path == '404.html' else path}"

    def missing(self, path: str, fragment: str) -> str:
        """Why there is no such file, or no such place in it."""
        if not path.startswith(self.prefix):
            return "outside the site"
        file = self.folder / path.removeprefix(self.prefix)
        if path.endswith("/"):
            file /= "index.html"
        return missing_place(file, fragment) if file.is_file() else "no such page or file"


def missing_place(file: Path, fragment: str) -> str:
    """Why the fragment leads nowhere in the file; empty when it leads somewhere."""
    if fragment in ("", "top") or file.suffix != ".html" or fragment in ids_of(file):
        return ""
    return f"no place called {fragment} on that page"


def links_of(page: Path) -> Iterator[str]:
    """Addresses in the attributes of a page that hold one, `srcset` included."""
    for element in parse(page).css("[href], [src], [srcset], [poster], [action], object[data]"):
        yield from (value.strip() for name in ATTRIBUTES if (value := element.attributes.get(name)) is not None)
        for part in (element.attributes.get("srcset") or "").split(","):
            if part.strip():
                yield part.split()[0]


@cache
def ids_of(page: Path) -> frozenset[str]:
    """Names of the places on a page that a fragment can lead to."""
    return frozenset(
        value
        for element in parse(page).css("[id], a[name]")
        for name in ("id", "name")
        if (value := element.attributes.get(name))
    )


def parse(page: Path) -> LexborHTMLParser:
    """Read a page as a browser does."""
    return LexborHTMLParser(page.read_text("utf-8"))
