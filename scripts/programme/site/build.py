"""The whole public output for a day: record pages, files beside them, and what fills hand-written pages."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment

from programme.catalogue.load import Loaded
from programme.site import api, calendars, documents, packages
from programme.site.fragments import Fragments, Index
from programme.site.frames import filled
from programme.site.links import dead_links
from programme.site.page import Page, cuts, root_from
from programme.site.pages import record_pages
from programme.site.plan_documents import plan_files
from programme.site.search import search_list
from programme.site.toolkit import Toolkit
from programme.site.toolkit_pages import toolkit_list
from programme.site.view import View
from programme.templates import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that records give on a day. `files` are by address; hand-written pages are the caller's."""

    loaded: Loaded
    day: date
    address: str
    view: View
    templates: Environment
    pages: tuple[Page, ...]
    files: dict[str, bytes]

    @property
    def parents(self) -> list[str]:
        """The addresses above the record pages: each has a frame of its own. The A to Z may get pages by letter."""
        return sorted({page.parent for page in self.pages} | {"a-to-z/"})

    def clash(self, written: Container[str]) -> str:
        """Return what to tell when a record's page and one of these addresses are the same, or nothing."""
        for page in self.pages:
            if page.address in written:
                return f"A record’s page and one in content/ claim the address {page.address}. Rename one of them."
        return ""

    def dead_links(self, written: Sequence[tuple[str, str, str]]) -> str:
        """Return what to tell of links on hand-written pages that lead nowhere, or nothing.

        Of each page are given its file, its address and its HTML.
        """
        known = {page.address for page in self.pages} | {address.removeprefix("./") for _, address, _ in written}
        found = [
            f"content/{file}: {link}"
            for file, address, html in written
            for link in dead_links(html, address.removeprefix("./"), known)
        ]
        return "\n".join(["These links lead to no page. Correct or remove them.", *found]) if found else ""

    def fragments(self, written: Iterable[Page]) -> Fragments:
        """Return what fills the markers of hand-written pages, which the A to Z has to know."""
        return Fragments(self.view, self.templates, self.loaded.checked.schemas, self._index(written))

    def outputs(self, written: Sequence[Page], frames: Mapping[str, str]) -> dict[str, bytes]:
        """Return every file of the site by its address. `frames` are the theme's, by the address of the page above."""
        made = [*self.pages, *self._letter_pages(written)]
        pages = {f"{one.address}index.html": filled(frames[one.parent], one, address=self.address) for one in made}
        lists = {"search.json": search_list([*written, *self.pages])}
        if self.address:
            lists["sitemap.txt"] = "\n".join(sorted(self.address + one.address for one in [*made, *written])).encode()
        return pages | self.files | lists

    def _letter_pages(self, written: Iterable[Page]) -> list[Page]:
        index = self._index(written)
        if not index.is_long:
            return []
        return [page for letter, entries in index.letters() for page in _letter_pages(letter, entries, self.templates)]

    def _index(self, written: Iterable[Page]) -> Index:
        return Index([(page.title, page.address) for page in (*written, *self.pages) if page.kind])


def render_site(loaded: Loaded, day: date, *, templates: Path, address: str = "", papers: bool = False) -> Site:
    """Render all records as on `day`.

    `address` is where the site will be published, with a slash at its end. With `papers`, pages lead to PDF files.
    """
    records, checked = loaded.records, loaded.checked
    jinja, view = environment(templates, papers=papers), View(loaded.records, day)
    files = (
        calendars.render(records, day, address=address)
        | api.render(records, day, schemas=checked.schemas, address=address)
        | documents.render(records, day)
        | {"toolkit.json": toolkit_list(Toolkit(view))}
        | plan_files(Toolkit(view), day)
        | packages.render(records, day, schemas=checked.schemas)
    )
    pages = tuple(record_pages(view, jinja, checked.schemas))
    return Site(loaded=loaded, day=day, address=address, view=view, templates=jinja, pages=pages, files=files)


def _letter_pages(letter: str, entries: Sequence[tuple[str, str]], templates: Environment) -> Iterator[Page]:
    """Yield the pages of one letter of the A to Z."""
    template, here = templates.get_template("pages/letter.html"), f"a-to-z/{Index.slug(letter)}/"
    for cut in cuts(entries, Index.MANY, here):
        title = f"A to Z: {letter}" + (f", page {cut.number} of {cut.count}" if cut.number > 1 else "")
        html = template.render(root=root_from(cut.address), title=title, crumbs=[("a-to-z/", "A to Z")], cut=cut)
        yield Page(address=cut.address, title=title, description=f"Pages of this site under {letter}.", html=html)
