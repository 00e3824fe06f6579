"""The toolkit and the advice as they stand on a day, and the ladder between advice, initiatives and rounds.

A view answers what templates ask. Which initiative fits which round, and what to warn of, is said here
once for every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from programme.catalogue.bases import CONFIRMED
from programme.catalogue.model import CostBand, Initiative, Term, Topic
from programme.catalogue.translations import page_words
from programme.site.said import Said
from programme.site.view import RoundView, View
from programme.standing import harm_word, is_overdue, rating_basis, rating_of, warning_of

_DAYS_IN_WEEK = 7
_LADDER = 4


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative with its words: rating, cost and stages by label, and its warning."""

    record: Initiative
    rating: Term
    cost: CostBand
    stages: tuple[Term, ...]

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"toolkit/{self.record.id}/"

    @property
    def warning(self) -> str:
        """What to warn of wherever it is mentioned, or nothing."""
        return warning_of(self.record)

    @property
    def rating_basis(self) -> str:
        """How well its rating is known."""
        return rating_basis(self.record)

    @property
    def harm_word(self) -> str:
        """Which of the words of pages says what it does, if it does harm."""
        return harm_word(self.record)


@dataclass(frozen=True, slots=True)
class Fit:
    """An initiative and a round that could pay for it: whether the cost fits, and a warning when the time does not."""

    initiative: InitiativeView
    round: RoundView
    fits_ceiling: bool
    time_warning: str


class Toolkit:
    """Initiatives and topics of a view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.records = view.records

    @cached_property
    def initiatives(self) -> dict[str, InitiativeView]:
        """Every initiative by id, in the order of titles."""
        ordered = sorted(self.records.initiatives.values(), key=lambda one: one.title.casefold().lstrip("'‘“"))
        return {one.id: self._initiative(one) for one in ordered}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Every topic by id, in the order of titles."""
        ordered = sorted(self.records.topics.values(), key=lambda one: one.title.casefold().lstrip("'‘“"))
        return {one.id: one for one in ordered}

    @cached_property
    def word(self) -> Said:
        """The fixed words of pages, in English."""
        words = page_words(self.records)
        return Said(words, words)

    def overdue(self, one: Initiative | Topic) -> bool:
        """Tell whether the office should have checked a record again by the day."""
        return is_overdue(one, self.view.day)

    def instead(self, one: Initiative) -> list[InitiativeView]:
        """Return what to do instead of an initiative, or together with it."""
        return [self.initiatives[name] for name in one.instead if name in self.initiatives]

    def together(self, topic: Topic) -> list[InitiativeView]:
        """Return the initiatives that help with a topic's problem."""
        return [self.initiatives[name] for name in topic.together if name in self.initiatives]

    def topics_of(self, one: Initiative) -> list[Topic]:
        """Return the topics to which an initiative is an answer."""
        return [topic for topic in self.topics.values() if one.id in topic.together]

    def fits(self, one: InitiativeView) -> list[Fit]:
        """Return the rounds of an initiative's themes, those that can still be applied to first."""
        rounds = [each for each in self.view.rounds if each.record.theme in one.record.themes]
        return [_fit(one, each) for each in rounds[:_LADDER]]

    def rounds_for(self, topic: Topic) -> list[RoundView]:
        """Return the rounds of a topic's theme."""
        return [one for one in self.view.rounds if one.record.theme == topic.theme][:_LADDER]

    def ideas(self, of: RoundView) -> list[Fit]:
        """Return the initiatives that fit a round's theme and ceiling, those with the best evidence first.

        Of equal evidence that comes first which was read, and then that which needs no warning.
        """
        order = {term.id: place for place, term in enumerate(self.records.terms["evidence-ratings"])}
        found = [
            _fit(one, of)
            for one in self.initiatives.values()
            if of.record.theme in one.record.themes and one.record.rating != "harmful"
        ]

        def rank(fit: Fit) -> tuple[int, bool, bool]:
            one = fit.initiative
            return order[one.rating.id], one.rating_basis not in CONFIRMED, bool(one.warning)

        return sorted((fit for fit in found if fit.fits_ceiling), key=rank)

    def harmful(self, round_: RoundView) -> list[InitiativeView]:
        """Return the initiatives of a round's theme that do harm, so that its page can warn of them."""
        return [
            one
            for one in self.initiatives.values()
            if one.record.rating == "harmful" and round_.record.theme in one.record.themes
        ]

    def _initiative(self, one: Initiative) -> InitiativeView:
        term = self.view.term
        stages = tuple(term("sara-stages", stage) for stage in one.stages)
        return InitiativeView(one, rating_of(one, self.records), self.records.cost_bands[one.cost], stages)


def _fit(one: InitiativeView, of: RoundView) -> Fit:
    figure = one.record.cost_figure
    fits = of.ceiling is None or (one.cost.least < of.ceiling if figure is None else figure <= of.ceiling)
    return Fit(one, of, fits, time_warning(one.record.setup_weeks, of))


def time_warning(setup_weeks: int, of: RoundView) -> str:
    """Return what to warn of when setting up takes longer than a round leaves for spending its money, or nothing."""
    decision, spend = of.record.decision_by, of.record.spend_by
    if not decision or not spend:
        return ""
    weeks = max(0, (spend.last - decision.last).days // _DAYS_IN_WEEK)
    if setup_weeks <= weeks:
        return ""
    return f"Setting it up takes about {setup_weeks} weeks. The round leaves {weeks} weeks to spend the money."
