"""Where the project is, and how tests run its command."""

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from forking import ForkedCommand

ROOT = Path(__file__).parents[2]
PLAYBOOKS = Path(sys.executable).with_name("playbooks")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def playbooks(*arguments, **options):
    """Run the command; give what became of it.

    Where nothing special is asked for, it runs in a process forked from one that has imported all already.
    """
    forked = None if options or not hasattr(os, "fork") else _find_forked()
    if forked is not None:
        return forked.run(*arguments)
    return subprocess.run([PLAYBOOKS, *map(str, arguments)], capture_output=True, text=True, check=False, **options)


def _list_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


@cache
def _begin_forked():
    command = ForkedCommand()
    atexit.register(command.end)
    return _list_environment(), command


def _find_forked():
    """Give what runs the command in forked processes; None for a test that has changed the environment."""
    environment, command = _begin_forked()
    return command if environment == _list_environment() else None
