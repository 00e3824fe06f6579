"""What has to be said about a record wherever it is shown, on a page or on paper, on a day.

What it looks like is the output's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from programme.catalogue.bases import CONFIRMED
from programme.catalogue.model import Initiative, OfficeFact, Records, Term, Topic


def warning_of(one: Initiative) -> str:
    """Return what to warn of wherever an initiative is mentioned, or nothing."""
    if one.rating == "harmful":
        return "Harmful: do not use"
    return "Can backfire alone" if one.can_backfire else ""


def rating_basis(one: Initiative) -> str:
    """Return how well an initiative's rating is known: as well as the best known finding behind it."""
    bases = [finding.basis for finding in one.evidence]
    return next((basis for basis in bases if basis in CONFIRMED), "general-knowledge")


def harm_word(one: Initiative) -> str:
    """Return which of the words of pages says what a harmful initiative does: what studies found, if one was read."""
    return "harmful-why" if rating_basis(one) in CONFIRMED else "harmful-unread"


def rating_of(one: Initiative, records: Records) -> Term:
    """Return an initiative's rating. Of one that does harm it says no more than was read."""
    rating = next(term for term in records.terms["evidence-ratings"] if term.id == one.rating)
    if one.rating != "harmful":
        return rating
    words = {term.id: term.label for term in records.terms["page-words"]}
    return replace(rating, description=words[harm_word(one)])


def is_overdue(one: Initiative | Topic, day: date) -> bool:
    """Tell whether the office should have checked a record again by the day."""
    return bool(one.review_by and one.review_by < day)


def facts_on(facts: Iterable[OfficeFact], name: str, day: date) -> list[OfficeFact]:
    """Return the office's facts of that name which are true on the day."""
    return [
        one
        for one in facts
        if one.fact == name
        and (one.valid_from is None or one.valid_from <= day)
        and (one.valid_until is None or day <= one.valid_until)
    ]
