"""Where the project is, and how tests run its command."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAYBOOKS = Path(sys.executable).with_name("playbooks")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def playbooks(*arguments, **options):
    return subprocess.run([PLAYBOOKS, *map(str, arguments)], capture_output=True, text=True, check=False, **options)
