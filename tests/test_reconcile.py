"""The commands that reconcile submissions, as people run them: from invented exports to decisions, and bad input."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest
from click.testing import CliRunner, Result

import reconcile
from programme.submissions.store import keys
from tests.commands import ROOT, call, call_twice_at_once

FORM: Final = "community-action-fund-application"
ROUND: Final = "road-safety-2025"
KEY: Final = "an invented key, only for these tests"
COMMANDS: Final = ("check", "run", "explain", "decide", "purge", "simulate")
ON: Final = ("--today", "2026-01-20")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and a desk: no CI, no key, and always the same development key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("RECONCILE_KEY", raising=False)
    monkeypatch.delenv("RECONCILE_STORE", raising=False)
    monkeypatch.setattr(
        keys, "secrets", SimpleNamespace(token_hex=lambda _: "5e" * 32, token_bytes=lambda _: b"^" * 32)
    )
    return tmp_path


def ask(*words: str) -> Result:
    """Run a command in this process."""
    result = CliRunner().invoke(reconcile.main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def references(folder: Path, state: str) -> list[str]:
    text = (folder / "private/reports/snapshot.json").read_text("utf-8")
    return re.findall(rf'"(\w{{5}}-\w{{5}}-\w)":"{state}"', text)


def test_three_lines_lead_to_a_report_without_account_or_key(tmp_path: Path) -> None:
    simulated = call(tmp_path, "simulate", "--rows", "40", "--round", ROUND)
    ran = call(tmp_path, "run")
    assert (simulated.returncode, ran.returncode) == (0, 0)
    assert "Development key in use (private/development-key)" in ran.stdout
    assert "Everything arrived: " in ran.stdout
    assert "The report is private/reports/report.html" in ran.stdout
    assert (tmp_path / "private/reports/report.html").read_text("utf-8").startswith("<!doctype html>")


def test_the_help_of_simulate_names_the_forms_and_tools() -> None:
    words = ask("simulate", "--help").output.replace(",", " ").split()
    assert {FORM, "leadership-programme-application", "microsoft-forms-csv", "govuk-forms"} <= set(words)


def test_an_export_that_was_cut_off_is_told_by_every_run_until_it_is_replaced(here: Path) -> None:
    ask("simulate", "--rows", "30", "--round", ROUND)
    (export,) = (here / "private/inbox").rglob("*.xlsx")
    whole = export.read_bytes()
    export.write_bytes(whole[:5000])
    for _ in range(2):
        done = ask("run", *ON)
        assert done.exit_code == 1
        assert "NOT EVERY FILE COULD BE READ: 0 records in 1 export" in done.output
        assert "Error: The workbook cannot be opened: it was cut off or damaged on its way." in done.output
    export.write_bytes(whole)
    assert "Everything arrived: " in ask("run", *ON).output
    assert ask("run", *ON).exit_code == 0


def test_a_caseworkers_day(here: Path) -> None:
    """Simulate, run, run again, explain, decide, run, purge: every command does what it says."""
    assert "planted: " in ask("simulate", "--rows", "60", "--round", ROUND, "--truth", "truth.csv").output
    assert (here / "truth.csv").read_text("utf-8").startswith("row,source,kind,expected,other\n")
    assert ask("run", *ON).exit_code == 0
    before = files(here)
    assert "Nothing is new: no file was changed." in ask("run", *ON).output
    assert files(here) == before
    ready = references(here, "ready")
    reference = ready[0]
    assert f"{reference}: ready" in ask("explain", reference, *ON).output
    assert (
        "What was written, version 1\n  What is your organisation called?\n    "
        in ask("explain", reference, "--answers", *ON).output
    )

    assert "Wrote private/reports/decisions.xlsx" in ask("decide", "--template", *ON).output
    rounds = list((here / "private/reports").glob("applications-*.html"))
    assert here / f"private/reports/applications-{ROUND}.html" in rounds
    pages = "".join(page.read_text("utf-8") for page in rounds)
    assert [one for one in ready if one not in pages] == []
    sheet = [["about", "outcome", "by", "on", "why", "other", "amount"]]
    sheet += [[reference, "award", "panel", "2026-01-19", "Scored 71 percent.", "", "1000"]]
    (here / "decisions.csv").write_text(_csv(sheet), "utf-8")
    decided = ask("decide", "decisions.csv", *ON)
    assert decided.exit_code == 0
    assert "Took 1 new decisions and marks; 0 known already." in decided.output
    assert "1 awarded" in decided.output
    assert "Took 0 new decisions and marks; 1 known already." in ask("decide", "decisions.csv", *ON).output
    assert "award, £1000, by panel: Scored 71 percent." in ask("explain", reference, *ON).output

    purged = ask("purge", "--before", "2026-03-01", "--today", "2026-03-01")
    assert "Deleted the words of " in purged.output
    assert "1 awarded" in purged.output
    assert not any(page.exists() for page in rounds)
    assert "its words were deleted on 2026-03-01" in ask("explain", reference, *ON).output


def test_an_award_is_announced_and_taken_back(here: Path) -> None:
    """Its words go from the sheet of decisions to a record in a checkout, and out of it when it is overturned."""
    on = ("--today", "2026-03-02", "--data", "checkout/data")
    shutil.copytree(ROOT / "data", here / "checkout/data")
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ask("run", *on)
    first, *rest = references(here, "ready")
    sheet = [["about", "outcome", "by", "on", "why", "amount", "announce", "purpose"]]
    sheet += [[first, "award", "panel", "2026-02-20", "Strong.", "500", "Sampleton Village Hall", "Lights"]]
    sheet += [[one, "decline", "panel", "2026-02-20", "Scored low.", "", "", ""] for one in rest]
    (here / "decisions.csv").write_text(_csv(sheet), "utf-8")
    assert ask("decide", "decisions.csv", *on).exit_code == 0
    assert "announced as “Sampleton Village Hall”: Lights" in ask("explain", first, *on).output
    assert "Copied 2 public records" in ask("run", "--public", "checkout", *on).output
    written = here / f"checkout/data/awards/{ROUND}.yaml"
    assert "organisation: Sampleton Village Hall\n" in written.read_text("utf-8")
    assert "Nothing is new: no file was changed." in ask("run", "--public", "checkout", *on).output

    sheet = [sheet[0], [first, "decline", "panel", "2026-02-27", "Not needed any more.", "", "", ""]]
    (here / "overturned.csv").write_text(_csv(sheet), "utf-8")
    assert ask("decide", "overturned.csv", *on).exit_code == 0
    assert "Copied 2 public records" in ask("run", "--public", "checkout", *on).output
    assert not written.exists()


def test_a_sheet_that_somebody_filled_in_is_never_written_over(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND)
    ask("run", *ON)
    ask("decide", "--template", *ON)
    sheet = here / "private/reports/decisions.xlsx"
    sheet.write_bytes(b"filled in")
    assert "Wrote private/reports/decisions-2.xlsx" in ask("decide", "--template", *ON).output
    assert sheet.read_bytes() == b"filled in"


def test_one_submission_is_deleted_when_somebody_asks_for_it(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ran = ask("run", *ON)
    before = files(here)
    reference, other = references(here, "ready")[:2]
    wrong = ask("purge", "--reference", reference, "--reference", "22222-22222-2", *ON)
    assert (wrong.exit_code, files(here)) == (2, before)
    assert "No submission in this store has the reference 22222-22222-2." in wrong.output
    assert "Nothing was deleted." in wrong.output

    purged = ask("purge", "--reference", reference, *ON)
    assert purged.exit_code == 0
    assert "Deleted the words of 1 record and 1 export. The receipt is kept." in purged.output
    assert "Those exports held 19 other records: their words stay in the store." in purged.output
    assert "Now delete the same in the form's own tool" in purged.output
    assert next(line for line in ran.output.splitlines() if "submissions: " in line) in purged.output
    assert "its words were deleted on 2026-01-20" in ask("explain", reference, *ON).output
    assert "its words were deleted" not in ask("explain", other, *ON).output


def test_exports_that_a_purge_could_not_look_into_are_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND)
    ask("run", *ON)
    ask("simulate", "--rows", "20", "--round", ROUND, "--seed", "2", "--tool", "generic", "--no-faults")
    words = ("purge", "--reference", references(here, "ready")[0], *ON)
    told = ask(*words)
    assert told.exit_code == 1
    assert ".xlsx. It holds records that could not be read. Decide about them first." in told.output
    assert ".csv. No run has read it, so it may hold the same. Run, then purge again." in told.output
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("RECONCILE_KEY", (here / "private/development-key").read_text("utf-8").strip())
    counted = ask(*words)
    assert (counted.exit_code, "exports-held: 1\nexports-unread: 1\n" in counted.output) == (1, True), counted.output


def test_rows_of_which_a_purge_cannot_tell_whose_they_are_are_named(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--tool", "generic", "--no-faults")
    ask("run", *ON)
    wanted = references(here, "ready")[0]
    (export,) = (here / "private/inbox").rglob("*.csv")
    heading, *_ = rows = list(csv.reader(io.StringIO(export.read_text("utf-8-sig"), newline="")))
    no_id = list(rows[1])
    no_id[heading.index("Id")] = ""
    other = ["another id" if cell == "Id" else text for cell, text in zip(heading, rows[2], strict=True)]
    (export.parent / "others.csv").write_text(_csv([heading, other, no_id]), "utf-8")
    assert ask("run", *ON).exit_code == 0
    told = ask("purge", "--reference", wanted, *ON)
    assert told.exit_code == 0
    assert "others.csv, row 3. No submission could be made of this" in told.output
    assert "row 3." in ask("purge", "--reference", wanted, *ON).output
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("RECONCILE_KEY", (here / "private/development-key").read_text("utf-8").strip())
    counted = ask("purge", "--reference", wanted, *ON).output
    assert ("rows-of-nobody: 1\n" in counted, "others.csv" in counted) == (True, False)


def test_a_name_that_would_steer_the_screen_is_made_harmless(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ask("run", *ON)
    (here / "private/inbox/\x1b]0;a.csv").write_bytes(b"x")
    said = ask("purge", "--reference", references(here, "ready")[0], *ON).output
    assert "Not deleted: inbox/\ufffd]0;a.csv. No run has read it" in said


def test_a_swap_file_in_the_inbox_is_told_by_runs_and_purges_until_it_is_deleted(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    (export,) = (here / "private/inbox").rglob("*.xlsx")
    swap = export.with_name(f".{export.name}.swp")
    swap.write_bytes(export.read_bytes())
    name = swap.relative_to(here / "private").as_posix()
    for _ in range(2):
        ran = ask("run", *ON)
        assert (ran.exit_code, ran.output.count(name)) == (0, 1)
        assert "an editor or a spreadsheet left it" in " ".join(ran.output.split())
    words = ("purge", "--reference", references(here, "ready")[0], *ON)
    told = ask(*words)
    assert told.exit_code == 1
    assert f"Not deleted: {name}. No run can read a submission in it, so no purge can know whose" in told.output
    swap.unlink()
    done = ask(*words)
    assert (done.exit_code, "Not deleted" in done.output) == (0, False)


def test_a_receipt_takes_a_role_and_no_name(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ask("run", *ON)
    before, wanted = files(here), ("purge", "--reference", references(here, "ready")[0], *ON, "--by")
    refused = ask(*wanted, "Anna Example anna@example.org")
    assert (refused.exit_code, files(here)) == (2, before)
    assert "--by does not say a role" in refused.output
    assert "anna" not in refused.output.lower()
    reference = wanted[2]
    assert ask(*wanted, "Data Officer").exit_code == 0
    assert "its words were deleted on 2026-01-20 by data-officer" in ask("explain", reference, *ON).output


def test_a_purge_of_a_damaged_store_says_what_it_could_not_do(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ask("run", *ON)
    words = ("purge", "--reference", references(here, "ready")[0], *ON)
    (segment,) = (here / "private/words").iterdir()
    segment.write_bytes(segment.read_bytes()[:-9])
    told = ask(*words)
    assert told.exit_code == 1
    assert "Deleted the words of 0 records and 0 exports." in told.output
    assert "A part of the words is damaged, as told below" in told.output
    assert ".xlsx. A part of the store is damaged, so it may hold the only copy of other people's" in told.output
    assert "stay in the store" not in told.output
    segment.unlink()
    told = ask(*words)
    assert told.exit_code == 0
    assert "Those exports also held 19 records whose words were lost before: these are gone for good." in told.output


def test_a_run_over_a_damaged_ledger_leaves_a_published_result_as_it_is(here: Path) -> None:
    on = ("--today", "2026-03-20", "--public", "checkout")
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ask("run", *on)
    result, before = here / f"checkout/data/results/{ROUND}.yaml", {*(here / "private/ledger").iterdir()}
    sheet = [["about", "outcome", "by", "on", "why"]]
    sheet += [[one, "decline", "panel", "2026-03-02", "Scored low."] for one in references(here, "ready")]
    (here / "decisions.csv").write_text(_csv(sheet), "utf-8")
    ask("decide", "decisions.csv", *on[:2])
    ask("run", *on)
    published = result.read_text("utf-8")
    assert "decided: yes" in published
    (segment,) = {*(here / "private/ledger").iterdir()} - before
    segment.write_bytes(segment.read_bytes()[:-9])
    told = ask("run", *on)
    assert (told.exit_code, result.read_text("utf-8")) == (1, published)
    assert "Nothing public was changed: a part of the ledger is missing" in told.output
    assert "public records" not in told.output


def test_a_run_warns_of_an_export_that_was_purged_and_put_back(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    ask("run", *ON)
    (export,) = (here / "private/inbox").rglob("*.xlsx")
    content, words = export.read_bytes(), ("purge", "--reference", references(here, "ready")[0], *ON)
    ask(*words)
    export.write_bytes(content)
    ran = ask("run", *ON)
    assert ran.exit_code == 0
    assert export.relative_to(here / "private").as_posix() in ran.output
    assert "This file holds records that were purged" in ran.output
    assert ask(*words).exit_code == 0
    assert not export.exists()


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_wrong_sheets_are_told_and_nothing_is_taken(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND)
    ask("run", *ON)
    before = files(here)
    reference = references(here, "ready")[0]
    rows = [["about", "outcome", "by", "on", "why"], [reference, "decline", "panel", "2026-01-19", "Out of area."]]
    (here / "decisions.csv").write_text(_csv([*rows, [reference, "perhaps", "panel", "2026-01-19", "?"]]), "utf-8")
    before["decisions.csv"] = (here / "decisions.csv").read_bytes()
    done = ask("decide", "decisions.csv", *ON)
    assert done.exit_code == 1
    assert "decisions.csv" in done.output
    assert "[outcome]" in done.output
    assert files(here) == before


class TestCheck:
    def test_says_what_would_happen_and_writes_nothing(self, here: Path) -> None:
        ask("simulate", "--rows", "20", "--round", ROUND, "--tool", "google-sheets")
        before = files(here)
        (export,) = (here / "private/inbox").rglob("*.csv")
        done = ask("check", str(export), *ON)
        assert "Nothing was written." in done.output
        assert "submissions: " in done.output
        assert files(here) == before

    def test_takes_form_and_shape_from_options_too(self, here: Path) -> None:
        ask("simulate", "--rows", "20", "--round", ROUND, "--tool", "generic", "--no-faults")
        (export,) = (here / "private/inbox").rglob("*.csv")
        moved = export.rename(here / "export.csv")
        done = ask("check", str(moved), "--form", FORM, "--shape", "generic", *ON)
        assert (done.exit_code, "20 ready" in done.output) == (0, True), done.output

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.csv", b""),
            ("empty.xlsx", b""),
            ("text.xlsx", b"Not a workbook at all"),
            ("cut-off.xlsx", b"PK\x03\x04" + bytes(100)),
            ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
            ("control.csv", b"Id,Submitted\r\n\x1b[31m\x00,\x07\r\n"),
            ("other.csv", b"Name,Colour\r\nA,Red\r\n"),
        ],
    )
    def test_a_file_that_is_none_ends_in_words_and_a_status(self, here: Path, name: str, content: bytes) -> None:
        (here / name).write_bytes(content)
        shape = "microsoft-forms" if name.endswith(".xlsx") else "generic"
        done = ask("check", name, "--form", FORM, "--shape", shape, *ON)
        assert done.exit_code == 1
        assert name in done.output
        assert not set("\x00\x07\x1b") & set(done.output)


class TestUsage:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_help_with_an_example(self, command: str) -> None:
        text = " ".join(ask(command, "--help").output.split())
        assert f"Example: .venv/bin/python scripts/reconcile.py {command}" in text
        assert "\\" not in text

    def test_the_commands_are_listed_with_what_they_do(self) -> None:
        text = ask("--help").output
        assert [name for name in COMMANDS if not re.search(rf"^  {name} +\w", text, re.MULTILINE)] == []

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("check", "none.csv"), "There is no file none.csv"),
            (("check",), "Missing argument"),
            (("run", "--today", "20.1.2026"), "is not a date"),
            (("run", "."), "There is no file ."),
            (("explain", "22222-22222-2"), "There is no store at private"),
            (("decide",), "Name the sheets to take"),
            (("decide", "--template"), "There is no store at private"),
            (("purge",), "either --before and a day, or --reference"),
            (("purge", "--before", "2026-01-01", "--reference", "22222-22222-2"), "either --before and a day, or"),
            (("purge", "--reference", "22222-22222-2"), "There is no store at private"),
            (("purge", "--before", "2026-01-01", "--by", "Anna Example"), "--by does not say a role"),
            (("purge", "--before", "soon"), "--before is not a date"),
            (("purge", "--before", "2099-01-01"), "a day to come"),
            (("simulate", "--form", "community-action-fund"), f"Did you mean “{FORM}”?"),
            (("simulate", "--tool", "microsoft-form"), "Did you mean “microsoft-forms”?"),
            (("simulate", "--round", "road-safety"), "There is no round called “road-safety”"),
            (("simulate", "--rows", "0"), "Invalid value"),
            (("run", "--store", "nothing://host/x"), "not understood"),
            (("run", "--store", ""), "No store is named"),
            (("run", "--data", "nowhere"), "The data folder has errors"),
            (("runs",), "No such command"),
        ],
    )
    def test_what_cannot_be_done_is_told_with_status_2(self, here: Path, words: tuple[str, ...], told: str) -> None:
        done = ask(*words)
        assert done.exit_code == 2
        assert told in " ".join(done.output.split())
        assert files(here) == {}


def test_what_is_decided_about_nothing_and_a_second_score_of_one_day_are_warnings(here: Path) -> None:
    ask("simulate", "--rows", "20", "--round", ROUND)
    ask("run", *ON)
    rows = [["about", "outcome", "by", "on", "why"], ["22222-22222-2", "decline", "panel", "2026-01-19", "No."]]
    (here / "decisions.csv").write_text(_csv(rows), "utf-8")
    done = ask("decide", "decisions.csv", *ON)
    assert (done.exit_code, "called 22222-22222-2" in done.output) == (0, True)
    for number, score in enumerate(("3", "2")):
        rows = [["reference", "criterion", "score", "marker", "on"]]
        rows += [[references(here, "ready")[0], "need", score, "marker-a", "2026-01-19"]]
        (here / f"marks-{number}.csv").write_text(_csv(rows), "utf-8")
    assert ask("decide", "marks-0.csv", *ON).exit_code == 0
    assert "another score for need on 2026-01-19" in ask("decide", "marks-1.csv", *ON).output


def test_a_store_that_is_named_once_is_that_of_every_command_but_never_of_what_is_invented(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECONCILE_STORE", "office")
    ask("simulate", "--rows", "20", "--round", ROUND, "--no-faults")
    assert [one.name for one in here.iterdir()] == ["private"]
    shutil.copytree(here / "private", here / "office")
    assert "The report is office/reports/report.html" in ask("run", *ON).output
    monkeypatch.setenv("RECONCILE_STORE", "")
    assert "The report is private/reports/report.html" in ask("run", *ON).output


class TestInContinuousIntegration:
    def test_a_run_without_a_key_is_refused(self, tmp_path: Path) -> None:
        done = call(tmp_path, "run", CI="true")
        assert done.returncode == 2
        assert "a development key is not used in CI" in done.stderr
        assert files(tmp_path) == {}

    @pytest.mark.usefixtures("here")
    def test_what_people_wrote_is_never_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CI", "true")
        refused = ask("explain", "K7XPM-3RT9A-W", "--answers")
        assert refused.exit_code == 2
        assert "a log in CI may be public" in " ".join(refused.output.split())

    def test_only_counts_codes_and_references_are_printed(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ask("simulate", "--rows", "40", "--round", ROUND, "--store", "private")
        (export,) = (here / "private/inbox").rglob("*.xlsx")
        export.rename(export.with_name("Sam Sample (personal).xlsx"))
        (here / "private/inbox/Sam Sample.csv").write_bytes(b"x")
        monkeypatch.setenv("CI", "true")
        monkeypatch.setenv("RECONCILE_KEY", KEY)
        done = ask("run", *ON)
        assert "Sample" not in done.output
        assert "inbox-folder: 1" in done.output
        assert "NOT EVERY FILE COULD BE READ: 43 records in 1 export" in done.output

    def test_the_public_bundle_is_copied_for_the_pull_request(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask("simulate", "--rows", "20", "--round", ROUND)
        monkeypatch.setenv("RECONCILE_KEY", KEY)
        done = ask("run", "--public", "checkout", "--today", "2026-03-01")
        assert "Copied 1 public record to the folder “checkout”." in done.output
        assert list(files(here / "checkout")) == [f"data/results/{ROUND}.yaml"]
        assert "Copied 0 public records" in ask("run", "--public", "checkout", "--today", "2026-03-01").output

    def test_a_checkout_that_cannot_be_written_is_told_after_what_was_done(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask("simulate", "--rows", "20", "--round", ROUND)
        monkeypatch.setenv("RECONCILE_KEY", KEY)
        (here / "checkout").mkdir()
        (here / "checkout/data").write_text("in the way", "utf-8")
        done = ask("run", "--public", "checkout", "--today", "2026-03-01")
        assert done.exit_code == 2
        assert "Everything arrived" in done.output
        assert "The public record checkout/data/results" in done.output


class TestKeys:
    def test_invented_rows_do_not_get_into_the_store_of_a_real_key(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RECONCILE_KEY", KEY)
        assert ask("run", *ON).exit_code == 0
        done = ask("simulate", "--rows", "20")
        assert done.exit_code == 2
        assert "Invented rows do not belong there" in done.output
        assert not (here / "private/inbox").exists()

    def test_another_key_than_the_stores_is_refused(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ask("run", *ON)
        before = files(here)
        monkeypatch.setenv("RECONCILE_KEY", KEY)
        done = ask("run", *ON)
        assert (done.exit_code, "made with another key" in done.output) == (2, True)
        assert files(here) == before


def test_two_first_runs_at_once_make_one_key_and_one_ledger(tmp_path: Path) -> None:
    for number in (1, 2):
        call(tmp_path, "simulate", "--rows", "20", "--round", ROUND, "--seed", str(number), "--tool", "generic")
    exports = sorted((tmp_path / "private/inbox").rglob("*.csv"))
    assert exports
    call_twice_at_once(tmp_path, "run", *ON)
    before = files(tmp_path)
    again = call(tmp_path, "run", *ON)
    assert "Nothing is new: no file was changed." in again.stdout
    assert files(tmp_path) == before
    assert not list((tmp_path / "private/tmp").iterdir())
