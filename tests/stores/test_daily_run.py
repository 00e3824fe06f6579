"""The step of the workflow that reconciles each day, run as GitHub runs it, with a bucket that is not Amazon's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fsspec.config
import pytest
import yaml

from programme.submissions.store.storage import open_storage
from programme.submissions.store.store import REPORT
from tests.commands import ROOT
from tests.unit.submissions.store_samples import INBOX, KEY, simulated

if TYPE_CHECKING:
    from tests.stores.bucket_server import BucketServer

WORKFLOW: Final = ROOT / ".github/workflows/reconcile.yml"
SECRETS: Final = {"RECONCILE_KEY": KEY, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
KEPT: Final = ("PATH", "HOME", "LANG")


@pytest.fixture
def elsewhere(bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch) -> BucketServer:
    """The server, of which nothing in the environment tells."""
    monkeypatch.delenv("FSSPEC_S3_ENDPOINT_URL")
    monkeypatch.delitem(fsspec.config.conf, "s3")
    return bucket_server


def the_step() -> dict[str, Any]:
    steps = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["reconcile"]["steps"]
    (found,) = (step for step in steps if step.get("name") == "Reconcile")
    return dict(found)


def daily_run(checkout: Path, secrets: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run the step in a checkout. A secret that is not set is empty, as on GitHub."""
    step = the_step()
    checkout.mkdir()
    (checkout / ".venv").symlink_to(sys.prefix)
    (checkout / "scripts").symlink_to(ROOT / "scripts")
    given = {name: secrets.get(value.removeprefix("${{ secrets.").removesuffix(" }}"), "")
             for name, value in step["env"].items()}  # fmt: skip
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=checkout, env={**kept, "CI": "true", "RUNNER_TEMP": str(checkout), **given, **more},
        capture_output=True, encoding="utf-8", check=False, timeout=240,
    )  # fmt: skip


def secrets_of(server: BucketServer, **more: str) -> dict[str, str]:
    return {**SECRETS, "AWS_DEFAULT_REGION": "eu-west-2", "RECONCILE_STORE": f"s3://{server.bucket}/store", **more}


def test_a_secret_names_the_server_of_the_bucket(
    elsewhere: BucketServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", elsewhere.url)
    storage = open_storage(f"s3://{elsewhere.bucket}/store")
    storage.write(f"{INBOX}/export.csv", simulated().content)
    done = daily_run(tmp_path / "checkout", secrets_of(elsewhere, AWS_ENDPOINT_URL=elsewhere.url))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything arrived: 3" in done.stdout
    assert storage.read(REPORT)
    assert elsewhere.url not in done.stdout + done.stderr


def test_a_secret_that_is_not_set_says_nothing_of_the_server(elsewhere: BucketServer, tmp_path: Path) -> None:
    settings = tmp_path / "aws"  # asked only when the environment names no server
    settings.write_text(f"[default]\nendpoint_url = {elsewhere.url}\n", "utf-8")
    done = daily_run(tmp_path / "checkout", secrets_of(elsewhere), AWS_CONFIG_FILE=str(settings))
    assert done.returncode == 0, done.stdout + done.stderr
    assert elsewhere.digests("store")


def test_an_address_of_a_server_that_is_none_is_told_and_not_shown(elsewhere: BucketServer, tmp_path: Path) -> None:
    done = daily_run(tmp_path / "checkout", secrets_of(elsewhere, AWS_ENDPOINT_URL="objects.example.org"))
    assert done.returncode == 2
    assert "the address or an option of it is not understood" in done.stderr
    assert "example.org" not in done.stdout + done.stderr
