"""`playbooks serve`: shows what was saved, keeps the last good site, ends at once and leaves nothing behind."""

import http.client
import re
import signal
import subprocess
import time
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
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


@pytest.fixture
def stage(project):
    """The file that is edited, as it was."""
    return project / "content" / "stages" / "onboard.yml"


@pytest.fixture
def page(preview, browser):
    """The page of the stage, open in a low window."""
    _, address, words = preview
    wait_for(lambda: "Built." in words.read_text())
    opened = browser.new_page(viewport={"width": 1000, "height": 400})
    opened.goto(f"{address}stages/onboard/")
    yield opened
    opened.close()


def title(page, words):
    page.get_by_text(words, exact=True).first.wait_for(timeout=60_000)


def replaced(file, text):
    """Save as editors do: under another name first."""
    other = file.with_name(f".{file.name}.new")
    other.write_text(text)
    other.replace(file)


def test_a_save_is_shown_in_the_open_page_which_keeps_its_place(page, stage):
    good = stage.read_text()
    title(page, "Hold the kickoff meeting")
    page.evaluate("scrollTo(0, 300)")
    page.wait_for_function("scrollY > 250")
    stage.write_text(good.replace("Hold the kickoff meeting", "Hold the first meeting"))
    title(page, "Hold the first meeting")
    page.wait_for_function("Math.abs(scrollY - 300) < 40")
    replaced(stage, good.replace("Hold the kickoff meeting", "Hold the opening meeting"))
    title(page, "Hold the opening meeting")


def test_a_mistake_lies_over_the_last_good_page_until_it_is_mended(page, stage):
    good = stage.read_text()
    overlay = page.get_by_role("dialog").filter(has_text="PB201")
    assert overlay.count() == 0
    stage.write_text(good.replace("owner: partner-manager", "owner: <b>partner-manger</b>", 1))
    overlay.wait_for(timeout=60_000)
    told = overlay.inner_text()
    assert "content/stages/onboard.yml:6" in told
    assert "<b>partner-manger</b>" in told
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert results.response["violations"] == []
    stage.write_text(good.replace("Hold the kickoff meeting", "Hold the mended meeting"))
    title(page, "Hold the mended meeting")
    assert overlay.count() == 0


def test_of_many_saves_the_last_is_shown(page, project, stage):
    good = stage.read_text()
    for number in range(25):
        save = replaced if number % 2 else type(stage).write_text
        save(stage, good.replace("Hold the kickoff meeting", f"Hold meeting {number}"))
        time.sleep(0.03)
    other = project / "content" / "roles" / "new.yml"
    other.write_text("id: new\ntitle: New\nside: vendor\nmission: Comes and goes.\n")
    other.unlink()
    title(page, "Hold meeting 24")
    time.sleep(2)
    title(page, "Hold meeting 24")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("page")
def test_it_ends_at_once_and_leaves_nothing_behind(preview, stage, tmp_path, sign):
    process, _, words = preview
    stage.write_text(stage.read_text().replace("Hold the kickoff meeting", "Hold it"))
    process.send_signal(sign)
    assert process.wait(5) in {0, 143}
    assert "Traceback" not in words.read_text()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("playbooks-preview")] == []
    assert not (tmp_path / "project" / "site").exists()


@pytest.mark.usefixtures("page")
def test_it_answers_this_machine_alone_and_nothing_outside_the_site(preview):
    _, address, _ = preview
    host, port = address.removeprefix("http://").strip("/").split(":")

    def status(path, name):
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", name)
        connection.endheaders()
        with closing(connection):
            return connection.getresponse().status

    assert host == "127.0.0.1"
    assert status("/stages/onboard/", f"localhost:{port}") == 200
    assert status("/stages/onboard/", "attacker.example") == 421
    for path in ("/../../content/programme.yml", "/%2e%2e/%2e%2e/content/programme.yml", "/assets//etc", "/assets/"):
        assert status(path, host) == 404, path


def test_a_built_site_has_no_trace_of_it(sites):
    for path in (sites / "internal").rglob("*.html"):
        assert "_preview" not in path.read_text(encoding="utf-8")


def test_a_port_in_use_is_told(project, preview):
    _, address, _ = preview
    port = address.rsplit(":", 1)[1].strip("/")
    done = playbooks("serve", "--project", project, "--port", port)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
