"""Measure the reconciliation of submissions and print the figures; part of `make bench`, and a command of its own.

Example: .venv/bin/python tests/benchmarks/submissions.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from string import ascii_uppercase
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from tests.benchmarks.measuring import Cost, measured, median, say  # noqa: E402 - the path comes first

FORM: Final = "community-action-fund-application"
ROUND: Final = "road-safety-2025"
SURVEY: Final = "youth-perception-survey"
COMMAND: Final = [sys.executable, "scripts/reconcile.py"]
DAY: Final = date(2026, 1, 20)
ONCE: Final = (12_000, 450_000)  # a year of this office, and of all offices
LARGEST: Final = 90_000  # rows of one file of these: nobody exports a year of all offices as one
READ: Final = """\
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, "scripts")
from programme.catalogue.load import load_folder
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import read_export
from programme.submissions.references import References
records = load_folder(Path("data"), date(2026, 1, 20), ()).records
form = records.forms[sys.argv[1]]
if len(sys.argv) > 2:
    file = Path(sys.argv[2])
    shape = shape_of(form, file.parent.name, records)
    read_export(
        file.read_bytes(), file.name, form=form, shape=shape, records=records, references=References(bytes(32)),
        take=lambda words: None,  # as a run does, which packs them as they come
    )
"""


def command(*words: str) -> Cost:
    """Run one of the commands on the benchmark's day. Status 1, problems to look at, is no failure."""
    return measured([*COMMAND, *words], good=(0, 1), CI="", RECONCILE_KEY="", PROGRAMME_TODAY=DAY.isoformat())


def store_of(folder: Path, rows: int, tool: str = "generic", seed: int = 1, form: str = FORM) -> Path:
    """Return a store with one simulated export."""
    store = folder / f"{form}-{tool}-{rows}-{seed}"
    words = ("--form", form, "--rows", str(rows), "--seed", str(seed), "--tool", tool)
    command("simulate", *words, *(("--round", ROUND) if form == FORM else ()), "--store", str(store))
    return store


def whole_run(store: Path) -> Cost:
    """Return the cost of a first run: everything that a run made is removed before."""
    for name in ("ledger", "words", "reports", "public"):
        shutil.rmtree(store / name, ignore_errors=True)
    return command("run", "--store", str(store))


def runs(folder: Path) -> None:
    """Measure whole runs, read to report, and what a row costs."""
    small, large, survey = store_of(folder, 5_000), store_of(folder, 100_000), store_of(folder, 100_000, form=SURVEY)
    few = median([whole_run(small) for _ in range(3)])
    many = whole_run(large)
    nothing = command("run", "--store", str(folder / "empty"))
    say("5,000 rows, read to report, CPU", f"{few.cpu:.2f} s", "at most 2.0 s")
    say("5,000 rows, memory", f"{few.memory:.0f} MB", "at most 200 MB")
    say("A second run over them, CPU", f"{command('run', '--store', str(small)).cpu:.2f} s", "")
    say("A run over nothing, CPU", f"{nothing.cpu:.2f} s", "")
    say("100,000 rows, read to report, CPU", f"{many.cpu:.1f} s", "at most 20 s")
    say("100,000 rows, memory", f"{many.memory:.0f} MB", "at most 1,000 MB")
    say("100,000 rows of a survey, the form that has so many, CPU", f"{whole_run(survey).cpu:.1f} s", "at most 20 s")
    each, later = ((cost.cpu - nothing.cpu) / rows for cost, rows in ((few, 5_000), (many, 100_000)))
    say("Cost of a row without starting, at 5,000 and at 100,000", f"{each * 1e6:.0f} µs, {later * 1e6:.0f} µs", "")
    say("Ratio", f"{later / each:.2f}", "at most 1.50")


def workbook(folder: Path) -> None:
    """Measure reading a workbook of 50,000 rows, without what starting and the records cost."""
    store = store_of(folder, 50_000, "microsoft-forms")
    (export,) = (store / "inbox").rglob("*.xlsx")
    whole, start = (
        measured([sys.executable, "-c", READ, FORM, str(export)]),
        measured([sys.executable, "-c", READ, FORM]),
    )
    say("A workbook of 50,000 rows, read, CPU", f"{whole.cpu - start.cpu:.2f} s", "at most 6 s")
    say("A workbook of 50,000 rows, memory", f"{whole.memory:.0f} MB", "")


def year_of(folder: Path, rows: int) -> Path:
    """Return a store with as many rows in several simulated exports, each with ids of its own: A-1, B-1."""
    store = folder / f"year-{rows}"
    for number, start in enumerate(range(0, rows, LARGEST)):
        part = store_of(folder, min(LARGEST, rows - start), seed=number + 1)
        (export,) = (part / "inbox").rglob("*.csv")
        place = store / export.relative_to(part).with_name(f"part-{number + 1}.csv")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(export.read_bytes().replace(b"\nA-", b"\n%s-" % ascii_uppercase[number].encode()))
        shutil.rmtree(part)
    return store


def years(folder: Path) -> None:
    """Measure a year of this office and of all offices, once each."""
    for rows in ONCE:
        cost = whole_run(year_of(folder, rows))
        say(f"{rows:,} rows, read to report", f"{cost.cpu:.1f} s, {cost.memory:,.0f} MB", "no budget")


def matching() -> None:
    """Measure how well submissions of the same applicant are found, against what the simulator planted."""
    from programme.catalogue.load import load_folder  # noqa: PLC0415 - only this figure needs them
    from programme.submissions.fold.fold import fold  # noqa: PLC0415
    from programme.submissions.reading.declarations import shape_of  # noqa: PLC0415
    from programme.submissions.reading.export import read_export  # noqa: PLC0415
    from programme.submissions.references import References  # noqa: PLC0415
    from programme.submissions.simulate.export import simulate  # noqa: PLC0415

    records = load_folder(ROOT / "data", DAY, ()).records
    form, references = records.forms[FORM], References(bytes(32))
    shape = shape_of(form, "generic", records)
    assert shape
    for rows in (1_000, 10_000):
        made = simulate(form, shape, records, rows=rows, seed=1, round_id=ROUND)
        read = read_export(made.content, made.name, form=form, shape=shape, records=records, references=references)
        outcome = fold([read.file, *read.records], records, references, day=DAY)
        source = {reference: one.source for reference, one in outcome.submissions.items()}
        true = made.truth.pairs()
        for kinds in ({"same"}, {"same", "ask"}):
            found = {
                frozenset((one.source, source[match.other]))
                for one in outcome.submissions.values()
                for match in one.matches
                if match.kind in kinds
            }
            right = len(found & true)
            figure = f"{right / len(found):.4f}, {right / len(true):.3f}"
            say(
                f"Precision and recall at {rows:,} rows, {' or '.join(sorted(kinds))}",
                figure,
                f"{len(true)} true pairs",
            )


def submissions(folder: Path) -> None:
    """Measure everything in a folder."""
    runs(folder)
    workbook(folder)
    matching()
    years(folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="programme-bench-") as name:
        submissions(Path(name))
