"""The pipelines and templates that a handbook's repository starts with: valid, pinned, with few rights."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from commands import list_commands
from running import ROOT

from partner_playbooks.project import resources
from partner_playbooks.reporters import REPORTERS

KIT = resources.find_kit()
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
        if "secrets." in text:  # by a clock or by hand alone, from an environment that only the default branch may use
            assert path.name == "digests.yml"
            assert set(parsed(path)[True]) == {"schedule", "workflow_dispatch"}  # YAML reads `on` as true
            assert all(job["environment"] == "digests" for job in parsed(path)["jobs"].values())
        assert "pull_request_target" not in text
        assert parsed(path)["permissions"] == {}
        for name, job in parsed(path)["jobs"].items():
            assert job["permissions"], name
    jobs = parsed(KIT / ".github" / "workflows" / "handbook.yml")["jobs"]
    assert jobs["check"]["permissions"] == {"contents": "read"}
    assert not [step for step in jobs["comment"]["steps"] if "checkout" in step.get("uses", "")]


def test_no_pipeline_publishes_the_internal_edition():
    publish = parsed(KIT / ".github" / "workflows" / "handbook.yml")["jobs"]["publish"]["steps"]
    builds = [step["run"] for step in publish if step.get("run", "").startswith("playbooks")]
    assert builds == ["playbooks build --edition partner --output public"]
    assert parsed(KIT / ".gitlab-ci.yml")["pages"]["script"] == builds


def test_scripts_are_valid_shell():
    scripts = [step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step]
    gitlab = parsed(KIT / ".gitlab-ci.yml")
    scripts += [line for job in ("check", "reviews", "digests", "pages") for line in gitlab[job]["script"]]
    scripts += gitlab["check"]["after_script"] + gitlab["default"]["before_script"]
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
    known = list_commands()
    found = [call for call in commands() if call[0] in known]
    assert {call[0] for call in found} == {"check", "diff", "build", "generate", "reviews", "schema"}
    for name, *words in found:
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, (name, words)
        if "--format" in words and name == "check":
            assert words[words.index("--format") + 1] in REPORTERS


def test_nothing_in_the_kit_is_installed_by_its_name_alone():
    """Every `pip install` takes the file of hashes, and nothing else; no tool fetches by a name (faults H)."""
    texts = {path: path.read_text(encoding="utf-8") for path in KIT.rglob("*") if path.is_file()}
    calls = [call for text in texts.values() for call in re.findall(r"pip3? install\b([^\n\"]*)", text)]
    assert len(calls) == 4  # GitHub, GitLab, the dev container, and README.md for people
    for call in calls:
        assert "--require-hashes --no-deps -r requirements.txt" in call
        assert set(call.split()) <= {
            "--disable-pip-version-check", "--quiet", "--require-hashes", "--no-deps", "-r", "requirements.txt",
        }  # fmt: skip
    for path, text in texts.items():
        assert not re.search(r"\b(pipx|uvx|uv pip|npx|npm|brew|curl|wget|apt-get)\b", text), path
    hook = parsed(KIT / ".pre-commit-config.yaml")["repos"]
    assert [(repo["repo"], [each["language"] for each in repo["hooks"]]) for repo in hook] == [("local", ["system"])]
    assert not (ROOT / ".pre-commit-hooks.yaml").exists()  # pre-commit would install this package's needs by name


def test_what_init_promises_of_the_host_stands_in_its_readme():
    said = (KIT / "README.md").read_text(encoding="utf-8")
    for setting in (
        "Settings, Pages, Source",
        "refresh-generated",
        "PLAYBOOKS_COMMENT_TOKEN",
        "fork",
        "cannot be told",
    ):
        assert setting in said
