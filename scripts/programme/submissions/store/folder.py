"""The private store in a folder of this machine, or on a share that is used like one."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from programme.submissions.store.storage import TEMPORARY, Listed, StoreError, despite_sweeps, failure


class Folder:
    """A folder of this machine. What is written there can be read by its owner only."""

    def __init__(self, address: str) -> None:
        self.folder = Path(address)
        self.address = str(self.folder)
        with self._told("open", ""):
            is_file = self.folder.exists() and not self.folder.is_dir()
        if is_file:
            raise StoreError(f"The store {self.address} is a file, not a folder. Name a folder with --store.")

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
        self._put(name, content, os.replace)

    def create(self, name: str, content: bytes) -> None:
        """Write to a temporary file and link it: the system lets only one have the name."""
        self._put(name, content, _link)

    def _put(self, name: str, content: bytes, give: Callable[[Path, Path], None]) -> None:
        """Write to a temporary file and give it the name."""

        def put() -> None:
            with self._temporary(name, content) as temporary:
                give(temporary, self.folder / name)

        with self._told("write", name):
            despite_sweeps(put)

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


def _link(temporary: Path, target: Path) -> None:
    """Give a file a name, unless another file has it."""
    try:
        os.link(temporary, target)
    except OSError:
        if not target.exists():
            temporary.replace(target)  # a share that knows no links


def _make(folder: Path) -> None:
    """Make a folder for its owner only, and before it those that hold it: `parents` of mkdir lets others in there."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error
