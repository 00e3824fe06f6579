"""From records to leaflets: what a topic and an initiative say on paper, and what may be left out first.

Every fact and number comes from a record. What was not read in a source carries a mark that the foot explains.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import segno

from programme.catalogue.model import Channel, Initiative, Records, Topic
from programme.papers.checked import checked_words
from programme.papers.leaflet import Contact, Leaflet, Part, Place, Point, Warn
from programme.phrases import say_count, say_money
from programme.standing import facts_on, rating_basis, rating_of, warning_of

_MARKS = {"general-knowledge": "*", "proposed": "†"}
_NEUTRAL_TITLE = "Help and advice"
# Which points of a topic go first when there is no room (the highest), and how many of each always stay.
_ORDER = {"now": (0, 3), "after": (1, 2), "prevent": (3, 1)}
# A neutral sheet is taken home: how to hide what a device shows, the last of its points for now, matters less there.
_NEUTRAL_ORDER = {"now": (3, 3), "after": (0, 2), "prevent": (1, 1)}


@dataclass(frozen=True, slots=True)
class Desk:
    """What leaflets are made from: the records, the day, and the site's address with a slash at its end, or nothing."""

    records: Records
    day: date
    address: str

    @property
    def body(self) -> str:
        """The public body's name on the day."""
        found = facts_on(self.records.office_facts.values(), "body-name", self.day)
        return found[0].value if found else ""

    def place(self, page: str) -> Place:
        """Return where a page stands. Without the site's address there is nothing to make a picture of."""
        if not self.address:
            return Place(page, "")
        code = segno.make(self.address + page, error="m", micro=False)
        return Place(self.address + page, code.svg_data_uri(scale=4, omitsize=True))

    def marks(self, bases: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the marks that these bases need, each with what it means."""
        used = set(bases)
        terms = self.records.terms.get("bases", ())
        return tuple((_MARKS[term.id], term.description) for term in terms if term.id in used and term.id in _MARKS)

    def sources(self, names: Iterable[str | None]) -> tuple[str, ...]:
        """Return the sources of these ids in words, each once."""
        known = self.records.sources
        found = [known[name] for name in dict.fromkeys(names) if name and name in known]
        return tuple(
            ", ".join([one.title, one.publisher, *([one.published.words()] if one.published else [])]) for one in found
        )


def topic_leaflet(topic: Topic, desk: Desk) -> Leaflet:
    """Return what a topic says on paper."""
    channels = [desk.records.channels[name] for name in topic.tell if name in desk.records.channels]
    # Somebody at risk may be seen with this sheet: neither its top, its title, its address nor its square says
    # what it is about. The address is that of all advice.
    neutral = topic.type == "safe" or topic.quick_exit
    bases = [*(point.basis for point in topic.points), *(one.basis for one in channels)]
    return Leaflet(
        name=f"advice/{topic.id}",
        title=_NEUTRAL_TITLE if neutral else topic.title,
        above="" if neutral else "Advice",
        body="" if neutral else desk.body,
        lede=topic.summary,
        about="",
        warning=None,
        facts=(),
        parts=tuple(part for part in _topic_parts(topic, desk, neutral=neutral) if part.points),
        contacts=tuple(_contact(one) for one in channels),
        marks=desk.marks(bases),
        checked=checked_words(topic, desk.day),
        place=desk.place("advice/" if neutral else f"advice/{topic.id}/"),
        sources=desk.sources([*topic.sources, *(point.source for point in topic.points)]),
        neutral=neutral,
    )


def _topic_parts(topic: Topic, desk: Desk, *, neutral: bool) -> list[Part]:
    times = {term.id: term.label for term in desk.records.terms.get("point-times", ())}
    parts = []
    for time, (order, least) in (_NEUTRAL_ORDER if neutral else _ORDER).items():
        points = tuple(_point(one.text, one.basis) for one in topic.points if one.when == time)
        parts.append(Part(title=times.get(time, time), points=points, order=order, least=least))
    together = [desk.records.initiatives[name] for name in topic.together if name in desk.records.initiatives]
    return [
        *parts,
        _part("What may change", topic.changing, order=2),
        _part("What you can do together", ["; ".join(map(_named, together))] if together else [], order=4),
    ]


def initiative_leaflet(one: Initiative, desk: Desk) -> Leaflet:
    """Return what an initiative says on paper. One that does harm is a warning, and what to do instead."""
    harmful = one.rating == "harmful"
    parts = _harmful_parts(one) if harmful else _initiative_parts(one)
    return Leaflet(
        name=f"toolkit/{one.id}",
        title=one.title,
        above="Toolkit",
        body=desk.body,
        lede=one.summary,
        about=one.aim,
        warning=_warning(one, desk.records),
        facts=() if harmful else _facts(one, desk),
        parts=tuple(part for part in parts if part.points),
        contacts=(),
        marks=desk.marks(finding.basis for finding in one.evidence),
        checked=checked_words(one, desk.day),
        place=desk.place(f"toolkit/{one.id}/"),
        sources=desk.sources([*one.sources, *(finding.source for finding in one.evidence)]),
    )


def _initiative_parts(one: Initiative) -> list[Part]:
    return [
        _part("Steps", [step.text for step in one.steps], order=0, least=3, numbered=True),
        _part("What to watch for", [risk.text for risk in one.watch_for], order=1, least=2),
        _part("Permission you may need", [each.text for each in one.permissions], order=2, least=1),
        _part("Who it takes", one.people, order=3),
        _part("How you would know it worked", [each.text for each in one.measures], order=4),
        _evidence(one, order=5),
    ]


def _harmful_parts(one: Initiative) -> list[Part]:
    return [
        _evidence(one, order=1, least=1),
        _part("What to watch for", [risk.text for risk in one.watch_for], order=0, least=1),
    ]


def _warning(one: Initiative, records: Records) -> Warn | None:
    title = warning_of(one)
    if not title:
        return None
    harmful = one.rating == "harmful"
    worse = rating_of(one, records).description
    text = worse if harmful else "Done alone or badly, this can make things worse. Read what to watch for first."
    others = [records.initiatives[name] for name in one.instead if name in records.initiatives]
    instead = tuple(f"{other.title}. {other.summary}" for other in others)
    return Warn(title, text, "What to do instead" if harmful else "What to do instead, or together with it", instead)


def _facts(one: Initiative, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return cost, time, evidence and where to look for money, each with its name."""
    rating = rating_of(one, desk.records)
    cost = desk.records.cost_bands[one.cost].label
    if one.cost_figure is not None:
        cost += f" (about {say_money(one.cost_figure)})"
    weeks = f"About {say_count(one.setup_weeks, 'week')}"
    evidence = f"{rating.label}. {rating.description}{_MARKS.get(rating_basis(one), '')}"
    facts = [("Cost", cost), ("Time to set up", weeks), ("Evidence", evidence)]
    if one.cost != "free":
        facts.append(("Money", f"To see which rounds of the fund are open, look at {desk.address}fund/"))
    return tuple(facts)


def _evidence(one: Initiative, *, order: int, least: int = 0) -> Part:
    points = tuple(_point(finding.text, finding.basis) for finding in one.evidence)
    return Part(title="What the evidence says", points=points, order=order, least=least)


def _part(title: str, lines: Iterable[str], *, order: int, least: int = 0, numbered: bool = False) -> Part:
    return Part(title=title, points=tuple(map(Point, lines)), order=order, least=least, numbered=numbered)


def _named(one: Initiative) -> str:
    warning = warning_of(one)
    return f"{one.title} ({warning[:1].lower()}{warning[1:]})" if warning else one.title


def _point(text: str, basis: str) -> Point:
    return Point(text, _MARKS.get(basis, ""))


def _contact(one: Channel) -> Contact:
    return Contact(one, _MARKS.get(one.basis, ""))
