"""The pages of the toolkit and the advice: one a record, and one a group, so that all is found without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator

from programme.site.facets import Facet, advice_facets, toolkit_facets
from programme.site.page import LIST_LENGTH, Draw, Page, cuts
from programme.site.plans import plans
from programme.site.toolkit import InitiativeView, Toolkit
from programme.site.translated_pages import versions, with_versions

_TOOLKIT = ("toolkit/", "Toolkit")
_ADVICE = ("advice/", "Advice")


def toolkit_pages(toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    """Yield the page of every initiative, topic and group."""
    yield from _initiatives(toolkit, draw)
    yield from _topics(toolkit, draw)
    for facet in toolkit_facets(toolkit):
        yield from _groups(facet, _TOOLKIT, "initiatives", toolkit, draw)
    for facet in advice_facets(toolkit):
        yield from _groups(facet, _ADVICE, "topics", toolkit, draw)


def _initiatives(toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    made = plans(toolkit)
    for one in toolkit.initiatives.values():
        found = versions("initiative", one.record.id, toolkit.records)
        page = draw(
            "initiative",
            address=one.page,
            title=one.record.title,
            description=one.record.summary,
            crumbs=[_TOOLKIT],
            kind="Toolkit",
            words=one.record.words,
            one=one,
            plan=made.get(one.record.id),
            others=found[1:],
            toolkit=toolkit,
        )
        yield with_versions(page, found)


def _topics(toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    times = toolkit.records.terms.get("point-times", ())
    for topic in toolkit.topics.values():
        found = versions("topic", topic.id, toolkit.records)
        page = draw(
            "topic",
            address=f"advice/{topic.id}/",
            title=topic.title,
            description=topic.summary,
            crumbs=[_ADVICE],
            kind="Advice",
            words=topic.words,
            topic=topic,
            times=times,
            others=found[1:],
            toolkit=toolkit,
            channels=[toolkit.records.channels[name] for name in topic.tell if name in toolkit.records.channels],
        )
        yield with_versions(page, found)


def _groups(facet: Facet, above: tuple[str, str], template: str, toolkit: Toolkit, draw: Draw) -> Iterator[Page]:
    for group in facet.groups:
        for cut in cuts(group.items, LIST_LENGTH, group.address):
            later = f", page {cut.number} of {cut.count}" if cut.number > 1 else ""
            yield draw(
                f"list-{template}",
                address=cut.address,
                title=f"{above[1]}: {group.title}{later}",
                description=group.description,
                crumbs=[above],
                cut=cut,
                group=group,
                toolkit=toolkit,
            )


def toolkit_list(toolkit: Toolkit) -> bytes:
    """Return `toolkit.json`: what the script needs to narrow and sort the toolkit in the browser."""
    facets = toolkit_facets(toolkit)
    held = {one.page: {facet.name: _names(facet, one) for facet in facets} for one in toolkit.initiatives.values()}
    entries = [
        {
            "u": one.page,
            "t": one.record.title,
            "s": one.record.summary,
            "w": one.warning,
            "weeks": one.record.setup_weeks,
        }
        | held[one.page]
        for one in toolkit.initiatives.values()
    ]
    choices = [
        {"name": one.name, "title": one.title, "choices": [[group.name, group.title] for group in one.groups]}
        for one in facets
    ]
    body = {"version": 1, "facets": choices, "entries": entries}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _names(facet: Facet, one: InitiativeView) -> list[str]:
    """Return the groups of a facet that hold an initiative."""
    return [group.name for group in facet.groups if one in group.items]
