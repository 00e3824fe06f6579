"""One page of each template, found in the built site by where it is and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from tests.site.conftest import Site


@dataclass(frozen=True)
class Template:
    """Pages made in one way: `glob` names their folders, `state` what the round on them is in, `shows` what is there.

    An `optional` template may have no page on the day (when every round's dates are known, say).
    """

    name: str
    glob: str
    state: str = ""
    optional: bool = False
    shows: str = ""  # a CSS selector


TEMPLATES: Final = (
    Template("home", "."),
    Template("fund", "fund"),
    Template("round open", "fund/rounds/*", "open closing-soon"),
    Template("round closed", "fund/rounds/*", "closed"),
    Template("round unconfirmed", "fund/rounds/*", "unconfirmed", optional=True),
    Template("round without a date", "fund/rounds/*", "no-date", optional=True),
    Template("form questions", "fund/forms/*"),
    Template("all forms", "forms"),
    Template("return of a partner", "forms/*", shows=".cap-facts"),
    Template("earlier fund", "fund/funds/*"),
    Template("checker", "fund/can-i-apply"),
    Template("about", "about"),
    Template("privacy", "privacy"),
    Template("accessibility", "accessibility"),
    Template("contact", "contact"),
    Template("a to z", "a-to-z"),
    Template("data", "data"),
    Template("toolkit", "toolkit"),
    Template("initiative", "toolkit/*"),
    Template("harmful initiative", "toolkit/*", shows="main .cap-callout--harmful"),
    Template("toolkit group", "toolkit/theme/*"),
    Template("plan", "toolkit/*/plan"),
    Template("advice", "advice"),
    Template("topic", "advice/*"),
    Template("safe topic", "advice/*", shows="[data-quick-exit]"),
    Template("advice group", "advice/when/*"),
    Template("glossary", "glossary"),
    Template("staff", "staff/reconciling"),
    Template("404", "no/such/page"),
)

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)


def of_each_kind(folder: Path, most: int) -> list[str]:
    """Paths of the site's pages, at most so many of those that are made in the same way from one kind of record.

    What can be seen in the files is looked at on every page, elsewhere; a browser takes a third of a second for each.
    """
    kinds: dict[tuple[str, ...], list[str]] = {}
    for file in sorted(folder.rglob("index.html")):
        parts = file.parent.relative_to(folder).parts
        kind = (*parts[:-1], "*") if parts[-1:] != ("plan",) else (parts[0], "*", "plan")
        kinds.setdefault(kind if len(parts) > 1 else parts, []).append("".join(f"{part}/" for part in parts))
    return [path for paths in kinds.values() for path in paths[:most]]


def address(site: Site, template: Template) -> str:
    """Address of the first page of the template; skip an optional one that has none."""
    if template.name == "404":
        return f"{site.url}{template.glob}/"
    if template.glob == ".":
        return site.url
    for folder in sorted(site.folder.glob(template.glob)):
        page = folder / "index.html"
        if page.is_file() and is_of(page.read_text("utf-8"), template):
            return f"{site.url}{folder.relative_to(site.folder).as_posix()}/"
    if template.optional:
        pytest.skip(f"no page of the template “{template.name}” on {site.day}")
    pytest.fail(f"no page of the template “{template.name}” on {site.day}", pytrace=False)


def is_of(html: str, template: Template) -> bool:
    """Whether a page shows what the template asks for."""
    page = LexborHTMLParser(html)
    return has_state(page, template.state) and (not template.shows or page.css_first(template.shows) is not None)


def has_state(page: LexborHTMLParser, states: str) -> bool:
    """Whether the first round's badge on the page shows one of the states, or none is asked for."""
    badge = page.css_first("main [data-round-state] [data-state], main .cap-badge")
    return not states or (badge is not None and badge.attributes.get("data-state") in states.split())
