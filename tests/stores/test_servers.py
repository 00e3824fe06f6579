"""The servers of these tests themselves."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from programme.submissions.store.storage import open_storage
from tests.stores import conftest

if TYPE_CHECKING:
    import pytest


def test_a_server_whose_port_was_taken_meanwhile_gets_another(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = [conftest.free_port(), taken.getsockname()[1]]
        monkeypatch.setattr(conftest, "free_port", ports.pop)
        server = request.getfixturevalue("sftp")
        assert open_storage(server.address).names("") == {}
    assert ports == []
