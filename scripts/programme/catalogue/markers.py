"""The markers in hand-written pages, `<!-- programme: open-rounds -->`, as far as the records must have what they name.

Filling them is the site's business.
"""

from __future__ import annotations

import re
from pathlib import Path

from programme.catalogue.addresses import CONTENT

MARKER = re.compile(r"<!--\s*programme:\s*([a-z0-9-]+)(?:\s+([a-z0-9-]+))?\s*-->")


def facts_in_pages(content: Path = CONTENT) -> dict[str, str]:
    """Return the facts of the office that hand-written pages show, each with the first page that does."""
    found: dict[str, str] = {}
    for path in sorted(content.rglob("*.md")):
        for name, argument in MARKER.findall(path.read_text("utf-8", errors="replace")):
            if name == "fact":
                found.setdefault(argument, f"content/{path.relative_to(content).as_posix()}")
    return found
