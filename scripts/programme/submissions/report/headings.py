"""Columns that a file lacks and headings that the form's record does not know, with the line of YAML to add."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import Form, Records
from programme.problems import nearest, shortened
from programme.submissions.outcome import Account, Outcome

_PLAIN: Final = re.compile(r"[A-Za-z][\w ()'’/.]*[\w).?]")
_WORDS_OF_YAML: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingProblem:
    """One column that is missing or unknown in a file: what to do, and the lines to add to a record."""

    file: str
    what: str
    action: str
    record: str
    yaml: str
    missing: bool


def heading_problems(outcome: Outcome, records: Records) -> tuple[HeadingProblem, ...]:
    """Return every missing column and unknown heading, file by file."""
    return tuple(problem for account in outcome.accounts for problem in _of_file(account, records))


def _of_file(account: Account, records: Records) -> Iterator[HeadingProblem]:
    form = records.forms.get(account.form)
    if form is None:
        return
    yield from (_missing(question, account, form) for question in account.missing)
    yield from (_unknown(heading, account) for heading in account.unknown)


def _missing(question_id: str, account: Account, form: Form) -> HeadingProblem:
    question = next((one for one in form.questions if one.id == question_id), None)
    expected = question.column if question else question_id
    like = nearest(expected, account.unknown)
    return HeadingProblem(
        file=account.name,
        what=f"No column “{shortened(expected)}” for the question {question_id}.",
        action=(
            f"If “{shortened(like)}” is the same question, add this under it."
            if like
            else "If the question has another heading now, add that heading under it."
        ),
        record=f"data/forms/{form.id}.yaml",
        yaml=f"  - id: {question_id}\n    former_columns:\n      - {yaml_text(like or 'The heading in the file')}",
        missing=True,
    )


def _unknown(heading: str, account: Account) -> HeadingProblem:
    return HeadingProblem(
        file=account.name,
        what=f"The heading “{shortened(heading)}” is not in the form's record. Its answers are kept.",
        action="If it is a new question, add it to the form's record. If the tool adds this column itself, add this.",
        record="data/export-shapes.yaml",
        yaml=f"- id: {account.shape}\n  own_columns:\n    - {yaml_text(heading)}",
        missing=False,
    )


def yaml_text(text: str) -> str:
    """Return text as one value of YAML, in quotes where it would mean something else without them."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=False)
