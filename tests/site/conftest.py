"""Both editions of the shipped content, built once for all workers; a server and a browser on them."""

import re
import time
import venv

import pytest
from installing import clean
from playwright.sync_api import sync_playwright
from running import CHROMIUM, playbooks
from serving import serving

_LONGEST = 600
"""Seconds that the sites may take."""


@pytest.fixture(scope="session")
def sites(shared):
    """The folder that holds `internal/` and `partner/`, built from the shipped content and made-up records."""
    folder, failed = shared / "sites", shared / "sites.failed"
    end = time.monotonic() + _LONGEST
    while not folder.exists():
        assert not failed.exists(), failed.read_text(encoding="utf-8")
        assert time.monotonic() < end, "the sites are not built"
        time.sleep(0.2)
    return folder


@pytest.fixture(scope="session")
def served(sites):
    """The address below which both editions are served."""
    with serving(sites) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM, "no Chromium on this machine: `make test` installs it"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield running
        running.close()


@pytest.fixture
def open_page(browser, served):
    """Open a page of an edition in a fresh context; what its policy forbids fails the test, as do other hosts."""
    contexts, strangers = [], []

    def open_(address="internal/", **options):
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda request: request.url.startswith((served, "data:", "blob:")) or strangers.append(request.url),
        )
        page.on("console", lambda said: "Content Security Policy" in said.text and strangers.append(said.text))
        page.goto(f"{served}/{address}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert strangers == []


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """The `bin` folder of an environment with what `init` wrote into a handbook, installed as its jobs do it."""
    folder = tmp_path_factory.mktemp("wheel")
    done = playbooks("init", "--minimal", folder / "ours")
    assert done.returncode == 0, done.stderr
    venv.create(folder / "env", with_pip=True)
    action = (folder / "ours" / ".github" / "actions" / "playbooks" / "action.yml").read_text(encoding="utf-8")
    (command,) = re.findall(r"run: (python -m pip install .*)", action)
    clean(folder / "env" / "bin", command, cwd=folder / "ours")
    return folder / "env" / "bin"
