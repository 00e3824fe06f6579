"""Real servers on loopback: OpenSSH's SFTP server and one that speaks S3, each with an empty folder or bucket."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fsspec.config
import pytest

from tests.conftest import missing_tool

if TYPE_CHECKING:
    from tests.stores.bucket_server import BucketServer

SSHD: Final = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SERVERS: Final = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/libexec/sftp-server")
STARTS_WITHIN: Final = 20  # seconds
TRIES: Final = 5  # ports
CONFIGURATION: Final = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile {folder}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp {server}
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: an address for a new store, and a way to make it vanish."""

    address: str
    stop: Callable[[], None]


def options(monkeypatch: pytest.MonkeyPatch, kind: str, name: str, value: str) -> None:
    """Set an option of an address for commands, and for this process, where fsspec has read the environment already."""
    monkeypatch.setenv(f"FSSPEC_{kind}_{name}".upper(), value)
    monkeypatch.setitem(fsspec.config.conf, kind, {name: value})


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def started(folder: Path, server: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start OpenSSH and return it with its port; at another port when somebody else has taken that meanwhile."""
    assert SSHD
    for _ in range(TRIES):
        port = free_port()
        (folder / "sshd_config").write_text(CONFIGURATION.format(port=port, folder=folder, server=server))
        command = [SSHD, "-D", "-e", "-f", str(folder / "sshd_config")]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        if listens(process, folder / "sshd.pid"):
            return process, port
        kill_family(process)
    pytest.fail("no OpenSSH server could be started")


def listens(process: subprocess.Popen[bytes], sign: Path) -> bool:
    """Wait for the file that a server writes as soon as it listens, unless it ends before; return whether it came."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if sign.exists():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def sftp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """OpenSSH with keys of its own, in a folder of its own."""
    server = next((one for one in SERVERS if Path(one).exists()), None)
    if not SSHD or not server:
        missing_tool("no OpenSSH server. On Debian or Ubuntu: sudo apt install openssh-server")
    folder = tmp_path / "sshd"
    folder.mkdir()
    for key in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd drops its rights
    process, port = started(folder, server)
    kind, key = (folder / "host_key.pub").read_text().split()[:2]
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    options(monkeypatch, "sftp", "key_filename", str(folder / "user_key"))
    monkeypatch.setenv("RECONCILE_KNOWN_HOSTS", str(folder / "known_hosts"))
    try:
        address = f"sftp://{getpass.getuser()}@127.0.0.1:{port}{tmp_path}/store"
        yield Server(address, lambda: kill_family(process))
    finally:
        kill_family(process)


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that we started and all that came of it: sshd gives each connection a session of its own."""
    for child in reversed(descendants(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait()


def descendants(pid: int) -> list[int]:
    done = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, encoding="ascii", check=True)
    parents = {int(child): int(parent) for child, parent in map(str.split, done.stdout.splitlines())}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


@pytest.fixture
def bucket_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BucketServer]:
    """A server that speaks S3, and credentials that open nothing else."""
    from tests.stores.bucket_server import REGION, BucketServer  # noqa: PLC0415 - slow to import

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    server = BucketServer(f"private-{secrets.token_hex(4)}")  # servers in one process share what they hold
    options(monkeypatch, "s3", "endpoint_url", server.url)
    yield server
    server.stop()


@pytest.fixture
def s3(bucket_server: BucketServer) -> Server:
    """The same with a folder for one store."""
    return Server(f"s3://{bucket_server.bucket}/store", bucket_server.stop)


@pytest.fixture(params=["sftp", "s3"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of them in turn."""
    found: Server = request.getfixturevalue(request.param)
    return found
