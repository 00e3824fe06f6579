from __future__ import annotations

import pytest

from programme.submissions.decide.roles import marker, role


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Grants Officer", "grants-officer"),
        ("grants-officer", "grants-officer"),
        ("senior management team", "senior-management-team"),
        ("panel", "panel"),
        ("  Deputy  Chief Executive ", "deputy-chief-executive"),
    ],
)
def test_a_role_is_kept_in_small_letters(text: str, kept: str) -> None:
    assert role(text) == kept


@pytest.mark.parametrize(
    "text",
    ["", "Pat Example", "pat.example@example.org", "officer@example.org", "07700 900123", "P. E.", "officer " * 9],
)
def test_what_may_be_a_person_is_no_role(text: str) -> None:
    assert role(text) == ""


@pytest.mark.parametrize("text", ["marker-a", "Marker A", "A", " a "])
def test_a_marker_has_a_letter(text: str) -> None:
    assert marker(text) == "marker-a"


@pytest.mark.parametrize("text", ["", "Pat", "marker-1", "marker-ab", "marker"])
def test_anything_else_is_no_marker(text: str) -> None:
    assert marker(text) == ""
