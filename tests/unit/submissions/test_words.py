"""The vocabularies from which staff read states, flags and rows are those of the program, in its order and words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest

from programme.submissions.outcome import Disposition, Flag, State
from programme.submissions.report.wording import DISPOSITIONS, FLAGS, STATES
from tests.unit.submissions.public_samples import records


@pytest.mark.parametrize(
    ("vocabulary", "codes", "words"),
    [
        ("submission-states", State, STATES),
        ("submission-flags", Flag, FLAGS),
        ("record-dispositions", Disposition, DISPOSITIONS),
    ],
)
def test_staff_read_the_codes_and_words_of_the_program(vocabulary: str, codes: type[StrEnum], words: Any) -> None:
    terms = records().terms[vocabulary]
    assert [term.id for term in terms] == [code.value for code in codes]
    assert {term.id: term.label for term in terms} == {code.value: word for code, word in words.items()}


def test_a_state_is_described_for_returns_courses_and_surveys_too() -> None:
    said = " ".join(term.description for term in records().terms["submission-states"])
    assert not {"bid", "applicant", "fund"} & set(said.replace(".", "").split())
    assert "after the round had closed or the return was due" in said
