"""Whole runs against real servers: the same reports as in a folder, and a ledger that is whole when the server goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from programme.submissions.run import run
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError, open_storage
from programme.submissions.store.store import Store
from tests.commands import ROOT, call, call_twice_at_once
from tests.unit.submissions.store_samples import DAY, INBOX, KEY, purged, put, setting, simulated, states, store_in

if TYPE_CHECKING:
    from tests.stores.conftest import Server


def opened(server: Server) -> Store:
    return Store(open_storage(server.address))


def everything(store: Store) -> dict[str, bytes | None]:
    return {name: store.storage.read(name) for name in store.storage.names("")}


def test_a_run_writes_what_it_writes_in_a_folder(server: Server, tmp_path: Path) -> None:
    put(tmp_path / "desk", simulated())
    run(store_in(tmp_path / "desk"), setting())
    store = opened(server)
    store.storage.write(f"{INBOX}/export-0.csv", simulated().content)
    run(store, setting())
    assert everything(store) == everything(store_in(tmp_path / "desk"))
    assert run(opened(server), setting()).written == ()


def test_a_purge_deletes_there_too(server: Server) -> None:
    store = opened(server)
    store.storage.write(f"{INBOX}/export-0.csv", simulated(faults=False).content)
    run(store, setting())
    purged(store)
    assert store.storage.names("words") == {}
    assert store.storage.names("inbox") == {}


@pytest.mark.parametrize("vanishing", ["words", "ledger", "reports"])
def test_a_server_that_vanishes_during_a_run_leaves_all_or_nothing(
    sftp: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vanishing: str
) -> None:
    store = opened(sftp)
    store.storage.write(f"{INBOX}/export-0.csv", simulated().content)
    put_there = store.storage._put  # type: ignore[attr-defined]
    written: list[bytes] = []
    write = store.storage.write

    def remember(name: str, content: bytes) -> None:
        written[:] = [content] if name.startswith(vanishing) else []
        write(name, content)

    def cut_off(path: str, content: bytes) -> None:
        if written:
            put_there(path, content[: len(content) // 2])
            sftp.stop()
        put_there(path, content)

    monkeypatch.setattr(store.storage, "write", remember)
    monkeypatch.setattr(store.storage, "_put", cut_off)
    with pytest.raises(StoreError, match="connection failed or was lost"):
        run(store, setting())
    # The server's folder is here: see what it holds, and let the next run finish.
    left = Store(open_storage(str(tmp_path / "store")))
    facts = load_ledger(left)
    assert facts.problems == []
    assert bool(facts.facts) == (vanishing == "reports")
    again = run(left, setting())
    put(tmp_path / "desk", simulated())
    whole = run(store_in(tmp_path / "desk"), setting())
    assert states(again.outcome) == states(whole.outcome)


def test_two_commands_at_once_both_succeed_and_agree(server: Server) -> None:
    opened(server).storage.write(f"{INBOX}/export-0.csv", simulated().content)
    call_twice_at_once(ROOT, "run", "--store", server.address, "--today", DAY.isoformat(), RECONCILE_KEY=KEY)
    store = opened(server)
    ledger = load_ledger(store)
    assert ledger.problems == []
    before = everything(store)
    assert run(store, setting()).written == ()
    assert everything(store) == before


def test_a_command_says_which_server_failed_and_no_secret(sftp: Server) -> None:
    sftp.stop()
    address = sftp.address.replace("@", ":a-secret-word@")
    done = call(ROOT, "run", "--store", address)
    assert done.returncode == 2
    assert "a-secret-word" not in done.stdout + done.stderr
    assert "the connection failed or was lost" in done.stderr
