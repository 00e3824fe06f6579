"""The ways to narrow the toolkit and the advice: each a question with groups, each group a page of its own.

The pages, the links on the front pages and the list for the script all come from here, so that what a
script narrows to is what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from programme.site.toolkit import Toolkit

# The time to set up, in bands: the most weeks, the name in addresses, and the words.
_SETUP_BANDS = (
    (4, "up-to-4-weeks", "Up to 4 weeks"),
    (12, "5-to-12-weeks", "5 to 12 weeks"),
    (10_000, "longer", "More than 12 weeks"),
)
Choice = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of initiatives or topics: its name, its page's address, its words, and what is in it."""

    name: str
    address: str
    title: str
    description: str
    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow: its name in addresses and data, its heading, and the groups that hold anything."""

    name: str
    title: str
    groups: Sequence[Group]


def setup_band(weeks: int) -> str:
    """Return the band of a time to set up."""
    return next(name for most, name, _ in _SETUP_BANDS if weeks <= most)


def toolkit_facets(toolkit: Toolkit) -> list[Facet]:
    """Return the ways to narrow the toolkit."""
    items = list(toolkit.initiatives.values())
    costs = [(one.id, one.label, "Initiatives by what they cost.") for one in toolkit.records.cost_bands.values()]
    setups = [(name, label, "Initiatives by the time to set them up.") for _, name, label in _SETUP_BANDS]
    facet = _facets("toolkit", items)
    return [
        facet("theme", "By theme", _themes(toolkit), lambda one: one.record.themes),
        facet("cost", "By cost", costs, lambda one: (one.record.cost,)),
        facet("time", "By time to set up", setups, lambda one: (setup_band(one.record.setup_weeks),)),
        facet("who", "By who is needed", _terms(toolkit, "helpers"), lambda one: one.record.needs),
        facet("evidence", "By evidence", _terms(toolkit, "evidence-ratings"), lambda one: (one.record.rating,)),
        facet("stage", "By stage of problem solving", _terms(toolkit, "sara-stages"), lambda one: one.record.stages),
    ]


def advice_facets(toolkit: Toolkit) -> list[Facet]:
    """Return the ways to find advice: by what has happened, by who you are, by theme."""
    facet = _facets("advice", list(toolkit.topics.values()))
    times, audiences = _terms(toolkit, "point-times"), _terms(toolkit, "audiences")
    return [
        facet("when", "What has happened?", times, lambda one: [point.when for point in one.points]),
        facet("for", "Who are you?", audiences, lambda one: one.audiences),
        facet("theme", "What is it about?", _themes(toolkit), lambda one: (one.theme,)),
    ]


def _terms(toolkit: Toolkit, codelist: str) -> list[Choice]:
    return [(one.id, one.label, one.description) for one in toolkit.records.terms.get(codelist, ())]


def _themes(toolkit: Toolkit) -> list[Choice]:
    return [(one.id, one.title, one.summary) for one in toolkit.records.themes.values()]


def _facets(
    section: str, items: Sequence[Any]
) -> Callable[[str, str, Iterable[Choice], Callable[[Any], Sequence[str]]], Facet]:
    def facet(name: str, title: str, choices: Iterable[Choice], values: Callable[[Any], Sequence[str]]) -> Facet:
        groups = [
            Group(choice, f"{section}/{name}/{choice}/", label, words, [one for one in items if choice in values(one)])
            for choice, label, words in choices
        ]
        return Facet(name, title, [group for group in groups if group.items])

    return facet
