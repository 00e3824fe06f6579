"""What an editor is told about a value that is not right: what is wrong with it, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from programme.problems import Problem, nearest, shortened
from programme.records.rows import Row
from programme.records.schemas import Field, Schema

# By kind: what the value is not, and what to do.
_KINDS = {
    "id": ("is not an id", "Use small letters, digits and single hyphens."),
    "line": ("is not one line of text", "Write it on one line, without tabs."),
    "day": ("is not a date", "Write the date as year-month-day."),
    "period": ("is not a date", "Write the date as year-month-day, or only the part that is known."),
    "time": (
        "is not a time",
        "Write hours and minutes on the 24-hour clock. Leave the time out to mean the whole day.",
    ),
    "money": ("is not an amount of money", "Write the digits only, without £, commas or letters."),
    "count": ("is not a whole number", "Write the digits only."),
    "number": ("is not a number", "Write the digits only."),
    "link": ("is not a full web address", "Copy the whole address from the browser's address bar."),
    "page": ("is not the address of a page of this site", "Write the part of the address after the site's name."),
    "phone": ("is not a telephone number", "Use digits and spaces only, and check that no digit is missing."),
    "email": ("is not an e-mail address", "Check the address."),
    "yes-no": ("is neither yes nor no", "Write yes or no in small letters, without quotation marks."),
}
_LIMITS = {"minimum": ("is too small", "at least"), "maximum": ("is too large", "at most")}


def not_valid(row: Row, one: Field, rule: str = "") -> Problem:
    """Return the problem of a value that its kind does not allow. `rule` is the constraint it breaks, if known."""
    cell = row.scalar(one.name)
    text = cell.text if cell else ""
    what, action = _reason(one, text, rule)
    bound, found = one.expected, f"“{shortened(text)}”"
    if rule in _LIMITS:
        bound = f"{one.expected}; {_LIMITS[rule][1]} {int(float(one.constraints[rule])):,}"
    if rule == "maxLength":
        found = f"{len(text):,} characters"
    return row.problem(f"bad-{one.kind}", cell, f"{label(one)} {what}.", expected=bound, found=found, action=action)


def _reason(one: Field, text: str, rule: str) -> tuple[str, str]:
    if rule == "maxLength":
        return "is too long", f"Shorten it to at most {one.constraints['maxLength']:,} characters."
    if rule in _LIMITS:
        return _LIMITS[rule][0], "Correct the number."
    if one.kind == "line" and re.search("[<>]", text):
        return "has a < or > in it", "Write it without < and >. This field holds plain text, and no HTML."
    if one.kind in ("day", "period") and re.fullmatch("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text):
        return "is a date that does not exist", "Correct the date. It is written year-month-day."
    if one.kind == "line" and "pattern" in one.constraints and not re.search(r"[\r\n\t]", text):
        return "is not right", "Correct it."
    return _KINDS.get(one.kind, ("is not right", "Correct it."))


def not_in_vocabulary(row: Row, one: Field, words: Sequence[str]) -> Problem:
    """Return the problem of a value that is not in its vocabulary, whose ids are `words`."""
    cell = row.scalar(one.name)
    text = cell.text if cell else ""
    near = nearest(text, words)
    return row.problem(
        "not-in-vocabulary",
        cell,
        f"“{shortened(text)}” is not one of the words for {label(one)}.",
        expected="one of: " + ", ".join(words),
        found=f"“{shortened(text)}”",
        action=f"Did you mean “{near}”?"
        if near
        else f"Choose one of these. They are kept in codelists/{one.codelist}.yaml.",
    )


def dangling(row: Row, one: Field, target: Schema, known: Sequence[str]) -> Problem:
    """Return the problem of a reference to a record that is not there. `known` are the ids that are."""
    cell = row.scalar(one.name)
    text = cell.text if cell else ""
    near = nearest(text, known)
    place = target.path.removesuffix("*.yaml")
    return row.problem(
        "unknown-reference",
        cell,
        f"{label(one)} names “{shortened(text)}”, which does not exist.",
        expected=f"the id of one of the {target.plural.lower()} in {place}",
        found=f"“{shortened(text)}”",
        action=f"Did you mean “{near}”?" if near else f"Choose one from {place}, or add it there first.",
    )


def repeated(row: Row, first: Row, name: str) -> Problem:
    """Return the problem of an id, or of a value in a list, that stands a second time. `first` is the other row."""
    cell = row.scalar(name)
    text = shortened(cell.text if cell else "")
    place = first.document.place(first.scalar(name) or first.node)
    return row.problem(
        "duplicate",
        cell,
        f"The id “{text}” is used twice." if name == "id" else f"“{text}” is in this list twice.",
        found=f"The other is in {place.path}, line {place.line}.",
        action="Give one of them another id." if name == "id" else "Remove one of the two.",
    )


def label(one: Field) -> str:
    """Return a field's title and, when it differs from that of its list, its name: `“Closes” (closes)`."""
    return f"“{one.title}”" if one.name == "value" else f"“{one.title}” ({one.name})"
