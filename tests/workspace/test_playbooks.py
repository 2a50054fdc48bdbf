"""The committed playbooks folder: written where it differs, foreign files left alone."""

import pytest

from partner_playbooks.diagnostics import UserError
from partner_playbooks.pages.artifact import Page
from partner_playbooks.workspace.playbooks import NOTICE, stale, write


def page(path, markdown="# Hello\n"):
    return Page(path, "Hello", markdown, ())


def test_pages_are_written_with_a_notice_and_are_not_stale_afterwards(tmp_path):
    pages = [page("index.md"), page("stages/activate.md")]
    assert write(tmp_path, pages) == 2
    assert (tmp_path / "stages" / "activate.md").read_text() == NOTICE + "# Hello\n"
    assert list(stale(tmp_path, pages)) == []
    assert write(tmp_path, pages) == 0


def test_what_differs_is_told_and_mended(tmp_path):
    write(tmp_path, [page("index.md"), page("old.md")])
    (tmp_path / "index.md").write_text(NOTICE + "edited by hand")
    now = [page("index.md"), page("new.md")]
    assert list(stale(tmp_path, now)) == [("index.md", "changed"), ("new.md", "missing"), ("old.md", "left over")]
    write(tmp_path, now)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.md", "new.md"]


def test_a_file_that_is_not_ours_is_not_replaced(tmp_path):
    (tmp_path / "index.md").write_text("my own")
    with pytest.raises(UserError, match="not generated"):
        write(tmp_path, [page("index.md")])
    assert (tmp_path / "index.md").read_text() == "my own"


def test_a_file_that_is_not_ours_stays(tmp_path):
    (tmp_path / "notes.md").write_text("my own")
    write(tmp_path, [page("index.md")])
    assert (tmp_path / "notes.md").read_text() == "my own"
