"""Output folders: what is refused, and one build at a time."""

import os
import threading

import pytest

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import locks
from partner_playbooks.project.folder import Project
from partner_playbooks.project.locks import hold_folders
from partner_playbooks.publishing.output import Output, swap_together
from partner_playbooks.publishing.swapping import MARKER


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project" / "content").mkdir(parents=True)
    return Project.find(tmp_path / "project")


def publish(out, text):
    out.site.parent.mkdir(parents=True, exist_ok=True)
    out.prepare()
    out.fresh.mkdir(parents=True)
    (out.fresh / "index.html").write_text(text)
    out.mark()
    swap_together([out])
    out.clean()


def test_the_new_site_takes_the_place_of_the_old_one_and_leaves_nothing_behind(tmp_path, project):
    out = Output(tmp_path / "site" / "internal", "internal")
    publish(out, "one")
    out.refuse_if_foreign(project)
    publish(out, "two")
    assert (out.site / "index.html").read_text() == "two"
    assert os.listdir(tmp_path / "site") == ["internal"]
    assert sorted(os.listdir(out.site)) == [MARKER, "index.html"]


def test_what_a_killed_build_left_is_removed(tmp_path):
    out = Output(tmp_path / "internal", "internal")
    publish(out, "old")
    out.prepare()
    (out.work / "half").write_text("made")
    out.prepare()
    assert os.listdir(out.work) == []


def refusal(out, project):
    with pytest.raises(UserError) as caught:
        out.refuse_if_foreign(project)
    return str(caught.value)


def test_a_folder_with_foreign_files_is_refused_and_untouched(tmp_path, project):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert "not ours" in refusal(Output(tmp_path / "mine", "internal"), project)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_a_broken_marker_does_not_make_a_folder_ours(tmp_path, project):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / MARKER).write_text("[]")
    assert "not ours" in refusal(Output(tmp_path / "mine", "internal"), project)


def test_an_empty_folder_may_be_used(tmp_path, project):
    (tmp_path / "new").mkdir()
    Output(tmp_path / "new", "internal").refuse_if_foreign(project)


def test_the_other_edition_is_refused(tmp_path, project):
    publish(Output(tmp_path / "site", "internal"), "secret")
    assert "holds the internal edition" in refusal(Output(tmp_path / "site", "partner"), project)


def test_links_files_and_sources_are_refused(tmp_path, project):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("")
    assert "symbolic link" in refusal(Output(tmp_path / "link", "internal"), project)
    assert "is a file" in refusal(Output(tmp_path / "file", "internal"), project)
    for place in (project.root, project.root.parent, project.root / "content", project.root / "theme" / "site"):
        assert "overlaps" in refusal(Output(place, "internal"), project)


def test_one_build_at_a_time(tmp_path):
    waiting = threading.Event()
    order = []

    def second():
        with hold_folders([tmp_path], waiting.set):
            order.append("second")

    with hold_folders([tmp_path, tmp_path], lambda: None):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(5)
        order.append("first")
    other.join(5)
    assert order == ["first", "second"]
    assert os.listdir(tmp_path) == []


def test_where_the_system_has_no_such_locks_folders_are_made_and_none_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "fcntl", None)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("Windows opens no folder"))
    with hold_folders([tmp_path / "site"], lambda: pytest.fail("nobody waits")) as descriptors:
        assert descriptors == ()
        assert (tmp_path / "site").is_dir()
