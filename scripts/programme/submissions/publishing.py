"""The public bundle where it lies: in the store as it is now, and from there in a checkout of the project.

What no longer holds is taken away in both. What is public, and whether it may be, is the business of `public`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from programme.submissions.public.files import HEAD
from programme.submissions.published_versions import hand_on
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import PUBLIC, Store

_WHEN: Final = re.compile(r"^as_of: .*\n", re.MULTILINE)


def publish(store: Store, files: Mapping[str, str]) -> list[str]:
    """Write the files of a bundle to the store, delete those that are none of it, and return what was written."""
    wanted = {f"{PUBLIC}/{name}": text for name, text in files.items()}
    for name in store.storage.names(PUBLIC).keys() - wanted.keys():
        store.storage.delete(name)
    return [
        name
        for name, text in wanted.items()
        if _is_new(store.storage.read(name), text) and store.put(name, text.encode())
    ]


def _is_new(before: bytes | None, text: str) -> bool:
    """Tell whether a public file says something else than before, and not only that it was made on another day."""
    return before is None or _WHEN.sub("", before.decode(errors="replace")) != _WHEN.sub("", text)


def copy_public(store: Store, folder: Path) -> int:
    """Copy the public bundle of the store to a folder of this machine; return how many files were changed.

    A file that is to be there no more is deleted, unless a person wrote it. From then on its results are public.
    Raises StoreError when one cannot be written.
    """
    hand_on(store)
    changed = 0
    for name in store.storage.names(PUBLIC):
        target, content = folder / name.removeprefix(f"{PUBLIC}/"), store.storage.read(name) or b""
        try:
            changed += _copied(target, content)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise StoreError(f"The public record {target} could not be written: {why.lower()}.") from None
    return changed


def _copied(target: Path, content: bytes) -> bool:
    """Write or delete one public record; tell whether anything changed."""
    before = target.read_bytes() if target.is_file() else b""
    if before == content or not (content or before.startswith(HEAD.encode())):
        return False
    if content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    else:
        target.unlink()
    return True
