"""The rule of personal data: no text of any record says how to reach somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.load import load_folder
from programme.catalogue.rules.contacts import texts_hold_no_contacts
from programme.records.check import DATA
from tests.real_records import real

DAY: Final = date(2026, 1, 15)
ROUND: Final = "road-safety-2025"


def told(kind: str, identity: str, **fields: Any) -> list[Finding]:
    """What is said of the real records with some fields of one of them changed."""
    held = getattr(real(), kind)
    changed = replace(held[identity], **fields)
    records = replace(real(), **{kind: MappingProxyType({**held, identity: changed})})
    return list(texts_hold_no_contacts(records, DAY))


def test_the_real_records_hold_none() -> None:
    assert list(texts_hold_no_contacts(real(), DAY)) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ring Anna on 07700 900123, anna@example.org.", ["email-in-text", "mobile-in-text"]),
        ("Lights at 4 High Street ZZ99 9ZZ", ["postcode-in-text"]),
        ("Ring 01632 960001.", ["phone-in-text"]),
        ("Call Crimestoppers on 0800 555 111, or us on 0116 229 8980.", []),
        ("Forward it to report@phishing.gov.uk.", []),
    ],
)
def test_only_what_channels_and_office_have_may_stand_in_a_text(text: str, codes: list[str]) -> None:
    assert [one.code for one in told("rounds", ROUND, about=text)] == codes


def test_every_text_is_looked_at() -> None:
    award = next(iter(real().awards))
    (one,) = told("awards", award, purpose="Lights at ZZ99 9ZZ")
    assert (one.kind, one.path) == ("award", ("purpose",))
    (one,) = told("rounds", ROUND, words=("signs", "07700 900123"))
    assert one.path == ("words", 2)
    examples = real().rounds[ROUND].examples
    (one,) = told("rounds", ROUND, examples=(examples[0], replace(examples[1], text="Ask anna@example.org")))
    assert one.path == ("examples", 2, "text")


def test_each_says_what_may_stand_there_instead() -> None:
    (email,) = told("rounds", ROUND, about="anna@example.org")
    assert "a role" in email.action
    assert email.message == "There is an e-mail address in this text, and everybody can read it."


def test_it_is_told_with_its_own_line_and_in_its_own_vocabulary(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    copytree(DATA, folder)
    about, words = folder / "rounds" / f"{ROUND}.yaml", folder / "codelists" / "weekdays.yaml"
    lines = about.read_text("utf-8").splitlines(keepends=True)
    at = lines.index("about: |\n")
    about.write_text("".join([*lines[: at + 2], "  Ring 07700 900123.\n", *lines[at + 2 :]]), encoding="utf-8")
    words.write_text(words.read_text("utf-8").replace("label: Monday", "label: anna@example.org"), encoding="utf-8")
    problems = load_folder(folder, DAY, (texts_hold_no_contacts,), shown="data").problems
    places = {(one.code, one.place.path, one.excerpt.strip()) for one in problems}
    assert ("mobile-in-text", f"data/rounds/{ROUND}.yaml", "Ring 07700 900123.") in places
    assert ("email-in-text", "data/codelists/weekdays.yaml") in {place[:2] for place in places}
