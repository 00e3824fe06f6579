from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.load import Loaded, compare_folders, load_folder
from programme.catalogue.model import Records
from programme.catalogue.rules import CHANGES
from programme.clock import Period
from programme.problems import Severity

DAY: Final = date(2026, 1, 15)
FUND: Final = "id: a\ntitle: A fund\nsummary: It gives money.\nbasis: proposed\n"
THEMES: Final = "- {id: t, title: T, summary: S, basis: proposed}\n"
SOURCES: Final = "- {id: s, title: T, publisher: P, kind: web-page}\n"
ROUND: Final = """\
id: r
fund: a
theme: t
title: A round
summary: It is open.
series: 2025/26
number: 1
opens: 2026-02-02
closes: 2026-03
closes_time: 17:00
ceiling: 9812.65
examples:
  - text: One
    source: s
  - text: Two
    source: s
words: [no, 11:59]
basis: proposed
sources: [s]
"""
GOOD: Final = {"funds/a.yaml": FUND, "themes.yaml": THEMES, "sources.yaml": SOURCES, "rounds/r.yaml": ROUND}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def finding(*path: str | int, quote: str = "", identity: str = "r", kind: str = "round") -> Finding:
    return Finding(kind=kind, id=identity, path=path, code="code", message="It is wrong.", quote=quote)


def place_of(one: Finding, folder: Path) -> str:
    def rule(_: Records, __: date) -> Iterator[Finding]:
        yield one

    (problem,) = load_folder(folder, DAY, [rule], shown="x").problems
    return str(problem.place)


def load(folder: Path, files: Mapping[str, str]) -> Loaded:
    return load_folder(write(folder, files), DAY, (), shown="x")


def test_values_get_the_type_that_the_schema_gives_them(tmp_path: Path) -> None:
    one = load(tmp_path, GOOD).records.rounds["r"]
    assert (one.number, one.ceiling, one.closes_time) == (1, Decimal("9812.65"), time(17))
    assert (one.opens, one.closes, one.decision_by) == (Period.of("2026-02-02"), Period.of("2026-03"), None)
    assert one.words == ("no", "11:59")
    assert [example.text for example in one.examples] == ["One", "Two"]


def test_records_cannot_be_changed(tmp_path: Path) -> None:
    records = load(tmp_path, GOOD).records
    with pytest.raises(AttributeError):
        records.rounds["r"].title = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        records.rounds["r2"] = records.rounds["r"]  # type: ignore[index]


def test_a_wrong_record_is_left_out_and_the_others_are_there(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, {**GOOD, "rounds/r2.yaml": ROUND.replace("id: r", "id: r2").replace("number: 1", "number: one")}
    )
    assert list(loaded.records.rounds) == ["r"]
    assert loaded.has_errors


@pytest.mark.parametrize(
    ("one", "place"),
    [
        (finding("closes"), "x/rounds/r.yaml:9:9"),
        (finding("examples", 2, "source"), "x/rounds/r.yaml:16:13"),
        (finding("words", 2), "x/rounds/r.yaml:17:13"),
        (finding("words"), "x/rounds/r.yaml:17:1"),
        (finding("about"), "x/rounds/r.yaml:1:1"),
        (finding("title", quote="round"), "x/rounds/r.yaml:4:10"),
        (finding("title", quote="not there"), "x/rounds/r.yaml:4:8"),
        (finding("title", identity="t", kind="theme"), "x/themes.yaml:1:18"),
    ],
)
def test_what_a_rule_finds_is_told_where_it_stands(one: Finding, place: str, tmp_path: Path) -> None:
    assert place_of(one, write(tmp_path, GOOD)) == place


def test_what_a_rule_finds_in_a_record_is_not_told_of_another_with_the_same_id(tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, "rounds/z.yaml": "id: r\n" + ROUND.partition("\n")[2].partition("examples")[0]})

    def rule(_: Records, __: date) -> Iterator[Finding]:
        yield finding("examples", 2, "source")

    problems = load_folder(tmp_path, DAY, [rule], shown="x").problems
    assert [str(one.place) for one in problems if one.code == "code"] == ["x/rounds/r.yaml:16:13"]


def test_a_warning_stops_nothing(tmp_path: Path) -> None:
    def rule(_: Records, __: date) -> Iterator[Finding]:
        yield Finding(kind="round", id="r", path=(), code="code", message="It is odd.", severity=Severity.WARNING)

    loaded = load_folder(write(tmp_path, GOOD), DAY, [rule])
    assert len(loaded.problems) == 1
    assert not loaded.has_errors


def test_a_date_that_was_public_is_not_changed_in_silence(tmp_path: Path) -> None:
    before = load(tmp_path / "before", GOOD)
    later = ROUND.replace("closes: 2026-03", "closes: 2026-04")
    silent = load(tmp_path / "silent", {**GOOD, "rounds/r.yaml": later})
    entry = "earlier_dates:\n  - {changed_on: 2026-01-15, opens: 2026-02-02, closes: 2026-03, reason: More time.}\n"
    told = load(tmp_path / "told", {**GOOD, "rounds/r.yaml": later + entry})
    assert [one.code for one in compare_folders(before, silent, DAY, CHANGES).problems] == ["silent-change"]
    assert compare_folders(before, told, DAY, CHANGES).problems == ()
    assert compare_folders(before, before, DAY, CHANGES).problems == ()
