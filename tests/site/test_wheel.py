"""The wheel in a clean environment outside the checkout: another organisation's first five minutes."""

import json
import os
import subprocess

import pytest
from previewing import Preview

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("wheel")]  # one worker makes what all its tests need


def run(*command, cwd):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_init_check_and_build_the_full_programme(installed, tmp_path):
    run(installed / "playbooks", "init", "ours", cwd=tmp_path)
    assert "0 findings" in run(installed / "playbooks", "check", "--strict", "--project", "ours", cwd=tmp_path)
    printed = run(installed / "playbooks", "build", "--edition", "partner", "--project", "ours", cwd=tmp_path)
    site = tmp_path / "ours" / "site"
    assert str(site / "partner" / "index.html") in printed
    assert (site / "partner" / "stages" / "enable" / "index.html").is_file()
    assert not (site / "partner" / "stages" / "align").exists()
    assert not (tmp_path / "ours" / "theme").exists()
    assert (tmp_path / "ours" / ".github" / "workflows" / "handbook.yml").is_file()


def test_the_skeleton_builds_without_a_finding(installed, tmp_path):
    run(installed / "playbooks", "init", "--minimal", "ours", cwd=tmp_path)
    assert json.loads(run(installed / "playbooks", "check", "--format", "json", cwd=tmp_path / "ours")) == []
    run(installed / "playbooks", "build", cwd=tmp_path / "ours")
    assert (tmp_path / "ours" / "site" / "internal" / "stages" / "onboard" / "index.html").is_file()


@pytest.mark.slow
def test_the_preview_brings_its_script_along(installed, tmp_path):
    run(installed / "playbooks", "init", "--minimal", "ours", cwd=tmp_path)
    preview = Preview(tmp_path / "ours", tmp_path / "preview", command=installed / "playbooks")
    preview.shows("Hold the kickoff meeting")
    assert "EventSource" in preview.get("_preview/client.js")
    preview.kill()


def test_nothing_is_overwritten(installed, tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "site_config.yml").write_text("mine")
    done = subprocess.run(
        [installed / "playbooks", "init", "ours"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "site_config.yml is there already" in done.stderr
    assert os.listdir(tmp_path / "ours") == ["site_config.yml"]
