"""The private store at real servers: the same as in a folder, and whole when the connection goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from programme.submissions.store.storage import StoreError, open_storage
from programme.submissions.store.store import Store
from tests.stores.conftest import options

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


@pytest.mark.parametrize("what", ["names", "read", "write", "delete"])
def test_a_server_that_vanishes_is_an_error_and_never_an_empty_store(server: Server, what: str) -> None:
    storage = open_storage(server.address)
    storage.write("ledger/one", b"x")
    server.stop()
    arguments = {"write": ("ledger/one", b"y")}.get(what, ("ledger",))
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

    @pytest.mark.parametrize("moment", ["info", "mv"])
    def test_a_purge_that_sweeps_while_a_file_is_written_is_no_failure(
        self, sftp: Server, monkeypatch: pytest.MonkeyPatch, moment: str
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
        storage.write("ledger/one", b"1")
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
