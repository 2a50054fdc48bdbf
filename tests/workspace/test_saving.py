"""Content files written back: all of them or none, and never over what somebody else wrote."""

import errno
import os
import stat

import pytest

from partner_playbooks.diagnostics import UserError
from partner_playbooks.workspace.saving import save

BEFORE = {"content/a.yml": b"a: 1\r\n", "content/roles/b.yml": b"b: 1\n", "content/c.yml": b"c: 1\n"}
AFTER = {
    "content/a.yml": b"a: 2\r\n",
    "content/roles/new.yml": b"b: 2\n",
    "content/c.yml": b"c: 1\n",
    "content/tiers/d.yml": b"d: 2\n",
}


@pytest.fixture
def root(tmp_path):
    for name, raw in BEFORE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return tmp_path


def held(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_files_change_appear_and_go_and_nothing_is_left_behind(root):
    untouched = (root / "content" / "c.yml").stat()
    (root / "content" / "a.yml").chmod(0o600)
    save(root, BEFORE, AFTER)
    assert held(root) == AFTER
    assert stat.S_IMODE((root / "content" / "a.yml").stat().st_mode) == 0o600
    assert (root / "content" / "c.yml").stat().st_mtime_ns == untouched.st_mtime_ns
    assert (root / "content" / "c.yml").stat().st_ino == untouched.st_ino


@pytest.mark.parametrize("name", ["content/a.yml", "content/roles/b.yml"])
@pytest.mark.parametrize("change", ["edited", "gone", "link"])
def test_a_file_that_somebody_else_touched_stops_all(root, name, change):
    path = root / name
    if change == "edited":
        path.write_bytes(b"mine: 1\n")
    else:
        path.unlink()
    if change == "link":
        (root / "elsewhere").write_bytes(b"mine: 1\n")
        path.symlink_to(root / "elsewhere")
    before = held(root)
    with pytest.raises(UserError, match="changed by somebody else"):
        save(root, BEFORE, AFTER)
    assert held(root) == before


def test_a_file_that_is_there_already_is_not_replaced(root):
    path = root / "content" / "roles" / "new.yml"
    path.symlink_to("nowhere")
    with pytest.raises(UserError, match="is there already"):
        save(root, BEFORE, AFTER)
    assert path.is_symlink()
    assert held(root) == BEFORE


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full", "stop"]
)
def test_whatever_step_fails_all_is_as_it_was(root, monkeypatch, fault):
    """Every call that changes the disk fails once, after as many others as it takes to reach it."""
    reached, files = 0, BEFORE
    while files == BEFORE:
        count = iter(range(1000))
        with monkeypatch.context() as patch:
            for name in ("replace", "mkdir", "chmod", "utime", "unlink"):
                patch.setattr(os, name, failing_at(getattr(os, name), count, reached, fault))
            try:
                save(root, BEFORE, AFTER)
            except (OSError, KeyboardInterrupt) as raised:
                assert raised is fault  # noqa: PT017 - which step it was is not known beforehand
        files = {name: raw for name, raw in held(root).items() if not name.endswith((".new", ".old"))}
        reached += 1
    assert files == AFTER
    assert reached > 8


def failing_at(call, count, failing, fault):
    def called(*arguments, **options):
        if next(count) == failing:
            raise fault
        return call(*arguments, **options)

    return called
