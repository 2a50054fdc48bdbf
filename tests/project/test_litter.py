"""What programs leave behind changes nothing, wherever a project's folder is listed (faults E4)."""

import shutil
import subprocess
import threading
from datetime import date

import pytest
from running import playbooks
from sampling import some
from watchfiles import Change

from partner_playbooks.preview import watching
from partner_playbooks.project import new_handbook, resources
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.generated import Generated
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.revisions import read_revision
from partner_playbooks.publishing.output import MARKER, Output

LITTER = [
    ".DS_Store",
    "._join.yml",
    ".#join.yml",
    "#join.yml#",
    "join.yml~",
    ".join.yml.swp",
    ".join.yml.swx",
    "join.swo",
    "4913",
    "join.yml.bak",
    "join.yml.BAK",
    "join.orig",
    "join.yml.rej",
    "join.tmp",
    "join_LOCAL_8123.yml",
    "join.yml___jb_tmp___",
    "~$join.docx",
    ".~lock.join.docx#",
    "Thumbs.db",
    "thumbs.db",
    "desktop.ini",
    "Desktop.ini",
    ".gitignore",
    ".idea/workspace.xml",
    ".git/config",
    "__MACOSX/._join.yml",
    "__pycache__/join.pyc",
]
WORK = ["join.md", "join.yaml", "join.yml.txt", "bak", "swp.css", "thumbs.dbx", "4913.css", "tmp"]
"""No litter: somebody's work, or a mistake that is to be told."""


@pytest.fixture
def project(tmp_path):
    new_handbook.start_handbook(tmp_path / "ours", minimal=True)
    (tmp_path / "ours" / "theme" / "documents" / "fonts").mkdir(parents=True)
    (tmp_path / "ours" / "theme" / "messages").mkdir()
    return Project.find(tmp_path / "ours")


def strew(folder, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0 not for us")


@pytest.mark.long
@pytest.mark.parametrize("name", some(LITTER, 6))
def test_litter_is_passed_over_wherever_a_folder_is_listed(project, name):
    content, theme, state = read_content(project), project.theme_files(), project.state()
    for folder in ("content/stages", "theme", "theme/site", "theme/messages", "theme/documents/fonts"):
        (project.root / folder).mkdir(exist_ok=True)
        strew(project.root / folder, name)
    assert read_content(project) == content
    assert project.theme_files() == theme
    assert project.state() == state
    places = project.list_watched()
    changed = str(project.root / "theme" / name)
    assert not watching._is_wanted(places, Change.modified, changed)


@pytest.mark.parametrize("name", some(WORK, 2))
def test_work_is_not_taken_for_litter(project, name):
    strew(project.root / "content" / "stages", name)
    strew(project.root / "theme", name)
    assert [found.code for found in read_content(project)[1]] == ["PB006"]
    assert name in project.theme_files()
    assert watching._is_wanted(project.list_watched(), Change.modified, str(project.root / "theme" / name))


@pytest.mark.long
def test_a_lock_of_emacs_in_the_theme_is_no_link_to_refuse(project):
    (project.root / "theme" / ".#main.html").symlink_to("somebody@machine.1234")
    (project.root / "theme" / "site").mkdir()
    (project.root / "theme" / "site" / ".#main.html").symlink_to("somebody@machine.1234")
    found = playbooks("check", "--project", project.root)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.long
def test_litter_that_was_committed_is_no_content_of_the_past(project):
    git = ["git", "-C", str(project.root), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    for name in (".hidden.yml", "._join.yml", "join_BASE_12.yml", ".idea/join.yml"):
        strew(project.root / "content" / "stages", name)
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "--force", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Begin"], check=True)
    assert read_revision(project, "HEAD")[0] == read_content(project)[0]
    assert open_project(project, date(2026, 11, 2)).examined.diagnostics == ()


def test_a_backup_of_a_generated_file_is_not_taken_for_ours(tmp_path):
    wanted = Generated(tmp_path, {"index.md": b"-- ours --\n"}, b"-- ours --")
    wanted.write()
    for name in ("index.md~", "index.md.orig", ".index.md.swp"):
        shutil.copyfile(tmp_path / "index.md", tmp_path / name)
    assert list(wanted.stale()) == []
    assert wanted.write() == 0
    assert (tmp_path / "index.md~").is_file()


@pytest.mark.long
def test_a_folder_that_a_file_manager_looked_into_is_still_empty(project):
    site_folder = project.root / "site" / "internal"
    site_folder.mkdir(parents=True)
    strew(site_folder, ".DS_Store")
    Output(site_folder, "internal").refuse_if_foreign(project)
    assert not (site_folder / MARKER).exists()
    staged = project.root.parent / "staged"
    staged.mkdir()
    strew(staged, "Thumbs.db")
    done = playbooks("stage", staged, "--project", project.root)
    assert done.returncode == 0, done.stderr
    strew(staged, ".htaccess")
    assert playbooks("stage", staged, "--project", project.root).returncode == 2


@pytest.mark.long
def test_a_handbook_starts_without_the_litter_of_its_source(tmp_path, monkeypatch):
    source = tmp_path / "source"
    shutil.copytree(resources.find_skeleton(), source)
    for name in (".DS_Store", "join.yml~"):
        strew(source / "content" / "stages", name)
    monkeypatch.setattr(resources, "find_skeleton", lambda: source)
    new_handbook.start_handbook(tmp_path / "ours", minimal=True)
    assert not {".DS_Store", "join.yml~"} & {path.name for path in (tmp_path / "ours" / "content").rglob("*")}


@pytest.mark.long
def test_a_preview_does_not_build_again_for_litter(project):
    changed = threading.Event()
    with watching.watch_project(project, changed):
        for name in ("#join.yml#", "join.yml.orig", "4913"):
            strew(project.root / "content" / "stages", name)
        assert not changed.wait(2)
