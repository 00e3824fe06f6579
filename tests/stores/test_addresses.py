"""The private store at real servers: the same as in a folder, and whole when the connection goes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from programme.submissions.store.keys import key_of
from programme.submissions.store.storage import Storage, StoreError, open_storage
from programme.submissions.store.store import Store
from tests.stores.conftest import options
from tests.unit.submissions.store_samples import KEY

if TYPE_CHECKING:
    from tests.stores.conftest import Server

LARGE: Final = os.urandom(3_000_000)


def test_what_was_written_is_read_and_listed(server: Server) -> None:
    storage = open_storage(server.address)
    storage.write("inbox/form/shape/one.csv", b"first")
    storage.write("inbox/form/shape/one.csv", LARGE)
    storage.write("ledger/two", b"")
    assert storage.read("inbox/form/shape/one.csv") == LARGE
    assert storage.names("inbox") == {"inbox/form/shape/one.csv": len(LARGE)}
    assert storage.names("ledger") == {"ledger/two": 0}
    assert storage.names("tmp") == {}


def test_what_is_not_there_is_nothing(server: Server) -> None:
    storage = open_storage(server.address)
    assert storage.names("inbox") == {}
    assert storage.read("inbox/none") is None
    storage.delete("inbox/none")


def test_a_file_is_deleted(server: Server) -> None:
    storage = open_storage(server.address)
    storage.write("inbox/one", b"x")
    storage.delete("inbox/one")
    assert storage.read("inbox/one") is None


def test_another_one_sees_what_was_written_meanwhile(server: Server) -> None:
    first, second = open_storage(server.address), open_storage(server.address)
    assert second.names("ledger") == {}
    first.write("ledger/one", b"x")
    assert second.names("ledger") == {"ledger/one": 1}


def let_in(monkeypatch: pytest.MonkeyPatch, storage: Storage, *, after: int, act: Callable[[], object]) -> None:
    """Let somebody else act once a storage has said for the n-th time that a file is not there."""
    really, asked = storage.read, [0]

    def read(name: str) -> bytes | None:
        found = really(name)
        asked[0] += 1
        if asked[0] == after:
            assert found is None
            act()
        return found

    monkeypatch.setattr(storage, "read", read)


def test_a_file_is_made_unless_there_is_one(server: Server) -> None:
    storage = open_storage(server.address)
    storage.create("one", b"1")
    storage.create("one", b"2")
    assert storage.read("one") == b"1"
    assert list(storage.names("")) == ["one"]


def test_of_two_that_make_a_file_at_once_the_first_does_and_the_other_leaves_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, other = open_storage(server.address), open_storage(server.address)
    let_in(monkeypatch, storage, after=1, act=lambda: other.create("one", b"other"))
    storage.create("one", b"1")
    assert storage.read("one") == b"other"
    assert list(storage.names("")) == ["one"]


@pytest.mark.parametrize("moment", [1, 2])
def test_of_two_keys_at_once_one_is_the_stores_and_the_other_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    store, other = Store(open_storage(server.address)), Store(open_storage(server.address))
    mine, others = {"RECONCILE_KEY": "x" * 40}, {"RECONCILE_KEY": KEY}
    let_in(monkeypatch, store.storage, after=moment, act=lambda: key_of(other, others))
    with pytest.raises(StoreError, match="made with another key"):
        key_of(store, mine)
    assert key_of(other, others).kept


@pytest.mark.parametrize("what", ["names", "read", "write", "create", "delete"])
def test_a_server_that_vanishes_is_an_error_and_never_an_empty_store(server: Server, what: str) -> None:
    storage = open_storage(server.address)
    storage.write("ledger/one", b"x")
    server.stop()
    arguments = {"write": ("ledger/one", b"y"), "create": ("ledger/two", b"y")}.get(what, ("ledger",))
    with pytest.raises(StoreError, match="the connection failed or was lost") as caught:
        getattr(storage, what)(*arguments)
    assert "Run the same command again" in str(caught.value)


def test_a_server_that_is_not_there_is_told_without_the_password(server: Server) -> None:
    server.stop()
    start, _, rest = server.address.partition("://")
    with pytest.raises(StoreError) as caught:
        open_storage(f"{start}://somebody:secret-words@{rest.rpartition('@')[2]}").names("inbox")
    assert "secret-words" not in str(caught.value)


class TestSftp:
    def test_a_server_whose_key_is_not_known_is_refused(self, sftp: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RECONCILE_KNOWN_HOSTS", "/dev/null")
        with pytest.raises(StoreError, match="not among the known hosts"):
            open_storage(sftp.address)

    def test_a_refused_sign_in_is_told(self, sftp: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        options(monkeypatch, "sftp", "key_filename", str(tmp_path / "sshd" / "host_key"))
        with pytest.raises(StoreError, match="refused the sign-in"):
            open_storage(sftp.address)

    def test_a_file_that_was_cut_off_never_gets_its_name(self, sftp: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        storage = open_storage(sftp.address)
        storage.write("ledger/one", b"before")
        put = storage._put  # type: ignore[attr-defined]
        monkeypatch.setattr(storage, "_put", lambda path, content: put(path, content[:2]))
        with pytest.raises(StoreError):
            storage.write("ledger/one", b"after")
        assert storage.read("ledger/one") == b"before"

    @pytest.mark.parametrize(("how", "moment"), [("write", "info"), ("write", "mv"), ("create", "info")])
    def test_a_purge_that_sweeps_while_a_file_is_written_is_no_failure(
        self, sftp: Server, monkeypatch: pytest.MonkeyPatch, how: str, moment: str
    ) -> None:
        storage, other = open_storage(sftp.address), Store(open_storage(sftp.address))
        really = getattr(storage.files, moment)  # type: ignore[attr-defined]
        swept: list[str] = []

        def sweep_first(*given: str) -> object:
            if not swept:
                swept.extend(other.storage.names("tmp"))
                other.sweep()
            return really(*given)

        monkeypatch.setattr(storage.files, moment, sweep_first)  # type: ignore[attr-defined]
        getattr(storage, how)("ledger/one", b"1")
        assert swept
        assert storage.read("ledger/one") == b"1"
        assert storage.names("tmp") == {}


class TestS3:
    def test_a_file_is_never_a_temporary_one_that_a_purge_could_sweep_away(self, s3: Server) -> None:
        storage, other = open_storage(s3.address), Store(open_storage(s3.address))
        really = storage.files.pipe_file  # type: ignore[attr-defined]
        swept: list[list[str]] = []

        def sweep_after(*given: object) -> None:
            really(*given)
            swept.append(list(other.storage.names("")))
            other.sweep()

        storage.files.pipe_file = sweep_after  # type: ignore[attr-defined]
        storage.write("ledger/one", b"1")
        assert swept == [["ledger/one"]]
        assert storage.read("ledger/one") == b"1"

    @pytest.mark.parametrize("says", [errno.ENOSYS, errno.EINVAL])
    def test_a_server_that_cannot_refuse_a_second_file_is_looked_at_and_written_to(
        self, s3: Server, monkeypatch: pytest.MonkeyPatch, says: int
    ) -> None:
        storage = open_storage(s3.address)
        really = storage.files.pipe_file  # type: ignore[attr-defined]

        def cannot(*given: object, mode: str = "overwrite") -> None:
            if mode == "create":
                raise OSError(says, "A header you provided implies functionality that is not implemented")
            really(*given)

        monkeypatch.setattr(storage.files, "pipe_file", cannot)  # type: ignore[attr-defined]
        storage.create("one", b"1")
        storage.create("one", b"2")
        assert storage.read("one") == b"1"

    def test_a_server_that_is_too_busy_is_told_and_nothing_is_written_over(
        self, s3: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        storage = open_storage(s3.address)

        def busy(*_: object, **__: object) -> None:
            raise OSError(errno.EBUSY, "Please reduce your request rate")

        monkeypatch.setattr(storage.files, "pipe_file", busy)  # type: ignore[attr-defined]
        with pytest.raises(StoreError, match="Run the same command again"):
            storage.create("one", b"1")

    def test_a_bucket_that_is_not_there_is_told_when_it_is_written_to(self, s3: Server) -> None:
        storage = open_storage(s3.address.replace("private", "other"))
        with pytest.raises(StoreError, match="it is not there"):
            storage.write("ledger/one", b"x")


def test_a_folder_that_another_run_makes_at_the_same_moment_is_no_failure(
    sftp: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage(sftp.address)
    storage.write("reports/one", b"1")
    files = storage.files  # type: ignore[attr-defined]
    really, looks = files.exists, []

    def exists(path: str, **more: object) -> bool:
        looks.append(path)
        return looks.count(path) > 1 and really(path, **more)  # the first look comes too early

    monkeypatch.setattr(files, "exists", exists)
    storage.write("reports/two", b"2")
    assert storage.read("reports/two") == b"2"
