"""Real builds: complete or not at all, the same bytes every time, nothing of others touched."""

import filecmp
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import PLAYBOOKS, ROOT, playbooks

from partner_playbooks.project.locks import hold_folders

pytestmark = pytest.mark.site


PARTNER = ("--edition", "partner", "--zip")


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path):
    """The skeleton: small, so that building it is quick."""
    folder = tmp_path / "project"
    assert playbooks("init", folder, "--minimal").returncode == 0
    return folder


def build_elsewhere(project, *arguments):
    """Build the partner edition in another time zone, locale and order of hashes, and give its files."""
    environment = {**os.environ, "TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONHASHSEED": "42"}
    done = playbooks("build", "--project", project, *PARTNER, *arguments, env=environment, umask=0o077)
    assert done.returncode == 0, done.stderr
    return contents(project / "site" / "partner")


def test_the_same_content_gives_the_same_bytes(project, tmp_path):
    elsewhere = tmp_path / "another place"
    shutil.copytree(project, elsewhere)
    done = playbooks("build", "--project", project, *PARTNER)
    assert done.returncode == 0, done.stderr
    assert build_elsewhere(elsewhere) == contents(project / "site" / "partner")


@pytest.mark.slow
def test_all_content_and_its_history_give_the_same_bytes(sites, tmp_path):
    elsewhere = tmp_path / "another place"
    shutil.copytree(ROOT / "content", elsewhere / "content")
    git = ROOT / ".git"  # what changed is read from there
    if git.exists():
        (shutil.copy if git.is_file() else shutil.copytree)(git, elsewhere / ".git")
    assert build_elsewhere(elsewhere) == contents(sites / "partner")


def test_a_mistake_leaves_the_old_site_as_it_was(project):
    assert playbooks("build", "--project", project).returncode == 0
    before = contents(project / "site" / "internal")
    stage = project / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text().replace("owner: partner-manager", "owner: partner-manger", 1))
    done = playbooks("build", "--project", project)
    assert done.returncode == 1
    assert 'PB201 unknown role "partner-manger"' in done.stderr
    assert 'did you mean "partner-manager"?' in done.stderr
    assert contents(project / "site" / "internal") == before


def test_a_publisher_that_fails_leaves_the_old_site_as_it_was(project):
    assert playbooks("build", "--project", project).returncode == 0
    before = contents(project / "site" / "internal")
    broken = project / "theme" / "site" / "main.html"
    broken.parent.mkdir(parents=True)
    broken.write_text("{% extends %}")
    done = playbooks("build", "--project", project)
    assert done.returncode == 2
    assert contents(project / "site" / "internal") == before
    assert os.listdir(project / "site") == ["internal"]


def test_a_foreign_folder_is_refused(project, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = playbooks("build", "--project", project, "--output", tmp_path / "mine")
    assert done.returncode == 2
    assert "not ours" in done.stderr
    assert contents(tmp_path / "mine") == {"letter.txt": b"dear"}


def test_two_builds_at_once_end_in_a_complete_site(project):
    command = [PLAYBOOKS, "build", "--project", project]
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(120) for process in running] == [0, 0]
    assert os.listdir(project / "site") == ["internal"]
    assert (project / "site" / "internal" / "stages" / "onboard" / "index.html").is_file()


def test_a_build_that_has_waited_for_another_builds_what_stands_then(project):
    """Or an older one would have the last word."""
    stage = project / "content" / "stages" / "onboard.yml"
    with hold_folders([project / "site"], lambda: None):
        command = [PLAYBOOKS, "build", "--project", project]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert "waiting for it to end" in process.stderr.readline()
        stage.write_text(stage.read_text().replace("title: Onboard", "title: Welcome"))
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert "Welcome" in (project / "site" / "internal" / "stages" / "onboard" / "index.html").read_text()


@pytest.mark.parametrize("sign", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM])
def test_a_stopped_build_cleans_up(project, sign):
    assert playbooks("build", "--project", project).returncode == 0
    before = contents(project / "site" / "internal")
    slow_down(project)
    command = [PLAYBOOKS, "build", "--project", project]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(project)})
    wait_until((project / "slow.started").exists)
    time.sleep(0.3)  # it is asleep by now: while a module is imported, Python passes over what a signal raises
    process.send_signal(sign)
    _, words = process.communicate(timeout=10)
    assert process.returncode != 0
    assert b"Traceback" not in words
    assert os.listdir(project / "site") == ["internal"]
    assert contents(project / "site" / "internal") == before


def slow_down(project):
    """Let MkDocs take a minute, and leave a sign that it has begun."""
    (project / "slow.py").write_text(
        "import pathlib, time\n"
        "def makeExtension():\n"
        f"    pathlib.Path({str(project / 'slow.started')!r}).touch()\n"
        "    time.sleep(60)\n"
    )
    config = project / "site_config.yml"
    config.write_text(config.read_text().replace("markdown_extensions:\n", "markdown_extensions:\n  - slow\n"))


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_killed_build_leaves_the_old_site_whole(project, seed):
    assert playbooks("build", "--project", project).returncode == 0
    before = contents(project / "site" / "internal")
    stage = project / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text().replace("title: Onboard", "title: Welcome"))
    process = subprocess.Popen(
        [PLAYBOOKS, "build", "--project", project], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.Random(seed).uniform(0, 2))
    process.kill()
    process.wait()
    site = contents(project / "site" / "internal")
    if b"Welcome" not in site["index.html"]:
        assert site == before
    assert playbooks("build", "--project", project).returncode == 0
    assert b"Welcome" in contents(project / "site" / "internal")["index.html"]
    assert os.listdir(project / "site") == ["internal"]


def test_plain_mkdocs_builds_a_staging_folder(project, tmp_path):
    assert playbooks("stage", tmp_path / "staging", "--project", project, "--edition", "partner").returncode == 0
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", tmp_path / "staging" / "mkdocs.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (
        "Register the first deal" in (tmp_path / "staging" / "site" / "stages" / "onboard" / "index.html").read_text()
    )


@pytest.mark.slow
def test_generated_playbooks_are_up_to_date_after_generating(project):
    assert playbooks("generate", "--project", project, "--check").returncode == 1
    assert playbooks("generate", "--project", project).returncode == 0
    assert playbooks("generate", "--project", project, "--check").returncode == 0


def test_committed_playbooks_build_with_plain_mkdocs(tmp_path):
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        ROOT / "site_config.yml",
        "-d",
        tmp_path / "site",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "stages" / "activate" / "index.html").is_file()


def test_a_project_overlays_the_theme_file_by_file(project):
    messages = project / "theme" / "site" / "assets" / "images" / "logo.svg"
    messages.parent.mkdir(parents=True)
    messages.write_text('<svg xmlns="http://www.w3.org/2000/svg"><title>own</title></svg>')
    assert playbooks("build", "--project", project).returncode == 0
    built = project / "site" / "internal" / "assets" / "images" / "logo.svg"
    assert filecmp.cmp(messages, built, shallow=False)
    assert any(Path(project / "site" / "internal" / "assets" / "css").iterdir())


@pytest.mark.slow
def test_a_programme_that_shares_nothing_still_builds_both_editions(project):
    for path in (project / "content").rglob("*.yml"):
        path.write_text(path.read_text().replace("audience: partner", "audience: internal"))
    done = playbooks("build", "--project", project, "--edition", "all")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (project / "site" / "partner").glob("*/index.html")] == []
    assert "nothing to read here yet" in (project / "site" / "partner" / "index.html").read_text()
