"""What is known in the store of the results that are public: which applications each was made of.

    published/<round>/now.json        of the result in public/, which may not have left the store yet
    published/<round>/<digest>.json   of every result that was handed on to a checkout

A result that was handed on is public, because the branch of a proposal is, so it is kept for good: the next one must
not be too near to it (see `public.versions`). These files hold references, states and amounts, as the ledger does.
Whatever else lies there, such as what a computer leaves in a folder that somebody opened, is none of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from programme.submissions.public.versions import Version, same_figures
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import PUBLISHED, Store

_NOW: Final = "now.json"
_SIGNS: Final = 16  # of a digest, in the name of a result that was handed on
_HANDED_ON: Final = re.compile(rf"{PUBLISHED}/[^/]+/[0-9a-f]{{{_SIGNS}}}\.json")
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_DECODER: Final = msgspec.json.Decoder(Version)


def published(store: Store) -> tuple[Version, ...]:
    """Return every version of a result that was handed on. Raises StoreError when one is not what was written."""
    return tuple(_read(store, name) for name in store.storage.names(PUBLISHED) if _HANDED_ON.fullmatch(name))


def note(store: Store, versions: Iterable[Version]) -> list[str]:
    """Keep what the results in the public folder of the store are made of, and return the names of what was written.

    What differs in its day alone is not written again.
    """
    wanted = {f"{PUBLISHED}/{one.result.round}/{_NOW}": one for one in versions}
    for name in store.storage.names(PUBLISHED).keys() - wanted.keys():
        if name.endswith(f"/{_NOW}"):
            store.storage.delete(name)
    return [name for name, one in wanted.items() if _is_new(store, name, one) and store.put(name, _ENCODER.encode(one))]


def hand_on(store: Store) -> None:
    """Keep for good what the results in the public folder are made of: they leave the store now."""
    for name in store.storage.names(PUBLISHED):
        if name.endswith(f"/{_NOW}") and (content := store.storage.read(name)):
            kept = f"{name.removesuffix(_NOW)}{hashlib.sha256(content).hexdigest()[:_SIGNS]}.json"
            store.storage.create(kept, content)


def _is_new(store: Store, name: str, one: Version) -> bool:
    if store.storage.read(name) is None:
        return True
    before = _read(store, name)
    return before.parts != one.parts or not same_figures(before.result, one.result)


def _read(store: Store, name: str) -> Version:
    try:
        return _DECODER.decode(store.storage.read(name) or b"")
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise StoreError(
            f"The store {store.address} cannot say what {name} was: it is not what was once written. Put it back from"
            " a backup. Without it nobody knows which applications a published result was made of."
        ) from None
