"""What fills the markers in hand-written pages: `<!-- programme: open-rounds -->`.

A marker is the name of a template in `fragments/`; `fact` takes the name of a fact of the office. A
new marker is a new template and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any
from unicodedata import normalize

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup

from programme.catalogue.markers import MARKER
from programme.problems import did_you_mean
from programme.records.schemas import Schema
from programme.site.checker import render as render_checker
from programme.site.checker import who_can_apply
from programme.site.facets import advice_facets, toolkit_facets
from programme.site.toolkit import Toolkit
from programme.site.view import View


class UnknownMarkerError(Exception):
    """A page has a marker that nothing fills. The text is for the person who wrote the page."""


class Fragments:
    """Fills the markers of a page from the records as they stand on the view's day."""

    def __init__(self, view: View, templates: Environment, schemas: Mapping[str, Schema], index: Index) -> None:
        self._view = view
        self._templates = templates
        toolkit = Toolkit(view)
        self._values: dict[str, Any] = {
            "site": view,
            "schemas": schemas,
            "index": index,
            "toolkit_facets": toolkit_facets(toolkit),
            "advice_facets": advice_facets(toolkit),
            "word": toolkit.word,
        }
        self._made: Mapping[str, Callable[[str], str]] = {
            "checker": self._checker,
            "who-can-apply": self._who_can_apply,
        }

    def fill(self, html: str, *, root: str) -> str:
        """Return the HTML with every marker filled. Raises UnknownMarkerError."""
        return MARKER.sub(lambda match: self._one(match[1], match[2], root), html)

    def _one(self, name: str, argument: str | None, root: str) -> str:
        if name == "fact" and argument:
            return str(self._fact(argument))
        if name in self._made:
            return self._made[name](root)
        try:
            template = self._templates.get_template(f"fragments/{name}.html")
        except TemplateNotFound:
            raise UnknownMarkerError(self._unknown(name)) from None
        return template.render(**self._values, root=root)

    def _fact(self, name: str) -> Markup:
        known = [term.id for term in self._view.records.terms.get("office-facts", ())]
        if name not in known:
            hint = did_you_mean(name, known)
            message = f"There is no fact of the office called “{name}”. {hint} The facts are: {', '.join(known)}."
            raise UnknownMarkerError(message)
        return self._view.fact(name)

    def _unknown(self, name: str) -> str:
        files = [one for one in self._templates.list_templates() if one.startswith("fragments/")]
        names = ["fact", *self._made, *(one.removeprefix("fragments/").removesuffix(".html") for one in files)]
        hint, known = did_you_mean(name, names), ", ".join(sorted(names))
        return f"Nothing fills the marker “{name}”. {hint} The markers are: {known}."

    def _checker(self, root: str) -> str:
        contact = Markup("{} or {}").format(self._view.fact("phone"), self._view.fact("email"))
        fund = self._view.fund
        return (
            render_checker(fund, self._view.records, templates=self._templates, root=root, contact=contact)
            if fund
            else ""
        )

    def _who_can_apply(self, root: str) -> str:
        fund = self._view.fund
        return who_can_apply(fund, self._view.records, templates=self._templates, root=root) if fund else ""


class Index:
    """The A to Z: pages in the order of the alphabet, cut by letter when there are many."""

    MANY = 120

    def __init__(self, entries: list[tuple[str, str]]) -> None:
        self.entries = sorted(entries, key=lambda entry: (_letter(entry[0]), entry[0].casefold(), entry[1]))

    @property
    def is_long(self) -> bool:
        """Whether there are too many pages for one list."""
        return len(self.entries) > self.MANY

    def letters(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return each first letter with its (title, address) pairs; what is no letter comes under `#`."""
        return [(letter, list(group)) for letter, group in groupby(self.entries, key=lambda entry: _letter(entry[0]))]

    @staticmethod
    def slug(letter: str) -> str:
        """Return the part of an address that stands for a letter."""
        return letter.lower() if letter.isascii() and letter.isalpha() else "other"


def _letter(title: str) -> str:
    """Return the letter a title stands under: an accent does not move it, and all that is no letter is together."""
    first = normalize("NFKD", title)[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"
