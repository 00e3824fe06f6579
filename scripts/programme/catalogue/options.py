"""What may be chosen in a form's question: the ids and words of its options, wherever they come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from programme.catalogue.model import FormQuestion, Records
from programme.catalogue.return_periods import period_of

# The tables whose records may be the options of a question, and the field that people read. Everything else is a
# vocabulary.
TABLES: Final[Mapping[str, str]] = {
    "themes": "title",
    "areas": "name",
    "rounds": "title",
    "partners": "title",
    "initiatives": "title",
}
_FOLDERS: Final = ("rounds", "initiatives")  # of these each record is a file


def options_of(question: FormQuestion, records: Records) -> dict[str, str]:
    """Return the options of a question as people read them, by id, in order; nothing when it has none.

    An option that is written in the form itself has no id: its words stand in its place, but for those of a
    question that means a period, whose ids are `2025-07` or `2025-Q3`. Every option, area, round and partner is
    there, those of the past too, because an answer may be old.
    """
    if not question.options_from:
        is_period = question.means == "period"
        return {
            (period_of(one) if is_period else None) or one: one for one in (*question.past_options, *question.options)
        }
    if question.options_from in TABLES:
        held = getattr(records, question.options_from)
        return {one: getattr(record, TABLES[question.options_from]) for one, record in held.items()}
    return {term.id: term.label for term in records.terms.get(question.options_from, ())}


def kept_in(question: FormQuestion, form: str) -> str:
    """Return where staff find the options of a question of a form: a folder, a file, or the place in the form."""
    name = question.options_from
    if not name:
        return f"`options` of the question `{question.id}` in data/forms/{form}.yaml"
    if name in _FOLDERS:
        return f"data/{name}/"
    return f"data/{name}.yaml" if name in TABLES else f"data/codelists/{name}.yaml"
