"""The pages of the fund: one a round and an earlier fund, and the lists that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from programme.site.checker import who_can_apply
from programme.site.page import LIST_LENGTH, Draw, Page, cuts, root_from
from programme.site.results import result_view
from programme.site.toolkit import Toolkit
from programme.site.view import View


def fund_pages(view: View, toolkit: Toolkit, draw: Draw, templates: Environment) -> Iterator[Page]:
    """Yield the pages of rounds, earlier funds, and their lists."""
    yield from _rounds(view, toolkit, draw, templates)
    yield from _funds(view, draw)
    yield from _lists(view, draw)


def _fund_crumb(view: View) -> tuple[str, str]:
    return ("fund/", view.fund.title if view.fund else "Funds")


def _rounds(view: View, toolkit: Toolkit, draw: Draw, templates: Environment) -> Iterator[Page]:
    crumbs = [_fund_crumb(view), ("fund/rounds/", "Rounds")]
    for one in view.rounds:
        awards, told = view.awards_in(one.record), view.records.results.get(one.record.id)
        yield draw(
            "round",
            address=one.page,
            title=one.record.title,
            description=f"{one.record.summary} {one.dates}",
            crumbs=crumbs,
            kind="Round",
            words=(*one.record.words, one.theme),
            round=one,
            ideas=toolkit.ideas(one),
            harmful=toolkit.harmful(one),
            form=view.form(one.record),
            rules=who_can_apply(one.fund, view.records, templates=templates, root=root_from(one.page)),
            result=result_view(one.record, view.records),
            awards=awards[:LIST_LENGTH],
            more_awards=len(awards) > LIST_LENGTH,
            all_awards=told is not None and told.awards == len(awards),
        )


def _funds(view: View, draw: Draw) -> Iterator[Page]:
    for fund in view.earlier_funds:
        awards = view.awards.get(fund.id, ())
        yield draw(
            "fund",
            address=f"fund/funds/{fund.id}/",
            title=fund.title,
            description=fund.summary,
            crumbs=[_fund_crumb(view), ("fund/funds/", "Earlier funds")],
            kind="Fund",
            words=fund.words,
            fund=fund,
            awards=awards[:LIST_LENGTH],
            more_awards=len(awards) > LIST_LENGTH,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of records that is cut into pages."""

    template: str
    address: str
    title: str
    description: str
    items: Sequence[Any]
    above: tuple[str, str]


def _lists(view: View, draw: Draw) -> Iterator[Page]:
    fund = _fund_crumb(view)
    awards = [award for awards in view.awards.values() for award in awards]
    for one in (
        _List(template="rounds", address="fund/rounds/", title="All rounds", above=fund, items=view.rounds,
              description="Every round, open and closed, with its dates."),
        _List(template="funds", address="fund/funds/", title="Earlier funds", above=fund, items=view.earlier_funds,
              description="The funds before today's, and what is known of them."),
        _List(template="awards", address="fund/awards/", title="All awards", above=fund, items=awards,
              description="Every award that was published: who received it, how much, and what for."),
        _List(template="sources", address="about/sources/", title="Sources", above=("about/", "About the programme"),
              items=sorted(view.records.sources.values(), key=lambda one: one.title),
              description="The documents and pages in which the facts on this site were read."),
    ):  # fmt: skip
        yield from _list_pages(one, draw)


def _list_pages(one: _List, draw: Draw) -> Iterator[Page]:
    for cut in cuts(one.items, LIST_LENGTH, one.address):
        first = cut.number == 1
        yield draw(
            f"list-{one.template}",
            address=cut.address,
            title=one.title if first else f"{one.title}, page {cut.number} of {cut.count}",
            description=one.description,
            crumbs=[one.above] if first else [one.above, (one.address, one.title)],
            kind="List" if first else "",
            cut=cut,
        )
