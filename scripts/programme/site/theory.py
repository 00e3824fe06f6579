"""An initiative's theory of change, from its record: what leads to what, as a list and as a picture of it.

The list is the text alternative: the picture shows the same words. Nothing is added to what the record says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from programme.catalogue.model import Initiative
from programme.site.xml_text import xml_text

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")

# The picture, in its own units. A letter of 15 units is 9.3 wide at most on average, in the widest of the usual fonts.
_WIDTH, _MARGIN, _PADDING, _ARROW = 480, 8, 14, 26
_SIZE, _LEADING = 15, 20
_LETTERS = int((_WIDTH - 2 * _MARGIN - 2 * _PADDING) / (_SIZE * 0.62))
_INDENT = 11
_PAPER, _BOX, _EDGE, _INK = "#ffffff", "#f0f5f7", "#0b6173", "#12212b"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: its title and what stands under it, in whole sentences or parts."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Theory:
    """The chain from the problem to fewer crimes, the first link first."""

    title: str
    links: tuple[Link, ...]

    width = _WIDTH

    @property
    def height(self) -> int:
        """The height of the picture, in the same units as its width."""
        return 2 * _MARGIN + sum(_height(one) for one in self._wrapped) + _ARROW * (len(self.links) - 1)

    @cached_property
    def _wrapped(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each box as they are drawn; those of a text after its first start with a space."""
        return tuple(tuple(_wrapped(link)) for link in self.links)

    def svg(self) -> bytes:
        """Return the picture: boxes with arrows between them on a background of its own, all attributes, no style."""
        title = f"Theory of change: {xml_text(self.title)}"
        start = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {self.height}" width="{_WIDTH}" '
            f'height="{self.height}" font-family="Arial, Helvetica, sans-serif" font-size="{_SIZE}" fill="{_INK}">'
            f'<title>{title}</title><rect width="100%" height="100%" fill="{_PAPER}"/>'
        )
        parts, top = [start], _MARGIN
        for number, lines in enumerate(self._wrapped):
            if number:
                parts.append(_arrow(top))
                top += _ARROW
            parts += _box(lines, top)
            top += _height(lines)
        return "".join((*parts, "</svg>")).encode()


def theory_of(one: Initiative, themes: Iterable[str]) -> Theory:
    """Return the theory of change of an initiative. `themes` are the titles of its themes."""
    worry = " or ".join(f"“{theme}”" for theme in themes)
    links = (
        Link("Because there is a problem", (f"It belongs to {worry}. Your plan says what it is.",)),
        Link("People come together", one.people),
        Link("They do this", tuple(_first(step.text) for step in one.steps)),
        Link("This should change", (one.aim,)),
        Link("Less crime or harm would show here", tuple(_first(measure.text) for measure in one.measures)),
    )
    return Theory(one.title, links)


def _first(text: str) -> str:
    """Return the first sentence."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def _wrapped(link: Link) -> Iterator[str]:
    yield from wrap(link.title, _LETTERS)
    for text in link.lines:
        first, *rest = wrap(text, _LETTERS - 2, break_on_hyphens=False) or [""]
        yield f"• {first}"
        yield from (f" {line}" for line in rest)


def _height(lines: tuple[str, ...]) -> int:
    return len(lines) * _LEADING + 2 * _PADDING


def _box(lines: tuple[str, ...], top: int) -> Iterator[str]:
    """Yield a box with its lines. The first is its title."""
    wide, left = _WIDTH - 2 * _MARGIN, _MARGIN + _PADDING
    yield (
        f'<rect x="{_MARGIN}" y="{top}" width="{wide}" height="{_height(lines)}" rx="4" fill="{_BOX}" '
        f'stroke="{_EDGE}" stroke-width="2"/>'
    )
    for number, line in enumerate(lines):
        bold = ' font-weight="bold"' if number == 0 else ""
        inward = _INDENT if line.startswith(" ") else 0
        base = top + _PADDING + number * _LEADING + _SIZE
        yield f'<text x="{left + inward}" y="{base}"{bold}>{xml_text(line.strip())}</text>'


def _arrow(top: int) -> str:
    middle, tip = _WIDTH // 2, top + _ARROW - 3
    return (
        f'<path d="M{middle} {top + 3}V{tip}M{middle - 7} {tip - 8}L{middle} {tip}L{middle + 7} {tip - 8}" '
        f'fill="none" stroke="{_EDGE}" stroke-width="3"/>'
    )
