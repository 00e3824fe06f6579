"""Which SFTP servers are trusted: those whose key stands in a known_hosts file, as for ssh itself.

fsspec would trust any server that answers; the private store must not.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import paramiko

_FILE_VARIABLE: Final = "RECONCILE_KNOWN_HOSTS"


class UnknownHostError(Exception):
    """The server's key is not the one that is known, or none is known."""


class KnownHosts(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # ships no types
    """Accept a server only when its key is in the file named by RECONCILE_KNOWN_HOSTS (default ~/.ssh/known_hosts)."""

    def __init__(self) -> None:
        self.file = Path(os.environ.get(_FILE_VARIABLE) or Path.home() / ".ssh" / "known_hosts")

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Raise UnknownHostError unless the key is known; paramiko gives the name as `[host]:port` or the host."""
        known = paramiko.HostKeys(str(self.file)) if self.file.is_file() else paramiko.HostKeys()
        if not known.check(hostname, key):
            raise UnknownHostError(type(client).__name__)
