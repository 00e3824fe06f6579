"""The public bundle where it lies: in the store as it is now, and from there in a checkout of the project.

What no longer holds is taken away in both. What is public, and whether it may be, is the business of `public`.
Another run may write while this one reads or writes, so a checkout gets the files of one run whole or none at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from programme.submissions.public.files import HEAD
from programme.submissions.public.versions import Version
from programme.submissions.published_versions import digest_of, hand_on, note, read_now, without_days
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import PUBLIC, Store

_TRIES: Final = 5  # other runs that may write while this one reads


def publish(
    store: Store, files: Mapping[str, str], versions: Iterable[Version] = (), told: Iterable[Version] = ()
) -> list[str]:
    """Write the files of a bundle to the store, delete those that are none of it, and return what was written.

    What the files are made of is kept with them: the `versions`, and those that were `told` before.
    """
    wanted = {f"{PUBLIC}/{name}": text.encode() for name, text in files.items()}
    written = note(store, digest_of(wanted), versions, told)
    for name in store.storage.names(PUBLIC).keys() - wanted.keys():
        store.storage.delete(name)
    for name, content in wanted.items():
        if _is_new(store.storage.read(name), content):
            store.storage.write(name, content)
            written.append(name)
    return written


def _is_new(before: bytes | None, content: bytes) -> bool:
    """Tell whether a public file says something else than before, and not only that it was made on another day."""
    return before is None or without_days(before) != without_days(content)


def copy_public(store: Store, folder: Path) -> int:
    """Copy the public bundle of the store to a folder of this machine; return how many files were changed.

    A file that is to be there no more is deleted, unless a person wrote it. From then on its results are public.
    Raises StoreError when one cannot be written, or when others change the bundle all the time.
    """
    changed = 0
    for name, content in _handed_on(store).items():
        target = folder / name.removeprefix(f"{PUBLIC}/")
        try:
            changed += _copied(target, content)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise StoreError(f"The public record {target} could not be written: {why.lower()}.") from None
    return changed


def _handed_on(store: Store) -> dict[str, bytes]:
    """Return the public files by name, when they are all of one bundle and what that is made of is kept for good."""
    for _ in range(_TRIES):
        made_of, files = read_now(store), _public(store)
        if digest_of(files) == made_of.digest and hand_on(store, made_of):
            return files
    raise StoreError("Nothing was published, because another run was changing what is public. Run again.")


def _public(store: Store) -> dict[str, bytes]:
    """Return the public files by name. One that goes meanwhile is left out: an empty one would say something else."""
    read = {name: store.storage.read(name) for name in store.storage.names(PUBLIC)}
    return {name: content for name, content in read.items() if content is not None}


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
