"""Content as git remembers it: real repositories, whole, shallow, in a sub-folder, or none."""

from datetime import date

import pytest
from repositories import ROLE, git, save

from partner_playbooks.changes import History
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.revisions import read_history, read_revision


@pytest.fixture
def repository(tmp_path):
    """Three states on two days, and a commit that leaves the content alone."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    save(folder, "one\n", "2026-11-02")
    save(folder, "two\n", "2026-11-02")
    save(folder, "three ✓\n", "2026-11-05")
    save(folder, "# Read me\n", "2026-11-09", "README.md")
    return folder


def test_a_revision_is_a_commit_a_branch_a_tag_or_a_folder(repository, tmp_path):
    project = Project.find(repository)
    git(repository, "tag", "v1", "HEAD~2")
    assert read_revision(project, "v1")[0] == {ROLE: b"two\n"}
    assert read_revision(project, "main")[0] == {ROLE: "three ✓\n".encode()}
    assert read_revision(project, git(repository, "rev-parse", "HEAD~3")[:12])[0] == {ROLE: b"one\n"}
    (tmp_path / "other" / "content" / "roles").mkdir(parents=True)
    (tmp_path / "other" / ROLE).write_text("other\n")
    assert read_revision(project, str(tmp_path / "other"))[0] == {ROLE: b"other\n"}


@pytest.mark.parametrize("name", ["no-such", "--help", "HEAD; echo x", "v1..main", ""])
def test_what_is_no_revision_is_told(repository, name):
    with pytest.raises(UserError, match="there is no revision or folder"):
        read_revision(Project.find(repository), name)[0]


def test_history_is_one_state_a_day_the_newest_first(repository):
    found = read_history(Project.find(repository))
    assert found.complete
    assert [(state.day, state.files[ROLE].decode()) for state in found.states] == [
        (date(2026, 11, 5), "three ✓\n"),
        (date(2026, 11, 2), "two\n"),
    ]


def test_a_project_may_stand_in_a_folder_of_its_repository(repository):
    save(repository, "inner\n", "2026-11-10", f"handbook/{ROLE}")
    project = Project.find(repository / "handbook")
    assert read_revision(project, "HEAD")[0] == {ROLE: b"inner\n"}
    assert [state.day for state in read_history(project).states] == [date(2026, 11, 10)]


def test_a_shallow_clone_is_known_to_lack_older_states(repository, tmp_path):
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))
    assert read_history(Project.find(clone)).complete is False


def test_in_no_repository_there_is_no_history(tmp_path, monkeypatch):
    (tmp_path / "plain" / "content").mkdir(parents=True)
    assert read_history(Project.find(tmp_path / "plain")) == History()
    monkeypatch.setenv("PATH", "")
    assert read_history(Project.find(tmp_path / "plain")) == History()


def test_links_and_large_files_are_not_read(repository):
    (repository / "content" / "roles" / "link.yml").symlink_to("/etc/hosts")
    save(repository, "x" * 1_000_001, "2026-11-12", "content/roles/large.yml")
    assert list(read_revision(Project.find(repository), "HEAD")[0]) == [ROLE]
