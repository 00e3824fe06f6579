"""The API: every file against its own schema, states on a day, dates known roughly, money, and stable order."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from programme.catalogue.model import OfficeFact, Records
from programme.clock import Period
from programme.site import api
from programme.site.api import resource_name
from programme.site.api_values import Json, edtf
from tests.unit.site.invented import DAY, HOSTILE, a_round, records, schemas, with_rounds


def files(kept: Records | None = None, day: date = DAY, address: str = "https://example.org") -> dict[str, bytes]:
    return api.render(kept or records(), day, address=address, schemas=schemas())


def read(name: str, kept: Records | None = None, day: date = DAY, address: str = "https://example.org") -> Json:
    made: Json = json.loads(files(kept, day, address)[f"api/v1/{name}.json"])
    return made


def validator() -> Draft202012Validator:
    schema = read("schema")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_the_files_are_an_index_a_schema_one_of_each_kind_and_one_of_each_round_and_form() -> None:
    kinds = {f"{resource_name(schema)}.json" for schema in schemas().values() if schema.name != "term"}
    records_ = {"forms/asking.json", "rounds/lamps-2030.json", "rounds/vague-2030.json"}
    made = {name.removeprefix("api/v1/") for name in files()}
    assert made == kinds | records_ | {"index.json", "schema.json"}


@pytest.mark.parametrize("name", sorted(set(files()) - {"api/v1/schema.json"}))
def test_every_file_fits_the_schema(name: str) -> None:
    assert [error.message for error in validator().iter_errors(json.loads(files()[name]))] == []


def test_a_hostile_record_fits_the_schema_and_comes_back_as_it_was() -> None:
    kept = with_rounds(a_round(about=HOSTILE, closes_time=time(17)))
    answer = read("rounds/lamps-2030", kept)
    assert validator().is_valid(answer)
    assert answer["item"]["about"] == HOSTILE


def broken(answer: Json) -> Iterator[tuple[str, Json]]:
    """Yield the file of a round with each of its fields taken out, and with each put to a value that is none."""
    for name in answer["item"]:
        for what, change in (("without", None), ("wrong", {"no": "such value"})):
            other = copy.deepcopy(answer)
            if change is None:
                del other["item"][name]
            else:
                other["item"][name] = change
            yield f"{what} {name}", other
    yield "a field too many", answer | {"extra": 1}
    yield "another kind", answer | {"resource": "rounds"}
    yield "another licence", answer | {"licence": "none"}


def test_the_schema_refuses_a_round_that_is_not_whole() -> None:
    check = validator()
    found = list(broken(read("rounds/lamps-2030")))
    assert len(found) > 60
    assert [what for what, other in found if check.is_valid(other)] == []


def test_the_index_leads_to_every_file() -> None:
    named = [entry["path"] for entry in read("index")["items"]]
    named += [
        entry["each"].replace("{id}", "lamps-2030") for entry in read("index")["items"] if entry["name"] == "rounds"
    ]
    assert {f"api/v1/{name}" for name in named} <= set(files())
    assert [entry["name"] for entry in read("index")["items"] if entry["each"]] == ["forms", "rounds"]


def test_every_file_says_its_version_day_licence_and_whom_to_name() -> None:
    for name in set(files()) - {"api/v1/schema.json"}:
        head = json.loads(files()[name])
        assert (head["version"], head["as_of"], head["licence"]) == (1, "2030-01-10", "OGL-UK-3.0")
        assert head["attribution"].endswith("Source: Community Action Programme, Office of Examples for Exampleshire.")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2030, 1, 6), "upcoming"),
        (date(2030, 1, 7), "open"),
        (date(2030, 1, 25), "open"),
        (date(2030, 1, 26), "closing-soon"),
        (date(2030, 1, 31), "closing-soon"),
        (date(2030, 2, 1), "closed"),
    ],
    ids=str,
)
def test_a_round_has_the_state_of_the_day(day: date, state: str) -> None:
    item = read("rounds/lamps-2030", day=day)["item"]
    assert (item["state"], item["state_as_of"]) == (state, day.isoformat())


def test_a_round_tells_its_last_moment_as_an_instant_and_in_words() -> None:
    item = read("rounds/lamps-2030", with_rounds(a_round(closes=Period.of("2030-06-30"), closes_time=time(17))))["item"]
    assert (item["opens_at"], item["closes_at"]) == ("2030-01-07T00:00:00Z", "2030-06-30T16:00:00Z")
    assert (item["closes_time"], item["closes_words"]) == ("17:00", "5pm on 30 June 2030")


def test_dates_known_roughly_come_with_their_bounds_and_no_instant() -> None:
    item = read("rounds/vague-2030")["item"]
    assert item["opens"] == {"text": "spring 2030", "edtf": "2030-21", "first": "2030-03-01", "last": "2030-05-31"}
    assert (item["state"], item["opens_at"], item["closes"], item["closes_at"]) == ("unconfirmed", None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030-01-12", "2030-01-12"), ("2030-01", "2030-01"), ("2030", "2030"), ("spring 2030", "2030-21"),
        ("Summer 2030", "2030-22"), ("autumn 2030", "2030-23"), ("winter 2030", "2030-24"),
    ],
)  # fmt: skip
def test_a_period_in_the_extended_format(text: str, expected: str) -> None:
    assert edtf(Period.of(text)) == expected


def test_money_is_text_with_pence_and_other_numbers_are_text_as_they_are() -> None:
    fund = read("funds")["items"][0]
    assert (fund["ceiling"], fund["pots"][0]["amount"]) == ("9812.50", "100000.00")
    assert read("forms/asking")["item"]["questions"][2]["maximum"] == "9812.5"


def test_a_form_says_of_each_question_whether_the_answer_is_personal() -> None:
    questions = read("forms/asking")["item"]["questions"]
    assert {one["id"]: one["personal"] for one in questions} == {
        "idea": False,
        "mail": True,
        "sum": False,
        "kind": False,
        "call": False,
    }


def test_the_office_has_the_facts_that_are_true_on_the_day() -> None:
    names = [[one["value"] for one in read("office", day=day)["items"] if one["fact"] == "holder"]
             for day in (date(2029, 12, 31), date(2030, 1, 1))]  # fmt: skip
    assert names == [["The First Holder"], ["The Second Holder"]]


def test_before_an_election_the_holder_is_not_named() -> None:
    quiet = OfficeFact(
        id="quiet", fact="quiet-period", value="An election",
        valid_from=date(2030, 1, 5), valid_until=date(2030, 1, 20),
        basis="published", sources=(), note=None,
    )  # fmt: skip
    kept = replace(records(), office_facts={**records().office_facts, "quiet": quiet})
    assert b"Holder" not in files(kept)["api/v1/office.json"]
    assert b"Second Holder" in files(kept, date(2030, 1, 21))["api/v1/office.json"]


def test_the_page_of_a_round_is_a_whole_address_if_the_site_knows_its_own() -> None:
    addresses = [read("rounds/lamps-2030", address=address)["item"]["url"] for address in ("", "https://example.org/a")]
    assert addresses == ["fund/rounds/lamps-2030/", "https://example.org/a/fund/rounds/lamps-2030/"]


def test_order_is_that_of_ids_and_of_the_schema() -> None:
    backwards = with_rounds(*reversed(list(records().rounds.values())))
    assert files(backwards) == files()
    answer = read("rounds")
    assert [one["id"] for one in answer["items"]] == ["lamps-2030", "vague-2030"]
    names = [one.name for one in schemas()["round"].fields]
    assert list(answer["items"][0])[: len(names)] == names


def test_the_schema_knows_the_words_of_the_vocabularies() -> None:
    answer = read("rounds/lamps-2030") | {}
    answer["item"]["basis"] = "guessed"
    assert not validator().is_valid(answer)
    words = read("schema")["$defs"]["round"]["properties"]["basis"]["oneOf"]
    assert {"const": "published", "title": "Published"}.items() <= words[0].items()


def test_a_large_amount_is_written_out_in_full() -> None:
    kept = replace(records(), funds={"small-fund": replace(records().funds["small-fund"], ceiling=Decimal(10) ** 7)})
    assert read("funds", kept)["items"][0]["ceiling"] == "10000000.00"
