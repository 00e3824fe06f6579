"""Records as JSON values for `api`: every field of a schema, and what follows from a round for a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from programme.clock import SEASONS, Period
from programme.records.schemas import Field, Schema
from programme.site.view import RoundView
from programme.status import State, closes_words, opens_words

Json = dict[str, Any]
_EDTF_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}


@dataclass(frozen=True, slots=True)
class Derived:
    """A value of a round that is worked out and stands in no record: its name, schema, and how it is found."""

    name: str
    schema: Json
    value: Callable[[RoundView, date, str], str | None]


_INSTANT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}
DERIVED: tuple[Derived, ...] = (
    Derived(
        "state",
        {"enum": [state.value for state in State], "description": "The state of the round on the day of state_as_of."},
        lambda view, _day, _base: view.state.value,
    ),
    Derived(
        "state_as_of",
        {"type": "string", "format": "date", "description": "The day for which the state was worked out, in London."},
        lambda _view, day, _base: day.isoformat(),
    ),
    Derived(
        "opens_at",
        {"anyOf": [_INSTANT, {"type": "null"}], "description": "The first instant (UTC) at which it is open."},
        lambda view, _day, _base: view.window.opens_text or None,
    ),
    Derived(
        "closes_at",
        {"anyOf": [_INSTANT, {"type": "null"}], "description": "The first instant (UTC) that is too late."},
        lambda view, _day, _base: view.window.closes_text or None,
    ),
    Derived(
        "opens_words",
        {"type": "string", "description": "When it opens, in words and London time. Empty when not known."},
        lambda view, _day, _base: opens_words(view.record),
    ),
    Derived(
        "closes_words",
        {"type": "string", "description": "When it closes, in words and London time. Empty when not known."},
        lambda view, _day, _base: closes_words(view.record),
    ),
    Derived(
        "url",
        {"type": "string", "description": "Its page: the whole address, or from the site's root if that is not known."},
        lambda view, _day, base: base + view.page,
    ),
)


def public(schema: Schema, record: object) -> Json:
    """Return a record as JSON values, every field of its schema in the schema's order, null where not known."""
    return {
        one.name: _listed(one.items, getattr(record, one.name)) if one.items else _value(one, getattr(record, one.name))
        for one in schema.fields
    }


def _listed(items: Schema, values: Iterable[object]) -> list[object]:
    if is_plain(items):
        return [_value(items.fields[0], value) for value in values]
    return [public(items, value) for value in values]


def is_plain(items: Schema) -> bool:
    """Tell whether a list holds plain values and not mappings."""
    return [one.name for one in items.fields] == ["value"]


def _value(one: Field, value: object) -> object:
    if isinstance(value, Period):
        bounds = {"first": value.first.isoformat(), "last": value.last.isoformat()}
        return {"text": value.text, "edtf": edtf(value)} | bounds
    if isinstance(value, Decimal):
        return f"{value:.2f}" if one.kind == "money" else f"{value:f}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def edtf(period: Period) -> str:
    """Return a period in the Extended Date/Time Format (ISO 8601-2): `2026-01-12`, `2026-01`, `2026-21`, `2026`."""
    season, _, year = period.text.lower().partition(" ")
    return f"{year}-{_EDTF_SEASONS[season]}" if season in SEASONS else period.text
