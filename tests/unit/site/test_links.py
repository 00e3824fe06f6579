"""A link on a hand-written page that leads to no page stops the build, and says what may be meant."""

from __future__ import annotations

from typing import Final

import pytest

from programme.site.links import dead_links

KNOWN: Final = {"", "about/", "fund/", "fund/forms/application/", "toolkit/theme/rural-crime/"}


def dead(link: str, here: str = "fund/") -> list[str]:
    return list(dead_links(f'<p>Read <a class="x" href="{link}">it</a>.</p>', here, KNOWN))


@pytest.mark.parametrize(
    "link",
    [
        "forms/application/", "../about/", "../about/#how", "#rounds", "../", "./", "", "../a-to-z/x/",
        "../calendars/all.ics", "https://www.example.org/gone/", "mailto:office@example.org", "tel:999",
        "forms/application/?a=1&amp;b=2",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_or_elsewhere_is_fine(link: str) -> None:
    assert dead(link) == []


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("forms/application-2/", "“forms/application-2/” (did you mean “forms/application/”?)"),
        ("../gone-and-forgotten/", "“../gone-and-forgotten/”"),
        ("../about", "“../about” (did you mean “../about/”?)"),
        ("/about/", "“/about/” (did you mean “../about/”?)"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_the_one_that_may_be_meant(link: str, told: str) -> None:
    assert dead(link) == [told]


def test_a_link_of_the_home_page_is_followed_from_the_root() -> None:
    assert dead("fund/forms/application-2/", here="") == [
        "“fund/forms/application-2/” (did you mean “fund/forms/application/”?)"
    ]
