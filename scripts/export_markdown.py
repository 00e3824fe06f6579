#!/usr/bin/env python3
"""Write every page of a built site as plain Markdown.

Example: python scripts/export_markdown.py site markdown
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from programme.site.export import export_site


@click.command(help=__doc__)
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
def main(site: Path, target: Path) -> None:
    """Read the site, write the Markdown, and say how much there was."""
    pages = export_site(site)
    if not pages:
        raise click.ClickException(f"There is no page in {site}. Build the site first: make site")
    for name, text in pages.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    click.echo(f"{len(pages)} pages are in {target}.")


if __name__ == "__main__":
    main()
