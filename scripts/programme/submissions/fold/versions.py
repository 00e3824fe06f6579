"""Which of several versions of one moment counts: what a person says about them.

A version has a sign of its own among those that it is compared with. When another version comes, all signs are
others, so that a decision about two is none about three.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from programme.submissions.facts import Decision, Record, SubmissionId
from programme.submissions.fold.arrivals import Arrivals, Arrived
from programme.submissions.rules.decided import VERSION, last_of

_LETTERS: Final = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")  # a spreadsheet takes digits for numbers


def version_signs(versions: Sequence[Record]) -> list[str]:
    """Return the sign of each of several versions of one moment, ten small letters, in their order."""
    among = "".join(sorted(one.content for one in versions))
    digests = (hashlib.blake2b(f"{one.content} {among}".encode(), digest_size=5).hexdigest() for one in versions)
    return [digest.translate(_LETTERS) for digest in digests]


def as_decided(
    arrived: Arrivals, names: Mapping[SubmissionId, str], about: Mapping[str, Sequence[Decision]]
) -> Arrivals:
    """Return what arrived with the versions in order about which somebody has said which one counts.

    `names` are the references, and `about` the decisions by reference.
    """
    said = {
        one: found
        for one, it in arrived.submissions.items()
        if it.tied and (found := _in_order(it, about.get(names[one], ())))
    }
    return replace(arrived, submissions={**arrived.submissions, **said}) if said else arrived


def _in_order(one: Arrived, decisions: Sequence[Decision]) -> Arrived | None:
    """Return a submission with the version last that was decided on; None when none was, or two on one day."""
    signs = version_signs(one.versions[-len(one.tied) :])
    latest = last_of([it for it in decisions if it.outcome == VERSION and it.other in signs])
    chosen = {it.other for it in latest}
    if len(chosen) != 1:
        return None
    at = len(one.versions) - len(one.tied) + signs.index(chosen.pop())
    order = [*(place for place in range(len(one.versions)) if place != at), at]
    return structs.replace(
        one, versions=tuple(one.versions[it] for it in order), seen=tuple(one.seen[it] for it in order), tied=()
    )
