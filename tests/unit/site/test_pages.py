"""Which pages the records give, and what stands on them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from programme.catalogue.model import Award
from programme.clock import Period
from programme.site.page import Cut, Page, cuts, root_from, written_page
from programme.site.pages import record_pages
from programme.site.view import View
from programme.templates import environment
from tests.conftest import ROOT
from tests.unit.sample_toolkit import initiative, with_records
from tests.unit.site.invented import DAY, a_round, records, schemas, with_rounds
from tests.unit.site.test_results import a_result

if TYPE_CHECKING:
    from programme.catalogue.model import Records

TEMPLATES: Final = ROOT / "hooks" / "templates"
LAMPS: Final = "fund/rounds/lamps-2030/"
FORM: Final = "https://forms.example.org/apply"


def pages_of(kept: Records) -> dict[str, Page]:
    made = record_pages(View(kept, DAY), environment(TEMPLATES), schemas())
    return {page.address: page for page in made}


@cache
def pages() -> dict[str, Page]:
    return pages_of(records())


def read(page: Page) -> LexborHTMLParser:
    return LexborHTMLParser(page.html)


def words(page: Page) -> str:
    return " ".join(read(page).text().split())


def many_awards(count: int) -> Records:
    made = {
        f"award-{number}": Award(
            id=f"award-{number}", fund="small-fund", round=None, organisation=f"Group {number}", amount=None,
            given=None, purpose="A thing", when="2029", basis="published", sources=("paper",),
        )
        for number in range(count)
    }  # fmt: skip
    return replace(records(), awards=MappingProxyType(made))


def test_every_round_form_and_kind_of_record_has_a_page() -> None:
    wanted = {LAMPS, "fund/rounds/vague-2030/", "fund/forms/asking/", "fund/rounds/", "fund/funds/", "fund/awards/"}
    assert wanted | {"about/sources/", "data/dictionary/round/"} <= set(pages())


def test_no_two_pages_have_the_same_address() -> None:
    made = list(record_pages(View(records(), DAY), environment(TEMPLATES), schemas()))
    assert len({page.address for page in made}) == len(made)


def test_every_page_has_one_main_heading_which_is_its_title() -> None:
    for page in pages().values():
        assert [heading.text() for heading in read(page).css("h1")] == [page.title], page.address


def test_headings_never_skip_a_level() -> None:
    for page in pages().values():
        levels = [int(str(heading.tag)[1]) for heading in read(page).css("h1, h2, h3, h4, h5, h6")]
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, page.address


def test_a_description_fits_a_search_result() -> None:
    assert all(0 < len(page.description) <= 160 for page in pages().values())


@pytest.mark.parametrize(
    ("address", "root"), [("", ""), ("fund/", "../"), ("fund/rounds/", "../../"), (LAMPS, "../../../")]
)
def test_the_way_to_the_root_goes_up_once_for_each_folder(address: str, root: str) -> None:
    assert root_from(address) == root


def test_pages_of_one_folder_share_a_frame() -> None:
    assert pages()[LAMPS].parent == pages()["fund/rounds/vague-2030/"].parent == "fund/rounds/"
    assert Page(address="fund/", title="", description="", html="").parent == "/"


@pytest.mark.parametrize(
    ("decided", "says", "link"), [(True, "Made. See what came of it", "#result"), (False, "Not yet announced", None)]
)
def test_a_round_with_a_decided_result_says_so_where_the_decision_stands(
    decided: bool,  # noqa: FBT001
    says: str,
    link: str | None,
) -> None:
    kept = replace(records(), results=MappingProxyType({"lamps-2030": a_result(decided=decided)}))
    page = read(pages_of(kept)[LAMPS])
    ((decision,),) = [fact.css("dd") for fact in page.css("dl.cap-facts > div") if fact.text().startswith("Decision")]
    assert shown(decision) == says
    assert [one.attributes["href"] for one in decision.css("a")] == ([link] if link else [])
    assert page.css("h2#result")


def shown(node: LexborNode | None) -> str:
    """The text of an element without what is hidden in it."""
    assert node is not None
    found = LexborHTMLParser(node.html or "")
    for hidden in found.css("[hidden]"):
        hidden.decompose()
    return " ".join(found.text().split())


def facts_of(page: Page) -> dict[str, str]:
    """The facts at the top of a page as they are shown, by their names."""
    rows = [row for row in read(page).css("dl.cap-facts > div") if "hidden" not in row.attributes]
    return {shown(row.css_first("dt")): shown(row.css_first("dd")) for row in rows}


def test_a_round_shows_its_dates_and_what_is_not_announced() -> None:
    facts = facts_of(pages()[LAMPS])
    assert facts["Opens"] == "7 January 2030"
    assert facts["Closes"] == "The end of 31 January 2030 (London time)"
    assert facts["Most you can ask for"] == "£9,812.50"
    assert facts["Decision"] == facts["Spend the money by"] == "Not yet announced"


UNKNOWN: Final = "Not known to this site"


@pytest.mark.parametrize(
    ("opens", "closes", "pot", "decision"),
    [
        ("2030-02-01", "2030-03-01", "Not yet announced", "Not yet announced"),
        ("2030-01-07", "2030-01-31", UNKNOWN, "Not yet announced"),
        ("2029-01-07", "2029-01-31", UNKNOWN, UNKNOWN),
        ("2030", None, "Not yet announced", "Not yet announced"),
        ("2029", None, UNKNOWN, UNKNOWN),
    ],
    ids=["upcoming", "open", "closed", "no dates yet", "no date in its year"],
)
def test_what_has_begun_or_is_over_is_not_known_here_and_not_said_to_be_unannounced(
    opens: str, closes: str | None, pot: str, decision: str
) -> None:
    one = a_round(opens=Period.of(opens), closes=closes and Period.of(closes), dates_note="A note.")
    page = pages_of(with_rounds(one))[LAMPS]
    facts = facts_of(page)
    assert (facts["Money in the round"], facts["Decision"], facts["Spend the money by"]) == (pot, decision, decision)
    assert f"What this round pays for: {pot}." in [shown(line) for line in read(page).css("#what-it-is-for ~ p")]


def test_a_round_with_awards_does_not_say_that_its_decision_is_still_to_come() -> None:
    made = {key: replace(one, round="lamps-2030") for key, one in many_awards(1).awards.items()}
    page = pages_of(replace(records(), awards=MappingProxyType(made)))[LAMPS]
    assert facts_of(page)["Decision"] == "Some awards were made. See the awards"


def test_the_contents_of_a_round_lead_to_every_part_of_it() -> None:
    page = read(pages()[LAMPS])
    links = [link.attributes["href"] for link in page.css(".cap-contents a")]
    parts = [f"#{heading.attributes['id']}" for heading in page.css("h2[id]")]
    assert links == parts
    assert len(parts) > 4


def test_a_round_shows_its_own_awards_and_no_others() -> None:
    made = {key: replace(one, round="lamps-2030") for key, one in many_awards(2).awards.items()}
    other = replace(made["award-0"], id="other", round=None, organisation="Mock Choir")
    page = pages_of(replace(records(), awards=MappingProxyType({**made, "other": other})))[LAMPS]
    rows = [row.text() for row in read(page).css("#awards ~ .cap-table tbody th")]
    assert rows == ["Group 0", "Group 1"]
    assert read(page).css_matches(".cap-contents a[href='#awards']")
    assert not read(pages()[LAMPS]).css_matches("#awards")


@pytest.mark.parametrize(("counted", "says"), [(2, "all the awards of this round"), (3, "There may be more")])
def test_a_round_says_whether_its_awards_are_all_here(counted: int, says: str) -> None:
    made = {key: replace(one, round="lamps-2030") for key, one in many_awards(2).awards.items()}
    results = {"lamps-2030": a_result(awards=counted)}
    page = pages_of(replace(records(), awards=MappingProxyType(made), results=MappingProxyType(results)))[LAMPS]
    assert says in words(page)


def test_a_round_with_many_awards_shows_some_and_leads_to_all() -> None:
    made = {key: replace(one, round="lamps-2030") for key, one in many_awards(41).awards.items()}
    page = read(pages_of(replace(records(), awards=MappingProxyType(made)))[LAMPS])
    assert len(page.css("#awards ~ .cap-table tbody tr")) == 40
    assert page.css_matches("#awards ~ p a[href='../../../fund/awards/']")


def test_a_round_whose_form_is_not_known_says_what_to_do_meanwhile() -> None:
    assert "Its address is not yet known to this site" in words(pages()[LAMPS])


def test_a_round_whose_form_is_known_links_to_it() -> None:
    page = pages_of(with_rounds(a_round(apply_address=FORM)))[LAMPS]
    assert read(page).css_matches(f"a.cap-button[href='{FORM}']")
    assert "not yet known to this site" not in words(page)


def test_a_form_at_an_unsafe_address_is_as_good_as_unknown() -> None:
    page = pages_of(with_rounds(a_round(apply_address="javascript:alert(1)")))[LAMPS]
    assert "javascript" not in page.html
    assert "Its address is not yet known to this site" in words(page)


def test_a_source_at_an_unsafe_address_is_named_without_a_link() -> None:
    paper = replace(records().sources["paper"], address="javascript:alert(1)")
    page = pages_of(replace(records(), sources=MappingProxyType({"paper": paper})))["about/sources/"]
    assert "javascript" not in page.html
    assert "A paper" in words(page)


def test_the_apply_part_of_a_closed_round_is_hidden_from_the_start() -> None:
    closed = a_round(apply_address=FORM, opens=Period.of("2029-01-01"), closes=Period.of("2029-02-01"))
    page = read(pages_of(with_rounds(closed))[LAMPS])
    parts = {
        part.attributes["data-state-part"]: "hidden" in part.attributes for part in page.css("div[data-state-part]")
    }
    assert parts == {"closed": False, "upcoming unconfirmed no-date open closing-soon": True}


def test_every_question_of_a_form_is_shown_with_its_limits_and_options() -> None:
    questions = read(pages()["fund/forms/asking/"]).css(".cap-question")
    assert [one.attributes["id"] for one in questions] == ["q-mail", "q-idea", "q-sum", "q-kind", "q-call"]
    assert "At most 300 words." in questions[1].text()
    assert "At most £9,812.50." in questions[2].text()
    assert [option.text() for option in questions[3].css("li")] == ["Big", "Small"]


def test_what_need_not_be_answered_and_what_is_private_is_said() -> None:
    mail, idea, *_ = read(pages()["fund/forms/asking/"]).css(".cap-question")
    assert "Optional. About a person: it stays private." in mail.text()
    assert "Optional" not in idea.text()


@pytest.mark.parametrize(("count", "counted"), [(10, False), (11, True)])
def test_a_round_shows_ten_ideas_with_their_ratings_and_says_of_how_many(count: int, *, counted: bool) -> None:
    lantern = initiative("lantern")
    gone = [initiative(name, themes=("paths",)) for name in ("lantern", "alarm", "tower")]
    kept = with_records(*gone, *(replace(lantern, id=f"idea-{number}") for number in range(count)))
    page = read(pages_of(kept)[LAMPS])
    assert [line.text() for line in page.css("#ideas ~ ul")[0].css("li")] == [
        "Lantern walk. Small. Promising evidence."
    ] * 10
    assert ("These are 10 of 11." in words(pages_of(kept)[LAMPS])) is counted
    assert page.css_matches("a[href='../../../toolkit/theme/lamps/']")


def test_an_amount_that_nobody_here_knows_is_not_said_to_be_unpublished() -> None:
    ended = replace(records().funds["small-fund"], started=None, ended=None, ceiling=None)
    made = pages_of(replace(many_awards(1), funds=MappingProxyType({ended.id: ended}), rounds=MappingProxyType({})))
    assert read(made["fund/awards/"]).css("tbody td")[0].text() == "Not known to this site"
    facts = [fact.text() for fact in read(made["fund/funds/small-fund/"]).css("dl.cap-facts > div > dd")]
    assert facts == ["Not known to this site"] * 3


def test_a_long_list_is_cut_into_pages_with_a_way_on_and_back() -> None:
    made = pages_of(many_awards(81))
    addresses = [address for address in made if address.startswith("fund/awards")]
    assert addresses == ["fund/awards/", "fund/awards-2/", "fund/awards-3/"]
    second = read(made["fund/awards-2/"])
    assert len(second.css("tbody tr")) == 40
    assert [link.attributes["href"] for link in second.css(".cap-pager a")] == [
        "../../fund/awards/",
        "../../fund/awards-3/",
    ]
    assert made["fund/awards-2/"].title == "All awards, page 2 of 3"


def test_only_the_first_page_of_a_list_is_found_by_search() -> None:
    made = pages_of(many_awards(41))
    assert [made[address].kind for address in ("fund/awards/", "fund/awards-2/")] == ["List", ""]


def test_an_empty_list_is_one_page_that_says_so() -> None:
    assert "No award has been published on this site yet." in words(pages()["fund/awards/"])
    assert [cut.address for cut in cuts([], 40, "x/")] == ["x/"]


def test_a_cut_knows_the_addresses_beside_it() -> None:
    cut = Cut(items=[], number=2, count=3, here="a/b/")
    assert (cut.of(1), cut.address, cut.of(3)) == ("a/b/", "a/b-2/", "a/b-3/")


@pytest.mark.parametrize(
    ("url", "title", "address", "shown"),
    [("./", "Home", "", "Home"), ("", "Home", "", "Home"), ("a/", "A &amp; B", "a/", "A & B")],
)
def test_a_hand_written_page_is_listed_by_its_address_and_plain_title(
    url: str, title: str, address: str, shown: str
) -> None:
    page = written_page(url, title, {"description": "What it is", "words": ["one", 2]})
    assert (page.address, page.title, page.description, page.words) == (address, shown, "What it is", ("one", "2"))
    assert page.kind
