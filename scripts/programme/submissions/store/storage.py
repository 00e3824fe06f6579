"""Where the private store is: a folder of this machine, or any address that fsspec knows.

Both do the same: list, read, write so that a file is there whole or not at all, write unless there is one, delete,
and say where they are without a secret. What the files mean is in `store`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlsplit, urlunsplit

INBOX: Final = "inbox"
_FOLDERS: Final = 3  # inbox, form, shape; whatever lies below these has a name that a person gave it
TEMPORARY: Final = "tmp"  # files on their way; what a broken run left there is never read
_TRIES: Final = 5  # purges that may sweep while one file is written


class StoreError(Exception):
    """The store could not be used. Its text is for people and holds no secret."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What lies below a folder: files with their sizes in bytes, and links, pipes and the like. Both are sorted."""

    files: dict[str, int]
    others: tuple[str, ...]


class Storage(Protocol):
    """A tree of files. Names are relative to the store and use `/`. Every method raises StoreError only."""

    address: str

    def names(self, folder: str) -> dict[str, int]:
        """Return the files below a folder, sorted, with their sizes in bytes; nothing when there is no folder."""

    def listed(self, folder: str) -> Listed:
        """Return the same files, and what else lies among them that is no file and no folder."""

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None when there is no such file."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file: afterwards it is there whole, or as it was before."""

    def create(self, name: str, content: bytes) -> None:
        """Write a file unless there is one: of two that try at once, one writes and the other's content is dropped."""

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there is no error."""


def open_storage(address: str) -> Storage:
    """Return the storage at a folder's path or at an address such as `sftp://user@host/folder` or `s3://bucket/folder`.

    Options of an address come from the environment, as fsspec and its libraries read them: FSSPEC_SFTP_KEY_FILENAME,
    AWS_ENDPOINT_URL and the like.
    Raises StoreError when it cannot be reached.
    """
    if not address.strip():
        raise StoreError("No store is named. Name a folder or an address with --store.")
    if "://" not in address:
        from programme.submissions.store.folder import Folder  # noqa: PLC0415 - it is made of what stands here

        return Folder(address)
    from programme.submissions.store.address import Address  # noqa: PLC0415 - slow to import, and a folder does without

    return Address(address)


def despite_sweeps(put: Callable[[], None]) -> None:
    """Put a file where it belongs by way of a temporary one; once more when a purge beside it swept that away."""
    for _ in range(_TRIES - 1):
        with suppress(FileNotFoundError):
            put()
            return
    put()


def masked(address: str) -> str:
    """Return an address without the password or query in it."""
    if "://" not in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return f"{address.partition('://')[0]}://…"
    user, at, host = parts.netloc.rpartition("@")
    shown = f"{user.partition(':')[0]}{':***' if ':' in user else ''}{at}{host}"
    return urlunsplit((parts.scheme, shown, parts.path, "", ""))


_REASONS: Final[tuple[tuple[tuple[str, ...], str, str], ...]] = (
    (
        ("UnknownHostError",),
        "the server's key is not among the known hosts",
        "Add it to ~/.ssh/known_hosts after asking its owner what it is (ssh-keyscan prints it).",
    ),
    (
        (
            "PermissionError",
            "AuthenticationException",
            "PasswordRequiredException",
            "NoCredentialsError",
            "ClientError",
        ),
        "it refused the sign-in or the right to do this",
        "Check the address, the account's secrets and what the account may do.",
    ),
    (("FileNotFoundError", "NotADirectoryError"), "it is not there", "Check the address; make the folder or bucket."),
    (("ValueError",), "the address or an option of it is not understood", "Check the address and the options."),
)
_LOST: Final = "the connection failed or was lost", "Nothing is half written. Run the same command again."


def failure(address: str, what: str, name: str, error: Exception) -> str:
    """Return where, what failed, why and what to do. An error's own text is left out: it may hold a secret."""
    kinds = {each.__name__ for each in type(error).__mro__}
    reason, action = next((tuple(rest) for names, *rest in _REASONS if kinds.intersection(names)), _LOST)
    if isinstance(error, OSError) and error.strerror and "://" not in address:
        reason, action = error.strerror.lower(), "Put that right and run the same command again."
    thing = f" {_tellable(name)}" if name else ""
    return f"The store {address} could not {what}{thing}: {reason} ({type(error).__name__}). {action}"


def _tellable(name: str) -> str:
    """Return a file's name as an error may tell it. In CI the log is public, and people name what is in the inbox."""
    if not os.environ.get("CI") or not name.startswith(f"{INBOX}/"):
        return name
    return "/".join([*name.split("/")[:-1][:_FOLDERS], "…"])
