"""The toolkit as it stands on a day: warnings, what fits which round, and which money comes too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from programme.catalogue.model import Round
from programme.clock import Period
from programme.site.toolkit import time_warning
from tests.unit.sample_toolkit import initiative, toolkit, topic
from tests.unit.site.invented import DAY, a_round


def dated(decision: str | None, spend: str | None, **more: Any) -> Round:
    return a_round(decision_by=decision and Period.of(decision), spend_by=spend and Period.of(spend), **more)


def warned(weeks: int, decision: str | None, spend: str | None) -> str:
    (one,) = [one for one in toolkit(dated(decision, spend)).view.rounds if one.record.id == "lamps-2030"]
    return time_warning(weeks, one)


def ids(found: Any) -> list[str]:
    return [one.record.id for one in found]


def ideas(**changes: Any) -> list[str]:
    made = toolkit(a_round(**changes))
    (one,) = [one for one in made.view.rounds if one.record.id == "lamps-2030"]
    return [fit.initiative.record.id for fit in made.ideas(one)]


def test_initiatives_and_topics_stand_in_the_order_of_their_titles() -> None:
    assert list(toolkit().initiatives) == ["scare", "alarm", "tower", "bridge", "lantern"]
    assert list(toolkit().topics) == ["dark", "fear"]


@pytest.mark.parametrize(
    ("identity", "words"), [("scare", "Harmful: do not use"), ("alarm", "Can backfire alone"), ("lantern", "")]
)
def test_what_does_harm_or_can_backfire_carries_its_warning(identity: str, words: str) -> None:
    assert toolkit().initiatives[identity].warning == words


def test_what_does_harm_is_never_called_apt_to_backfire_only() -> None:
    one = initiative("alarm", rating="harmful")
    assert toolkit(one).initiatives["alarm"].warning == "Harmful: do not use"


@pytest.mark.parametrize(
    ("by", "overdue"), [(None, False), (date(2030, 1, 9), True), (DAY, False), (date(2030, 1, 11), False)]
)
def test_a_review_is_overdue_on_the_day_after_it_was_due(by: date | None, *, overdue: bool) -> None:
    assert toolkit().overdue(initiative("lantern", review_by=by)) is overdue
    assert toolkit().overdue(topic("dark", review_by=by)) is overdue


def test_the_ladder_leads_from_a_topic_to_initiatives_and_back() -> None:
    made = toolkit()
    assert ids(made.together(made.topics["dark"])) == ["lantern", "scare"]
    assert [one.id for one in made.topics_of(made.initiatives["lantern"].record)] == ["dark"]
    assert made.topics_of(made.initiatives["tower"].record) == []


def test_what_to_do_instead_is_what_the_record_names() -> None:
    assert ids(toolkit().instead(initiative("scare", instead=("tower", "lantern")))) == ["tower", "lantern"]


def test_the_rounds_of_a_topic_are_those_of_its_theme_the_open_ones_first() -> None:
    made = toolkit()
    assert ids(made.rounds_for(made.topics["dark"])) == ["lamps-2030", "vague-2030"]
    assert made.rounds_for(made.topics["fear"]) == []


def test_the_ideas_for_a_round_are_of_its_theme_fit_its_ceiling_and_never_do_harm() -> None:
    assert ideas() == ["lantern", "alarm"]  # those with a warning last


def test_ideas_with_the_best_evidence_come_first_and_those_that_were_read_before_those_that_were_not() -> None:
    unread = replace(initiative("lantern").evidence[0], basis="general-knowledge")
    made = toolkit(
        initiative("alarm", rating="strong"),
        initiative("lantern", rating="mixed", evidence=(unread,)),
        initiative("tower", rating="mixed", cost_figure=Decimal(1)),
        initiative("bridge", rating="untested", themes=("lamps",)),
    )
    found = made.ideas(made.view.rounds[0])
    assert [fit.initiative.record.id for fit in found] == ["alarm", "tower", "lantern", "bridge"]


def test_what_does_harm_is_no_idea_whatever_it_costs() -> None:
    harmful = {name: initiative(name, rating="harmful") for name in ("lantern", "alarm", "tower")}
    made = toolkit(*harmful.values())
    for one in made.view.rounds:
        assert made.ideas(one) == []
        assert set(ids(made.harmful(one))) == {"lantern", "alarm", "tower", "scare"}


@pytest.mark.parametrize(("ceiling", "fits"), [("9999.99", False), ("10000", False), ("10000.01", True), (None, False)])
def test_an_initiative_fits_when_its_band_begins_below_the_ceiling(ceiling: str | None, *, fits: bool) -> None:
    # Without a ceiling of its own the round has that of its fund, £9,812.50.
    assert ("tower" in ideas(ceiling=ceiling and Decimal(ceiling))) is fits


def test_an_initiative_lists_the_rounds_of_its_themes_and_says_which_pay_too_little() -> None:
    made = toolkit()
    fits = made.fits(made.initiatives["tower"])
    assert [(fit.round.record.id, fit.fits_ceiling) for fit in fits] == [("lamps-2030", False), ("vague-2030", False)]
    assert made.fits(made.initiatives["bridge"]) == []


@pytest.mark.parametrize(
    ("weeks", "decision", "spend", "left"),
    [
        (4, "2030-02-01", "2030-03-01", None),  # 28 days
        (5, "2030-02-01", "2030-03-01", 4),
        (4, "2030-02-02", "2030-03-01", 3),  # 27 days
        (0, "2030-03-01", "2030-02-01", None),
        (1, "2030-03-01", "2030-02-01", 0),
        (1, "2030-03-01", "2030-03-01", 0),
        (4, "2030-02", "2030-03", None),  # the last days of both: 31 days
        (5, "2030-02", "2030-03", 4),
        (104, None, "2030-03-01", None),
        (104, "2030-02-01", None, None),
    ],
)
def test_what_takes_longer_than_the_money_lasts_is_warned_about(
    weeks: int, decision: str | None, spend: str | None, left: int | None
) -> None:
    words = f"Setting it up takes about {weeks} weeks. The round leaves {left} weeks to spend the money."
    assert warned(weeks, decision, spend) == ("" if left is None else words)


def test_the_warning_stands_with_the_round_that_it_is_about() -> None:
    made = toolkit(dated("2030-02-01", "2030-03-01"))
    found = {name: made.fits(made.initiatives[name])[0].time_warning for name in ("lantern", "alarm")}
    assert found["lantern"] == ""
    assert "5 weeks" in found["alarm"]
