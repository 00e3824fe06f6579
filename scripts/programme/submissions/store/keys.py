"""The one secret key: from the environment, or, to try things out, one that is made in the store itself.

The store keeps a mark of the key that it was made with, from which the key cannot be told, so that a run with
another key stops before it does harm: with another key no submission would be known again. Where the mark was
lost, the references that were issued prove the key, and the mark is left again.

Two runs may make the same store at the same moment. Each leaves its key, then the mark, then facts; so whoever
looks does it the other way round, facts first, and never sees a store half made. A run without a key that was the
second one leaves its development key there, so what lies there does not tell whose the store is: the mark does.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from programme.submissions.facts import Issued
from programme.submissions.references import References
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import LEDGER, Store

_VARIABLE: Final = "RECONCILE_KEY"
DEVELOPMENT_KEY: Final = "development-key"
MARK: Final = "key-mark"
_SHORTEST: Final = 32  # characters
_ANOTHER: Final = (
    f"This store was made with another key, so no submission in it would be known again. Set {_VARIABLE} to the key it "
    "was made with, or begin another store: name it with --store and copy the inbox there."
)
_UNSET: Final = f"{_VARIABLE} is not set, but this store was made with it. Set it to the office's key."
_DAMAGED: Final = f"{DEVELOPMENT_KEY} in this store is damaged: it is too short. Delete it and run the command again."
_HOW: Final = 'Make one with: python -c "import secrets; print(secrets.token_hex(32))"'


class AnotherKeyError(StoreError):
    """The store was made with another key."""


@dataclass(frozen=True, slots=True)
class Key:
    """The secret key, whether it is a development key, which protects nothing, and whether it is the store's."""

    secret: bytes
    development: bool
    kept: bool = True


def key_of(store: Store, environment: Mapping[str, str]) -> Key:
    """Return the key that RECONCILE_KEY holds, else the store's development key, which is made when there is none.

    Raises StoreError where the key is too short or not the store's, and without a key in CI or at an address.
    """
    key = _asked_for(store, environment)
    if not _is_marked(store, key):
        store.storage.create(MARK, _mark(key))
        _is_marked(store, key)  # another run, with another key, may have been the first
    return key


def is_made(store: Store) -> bool:
    """Tell whether there is a store: every run leaves the mark of its key, and there may be facts without it."""
    return bool(store.segments(LEDGER)) or store.storage.read(MARK) is not None


def is_real(store: Store) -> bool:
    """Tell whether the store was made with a key of the office's, not with a development key."""
    if not is_made(store):
        return False
    found = _lying_in(store)
    if found is None:
        return True
    try:
        _is_marked(store, found)
    except AnotherKeyError:
        return True
    return False


def key_at_hand(store: Store, environment: Mapping[str, str]) -> Key:
    """Return the store's key if it has one, else one for this moment only. Writes nothing."""
    if not is_made(store):
        return Key(secrets.token_bytes(_SHORTEST), development=True, kept=False)
    key = _asked_for(store, environment)
    _is_marked(store, key)
    return key


def _asked_for(store: Store, environment: Mapping[str, str]) -> Key:
    given = environment.get(_VARIABLE, "")
    return _given(given) if given else _development(store, environment)


def _given(text: str) -> Key:
    if len(text.strip()) < _SHORTEST:
        raise StoreError(f"{_VARIABLE} is shorter than {_SHORTEST} characters, so it can be guessed. {_HOW}")
    return Key(text.strip().encode(), development=False)


def _development(store: Store, environment: Mapping[str, str]) -> Key:
    if environment.get("CI"):
        raise StoreError(f"{_VARIABLE} is not set, and a development key is not used in CI. Set the secret. {_HOW}")
    if "://" in store.address:
        raise StoreError(f"{_VARIABLE} is not set. A store at an address needs the office's key. {_HOW}")
    if not is_made(store):
        store.storage.create(DEVELOPMENT_KEY, f"{secrets.token_hex(32)}\n".encode())
    found = _lying_in(store)
    if found is None:
        raise AnotherKeyError(_UNSET) if is_made(store) else StoreError(_DAMAGED)
    return found


def _lying_in(store: Store) -> Key | None:
    """Return the development key that lies in a store, which may be another one than the store was made with.

    What is too short for a key, such as an empty file, is none.
    """
    secret = (store.storage.read(DEVELOPMENT_KEY) or b"").strip()
    return Key(secret, development=True) if len(secret) >= _SHORTEST else None


def _is_marked(store: Store, key: Key) -> bool:
    """Tell whether the store has the key's mark. Raises AnotherKeyError when it was made with another key."""
    begun = bool(store.segments(LEDGER))
    found = store.storage.read(MARK)
    if found is None:
        if begun:
            _prove(store, key)
    elif not hmac.compare_digest(found, _mark(key)):
        raise _another_than(key)
    return found is not None


def _mark(key: Key) -> bytes:
    return hmac.new(key.secret, b"the key of this store", hashlib.sha256).hexdigest().encode() + b"\n"


def _prove(store: Store, key: Key) -> None:
    """Raise StoreError unless the key makes a reference that was issued in this store."""
    issued = [fact for fact in load_ledger(store).facts if isinstance(fact, Issued)]
    references = References(key.secret)
    if not issued:
        raise StoreError(
            f"{MARK} is missing from this store, and no reference in it can prove that the key is the store's. "
            "Put it back from a backup."
        )
    if not any(one.reference == references.reference(one.form, one.source) for one in issued):
        raise _another_than(key)


def _another_than(key: Key) -> AnotherKeyError:
    return AnotherKeyError(_UNSET if key.development else _ANOTHER)
