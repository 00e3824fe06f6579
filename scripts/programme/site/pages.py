"""Every page that is made from records, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment

from programme.records.schemas import Schema
from programme.site.dictionary_pages import dictionary_pages
from programme.site.form_pages import form_pages
from programme.site.fund_pages import fund_pages
from programme.site.page import Page, drawer
from programme.site.plans import plan_pages
from programme.site.toolkit import Toolkit
from programme.site.toolkit_pages import toolkit_pages
from programme.site.translated_pages import translated_pages
from programme.site.view import View


def record_pages(view: View, templates: Environment, schemas: Mapping[str, Schema]) -> Iterator[Page]:
    """Yield every page that is made from records."""
    draw, toolkit = drawer(view, templates), Toolkit(view)
    yield from fund_pages(view, toolkit, draw, templates)
    yield from form_pages(view, draw)
    yield from toolkit_pages(toolkit, draw)
    yield from plan_pages(toolkit, draw)
    yield from translated_pages(toolkit, draw)
    yield from dictionary_pages(draw, schemas)
