"""What is built upon finished work is, byte for byte, what is built of nothing."""

import os
import random
import shutil
import signal
import subprocess
import time
from datetime import UTC, datetime

import pytest
from editing_at_random import RandomEdits
from running import PLAYBOOKS, playbooks


def read_site(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(project, output, *options):
    done = playbooks(
        "build", "--edition", "all", "--project", project, "--output", output, "--today", "2026-11-20", *options
    )
    return (
        done.returncode,
        done.stdout.replace(str(output), ""),
        done.stderr.replace("Nothing has changed since the last build.\n", ""),
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Give a folder with a project and its sites, as they are before the first edit."""
    folder = tmp_path_factory.mktemp("begun")
    RandomEdits(folder / "ours", random.Random()).begin()
    assert build(folder / "ours", folder / "upon")[0] == 0
    return folder


def check_sequence(begun, folder, seed, longest):
    """Build after each of some edits; what stands in the end is what is built of nothing."""
    shutil.copytree(begun, folder, dirs_exist_ok=True)
    project, chance = folder / "ours", random.Random(seed)
    edits, made = RandomEdits(project, chance), []
    for _ in range(chance.randrange(longest) + 1):
        made.append(edits.make())
        upon = build(project, folder / "upon")
        assert upon[0] == 0, (seed, made, upon)
    assert upon == build(project, folder / "fresh", "--fresh"), (seed, made)
    ours, theirs = read_site(folder / "upon"), read_site(folder / "fresh")
    assert sorted(ours) == sorted(theirs), (seed, made)
    assert [name for name in ours if ours[name] != theirs[name]] == [], (seed, made)


@pytest.mark.site
@pytest.mark.parametrize("seed", range(20))
def test_twenty_sequences_of_edits(begun, tmp_path, seed):
    check_sequence(begun, tmp_path, seed, 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 400))
def test_three_hundred_sequences_of_edits(begun, tmp_path, seed):
    check_sequence(begun, tmp_path, seed, 5)


@pytest.fixture
def edited(begun, tmp_path):
    """Give a folder with a project and its sites, one word of which has changed since they were built."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    say(tmp_path / "ours", "Welcome")
    return tmp_path


def say(project, word):
    stage = next((project / "content" / "stages").glob("*.yml"))
    stage.write_text(stage.read_text().replace("title: Onboard", f"title: {word}", 1))


def assert_clean(folder):
    """What the next build gives is what is built of nothing."""
    assert build(folder / "ours", folder / "upon")[0] == 0
    assert build(folder / "ours", folder / "fresh", "--fresh")[0] == 0
    assert read_site(folder / "upon") == read_site(folder / "fresh")


@pytest.mark.site
@pytest.mark.parametrize("year", [1980, 2099])
def test_a_clock_that_was_put_back_or_forward_hides_nothing(edited, year):
    """Files are then younger than what was made of them, or older by far."""
    seconds = datetime(year, 1, 2, tzinfo=UTC).timestamp()
    for path in sorted(edited.rglob("*"), reverse=True):
        if ".git" not in path.parts:
            os.utime(path, (seconds, seconds))
    assert_clean(edited)
    say(edited / "ours", "Receive")
    for path in (edited / "ours" / "content").rglob("*.yml"):
        os.utime(path, (0, 0))
    assert_clean(edited)


@pytest.mark.site
def test_builds_at_once_share_what_is_finished_and_give_the_same(edited):
    wanted = [("internal", "one"), ("partner", "two"), ("all", "upon"), ("all", "upon")]
    running = [start_build(edited, edition, name) for edition, name in wanted]
    for process in running:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
    assert build(edited / "ours", edited / "fresh", "--fresh")[0] == 0
    fresh = read_site(edited / "fresh")
    assert read_site(edited / "upon") == fresh
    for edition, name in wanted[:2]:
        site = {f"{edition}/{path}": raw for path, raw in read_site(edited / name).items()}
        assert site == {path: raw for path, raw in fresh.items() if path.startswith(f"{edition}/")}


@pytest.mark.site
@pytest.mark.parametrize("seed", range(4))
def test_a_build_that_is_killed_leaves_whole_sites_and_nothing_that_the_next_is_led_astray_by(edited, seed):
    old = read_site(edited / "upon")
    process = start_build(edited, "all", "upon")
    time.sleep(random.Random(seed).uniform(0.5, 3))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    stands = {name: raw for name, raw in read_site(edited / "upon").items() if not name.startswith(".")}
    assert_clean(edited)
    assert stands in (old, read_site(edited / "upon"))


def start_build(folder, edition, name):
    """Begin a build in processes of its own."""
    where = ("--project", folder / "ours", "--output", folder / name)
    return subprocess.Popen(
        [PLAYBOOKS, "build", "--edition", edition, *where, "--today", "2026-11-20"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.site
def test_records_of_a_handbook_without_plans_lead_to_no_page_of_plans(tmp_path):
    """A strict build ends at the first link that leads nowhere."""
    edits = RandomEdits(tmp_path / "ours", random.Random(1))
    edits.begin()
    edits.track()
    code, _, told = build(tmp_path / "ours", tmp_path / "site")
    assert code == 0, told
    partners = list((tmp_path / "site/internal/partners").glob("*/index.html"))
    assert partners
    assert not any("my-plans/" in path.read_text() for path in partners)


@pytest.mark.site
def test_what_a_build_left_beside_its_site_goes_though_nothing_has_changed(tmp_path):
    assert playbooks("init", "--minimal", tmp_path / "ours").returncode == 0
    assert build(tmp_path / "ours", tmp_path / "site")[0] == 0
    litter = tmp_path / "site" / ".partner.playbooks-work" / "staging"
    litter.mkdir(parents=True)
    done = playbooks(
        "build",
        "--edition",
        "all",
        "--project",
        tmp_path / "ours",
        "--output",
        tmp_path / "site",
        "--today",
        "2026-11-20",
    )
    assert "Nothing has changed" in done.stderr
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["internal", "partner"]
