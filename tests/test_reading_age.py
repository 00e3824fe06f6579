"""Every page and every record is plain enough to read: the same check as `scripts/check_reading.py`.

The limits were set by measuring what is written here: of 157 pages and records of 60 words or more, half have a
reading age under 8.1 and 19 of 20 under 9.8. Two of some four thousand sentences were longer than 25 words.
"""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest
from click.testing import CliRunner

import check_reading
from programme.catalogue.passages import project_texts
from programme.catalogue.reading import OLDEST, check, reading_age, sentences
from programme.records.check import PROJECT

TEXTS, PLAINER = project_texts(PROJECT)


@pytest.mark.parametrize("name", TEXTS)
def test_is_plain_enough(name: str) -> None:
    told = [f"{one.place}: {one.message} {one.found} {one.action}" for one in check(TEXTS[name], PLAINER)]
    assert told == []


def test_every_kind_that_people_read_is_checked() -> None:
    kinds = {name.partition("/")[0] for name in TEXTS}
    assert {"initiative", "topic", "round", "fund", "form", "pillar", "theme", "channel", "glossary-word"} <= kinds
    assert "content/index.md" in TEXTS


def test_the_limit_is_near_to_what_is_written() -> None:
    ages = [reading_age(found) for found in map(sentences, TEXTS.values()) if sum(len(one.words) for one in found) > 60]
    assert statistics.quantiles(ages, n=20)[-1] < OLDEST < max(ages) + 3


def test_no_word_to_avoid_stands_in_a_plainer_one() -> None:
    assert [(word, better) for word, better in PLAINER.items() if better in PLAINER] == []


def test_the_command_names_the_line_the_sentence_and_the_word(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: A page\n---\n# A page\n\nYou can utilise the [form](form.md).\n")
    result = CliRunner().invoke(check_reading.main, [str(page)])
    assert result.exit_code == 1
    assert result.output == (
        f"{page}:6:1\n"
        "  Error: There is a plainer word for “utilise”. [plainer-word]\n"
        "     6 | You can utilise the [form](form.md).\n"
        "       |         ^\n"
        "  Expected: use\n"
        "  Found: “You can utilise the form.”\n"
        "  What to do: Write “use”, or say it in another way.\n"
        "\n"
        "1 error in 1 file.\n"
    ).replace(":6:1\n", ":6:9\n")


def test_the_command_looks_only_where_it_is_told_to() -> None:
    result = CliRunner().invoke(check_reading.main, ["--ages", str(PROJECT / "content" / "index.md")])
    assert result.exit_code == 0
    assert [line.split()[-1] for line in result.output.splitlines()[:-1]] == ["content/index.md"]
