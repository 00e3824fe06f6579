"""The form and the shape that a person names; by a tool's name its first shape is meant."""

from __future__ import annotations

from collections.abc import Iterable

import click

from programme.catalogue.model import ExportShape, Form, Records
from programme.problems import did_you_mean
from programme.submissions.reading.declarations import shape_of


def form_named(name: str, records: Records) -> Form:
    """Return a form by its id. Raises click's UsageError when there is none."""
    if form := records.forms.get(name):
        return form
    raise click.UsageError(_unknown("form", name, records.forms))


def shape_named(name: str, form: Form, records: Records) -> ExportShape:
    """Return the shape of a form by the id of the shape or of its tool. Raises click's UsageError when it has none."""
    shapes = [shape for one in form.exports if (shape := shape_of(form, one.shape, records))]
    for shape in (*(one for one in shapes if one.id == name), *(one for one in shapes if one.tool == name)):
        return shape
    raise click.UsageError(_unknown("shape of this form", name, [one.id for one in shapes]))


def check_round(name: str | None, records: Records) -> None:
    """Raise click's UsageError when a round is named that does not exist."""
    if name is not None and name not in records.rounds:
        raise click.UsageError(_unknown("round", name, records.rounds))


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    known = sorted(known)
    return f"There is no {what} called “{name[:60]}”. {did_you_mean(name, known)} Known: {', '.join(known)}."
