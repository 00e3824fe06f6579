"""Numbers that can be pressed where they stand in a sentence: whoever is told to call need not look for a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

# No part of a longer number, a sum, a share or the code of a sign (&#34;) is a telephone number.
_BEFORE, _AFTER = r"(?<![\d£+#])(?<!\d[ .,:/-])", r"(?!\d|[.,:/-]\d|%)"
_DIGITS = re.compile(r"\d[\d ]*")


def pressable(text: str, phones: Iterable[str]) -> Markup:
    """Return a text as HTML in which each of these numbers is a link that calls it. The words stay as they are."""
    pattern = _pattern(frozenset(phones))
    html = str(escape(text))
    return Markup(pattern.sub(_link, html) if pattern else html)  # noqa: S704 - escaped just above


@cache
def _pattern(phones: frozenset[str]) -> re.Pattern[str] | None:
    """Return what finds any of the numbers, the longest first; None when there are none."""
    known = sorted((one for one in phones if _DIGITS.fullmatch(one)), key=lambda one: (-len(one), one))
    return re.compile(f"{_BEFORE}(?:{'|'.join(known)}){_AFTER}") if known else None


def _link(match: re.Match[str]) -> str:
    return f'<a href="tel:{match[0].replace(" ", "")}">{match[0]}</a>'
