#!/usr/bin/env python3
"""Write the files that are made from the schemas, or with --check say which of them are stale."""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from programme.records.check import DATA, PROJECT, check_folder
from programme.records.generated import (
    SAMPLES_BEGIN,
    SAMPLES_END,
    annotated_samples,
    editor_schema,
    model_source,
)


def outputs() -> dict[Path, str]:
    """Return every generated file and its text."""
    checked = check_folder(DATA, shown="data")
    files = {PROJECT / "scripts/programme/catalogue/model.py": model_source(checked.schemas)}
    for schema in checked.schemas.values():
        files[DATA / "schemas/editor" / f"{schema.name}.json"] = editor_schema(schema, checked.codelists)
    guide = PROJECT / "CONTRIBUTING.md"
    text = guide.read_text(encoding="utf-8")
    if text.count(SAMPLES_BEGIN) != 1 or text.count(SAMPLES_END) != 1:
        raise click.ClickException(f"{guide.name} needs these two lines once each: {SAMPLES_BEGIN} and {SAMPLES_END}")
    before, _, rest = text.partition(SAMPLES_BEGIN)
    after = rest.partition(SAMPLES_END)[2]
    files[guide] = f"{before}{SAMPLES_BEGIN}\n\n{annotated_samples(checked.schemas)}\n{SAMPLES_END}{after}"
    return files


@click.command(help=__doc__)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a file is stale.")
def main(*, check: bool) -> None:
    """Write or check every generated file."""
    files = outputs()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        click.echo(f"{'stale' if check else 'written'}: {path.relative_to(PROJECT)}")
        if not check:
            path.write_text(files[path], encoding="utf-8")
    left = sorted(set((DATA / "schemas/editor").glob("*.json")) - files.keys())
    for path in left:
        click.echo(f"{'no longer needed' if check else 'removed'}: {path.relative_to(PROJECT)}")
        if not check:
            path.unlink()
    if check and (stale or left):
        click.echo("Run `make generate` and commit what it writes.", err=True)
        raise SystemExit(1)


if __name__ == "__main__":
    main()
