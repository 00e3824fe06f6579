"""The press: HTML into tagged PDF with WeasyPrint. The only module that knows it.

WeasyPrint needs libraries of the system; a machine that has none is told what to install.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from programme.papers.leaflet import Leaflet, NotMadeError
from programme.templates import environment

if TYPE_CHECKING:
    from weasyprint import Document

_EPOCH = "SOURCE_DATE_EPOCH"
_FOLDER = "papers"
_VARIANT = "pdf/ua-1"  # laying out and writing must both be told
MISSING = """\
The PDF files need the Pango library, which this machine does not have. Install it:
  Debian or Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation
  Mac: brew install pango
Then run the same command again. The site itself needs none of this."""


class MissingLibrariesError(NotMadeError):
    """A library that WeasyPrint needs is not there; the message says what to install."""

    def __init__(self, message: str = MISSING) -> None:
        super().__init__(message)


def weasyprint() -> Any:
    """Return WeasyPrint. Raises MissingLibrariesError."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints its own advice, for developers
            import weasyprint as loaded  # noqa: PLC0415 - the machine may lack what it needs
    except (ImportError, OSError):
        raise MissingLibrariesError from None
    return loaded


class Press:
    """Lays out templates of `papers/` and prints them, as on a day."""

    def __init__(self, templates: Path, day: date) -> None:
        self._print = weasyprint()
        self._jinja = environment(templates)
        self._day = day
        # Nothing is fetched from anywhere: pictures stand in the text itself.
        self._fetcher = self._print.urls.URLFetcher(allowed_protocols=["data"])
        self._fonts = self._print.text.fonts.FontConfiguration()
        style = (templates / _FOLDER / "papers.css").read_text(encoding="utf-8")
        self._style = self._print.CSS(string=style, font_config=self._fonts, url_fetcher=self._fetcher)

    def lay(self, template: str, **values: Any) -> Document:
        """Lay out a template and return its pages."""
        html = self._jinja.get_template(f"{_FOLDER}/{template}.html").render(day=self._day, **values)
        source = self._print.HTML(string=html, url_fetcher=self._fetcher)
        document: Document = source.render(font_config=self._fonts, stylesheets=[self._style], pdf_variant=_VARIANT)
        return document

    def card(self, leaflet: Leaflet, size: int) -> Document:
        """Lay out a card in a size of type, in points."""
        return self.lay("leaflet", one=leaflet, form="card", size=size)

    def large(self, leaflet: Leaflet) -> Document:
        """Lay out the large print."""
        return self.lay("leaflet", one=leaflet, form="large", size=18)

    def pdf(self, document: Document) -> bytes:
        """Return the PDF, the same bytes for the same day, words and fonts."""
        with _epoch(self._day):
            written = document.write_pdf(pdf_variant=_VARIANT)
        return bytes(written or b"")


@contextmanager
def _epoch(day: date) -> Iterator[None]:
    """Let the times inside the file be the start of the day, in the way that fonts are told of it."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = before
