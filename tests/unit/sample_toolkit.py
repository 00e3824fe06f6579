"""An invented toolkit: initiatives good, harmful and apt to backfire, and topics everyday and safe by type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

from programme.catalogue.load import Loaded, load_folder
from programme.catalogue.model import Initiative, Records, Round, Topic
from programme.catalogue.rules import RULES
from programme.site.toolkit import Toolkit
from programme.site.view import View
from tests.unit.site.invented import DAY
from tests.unit.site.invented import FILES as FUND

INITIATIVE: Final = """\
id: {id}
title: {title}
summary: An initiative.
themes: [{theme}]
stages: [respond]
aim: It is meant to help.
cost: {cost}
setup_weeks: {weeks}
people: [Two people]
needs: [{needs}]
steps:
  - {{text: Ask.}}
  - {{text: Meet.}}
watch_for:
  - {{text: Nobody comes.}}
measures:
  - {{text: Count.}}
permissions:
  - {{text: Ask the owner.}}
rating: {rating}
evidence:
  - {{text: A study., basis: published, source: paper}}
can_backfire: {backfire}
{instead}words: [help]
basis: proposed
sources: [paper]
"""
TOPIC: Final = """\
id: {id}
title: {title}
summary: Advice.
theme: {theme}
type: {type}
quick_exit: {exit}
audiences: [{audience}]
points:
  - {{when: now, text: Call 999., basis: proposed}}
  - {{when: prevent, text: "Before 4 December 2025 it cost £1,200. Call 999 or 0800 555 111.", basis: proposed}}
tell: [emergency]
changing: [The law may change.]
together: [{together}]
words: [dark]
basis: proposed
"""


def _initiative(identity: str, title: str, **more: str) -> str:
    fields = {"theme": "lamps", "cost": "small", "weeks": "4", "needs": "volunteers", "rating": "promising"}
    return INITIATIVE.format(**fields | {"id": identity, "title": title, "backfire": "no", "instead": ""} | more)


FILES: Final = {
    **FUND,
    "cost-bands.yaml": """\
- {id: nothing, label: Nothing, least: 0, most: 0}
- {id: small, label: Small, least: 0, most: 500}
- {id: large, label: Large, least: 10000}
""",
    "channels.yaml": """\
- {id: emergency, label: Emergency, phone: "999", use: In danger., without_speech: Text 0800 555 111., basis: proposed}
""",
    "languages.yaml": """\
- {id: qaa, name: Invented, own_name: Blorfish, direction: rtl, stale_words: Zub wim.}
""",
    "initiatives/lantern.yaml": _initiative("lantern", "Lantern walk"),
    "initiatives/alarm.yaml": _initiative("alarm", "Alarms", backfire="yes", instead="instead: [lantern]\n", weeks="5"),
    "initiatives/scare.yaml": _initiative("scare", "A scare", rating="harmful", instead="instead: [lantern]\n"),
    "initiatives/tower.yaml": _initiative("tower", "Big tower", cost="large", needs="council", weeks="13"),
    "initiatives/bridge.yaml": _initiative("bridge", "Bridge", theme="paths", cost="nothing", weeks="12"),
    "advice/dark.yaml": TOPIC.format(
        id="dark", title="Dark streets", theme="lamps", type="everyday", exit="no", audience="resident",
        together="lantern, scare",
    ),
    "advice/fear.yaml": TOPIC.format(
        id="fear", title="Fear at home", theme="paths", type="safe", exit="yes", audience="student", together="bridge"
    ),
}  # fmt: skip


def load(files: dict[str, str] | None = None, day: date = DAY) -> Loaded:
    """The invented records with these files more or instead, all rules applied."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name, text in {**FILES, **(files or {})}.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return load_folder(folder, day, RULES, shown="d")


@cache
def loaded() -> Loaded:
    found = load()
    # a round of the invented fund, and no office
    assert {problem.code for problem in found.problems} == {"dates-without-note", "no-such-fact"}
    return found


def records() -> Records:
    return loaded().records


def initiative(identity: str, **changes: Any) -> Initiative:
    return replace(records().initiatives[identity], **changes)


def topic(identity: str, **changes: Any) -> Topic:
    return replace(records().topics[identity], **changes)


def with_records(*changed: Initiative | Topic | Round) -> Records:
    """The invented records with some of them changed, or more of them."""
    names = {Initiative: "initiatives", Topic: "topics", Round: "rounds"}
    found = records()
    for one in changed:
        name = names[type(one)]
        found = replace(found, **{name: MappingProxyType({**getattr(found, name), one.id: one})})
    return found


def toolkit(*changed: Initiative | Topic | Round, day: date = DAY) -> Toolkit:
    return Toolkit(View(with_records(*changed), day))
