"""A change is noticed whatever becomes of the folders and files that the system watches."""

import os
import shutil
import threading

import pytest

from partner_playbooks.preview import watching
from partner_playbooks.preview.watching import watch_project
from partner_playbooks.project.folder import Project


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content" / "stages").mkdir(parents=True)
    (tmp_path / "content" / "stages" / "join.yml").write_text("id: join\n")
    (tmp_path / "site_config.yml").write_text("site_name: x\n")
    return Project(tmp_path)


@pytest.fixture
def noticed(project):
    """Do something and tell whether it is noticed, within a minute."""
    changed = threading.Event()

    def noticed_(act):
        changed.clear()
        act()
        return changed.wait(60)

    with watch_project(project, changed):
        yield noticed_


def replace(path, text):
    fresh = path.with_name(f"{path.name}~")
    fresh.write_text(text)
    fresh.replace(path)


@pytest.mark.site
def test_every_kind_of_change_is_noticed_again_and_again(project, noticed):
    stage, config = project.root / "content" / "stages" / "join.yml", project.root / "site_config.yml"
    for number in range(2):
        assert noticed(lambda: stage.write_text("id: join\ntitle: x\n"))
        assert noticed(lambda number=number: replace(stage, f"id: {number}\n"))
        assert noticed(lambda number=number: replace(config, f"site_name: {number}\n"))
        assert noticed(lambda: shutil.rmtree(project.root / "content"))
        assert noticed(lambda: (stage.parent.mkdir(parents=True), stage.write_text("id: join\n")))
        assert noticed(lambda: ((project.root / "theme").mkdir(), (project.root / "theme" / "a.css").write_text("a")))
        assert noticed(lambda: (project.root / "theme" / "a.css").write_text("b"))
        assert noticed(lambda: shutil.rmtree(project.root / "theme"))
        assert noticed(config.unlink)
        assert noticed(lambda: config.write_text("site_name: x\n"))


def test_a_system_that_tells_nothing_is_no_obstacle(project, monkeypatch):
    def refuse(*_places, **_options):
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching.watchfiles, "watch", refuse)
    changed = threading.Event()
    with watch_project(project, changed):
        replace(project.root / "content" / "stages" / "join.yml", "id: other\n")
        assert changed.wait(60)


def test_a_state_is_that_of_the_files_alone(project):
    before = project.state()
    assert {os.path.basename(path) for path in before} >= {"join.yml", "site_config.yml"}  # noqa: PTH119 - of text
    (project.root / "content" / "stages" / ".join.yml.swp").write_text("litter")
    (project.root / "content" / "empty").mkdir()
    (project.root / "elsewhere.txt").write_text("x")
    assert project.state() == before
    os.utime(project.root / "content" / "stages" / "join.yml", ns=(1, 1))
    assert project.state() != before
