"""The rule of facts about the office that pages show: none of them may be without a value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from programme.catalogue.findings import Finding, at, missing
from programme.catalogue.markers import facts_in_pages
from programme.catalogue.model import OfficeFact, Records
from programme.clock import say_date
from programme.standing import facts_on

_ABOUT, _CONTACT = "content/about.md", "content/contact.md"
# What templates show, beside the markers in pages; a test holds this list against them. The holder may be missing.
IN_TEMPLATES: Final = {
    "body-name": _ABOUT,
    "office-name": _ABOUT,
    "plan": _ABOUT,
    "area-name": _ABOUT,
    "police-force": _ABOUT,
    "phone": _CONTACT,
    "email": _CONTACT,
    "website": _CONTACT,
    "fund-page": "the page of each round",
}


def needed_facts_have_a_value(records: Records, day: date) -> Iterator[Finding]:
    """Every fact about the office that pages show has a value today."""
    facts = list(records.office_facts.values())
    known = {one.fact for one in facts if _is_backwards(one)}  # these are told
    unnamed = {"holder"} if facts_on(facts, "quiet-period", day) else set()
    for name, page in (IN_TEMPLATES | facts_in_pages()).items():
        if name not in known | unnamed and not facts_on(facts, name, day):
            yield _without_value(name, page, [one for one in facts if one.fact == name], day)


def _is_backwards(one: OfficeFact) -> bool:
    return bool(one.valid_from and one.valid_until and one.valid_until < one.valid_from)


def _without_value(name: str, page: str, known: list[OfficeFact], day: date) -> Finding:
    """Return the error, at the line that was true last, or at the next one."""
    told = f"The fact “{name}” has no value today, and {page} shows it."
    wanted = f"a line with fact: {name} that is true on {say_date(day)}"
    ended = [one for one in known if one.valid_until and one.valid_until < day]
    if ended:
        last = max(ended, key=lambda one: one.valid_until or date.min)
        where, found = at(last, "valid_until"), f"“{last.id}” until {say_date(last.valid_until or day)}"
    elif known:
        first = min(known, key=lambda one: one.valid_from or date.max)
        where, found = at(first, "valid_from"), f"“{first.id}” from {say_date(first.valid_from or day)}"
    else:
        return missing("office-fact", "no-such-fact", told, expected=wanted, found="nothing", action="Add the line.")
    action = "Add a line with what is true now, or correct the date."
    return where.error("no-such-fact", told, expected=wanted, found=found, action=action)
