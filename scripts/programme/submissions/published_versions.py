"""What is known in the store of the results that are public: which applications each was made of.

    published/now.json               of the results in public/, which may not have left the store yet
    published/<round>/<name>.json    of every result that was handed on to a checkout

A result that was handed on is public, because the branch of a proposal is, so it is kept for good: the next one must
not be too near to it (see `public.versions`). Its name follows from all those that it was compared with. So of two
runs at once that knew of the same ones, only one can hand on a result. These files hold references, states and
amounts, as the ledger does. Whatever else lies there, such as what a computer leaves in a folder that somebody opened,
is none of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from programme.submissions.public.versions import Version, same_version
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import PUBLISHED, Store

_NOW: Final = f"{PUBLISHED}/now.json"
_SIGNS: Final = 16  # of a digest, in the name of a result that was handed on
_HANDED_ON: Final = re.compile(rf"{PUBLISHED}/[^/]+/[0-9a-f]{{{_SIGNS}}}\.json")
_WHEN: Final = re.compile(rb"^as_of: .*\n", re.MULTILINE)
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_DECODER: Final = msgspec.json.Decoder(Version)


@dataclass(frozen=True, slots=True)
class Now:
    """What the files in the public folder are made of: their digest, and the decided results in them.

    Each result stands under the name by which it is kept when it is handed on.
    """

    digest: str
    results: Mapping[str, Version]


_NOW_DECODER: Final = msgspec.json.Decoder(Now)


def published(store: Store) -> tuple[Version, ...]:
    """Return every version of a result that was handed on. Raises StoreError when one is not what was written."""
    return tuple(_read(store, name) for name in store.storage.names(PUBLISHED) if _HANDED_ON.fullmatch(name))


def without_days(content: bytes) -> bytes:
    """Return what a public file says whatever the day on which it was made."""
    return _WHEN.sub(b"", content)


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return what tells some public files from all others, whatever their days."""
    each = {name: hashlib.sha256(without_days(content)).hexdigest() for name, content in files.items()}
    return hashlib.sha256(_ENCODER.encode(each)).hexdigest()


def note(store: Store, digest: str, versions: Iterable[Version], told: Iterable[Version]) -> list[str]:
    """Keep what the public files with this digest are made of, and return the names of what was written.

    `told` are the versions that were handed on before and that these were compared with. What differs in its day
    alone is not written again.
    """
    told = tuple(told)
    wanted = Now(digest, {_name(one, told): one for one in versions})
    if _is_same(wanted, read_now(store)):
        return []
    store.storage.write(_NOW, _ENCODER.encode(wanted))
    return [_NOW]


def read_now(store: Store) -> Now:
    """Return what the public files are made of; where nothing is known of them, what none would be made of."""
    try:
        return _NOW_DECODER.decode(store.storage.read(_NOW) or b"")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Now(digest_of({}), {})


def hand_on(store: Store, now: Now) -> bool:
    """Keep for good what the public files are made of, as they are about to leave the store; tell whether they may.

    They may not when another result left it meanwhile that one of these was not compared with.
    """
    told = published(store)
    if any(_name(one, told) != name for name, one in now.results.items()):
        return False
    for name, one in now.results.items():
        store.storage.create(name, _ENCODER.encode(one))  # another run may be here too: one of them has the name
        if not same_version(_read(store, name), one):
            return False
    return True


def _name(one: Version, told: Iterable[Version]) -> str:
    """Return the name of a version when it is handed on, which follows from the others of its round that were."""
    others = (it for it in told if it.result.round == one.result.round and not same_version(it, one))
    beside = b"\n".join(sorted(map(_ENCODER.encode, others)))
    return f"{PUBLISHED}/{one.result.round}/{hashlib.sha256(beside).hexdigest()[:_SIGNS]}.json"


def _is_same(one: Now, other: Now) -> bool:
    """Tell whether the same is known of the public files, whatever the days of the results."""
    return (
        one.digest == other.digest
        and one.results.keys() == other.results.keys()
        and all(same_version(version, other.results[name]) for name, version in one.results.items())
    )


def _read(store: Store, name: str) -> Version:
    try:
        return _DECODER.decode(store.storage.read(name) or b"")
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise StoreError(
            f"The store {store.address} cannot say what {name} was: it is not what was once written. Put it back from"
            " a backup. Without it nobody knows which applications a published result was made of."
        ) from None
