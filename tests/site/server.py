"""Serves a built site from this machine as a static host does: under a path, with its page for
missing addresses."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class StaticHandler(SimpleHTTPRequestHandler):
    """Files below `prefix`; anything else is answered with 404.html."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, prefix: str, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's own

    def do_GET(self) -> None:
        path = self.path.split("?")[0].split("#")[0]
        if path.startswith(self.prefix) and self._exists(path):
            self.path = "/" + path.removeprefix(self.prefix)
            super().do_GET()
        else:
            self._send_missing()

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""

    def _exists(self, path: str) -> bool:
        file = Path(self.translate_path("/" + path.removeprefix(self.prefix)))
        return (file / "index.html").is_file() if path.endswith("/") else file.is_file()

    def _send_missing(self) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class QuietServer(ThreadingHTTPServer):
    """A server that says nothing when a browser hangs up: it does so whenever a page is left."""

    def handle_error(self, *asked: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*asked)


def serve(folder: Path, prefix: str) -> ThreadingHTTPServer:
    """Start to serve `folder` below `prefix` on a free port of this machine; the caller stops it."""
    handler = partial(StaticHandler, prefix=prefix, directory=str(folder))
    server = QuietServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server
