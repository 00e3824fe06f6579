"""What topics and initiatives say on paper, and what a leaflet for somebody at risk does not say."""

from __future__ import annotations

import pytest

from programme.catalogue.model import InitiativeFinding, TopicPoint
from programme.papers.contents import initiative_leaflet, topic_leaflet
from programme.papers.leaflet import Leaflet
from tests.unit.papers.invented_leaflets import ADDRESS, desk, initiative, topic


def titles(one: Leaflet) -> list[str]:
    return [part.title for part in one.parts]


def test_a_topic_says_what_to_do_now_before_how_to_prevent_it() -> None:
    assert titles(topic_leaflet(topic(), desk())) == ["Now", "Prevent", "What you can do together"]


def test_what_was_not_read_in_a_source_is_marked_and_the_mark_is_explained() -> None:
    one = topic_leaflet(topic(), desk())
    assert [point.mark for part in one.parts for point in part.points] == ["*", "", ""]
    assert [contact.mark for contact in one.contacts] == ["*"]
    assert one.marks == (("*", "Not read in a source."),)


def test_numbers_come_from_the_channels() -> None:
    assert [contact.channel.phone for contact in topic_leaflet(topic(), desk()).contacts] == ["0300 000 0000"]


def test_the_address_stands_as_text_and_as_a_picture() -> None:
    place = topic_leaflet(topic(), desk()).place
    assert place.address == f"{ADDRESS}advice/lost-lamps/"
    assert place.picture.startswith("data:image/svg+xml")


def test_without_the_sites_address_there_is_no_picture_that_leads_nowhere() -> None:
    place = topic_leaflet(topic(), desk(address="")).place
    assert (place.address, place.picture) == ("advice/lost-lamps/", "")


@pytest.mark.parametrize("changes", [{"type": "safe"}, {"quick_exit": True}])
def test_a_leaflet_for_somebody_at_risk_shows_nothing_of_what_it_is_about(changes: dict[str, object]) -> None:
    one = topic_leaflet(topic(**changes), desk())
    assert one.neutral
    assert (one.title, one.above, one.body, one.place.address) == ("Help and advice", "", "", f"{ADDRESS}advice/")
    assert one.place == desk().place("advice/")


def test_a_leaflet_for_somebody_at_risk_keeps_what_to_do_afterwards_longest() -> None:
    points = tuple(
        TopicPoint(when=when, text=f"{when} {number}", basis="published", source="paper")
        for when in ("now", "after", "prevent")
        for number in range(5)
    )

    def kept(one: Leaflet) -> list[int]:
        return [len(part.points) for part in one.without(7).parts]

    assert kept(topic_leaflet(topic(points=points, together=()), desk())) == [5, 2, 1]
    assert kept(topic_leaflet(topic(points=points, together=(), type="safe"), desk())) == [3, 4, 1]


def test_an_initiative_says_what_it_costs_and_how_long_it_takes() -> None:
    one = initiative_leaflet(initiative(), desk())
    facts = dict(one.facts)
    assert (facts["Cost"], facts["Time to set up"]) == ("Some pounds", "About 1 week")
    assert facts["Evidence"] == "Limited evidence. Too few studies.*"
    assert titles(one)[0] == "Steps"
    assert one.parts[0].numbered


def test_a_harmful_initiative_is_a_warning_and_what_to_do_instead() -> None:
    read = (InitiativeFinding(text="More crime.", basis="published", source="paper"),)
    bad = initiative(
        id="fear", title="Fear", rating="harmful", can_backfire=True, instead=("dark-walk",), evidence=read
    )
    one = initiative_leaflet(bad, desk(initiative(), bad))
    assert one.warning
    assert (one.warning.title, one.warning.text) == ("Harmful: do not use", "It makes things worse.")
    assert one.warning.instead == ("Dark walk. A walk at night.",)
    assert titles(one) == ["What the evidence says", "What to watch for"]
    assert one.facts == ()


def test_harm_that_was_read_of_in_no_study_is_not_said_to_be_found() -> None:
    bad = initiative(id="fear", rating="harmful", instead=("dark-walk",))
    one = initiative_leaflet(bad, desk(initiative(), bad))
    assert one.warning
    assert one.warning.text == "It may make things worse."


def test_what_can_backfire_keeps_its_steps_below_the_warning() -> None:
    one = initiative_leaflet(initiative(can_backfire=True), desk())
    assert one.warning
    assert one.warning.title == "Can backfire alone"
    assert "Steps" in titles(one)


def test_a_warning_stands_wherever_an_initiative_is_mentioned() -> None:
    one = topic_leaflet(topic(), desk(initiative(can_backfire=True)))
    assert one.parts[-1].points[0].text == "Dark walk (can backfire alone)"
