"""The past is compared once, and is the same when it is read again; what nobody can read is compared anew."""

import subprocess

import pytest

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project import chronicles
from partner_playbooks.project.chronicles import read_chronicle
from partner_playbooks.project.folder import Project
from partner_playbooks.project.new_handbook import start_handbook

WHO = ("-c", "user.name=a new user", "-c", "user.email=new@example.com", "-c", "commit.gpgsign=false")


def commit(root, day):
    when = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", "-C", root, "add", "content"], check=True)
    subprocess.run(["git", "-C", root, *WHO, "commit", "-qm", "x"], check=True, env=when)


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "ours"
    start_handbook(root, minimal=True)
    subprocess.run(["git", "-C", root, "init", "-q"], check=True)
    commit(root, "2026-01-01")
    stage = root / "content" / "stages" / "onboard.yml"
    text = (
        stage.read_text(encoding="utf-8")
        .replace("day: 5", "day: 6")
        .replace("owner: alliance-lead", "owner: partner-manager")
    )
    stage.write_text(text.replace("title: Onboard", "title: „Onboard“ & more"), encoding="utf-8")
    commit(root, "2026-02-01")
    return Project.find(root)


@pytest.mark.parametrize("audience", Audience)
def test_what_is_kept_is_what_was_compared(project, audience, monkeypatch):
    compared = read_chronicle(project, audience, fresh=True)
    assert not project.finished.folder.exists()
    assert any(change.roles for day in compared.days for change in day.changes)
    assert read_chronicle(project, audience) == compared
    monkeypatch.setattr(chronicles, "build_chronicle", lambda *_: pytest.fail("compared again"))
    assert read_chronicle(project, audience) == compared


def test_another_commit_is_another_past(project):
    before = read_chronicle(project, Audience.INTERNAL)
    stage = project.root / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text(encoding="utf-8").replace("day: 6", "day: 7"), encoding="utf-8")
    assert read_chronicle(project, Audience.INTERNAL) == before
    commit(project.root, "2026-03-01")
    assert len(read_chronicle(project, Audience.INTERNAL).days) == len(before.days) + 1


@pytest.mark.parametrize("foreign", [b"[]", b"{}", b"not JSON", b'{"days": [{}], "known": 1, "complete": 1}', b"null"])
def test_what_somebody_else_has_put_there_is_not_read(project, foreign):
    compared = read_chronicle(project, Audience.INTERNAL)
    (kept,) = project.finished.folder.glob("*/*")
    project.finished.keep(kept.name, foreign)
    assert read_chronicle(project, Audience.INTERNAL) == compared
