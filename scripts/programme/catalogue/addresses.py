"""The addresses of the pages that records get, from the site's root, for rules that ask whether a page exists.

Drawing the pages is the site's business; a test holds this list against the pages that it draws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from programme.catalogue.model import Form, Fund, Records
from programme.records.check import PROJECT

CONTENT = PROJECT / "content"
# Lists that are there whatever the records are.
LISTS = ("fund/rounds/", "fund/funds/", "fund/awards/", "forms/", "about/sources/", "data/dictionary/rules/")
# Their pages follow from the schemas, or from bands of the site's own.
NOT_LISTED = ("data/dictionary/", "toolkit/time/")
_PAGES = {
    "round": "fund/rounds/{}/",
    "fund": "fund/funds/{}/",
    "initiative": "toolkit/{}/",
    "topic": "advice/{}/",
}


def address_of(kind: str, record_id: str) -> str:
    """Return the address of a record's page. Raises KeyError for a kind whose records have no pages."""
    return _PAGES[kind].format(record_id)


def form_address(form: Form) -> str:
    """Return the address of a form's page: a form for a fund stands among the fund's pages."""
    return f"{'fund/' if form.fund else ''}forms/{form.id}/"


def place_of(kind: str, record_id: str, earlier: Collection[str]) -> str:
    """Return the address of the page on which a record's longer text stands: that of today's fund is `fund/`.

    `earlier` are the `earlier_funds`.
    """
    return "fund/" if kind == "fund" and record_id not in earlier else address_of(kind, record_id)


def earlier_funds(records: Records, day: date) -> frozenset[str]:
    """Return the ids of the funds that give no money in rounds on the day: each has a page among the earlier ones."""
    giving = {one.fund for one in records.rounds.values()}
    return frozenset(one.id for one in records.funds.values() if one.id not in giving or _is_over(one, day))


def page_addresses(records: Records, day: date, content: Path = CONTENT) -> frozenset[str]:
    """Return the address of every record's page, of every group and list, and of every hand-written page."""
    found = {address_of("fund", one) for one in earlier_funds(records, day)}
    found.update(form_address(one) for one in records.forms.values())
    for kind in ("round", "initiative", "topic"):
        found.update(address_of(kind, one) for one in getattr(records, f"{kind}s"))
    return frozenset({*found, *LISTS, *_groups(records), *_plans(records), *written_addresses(content)})


@lru_cache(maxsize=4)
def written_addresses(content: Path) -> frozenset[str]:
    """Return the addresses of the hand-written pages in a folder; the home page's is empty."""
    paths = (path.relative_to(content).with_suffix("").as_posix() for path in content.rglob("*.md"))
    return frozenset("" if path == "index" else path.removesuffix("index").rstrip("/") + "/" for path in paths)


def _is_over(fund: Fund, day: date) -> bool:
    return bool(fund.replaced_by or (fund.ended and fund.ended.last < day))


def _plans(records: Records) -> Iterator[str]:
    """Yield the addresses of the plans: of every initiative that does no harm, once a form has questions for them."""
    if any(question.plan_stage for form in records.forms.values() for question in form.questions):
        useful = (one.id for one in records.initiatives.values() if one.rating != "harmful")
        yield from (f"{address_of('initiative', name)}plan/" for name in useful)


def _groups(records: Records) -> Iterator[str]:
    """Yield the addresses of the groups of initiatives and topics that hold anything."""
    for one in records.initiatives.values():
        held = {"theme": one.themes, "cost": (one.cost,), "who": one.needs, "evidence": (one.rating,)}
        for facet, names in (held | {"stage": one.stages}).items():
            yield from (f"toolkit/{facet}/{name}/" for name in names)
    for topic in records.topics.values():
        times = tuple(point.when for point in topic.points)
        for facet, names in {"theme": (topic.theme,), "for": topic.audiences, "when": times}.items():
            yield from (f"advice/{facet}/{name}/" for name in names)
