"""Built pages as plain Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programme.site.export import export_site, exported

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html><head><title>A "title" – Programme</title>
<meta name="description" content="What \\ it is"></head>
<body><header>Header</header><article><nav class="cap-crumbs">Home</nav><h1>Title</h1><p>One <strong>two</strong>
<a href="x/">three</a>.</p><ul><li>four</li></ul><p hidden>Hidden</p><script>x</script></article>
<footer>Foot</footer></body></html>"""


def test_a_page_keeps_its_own_words_only() -> None:
    body = exported(PAGE).split("---\n\n", 1)[1]
    assert body == "# Title\n\nOne **two**\n[three](x/).\n\n- four\n"


def test_title_and_description_stand_in_the_front_matter() -> None:
    assert exported(PAGE).startswith('---\ntitle: "A \\"title\\""\ndescription: "What \\\\ it is"\n---\n')


def test_a_page_without_content_is_empty() -> None:
    assert exported("<html><body><p>x</p></body></html>") == ""


def test_every_page_of_a_site_is_exported_by_its_path(tmp_path: Path) -> None:
    for place in ("index.html", "fund/index.html", "404.html"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(PAGE, encoding="utf-8")
    assert sorted(export_site(tmp_path)) == ["fund/index.md", "index.md"]
