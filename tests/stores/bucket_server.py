"""A server that speaks S3, moto's, on loopback. Its line can go dead at any file written or deleted, and be mended."""

from __future__ import annotations

from io import BytesIO
from threading import Thread
from typing import ClassVar, Final

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

REGION: Final = "eu-west-2"
CHANGES: Final = ("PUT", "DELETE")


class Line:
    """What goes over a line: everything, or so many changes and then nothing more until it is mended."""

    def __init__(self) -> None:
        self.mend()

    def cut(self, at: int, *, after: bool) -> None:
        """Go dead at the n-th change, counted from 0: before it is made, or when it is made but not answered yet."""
        self.left, self.last_is_made, self.dead = at, after, False

    def mend(self) -> None:
        """Carry everything again."""
        self.cut(-1, after=False)

    def ends_with(self, command: str) -> bool:
        """Count a request, and tell whether it is the one at which the line goes dead."""
        if self.dead or self.left < 0 or command not in CHANGES:
            return False
        self.left -= 1
        self.dead = self.left < 0
        return self.dead


class BucketServer:
    """The server with one bucket in it, which holds stores as folders."""

    def __init__(self, bucket: str) -> None:
        self.bucket, self.line = bucket, Line()
        answering = type("Answering", (_Answering,), {"line": self.line})
        application = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=answering)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self._client = boto3.client("s3", endpoint_url=self.url)
        self._client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})

    def digests(self, folder: str) -> dict[str, str]:
        """Return the digest of each file of a folder, by its name in there."""
        listed = self._client.list_objects_v2(Bucket=self.bucket, Prefix=f"{folder}/").get("Contents", [])
        return {one["Key"].removeprefix(f"{folder}/"): one["ETag"] for one in listed}

    def copy(self, folder: str, to: str) -> None:
        """Copy every file of a folder to another one."""
        for name in self.digests(folder):
            source = {"Bucket": self.bucket, "Key": f"{folder}/{name}"}
            self._client.copy_object(Bucket=self.bucket, Key=f"{to}/{name}", CopySource=source)

    def stop(self) -> None:
        """Vanish for good; a second time changes nothing."""
        self._server.shutdown()
        self._thread.join()


class _Answering(MotoRequestHandler):
    line: ClassVar[Line]

    def run_wsgi(self) -> None:
        if self.line.ends_with(self.command) and self.line.last_is_made:
            self.wfile = BytesIO()  # what is said goes nowhere
            super().run_wsgi()
        if self.line.dead:
            self.close_connection = True
        else:
            super().run_wsgi()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: pytest would keep every line."""
