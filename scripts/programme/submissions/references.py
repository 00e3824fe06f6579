"""References and tokens: what stands in public and in the ledger for a submission's own id and for answers.

All are keyed BLAKE2b (RFC 7693) under one secret key, each kind personalised with its own name, so that nobody
without the key can find out whose they are by trying every postcode. A third of the time of HMAC-SHA256, of which
each row needs six. Not for keeping the key: that is the store's business.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import blake2b
from typing import Final

from programme.problems import nearest
from programme.submissions.names import normalise

ALPHABET: Final = "23456789ABCDEFGHJKLMNPRSTUVWXY"  # none that is taken for another: no I O Q Z 0 1
SIGNS: Final = 10  # before the check sign
_SHORTEST_KEY: Final = 16  # bytes
_TOKEN: Final = 10  # bytes: a million tokens have one chance in two million million of a collision
_CONTENT: Final = 16
# What a sign counts in the check sign's sum: doubled, in every other place from the end; then as it is.
_WORTH: Final = tuple(
    {sign: sum(divmod(at * times, len(ALPHABET))) for at, sign in enumerate(ALPHABET)} for times in (2, 1)
)
_PATTERN: Final = re.compile(rf"([{ALPHABET}]{{5}})-([{ALPHABET}]{{5}})-([{ALPHABET}])")
_BETWEEN: Final = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


class UnknownReferenceError(LookupError):
    """Nobody has the reference that somebody typed. Its text is for people."""


class References:
    """Makes references, tokens and contents under one key. Raises ValueError when the key is too short to be safe."""

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            message = f"The key has {len(key)} bytes. A safe one has at least {_SHORTEST_KEY}; 32 random ones are best."
            raise ValueError(message)
        short = key if len(key) <= blake2b.MAX_KEY_SIZE else blake2b(key).digest()
        self._reference = blake2b(key=short, person=b"reference", digest_size=_CONTENT)
        self._token = blake2b(key=short, person=b"token", digest_size=_TOKEN)
        self._content = blake2b(key=short, person=b"content", digest_size=_CONTENT)

    def reference(self, form: str, source: str, attempt: int = 0) -> str:
        """Return the reference of a submission, `XXXXX-XXXXX-C`; another `attempt` gives another one."""
        number = int(_digest(self._reference, f"{len(form)}:{form}{len(source)}:{source}{attempt}"), 16)
        number %= len(ALPHABET) ** SIGNS  # all that the signs can say, and small enough to be quick
        signs = ""
        for _ in range(SIGNS):
            number, sign = divmod(number, len(ALPHABET))
            signs += ALPHABET[sign]
        return _shown(signs)

    def token(self, meaning: str, text: str) -> str:
        """Return the keyed digest of an answer as it is compared, or nothing when nothing is left to compare.

        `meaning` is what the question means; the answer is normalised as `names` has it for that meaning.
        """
        compared = normalise(meaning, text)
        return _digest(self._token, f"{meaning}\0{compared}") if compared else ""

    def content(self, text: str) -> str:
        """Return the keyed digest of a whole record as it was read."""
        return _digest(self._content, text)


def is_reference(text: str) -> bool:
    """Tell whether the text is a reference as it is shown, with the right check sign."""
    match = _PATTERN.fullmatch(text)
    return match is not None and check_sign(match[1] + match[2]) == match[3]


def tidy_reference(text: str) -> str:
    """Return a reference as it is shown from how people type it: small letters, spaces, other or no dashes.

    Anything that has not as many signs as a reference comes back in capitals without spaces and dashes.
    """
    signs = _BETWEEN.sub("", text).upper()
    return f"{signs[:5]}-{signs[5:SIGNS]}-{signs[SIGNS:]}" if len(signs) == SIGNS + 1 else signs


def known_reference(text: str, known: Collection[str]) -> str:
    """Return the one of the known references that somebody typed. Raises UnknownReferenceError when it is none."""
    tidy = tidy_reference(text)
    if tidy in known:
        return tidy
    wrong = f"No submission in this store has the reference {tidy}."
    if not is_reference(tidy):
        wrong = f"“{tidy[:20]}” is not a reference: its signs do not fit together, so it was mistyped."
    near = nearest(tidy, known)
    raise UnknownReferenceError(f"{wrong} {f'Did you mean {near}?' if near else 'Take it from the report.'}")


def check_sign(signs: str) -> str:
    """Return the check sign (Luhn, to the base of the alphabet): one wrong sign or two that changed places show."""
    total = sum(map(_WORTH[0].__getitem__, signs[::-2])) + sum(map(_WORTH[1].__getitem__, signs[-2::-2]))
    return ALPHABET[-total % len(ALPHABET)]


def _shown(signs: str) -> str:
    return f"{signs[:5]}-{signs[5:]}-{check_sign(signs)}"


def _digest(started: blake2b, text: str) -> str:
    one = started.copy()
    one.update(text.encode("utf-8", "surrogatepass"))
    return one.hexdigest()
