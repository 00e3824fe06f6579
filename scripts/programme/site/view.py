"""What templates may ask: the records as they stand on a day, in the words pages use.

A view holds no page. Templates get one as `site`; each of its methods answers one question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup, escape

from programme.catalogue.model import Award, Channel, Form, Fund, OfficeFact, Records, Round, RoundChange, Source, Term
from programme.clock import say_date
from programme.site.pressable import pressable
from programme.standing import facts_on
from programme.status import (
    State,
    Window,
    closes_words,
    opens_words,
    state_on,
    state_words,
    window,
)

_SOON_DAYS = 14
_MARKS = {"general-knowledge": "Not yet checked", "proposed": "Proposed, not confirmed by the office"}
# What stands in a sentence for facts that are one page of a website.
_LINKED = {"fund-page": "the fund’s page", "reviews": "the page for reviews"}
_ORDER = (State.OPEN, State.CLOSING_SOON, State.UPCOMING, State.UNCONFIRMED, State.NO_DATE, State.CLOSED)


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with what follows from it on the day."""

    record: Round
    fund: Fund
    state: State
    words: str
    window: Window
    opens: str
    closes: str
    theme: str
    ceiling: Decimal | None
    soon_days: int

    @property
    def page(self) -> str:
        """The address of its page from the site's root."""
        return f"fund/rounds/{self.record.id}/"

    @property
    def dates(self) -> str:
        """Its dates in one sentence that names them absolutely."""
        if self.state is State.NO_DATE:
            return self.no_date
        if self.record.dates_note and not (self.window.opens and self.window.closes):
            return self.record.dates_note
        return " ".join((*self._opening(), *self._closing())) or "Dates not yet announced."

    @property
    def no_date(self) -> str:
        """What is said of its dates once the time is over in which it was to open; nothing when more is known."""
        return f"Expected in {self.opens}. No date is known to this site." if self.window.expected else ""

    def _opening(self) -> Iterator[str]:
        if self.opens:
            verb = "Opened" if self.state is State.CLOSED else "Opens"
            yield f"{verb} {self.opens}." if self.window.opens else f"{verb} in {self.opens}."

    def _closing(self) -> Iterator[str]:
        if self.closes:
            verb = "Closed" if self.state is State.CLOSED else "Closes"
            yield f"{verb} at {self.closes}." if self.window.closes else f"{verb} in {self.closes}."

    @property
    def apply_address(self) -> str | None:
        """The external form's address, filled in with the round where the tool allows it."""
        one = self.record
        if not (one.apply_address and one.apply_parameter and one.apply_value):
            return one.apply_address
        joint = "&" if urlsplit(one.apply_address).query else "?"
        return f"{one.apply_address}{joint}{urlencode({one.apply_parameter: one.apply_value}, quote_via=quote)}"


class View:
    """The records on a day."""

    def __init__(self, records: Records, day: date) -> None:
        self.records = records
        self.day = day

    @cached_property
    def rounds(self) -> Sequence[RoundView]:
        """Every round: by state, open ones by their closing date, closed ones the latest first."""
        views = [self._round(one) for one in self.records.rounds.values() if one.fund in self.records.funds]
        return sorted(views, key=_round_order)

    def rounds_in(self, *groups: str) -> list[RoundView]:
        """Return the rounds whose group (open, upcoming, unconfirmed, no-date, closed) is one of these."""
        return [one for one in self.rounds if one.state.group in groups]

    def rounds_of(self, fund: Fund) -> list[RoundView]:
        """Return the rounds of a fund."""
        return [one for one in self.rounds if one.fund.id == fund.id]

    @cached_property
    def current_funds(self) -> Sequence[Fund]:
        """The funds that give money in rounds on the day."""
        with_rounds = {one.fund for one in self.records.rounds.values()}
        return [one for one in self.records.funds.values() if one.id in with_rounds and not self.is_past(one)]

    def is_past(self, fund: Fund) -> bool:
        """Tell whether a fund has been replaced or has ended by the day."""
        return bool(fund.replaced_by or (fund.ended and fund.ended.last < self.day))

    @property
    def fund(self) -> Fund | None:
        """Today's fund, when there is just one or more: the first."""
        return next(iter(self.current_funds), None)

    @cached_property
    def earlier_funds(self) -> Sequence[Fund]:
        """The funds without rounds, the latest first."""
        current = {one.id for one in self.current_funds}
        earlier = [one for one in self.records.funds.values() if one.id not in current]
        return sorted(earlier, key=lambda one: one.started.first if one.started else date.min, reverse=True)

    @cached_property
    def awards(self) -> Mapping[str, Sequence[Award]]:
        """Awards by fund, those of today's funds before the others, and of each fund the largest first."""
        by_fund: dict[str, list[Award]] = {one.id: [] for one in (*self.current_funds, *self.earlier_funds)}
        for one in _largest_first(self.records.awards.values()):
            by_fund.setdefault(one.fund, []).append(one)
        return {name: awards for name, awards in by_fund.items() if awards}

    def awards_in(self, one: Round) -> list[Award]:
        """Return the awards of a round, the largest first."""
        return _largest_first(award for award in self.records.awards.values() if award.round == one.id)

    def dates_before(self, change: RoundChange) -> str:
        """Return the dates of a round before a change, as part of a sentence."""
        opens, closes = opens_words(change), closes_words(change)
        return (
            f"{f'opened {opens} and ' if opens else ''}closed {f'at {closes}' if closes else 'on a date not announced'}"
        )

    def form(self, one: Round) -> Form | None:
        """Return the form of a round."""
        return self.records.forms.get(one.form or "")

    def facts(self, name: str) -> list[OfficeFact]:
        """Return the facts of that name which are true on the day."""
        return facts_on(self.records.office_facts.values(), name, self.day)

    def fact(self, name: str) -> Markup:
        """Return a fact as it stands in a sentence: a link where it is a number or an address."""
        if name == "holder" and self.facts("quiet-period"):
            return Markup("the office-holder")
        found = self.facts(name)
        return _as_link(name, found[0].value) if found else Markup("not yet announced")

    def term(self, codelist: str, word: str) -> Term:
        """Return the term of a vocabulary."""
        return next(term for term in self.records.terms[codelist] if term.id == word)

    def mark(self, basis: str) -> str:
        """Return the words that mark what is not published, or nothing."""
        return _MARKS.get(basis, "")

    def sources(self, names: Iterable[str]) -> list[Source]:
        """Return the sources of these ids, each once."""
        return [self.records.sources[name] for name in dict.fromkeys(names) if name in self.records.sources]

    def sources_of(self, record: Any) -> list[Source]:
        """Return every source that a record or an item of its lists names."""
        names = list(record.sources)
        for field in record.__slots__:
            items = getattr(record, field)
            if isinstance(items, tuple):
                names += [item.source for item in items if getattr(item, "source", None)]
        return self.sources(names)

    def channel(self, name: str) -> Channel | None:
        """Return a reporting channel."""
        return self.records.channels.get(name)

    def pressable(self, text: str) -> Markup:
        """Return a sentence in which the numbers of the channels can be pressed."""
        return pressable(text, (one.phone for one in self.records.channels.values() if one.phone))

    def _round(self, one: Round) -> RoundView:
        fund = self.records.funds[one.fund]
        soon = fund.closing_soon_days if fund.closing_soon_days is not None else _SOON_DAYS
        state = state_on(one, self.day, soon_days=soon)
        return RoundView(
            record=one,
            fund=fund,
            state=state,
            words=state_words(state, self.day),
            window=window(one),
            opens=opens_words(one),
            closes=closes_words(one),
            theme=self.records.themes[one.theme].title if one.theme in self.records.themes else one.theme,
            ceiling=one.ceiling if one.ceiling is not None else fund.ceiling,
            soon_days=soon,
        )


def _largest_first(awards: Iterable[Award]) -> list[Award]:
    return sorted(awards, key=lambda one: (-(one.amount or 0), one.organisation.casefold()))


def _round_order(view: RoundView) -> tuple[int, int, str]:
    state = _ORDER.index(view.state.group)
    period = view.record.closes or view.record.opens
    days = period.last.toordinal() if period else date.max.toordinal()
    return state, -days if view.state is State.CLOSED else days, view.record.id


def _as_link(name: str, value: str) -> Markup:
    text = escape(value)
    if name == "phone":
        return Markup('<a href="tel:{}">{}</a>').format(value.replace(" ", ""), text)
    if name == "email":
        return Markup('<a href="mailto:{}">{}</a>').format(value, text)
    if value.startswith("https://"):
        host = urlsplit(value).netloc
        words = f"{_LINKED[name]} on {host}" if name in _LINKED else host
        return Markup('<a href="{}">{}</a>').format(value, words)
    return text


def as_of(day: date) -> str:
    """Return `on 15 December 2025`, to stand beside what is only known for the build day."""
    return f"on {say_date(day)}"
