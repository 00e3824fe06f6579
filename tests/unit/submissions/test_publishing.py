"""The public bundle where it lies: a second run changes nothing, and what no longer holds is taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from programme.submissions.public.files import HEAD
from programme.submissions.publishing import copy_public, publish
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import store_in

RESULT: Final = "data/results/open-2030.yaml"
AWARDS: Final = "data/awards/open-2030.yaml"
BUNDLE: Final = {RESULT: f"{HEAD}id: open-2030\nas_of: 2030-01-01\n", AWARDS: f"{HEAD}- id: invented-2030\n"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return tmp_path / "checkout"


def copied(checkout: Path) -> dict[str, str]:
    found = sorted(path for path in checkout.rglob("*") if path.is_file())
    return {path.relative_to(checkout).as_posix(): path.read_text("utf-8") for path in found}


def test_a_bundle_is_written_once(store: Store) -> None:
    assert publish(store, BUNDLE) == ["published/now.json", f"public/{RESULT}", f"public/{AWARDS}"]
    assert publish(store, BUNDLE) == []


def test_a_file_that_differs_in_its_day_alone_is_not_written_again(store: Store) -> None:
    publish(store, BUNDLE)
    assert publish(store, {name: text.replace("2030-01-01", "2030-02-02") for name, text in BUNDLE.items()}) == []


def test_what_is_no_longer_part_of_the_bundle_leaves_the_store(store: Store) -> None:
    publish(store, BUNDLE)
    publish(store, {RESULT: BUNDLE[RESULT]})
    assert list(store.storage.names("public")) == [f"public/{RESULT}"]


def test_a_copy_is_made_once(store: Store, checkout: Path) -> None:
    publish(store, BUNDLE)
    assert [copy_public(store, checkout), copy_public(store, checkout)] == [2, 0]
    assert copied(checkout) == BUNDLE


def test_a_file_that_is_to_be_there_no_more_is_deleted_from_a_copy(store: Store, checkout: Path) -> None:
    publish(store, BUNDLE)
    copy_public(store, checkout)
    assert publish(store, BUNDLE | {AWARDS: ""}) == ["published/now.json", f"public/{AWARDS}"]
    assert [copy_public(store, checkout), copy_public(store, checkout)] == [1, 0]
    assert list(copied(checkout)) == [RESULT]


@pytest.mark.parametrize("change", ["written by hand", "half", "gone", "one more"])
def test_files_that_no_run_wrote_together_are_not_copied(store: Store, checkout: Path, change: str) -> None:
    publish(store, BUNDLE)
    if change == "gone":
        store.storage.delete(f"public/{AWARDS}")
    else:
        name = "data/results/open-2031.yaml" if change == "one more" else RESULT
        store.storage.write(f"public/{name}", BUNDLE[RESULT][:-20].encode() if change == "half" else b"received: 3\n")
    with pytest.raises(StoreError, match=r"^Nothing was published, because another run .* Run again\.$"):
        copy_public(store, checkout)
    assert not checkout.exists()
    publish(store, BUNDLE)
    assert copy_public(store, checkout) == 2


def test_a_file_that_a_person_wrote_is_never_deleted(store: Store, checkout: Path) -> None:
    (checkout / AWARDS).parent.mkdir(parents=True)
    (checkout / AWARDS).write_text("- id: by-hand\n", "utf-8")
    publish(store, {AWARDS: ""})
    assert copy_public(store, checkout) == 0
    assert copied(checkout) == {AWARDS: "- id: by-hand\n"}
