"""What is found beside the preview is what is found in it; where the other process fails, it is found all the same."""

import errno
import multiprocessing
import os
import shutil
import threading
from datetime import date

import pytest
from running import playbooks

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.preview.building import Builder
from partner_playbooks.preview.checker import Checker, start_checker
from partner_playbooks.preview.preview_state import PreviewState
from partner_playbooks.project.folder import Project
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.workers import begin_forked

TODAY = date(2026, 11, 20)
MISTAKES = {"none": "", "a field that there is none of": "wrong: 1\n", "no YAML": "x: [\n"}
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shipped") / "project"
    assert playbooks("init", "--minimal", folder).returncode == 0
    return folder


@pytest.fixture
def project(shipped, tmp_path):
    return Project(shutil.copytree(shipped, tmp_path / "project"))


def find_stage(project):
    return next((project.root / "content" / "stages").glob("*.yml"))


@pytest.fixture
def checker(project, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with start_checker(project) as checker:
        yield checker


@needs_fork
def test_what_is_found_beside_is_what_is_found_here(project, checker):
    stage = find_stage(project)
    text = stage.read_text()
    broken = {**MISTAKES, "a role that there is none of": text.replace("owner: ", "owner: no-", 1)}
    found = set()
    for more in (*broken.values(), *reversed(broken.values())):
        stage.write_text(more if more.startswith("id") else text + more)
        opened = open_project(project, TODAY)
        beside = checker.begin(opened)()
        here = open_project(project, TODAY).examined
        assert (beside.diagnostics, beside.texts) == (here.diagnostics, here.texts)
        assert beside.handbook is opened.handbook
        found.add(here.has_errors)
    assert found == {True, False}


@needs_fork
def test_a_process_that_is_killed_is_missed_by_nobody(project, checker):
    stage = find_stage(project)
    stage.write_text(stage.read_text() + MISTAKES["a field that there is none of"])
    opened = open_project(project, TODAY)
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    for _ in range(2):
        assert checker.begin(opened)().diagnostics == opened.examined.diagnostics


@needs_fork
def test_what_fails_beside_is_told_here_and_the_next_is_checked(project, checker):
    opened = open_project(project, TODAY)
    (project.root / "theme").mkdir()
    link = project.root / "theme" / "link"
    link.symlink_to("nowhere")
    with pytest.raises(UserError, match="symbolic link"):
        checker.begin(opened)()
    link.unlink()
    assert not checker.begin(open_project(project, TODAY))().has_errors


@needs_fork
def test_an_answer_that_nobody_waited_for_is_no_answer_to_the_next_order(project, checker):
    stage = find_stage(project)
    text = stage.read_text()
    stage.write_text(text + MISTAKES["a field that there is none of"])
    first = checker.begin(open_project(project, TODAY))
    assert first().has_errors
    checker.begin(open_project(project, TODAY))
    stage.write_text(text)
    assert not checker.begin(open_project(project, TODAY))().has_errors


@needs_fork
def test_a_large_answer_that_nobody_waited_for_stops_no_large_order(project, checker):
    """Either is more than a pipe holds: each end would wait until the other one reads."""
    stage = find_stage(project)
    text = stage.read_text()
    stage.write_text(text + "".join(f"wrong_{number}: 1\n" for number in range(2000)))
    checker.begin(open_project(project, TODAY))
    stage.write_text(text + "# a remark\n" * 50_000)
    asked = threading.Thread(target=lambda: found.append(checker.begin(open_project(project, TODAY))()), daemon=True)
    found = []
    asked.start()
    asked.join(60)
    assert [each.has_errors for each in found] == [False]


@needs_fork
def test_where_no_further_process_may_start_all_is_checked_here(project, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "fork", refuse)
    with start_checker(project) as checker:
        opened = open_project(project, TODAY)
        assert checker.begin(opened)() is opened.examined


def refuse():
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def test_on_one_processor_all_is_checked_here(project, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    before = multiprocessing.active_children()
    with start_checker(project) as checker:
        opened = open_project(project, TODAY)
        assert multiprocessing.active_children() == before
        assert checker.begin(opened)() is opened.examined


@needs_fork
def test_a_forked_process_begins_no_other():
    """One that is ended with its parent may have no children."""
    context = multiprocessing.get_context("fork")
    mine, its = context.Pipe(duplex=False)

    def work():
        with begin_forked(os.getpid) as wait:
            its.send(wait() == os.getpid())

    process = context.Process(target=work, daemon=True)
    process.start()
    assert mine.poll(20)
    assert mine.recv()
    process.join()


def test_what_cannot_be_read_is_told_before_the_rest_is_checked(project, tmp_path):
    told = []

    class Waiting(Checker):
        def begin(self, opened):
            check = super().begin(opened)

            def wait():
                told.append(state.news("", "", "", 0)[1])
                return check()

            return wait

    state, changed = PreviewState(), threading.Event()
    folder = tmp_path / "preview"
    folder.mkdir()
    stage = find_stage(project)
    stage.write_text(stage.read_text().replace("owner: ", "owner: no-", 1) + "wrong: 1\n")
    builder = Builder(project, Audience.INTERNAL, folder, state, tell=told.append, checker=Waiting())
    builder._begin(changed)
    first, words = told[0], "".join(told[1:])
    assert "wrong" in first
    assert "no-" not in first
    assert "wrong" in words
    assert "no-" in words
    assert "no-" in state.news("", "", "", 0)[1]
