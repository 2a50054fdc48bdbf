"""`playbooks serve`: the last save is shown in the end, strangers are refused, and its end leaves nothing behind."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import urllib.parse
import urllib.request
from contextlib import ExitStack, contextmanager

import pytest
from previewing import Preview, wait_for
from running import ROOT, playbooks

pytestmark = pytest.mark.site


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    assert playbooks("init", folder, "--minimal").returncode == 0
    return folder


@pytest.fixture
def start(project, tmp_path):
    """Start previews of the project; whatever a test leaves running is ended."""
    running = []

    def start_(**options):
        running.append(Preview(project, tmp_path / f"preview-{len(running)}", **options))
        return running[-1]

    yield start_
    for preview in running:
        preview.kill()


@pytest.fixture
def stage(project):
    return project / "content" / "stages" / "onboard.yml"


# -- what is saved ---------------------------------------------------------------------------------------------------


def assert_current(preview, project, tmp_path):
    """What is served becomes, page for page, what a build of the project gives now; and then it stays so."""
    now = tmp_path / "now"
    done = playbooks("build", "--project", project, "--output", now, env={"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stderr
    size = re.compile(r' <span class="size">[^<]*</span>')  # a preview makes files when they are asked for
    pages = {path.relative_to(now).as_posix(): size.sub("", path.read_text()) for path in now.rglob("index.html")}
    assert pages

    def is_current():
        return all(preview.get(name.removesuffix("index.html")) == page for name, page in pages.items())

    wait_for(is_current)
    wait_for(lambda: not preview.publishers())
    assert is_current()


@pytest.mark.slow
def test_many_saves_in_a_row_end_in_the_last(start, project, stage, tmp_path):
    preview = start()
    preview.shows("Hold the kickoff meeting")
    good = stage.read_text()
    for number in range(60):  # quicker than anything can be built
        stage.write_text(good.replace("the kickoff meeting", f"meeting {number}"))
    wait_for(preview.processes)
    stage.write_text(good.replace("the kickoff meeting", "the last meeting"))  # while a build is under way
    preview.shows("Hold the last meeting")
    assert_current(preview, project, tmp_path)


@pytest.mark.slow
def test_files_that_are_replaced_are_seen_each_time(start, project, stage, tmp_path):
    """As editors save: a new file under another name, which is then renamed."""
    preview = start()
    preview.shows("Hold the kickoff meeting")
    good = {path: path.read_text() for path in (stage, project / "site_config.yml")}
    for sign in "§¶":
        for path, text in good.items():
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_text(
                text.replace("the kickoff meeting", sign).replace("permalink: true", f'permalink: "{sign}"')
            )
            fresh.replace(path)
            preview.shows(f"Hold {sign}" if path == stage else f">{sign}</a>")
    assert_current(preview, project, tmp_path)


@pytest.mark.slow
def test_a_look_of_ones_own_is_followed_from_its_first_file(start, project, tmp_path):
    preview = start()
    preview.shows("Hold the kickoff meeting")
    own = project / "theme" / "site" / "assets" / "css" / "tokens.css"
    own.parent.mkdir(parents=True)
    for colour in ("red", "blue"):
        own.write_text(f":root {{ --accent: {colour} }}")
        preview.shows(f"--accent: {colour}", "assets/css/tokens.css")
    shutil.rmtree(project / "theme")
    wait_for(lambda: "--accent: blue" not in preview.get("assets/css/tokens.css"))
    assert_current(preview, project, tmp_path)


def git(project, *arguments):
    command = ["git", "-C", project, "-c", "user.name=Test", "-c", "user.email=test@example.com", *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.slow
def test_a_checkout_of_another_branch_ends_in_that_branch(start, project, tmp_path):
    """Hundreds of files come, go and change at once, and folders with them."""
    shutil.rmtree(project / "content")
    shutil.copytree(ROOT / "content", project / "content")
    git(project, "init", "-q", "-b", "full")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "all of it")
    git(project, "checkout", "-qb", "small")
    shutil.rmtree(project / "content")
    assert playbooks("init", tmp_path / "small", "--minimal").returncode == 0
    shutil.copytree(tmp_path / "small" / "content", project / "content")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "a little")

    preview = start(path=os.environ["PATH"])
    preview.shows("Hold the kickoff meeting")
    for branch in ("full", "small", "full"):  # at once, one after the other
        git(project, "checkout", "-q", branch)
    preview.shows("Hold the kickoff", "stages/activate/")
    assert "does not exist" in preview.get("stages/onboard/")
    assert_current(preview, project, tmp_path)
    git(project, "checkout", "-q", "small")
    preview.shows("Hold the kickoff meeting")
    assert_current(preview, project, tmp_path)


def test_a_mistake_keeps_the_last_good_site_whole(start, stage):
    preview = start()
    preview.shows("Hold the kickoff meeting")
    good = stage.read_text()
    stage.write_text(good.replace("title: Onboard", "title: Welcome"))
    wait_for(preview.publishers)  # the whole is under way, and is not given up for what cannot be built
    stage.write_text(good.replace("owner: partner-manager", "owner: partner-manger", 1))
    wait_for(lambda: "PB201" in preview.words)
    assert "The last good site stays until this is put right." in preview.words
    for place in ("", "stages/onboard/", "print/"):
        preview.shows("Welcome", place)


# -- who is answered ---------------------------------------------------------------------------------------------------


def ask(preview, path, **headers):
    """Send a request as it stands; give status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    assert playbooks("init", folder / "project", "--minimal").returncode == 0
    (folder / "project" / "secret.txt").write_text("hush-hush")
    preview = Preview(folder / "project", folder / "preview")
    preview.shows("Hold the kickoff meeting")
    yield preview
    preview.kill()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:{port}", "127.0.0.1", "127.0.0.1:{port}", "localhost:80"])
def test_this_machine_is_answered(running, host):
    assert ask(running, "/", Host=host.format(port=running.port))[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "example.com:{port}",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "localhost@example.com",
        "0.0.0.0",  # noqa: S104 - a name to be refused
        "[::1]",
        "",
        "127.0.0.2",
        "[",
        None,
    ],
)
@pytest.mark.parametrize("path", ["/", "/_preview/news?page=", "/_preview/client.js", "/no-such-page/"])
def test_another_name_is_refused(running, host, path):
    """The page of another site whose name was made to lead to this machine reads nothing (DNS rebinding)."""
    status, _, body = ask(running, path, Host=host and host.format(port=running.port))
    assert status == 421
    assert b"<" not in body


def test_only_this_machine_is_listened_to(running):
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in (others - {"127.0.1.1"}) or {"127.0.0.2"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((address, running.port), timeout=5)


@pytest.mark.parametrize(
    "path",
    [
        "/../../project/secret.txt",
        "/assets/../../../project/secret.txt",
        "/%2e%2e/%2e%2e/project/secret.txt",
        "/..%2f..%2f..%2fproject/secret.txt",
        "/..%5c..%5cproject/secret.txt",
        "//etc/passwd",
        "/{project}/secret.txt",
        "/stages//../../../../project/secret.txt",
        "/../mkdocs.yml",
        "/../extras.json",
        "/_preview/../client.js",
        "/_preview/serving.py",
        "/assets/%00",
    ],
)
def test_nothing_but_the_site_is_served(running, path):
    status, _, body = ask(running, path.format(project=running.project))
    assert status == 404
    assert b"hush-hush" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("path", ["/assets/", "/assets", "/assets/css/", "/search/", "/_preview/"])
def test_no_folder_is_listed(running, path):
    status, _, body = ask(running, path)
    assert status == 404
    assert b"This page does not exist" in body


def test_a_folder_without_its_slash_leads_to_it(running):
    status, headers, _ = ask(running, "/stages/onboard")
    assert (status, headers["Location"]) == (302, "/stages/onboard/")
    assert ask(running, "//example.com/stages")[0] == 404


def test_what_an_address_holds_never_becomes_part_of_a_page(running):
    hostile = urllib.parse.quote('"><script>alert(1)</script>')
    status, _, body = ask(running, f"/{hostile}/")
    assert status == 404
    assert b"<script>alert" not in body


def test_no_answer_is_kept(running):
    for path in ("/", "/assets/css/tokens.css", "/_preview/client.js"):
        assert ask(running, path)[1]["Cache-Control"] == "no-store"


def test_a_look_is_kept_by_the_name_that_a_page_gives_it_and_by_no_other(running):
    _, headers, body = ask(running, "/stages/onboard/")
    assert headers["Cache-Control"] == "no-store"
    named = set(re.findall(r'(?:href|src)="\.\./\.\./(assets/[^"?]+)\?look=(\w+)"', body.decode()))
    endings = {name.rpartition(".")[2] for name, _ in named}
    assert endings == {"css", "js"}
    assert len({look for _, look in named}) == 1
    for name, look in named:
        status, headers, _ = ask(running, f"/{name}?look={look}")
        assert (status, headers["Cache-Control"]) == (200, "max-age=31536000, immutable")
        for other in ("", look[:-1], f"{look}0", "x"):
            assert ask(running, f"/{name}?look={other}")[1]["Cache-Control"] == "no-store"
    assert ask(running, f"/assets/none.css?look={look}")[1]["Cache-Control"] == "no-store"


def test_a_built_site_has_no_trace_of_a_preview(sites):
    files = [path for path in sites.rglob("*") if path.is_file()]
    assert len(files) > 500
    assert [path for path in files if b"_preview" in path.read_bytes() or b"EventSource" in path.read_bytes()] == []


def test_a_port_in_use_is_told(running):
    done = playbooks("serve", "--project", running.project, "--port", running.port)
    assert done.returncode == 2
    assert f"port {running.port} cannot be used" in done.stderr


# -- the end -----------------------------------------------------------------------------------------------------------


@contextmanager
def listening(preview, page="", version=""):
    """Hold a stream of news of a page open; it stays open as long as that is of this version."""
    stream = socket.create_connection(("127.0.0.1", preview.port), timeout=10)
    stream.sendall(f"GET /_preview/news?page={page}&version={version} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    with stream:
        assert b"event" in stream.recv(4096) + stream.recv(4096)
        yield


ENDS = [
    (signal.SIGINT, 0, "building"),
    (signal.SIGTERM, 143, "idle"),
    pytest.param(signal.SIGTERM, 143, "starting", marks=pytest.mark.slow),
    pytest.param(signal.SIGINT, 0, "starting", marks=pytest.mark.slow),
    pytest.param(signal.SIGINT, 0, "idle", marks=pytest.mark.slow),
    pytest.param(signal.SIGTERM, 143, "building", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("sign", "status", "when"), ENDS)
def test_the_end_is_at_once_and_leaves_nothing(start, stage, sign, status, when):
    preview = start()
    with ExitStack() as stack:
        if when != "starting":
            preview.shows("Hold the kickoff meeting")
            wait_for(lambda: preview.builds)
            stack.enter_context(listening(preview))
        if when == "building":
            stage.write_text(stage.read_text().replace("the kickoff meeting", "the first meeting"))
            wait_for(preview.publishers)
        preview.process.send_signal(sign)
        assert preview.process.wait(10) == status
        assert preview.processes() == []
        assert os.listdir(preview.folder) == []
        assert not (preview.project / "site").exists()
        assert "Traceback" not in preview.words
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", preview.port))


@pytest.mark.slow
def test_a_second_ctrl_c_does_no_harm(start):
    preview = start()
    preview.shows("Hold the kickoff meeting")
    preview.process.send_signal(signal.SIGINT)
    preview.process.send_signal(signal.SIGINT)
    preview.process.wait(20)
    assert os.listdir(preview.folder) == []
    assert "Traceback" not in preview.words


@pytest.mark.slow
def test_a_publisher_that_ends_is_begun_anew(start, stage):
    preview = start()
    wait_for(lambda: preview.builds)
    first, before = wait_for(lambda: preview.processes("mkdocs_pages")), preview.builds
    with urllib.request.urlopen(f"{preview.address}stages/onboard/") as answer:
        version = re.search(r'data-version="(\w+)"', answer.read().decode())[1]
    with listening(preview, "stages/onboard/", version):
        os.kill(int(first[0]), signal.SIGKILL)
        stage.write_text(stage.read_text().replace("the kickoff meeting", "the first meeting"))
        preview.shows("the first meeting")
    wait_for(lambda: preview.builds > before)
    assert wait_for(lambda: preview.processes("mkdocs_pages")) != first
    assert "Traceback" not in preview.words
