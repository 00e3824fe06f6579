"""Values in the words that people read: pounds, numbers, how many of a thing, lists. Days and times are in `clock`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def say_money(pounds: Decimal) -> str:
    """Return `£10,000`, or `£9,812.65` when there are pence."""
    return f"£{pounds:,.2f}".removesuffix(".00")


def say_number(number: int | Decimal) -> str:
    """Return `368,581`."""
    return f"{number:,}"


def say_count(number: int, word: str, plural: str = "") -> str:
    """Return `1 record` or `1,200 records`; `plural` is for a word that does not just take an s."""
    return f"{say_number(number)} {word if number == 1 else plural or word + 's'}"


def say_list(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, or `a, b and c`; nothing for no words."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
