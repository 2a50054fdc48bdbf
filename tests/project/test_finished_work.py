"""Finished work: what is whole is given, and nothing else; the folder stays small, and a disk may refuse."""

import os

import pytest

from partner_playbooks.project.finished_work import FinishedWork, make_key

KEY, OTHER = make_key(b"one"), make_key(b"two")


@pytest.fixture
def work(tmp_path):
    return FinishedWork(tmp_path / "kept")


def test_a_piece_is_found_under_its_key_alone(work):
    work.keep(KEY, b"made")
    assert work.find(KEY) == b"made"
    assert work.find(OTHER) is None


def test_where_one_input_ends_and_the_next_begins_counts():
    assert len({make_key(b"ab", b"c"), make_key(b"a", b"bc"), make_key(b"abc"), make_key(b"abc", b"")}) == 4


def test_every_byte_that_differs_and_every_cut_is_noticed(work):
    work.keep(KEY, b"made of this and that")
    (path,) = work.folder.glob("*/*")
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        assert work.find(KEY) is None
        path.write_bytes(whole[:at])
        assert work.find(KEY) is None
    path.write_bytes(whole)
    assert work.find(KEY) is not None


def test_a_piece_under_the_name_of_another_is_not_taken(work):
    work.keep(KEY, b"made")
    work.keep(OTHER, b"other")
    work._place(KEY).replace(work._place(OTHER))
    assert work.find(OTHER) is None


def test_what_was_not_used_for_longest_goes_first(work):
    keys = [make_key(bytes([number])) for number in range(10)]
    for number, key in enumerate(keys):
        work.keep(key, os.urandom(1000))
        os.utime(work._place(key), (number, number))
    assert work.find(keys[0]) is not None  # now the last that was used
    work.tidy(most=5_500)
    assert [key for key in keys if work.find(key) is not None] == [keys[0], *keys[6:]]
    assert (work.folder / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("text", ["", "*"])
def test_a_note_that_a_full_disk_has_cut_short_is_written_again(tmp_path, text):
    """Without it, a repository takes in all that is kept."""
    work = FinishedWork(tmp_path / "kept")
    work.keep(KEY, b"made")
    (work.folder / ".gitignore").write_text(text)
    work.tidy()
    assert (work.folder / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("blocking", ["file", "link"])
def test_a_folder_that_cannot_be_used_is_as_none(tmp_path, blocking):
    place = tmp_path / "kept"
    place.write_text("a file") if blocking == "file" else place.symlink_to(tmp_path / "nowhere")
    work = FinishedWork(place)
    work.keep(KEY, b"made")
    work.tidy()
    assert work.find(KEY) is None
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_what_is_not_ours_stays_whatever_its_age(work, tmp_path):
    """Somebody leads the folder to a disk with room, and other things are on it."""
    work.keep(KEY, b"made")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    others = [
        work.folder / "photos" / "a.jpg",
        work.folder / KEY[:2] / "a.jpg",
        work.folder / "zz" / KEY,
        elsewhere / f"{'ab' * 32}",
    ]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(100))
        os.utime(path, (1, 1))
    (work.folder / "ab").symlink_to(elsewhere)
    work.tidy(most=0)
    assert work.find(KEY) is None
    assert all(path.is_file() for path in others)


def test_a_folder_that_goes_while_it_is_tidied_stops_nobody(work, monkeypatch):
    """Python 3.11 tells of a folder that is gone when its turn comes."""

    def list_half(*_):
        yield work._place(KEY)
        raise FileNotFoundError(2, "No such file or directory")

    work.keep(KEY, b"made")
    monkeypatch.setattr("pathlib.Path.glob", list_half)
    work.tidy(most=0)
    assert work.find(KEY) is None


def test_nothing_half_written_stays_where_there_is_no_room(work, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    work.keep(KEY, b"made")
    assert list(work.folder.glob("*/*")) == []


def test_what_json_holds_is_made_once(work):
    made = []

    def recall(key):
        return work.recall(key, lambda: {"pages": [made.append(1) or len(made)], "none": None}, still=lambda: True)

    assert recall(KEY) == recall(KEY) == {"pages": [1], "none": None}
    assert recall(OTHER) == {"pages": [2], "none": None}
    work.keep(KEY, b"no json")
    assert recall(KEY) == recall(KEY) == {"pages": [3], "none": None}


def test_what_changed_while_something_was_made_of_it_is_not_kept(work):
    assert work.recall(KEY, lambda: 1, still=lambda: False) == 1
    assert work.find(KEY) is None
    assert work.recall(KEY, lambda: 2, still=lambda: True) == 2
    assert work.recall(KEY, lambda: 3, still=lambda: False) == 2


def test_the_folder_is_tidied_when_something_was_kept(work, monkeypatch):
    tidied = []
    monkeypatch.setattr(FinishedWork, "tidy", lambda self: tidied.append(self.folder))
    for _ in range(2):
        work.recall(KEY, lambda: 1, still=lambda: True)
    assert tidied == [work.folder]
