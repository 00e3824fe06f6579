"""What search finds first: whoever is frightened gets advice, and whoever names an idea or a page gets that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import OpenPage, Site

# What people type, and the topics of advice of which one comes first.
ADVICE: Final = {
    "home-burglary": (
        "break in", "burglar", "burglary", "burgled", "someone is breaking in", "someone broke into my house",
        "someone in my house", "someone in my home", "trying to get in my house", "intruder",
    ),
    "home-burglary cctv-home": ("someone is in my garden",),
    "fraud-basics": (
        "conned", "conned out of money", "scam", "scam text", "scam email", "i have been scammed", "clicked on a link",
        "lost all my money",
    ),
    "courier-fraud": (
        "bank phoned me", "someone pretending to be the bank", "someone pretending to be the police",
        "the police phoned me about my money",
    ),
    "courier-fraud fraud-basics": ("call from my bank", "gave my bank details"),
    "romance-fraud": ("met someone online asking for money",),
    "asb": ("neighbour from hell", "threatened", "kids throwing stones"),
    "asb noise-neighbours": ("neighbour threatening me",),
    "asb stalking": ("someone is threatening me", "death threats"),
    "noise-neighbours": ("noisy neighbours",),
    "knife-crime": (
        "knife", "stabbed", "my son carries a knife", "my son has a knife", "someone has a knife", "someone has a gun",
    ),
    "stalking": (
        "my ex keeps following me", "my ex won't leave me alone", "my ex won’t leave me alone", "stalker",
        "someone keeps following me", "being watched", "being harassed",
    ),
    "stalking personal-safety": ("i am being followed", "someone is following me", "followed home"),
    "domestic-abuse": (
        "domestic abuse", "he hits me", "he hit me", "my husband hits me", "my boyfriend hits me", "my wife hits me",
        "my dad hits my mum", "he beats me", "he controls me", "scared of my partner", "afraid of my husband",
        "afraid to go home",
    ),
    "sexual-violence": ("raped", "i was raped", "sexually assaulted"),
    "sexual-violence harassment-public": ("groped", "someone touched me"),
    "harassment-public": ("shouted at in the street",),
    "personal-safety": ("attacked", "assaulted", "beaten up"),
    "spiking": ("spiked drink", "drink spiked", "someone put something in my drink"),
    "online-children": ("someone sharing my photos", "sharing naked pictures", "nudes", "blackmail"),
    "hate-crime": ("hate crime", "racist abuse", "racist neighbour", "called me racist names"),
    "drugs": ("drug dealing next door", "drug deals next door", "drug dealer"),
    "cuckooing": ("drug dealers in my house",),
    "county-lines": ("gang has my son", "my son is dealing drugs"),
    "mental-health-crisis": ("suicidal", "want to die", "my friend wants to die"),
    "hba-fgm": ("forced to marry",),
    "modern-slavery": ("passport taken away",),
    "doorstep-crime": ("someone at my door", "knocking on my door"),
    "phone-theft": ("stolen phone", "phone stolen", "mugged", "robbed", "pickpocket", "wallet stolen"),
    "vehicle-theft": ("car broken into",),
    "vehicle-theft keyless": ("car stolen", "my car has been stolen"),
    "bike-theft": ("bike stolen",),
    "passwords": ("facebook hacked",),
    "pet-theft": ("dog stolen",),
}  # fmt: skip
# Ideas for groups and pages of the site, by their names or by what they are about.
OTHERS: Final = {
    "restorative justice": "toolkit/restorative-justice/",
    "knife surrender bin": "toolkit/knife-bins/",
    "knife bin": "toolkit/knife-bins/",
    "banking protocol": "toolkit/banking-protocol/",
    "locks lights and wide packs": "toolkit/target-hardening/",
    "scam awareness": "toolkit/friends-against-scams/",
    "safe places scheme": "toolkit/safe-spaces/",
    "spiking test kits": "toolkit/spiking-kits/",
    "street lighting": "toolkit/street-lighting/",
    "mentoring": "toolkit/mentoring/",
    "alley gating": "toolkit/alley-gating/",
    "bystander training": "toolkit/bystander/",
    "grant": "fund/",
    "can i apply": "fund/can-i-apply/",
    "application form": "fund/forms/community-action-fund-application/",
    "road safety round": "fund/rounds/road-safety-2025/",
    "help": "advice/",
    "who to call": "whom-to-tell/",
    "contact": "contact/",
    "privacy": "privacy/",
}
FOUND: Final = """() => new Promise(requestAnimationFrame).then(() =>
  [...document.querySelectorAll('dialog[open] li a')].map((link) => link.getAttribute('href')))"""


@pytest.fixture
def search(built_site: Site, open_page: OpenPage) -> Page:
    """The home page with its search open and ready."""
    page = open_page(built_site.url)
    page.locator("button.cap-search").click()
    page.keyboard.type("fund")
    expect(page.locator("dialog[open] li a").first).to_be_visible()
    return page


def first(page: Page, words: str) -> str:
    """The address from the root of the site of what comes first, or nothing."""
    page.locator("dialog[open] input").fill(words)
    found: list[str] = page.evaluate(FOUND)
    return found[0].removeprefix("./") if found else ""


def test_advice_comes_first_for_what_frightened_people_type(search: Page) -> None:
    wrong: dict[str, str] = {}
    for topics, typed in ADVICE.items():
        wanted = [f"advice/{topic}/" for topic in topics.split()]
        wrong |= {words: found for words in typed if (found := first(search, words)) not in wanted}
    assert wrong == {}


def test_an_idea_or_a_page_comes_first_when_it_is_named(search: Page) -> None:
    found = {words: first(search, words) for words in OTHERS}
    assert found == OTHERS


def test_a_misspelt_word_is_found_all_the_same(search: Page) -> None:
    assert first(search, "burglery") == "advice/home-burglary/"
    assert first(search, "domestik abuse") == "advice/domestic-abuse/"


def test_words_that_tell_nothing_find_nothing(search: Page) -> None:
    assert first(search, "i am in the") == ""
