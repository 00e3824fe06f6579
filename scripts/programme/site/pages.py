"""The record pages: one a round, a form, a fund and a kind of record, and the lists that lead to them.

A page is its words and its place; the frame around it is the theme's. Lists are cut into pages of a
fixed length, so that no page grows with the number of records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from jinja2 import Environment

from programme.problems import shortened
from programme.records.schemas import Schema
from programme.site.checker import who_can_apply
from programme.site.questions import question_limits, question_options
from programme.site.view import RoundView, View

_LIST_LENGTH = 40
_DESCRIPTION_LENGTH = 155


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `address` from the site's root with a slash at its end, its words, and its HTML.

    `kind` and `words` are for search; a page without a kind is not found there.
    """

    address: str
    title: str
    description: str
    html: str
    kind: str = ""
    words: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The address of the page above: pages with the same parent share one frame."""
        return self.address.rstrip("/").rpartition("/")[0] + "/"


def written_page(url: str, title: str, meta: Mapping[str, Any]) -> Page:
    """Return what lists and search need to know of a hand-written page: its address, title, description and words.

    `url` and `title` are the engine's: the home page's is `./` or nothing, and the title may hold entities.
    """
    return Page(
        address=url.removeprefix("./"),
        title=unescape(title),
        description=str(meta.get("description", "")),
        html="",
        kind="Page",
        words=tuple(str(word) for word in meta.get("words", ())),
    )


Draw = Callable[..., Page]


def root_from(address: str) -> str:
    """Return the way from a page to the site's root: `../../` for `fund/rounds/`."""
    return "../" * address.count("/")


def record_pages(view: View, templates: Environment, schemas: Mapping[str, Schema]) -> Iterator[Page]:
    """Yield every page that is made from records."""
    draw = _drawer(view, templates)
    yield from _rounds(view, draw, templates)
    yield from _forms(view, draw)
    yield from _funds(view, draw)
    yield from _dictionary(draw, schemas)
    yield from _lists(view, draw)


def _drawer(view: View, templates: Environment) -> Draw:
    def draw(template: str, *, address: str, title: str, description: str, crumbs: Sequence[tuple[str, str]],
             kind: str = "", words: Sequence[str] = (), **values: Any) -> Page:  # fmt: skip
        html = templates.get_template(f"pages/{template}.html").render(
            site=view, root=root_from(address), title=title, crumbs=crumbs, **values
        )
        return Page(
            address=address, title=title, description=shortened(description, _DESCRIPTION_LENGTH), html=html, kind=kind,
            words=tuple(words),
        )  # fmt: skip

    return draw


def _fund_crumb(view: View) -> tuple[str, str]:
    return ("fund/", view.fund.title if view.fund else "Funds")


def _rounds(view: View, draw: Draw, templates: Environment) -> Iterator[Page]:
    crumbs = [_fund_crumb(view), ("fund/rounds/", "Rounds")]
    for one in view.rounds:
        yield draw(
            "round",
            address=one.page,
            title=one.record.title,
            description=f"{one.record.summary} {one.dates}",
            crumbs=crumbs,
            kind="Round",
            words=(*one.record.words, one.theme),
            round=one,
            form=view.form(one.record),
            rules=who_can_apply(one.fund, view.records, templates=templates, root=root_from(one.page)),
        )


def _forms(view: View, draw: Draw) -> Iterator[Page]:
    rounds_by_form: dict[str, list[RoundView]] = {}
    for one in view.rounds:
        rounds_by_form.setdefault(one.record.form or "", []).append(one)
    for form in view.records.forms.values():
        yield draw(
            "form",
            address=f"fund/forms/{form.id}/",
            title=form.title,
            description=form.summary,
            crumbs=[_fund_crumb(view)],
            kind="Form",
            words=form.words,
            form=form,
            rounds=rounds_by_form.get(form.id, [])[:_LIST_LENGTH],
            limits={question.id: question_limits(question, view.records) for question in form.questions},
            options={one.id: question_options(one, view.records, day=view.day) for one in form.questions},
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
            awards=awards[:_LIST_LENGTH],
            more_awards=len(awards) > _LIST_LENGTH,
        )


def _dictionary(draw: Draw, schemas: Mapping[str, Schema]) -> Iterator[Page]:
    for schema in schemas.values():
        yield draw(
            "dictionary",
            address=f"data/dictionary/{schema.name}/",
            title=f"Data dictionary: {schema.title}",
            description=schema.description,
            crumbs=[("data/", "Open data and calendars")],
            schema=schema,
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
    for cut in cuts(one.items, _LIST_LENGTH, one.address):
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


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of a long list: its items, its number from 1, how many there are, and where it and the first stand."""

    items: Sequence[Any]
    number: int
    count: int
    here: str

    @property
    def address(self) -> str:
        """The page's address."""
        return self.of(self.number)

    def of(self, number: int) -> str:
        """Return the address of a page of the list by its number: beside the first, in the same frame."""
        return self.here if number == 1 else f"{self.here.rstrip('/')}-{number}/"


def cuts(items: Sequence[Any], length: int, here: str) -> Iterator[Cut]:
    """Yield the pages of a list, at least one; the first stands at `here`."""
    count = max(1, -(-len(items) // length))
    for number in range(1, count + 1):
        yield Cut(items[(number - 1) * length : number * length], number, count, here)
