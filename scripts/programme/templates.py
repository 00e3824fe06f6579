"""The Jinja2 environment of the record pages: escaping always on, every unknown name an error.

Filters turn values into words: dates, money, editors' Markdown. Addresses are relative: a template
writes `{{ root }}fund/`, where `root` leads from its page to the site's root.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from programme.clock import say_date, say_day, say_time
from programme.phrases import say_money, say_number

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h3", "h4", "blockquote"}
_SCHEMES = {"https", "http", "mailto", "tel"}
# No space or control character before the scheme: a browser passes over them, and so might hide what it opens.
_SCHEME = re.compile(r"([A-Za-z]+):[^\s\x00-\x20]")


def _compiled() -> BytecodeCache | None:
    """Return where compiled templates are kept from run to run, as Python keeps its own; None where they cannot be.

    It is a folder of the user's among the system's temporary files. What was compiled of another text is not used.
    """
    try:
        cache = FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None
    return cache if os.access(cache.directory, os.W_OK | os.X_OK) else None


def environment(folder: Path, *, papers: bool = False) -> Environment:
    """Return the environment that reads templates from `folder`. `papers` tells them that the site has PDF files."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )
    made.globals["papers"] = papers
    made.filters |= {
        "date": say_date,
        "weekday_date": say_day,
        "time": say_time,
        "iso": date.isoformat,
        "money": say_money,
        "number": say_number,
        "markdown": markdown,
        "lower_first": lower_first,
        "href": href,
    }
    return made


def href(address: str | None) -> str:
    """Return an address that may stand in a link, or nothing: only https, http, mailto and tel lead somewhere safe.

    The data check refuses any other; this is the second wall.
    """
    found = _SCHEME.match(address or "")
    return address if address and found and found[1].lower() in _SCHEMES else ""


def lower_first(text: str) -> str:
    """Return the text with a small first letter, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def markdown(text: str) -> Markup:
    """Return an editor's Markdown as safe HTML: CommonMark with raw HTML left out, then only plain tags.

    The cleaning does not rely on the data check: hostile text comes out as text.
    """
    html = cmarkgfm.markdown_to_html(text, options=Options.CMARK_OPT_SMART)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        # CommonMark's own cleaning leaves an empty address, which would be a link to the same page.
        attribute_filter=lambda _tag, _name, value: value or None,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )
    return Markup(clean)  # noqa: S704 - cleaned just above
