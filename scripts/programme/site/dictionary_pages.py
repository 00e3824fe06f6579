"""The data dictionary: a page for each kind of record, from its schema, and the rules between records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from programme.catalogue.rules import CHANGES, RULES
from programme.records.schemas import Schema
from programme.site.page import Draw, Page


def dictionary_pages(draw: Draw, schemas: Mapping[str, Schema]) -> Iterator[Page]:
    """Yield the page of every kind of record, and the page of the rules."""
    yield from _dictionary(draw, schemas)
    yield _rules(draw)


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


def _rules(draw: Draw) -> Page:
    return draw(
        "rules",
        address="data/dictionary/rules/",
        title="Data dictionary: the rules",
        description="The rules that the check applies between fields and records, in the words of the program.",
        crumbs=[("data/", "Open data and calendars")],
        rules=[_one_line(rule) for rule in (*RULES, *CHANGES)],
    )


def _one_line(rule: object) -> str:
    """Return a rule's docstring, which is the rule in an editor's words."""
    return " ".join((rule.__doc__ or "").replace("`", "").split())
