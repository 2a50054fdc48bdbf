"""Committed folders of generated files: written where they differ, foreign files left alone."""

import errno

import pytest
from faulty import Operations, failing

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.artifact import Page
from partner_playbooks.project import playbooks_folder
from partner_playbooks.project.generated import Generated

NOTICE = "-- made by us --\n"


def wanted(folder, *paths):
    return Generated(folder, {path: (NOTICE + "Hello\n").encode() for path in paths}, NOTICE.encode())


def test_files_are_written_and_are_not_stale_afterwards(tmp_path):
    files = wanted(tmp_path, "index.md", "stages/activate.md")
    assert files.write() == 2
    assert (tmp_path / "stages" / "activate.md").read_text() == NOTICE + "Hello\n"
    assert list(files.stale()) == []
    assert files.write() == 0


def test_what_differs_is_told_and_mended(tmp_path):
    wanted(tmp_path, "index.md", "old.md").write()
    (tmp_path / "index.md").write_text(NOTICE + "edited by hand")
    now = wanted(tmp_path, "index.md", "new.md")
    assert list(now.stale()) == [("index.md", "changed"), ("new.md", "missing"), ("old.md", "left over")]
    now.write()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.md", "new.md"]


def test_a_file_that_is_not_ours_is_not_replaced(tmp_path):
    (tmp_path / "index.md").write_text("my own")
    with pytest.raises(UserError, match="not generated"):
        wanted(tmp_path, "index.md").write()
    assert (tmp_path / "index.md").read_text() == "my own"


def test_a_file_that_is_not_ours_stays(tmp_path):
    (tmp_path / "notes.md").write_text("my own")
    wanted(tmp_path, "index.md").write()
    assert (tmp_path / "notes.md").read_text() == "my own"


def test_a_playbook_begins_with_a_notice(tmp_path):
    made = playbooks_folder.list_wanted_pages(tmp_path, [Page("index.md", "Hello", "# Hello\n", ())])
    assert made.files == {"index.md": (playbooks_folder.NOTICE + "# Hello\n").encode()}


def test_a_file_that_cannot_be_written_is_the_former_one_and_leaves_nothing_beside_it(tmp_path, monkeypatch):
    """What lay beside it would be committed with the folder (faults A6)."""
    wanted(tmp_path, "index.md").write()
    changed = Generated(tmp_path, {"index.md": (NOTICE + "New\n").encode()}, NOTICE.encode())
    for at in (1, 2):  # after the folder is there: it is written, it takes the place
        Operations(monkeypatch, failing(errno.EIO), at)
        with pytest.raises(OSError, match="Input/output"):
            changed.write()
        monkeypatch.undo()
        assert [path.name for path in tmp_path.iterdir()] == ["index.md"]
        assert (tmp_path / "index.md").read_text() == NOTICE + "Hello\n"
    assert changed.write() == 1
