"""The private store at an address that fsspec knows: SFTP, S3, Azure and the like.

fsspec's own errors, walks and listings are not trusted: a lost connection must never look like an empty folder.
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, Final

from programme.submissions.store.storage import TEMPORARY, Listed, StoreError, despite_sweeps, failure, masked

_ONE_PUT: Final = {"s3", "gs", "gcs", "abfs"}  # where one request writes a file whole
_CANNOT: Final = {errno.ENOSYS, errno.EINVAL}  # how servers say that they cannot refuse to replace a file
_WAIT: Final = 30  # seconds for a server to answer
# What is passed to the libraries unless the environment says otherwise, so that nothing waits for ever.
_PATIENCE: Final[Mapping[str, Mapping[str, Any]]] = {
    "s3": {
        "config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 2}},
        "use_listings_cache": False,
    },
    "abfs": {"connection_timeout": 10, "read_timeout": 60},
    "sftp": {"timeout": _WAIT, "banner_timeout": _WAIT, "auth_timeout": _WAIT},
}
_PACKAGES: Final = {"s3": "s3fs", "abfs": "adlfs", "sftp": "paramiko"}
_SAME: Final = {"s3a": "s3", "abfss": "abfs", "az": "abfs", "ssh": "sftp"}


class Address:
    """Files at an address that fsspec knows."""

    def __init__(self, address: str) -> None:
        self.address = masked(address)
        self.kind = _kind(address)
        with self._told("open", ""):
            self.files, self.root = _connect(address, self.kind)
        self.root = self.root.rstrip("/")

    def names(self, folder: str) -> dict[str, int]:
        """Return the files below a folder."""
        return self.listed(folder).files

    def listed(self, folder: str) -> Listed:
        """Return what lies below a folder. Folder by folder: fsspec's own walk hides a lost connection."""
        with self._told("list", folder):
            self.files.invalidate_cache()
            found, others, waiting = {}, [], [f"{self.root}/{folder}"]
            while waiting:
                for one in self._entries(waiting.pop()):
                    if one["type"] == "directory":
                        waiting.append(one["name"])
                    elif one["type"] != "file":
                        others.append(self._relative(one["name"]))
                    elif not one["name"].endswith("/"):
                        found[self._relative(one["name"])] = one["size"]
            return Listed(dict(sorted(found.items())), tuple(sorted(others)))

    def _entries(self, path: str) -> list[dict[str, Any]]:
        try:
            entries = self.files.ls(path, detail=True)
        except FileNotFoundError:
            return []
        # A bucket can hold an empty file that stands for the folder itself.
        return [one for one in entries if one["name"].rstrip("/") != path.rstrip("/")]

    def _relative(self, name: str) -> str:
        return PurePosixPath(name.removeprefix("/")).relative_to(self.root.removeprefix("/")).as_posix()

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes."""
        with self._told("read", name):
            try:
                return self._get(f"{self.root}/{name}")
            except FileNotFoundError:
                return None

    def _get(self, path: str) -> bytes:
        if self.kind != "sftp":
            content: bytes = self.files.cat_file(path)
            return content
        whole = BytesIO()
        self.files.ftp.getfo(path, whole)  # asks ahead, where fsspec waits for every 32 KB
        return whole.getvalue()

    def _put(self, path: str, content: bytes) -> None:
        if self.kind == "sftp":
            self.files.ftp.putfo(BytesIO(content), path, confirm=False)
        else:
            self.files.pipe_file(path, content)

    def write(self, name: str, content: bytes) -> None:
        """Write with one request where that is whole or nothing, else to a temporary file that is renamed."""
        with self._told("write", name):
            target = f"{self.root}/{name}"
            if self.kind in _ONE_PUT:
                self.files.pipe_file(target, content)
            else:
                despite_sweeps(lambda: self.files.mv(self._temporary(target, content), target))

    def _temporary(self, target: str, content: bytes) -> str:
        """Write what is to become another file to a temporary one, and return the path of that."""
        temporary = f"{self.root}/{TEMPORARY}/{secrets.token_hex(8)}"
        for one in (target, temporary):
            self._make_folder(one.rpartition("/")[0])
        self._put(temporary, content)
        if self.files.info(temporary)["size"] != len(content):
            raise EOFError  # a file that was cut off must not get the name of a whole one
        return temporary

    def _make_folder(self, path: str) -> None:
        """Make a folder and those above it. Another run may make one of them between the look and the making."""
        for _ in PurePosixPath(path).parts:
            try:
                self.files.makedirs(path, exist_ok=True)
            except OSError as error:
                if type(error) is not OSError:  # a server that says “failure”, and no more, may mean that it is there
                    raise
            else:
                return
        self.files.makedirs(path, exist_ok=True)

    def create(self, name: str, content: bytes) -> None:
        """Write a file unless there is one. The server refuses one of two at once; if it cannot, the last one stays."""
        if self.read(name) is not None:
            return
        with self._told("write", name):
            try:
                self._put_new(f"{self.root}/{name}", content)
            except OSError as error:
                if self.read(name) is not None:
                    return
                if error.errno not in _CANNOT:
                    raise
                self.write(name, content)

    def _put_new(self, target: str, content: bytes) -> None:
        """Write a file that is not there yet. Raises one of many OSErrors when it is, or the server cannot tell."""
        if self.kind == "sftp":
            despite_sweeps(lambda: self._rename_new(self._temporary(target, content), target))
        elif self.kind in _ONE_PUT:
            self.files.pipe_file(target, content, mode="create")
        else:
            raise OSError(errno.ENOSYS, "no way to refuse a second one")

    def _rename_new(self, temporary: str, target: str) -> None:
        try:
            self.files.ftp.rename(temporary, target)  # which, unlike fsspec's `mv`, never replaces a file
        except OSError:
            with suppress(FileNotFoundError):
                self.files.rm_file(temporary)
            raise

    def delete(self, name: str) -> None:
        """Delete a file."""
        with self._told("delete", name), suppress(FileNotFoundError):
            self.files.rm_file(f"{self.root}/{name}")

    @contextmanager
    def _told(self, what: str, name: str) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - every library of fsspec's has errors of its own
            raise StoreError(failure(self.address, what, name, error)) from None


def _kind(address: str) -> str:
    kind = address.partition("://")[0].lower()
    return _SAME.get(kind, kind)


def _connect(address: str, kind: str) -> tuple[Any, str]:
    """Return fsspec's file system and the path in it. The server's key must be known where there is one."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - the extra packages may be missing

        options = dict(_PATIENCE.get(kind, {}))
        if kind == "sftp":
            from programme.submissions.store.known_hosts import KnownHosts  # noqa: PLC0415 - needs paramiko

            options["host_key_policy"] = KnownHosts()
        files, root = url_to_fs(address, skip_instance_cache=True, **options)
    except ImportError:
        raise StoreError(
            f"The store {masked(address)} needs the package {_PACKAGES.get(kind, f'for {kind}://')}, which is not"
            f' installed. Install the extra "stores": .venv/bin/python -m pip install -e ".[stores]"'
        ) from None
    if kind == "sftp":
        files.ftp.get_channel().settimeout(_WAIT)
    return files, root
