"""Numbers of answers: read from digits and said in pounds. The same ones come again and again, so they are kept."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from programme.phrases import say_money

_KEPT: Final = 1 << 12
pounds: Final = lru_cache(maxsize=_KEPT)(say_money)


@lru_cache(maxsize=_KEPT)
def decimal(text: str) -> Decimal | None:
    """Return digits as a number, or None when there are none."""
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
