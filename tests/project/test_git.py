"""Git, whatever users, hooks and scripts have set, and whatever is wrong: the right answer, or git's own reason."""

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from repositories import ROLE, git, save
from running import PLAYBOOKS, ROOT
from sampling import some

from partner_playbooks.changes import History
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.git import Repository, find_top
from partner_playbooks.project.revisions import find_head_commit, read_history, read_revision

BASE = ROOT / "tests" / "checks" / "base" / "content"
RENAMED = "title: Finance", "title: Money"


def diff(run, folder, *revisions):
    """Give what `playbooks diff` says: each change by the values before and after."""
    code, printed, told = run("diff", *revisions, "--project", folder, "--format", "json")
    assert (code, told) == (0, "")
    return read_changes(printed)


def read_changes(printed):
    return [(change["before"], change["after"]) for change in json.loads(printed)["changes"]]


CHANGED = [("Finance", "Money")]


def read_title(folder, revision):
    """Give the title as it was; quicker than `diff`, which renders all pages."""
    files, _ = read_revision(Project.find(folder), revision)
    return re.search("title: (.*)", files[ROLE].decode())[1]


def start(folder, *options):
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", *options)
    return folder


def commit(folder, day="2026-11-02", *options, **environment):
    git(folder, "add", "-A")
    git(folder, *options, "commit", "-q", "-m", "Change", day=day, **environment)


def rename(folder):
    role = folder / ROLE
    role.write_text(role.read_text().replace(*RENAMED))


@pytest.fixture
def handbook(tmp_path):
    """A handbook in a folder of its repository; one commit, and a change that is not committed."""
    top = start(tmp_path / "repository")
    shutil.copytree(BASE, top / "handbook" / "content")
    commit(top)
    rename(top / "handbook")
    return top / "handbook"


SETTINGS = """\
[log]
\tshowSignature = true
\tmailmap = true
\tdate = relative
\tfollow = true
[core]
\tquotePath = true
\tpager = false
\tfsmonitor = /nowhere/monitor
\tautocrlf = true
\tabbrev = 4
\twarnAmbiguousRefs = false
\thooksPath = /nowhere
[color]
\tui = always
[diff]
\texternal = /nowhere/diff
\tnoprefix = true
[pager]
\trev-list = cat
\trev-parse = cat
[i18n]
\tlogOutputEncoding = UTF-16
\tcommitEncoding = latin-1
[format]
\tpretty = fuller
[alias]
\trev-list = log
\tcat-file = status
[status]
\tshort = true
[blame]
\tdate = human
[fetch]
\tprune = true
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """All that a user may have set, in the file and in the environment."""
    (tmp_path / "gitconfig").write_text(SETTINGS)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for name, value in {
        "GIT_EXTERNAL_DIFF": "/nowhere/diff",
        "GIT_PAGER": "/nowhere/pager",
        "GIT_TRACE": "1",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_GLOB_PATHSPECS": "1",
        "LANGUAGE": "de",
        "LC_ALL": "de_DE.UTF-8",
    }.items():
        monkeypatch.setenv(name, value)


def sign(tmp_path, folder, day):
    """Commit with a signature that git cannot verify, as on a machine that lacks the signer's key."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    options = ["-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "-c", "commit.gpgSign=true"]
    commit(folder, day, *options)
    assert "gpgsig" in git(folder, "cat-file", "commit", "HEAD")


@pytest.mark.long
@pytest.mark.usefixtures("settings")
def test_no_setting_of_a_user_changes_an_answer(run, handbook, tmp_path):
    """log.showSignature with a signed commit, quotePath, mailmap, colours, pagers, aliases (faults E1)."""
    (handbook / ".mailmap").write_text("Other <other@example.com> A <a@example.com>\n")
    sign(tmp_path, handbook, "2026-11-05")
    assert diff(run, handbook, "HEAD~1") == CHANGED
    assert diff(run, handbook, "HEAD~1", "HEAD") == CHANGED
    found = read_history(Project.find(handbook))
    assert [state.day for state in found.states] == [date(2026, 11, 5), date(2026, 11, 2)]
    assert find_head_commit(Project.find(handbook)) == git(handbook, "rev-parse", "HEAD")


NAMES = [
    "roles/büro ✓.yml",
    'roles/a"b.yml',
    "roles/line\nend.yml",
    "roles/tab\tand \\.yml",
    "roles/-x.yml",
    "roles/*.yml",
]


@pytest.mark.usefixtures("settings")
def test_a_file_of_any_name_is_read_under_that_name(tmp_path):
    """Letters of any script, quotes, line ends, glob characters; no bytes that are no text (faults E1)."""
    folder = start(tmp_path / "repository" / 'with "quotes"\nand ünïcode')
    for number, name in enumerate(NAMES):
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"number {number}\n")
    Path(os.fsdecode(os.fsencode(folder) + b"/content/roles/\xff.yml")).write_text("latin\n")
    commit(folder)
    found = read_revision(Project.find(folder), "HEAD")[0]
    assert {
        f"content/{name}": f"number {number}\n".encode() for number, name in enumerate(NAMES)
    }.items() < found.items()
    assert found["content/roles/\\xff.yml"] == b"latin\n"
    assert len(found) == len(NAMES) + 1


HOOK = """\
#!/bin/sh
cd "$(git rev-parse --show-toplevel)/handbook"
echo "$GIT_DIR" > "$TOLD.environment"
"$PLAYBOOKS" diff HEAD --format json > "$TOLD"
"""


@pytest.mark.long
@pytest.mark.parametrize("linked", [True, False], ids=["linked worktree", "main worktree"])
def test_in_a_hook_the_handbook_in_a_folder_is_found(handbook, tmp_path, linked):
    """Git sets GIT_DIR for its hooks; what changed is told there, not that all is new (faults E1)."""
    top = handbook.parent
    hook = top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    tree = top
    if linked:
        tree = tmp_path / "linked"
        git(top, "worktree", "add", "-q", str(tree))
    rename(tree / "handbook")
    commit(tree, PLAYBOOKS=str(PLAYBOOKS), TOLD=str(tmp_path / "told"))
    assert bool((tmp_path / "told.environment").read_text().strip()) == linked
    assert read_changes((tmp_path / "told").read_text()) == CHANGED


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"]
)
def test_what_the_environment_says_of_another_repository_does_not_count(handbook, tmp_path, monkeypatch, name):
    """The handbook's own repository is read, whichever a script around it works on (faults E1)."""
    other = start(tmp_path / "other")
    monkeypatch.setenv(name, str(other / ".git"))
    assert read_title(handbook, "HEAD") == "Finance"


def clone(handbook, tmp_path, *options):
    source = handbook.parent
    git(source, "config", "uploadpack.allowFilter", "true")
    commit(source, "2026-11-05")
    git(tmp_path, "clone", "-q", *options, f"file://{source}", "clone")
    return source, tmp_path / "clone" / "handbook"


@pytest.mark.long
@pytest.mark.parametrize("lost", [["--filter=blob:none"], ["--filter=tree:0"], ["--filter=blob:limit=10"]], ids=str)
@pytest.mark.parametrize("how", some(["gone", "removed"], 1))
def test_a_partial_clone_without_its_remote_is_a_failure_and_nothing_is_told_as_new(run, handbook, tmp_path, lost, how):
    """Neither does `diff` call everything new nor does `build` publish a false "What changed" (faults E1)."""
    source, inner = clone(handbook, tmp_path, *lost)
    assert read_title(inner, "HEAD~1") == "Finance"  # what is missing is fetched
    shutil.rmtree(tmp_path / "clone")
    git(tmp_path, "clone", "-q", *lost, f"file://{source}", "clone")
    if how == "gone":
        source.rename(tmp_path / "elsewhere")
    else:
        git(inner, "remote", "remove", "origin")
    for command in (["diff", "HEAD~1"], ["build"]):
        code, printed, told = run(*command, "--project", inner)
        assert (code, printed) == (2, "")
        assert "error: git cannot read the history of" in told
        assert "without --filter" in told
    assert not (inner / "site").exists()


def distrust(handbook, monkeypatch):
    """Let the repository belong to somebody else, where this process may do that; else git is told to think so."""
    if os.geteuid() == 0:
        for path in (handbook.parent, handbook.parent / ".git"):
            os.chown(path, 12345, 12345)
        monkeypatch.delenv("SUDO_UID", raising=False)
    else:
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")


@pytest.mark.long
@pytest.mark.parametrize("command", [["diff", "HEAD"], ["build"], ["stage", "staging"]], ids=lambda command: command[0])
def test_an_owner_that_git_distrusts_is_named_with_the_way_out(run, handbook, tmp_path, monkeypatch, command):
    """As in a container whose user is not the one who cloned; nothing is trusted in silence (faults E1)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    distrust(handbook, monkeypatch)
    code, printed, told = run(*command, "--project", handbook)
    assert (code, printed) == (2, "")
    assert "belongs to another user" in told
    way_out = f"git config --global --add safe.directory {handbook.parent}"
    assert way_out in told
    assert not (tmp_path / "staging").exists()
    subprocess.run(way_out.split(), check=True)
    assert diff(run, handbook, "HEAD") == CHANGED


@pytest.mark.parametrize("command", [["diff", "HEAD"], ["build"]], ids=lambda command: command[0])
def test_a_git_that_is_missing_is_told(run, handbook, tmp_path, monkeypatch, command):
    """In a repository; a plain folder needs no git (faults E1)."""
    monkeypatch.setenv("PATH", str(tmp_path))
    code, printed, told = run(*command, "--project", handbook)
    assert (code, printed) == (2, "")
    assert "git is not installed, or not in PATH" in told
    shutil.rmtree(handbook.parent / ".git")
    assert read_history(Project.find(handbook)) == History()
    code, _, told = run("diff", "HEAD", "--project", handbook)
    assert code == 2
    assert "stands in no git repository" in told


def break_branch(folder):
    (folder / ".git" / "refs" / "heads" / "main").write_text("")


def break_head(folder):
    (folder / ".git" / "HEAD").unlink()


def break_settings(folder):
    (folder / ".git" / "config").write_text("[core\n")


def lose(kind):
    def lose_object(folder):
        id_ = git(folder, "rev-parse", kind)
        (folder / ".git" / "objects" / id_[:2] / id_[2:]).unlink()

    return lose_object


BROKEN = {
    "branch": break_branch,
    "HEAD": break_head,
    "settings": break_settings,
    "commit": lose("HEAD"),
    "tree": lose("HEAD:handbook/content"),
    "blob": lose("HEAD:handbook/content/programme.yml"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_damaged_repository_is_a_failure_with_gits_own_reason(run, handbook, what):
    """Never an empty history: the site that is published says what changed, or there is none (faults E1)."""
    BROKEN[what](handbook.parent)
    code, printed, told = run("build", "--project", handbook)
    assert (code, printed) == (2, "")
    assert "error: git cannot read the history of" in told
    assert not (handbook / "site").exists()
    assert run("diff", "HEAD", "--project", handbook)[:2] == (2, "")


def test_a_git_that_has_ended_is_told_as_what_cannot_read_the_history(handbook):
    """Not as a broken pipe, which would be told of a place that cannot be written."""
    repository = Repository.find(handbook)
    with repository.open_objects() as objects:
        objects._process.kill()
        objects._process.wait()
        with pytest.raises(UserError, match="git cannot read the history of"):
            objects.read_blob(repository.find_head(), 100)


def test_a_worktree_whose_repository_is_gone_is_a_failure(run, handbook, tmp_path):
    git(handbook.parent, "worktree", "add", "-q", str(tmp_path / "linked"))
    shutil.rmtree(handbook.parent)
    code, _, told = run("diff", "HEAD", "--project", tmp_path / "linked" / "handbook")
    assert code == 2
    assert "not a git repository: " in told


def test_the_top_of_a_repository_is_where_git_would_find_it(handbook, tmp_path):
    assert find_top(handbook) == handbook.parent
    git(handbook.parent, "worktree", "add", "-q", str(tmp_path / "linked"))
    assert find_top(tmp_path / "linked" / "handbook") == tmp_path / "linked"
    (tmp_path / "plain" / ".git").mkdir(parents=True)  # nothing yet
    assert find_top(tmp_path / "plain") is None


def test_before_the_first_commit_there_is_no_history(tmp_path):
    folder = start(tmp_path / "repository")
    (folder / "content").mkdir()
    project = Project.find(folder)
    assert (read_history(project), find_head_commit(project)) == (History(), None)
    with pytest.raises(UserError, match="there is no revision or folder"):
        read_revision(project, "HEAD")[0]
    save(folder, "one\n")
    git(folder, "switch", "-q", "--orphan", "other")
    (folder / "content").mkdir()
    assert (read_history(project), find_head_commit(project)) == (History(), None)


@pytest.mark.parametrize("kept", ["empty", "bare"])
def test_a_folder_that_is_no_working_tree_has_no_history(tmp_path, kept):
    folder = tmp_path / "folder"
    if kept == "bare":
        start(folder, "--bare")
    else:
        (folder / ".git").mkdir(parents=True)
    (folder / "content").mkdir()
    assert read_history(Project.find(folder)) == History()


def test_a_revision_that_names_several_things_is_not_guessed(handbook):
    top = handbook.parent
    commit(top)
    git(top, "tag", "same", "HEAD~1")
    git(top, "branch", "same")
    with pytest.raises(UserError, match="more than one thing") as caught:
        read_revision(Project.find(handbook), "same")[0]
    assert "refs/heads/same" in caught.value.hint
    project = Project.find(handbook)
    assert read_revision(project, "refs/heads/same")[0] == read_revision(project, "HEAD")[0]
    assert read_revision(project, "refs/tags/same")[0] == read_revision(project, "HEAD~1")[0]


def test_a_branch_that_is_named_like_a_folder_is_found(handbook, monkeypatch):
    (handbook / "notes").mkdir()
    git(handbook, "branch", "notes")
    monkeypatch.chdir(handbook)
    assert read_title(handbook, "notes") == "Finance"


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
def test_every_kind_of_object_is_read(tmp_path, options, packed):
    """Long ids, packed objects, links, submodules, files that may be run, large files (faults E1)."""
    folder = start(tmp_path / "repository", *options)
    inner = start(tmp_path / "inner", *options)
    save(inner, "inner\n")
    (folder / "content" / "roles").mkdir(parents=True)
    (folder / "content" / "roles" / "run.yml").write_text("run\n")
    (folder / "content" / "roles" / "run.yml").chmod(0o755)
    (folder / "content" / "link.yml").symlink_to("/etc/hosts")
    (folder / "content" / "large.yml").write_text("x" * 1_000_001)
    (folder / "content" / "empty.yml").write_text("")
    (folder / "content" / "notes.txt").write_text("notes\n")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "content/sub.yml")
    commit(folder)
    if packed:
        git(folder, "gc", "-q")
    assert read_revision(Project.find(folder), "HEAD")[0] == {
        "content/roles/run.yml": b"run\n",
        "content/empty.yml": b"",
    }
    assert len(read_history(Project.find(folder)).states) == 1
    assert read_revision(Project.find(folder / "content" / "sub.yml"), "HEAD")[0] == {ROLE: b"inner\n"}


def test_attributes_filters_and_line_ends_change_no_byte(tmp_path, settings):  # noqa: ARG001 - autocrlf among them
    """Neither eol, nor textconv, nor a filter that is not installed, nor export-ignore (faults E1)."""
    folder = start(tmp_path / "repository")
    (folder / ".gitattributes").write_text(
        "*.yml eol=crlf diff=other filter=lost export-ignore working-tree-encoding=UTF-16\n"
    )
    git(folder, "config", "diff.other.textconv", "rev")
    git(folder, "config", "filter.lost.smudge", "false")
    (folder / "content").mkdir()
    raw = "title: plain ✓\n".encode()
    (folder / "content" / "a.yml").write_bytes(raw.decode().encode("utf-16"))
    commit(folder)
    assert read_revision(Project.find(folder), "HEAD")[0] == {"content/a.yml": raw}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("1793577600 +0000", date(2026, 11, 2)),
        ("1793577599 +1400", date(2026, 11, 1)),
        ("1793577600 -1200", date(2026, 11, 2)),
        ("1793577600 +9959", date(2026, 11, 2)),
        ("0 +0000", date(1970, 1, 1)),
        ("99999999999999 +0000", date.max),
    ],
)
def test_the_day_of_a_commit_is_that_of_utc(tmp_path, moment, day):
    folder = start(tmp_path / "repository")
    path = folder / ROLE
    path.parent.mkdir(parents=True)
    path.write_text("one\n")
    git(folder, "add", "-A")
    tree = git(folder, "write-tree")
    raw = f"tree {tree}\nauthor A <a@example.com> {moment}\ncommitter A <a@example.com> {moment}\n\nOdd\n"
    (tmp_path / "commit").write_text(raw)
    id_ = git(folder, "hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "commit"))
    git(folder, "update-ref", "refs/heads/main", id_)
    assert [state.day for state in read_history(Project.find(folder)).states] == [day]


def test_replaced_and_grafted_commits_do_not_count(handbook):
    """What stands in one clone alone changes no site (faults E1)."""
    top = handbook.parent
    commit(top, "2026-11-05")
    before = read_history(Project.find(handbook))
    git(top, "replace", "--graft", "HEAD")
    (top / ".git" / "info").mkdir(exist_ok=True)
    (top / ".git" / "info" / "grafts").write_text(git(top, "rev-parse", "HEAD") + "\n")
    assert read_history(Project.find(handbook)) == before
    assert len(before.states) == 2


def test_detached_and_sparse_checkouts_have_the_whole_history(handbook):
    top = handbook.parent
    (top / "more").mkdir()
    (top / "more" / "notes").write_text("notes")
    commit(top, "2026-11-05")
    git(top, "switch", "-q", "--detach", "HEAD")
    git(top, "sparse-checkout", "set", "handbook")
    assert not (top / "more").exists()
    assert len(read_history(Project.find(handbook)).states) == 2
    assert read_title(handbook, "HEAD~1") == "Finance"


def test_a_long_history_is_read_by_three_processes(tmp_path, monkeypatch):
    """One that finds the repository, one that lists, one that reads: however many days there are."""
    folder = start(tmp_path / "repository")
    lines = []
    for number in range(500):
        lines.append(
            f"commit refs/heads/main\ncommitter A <a@example.com> {1_700_000_000 + 86_400 * number} +0000\ndata 1\nx\n"
        )
        lines.append(f"M 100644 inline {ROLE}\ndata {len(str(number))}\n{number}\n")
    subprocess.run(["git", "-C", folder, "fast-import", "--quiet"], input="".join(lines).encode(), check=True)
    git(folder, "reset", "-q", "--hard")
    started = []
    real = subprocess.Popen.__init__

    def counted(self, *given, **options):
        started.append(given)
        real(self, *given, **options)

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    states = read_history(Project.find(folder)).states
    assert [state.files[ROLE] for state in states] == [str(number).encode() for number in reversed(range(500))]
    assert len(started) <= 4
