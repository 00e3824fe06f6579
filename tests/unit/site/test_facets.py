"""The ways to narrow: every record is in just the groups that it says, and the script's list says the same."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from programme.catalogue.load import load_folder
from programme.records.check import DATA
from programme.site.facets import advice_facets, setup_band, toolkit_facets
from programme.site.toolkit import Toolkit
from programme.site.toolkit_pages import toolkit_list
from programme.site.view import View
from tests.unit.sample_toolkit import toolkit


@cache
def real() -> Toolkit:
    day = date(2026, 11, 21)
    return Toolkit(View(load_folder(DATA, day, ()).records, day))


BOTH = pytest.mark.parametrize("made", [toolkit(), real()], ids=["invented", "real"])


def held(facets: Any, identity: str) -> dict[str, set[str]]:
    """The groups by facet that hold a record."""
    return {
        facet.name: {group.name for group in facet.groups if identity in {id_of(one) for one in group.items}}
        for facet in facets
    }


def id_of(one: Any) -> str:
    return str(getattr(one, "record", one).id)


@pytest.mark.parametrize(
    ("weeks", "band"),
    [
        (0, "up-to-4-weeks"),
        (4, "up-to-4-weeks"),
        (5, "5-to-12-weeks"),
        (12, "5-to-12-weeks"),
        (13, "longer"),
        (104, "longer"),
    ],
)
def test_a_time_to_set_up_is_in_one_band(weeks: int, band: str) -> None:
    assert setup_band(weeks) == band


@BOTH
def test_an_initiative_is_in_the_groups_that_its_record_says_and_in_no_other(made: Toolkit) -> None:
    facets = toolkit_facets(made)
    for one in made.initiatives.values():
        record = one.record
        assert held(facets, record.id) == {
            "theme": set(record.themes),
            "cost": {record.cost},
            "time": {setup_band(record.setup_weeks)},
            "who": set(record.needs),
            "evidence": {record.rating},
            "stage": set(record.stages),
        }


@BOTH
def test_a_topic_is_in_the_groups_that_its_record_says_and_in_no_other(made: Toolkit) -> None:
    facets = advice_facets(made)
    for topic in made.topics.values():
        assert held(facets, topic.id) == {
            "when": {point.when for point in topic.points},
            "for": set(topic.audiences),
            "theme": {topic.theme},
        }


@BOTH
def test_no_group_is_empty_and_each_has_an_address_of_its_own(made: Toolkit) -> None:
    groups = [group for facet in (*toolkit_facets(made), *advice_facets(made)) for group in facet.groups]
    assert all(group.items for group in groups)
    addresses = [group.address for group in groups]
    assert len(set(addresses)) == len(addresses)
    taken = {one.page for one in made.initiatives.values()} | {f"advice/{name}/" for name in made.topics}
    assert taken.isdisjoint(addresses)


@BOTH
def test_the_scripts_list_narrows_to_what_the_pages_of_the_groups_show(made: Toolkit) -> None:
    listed: dict[str, Any] = json.loads(toolkit_list(made))
    facets = toolkit_facets(made)
    assert [(one["name"], [name for name, _ in one["choices"]]) for one in listed["facets"]] == [
        (facet.name, [group.name for group in facet.groups]) for facet in facets
    ]
    for facet in facets:
        for group in facet.groups:
            narrowed = [entry["u"] for entry in listed["entries"] if group.name in entry[facet.name]]
            assert narrowed == [one.page for one in group.items]


@BOTH
def test_the_scripts_list_has_every_initiative_once_with_its_warning(made: Toolkit) -> None:
    entries = json.loads(toolkit_list(made))["entries"]
    assert [(one["u"], one["t"], one["w"], one["weeks"]) for one in entries] == [
        (one.page, one.record.title, one.warning, one.record.setup_weeks) for one in made.initiatives.values()
    ]
