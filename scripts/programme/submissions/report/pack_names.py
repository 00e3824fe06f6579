"""What the file of each moderation pack is called: like a round's id, also where people wrote the name of a cohort."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count

from programme.submissions.names import as_id


def pack_names(calls: Iterable[str]) -> dict[str, str]:
    """Return the name of each round's or cohort's pack: `road-safety-2025`, `cohort-5`. No two have the same."""
    names: dict[str, str] = {}
    for call in sorted(calls, key=lambda one: (_like_an_id(one) != one, one)):  # rounds first: theirs stay as they are
        plain = _like_an_id(call)
        numbered = chain([plain], (f"{plain}-{number}" for number in count(2)))
        names[call] = next(name for name in numbered if name not in names.values())
    return names


def _like_an_id(call: str) -> str:
    return as_id(call).replace("_", "-")
