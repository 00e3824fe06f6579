"""An invented programme for the tests of the public outputs: small, and with what goes wrong easily."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

from programme.catalogue.load import load_folder
from programme.catalogue.model import Records, Round
from programme.records.check import DATA
from programme.records.schemas import Schema, load_schemas

DAY: Final = date(2030, 1, 10)
HOSTILE: Final = 'Lamps, "paths"; & C:\\New \\n ’é🚲</script><script>alert(1)</script>\r\nEND:VCALENDAR\x00\u2028'

FILES: Final = {
    "sources.yaml": """\
- {id: paper, title: A paper, publisher: An office, kind: board-paper, published: 2029-10}
""",
    "themes.yaml": """\
- {id: lamps, title: "Lamps, and light", summary: More light., basis: published, sources: [paper]}
- {id: paths, title: Paths, summary: Better paths., basis: published, sources: [paper]}
""",
    "areas.yaml": """\
- {id: old-town, code: E06000099, name: Old Town, kind: city, valid_until: 2029-03-31, successor: new-town,
   population: 1, households: 1, basis: computed, sources: [paper]}
- {id: new-town, code: E06000098, name: New Town, kind: city, valid_from: 2029-04-01,
   population: 1, households: 1, basis: computed, sources: [paper]}
""",
    "office.yaml": """\
- {id: office, fact: office-name, value: Office of Examples, basis: published, sources: [paper]}
- {id: area, fact: area-name, value: Exampleshire, basis: published, sources: [paper]}
- {id: first, fact: holder, value: The First Holder, valid_until: 2029-12-31, basis: published, sources: [paper]}
- {id: second, fact: holder, value: The Second Holder, valid_from: 2030-01-01, basis: published, sources: [paper]}
""",
    "funds/small-fund.yaml": """\
id: small-fund
title: Small Fund
summary: Small sums.
started: winter 2030
ceiling: 9812.5
closing_soon_days: 5
pots:
  - {when: 2029/30, amount: 100000, source: paper}
words: [money]
basis: published
sources: [paper]
""",
    "rounds/lamps-2030.yaml": """\
id: lamps-2030
fund: small-fund
theme: lamps
title: Lamps round
summary: For lamps.
series: 2029/30
opens: 2030-01-07
closes: 2030-01-31
about: "First line.\\n\\nSecond, with a comma."
form: asking
words: [lights]
basis: published
sources: [paper]
""",
    "rounds/vague-2030.yaml": """\
id: vague-2030
fund: small-fund
theme: lamps
title: Vague round
summary: Not yet known.
series: 2029/30
opens: spring 2030
basis: published
sources: [paper]
""",
    "forms/asking.yaml": """\
id: asking
title: Asking form
summary: What you are asked.
kind: application
fund: small-fund
sections:
  - {id: you, title: About you, intro: Who you are.}
  - {id: plan, title: Your plan}
questions:
  - {id: idea, section: plan, ask: What is your idea?, help: Be brief., answer: long-text, required: yes,
     max_words: 300, personal: no, column: Idea, basis: proposed}
  - {id: mail, section: you, ask: What is your e-mail address?, answer: email, required: no, personal: yes,
     column: Mail, basis: proposed}
  - {id: sum, section: plan, ask: How much?, answer: money, required: yes, minimum: 0, maximum: 9812.5,
     personal: no, column: Sum, means: amount, basis: proposed}
  - {id: kind, section: plan, ask: Which sort?, answer: choice, required: yes, options: [Big, Small],
     personal: no, column: Kind, asked_when: You have a plan., basis: proposed}
  - {id: call, section: plan, ask: Which round?, answer: choice, required: yes, options_from: rounds,
     personal: no, column: Round, means: round, basis: proposed}
basis: proposed
sources: [paper]
""",
}


@cache
def records() -> Records:
    """The invented records. The vocabularies are the project's own."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name, text in FILES.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        loaded = load_folder(folder, DAY, ())
    assert [problem.message for problem in loaded.problems] == []
    return loaded.records


def schemas() -> dict[str, Schema]:
    return load_schemas(DATA / "schemas")


def a_round(**changes: Any) -> Round:
    return replace(records().rounds["lamps-2030"], **changes)


def with_rounds(*rounds: Round) -> Records:
    return replace(records(), rounds=MappingProxyType({one.id: one for one in rounds}))
