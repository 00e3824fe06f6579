"""Where the private store is: a folder of this machine, or any address that fsspec knows.

Both do the same five things: list, read, write so that a file is there whole or not at all, delete, and say
where they are without a secret. What the files mean is in `store`.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit, urlunsplit

INBOX: Final = "inbox"
_FOLDERS: Final = 3  # inbox, form, shape; whatever lies below these has a name that a person gave it
TEMPORARY: Final = "tmp"  # files on their way; what a broken run left there is never read


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
        return _Folder(Path(address))
    from programme.submissions.store.address import Address  # noqa: PLC0415 - slow to import, and a folder does without

    return Address(address)


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


class _Folder:
    """A folder of this machine. What is written there can be read by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, str(folder)
        with self._told("open", ""):
            is_file = folder.exists() and not folder.is_dir()
        if is_file:
            raise StoreError(f"The store {folder} is a file, not a folder. Name a folder with --store.")

    def names(self, folder: str) -> dict[str, int]:
        """Return the files below a folder. Links are not followed."""
        return self.listed(folder).files

    def listed(self, folder: str) -> Listed:
        """Return the files below a folder, and what is neither a file nor a folder. Links are not followed."""
        with self._told("list", folder):
            found, others = {}, []
            for path, folders, files in os.walk(self.folder / folder, onerror=_raise):
                for one in (Path(path, name) for name in (*folders, *files)):
                    with suppress(FileNotFoundError):  # it has gone meanwhile
                        status, name = one.lstat(), one.relative_to(self.folder).as_posix()
                        if stat.S_ISREG(status.st_mode):
                            found[name] = status.st_size
                        elif not stat.S_ISDIR(status.st_mode):
                            others.append(name)
            return Listed(dict(sorted(found.items())), tuple(sorted(others)))

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes."""
        with self._told("read", name):
            try:
                return (self.folder / name).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, name: str, content: bytes) -> None:
        """Write to a temporary file, make sure that it is on the disk, and rename it."""
        with self._told("write", name), self._temporary(name, content) as temporary:
            temporary.replace(self.folder / name)

    def create(self, name: str, content: bytes) -> None:
        """Write to a temporary file and link it: the system lets only one have the name."""
        with self._told("write", name), self._temporary(name, content) as temporary, suppress(FileExistsError):
            try:
                os.link(temporary, self.folder / name)
            except OSError:
                if (self.folder / name).exists():
                    raise FileExistsError from None
                temporary.replace(self.folder / name)  # a share that knows no links

    @contextmanager
    def _temporary(self, name: str, content: bytes) -> Iterator[Path]:
        """Give a file that is whole on the disk and, like the folders, can be read by its owner only."""
        temporary = self.folder / TEMPORARY / secrets.token_hex(8)
        for one in (self.folder, (self.folder / name).parent, temporary.parent):
            _make(one)
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)

    def delete(self, name: str) -> None:
        """Delete a file."""
        with self._told("delete", name):
            (self.folder / name).unlink(missing_ok=True)

    @contextmanager
    def _told(self, what: str, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(failure(self.address, what, name, error)) from None


def _make(folder: Path) -> None:
    """Make a folder for its owner only, and before it those that hold it: `parents` of mkdir lets others in there."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


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
