"""`playbooks serve`: shows what was saved, keeps the last good site, ends at once and leaves nothing behind."""

import re
import signal
import subprocess
import time
import urllib.request

import pytest
from running import PLAYBOOKS, playbooks

pytestmark = pytest.mark.site


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    assert playbooks("init", folder, "--minimal").returncode == 0
    return folder


@pytest.fixture
def preview(project, tmp_path):
    """A running preview: its process, its address, and the file with its words."""
    words = tmp_path / "words.txt"
    with words.open("w") as out:
        process = subprocess.Popen(
            [PLAYBOOKS, "serve", "--project", project, "--port", "0"],
            stderr=out,
            env={"TMPDIR": str(tmp_path), "PATH": ""},
        )
    address = wait_for(lambda: re.search(r"http://\S+", words.read_text()))
    yield process, address.group(), words
    process.kill()
    process.wait()


def wait_for(find, seconds=60):
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def shown(address):
    with urllib.request.urlopen(f"{address}stages/onboard/") as answer:
        return answer.read().decode()


def test_a_save_is_shown_and_a_mistake_keeps_the_last_good_page(project, preview, tmp_path):
    process, address, words = preview
    stage = project / "content" / "stages" / "onboard.yml"
    good = stage.read_text()
    assert "Hold the kickoff meeting" in shown(address)

    stage.write_text(good.replace("Hold the kickoff meeting", "Hold the first meeting"))
    wait_for(lambda: "Hold the first meeting" in shown(address))

    stage.write_text(good.replace("owner: partner-manager", "owner: partner-manger", 1))
    wait_for(lambda: "PB201" in words.read_text())
    assert "Hold the first meeting" in shown(address)

    stage.write_text(good.replace("Hold the kickoff meeting", "Hold the opening meeting"))
    wait_for(lambda: "Hold the opening meeting" in shown(address))

    last = "Built; reload the page to see it.\n"
    wait_for(lambda: words.read_text().endswith(last))
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert words.read_text().endswith(last)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("playbooks-preview")] == []
    assert not (project / "site").exists()


def test_a_port_in_use_is_told(project, preview):
    _, address, _ = preview
    port = address.rsplit(":", 1)[1].strip("/")
    done = playbooks("serve", "--project", project, "--port", port)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
