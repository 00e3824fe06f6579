"""Invented topics, initiatives and leaflets for the tests of papers."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any, Final

from programme.catalogue.model import (
    Channel,
    CostBand,
    Initiative,
    InitiativeFinding,
    InitiativeMeasure,
    InitiativeRisk,
    InitiativeStep,
    OfficeFact,
    Records,
    Source,
    Term,
    Theme,
    Topic,
    TopicPoint,
)
from programme.papers.contents import Desk
from programme.papers.leaflet import Leaflet, Part, Place, Point

DAY: Final = date(2030, 8, 31)
ADDRESS: Final = "https://www.example.org/programme/"


def topic(**changes: Any) -> Topic:
    fields: dict[str, Any] = {
        "id": "lost-lamps",
        "title": "Lost lamps",
        "summary": "What to do when a lamp is gone.",
        "theme": "lamps",
        "type": "everyday",
        "quick_exit": False,
        "audiences": (),
        "points": (
            TopicPoint(when="prevent", text="Chain the lamp.", basis="published", source="paper"),
            TopicPoint(when="now", text="Stay in the light.", basis="general-knowledge", source=None),
        ),
        "tell": ("lamp-line",),
        "changing": (),
        "together": ("dark-walk",),
        "words": (),
        "basis": "published",
        "sources": ("paper",),
        "reviewed_on": None,
        "review_by": None,
    }
    return Topic(**fields | changes)


def initiative(**changes: Any) -> Initiative:
    fields: dict[str, Any] = {
        "id": "dark-walk",
        "title": "Dark walk",
        "summary": "A walk at night.",
        "themes": ("lamps",),
        "stages": ("scan",),
        "aim": "It *shows* where lamps are missing.",
        "cost": "some",
        "cost_figure": None,
        "setup_weeks": 1,
        "people": ("Two walkers",),
        "needs": (),
        "steps": (InitiativeStep(text="Walk."), InitiativeStep(text="Write.")),
        "watch_for": (InitiativeRisk(text="Mind the kerb."),),
        "measures": (InitiativeMeasure(text="Count lamps."),),
        "permissions": (),
        "rating": "limited",
        "evidence": (InitiativeFinding(text="Little is known.", basis="general-knowledge", source=None),),
        "can_backfire": False,
        "instead": (),
        "words": (),
        "basis": "published",
        "sources": ("paper",),
        "reviewed_on": None,
        "review_by": None,
    }
    return Initiative(**fields | changes)


def desk(*initiatives: Initiative, topics: tuple[Topic, ...] = (), address: str = ADDRESS) -> Desk:
    """The records that leaflets read, as they stand on the day."""
    bare: dict[str, Any] = {name: MappingProxyType({}) for name in Records.__slots__}
    lamp_line = Channel(
        id="lamp-line", label="Lamp line", phone="0300 000 0000", address=None, use="Call about lamps.", hours=None,
        without_speech=None, checked_on=None, basis="general-knowledge", sources=(),
    )  # fmt: skip
    name = OfficeFact(
        id="name", fact="body-name", value="Office of Examples", valid_from=None, valid_until=None, basis="published",
        sources=(), note=None,
    )  # fmt: skip
    paper = Source(
        id="paper", title="A paper", publisher="An office", kind="x", address=None, published=None, note=None
    )
    terms = {
        "bases": (Term(id="general-knowledge", label="Not yet checked", description="Not read in a source."),),
        "point-times": (
            Term(id="now", label="Now", description=""),
            Term(id="prevent", label="Prevent", description=""),
        ),
        "evidence-ratings": (
            Term(id="limited", label="Limited evidence", description="Too few studies."),
            Term(id="harmful", label="Harmful", description="It makes things worse."),
        ),
        "page-words": (
            Term(id="harmful-why", label="It makes things worse.", description=""),
            Term(id="harmful-unread", label="It may make things worse.", description=""),
        ),
    }
    lamps = Theme(id="lamps", title="Lamps", summary="", words=(), basis="published", sources=())
    some = CostBand(id="some", label="Some pounds", least=0, most=None)  # type: ignore[arg-type]
    held = {
        "channels": {"lamp-line": lamp_line},
        "office_facts": {"name": name},
        "sources": {"paper": paper},
        "themes": {"lamps": lamps},
        "cost_bands": {"some": some},
        "terms": terms,
        "initiatives": {one.id: one for one in initiatives or (initiative(),)},
        "topics": {one.id: one for one in topics},
    }
    return Desk(Records(**bare | held), DAY, address)


def leaflet(*parts: Part) -> Leaflet:
    return Leaflet(
        name="advice/lost-lamps", title="Lost lamps", above="Advice", body="", lede="A lamp is gone.", about="",
        warning=None, facts=(), parts=parts, contacts=(), marks=(), checked=(), place=Place("advice/lost-lamps/", ""),
        sources=(),
    )  # fmt: skip


def part(title: str, count: int, *, order: int, least: int = 0) -> Part:
    return Part(title=title, points=tuple(Point(f"{title} {n}") for n in range(count)), order=order, least=least)
