"""Both editions of the shipped content with made-up records: the sites that tests look at, built once for all workers.

    python tests/support/demonstration.py FOLDER

`FOLDER/sites` is there when all of it is built; `FOLDER/sites.failed` says why it is not.
"""

import subprocess
import sys
from pathlib import Path

from running import ROOT, playbooks

HOSTILE_NAME = "<b onclick=alert(1)>A|B</b> [c](javascript:alert(2)) `d` *e* & &lt;g&gt;"


def begin_sites(folder):
    """Begin to build the sites, unless another worker has: tests that need none run meanwhile."""
    try:
        (folder / "sites.begun").open("x").close()
    except FileExistsError:
        return None
    return subprocess.Popen([sys.executable, __file__, folder])


def make_snapshot(folder):
    """Give the snapshot of a programme that does not exist; the name of a partner in it means something elsewhere."""
    day = ("--as-of", "2026-11-20")
    run("track", "demo", folder, "--project", ROOT, *day)
    partners = folder / "records" / "partners.csv"
    text = partners.read_text(encoding="utf-8")
    name = text.splitlines()[4].split(",")[1]
    partners.write_text(text.replace(name, HOSTILE_NAME), encoding="utf-8")
    run("track", "--project", ROOT, "--records", folder, *day)
    return folder / "snapshot.json"


def build(folder):
    """Build the sites, and put them where they are looked for in one step."""
    snapshot = make_snapshot(folder / "records")
    options = ("--edition", "all", "--zip", "--snapshot", snapshot)
    run("build", "--project", ROOT, *options, "--output", folder / "sites.new")
    (folder / "sites.new").rename(folder / "sites")


def run(*arguments):
    done = playbooks(*arguments)
    if done.returncode:
        raise RuntimeError(done.stderr)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    try:
        build(where)
    except Exception as error:
        (where / "sites.failed").write_text(str(error), encoding="utf-8")
        raise
