"""How rules say what they found. Most verdicts are made thousands of times, so they are kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from programme.submissions.outcome import Flag, State, Verdict

verdict: Final[Callable[..., Verdict]] = lru_cache(maxsize=1 << 12)(Verdict)


def person(rule: str, saw: str, says: str) -> Verdict:
    """Return the verdict that a person must look at it."""
    return verdict(rule, saw, says, State.NEEDS_A_PERSON)


def fine(rule: str, saw: str, says: str) -> Verdict:
    """Return the verdict that nothing follows from."""
    return verdict(rule, saw, says)


def flagged(rule: str, saw: str, says: str, flag: Flag) -> Verdict:
    """Return the verdict that something is good to know."""
    return verdict(rule, saw, says, None, flag)
