"""What looks like a contact in a text is found, and what only looks a little like one is not."""

from __future__ import annotations

import pytest

from programme.catalogue.contacts import contacts_in


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Write to Anna@Example.org.", "email", "annaexampleorg"),
        ("anna at example dot org", "email", "annaatexampledotorg"),
        ("Ring 07700 900123, or not.", "mobile", "7700900123"),
        ("+44 (0)7700 900 123", "mobile", "7700900123"),
        ("Call (01632) 960001", "phone", "1632960001"),
        ("0044 1632-960001", "phone", "1632960001"),
        ("The hall, ZZ99 9ZZ", "postcode", "zz999zz"),
        ("zz99-9zz", "postcode", "zz999zz"),
    ],
)
def test_a_contact_is_found_however_it_is_written(text: str, kind: str, key: str) -> None:
    assert [(one.kind, one.key) for one in contacts_in(text)] == [(kind, key)]


@pytest.mark.parametrize(
    "text",
    [
        "£10,000 on 12 January 2026 at 01:30",
        "ZZ99, E07000133, 2025/26 round 2, 1,105 people",
        "https://www.example.org/07700900123?who=anna@example.org and 11 dots",
        "road-safety-2025",
        "The 2nd, 3rd and 4th",
    ],
)
def test_dates_sums_codes_and_links_are_none(text: str) -> None:
    assert list(contacts_in(text)) == []


def test_it_is_given_as_it_is_written() -> None:
    (one,) = contacts_in("Is it Anna@Example.org?")
    assert one.written == "Anna@Example.org"
