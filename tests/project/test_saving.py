"""Content files written back: all of them or none, and never over what somebody else wrote."""

import errno
import fcntl
import os
import stat
from contextlib import suppress

import pytest
from faulty import Operations, killing, run_apart

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import saving
from partner_playbooks.project.finished_work import NAME
from partner_playbooks.project.saving import JOURNAL, recover_files, save_files

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
    files = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if name.parts[0] != NAME}


def test_files_change_appear_and_go_and_nothing_is_left_behind(root):
    untouched = (root / "content" / "c.yml").stat()
    (root / "content" / "a.yml").chmod(0o600)
    save_files(root, BEFORE, AFTER)
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
        save_files(root, BEFORE, AFTER)
    assert held(root) == before


def test_a_file_that_is_there_already_is_not_replaced(root):
    path = root / "content" / "roles" / "new.yml"
    path.symlink_to("nowhere")
    with pytest.raises(UserError, match="is there already"):
        save_files(root, BEFORE, AFTER)
    assert path.is_symlink()
    assert held(root) == BEFORE


FAULTS = [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EROFS, "Read-only"), KeyboardInterrupt()]


@pytest.mark.parametrize("fault", FAULTS, ids=["full", "read-only", "stop"])
def test_whatever_step_fails_all_is_as_it_was(root, monkeypatch, fault):
    """Every call that changes the disk fails once, after as many others as it takes to reach it (faults A6)."""
    files, at = BEFORE, 0
    while files == BEFORE:
        Operations(monkeypatch, raising(fault), at)
        with suppress(OSError, KeyboardInterrupt, UserError):
            save_files(root, BEFORE, AFTER)
        monkeypatch.undo()
        recover_files(root)
        files = held(root)
        at += 1
    assert files == AFTER
    assert at > 8


@pytest.mark.parametrize("fault", FAULTS[:2], ids=["full", "read-only"])
def test_a_disk_that_takes_nothing_more_loses_no_text(root, monkeypatch, fault):
    """A call fails, and so does every one after it: the next command finds all that was there (faults A6)."""
    at, failed = 0, True
    while failed:
        Operations(monkeypatch, raising(fault), at, on=True)
        failed = False
        try:
            save_files(root, BEFORE, AFTER)
        except (OSError, UserError) as error:
            failed = True
            put_back = "the next command makes the files what they were" in getattr(error, "hint", "")
            now = {name: raw for name, raw in held(root).items() if not name.endswith((".new", ".old", JOURNAL))}
            assert put_back or now in (BEFORE, AFTER)
        monkeypatch.undo()
        recover_files(root)
        assert held(root) in (BEFORE, AFTER)
        save_files(root, held(root), BEFORE)
        assert held(root) == BEFORE
        at += 1
    assert at > 8


@pytest.mark.long
def test_killed_between_any_two_steps_all_is_old_or_new(root, monkeypatch):
    """A process is killed before each operation in turn; after it all is as it was, or all is saved (faults A6)."""
    at, killed, found = 0, True, []
    while killed:

        def kill(at=at):
            Operations(monkeypatch, killing, at)
            save_files(root, BEFORE, AFTER)

        killed = run_apart(kill)
        recover_files(root)
        found.append(held(root))
        save_files(root, held(root), BEFORE)
        at += 1
    assert found == sorted(found, key=lambda files: files == AFTER)
    assert found[0] == BEFORE
    assert found[-1] == AFTER
    assert all(files in (BEFORE, AFTER) for files in found)
    assert at > 8


def kill_half_way(root, monkeypatch):
    def kill():
        monkeypatch.setattr(os, "unlink", killing)  # of what is gone: the new files are there already
        save_files(root, BEFORE, AFTER)

    assert run_apart(kill)
    assert (root / "content/a.yml").read_bytes() == AFTER["content/a.yml"]
    assert (root / "content/roles/b.yml").read_bytes() == BEFORE["content/roles/b.yml"]
    return "content/a.yml"


def test_what_somebody_changed_since_is_not_touched(root, monkeypatch):
    """A person who has begun to clean up by hand loses nothing to the cleaning up of a command (faults A6)."""
    name = kill_half_way(root, monkeypatch)
    (root / name).write_bytes(b"mine: 1\n")
    before = held(root)
    with pytest.raises(UserError, match="stopped half way") as caught:
        recover_files(root)
    assert str(root / JOURNAL) in caught.value.hint
    assert held(root) == before


def test_the_next_command_says_that_it_put_files_back(root, monkeypatch, run):
    """Nothing is mended in silence: `check` tells (faults A6)."""
    kill_half_way(root, monkeypatch)
    _, _, told = run("check", "--project", root)
    assert "stopped half way; its files are what they were before it" in told
    assert held(root) == BEFORE


def test_a_command_that_is_at_work_is_left_alone(root):
    journal = root / JOURNAL
    with journal.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert recover_files(root) is False
        with pytest.raises(UserError, match="another command is saving"):
            save_files(root, BEFORE, AFTER)
        assert journal.exists()
    assert recover_files(root) is False  # it had touched nothing
    assert held(root) == BEFORE


def test_what_an_editor_saves_at_the_last_moment_is_not_lost(root, monkeypatch):
    copy = saving.shutil.copy2

    def save_first(source, target):
        (root / "content/a.yml").write_bytes(b"mine: 1\n")
        return copy(source, target)

    monkeypatch.setattr(saving.shutil, "copy2", save_first)
    with pytest.raises(UserError, match=r"a\.yml was changed by somebody else meanwhile"):
        save_files(root, BEFORE, AFTER)
    assert held(root) == {**BEFORE, "content/a.yml": b"mine: 1\n"}
    assert not (root / "content" / "tiers").exists()


def test_a_journal_that_another_command_takes_away_is_missed(root, monkeypatch):
    """It looks like that of a command that was killed before it had touched anything."""
    lock = saving.lock_at_once

    def lock_late(descriptor):
        monkeypatch.setattr(saving, "lock_at_once", lock)
        assert recover_files(root) is False
        assert not (root / JOURNAL).exists()
        return lock(descriptor)

    monkeypatch.setattr(saving, "lock_at_once", lock_late)
    with pytest.raises(UserError, match="another command is at work"):
        save_files(root, BEFORE, AFTER)
    assert held(root) == BEFORE


def test_a_command_takes_away_no_journal_of_another(root, monkeypatch):
    """It is open until its own is gone: nobody else can hold one in that place before."""
    unlink = type(root).unlink
    locked = []

    def look_first(path, **named):
        if path.name == JOURNAL:
            with path.open("rb") as other:
                locked.append(not saving.lock_at_once(other.fileno()))
        return unlink(path, **named)

    monkeypatch.setattr(type(root), "unlink", look_first)
    save_files(root, BEFORE, AFTER)
    assert locked == [True]


def raising(fault):
    def act(_):
        raise fault

    return act
