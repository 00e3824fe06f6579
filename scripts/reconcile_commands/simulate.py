"""`simulate`: write an invented export with known faults, for demonstrations, training and tests."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click

from programme.submissions.simulate.export import simulate as simulated
from programme.submissions.store.keys import is_real
from programme.submissions.store.storage import INBOX, StoreError, open_storage
from programme.submissions.store.store import Store
from reconcile_commands.counting import numbers
from reconcile_commands.options import data_option, day_of, records_of, stop
from reconcile_commands.shapes import check_round, form_named, shape_named


class WithNames(click.Command):
    """A command whose help lists the forms and tools that it takes: data, which are read when the help is shown."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the names below the options."""
        from programme.catalogue.load import load_folder  # noqa: PLC0415 - slow, and only --help needs it
        from programme.records.check import DATA  # noqa: PLC0415

        records = load_folder(DATA, day_of(None), (), only=("form", "export-shape")).records
        shapes: dict[str, list[str]] = defaultdict(list)
        for one in records.export_shapes.values():
            shapes[one.tool].append(one.id)
        with formatter.section("Forms"):
            formatter.write_dl([(form.id, form.title) for form in records.forms.values()])
        with formatter.section("Tools, and the shapes of each"):
            formatter.write_dl([(tool, ", ".join(ids)) for tool, ids in sorted(shapes.items())])


@click.command(cls=WithNames)
@click.option("--form", default="community-action-fund-application", show_default=True, metavar="ID", help="The form.")
@click.option("--rows", default=300, show_default=True, type=click.IntRange(1, 500_000), help="How many rows.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="The same seed, the same file.")
@click.option("--tool", default="microsoft-forms", show_default=True, metavar="ID", help="The tool, or a shape of it.")
@click.option("--round", "round_id", metavar="ID", help="The round that applications are for.")
@click.option("--faults/--no-faults", default=True, show_default=True, help="With known faults or without.")
@click.option("--truth", type=click.Path(dir_okay=False, path_type=Path), help="Also write what was planted (CSV).")
@click.option("--store", default="private", show_default=True, help="A store for trying out: no other by chance.")
@data_option
def simulate(store: str, data: Path | None, truth: Path | None, form: str, tool: str, **given: Any) -> None:
    """Write an invented export in a tool's own shape into the store's inbox. Nobody in it exists.

    Example: .venv/bin/python scripts/reconcile.py simulate --rows 300 --seed 1 --tool microsoft-forms
    --round road-safety-2025
    """
    records = records_of(data, day_of(None))
    one = form_named(form, records)
    shape = shape_named(tool, one, records)
    check_round(given["round_id"], records)
    try:
        made = simulated(one, shape, records, **given)
        place = Store(open_storage(store))
        if is_real(place):
            stop(f"{place.address} is the store of a real key. Invented rows do not belong there: --store elsewhere.")
        name = f"{INBOX}/{one.id}/{shape.id}/{made.name}"
        place.put(name, made.content)
        if truth:
            truth.write_text(made.truth.table(), encoding="utf-8")
    except (StoreError, OSError) as error:
        stop(str(error))
    click.echo(f"Wrote {place.address}/{name}")
    planted = Counter(str(fault.kind) for fault in made.truth.faults)
    click.echo(f"{len(made.truth.lines):,} rows; planted: {numbers(planted) or 'nothing'}.")
