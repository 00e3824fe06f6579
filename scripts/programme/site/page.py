"""What a page is: its words and its place, and how a long list is cut into pages of a fixed length.

The frame around a page is the theme's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from jinja2 import Environment

from programme.problems import shortened
from programme.site.view import View

LIST_LENGTH = 40
_DESCRIPTION_LENGTH = 155


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language that a page is written in: its code (BCP 47) and its direction, `ltr` or `rtl`."""

    code: str
    direction: str = "ltr"


ENGLISH = Tongue("en-GB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `address` from the site's root with a slash at its end, its words, and its HTML.

    `kind` and `words` are for search; a page without a kind is not found there. `frame` is the address above it
    whose frame it takes, where that is not its own: any at the same depth of the same part of the site will do.
    `alternates` are the codes and addresses of the page in each language, this one included, if there are several.
    """

    address: str
    title: str
    description: str
    html: str
    kind: str = ""
    words: tuple[str, ...] = ()
    frame: str = ""
    tongue: Tongue = ENGLISH
    alternates: tuple[tuple[str, str], ...] = ()

    @property
    def parent(self) -> str:
        """The address of the page above: pages with the same parent share one frame."""
        return self.frame or self.address.rstrip("/").rpartition("/")[0] + "/"


def written_page(url: str, title: str, meta: Mapping[str, Any]) -> Page:
    """Return what lists and search need to know of a hand-written page: its address, title, description and words.

    `url` and `title` are the engine's: the home page's is `./` or nothing, and the title may hold entities.
    """
    return Page(
        address=url.removeprefix("./"),
        title=unescape(title),
        description=str(meta.get("description", "")),
        html="",
        kind="Page",
        words=tuple(str(word) for word in meta.get("words", ())),
    )


Draw = Callable[..., Page]


def root_from(address: str) -> str:
    """Return the way from a page to the site's root: `../../` for `fund/rounds/`."""
    return "../" * address.count("/")


def drawer(view: View, templates: Environment) -> Draw:
    """Return what draws a page from a template of `pages/` and the values that it needs."""

    def draw(template: str, *, address: str, title: str, description: str, crumbs: Sequence[tuple[str, str]],
             kind: str = "", words: Sequence[str] = (), **values: Any) -> Page:  # fmt: skip
        html = templates.get_template(f"pages/{template}.html").render(
            site=view, root=root_from(address), title=title, crumbs=crumbs, **values
        )
        return Page(
            address=address, title=title, description=shortened(description, _DESCRIPTION_LENGTH), html=html, kind=kind,
            words=tuple(words),
        )  # fmt: skip

    return draw


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of a long list: its items, its number from 1, how many there are, and where it and the first stand."""

    items: Sequence[Any]
    number: int
    count: int
    here: str

    @property
    def address(self) -> str:
        """The page's address."""
        return self.of(self.number)

    def of(self, number: int) -> str:
        """Return the address of a page of the list by its number: beside the first, in the same frame."""
        return self.here if number == 1 else f"{self.here.rstrip('/')}-{number}/"


def cuts(items: Sequence[Any], length: int, here: str) -> Iterator[Cut]:
    """Yield the pages of a list, at least one; the first stands at `here`."""
    count = max(1, -(-len(items) // length))
    for number in range(1, count + 1):
        yield Cut(items[(number - 1) * length : number * length], number, count, here)
