"""Output folders: what is refused, and one build at a time."""

import errno
import os
import shutil
import subprocess
import sys
import threading

import pytest
from rights import run_without_rights

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import locks
from partner_playbooks.project.folder import Project
from partner_playbooks.project.locks import hold_folders
from partner_playbooks.publishing.output import Output, swap_together
from partner_playbooks.publishing.site import hold_sites
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


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
@pytest.mark.parametrize("closed", ["the site", "a folder in it", "all of it"])
def test_a_site_that_may_not_be_written_to_any_more_is_replaced_all_the_same(tmp_path, closed):
    out = Output(tmp_path / "site" / "internal", "internal")
    publish(out, "one")
    (out.site / "a" / "b").mkdir(parents=True)
    (out.site / "a" / "b" / "x").write_text("x")
    for folder in {"the site": [""], "a folder in it": ["a"], "all of it": ["a/b", "a", ""]}[closed]:
        (out.site / folder).chmod(0o555)
    try:
        for text in ("two", "three"):
            assert run_without_rights(lambda text=text: publish(out, text))
            assert (out.site / "index.html").read_text() == text
            assert os.listdir(tmp_path / "site") == ["internal"]
    finally:
        subprocess.run(["chmod", "-R", "u+w", tmp_path], check=True)


@pytest.mark.parametrize("left", ["work", "old"])
def test_what_an_earlier_build_left_goes_before_anything_else(tmp_path, project, left):
    """Also where nothing has changed: pages of an old site would stand beside the new one."""
    out = Output(tmp_path / "site" / "internal", "internal")
    publish(out, "one")
    (getattr(out, left) / "stages").mkdir(parents=True)
    with hold_sites(project, {Audience.INTERNAL: out.site}, lambda: pytest.fail("nobody is waited for")):
        assert os.listdir(tmp_path / "site") == ["internal"]


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_whatever_stands_in_the_place_of_our_own_folders_goes(tmp_path, kind):
    out = Output(tmp_path / "site" / "internal", "internal")
    publish(out, "one")
    for place in (out.work, out.old):
        if kind == "file":
            place.touch()
        elif kind == "link":
            place.symlink_to(tmp_path)
        else:
            (place / "a").mkdir(parents=True)
    publish(out, "two")
    assert os.listdir(tmp_path / "site") == ["internal"]


def test_what_cannot_be_removed_is_told_by_the_next_build(tmp_path, monkeypatch):
    out = Output(tmp_path / "site" / "internal", "internal")
    publish(out, "one")
    (out.work / "a").mkdir(parents=True)

    def refuse(path, *_, **__):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    out.clean()
    with pytest.raises(OSError, match="busy"):
        out.prepare()


def refusal(out, project):
    with pytest.raises(UserError) as caught:
        out.refuse_if_foreign(project)
    return str(caught.value)


def test_a_folder_with_foreign_files_is_refused_and_untouched(tmp_path, project):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert "not ours" in refusal(Output(tmp_path / "mine", "internal"), project)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("marker", ["[]", "[" * 200_000])
def test_a_broken_marker_does_not_make_a_folder_ours(tmp_path, project, marker):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / MARKER).write_text(marker)
    assert "not ours" in refusal(Output(tmp_path / "mine", "internal"), project)


def test_a_folder_below_another_site_is_refused(tmp_path, project):
    """The next build of that one would take it away."""
    outer = Output(tmp_path / "site", "internal")
    publish(outer, "one")
    assert "overlaps" in refusal(Output(tmp_path / "site" / "more" / "partner", "partner"), project)


def test_a_link_in_the_place_of_an_old_site_is_not_followed(tmp_path):
    out = Output(tmp_path / "site" / "internal", "internal")
    publish(out, "one")
    publish(Output(tmp_path / "elsewhere", "internal"), "other")
    out.old.symlink_to(tmp_path / "elsewhere")
    publish(out, "two")
    assert not out.site.is_symlink()
    assert not out.old.exists()
    assert (tmp_path / "elsewhere" / MARKER).exists()


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
    own = (project.root / name for name in ("content", "theme/site", ".playbooks-cache/site"))
    for place in (project.root, project.root.parent, *own):
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


def test_a_folder_that_nothing_was_put_into_goes_again(tmp_path):
    (tmp_path / "there").mkdir()
    with hold_folders([tmp_path / "there", tmp_path / "a" / "b", tmp_path / "c"], lambda: None):
        (tmp_path / "c" / "site").mkdir()
    assert sorted(os.listdir(tmp_path)) == ["c", "there"]


def test_who_waited_for_a_folder_that_went_holds_the_one_that_stands(tmp_path):
    waiting, held = threading.Event(), []

    def second():
        with hold_folders([tmp_path / "site"], waiting.set) as (descriptor,):
            held.append(os.path.samestat(os.fstat(descriptor), (tmp_path / "site").stat()))

    with hold_folders([tmp_path / "site"], lambda: None):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(5)
    other.join(5)
    assert held == [True]
