"""The command that checks a data folder: hostile input ends quickly, in words, and without a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

import pytest
from click.testing import CliRunner

import check_data
from programme.records.check import DATA

ROOT: Final = Path(__file__).resolve().parent.parent
GOOD: Final = "id: good\ntitle: A good fund\nsummary: Nothing is wrong here.\nbasis: proposed\n"
HEAD: Final = "id: x\ntitle: X\nsummary: X\nbasis: proposed\n"


def check(folder: Path, *options: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run the command as people do. Ends within a minute or fails."""
    command = [sys.executable, str(ROOT / "scripts/check_data.py"), "--today", "2026-01-15", *options, str(folder)]
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        command, capture_output=True, encoding="utf-8", timeout=60, check=False, **how
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture
def funds(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "funds"
    folder.mkdir(parents=True)
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    for needed in ("office.yaml", "sources.yaml"):
        shutil.copy(DATA / needed, folder.parent)
    return folder


def alias_bomb(path: Path) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    path.write_text(f"l0: &l0 [lol]\n{levels}", encoding="utf-8")


def ten_megabytes(path: Path) -> None:
    path.write_text(GOOD + "about: |\n" + "  words and words\n" * 600_000, encoding="utf-8")


def many_problems(path: Path) -> None:
    path.write_text(HEAD + "words:\n" + "".join(f"  - w{n}\n" for n in (*range(2400), *range(2400))), encoding="utf-8")


def link(path: Path) -> None:
    secret = path.parent.parent.parent / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    path.symlink_to(secret)


def written(start: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(start, encoding="utf-8")


HOSTILE: Final[dict[str, tuple[Callable[[Path], object], str]]] = {
    "an alias bomb": (alias_bomb, "yaml-machinery"),
    "100,000 open square brackets": (written("a: " + "[" * 100_000), "nested-too-deep"),
    "100,000 open curly brackets": (written("{" * 100_000), "nested-too-deep"),
    "100,000 hyphens": (written("- " * 100_000), "nested-too-deep"),
    "100,000 question marks": (written("? " * 100_000), "nested-too-deep"),
    "deep indentation": (written("".join(" " * n + "a:\n" for n in range(900))), "nested-too-deep"),
    "10 MB": (ten_megabytes, "file-too-large"),
    "a symbolic link": (link, "not-a-file"),
    "a pipe that nobody writes to": (os.mkfifo if hasattr(os, "mkfifo") else link, "not-a-file"),
    "a list of 200,000 items": (written("words: [" + "a," * 200_000 + "]"), "too-long"),
    "a record of 30,000 fields": (written("".join(f"f{n}: 1\n" for n in range(30_000))), "too-long"),
    "thousands of problems": (many_problems, "duplicate"),
    "a line of half a million letters": (written("a" * 500_000 + ": b\n"), "bad-indent"),
}


@pytest.mark.parametrize(("make", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_ends_with_a_message(make: Callable[[Path], object], code: str, funds: Path) -> None:
    make(funds / "x.yaml")
    done = check(funds.parent)
    assert done.returncode == 1
    assert f"[{code}]" in done.stdout
    assert "secret words" not in done.stdout


def test_a_folder_in_a_folder_in_a_folder_is_told_as_misplaced(funds: Path) -> None:
    deep = funds / "one" / "two"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text(GOOD, encoding="utf-8")
    assert "funds/one/two/x.yaml\n  Error: No kind of record is kept under this name." in check(funds.parent).stdout


def test_a_very_deep_folder_is_told_and_not_followed(funds: Path) -> None:
    deep = funds
    for _ in range(700):
        deep /= "d"
    deep.mkdir(parents=True)
    assert "This is a folder too deep inside others" in check(funds.parent).stdout


def test_a_link_to_a_folder_is_not_followed(funds: Path) -> None:
    (funds / "loop").symlink_to(funds.parent, target_is_directory=True)
    assert "funds/loop\n  Error: This is a link to somewhere else" in check(funds.parent).stdout


def test_a_record_that_is_a_folder_is_no_crash(funds: Path) -> None:
    (funds / "x.yaml").mkdir()
    assert check(funds.parent).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_printed_all_the_same(funds: Path) -> None:
    (funds / os.fsdecode(b"\xff\n::error::.yaml")).write_text(GOOD, encoding="utf-8")
    for form in ("text", "github", "summary", "sarif"):
        done = check(funds.parent, "--format", form, env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert done.returncode == 1
        assert not any(line.lstrip().startswith("::error::") for line in done.stdout.splitlines())


def test_what_may_not_be_read_is_told(funds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    scan = os.scandir
    refuse_here = lambda path: refuse() if str(path).startswith(str(funds)) else scan(path)  # noqa: E731
    with monkeypatch.context() as patched:
        patched.setattr("programme.records.text.os.open", refuse)
        one_file = CliRunner().invoke(check_data.main, [str(funds.parent)])
    monkeypatch.setattr("programme.records.files.os.scandir", refuse_here)
    one_folder = CliRunner().invoke(check_data.main, [str(funds.parent)])
    assert "good.yaml\n  Error: The file cannot be read: Permission denied. [unreadable-file]" in one_file.output
    assert "The folder cannot be read: Permission denied. [unreadable-folder]" in one_folder.output
    assert (one_file.exit_code, one_folder.exit_code) == (1, 1)


def test_a_folder_of_which_the_system_will_not_hear_is_told() -> None:
    done = check(Path("a" * 5000))
    assert done.returncode == 1
    assert "Error: The folder cannot be read: File name too long. [unreadable-folder]" in done.stdout


def test_a_folder_without_errors_is_said_to_be_in_order_and_exits_with_zero(funds: Path) -> None:
    done = check(funds.parent)
    assert (done.stdout, done.returncode) == ("No problems found.\n", 0)


def test_warnings_alone_exit_with_zero() -> None:
    result = CliRunner().invoke(check_data.main, ["--today", "2025-12-15"])
    assert "1 warning in 1 file." in result.output
    assert result.exit_code == 0


def test_without_a_path_the_projects_own_data_is_checked_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(check_data.main, ["--today", "2026-11-21"])
    assert (result.output, result.exit_code) == ("No problems found.\n", 0)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = check(tmp_path / "nowhere")
    assert "There is no such folder." in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("files", [{"fund.yaml": "name: ["}, {"kinds.yaml": "[]\n"}, {"kinds.yaml": "a"}, {}])
def test_a_folder_with_schemas_of_its_own_that_cannot_be_used_is_told(files: dict[str, str], funds: Path) -> None:
    schemas = funds.parent / "schemas"
    schemas.mkdir()
    for name, text in files.items():
        (schemas / name).write_text(text, encoding="utf-8")
    done = check(funds.parent)
    assert "[bad-schema]" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("day", ["tomorrow", "20251215", "2025-02-30", "15/12/2025"])
def test_a_day_that_is_no_date_is_refused_in_words(day: str) -> None:
    result = CliRunner().invoke(check_data.main, ["--today", day])
    assert "is not a date. Write it as year-month-day" in result.output
    assert result.exit_code != 0


def test_an_older_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(check_data.main, ["--against", str(tmp_path / "nowhere")])
    assert "does not exist" in result.output
    assert result.exit_code != 0
