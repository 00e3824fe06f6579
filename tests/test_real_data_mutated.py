"""Real files, edited badly: lines deleted, doubled, moved and mixed. Never a crash, and every place exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.catalogue.load import load_folder
from programme.catalogue.rules import RULES
from programme.records.characters import lines_of
from programme.records.check import DATA
from programme.reports import REPORTS

FILES: Final = sorted(
    path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml") if path.relative_to(DATA).parts[0] != "schemas"
)
TEXTS: Final = {name: (DATA / name).read_text(encoding="utf-8").splitlines() for name in FILES}
SCRAPS: Final = st.sampled_from(
    [
        "",
        "-",
        "  - ",
        "a: b",
        "\t",
        ": ",
        "'",
        '"',
        "[",
        "}",
        "&a",
        "*a",
        "!x",
        "---",
        "\u00a0",
        "\u202e",
        "no",
        "NaN",
        "snan",
        "2026-02-31",
        "12pm",
        "<b>",
        "javascript:alert(1)",
        "#",
        "id: x",
        "  id: x",
        "closes: 2020",
        "basis: published",
        "ceiling: 99999",
        "£5",
        "\x07",
    ],
) | st.text(max_size=8)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(FILES))
    lines = list(TEXTS[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        change = draw(st.sampled_from(["delete", "double", "move", "insert", "replace", "append", "indent", "cut"]))
        line = lines[at] if lines else ""
        if change in ("delete", "move"):
            del lines[at : at + 1]
        if change in ("double", "move"):
            lines.insert(draw(st.integers(0, len(lines))), line)
        if change == "insert":
            lines.insert(at, draw(SCRAPS))
        if change in ("replace", "append", "indent", "cut"):
            head = line.partition(":")[0] + ": " if change == "replace" else line if change == "append" else "  "
            lines[at : at + 1] = [
                line[: draw(st.integers(0, 12))]
                if change == "cut"
                else head + (line if change == "indent" else draw(SCRAPS))
            ]
    return name, "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real data, in which one file at a time is spoilt."""
    copy = tmp_path_factory.mktemp("real") / "data"
    for name, lines in TEXTS.items():
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return copy


@contextmanager
def spoilt(path: Path, text: str) -> Iterator[None]:
    """The file with another text in it, for a while."""
    before = path.read_bytes()
    path.write_text(text, encoding="utf-8", newline="")
    try:
        yield
    finally:
        path.write_bytes(before)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated(), st.sampled_from([date(2025, 9, 1), date(2025, 12, 15), date(2026, 11, 21)]))
def test_a_bad_edit_of_a_real_file_is_told_at_a_place_that_exists(
    folder: Path, change: tuple[str, str], day: date
) -> None:
    name, text = change
    with spoilt(folder / name, text):
        loaded = load_folder(folder, day, RULES, shown=str(folder))
        for problem in loaded.problems:
            lines = lines_of(Path(problem.place.path).read_text(encoding="utf-8"))
            assert problem.place.line <= len(lines)
            assert problem.place.line == 0 or 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
            assert problem.message.endswith(".")
            assert problem.action
    assert all(report(loaded.problems) for report in REPORTS.values())
