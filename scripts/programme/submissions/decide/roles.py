"""Whether a text names a role and not a person. Decisions stay in the ledger for ever, and a name may not."""

from __future__ import annotations

import re
from typing import Final

EXAMPLE: Final = "grants-officer"
_SHAPE: Final = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
# At least one of these words has to be in it: no list of names would ever be whole.
_WORDS: Final = (
    "accountant administrator adviser advisor analyst assistant auditor board caseworker chair chief clerk "
    "commissioner committee coordinator cfo ceo deputy director executive finance head lead leader manager "
    "marker member moderator monitoring office officer panel partner reviewer secretary staff superintendent "
    "support team treasurer worker"
)
_KNOWN: Final = frozenset(_WORDS.split())
_MOST_WORDS: Final = 5
_MARKER: Final = re.compile(r"(?:marker-)?([a-z])")


def role(text: str) -> str:
    """Return a role as the ledger keeps it, `grants-officer` for “Grants Officer”, or nothing when it may be a name."""
    words = text.lower().replace("-", " ").replace("/", " ").split()
    tidy = "-".join(words)
    known = len(words) <= _MOST_WORDS and _SHAPE.fullmatch(tidy) and _KNOWN.intersection(words)
    return tidy if known else ""


def marker(text: str) -> str:
    """Return a marker as the ledger keeps it, `marker-a` for “Marker A” or “a”, or nothing for anything else."""
    found = _MARKER.fullmatch("-".join(text.lower().replace("-", " ").split()))
    return f"marker-{found[1]}" if found else ""
