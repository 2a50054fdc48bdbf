"""Options and fixtures that all tests share."""

import signal
import sys

import pytest

from partner_playbooks import cli

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job in the background; tests interrupt what they start
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
