"""Synthetic records for the benchmarks: rounds, funds and forms, all valid, none real.

Of fifty records, thirty are rounds, nineteen are earlier funds and one is a form: an office has many
rounds and few forms.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from programme.records.check import DATA

_FUND = """\
id: {id}
title: Example fund {n}
summary: Money for invented projects, number {n}.
started: 2020-0{month}
ceiling: {money}
about: |
  This fund is an invention for measuring. It pays for nothing.

  It has a second paragraph, with a [link](https://www.example.org/{n}) in it.
pots:
  - when: 2020/21
    amount: 100000
    source: {source}
facts:
  - text: Invented fact number {n} about an invented fund.
    source: {source}
  - text: A second invented fact.
    source: {source}
words: [grant, money, invented {n}]
basis: published
sources: [{source}]
"""
_ROUND = """\
id: {id}
fund: community-action-fund
theme: {theme}
title: Example round {n}
summary: Invented projects of the kind number {n}.
series: 2025/26
number: {small}
opens: 2025-0{month}-01
closes: 2025-0{month}-28
closes_time: 17:00
decision_by: 2025-12
ceiling: {money}
about: |
  The round is an invention for measuring.

  It has two paragraphs, as a real one would.
examples:
  - text: Workshop equipment of an invented kind
    source: {source}
  - text: Educational materials for an invented school
    source: {source}
  - text: Signs for an invented village
    source: {source}
permissions:
  - needed_for: Anything that changes an invented road
    from_whom: An invented council
    evidence: Send the approval with your application.
    basis: published
    source: {source}
form: community-action-fund-application
words: [speeding {n}, signs]
basis: published
sources: [{source}]
"""
_FORM = """\
id: {id}
title: Example form {n}
summary: Every invented question of form {n}.
kind: survey
sections:
  - id: first
    title: The first part
questions:
  - id: what
    section: first
    ask: What would you like to do in invented place {n}?
    help: Say who, what, where and when.
    answer: long-text
    required: yes
    max_words: 300
    personal: no
    column: What would you like to do?
    basis: proposed
  - id: cost
    section: first
    ask: How much would it cost?
    answer: money
    required: yes
    minimum: 0
    maximum: 10000
    personal: no
    column: How much would it cost?
    basis: proposed
  - id: email
    section: first
    ask: What is your e-mail address?
    answer: email
    required: yes
    personal: yes
    column: What is your e-mail address?
    basis: proposed
basis: proposed
sources: [{source}]
"""
_KINDS = (*[("rounds", _ROUND)] * 30, *[("funds", _FUND)] * 19, ("forms", _FORM))
_OWN = (
    "funds/community-action-fund.yaml",
    "funds/people-zones-grants.yaml",  # which it names
    "forms/community-action-fund-application.yaml",
)
_THEMES = ("road-safety", "rural-crime", "business-crime")


def write_data(folder: Path, count: int) -> Path:
    """Write a data folder of `count` one-record files and the small tables that they refer to, and return it.

    The records are invented; the tables, today's fund and its form are the project's own.
    """
    data = folder / "data"
    left_out = ("rounds", "funds", "forms", "initiatives", "advice", "awards", "results")
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns(*left_out))
    for name in _OWN:
        (data / name).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / name, data / name)
    (data / "rounds").mkdir()
    awards = (DATA / "awards/published.yaml").read_text(encoding="utf-8")
    own = re.sub(r"(?m)^(  fund: ).*$", r"\1community-action-fund", awards)
    (data / "awards").mkdir()
    (data / "awards/published.yaml").write_text(own, encoding="utf-8")
    source = (DATA / "sources.yaml").read_text(encoding="utf-8").partition("id: ")[2].split()[0].strip(",")
    for number in range(count - len(_OWN)):
        kind, template = _KINDS[number % len(_KINDS)]
        name = f"example-{kind}-{number}"
        text = template.format(
            id=name, n=number, small=number % 100, month=1 + number % 9, money=1000 + number % 9000, source=source,
            theme=_THEMES[number % len(_THEMES)],
        )  # fmt: skip
        (data / kind / f"{name}.yaml").write_text(text, encoding="utf-8")
    return data
