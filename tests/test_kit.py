"""The pipelines and templates that a handbook's repository starts with: valid, pinned, with few rights."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
import yaml
from running import ROOT, playbooks

from partner_playbooks import cli, resources
from partner_playbooks.reporters import REPORTERS

KIT = resources.kit()
WORKFLOWS = sorted((KIT / ".github" / "workflows").glob("*.yml"))
ACTION = Path(".github", "actions", "playbooks", "action.yml")
CHECKER = Path(sys.executable).with_name("check-jsonschema")


def parsed(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path):
    for job in parsed(path)["jobs"].values():
        yield from job["steps"]


def test_this_repository_uses_the_workflows_that_it_ships():
    for path in WORKFLOWS:
        assert (ROOT / ".github" / "workflows" / path.name).read_bytes() == path.read_bytes()
    template = Path(".github", "pull_request_template.md")
    assert (ROOT / template).read_bytes() == (KIT / template).read_bytes()


@pytest.mark.parametrize(
    ("schema", "files", "more"),
    [
        ("github-workflows", [*WORKFLOWS, ROOT / ".github" / "workflows" / "tests.yml"], []),
        ("github-actions", [KIT / ACTION, ROOT / ACTION], []),
        ("gitlab-ci", [KIT / ".gitlab-ci.yml"], ["--data-transform", "gitlab-ci"]),
    ],
)
def test_pipelines_keep_to_the_published_schemas(schema, files, more):
    command = [CHECKER, "--builtin-schema", f"vendor.{schema}", *more, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_its_hash_and_says_its_version():
    found = 0
    for path in [*WORKFLOWS, ROOT / ".github" / "workflows" / "tests.yml", KIT / ACTION, ROOT / ACTION]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line and "./" not in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
                found += 1
    assert found > 8


def test_pull_requests_get_no_secret_and_jobs_name_their_rights():
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "pull_request_target" not in text
        assert parsed(path)["permissions"] == {}
        for name, job in parsed(path)["jobs"].items():
            assert job["permissions"], name
    jobs = parsed(KIT / ".github" / "workflows" / "handbook.yml")["jobs"]
    assert jobs["check"]["permissions"] == {"contents": "read"}
    assert not [step for step in jobs["comment"]["steps"] if "checkout" in step.get("uses", "")]


def test_no_pipeline_publishes_the_internal_edition():
    publish = parsed(KIT / ".github" / "workflows" / "handbook.yml")["jobs"]["publish"]["steps"]
    builds = [step["run"] for step in publish if "run" in step]
    assert builds == ["playbooks build --edition partner --output public"]
    assert parsed(KIT / ".gitlab-ci.yml")["pages"]["script"] == builds


def test_scripts_are_valid_shell():
    scripts = [step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step]
    gitlab = parsed(KIT / ".gitlab-ci.yml")
    scripts += [line for job in ("check", "reviews", "pages") for line in gitlab[job]["script"]]
    scripts += gitlab["check"]["after_script"]
    assert len(scripts) > 12
    bash = shutil.which("bash")
    for script in scripts:
        done = subprocess.run([bash, "-n"], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, script + done.stderr


def commands():
    """Yield every call of `playbooks` in the pipelines, as the words that the shell would make of it."""
    texts = [path.read_text(encoding="utf-8") for path in (*WORKFLOWS, KIT / ".gitlab-ci.yml")]
    for text in texts:
        for call in re.findall(r"\bplaybooks (?=[a-z])((?:[^\n|>#]|\$\([^\n]*\))+)", text):
            if not call.startswith("in a"):
                yield shlex.split(re.sub(r'"\$\(.*\)"', "2026-12-31", call))


def test_pipelines_call_commands_with_options_that_exist():
    known = typer.main.get_command(cli.app).commands
    found = [call for call in commands() if call[0] in known]
    assert {call[0] for call in found} == {"check", "diff", "build", "generate", "reviews", "schema"}
    for name, *words in found:
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, (name, words)
        if "--format" in words and name == "check":
            assert words[words.index("--format") + 1] in REPORTERS


@pytest.mark.site
def test_the_check_of_a_pull_request_does_what_it_says(tmp_path):
    """The steps of the pipeline's first job, run by bash in a repository with a change of the content."""
    project = tmp_path / "project"
    assert playbooks("init", "--minimal", project).returncode == 0
    git = ["git", "-C", str(project), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    for message in ("Begin", "Change"):
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", message], check=True)
        stage = project / "content" / "stages" / "onboard.yml"
        stage.write_text(stage.read_text().replace("owner: partner-manager", "owner: partner-manger", 1))
    job = parsed(KIT / ".github" / "workflows" / "handbook.yml")["jobs"]["check"]
    scripts = {step["name"]: step["run"] for step in job["steps"] if "run" in step}
    summary = tmp_path / "summary.md"
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(summary),
        "BASE": "HEAD~1",
    }

    def step(name):
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scripts[name]]
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    found = step("Find mistakes")
    assert found.returncode == 1
    assert found.stdout.startswith("::error file=content/stages/onboard.yml,line=")
    assert "PB201" in summary.read_text(encoding="utf-8")
    assert step("Say what changes for readers").returncode == 0
    assert "owner" in (project / "notes" / "changes.md").read_text(encoding="utf-8")
    assert "suggestion\n" in json.loads((project / "notes" / "suggestions.json").read_text())[0]["body"]
    assert step("Build both editions").returncode == 1
    subprocess.run([*git, "checkout", "-q", "HEAD~1", "--", "content"], check=True)
    assert step("Find mistakes").returncode == 0
    assert step("Build both editions").returncode == 0
    assert (project / "preview" / "internal" / "index.html").is_file()
