"""Options and fixtures that all tests share."""

import os
import signal
import sys

import pytest
from demonstration import begin_sites

from partner_playbooks import cli

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job in the background; tests interrupt what they start
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """Put the tests that look at the built sites behind those that need none: these run while the sites are built."""
    items.sort(key=needs_sites)


def needs_sites(item):
    return "sites" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def sites_begun(request):
    """Begin to build the sites at once, where any test looks at them."""
    building = None
    if any(map(needs_sites, request.session.items)):
        building = begin_sites(request.getfixturevalue("shared"))
    yield
    if building is not None:
        building.wait()


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command in this process; give its exit status, what it printed, and what it told on stderr."""

    def run_(*arguments):
        monkeypatch.setattr(sys, "argv", ["playbooks", *map(str, arguments)])
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed, told = capsys.readouterr()
        return ended.value.code or 0, printed, told

    return run_


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="accept what was made as what is expected")
    parser.addoption("--golden", metavar="PATTERN", default="*", help="which golden files to accept, as roles/*.md")


def pytest_make_parametrize_id(val, argname):
    """Name no case by bytes, which may hold the time of day, or by much text: all workers must know it by one name."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 100) else None
