"""What is built upon finished work is, byte for byte, what is built of nothing."""

import random

import pytest
from editing_at_random import RandomEdits
from running import playbooks


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


def check_edits(folder, seed, count):
    project = folder / "ours"
    edits = RandomEdits(project, random.Random(seed))
    edits.begin()
    made = []
    for _ in range(count):
        made.append(edits.make())
        upon, of_nothing = build(project, folder / "upon"), build(project, folder / "fresh", "--fresh")
        assert upon == of_nothing, (seed, made)
        assert upon[0] == 0, (seed, made, upon)
        ours, theirs = read_site(folder / "upon"), read_site(folder / "fresh")
        assert sorted(ours) == sorted(theirs), (seed, made)
        assert [name for name in ours if ours[name] != theirs[name]] == [], (seed, made)


@pytest.mark.site
@pytest.mark.parametrize("seed", range(4))
def test_twenty_edits(tmp_path, seed):
    check_edits(tmp_path, seed, 5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_three_hundred_edits(tmp_path, seed):
    check_edits(tmp_path, seed, 10)
