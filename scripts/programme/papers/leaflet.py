"""What a leaflet says, in the order in which it is said, and what may be left out when it must fit one page.

A leaflet is plain words that a template sets; it knows neither records nor PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from programme.catalogue.model import Channel


class NotMadeError(Exception):
    """A paper cannot be made; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a part. `mark` is the sign that it was not read in a source, explained at the foot."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Points under a heading.

    Parts of a higher `order` are shortened first, from their end, and keep their first `least` points.
    """

    title: str
    points: tuple[Point, ...]
    order: int
    least: int = 0
    numbered: bool = False
    left_out: int = 0

    @property
    def spare(self) -> int:
        """How many points may be left out."""
        return max(0, len(self.points) - self.least)

    def without(self, count: int) -> Part:
        """Return the part without its last `count` points."""
        return replace(self, points=self.points[: len(self.points) - count], left_out=self.left_out + count)


@dataclass(frozen=True, slots=True)
class Warn:
    """A warning that is never left out, and what to do instead, or together with it."""

    title: str
    text: str
    instead_title: str
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to tell, and the sign that the number was not read in a source."""

    channel: Channel
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page stands: its address as text and, when it is whole, as a picture in a data address."""

    address: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """Everything that a topic or an initiative says on paper.

    `neutral` leaflets show at the top, in their title and in the file's own words nothing of what they are about.
    """

    name: str
    title: str
    above: str
    body: str
    lede: str
    about: str
    warning: Warn | None
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    contacts: tuple[Contact, ...]
    marks: tuple[tuple[str, str], ...]
    checked: tuple[str, ...]
    place: Place
    sources: tuple[str, ...]
    neutral: bool = False

    @property
    def spare(self) -> int:
        """How many points may be left out."""
        return sum(part.spare for part in self.parts)

    @property
    def left_out(self) -> int:
        """How many points were left out."""
        return sum(part.left_out for part in self.parts)

    @property
    def shortened(self) -> list[str]:
        """The headings under which points were left out."""
        return [part.title for part in self.parts if part.left_out]

    def without(self, count: int) -> Leaflet:
        """Return the leaflet without `count` of its spare points, the least important ones."""
        ranked = sorted(self.parts, key=lambda part: part.order, reverse=True)
        kept = dict(_shares(ranked, count))
        return replace(self, parts=tuple(part.without(kept.get(part.title, 0)) for part in self.parts))


def _shares(parts: Sequence[Part], count: int) -> Iterator[tuple[str, int]]:
    """Yield how many points each part loses, by its title."""
    for part in parts:
        share = min(count, part.spare)
        count -= share
        yield part.title, share
