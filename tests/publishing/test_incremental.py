"""What is built upon finished work is, byte for byte, what is built of nothing."""

import random
import shutil

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
