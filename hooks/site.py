"""The MkDocs hook: puts what `programme.site` renders into the theme's frame.

It holds no rule. Record pages are written from a frame ("shell") that MkDocs renders once for each
folder, so the cost of a page is that of filling in its words.
"""

from __future__ import annotations

import gc
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from programme.catalogue.pages import load_with_pages
from programme.catalogue.rules import RULES
from programme.clock import chosen_day, london_now, say_date
from programme.records.check import DATA
from programme.reports import as_text
from programme.site.assets import is_ours, without_comments
from programme.site.build import Site, render_site
from programme.site.fragments import UnknownMarkerError
from programme.site.frames import CANONICAL, CONTENT, FRONT
from programme.site.page import root_from, written_page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as WrittenPage

log = logging.getLogger("mkdocs.hooks.programme")
TEMPLATES = Path(__file__).parent / "templates"
# The project's own data, or another folder for tests and measurements.
FOLDER = Path(os.environ.get("PROGRAMME_DATA") or DATA)
SHELL = "_shell.md"
NOT_OURS = ("assets/javascripts/", "assets/images/favicon.png", "assets/stylesheets/palette")
# The last site that was right: shown while serving, when an edit has made the data wrong.
_last: dict[str, Site] = {}
_serving: dict[str, bool] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are served to their editor: MkDocs then adds a script that the policy would stop."""
    _serving.update({"yes": True} if command == "serve" else {})


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data and render every record, before anything of the old site is touched."""
    gc.disable()  # a build makes many small objects: collecting them costs a fifth of its time
    try:
        chosen = chosen_day(os.environ)
    except ValueError as error:
        raise PluginError(str(error)) from None
    day = chosen or london_now().date()
    loaded = load_with_pages(FOLDER, day, RULES, shown="data")
    if loaded.has_errors:
        _tell(as_text(loaded.problems))
    else:
        papers = bool(os.environ.get("PROGRAMME_PAPERS"))
        _last["site"] = render_site(loaded, day, templates=TEMPLATES, address=config.site_url or "", papers=papers)
    site = _last["site"]
    config.site_author, area = (site.view.fact(one).striptags() for one in ("body-name", "area-name"))
    config.site_description = (config.site_description or "").replace("{area-name}", area)
    config.extra["programme"] = {
        "site": site,
        "shells": {},
        "day_words": say_date(site.day),
        "preview": chosen.isoformat() if chosen else "",
        "serving": bool(_serving),
    }
    config.theme.static_templates.discard("sitemap.xml")
    return config


def _tell(report: str) -> None:
    """Stop with the report, or show it and go on with the last good site when there is one."""
    if "site" not in _last:
        raise PluginError(f"The data is not right, so nothing was built.\n\n{report}")
    log.error("The data is not right. The pages stay as they were.\n\n%s", report)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's script bundle, and add a frame for every folder of record pages."""
    for file in [one for one in files if one.src_uri.startswith(NOT_OURS) or one.src_uri.endswith(".map")]:
        files.remove(file)
    for file in (one for one in files if is_ours(one.src_uri)):
        file.content_string = without_comments(file.src_uri, file.content_string)
    site: Site = config.extra["programme"]["site"]
    if clash := site.clash({file.url for file in files}):
        raise PluginError(clash)
    for parent in site.parents:
        files.append(File.generated(config, parent + SHELL, content=FRONT, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give every frame its section, so that the menu shows where its pages belong."""
    sections = {page.url.split("/")[0]: page.parent or page for page in reversed(nav.pages) if not page.is_homepage}
    for file in files.documentation_pages():
        if file.src_uri.endswith(SHELL) and file.page:
            file.page.parent = sections.get(file.src_uri.split("/")[0])  # type: ignore[assignment]
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Follow the links and fill the markers of hand-written pages, now that every page is known; make the frames."""
    programme = config.extra["programme"]
    every = [file.page for file in files.documentation_pages() if file.page]
    pages = [page for page in every if not page.file.src_uri.endswith(SHELL)]
    for frame in (page for page in every if page not in pages):
        frame.content, frame.canonical_url = CONTENT, CANONICAL if config.site_url else None
    programme["written"] = [written_page(page.url, page.title or "", page.meta) for page in pages]
    if dead := programme["site"].dead_links([(page.file.src_uri, page.url, page.content or "") for page in pages]):
        raise PluginError(dead)
    fragments = programme["site"].fragments(programme["written"])
    for page in pages:
        try:
            page.content = fragments.fill(page.content or "", root=root_from(page.url) or "./")
        except UnknownMarkerError as error:
            raise PluginError(f"content/{page.file.src_uri}: {error}") from None
    return env


def on_post_page(output: str, page: WrittenPage, config: MkDocsConfig) -> str:
    """Keep a frame for its record pages and write nothing in its place."""
    if not page.file.src_uri.endswith(SHELL):
        return output
    config.extra["programme"]["shells"][page.file.src_uri.removesuffix(SHELL)] = output
    return ""


def on_post_build(config: MkDocsConfig) -> None:
    """Write the record pages and the files beside them."""
    programme = config.extra["programme"]
    for address, content in programme["site"].outputs(programme["written"], programme["shells"]).items():
        path = Path(config.site_dir) / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    gc.enable()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Build again when a record or a template is changed."""
    server.watch(str(FOLDER))
    server.watch(str(TEMPLATES))
    return server
