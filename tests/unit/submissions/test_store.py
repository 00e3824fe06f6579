"""The private store in a folder: what is listed, written whole, verified, and kept from strangers."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from programme.submissions.facts import Decision, Issued, Words, encode
from programme.submissions.references import References
from programme.submissions.store.keys import DEVELOPMENT_KEY, MARK, is_real, key_at_hand, key_of
from programme.submissions.store.segments import packed, unpack
from programme.submissions.store.storage import StoreError, masked, open_storage
from programme.submissions.store.store import LEDGER, WORDS, Store

ROOT: Final = Path(__file__).resolve().parents[3]
KEY: Final = {"RECONCILE_KEY": "an invented key, only for these tests"}
FACT: Final = Decision(about="22222-22222-2", outcome="decline", by="panel", on="2026-02-03", why="not in the area")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(open_storage(str(tmp_path / "private")))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / "private" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


class TestInbox:
    def test_lists_exports_by_form_and_shape(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/form/shape/b.csv", "inbox/form/shape/a.csv")
        exports, problems = store.inbox()
        assert [(one.form, one.shape, one.name) for one in exports] == [
            ("form", "shape", "a.csv"),
            ("form", "shape", "b.csv"),
        ]
        assert problems == ()

    def test_a_file_in_no_forms_folder_is_told_and_not_read(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/a.csv", "inbox/form/shape/deep/b.csv")
        exports, problems = store.inbox()
        assert exports == ()
        assert [(one.code, one.place.path) for one in problems] == [
            ("inbox-folder", "inbox/a.csv"),
            ("inbox-folder", "inbox/form/shape/deep/b.csv"),
        ]

    def test_what_systems_leave_behind_is_no_export(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/form/shape/.DS_Store", "inbox/desktop.ini", "inbox/form/Thumbs.db")
        (tmp_path / "private/inbox/form/shape/.keep").touch()
        assert store.inbox() == ((), ())

    @pytest.mark.parametrize("name", [".a.csv.swp", "~$a.xlsx", ".~lock.a.csv#", "._a.xlsx", ".a.csv.part"])
    @pytest.mark.parametrize("folder", ["inbox/form/shape", "inbox"])
    def test_what_editors_leave_behind_is_no_export_but_is_told(
        self, store: Store, tmp_path: Path, folder: str, name: str
    ) -> None:
        put(tmp_path, f"{folder}/{name}")
        exports, (problem,) = store.inbox()
        assert (exports, problem.place.path, problem.severity) == ((), f"{folder}/{name}", "warning")
        assert "delete it" in problem.action

    @pytest.mark.parametrize("name", ["a.csv~", "a.csv.bak", "#a.csv#", "~WRL0001.tmp"])
    def test_a_copy_that_is_not_hidden_is_an_export_like_others(self, store: Store, tmp_path: Path, name: str) -> None:
        put(tmp_path, f"inbox/form/shape/{name}")
        assert [one.name for one in store.inbox()[0]] == [name]

    def test_a_link_out_of_the_store_is_not_followed_but_told(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/form/shape/a.csv", "elsewhere/shape/secret.csv")
        inbox, elsewhere = tmp_path / "private/inbox", tmp_path / "private/elsewhere"
        (inbox / "form/shape/b.csv").symlink_to(elsewhere / "shape/secret.csv")
        (inbox / "form/other").symlink_to(elsewhere / "shape", target_is_directory=True)
        (inbox / "form2").symlink_to(elsewhere, target_is_directory=True)
        (inbox / "form/shape/gone.csv").symlink_to("nowhere")
        exports, problems = store.inbox()
        assert [one.name for one in exports] == ["a.csv"]
        assert [(one.code, one.place.path) for one in problems] == [
            ("inbox-link", "inbox/form/other"),
            ("inbox-link", "inbox/form/shape/b.csv"),
            ("inbox-link", "inbox/form/shape/gone.csv"),
            ("inbox-link", "inbox/form2"),
        ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
    def test_a_pipe_is_told_and_never_waited_for(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/form/shape/a.csv")
        os.mkfifo(tmp_path / "private/inbox/form/shape/pipe.csv")
        assert [(one.code, one.place.path) for one in store.inbox()[1]] == [("inbox-link", "inbox/form/shape/pipe.csv")]

    def test_the_link_by_which_an_editor_locks_a_file_is_no_matter(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/form/shape/a.csv")
        (tmp_path / "private/inbox/form/shape/.#a.csv").symlink_to("someone@desk.1234:5678")
        assert store.inbox()[1] == ()

    def test_a_name_that_no_screen_can_show_is_shown_as_far_as_it_can_be(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, os.fsdecode(b"inbox/form/shape/\xff\x1b[31m.csv"))
        ((export,), _) = store.inbox()
        assert export.name == "��[31m.csv"
        assert store.content(export) == b"x"

    def test_a_store_that_is_not_there_is_empty(self, store: Store) -> None:
        assert store.inbox() == ((), ())

    def test_an_export_that_has_gone_meanwhile_is_none(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "inbox/form/shape/a.csv")
        export = store.inbox()[0][0]
        (tmp_path / "private" / export.path).unlink()
        assert store.content(export) is None


class TestSegments:
    def test_are_read_back_as_they_were_written(self, store: Store) -> None:
        name = store.add(LEDGER, [FACT])
        assert store.facts([name]) == ([FACT], [])

    def test_the_same_facts_make_the_same_file(self, store: Store, tmp_path: Path) -> None:
        store.add(LEDGER, [FACT])
        before = files(tmp_path)
        store.add(LEDGER, [FACT, FACT])
        assert files(tmp_path) == before

    def test_one_that_was_damaged_is_written_anew_when_its_facts_come_again(self, store: Store, tmp_path: Path) -> None:
        name = store.add(LEDGER, [FACT])
        (tmp_path / "private" / name).write_bytes(b"cut o")
        assert store.add(LEDGER, [FACT]) == name
        assert store.facts([name]) == ([FACT], [])

    def test_the_others_are_not_listed_to_write_one(self, store: Store, tmp_path: Path) -> None:
        class Unlisted:
            """A storage of very many files: whoever lists them for each that is written takes for ever."""

            def names(self, folder: str) -> dict[str, int]:
                raise AssertionError(folder)

            def __getattr__(self, name: str) -> object:
                return getattr(store.storage, name)

        name = Store(Unlisted()).add(LEDGER, [FACT])  # type: ignore[arg-type]
        assert (tmp_path / "private" / name).is_file()

    @pytest.mark.parametrize(
        "content", [b"", b"not gzip", gzip.compress(b"other", mtime=0), gzip.compress(b"x", mtime=0)[:-4]]
    )
    def test_a_damaged_one_is_left_out_and_told(self, store: Store, tmp_path: Path, content: bytes) -> None:
        name, other = store.add(LEDGER, [FACT]), store.add(LEDGER, [FACT, Decision("a", "award", "panel", "b", "c")])
        (tmp_path / "private" / name).write_bytes(content)
        facts, problems = store.facts([name, other])
        assert len(facts) == 2
        assert [(one.code, one.place.path) for one in problems] == [("damaged-segment", name)]

    def test_many_lines_come_back_as_they_were(self) -> None:
        lines = [b"%d" % number for number in range(2345)]
        segment = packed(lines)
        assert list(unpack(segment.content, segment.digest)) == lines
        assert gzip.decompress(segment.content).splitlines() == lines

    def test_one_of_a_newer_version_is_left_out_and_told(self, store: Store) -> None:
        name = store.add_lines(LEDGER, [b'{"type":"prophecy"}'])
        facts, problems = store.facts([name])
        assert facts == []
        assert [one.code for one in problems] == ["unknown-segment"]

    def test_what_a_broken_run_left_is_no_segment(self, store: Store, tmp_path: Path) -> None:
        put(tmp_path, "tmp/half", "ledger/notes.txt")
        assert store.segments(LEDGER) == frozenset()
        store.sweep()
        assert not (tmp_path / "private/tmp/half").exists()

    def test_words_are_found_by_their_content(self, store: Store) -> None:
        words = [Words(one, "form", "2026-01-01T00:00:00Z", {"project": f"Lights {one}"}) for one in ("aa", "bb")]
        found, problems = store.words([store.add(WORDS, words)])
        assert problems == []
        assert dict(found) == {"aa": words[0], "bb": words[1]}
        assert found.lines_without(frozenset({"aa"})) == [encode(words[1])]
        assert found.get("cc") is None


class TestWriting:
    def test_only_what_differs_is_written(self, store: Store) -> None:
        assert store.put("reports/report.html", b"one")
        assert not store.put("reports/report.html", b"one")
        assert store.put("reports/report.html", b"two")

    def test_files_can_be_read_by_their_owner_only(self, store: Store, tmp_path: Path) -> None:
        store.put("reports/report.html", b"one")
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "private").rglob("*")}
        assert modes["report.html"] == 0o600
        assert modes["reports"] == 0o700

    def test_folders_above_and_below_the_store_can_be_opened_by_their_owner_only(self, tmp_path: Path) -> None:
        open_storage(str(tmp_path / "above/private")).write("inbox/form/shape/export.csv", b"one")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_dir()}
        assert modes == dict.fromkeys(("above", "private", "inbox", "form", "shape", "tmp"), 0o700)

    def test_a_disk_that_refuses_is_told_and_leaves_the_file(self, store: Store, tmp_path: Path) -> None:
        store.put("reports/report.html", b"one")
        (tmp_path / "private/tmp").rmdir()
        (tmp_path / "private/tmp").write_bytes(b"a file where a folder must be")
        with pytest.raises(StoreError, match="could not write ledger/"):
            store.add(LEDGER, [FACT])
        assert store.storage.read("reports/report.html") == b"one"

    @pytest.mark.parametrize(
        ("how", "moment"), [("write", "fsync"), ("write", "replace"), ("create", "fsync"), ("create", "link")]
    )
    def test_a_purge_that_sweeps_while_a_file_is_written_is_no_failure(
        self, store: Store, monkeypatch: pytest.MonkeyPatch, how: str, moment: str
    ) -> None:
        really = getattr(os, moment)
        swept: list[str] = []

        def sweep_first(*given: object) -> object:
            if not swept:
                swept.extend(store.storage.names("tmp"))
                store.sweep()
            return really(*given)

        monkeypatch.setattr(os, moment, sweep_first)
        getattr(store.storage, how)("ledger/one", b"1")
        assert swept
        assert store.storage.read("ledger/one") == b"1"
        assert store.storage.names("tmp") == {}

    def test_a_file_that_is_swept_away_again_and_again_is_told(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "fsync", lambda _: store.sweep())
        with pytest.raises(StoreError, match="could not write ledger/one: no such file"):
            store.storage.write("ledger/one", b"1")

    def test_two_processes_that_write_the_same_segment_at_once_leave_it_whole(self, store: Store) -> None:
        code = (
            "import sys; sys.path.insert(0, sys.argv[2])\n"
            "from programme.submissions.store.storage import open_storage\n"
            "from programme.submissions.store.store import Store\n"
            "store = Store(open_storage(sys.argv[1]))\n"
            "for number in range(40): store.add_lines('ledger', [b'%d' % number])\n"
        )
        command = [sys.executable, "-c", code, store.address, str(ROOT / "scripts")]
        both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
        assert [one.communicate(timeout=60)[1] for one in both] == [b"", b""]
        segments = store.segments(LEDGER)
        assert len(segments) == 40
        assert {one.code for one in store.facts(segments)[1]} == {"unknown-segment"}  # whole, though no facts
        assert store.storage.names("tmp") == {}


class TestErrorsInCI:
    """The log of a run is public there, and people name what they put into the inbox."""

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("inbox/form/shape/Anna Example.csv", "inbox/form/shape/…"),
            ("inbox/form/shape/Anna Example/export.csv", "inbox/form/shape/…"),
            ("inbox/Anna Example.csv", "inbox/…"),
            ("ledger/0.jsonl.gz", "ledger/0.jsonl.gz"),
        ],
    )
    def test_no_name_of_a_file_in_the_inbox_is_told(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
    ) -> None:
        (tmp_path / "private" / name).mkdir(parents=True)  # a folder cannot be read as a file
        monkeypatch.setenv("CI", "true")
        with pytest.raises(StoreError) as caught:
            store.storage.read(name)
        assert f"could not read {told}: " in str(caught.value)
        assert "Anna" not in str(caught.value)

    def test_nor_where_the_store_is_an_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        storage = open_storage("memory://private")
        monkeypatch.setattr(storage, "files", None)  # whatever is asked of it fails
        monkeypatch.setenv("CI", "true")
        with pytest.raises(StoreError, match="could not delete inbox/form/shape/…: "):
            storage.delete("inbox/form/shape/Anna Example.csv")

    def test_at_a_desk_it_is_told(self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "private/inbox/form/shape/a.csv").mkdir(parents=True)
        monkeypatch.delenv("CI", raising=False)
        with pytest.raises(StoreError, match=r"could not read inbox/form/shape/a\.csv: "):
            store.storage.read("inbox/form/shape/a.csv")


class TestKeys:
    def test_without_one_a_development_key_is_made_once(self, store: Store) -> None:
        first, second = key_of(store, {}), key_of(store, {})
        assert first == second
        assert first.development
        assert not is_real(store)

    @pytest.mark.parametrize("content", [b"", b"\n", b"5e5e5e\n"])
    def test_a_development_key_that_was_cut_off_is_told_and_another_made_when_it_is_deleted(
        self, store: Store, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / "private").mkdir()
        (tmp_path / "private" / DEVELOPMENT_KEY).write_bytes(content)
        with pytest.raises(StoreError, match="development-key in this store is damaged"):
            key_of(store, {})
        assert files(tmp_path) == {f"private/{DEVELOPMENT_KEY}": content}
        store.storage.delete(DEVELOPMENT_KEY)
        assert key_of(store, {}).kept

    def test_one_that_was_cut_off_since_proves_nothing_about_the_store(self, store: Store) -> None:
        made = References(key_of(store, {}).secret)
        store.add(LEDGER, [FACT, Issued(made.reference("form", "1"), "form", "1")])
        store.storage.write(DEVELOPMENT_KEY, b"5e5e5e\n")
        for _ in range(2):
            with pytest.raises(StoreError, match="RECONCILE_KEY is not set"):
                key_of(store, {})
            assert is_real(store)
            store.storage.delete(MARK)

    def test_continuous_integration_refuses_a_development_key(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="RECONCILE_KEY is not set"):
            key_of(store, {"CI": "true"})
        assert files(tmp_path) == {}

    def test_a_short_key_is_refused_and_not_told(self, store: Store) -> None:
        with pytest.raises(StoreError, match="shorter than 32") as caught:
            key_of(store, {"RECONCILE_KEY": "hunter2"})
        assert "hunter2" not in str(caught.value)

    def test_another_key_than_the_stores_is_refused(self, store: Store) -> None:
        assert not key_of(store, KEY).development
        assert is_real(store)
        with pytest.raises(StoreError, match="made with another key"):
            key_of(store, {"RECONCILE_KEY": "x" * 40})
        with pytest.raises(StoreError, match="was made with it"):
            key_of(store, {})

    @pytest.fixture
    def unmarked(self, store: Store) -> Store:
        """A store with a reference that was issued, which has lost the mark of its key."""
        made = References(key_of(store, KEY).secret)
        store.add(LEDGER, [FACT, Issued(made.reference("form", "1"), "form", "1")])
        store.storage.delete(MARK)
        return store

    def test_without_the_mark_a_reference_proves_the_key_and_the_mark_is_left_again(self, unmarked: Store) -> None:
        assert key_at_hand(unmarked, KEY).kept
        assert unmarked.storage.read(MARK) is None
        assert is_real(unmarked)
        key_of(unmarked, KEY)
        assert unmarked.storage.read(MARK)

    def test_without_the_mark_another_key_is_refused_and_nothing_is_written(
        self, unmarked: Store, tmp_path: Path
    ) -> None:
        before = files(tmp_path)
        with pytest.raises(StoreError, match="made with another key"):
            key_of(unmarked, {"RECONCILE_KEY": "x" * 40})
        with pytest.raises(StoreError, match="was made with it"):
            key_of(unmarked, {})
        assert files(tmp_path) == before

    def test_without_the_mark_and_a_reference_the_mark_is_asked_for(self, store: Store) -> None:
        store.add(LEDGER, [FACT])
        with pytest.raises(StoreError, match="key-mark is missing from this store"):
            key_of(store, KEY)

    def test_the_store_does_not_hold_the_offices_key(self, store: Store, tmp_path: Path) -> None:
        key_of(store, KEY)
        assert KEY["RECONCILE_KEY"].encode() not in b"".join(files(tmp_path).values())

    def test_a_look_makes_no_key(self, store: Store, tmp_path: Path) -> None:
        assert not key_at_hand(store, {}).kept
        assert files(tmp_path) == {}

    def test_the_development_key_says_what_it_is(self, store: Store, tmp_path: Path) -> None:
        key_of(store, {})
        assert f"private/{DEVELOPMENT_KEY}" in files(tmp_path)


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "shown"),
        [
            ("private", "private"),
            ("sftp://user:secret@host:22/folder", "sftp://user:***@host:22/folder"),
            ("s3://bucket/folder?key=secret", "s3://bucket/folder"),
            ("abfs://[secret", "abfs://…"),
        ],
    )
    def test_are_shown_without_a_secret(self, address: str, shown: str) -> None:
        assert masked(address) == shown

    def test_one_of_a_kind_that_cannot_refuse_a_second_file_is_looked_at_first(self, tmp_path: Path) -> None:
        storage = open_storage(f"memory://{tmp_path.name}")
        storage.create("one", b"1")
        storage.create("one", b"2")
        assert (storage.read("one"), list(storage.names(""))) == (b"1", ["one"])

    def test_an_unknown_kind_is_told(self) -> None:
        with pytest.raises(StoreError, match="not understood"):
            open_storage("nothing://host/folder")

    def test_a_store_that_is_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "private").write_bytes(b"x")
        with pytest.raises(StoreError, match="is a file, not a folder"):
            open_storage(str(tmp_path / "private"))

    def test_one_of_which_the_system_will_not_hear_is_told(self) -> None:
        with pytest.raises(StoreError, match="could not open: file name too long"):
            open_storage("a" * 5000)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may enter every folder")
    def test_one_in_a_folder_that_may_not_be_entered_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "locked").mkdir(mode=0o000)
        with pytest.raises(StoreError, match="could not open: permission denied"):
            open_storage(str(tmp_path / "locked/private"))
