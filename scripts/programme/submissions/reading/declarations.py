"""What a form and a shape declare about an export, put together: the whole truth about how its files are read.

Not for reading files: `export` does that with what is put together here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Final

import msgspec

from programme.catalogue.model import ExportShape, Form, FormQuestion, Records
from programme.catalogue.options import options_of

_EDITION: Final = 3  # of this reader: raise it when the same file and declarations would give other facts
WITH_OPTIONS: Final = ("choice", "choices")  # the kinds of question whose answers are chosen
_OVERRIDES: Final = ("delimiter", "encoding", "submitted_format", "zone")
_ABOUT_SHAPE: Final = ("title", "tool", "note", "basis", "sources")


@dataclass(frozen=True)
class Declared:
    """A form, the shape of one of its exports with the form's own differences, and the options of its questions."""

    form: Form
    shape: ExportShape
    options: Mapping[str, Mapping[str, str]]  # words by id, by the question's id
    shapes: tuple[ExportShape, ...]  # all shapes of the form's exports

    @cached_property
    def questions(self) -> dict[str, FormQuestion]:
        """The questions by id, in the form's order."""
        return {question.id: question for question in self.form.questions}

    @property
    def record_path(self) -> str:
        """Where staff find the form's record."""
        return f"data/forms/{self.form.id}.yaml"


def declared(form: Form, shape: ExportShape, records: Records) -> Declared:
    """Put together what is declared about the exports of a form in a shape."""
    options = {question.id: options_of(question, records) for question in form.questions}
    named = (records.export_shapes.get(export.shape) for export in form.exports)
    return Declared(form, shape, options, tuple(one for one in named if one))


def shape_of(form: Form, shape_id: str, records: Records) -> ExportShape | None:
    """Return the shape that a form names, with the form's own differences; None when it does not name it."""
    own = next((export for export in form.exports if export.shape == shape_id), None)
    shape = records.export_shapes.get(shape_id)
    if own is None or shape is None:
        return None
    return replace(shape, **{name: getattr(own, name) for name in _OVERRIDES if getattr(own, name)})


def reading_digest(form: Form, shape: ExportShape, records: Records) -> str:
    """Return the digest of everything that decides how a file becomes facts: 64 hexadecimal digits.

    Words that only explain (titles, notes, sources) do not count: to change them reads no file again.
    """
    both = declared(form, shape, records)
    questions = [
        (one.id, one.section, one.answer, one.column, one.former_columns, one.means, [*both.options[one.id].items()])
        for one in form.questions
    ]
    written = {name: value for name, value in asdict(shape).items() if name not in _ABOUT_SHAPE}
    written["tool"] = shape.tool
    text = msgspec.json.encode([_EDITION, form.id, form.identity, questions, written], order="deterministic")
    return hashlib.sha256(text).hexdigest()
