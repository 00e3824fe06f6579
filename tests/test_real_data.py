"""Every real record: it loads on any day, says where its facts come from, and names nobody it should not."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from programme.catalogue.load import Loaded, load_folder
from programme.catalogue.model import CLASSES
from programme.catalogue.rules import RULES
from programme.problems import Severity
from programme.records.check import DATA, PROJECT
from programme.records.generated import attribute

DAYS: Final = (date(2025, 9, 1), date(2025, 12, 15), date(2026, 11, 21))
EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
MOBILE: Final = re.compile(r"(?:\+44\s?7|\b07)(?:[\s-]?\d){9}\b")
NEEDS_SOURCE: Final = ("published", "computed")


@cache
def on(day: date) -> Loaded:
    return load_folder(DATA, day, RULES, shown="data")


def kinds() -> dict[str, str]:
    """The attribute of each kind of record, but for vocabularies."""
    schemas = on(DAYS[-1]).checked.schemas
    return {name: attribute(schema) for name, schema in schemas.items() if name != "term"}


def records() -> list[tuple[str, str]]:
    found = on(DAYS[-1]).records
    return [(name, one) for name, attributed in kinds().items() for one in getattr(found, attributed)]


def files() -> list[Path]:
    return sorted(path for path in DATA.rglob("*.yaml") if "schemas" not in path.relative_to(DATA).parts)


def pages() -> list[Path]:
    return sorted((PROJECT / "content").rglob("*.md"))


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def name_of_record(record: tuple[str, str]) -> str:
    return "/".join(record)


def parts(record: Any) -> list[Any]:
    """A record, and the items of its lists that are more than text."""
    values = [getattr(record, name) for name in record.__slots__]
    return [
        record,
        *(item for value in values if isinstance(value, tuple) for item in value if hasattr(item, "__slots__")),
    ]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_file_has_no_errors_on_any_day(path: Path, day: date) -> None:
    errors = [one for one in on(day).problems if one.severity is Severity.ERROR and one.place.path == name_of(path)]
    assert errors == []


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_at_all_is_an_error(day: date) -> None:
    assert not on(day).has_errors


def test_there_are_records_of_every_kind() -> None:
    # No translator has made a translation yet, and no round has been reconciled yet.
    later = {"term", "translation", "result"}
    assert {kind for kind, _ in records()} - later == {name for name in CLASSES if "." not in name} - later


@pytest.mark.parametrize("record", records(), ids=name_of_record)
def test_a_record_says_where_what_is_published_comes_from(record: tuple[str, str]) -> None:
    kind, identity = record
    found = getattr(on(DAYS[-1]).records, kinds()[kind])[identity]
    bases = [one for one in parts(found) if getattr(one, "basis", "") in NEEDS_SOURCE]
    assert [one for one in bases if not (getattr(one, "sources", None) or getattr(one, "source", None))] == []


@pytest.mark.parametrize("source", list(on(DAYS[-1]).records.sources))
def test_a_source_is_used(source: str) -> None:
    found = on(DAYS[-1]).records
    everything = [part for kind, one in records() for part in parts(getattr(found, kinds()[kind])[one])]
    assert any(source in getattr(part, "sources", ()) or source == getattr(part, "source", None) for part in everything)


def texts(record: Any) -> list[str]:
    """The texts of more than one word in a record and in its parts: one word may refer to another record."""
    values = [getattr(part, name) for part in parts(record) for name in part.__slots__]
    lists = [value if isinstance(value, tuple) else (value,) for value in values]
    return [text for values in lists for text in values if isinstance(text, str) and " " in text]


@pytest.mark.parametrize("record", records(), ids=name_of_record)
def test_no_text_names_a_source_by_the_id_that_only_this_project_knows(record: tuple[str, str]) -> None:
    kind, identity = record
    found = on(DAYS[-1]).records
    said = {word for text in texts(getattr(found, kinds()[kind])[identity]) for word in re.findall(r"\w+-[\w-]+", text)}
    assert said & set(found.sources) == set()


@pytest.mark.parametrize("path", [*files(), *pages()], ids=name_of)
def test_a_file_holds_no_mobile_number_and_no_address_but_those_of_the_office_and_of_channels(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = on(DAYS[-1]).records
    offices = {one.value for one in found.office_facts.values() if one.fact == "email"}
    reporting = {address for one in found.channels.values() for address in EMAIL.findall(one.use)}
    assert set(EMAIL.findall(text)) <= offices | reporting
    assert MOBILE.findall(text) == []


def test_what_only_this_office_has_stands_in_its_facts_and_in_no_page_schema_or_template() -> None:
    # Every such office is called so, and has such a plan.
    facts = [one for one in on(DAYS[-1]).records.office_facts.values() if one.fact not in {"office-name", "plan"}]
    code = [PROJECT / "mkdocs.yml", *(DATA / "schemas").glob("*.yaml"), *(PROJECT / "hooks").rglob("*.html")]
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in [*pages(), *code]}
    assert [(one.id, name) for one in facts for name, text in texts.items() if one.value in text] == []


@pytest.mark.parametrize(
    ("text", "found"), [("07700 900123", 1), ("+44 7700 900123", 1), ("0116 229 8980", 0), ("E07000133", 0)]
)
def test_the_search_for_mobile_numbers_can_find_one(text: str, found: int) -> None:
    assert len(MOBILE.findall(text)) == found
