"""The questions of a form by what they mean."""

from __future__ import annotations

from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import Form
from tests.unit.submissions.sample import made, question


def test_questions_are_found_by_what_they_mean_and_others_are_not() -> None:
    group, why = question("group-name", "short-text", "organisation"), question("why", "long-text")
    assert by_meaning(made(Form, questions=(why, group))) == {"organisation": group}
