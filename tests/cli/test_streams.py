"""What a command prints to any locale and encoding, to a closed stream, to a pipe that nobody reads (faults E2)."""

import io
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from urllib.parse import unquote

import pytest
from running import PLAYBOOKS, ROOT
from sampling import some

from partner_playbooks import cli
from partner_playbooks.reporters import REPORTERS

BASE = ROOT / "tests" / "checks" / "base"
FIXTURES = ROOT / "tests" / "checks" / "fixtures"
ODD = "Größe ✓ 日本 🚀"
SURROUNDINGS = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "utf-16"},
    {"PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONUTF8": "0"},
]


@pytest.fixture
def project(tmp_path):
    """A handbook with a mistake whose message holds odd characters, in a subfolder with an odd name of a repository."""
    root = tmp_path / "docs" / "hand büch #1 100%"
    shutil.copytree(BASE / "content", root / "content")
    shutil.copytree(FIXTURES / "PB201-unknown-reference" / "content", root / "content", dirs_exist_ok=True)
    plan = root / "content" / "plans" / "first-30.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("title: ", f"title: {ODD} ", 1), encoding="utf-8")
    stage = root / "content" / "stages" / "enable.yml"
    stage.write_text(stage.read_text(encoding="utf-8").replace("owner: ", "owner: größe-✓-", 1), encoding="utf-8")
    subprocess.run(["git", "-C", tmp_path, "init", "-q"], check=True)
    return root


def run(*arguments, cwd, code=1, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    done = subprocess.run([PLAYBOOKS, *arguments], cwd=cwd, env=kept | environment, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    return done.stdout


@pytest.fixture
def printed(monkeypatch, project):
    """Run a command within this process on a stream of an encoding; give the bytes that it printed."""

    def printed_(encoding, *arguments, cwd=project):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
        monkeypatch.setattr(sys, "argv", ["playbooks", *map(str, arguments)])
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        monkeypatch.chdir(cwd)
        with pytest.raises(SystemExit):
            cli.main()
        return sys.stdout.buffer.getvalue()

    return printed_


@pytest.mark.long
@pytest.mark.parametrize("environment", some(SURROUNDINGS, 2), ids=str)
def test_what_programs_read_is_the_same_bytes_everywhere(project, printed, environment):
    found = run("check", "--format", "json", cwd=project, **environment)
    assert found == printed("utf-8", "check", "--format", "json")
    assert "größe-✓-" in found.decode("utf-8")


@pytest.mark.long
@pytest.mark.parametrize("encoding", ["latin-1"])
def test_that_holds_for_every_format(project, printed, encoding):
    now = project.parent / "now"
    shutil.copytree(BASE / "content", now / "content")
    plan = now / "content" / "plans" / "first-30.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("title: ", f"title: {ODD} ", 1), encoding="utf-8")
    commands = [("check", "--format", name) for name in REPORTERS if name != "text"]
    commands += [("diff", BASE, "--format", name, "--project", now) for name in ("json", "markdown")]
    commands += [("reviews", "--by", "2030-01-01", "--format", "json", "--project", now)]
    for arguments in commands:
        found = printed(encoding, *arguments)
        assert found == printed("utf-8", *arguments)
        assert arguments[0] == "reviews" or any(word in found.decode("utf-8") for word in ("größe-✓-", "büch", ODD))


@pytest.mark.long
@pytest.mark.parametrize("environment", some(SURROUNDINGS, 2), ids=str)
def test_people_get_what_their_terminal_can_show(project, environment):
    encoding = environment.get("PYTHONIOENCODING", "utf-8").partition(":")[0]
    printed = run("check", cwd=project, **environment).decode(encoding)
    assert "PB201" in printed
    assert "größe-✓-" in printed or "gr\\xf6\\xdfe-\\u2713-" in printed or "größe-\\u2713-" in printed


@pytest.mark.parametrize(("place", "is_file"), [(".", False), ("../..", False), ("content/stages", True)])
def test_hosts_get_paths_from_the_top_of_the_repository(project, printed, place, is_file):
    """Also in a linked worktree, where `.git` is a file."""
    top = project.parents[1]
    if is_file:
        shutil.rmtree(top / ".git")
        (top / ".git").write_text("gitdir: /elsewhere/.git/worktrees/here\n")
    wanted = "docs/hand büch #1 100%/content/stages/enable.yml"
    arguments = ("--project", str(project), "--format")
    found = {name: printed("utf-8", "check", *arguments, name, cwd=project / place).decode() for name in REPORTERS}
    assert f"file={wanted.replace('%', '%25')},line=" in found["github"]
    assert wanted in {each["location"]["path"] for each in json.loads(found["gitlab"])}
    assert wanted in {each["location"]["path"] for each in json.loads(found["rdjson"])["diagnostics"]}
    (sarif,) = json.loads(found["sarif"])["runs"]
    addresses = {
        each["physicalLocation"]["artifactLocation"]["uri"] for one in sarif["results"] for each in one["locations"]
    }
    assert "docs/hand%20b%C3%BCch%20%231%20100%25/content/stages/enable.yml" in addresses
    assert wanted in set(map(unquote, addresses))
    assert all(address.isascii() and not set(address) & set(' #?"') for address in addresses)
    assert {each["file"].split("/")[0] for each in json.loads(found["json"])} == {"content"}
    for line in found["concise"].splitlines():
        assert (project / place / line.split(".yml")[0]).with_suffix(".yml").is_file()


def test_addresses_in_repairs_are_encoded_too(printed):
    (run_,) = json.loads(printed("utf-8", "check", "--format", "sarif"))["runs"]
    changed = [
        change["artifactLocation"]["uri"]
        for result in run_["results"]
        for fix in result.get("fixes", ())
        for change in fix["artifactChanges"]
    ]
    assert changed
    assert all("%20" in address and " " not in address for address in changed)


@pytest.mark.long
def test_owners_of_a_handbook_in_a_subfolder_stand_at_the_top_of_the_repository(project):
    shutil.copytree(BASE / "content", project / "content", dirs_exist_ok=True)
    with (project / "content" / "programme.yml").open("a", encoding="utf-8") as file:
        file.write('reviewer: finance\nhandles:\n  - {role: finance, handle: "@acme/finance"}\n')
    run("codeowners", cwd=project, code=0)
    written = (project.parents[1] / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    assert "/docs/hand\\ büch\\ \\#1\\ 100%/content/ @acme/finance\n" in written
    assert not (project / ".github").exists()


SHUT = [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "| true", "2>&1 | true", "| head -n 1", ">/dev/null 2>&-"]
COMMANDS = {
    "check": 1,
    "check --format json": 1,
    "--help": 0,
    "--version": 0,
    "stats": 0,
    "reviews --by 2030-01-01": 0,
    "schema": 0,
    "generate": 1,
    "build": 1,
    "diff .": 0,
    "nonsense": 2,
    "check --project nowhere": 2,
}


@pytest.mark.site
@pytest.mark.parametrize(
    ("command", "shut"),
    some([*itertools.product(COMMANDS, (">&-", "| true")), *itertools.product(("check", "nonsense"), SHUT)], 6),
)
def test_a_command_ends_as_it_would_have_though_nobody_listens(project, command, shut):
    script = f"set -o pipefail; {PLAYBOOKS} {command} {shut}"
    done = subprocess.run(["bash", "-c", script], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == COMMANDS[command], done.stderr
    for word in ("Traceback", "Exception ignored", "Errno", "roken pipe", "descriptor"):
        assert word not in done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.parametrize("command", some(["check --format json", "stats", "--help"], 1))
def test_a_full_disk_is_told_in_a_line(project, command):
    script = f"{PLAYBOOKS} {command} > /dev/full"
    done = subprocess.run(["bash", "-c", script], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: No space left on device")
    assert "Exception ignored" not in done.stderr


@pytest.mark.long
def test_no_file_takes_the_number_of_a_closed_stream(project):
    """Else what is printed would land in whatever file is opened next."""
    shutil.copytree(BASE / "content", project / "content", dirs_exist_ok=True)
    shut = f"{PLAYBOOKS} generate <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", shut], cwd=project, check=False).returncode == 0
    first = {path: path.read_bytes() for path in (project / "playbooks").rglob("*.md")}
    shutil.rmtree(project / "playbooks")
    run("generate", cwd=project, code=0)
    assert first == {path: path.read_bytes() for path in (project / "playbooks").rglob("*.md")}
    assert len(first) > 20
    assert next(itertools.chain(first.values())).startswith(b"<!--")


NO_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.long
def test_without_a_locale_files_and_arguments_may_have_any_name(project):
    shutil.copytree(BASE / "content", project / "content", dirs_exist_ok=True)
    plan = ("plan", "first-30", "--partner", "Größe", "--type", "reseller", "--start", "2026-12-01", "--out", "aus ü")
    run(*plan, cwd=project, code=0, **NO_LOCALE)
    assert '"Größe"' in (project / "aus ü" / "plan.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_what_is_to_be_seen_at_once_is(tmp_path, name):
    """Containers set PYTHONUNBUFFERED: a log that stayed empty would say that a preview hangs."""
    program = (
        "import os, sys\n"
        "from partner_playbooks.cli.streams import prepare_streams\n"
        "prepare_streams()\n"
        f"sys.{name}.write('Serving\\n')\n"
        "os._exit(0)\n"  # nothing is flushed at the end
    )
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    log = tmp_path / "log"
    with log.open("wb") as file:
        subprocess.run([sys.executable, "-c", program], env=environment, **{name: file}, check=True)
    assert log.read_text(encoding="utf-8").splitlines() == ["Serving"]
