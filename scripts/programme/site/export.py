"""Every page as plain Markdown, from the built site: the way out to another engine, and for reading anywhere."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter


def exported(html: str) -> str:
    """Return a built page's own content as Markdown with a front matter of title and description."""
    page = BeautifulSoup(html, "html.parser")
    article = page.find("article")
    if not isinstance(article, Tag):
        return ""
    for part in article.select("script, nav.cap-crumbs, [hidden]"):
        part.decompose()
    body = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(article)
    title = (page.title.get_text() if page.title else "").partition(" – ")[0]
    found = page.find("meta", attrs={"name": "description"})
    description = found.get("content", "") if isinstance(found, Tag) else ""
    lines = [line.rstrip() for line in body.strip().splitlines()]
    head = f"---\ntitle: {_quoted(title)}\ndescription: {_quoted(str(description))}\n---\n\n"
    return head + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def export_site(site: Path) -> dict[str, str]:
    """Return the Markdown of every page of a built site by its path: `fund/index.md`."""
    pages = sorted(site.rglob("index.html"))
    return {page.relative_to(site).with_suffix(".md").as_posix(): exported(page.read_text("utf-8")) for page in pages}
