"""What looks like a way to reach somebody: e-mail addresses, telephone numbers and full postcodes in a text.

One place for the forms they have: the check of the records and the last look at public files both need them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PART: Final = r"[^\s@<>\"'(),;:]{1,80}"
# All three are for texts in small letters.
EMAIL: Final = re.compile(
    rf"{_PART}\s?(?:@|\[at\]|\(at\))\s?{_PART}(?:\.|\s?(?:\[dot\]|\(dot\))\s?|\sdot\s)[^\W\d_]{{2,}}"
    rf"|{_PART}\sat\s{_PART}\sdot\s[^\W\d_]{{2,}}"
)
PHONE: Final = re.compile(r"(?<![\d.])(?:(?:\+|00)?44[ \t.\-]*(?:\(0\))?|\(?0)(?:[ \t().\-]*\d){9,10}(?!\d)")
POSTCODE: Final = re.compile(r"(?<![^\W_])[a-z]{1,2}\d[a-z\d]?[ \t\-.]{0,3}\d[a-z]{2}(?![^\W_])")
DIALLED: Final = ("0044", "44", "0")  # before the number itself, from abroad and at home

_KINDS: Final = (("email", EMAIL), ("phone", PHONE), ("postcode", POSTCODE))
# What every number and postcode has: nearly all texts are told apart by it, and by @ and “dot”, quickly.
_MAY_HOLD: Final = re.compile(r"\d(?:[^\W\d_]{2}(?![^\W_])|(?:[ \t().\-]*\d){8})")
_LINK: Final = re.compile(r"https?://[^\s)>\"]*")
_MOBILE: Final = re.compile(r"7\d{9}")


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact in a text: its kind (email, phone, mobile, postcode), what is compared of it, and how it is written."""

    kind: str
    key: str
    written: str


def contacts_in(text: str) -> Iterator[Contact]:
    """Yield every contact in a text. What stands in the address of a link is none."""
    if "@" not in text and not _MAY_HOLD.search(text) and "dot" not in text.lower():
        return
    low = _LINK.sub(lambda match: " " * len(match[0]), text).lower()
    for kind, pattern in _KINDS:
        for match in pattern.finditer(low):
            key = re.sub(r"[\W_]", "", match[0])
            key = undialled(key).removeprefix("0") if kind == "phone" else key
            written = text[match.start() : match.end()] if len(low) == len(text) else ""
            yield Contact("mobile" if kind == "phone" and _MOBILE.fullmatch(key) else kind, key, written)


def undialled(digits: str) -> str:
    """Return a telephone number without what is dialled before it."""
    return next((digits.removeprefix(prefix) for prefix in DIALLED if digits.startswith(prefix)), digits)
