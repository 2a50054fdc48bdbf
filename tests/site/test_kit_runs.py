"""The jobs of a handbook's repository, run from nothing but what `init` wrote, in a clean environment (faults H).

Their commands are taken from the pipelines as they stand in the handbook. Only the host itself is played: a script in
the place of `gh` that writes down what it is asked, and a server in the place of GitLab's.
"""

import hashlib
import json
import re
import shlex
import shutil
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml
from installing import clean
from running import ROOT, playbooks
from sampling import some

pytestmark = [
    pytest.mark.site,
    pytest.mark.slow,
    pytest.mark.xdist_group("wheel"),
]  # one worker makes what all its tests need

GH = """#!/bin/bash
echo "$*" >> "$ASKED"
for word; do case $word in body=@*) cp "${word#body=@}" "$ASKED.body";; esac; done
case "$*" in */pages*) [ -n "$PAGES" ] && echo "$PAGES" || exit 1;; *--paginate*) echo '[]';; esac
"""
SERVER = "https://github.example"


@pytest.fixture(scope="module")
def begun(installed, tmp_path_factory):
    """What the installed command wrote."""
    folder = tmp_path_factory.mktemp("begun")
    clean(installed, "playbooks init --minimal ours", cwd=folder)
    return folder / "ours"


@pytest.fixture
def handbook(begun, tmp_path):
    """A repository with a handbook, and what its jobs find around them."""
    folder = tmp_path / "ours"
    shutil.copytree(begun, folder)
    for command in ("init --bare -q -b main ../there.git", "init -q -b main", "remote add origin ../there.git"):
        git(folder, *command.split())
    commit(folder, "Begin")
    git(folder, "push", "-q", "origin", "main")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "gh").write_text(GH)
    (tmp_path / "tools" / "gh").chmod(0o755)
    return folder


def git(folder, *arguments):
    command = ["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder, message):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def change(folder, old, new):
    stage = folder / "content" / "stages" / "onboard.yml"
    text = stage.read_text(encoding="utf-8")
    assert old in text
    stage.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def github(handbook, installed, tmp_path):
    """Run a step of a job of the GitHub pipeline, found by what it begins with or is called."""
    jobs = yaml.safe_load((handbook / ".github" / "workflows" / "handbook.yml").read_text(encoding="utf-8"))["jobs"]

    def run(job, step, code=0, **environment):
        (script,) = [
            each["run"] for each in jobs[job]["steps"] if "run" in each and step in {each.get("name"), each["run"]}
        ]
        environment = {
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "GITHUB_SERVER_URL": SERVER,
            "GITHUB_REPOSITORY": "acme/handbook",
            "GITHUB_REF_NAME": "main",
            "GITHUB_SHA": git(handbook, "rev-parse", "HEAD"),
            "GH_TOKEN": "token",
            "ASKED": str(tmp_path / "asked"),
            # What the host knows as an address is a folder here.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{tmp_path / 'there.git'}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.example/acme/handbook",
            **environment,
        }
        return clean(f"{tmp_path / 'tools'}:{installed}", script, cwd=handbook, code=code, **environment)

    return run


def test_what_is_installed_is_what_made_the_handbook(installed, handbook, tmp_path):
    """The wheel is made again from a wheel's install as from a checkout: a handbook of a handbook carries the same."""
    (wheel,) = (handbook / "vendor").iterdir()
    assert wheel.name in git(handbook, "ls-files", "vendor")
    assert playbooks("init", "--minimal", tmp_path / "again").returncode == 0
    assert (tmp_path / "again" / "vendor" / wheel.name).read_bytes() == wheel.read_bytes()
    lock = (handbook / "requirements.txt").read_text(encoding="utf-8")
    assert f"./vendor/{wheel.name} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n" in lock
    assert lock == (tmp_path / "again" / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    clean(installed, "python -m pip check", cwd=tmp_path)
    assert str(ROOT) not in clean(
        installed,
        "python -c 'import sys, partner_playbooks; print(sys.path, partner_playbooks.__file__)'",
        cwd=handbook,
    )


def test_a_generator_that_was_tampered_with_is_not_installed(installed, handbook, tmp_path):
    (wheel,) = (handbook / "vendor").iterdir()
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("partner_playbooks/evil.py", "print('here')")
    action = yaml.safe_load((handbook / ".github" / "actions" / "playbooks" / "action.yml").read_text(encoding="utf-8"))
    (command,) = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    into = f"{command} --target {shlex.quote(str(tmp_path / 'target'))}"
    assert "DO NOT MATCH THE HASHES" in clean(installed, into, cwd=handbook, code=1)


@pytest.mark.slow
def test_an_installed_package_that_was_changed_is_carried_nowhere(installed, tmp_path):
    (place,) = (installed.parent / "lib").glob("python*/site-packages/partner_playbooks/kit/README.md")
    before = place.read_bytes()
    try:
        for spoil in (lambda: place.write_bytes(before + b"changed"), place.unlink):
            spoil()
            said = clean(installed, "playbooks init ours", cwd=tmp_path, code=2)
            assert re.search(r"error: .*README\.md is (not as it was installed|missing)", said)
            assert not (tmp_path / "ours").exists()
    finally:
        place.write_bytes(before)


def test_a_pull_request_is_checked_and_told_and_has_a_preview(github, handbook, tmp_path):
    base = git(handbook, "rev-parse", "HEAD")
    change(handbook, "title: Hold the kickoff meeting", "title: Hold the first meeting")
    commit(handbook, "Change")
    github("check", "Find mistakes")
    github("check", "Say what changes for readers", BASE=base)
    github("check", "Build both editions")
    for edition in ("internal", "partner"):
        assert (handbook / "preview" / edition / "index.html").is_file()
    assert json.loads((handbook / "notes" / "suggestions.json").read_text()) == []
    post(github, handbook)
    posted = (tmp_path / "asked.body").read_text(encoding="utf-8")
    assert posted.startswith("<!-- partner-playbooks -->\n## What changes for readers\n")
    assert "Hold the first meeting" in posted
    assert "Download the preview" in posted
    assert "repos/acme/handbook/issues/7/comments -F body=@comment.md" in (tmp_path / "asked").read_text()


def post(github, handbook, preview="https://github.example/preview"):
    (handbook / "changes.md").write_bytes((handbook / "notes" / "changes.md").read_bytes())
    github("comment", "Keep one comment up to date", REPOSITORY="acme/handbook", NUMBER="7", PREVIEW=preview)


@pytest.mark.slow
def test_mistakes_of_a_pull_request_are_marked_and_a_repair_is_suggested(github, handbook, tmp_path):
    base = git(handbook, "rev-parse", "HEAD")
    change(handbook, "owner: partner-manager", "owner: partner-manger")
    commit(handbook, "Change")
    said = github("check", "Find mistakes", code=1)
    assert said.startswith("::error file=content/stages/onboard.yml,line=")
    assert "PB201" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    github("check", "Say what changes for readers", BASE=base)
    assert "suggestion\n" in json.loads((handbook / "notes" / "suggestions.json").read_text())[0]["body"]
    github("check", "Build both editions", code=1)
    post(github, handbook, preview="")
    assert "There is no preview" in (tmp_path / "asked.body").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("base", ["0" * 40, "gone"])
def test_a_diff_that_fails_is_said_in_the_comment_and_fails_no_check(github, handbook, tmp_path, base):
    said = github("check", "Say what changes for readers", BASE=base)
    assert "::warning title=What changes for readers::" in said
    post(github, handbook)
    posted = (tmp_path / "asked.body").read_text(encoding="utf-8")
    assert "could not be told" in posted
    assert "error: " in posted
    assert "could not be told" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_generated_is_committed_on_main(github, tmp_path):
    github("refresh", "Generate and commit")
    listed = git(tmp_path / "there.git", "ls-tree", "-r", "--name-only", "main")
    assert "playbooks/stages/onboard.md" in listed
    github("refresh", "Generate and commit")  # nothing is left to do


@pytest.mark.slow
def test_a_protected_branch_gets_its_commit_as_a_pull_request(github, tmp_path):
    hook = tmp_path / "there.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\n! grep -q refs/heads/main\n")
    hook.chmod(0o755)
    before = git(tmp_path / "there.git", "rev-parse", "main")
    said = github("refresh", "Generate and commit")
    assert "::warning title=main is protected::" in said
    assert git(tmp_path / "there.git", "rev-parse", "main") == before
    assert git(tmp_path / "there.git", "rev-parse", "refresh-generated~1") == before
    link = f"{SERVER}/acme/handbook/compare/main...refresh-generated?expand=1"
    assert link in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_branch_that_has_moved_on_is_left_to_its_newer_run(github, handbook, tmp_path):
    old = git(handbook, "rev-parse", "HEAD")
    (handbook / "notes.txt").write_text("newer\n")
    newer = commit(handbook, "Newer")
    git(handbook, "push", "-q", "origin", "main")
    git(handbook, "reset", "-q", "--hard", old)
    assert "::notice title=Nothing refreshed::" in github("refresh", "Generate and commit")
    assert git(tmp_path / "there.git", "branch", "--format=%(refname:short)") == "main"
    assert git(tmp_path / "there.git", "rev-parse", "main") == newer


@pytest.mark.parametrize(("pages", "on"), some([("workflow", True), ("legacy", False), ("", False)], 1))
def test_the_partner_edition_is_ready_to_publish_and_pages_that_are_off_are_told(github, handbook, tmp_path, pages, on):
    if on:
        github("publish", "playbooks build --edition partner --output public")
        assert (handbook / "public" / "index.html").is_file()
    said = github("publish", "See whether Pages is on", PAGES=pages)
    assert ("Nothing was published" in said) is not on
    output = tmp_path / "output"
    assert (output.read_text() if output.exists() else "") == ("on=true\n" if on else "")
    deploy = yaml.safe_load((handbook / ".github" / "workflows" / "handbook.yml").read_text())["jobs"]["publish"]
    assert deploy["steps"][-1]["if"] == "${{ steps.pages.outputs.on == 'true' }}"


class Host(BaseHTTPRequestHandler):
    """GitLab's notes of one merge request, for somebody whose number is 5."""

    def do_GET(self):
        page = int(re.findall(r"[?&]page=(\d+)", self.path)[0]) if "notes" in self.path else 0
        self.answer(self.server.notes[page - 1 : page] if page else {"id": 5}, page)

    def do_POST(self):
        self.server.asked.append((self.command, self.path, self.headers["PRIVATE-TOKEN"]))
        self.server.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])
        self.answer({})

    do_PUT = do_POST  # noqa: N815 - the library's name

    def answer(self, data, page=0):
        self.send_response(403 if self.headers["PRIVATE-TOKEN"] == "wrong" else 200)
        if page and page < len(self.server.notes):
            self.send_header("X-Next-Page", str(page + 1))
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def gitlab_host():
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.asked, server.bodies, server.notes = [], [], []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def gitlab(handbook, installed, gitlab_host):
    """Run scripts of a job of the GitLab pipeline, each part in a shell of its own, as GitLab does."""
    settings = yaml.safe_load((handbook / ".gitlab-ci.yml").read_text(encoding="utf-8"))

    def run(job, part, code=0, **environment):
        script = "\n".join(settings[job][part])
        environment = {
            "CI_API_V4_URL": f"http://127.0.0.1:{gitlab_host.server_port}/api/v4",
            "CI_MERGE_REQUEST_PROJECT_ID": "12",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_JOB_URL": "https://gitlab.example/acme/handbook/-/jobs/1",
            "no_proxy": "127.0.0.1",
            **environment,
        }
        return clean(installed, script, cwd=handbook, code=code, **environment)

    return run


def test_gitlab_checks_tells_and_publishes(gitlab, gitlab_host, handbook):
    base = git(handbook, "rev-parse", "HEAD")
    change(handbook, "title: Hold the kickoff meeting", "title: Hold the first meeting")
    commit(handbook, "Change")
    gitlab("default", "before_script")
    gitlab("check", "script")
    merge = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "PLAYBOOKS_COMMENT_TOKEN": "secret"}
    said = gitlab("check", "after_script", **merge)
    assert "The comment on the merge request says" in said
    assert "secret" not in said
    notes = "/api/v4/projects/12/merge_requests/7/notes"
    assert gitlab_host.asked == [("POST", notes, "secret")]
    assert "Hold the first meeting" in gitlab_host.bodies[0]
    assert "/-/jobs/1/artifacts/browse/preview/" in gitlab_host.bodies[0]
    assert json.loads((handbook / "code-quality.json").read_text()) == []
    mine, theirs = ({"id": id_, "body": gitlab_host.bodies[0], "author": {"id": id_}} for id_ in (5, 6))
    gitlab_host.notes[:] = [theirs, {**mine, "id": 31}]  # a page each
    gitlab("check", "after_script", **merge)
    assert gitlab_host.asked[1:] == [("PUT", f"{notes}/31", "secret")]
    gitlab("pages", "script")
    assert (handbook / "public" / "index.html").is_file()


@pytest.mark.parametrize(
    ("token", "said"), [({}, "PLAYBOOKS_COMMENT_TOKEN is not set"), ({"PLAYBOOKS_COMMENT_TOKEN": "wrong"}, "403")]
)
def test_gitlab_without_a_token_that_may_write_says_so_and_goes_on(gitlab, gitlab_host, handbook, token, said):
    told = gitlab("check", "after_script", CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40, **token)
    assert "No comment is written" in told
    assert said in told
    assert gitlab_host.bodies == []
    assert "could not be told" in (handbook / "changes.md").read_text(encoding="utf-8")


def test_no_line_of_a_comment_is_an_order_to_gitlab(installed, handbook, gitlab_host):
    (handbook / "changes.md").write_text("- a\n/merge\n  /close @all\n", encoding="utf-8")
    environment = {
        "CI_API_V4_URL": f"http://127.0.0.1:{gitlab_host.server_port}/api/v4",
        "CI_MERGE_REQUEST_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_IID": "7",
        "PLAYBOOKS_COMMENT_TOKEN": "secret",
    }
    clean(installed, "python .gitlab/comment.py changes.md", cwd=handbook, no_proxy="127.0.0.1", **environment)
    assert not re.search(r"^\s*/", gitlab_host.bodies[0], re.MULTILINE)
