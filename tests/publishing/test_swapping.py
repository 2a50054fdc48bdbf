"""The swap, whatever the system answers to each of its steps and wherever it is killed: a whole site, old or new."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path, PurePosixPath

import faulty
import pytest
from faulty import ERRNOS, Operations, answer_as, failing, killing, run_apart

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.locks import hold_signals
from partner_playbooks.publishing.output import Output, swap_together
from partner_playbooks.publishing.swapping import MARKER

STEPS = {"exchange": 1, "renames": 1, "files": 20}
"""The fewest operations that a swap takes, by what the system can do."""
SYSTEMS = list(STEPS)
EVERY_SYSTEM = pytest.mark.parametrize("system", SYSTEMS)
EVERY_CASE = pytest.mark.parametrize("case", [(system, had) for system in SYSTEMS for had in (True, False)], ids=str)
"""What the system can do, and whether there was a site before."""
OLD = dict.fromkeys(["index.html", "assets/old.css", "assets/both.css", "page", "pages/one/index.html"], "old")
NEW = dict.fromkeys(["index.html", "assets/both.css", "page/index.html", "pages", "ü" * 80], "new")


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).mkdir(exist_ok=True) if text is None else (folder / name).write_text(text)


def tree(folder):
    """Give all files and folders; None where there is no folder at all."""
    if not folder.exists():
        return None
    paths = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): None if path.is_dir() else path.read_text() for path in paths}


def whole(files, edition="internal"):
    folders = {str(parent) for name in files for parent in list(PurePosixPath(name).parents)[:-1]}
    return {**dict.fromkeys(sorted(folders)), **files, MARKER: f'{{"edition": "{edition}"}}\n'}


@pytest.fixture
def room(tmp_path):
    """An empty folder, again and again: a swap is tried many times in a test."""

    def make(*, had):
        shutil.rmtree(tmp_path, ignore_errors=True)
        out = Output(tmp_path / "site" / "internal", "internal")
        out.site.parent.mkdir(parents=True)
        if had:
            write(out.site, whole(OLD))
        return out

    return make


def prepare(*outs, files=NEW):
    for out in outs:
        out.prepare()
        write(out.fresh, files)
        out.mark()


def publish(*outs, files=NEW):
    prepare(*outs, files=files)
    swap_together(outs)
    for out in outs:
        out.clean()


def recover(out):
    """Do what the next build does first."""
    (out.site.parent.parent / "project" / "content").mkdir(parents=True, exist_ok=True)
    out.refuse_if_foreign(Project(out.site.parent.parent / "project"))
    out.recover()


def assert_the_next_build_works(out):
    newer = {**NEW, "index.html": "newer"}
    publish(out, files=newer)
    assert tree(out.site) == whole(newer)
    assert os.listdir(out.site.parent) == ["internal"]


def says_what_stands(error, out, had):
    """Hold what is said against what is there."""
    if "stands as it was" in error.hint:
        return tree(out.site) == whole(OLD)
    if "the next build puts it back" in error.hint:
        return str(out.old) in error.hint and tree(out.old) == whole(OLD if had else {})
    if "as before" in error.hint:
        return not had and tree(out.site) is None
    return "the new site stands" in error.hint and tree(out.site) == whole(NEW)


def try_at(room, case, act, at, *, on=False):
    """Swap, and act before an operation; give the folder, what was called, and what was told."""
    (system, had), patch = case, pytest.MonkeyPatch()
    out = room(had=had)
    prepare(out)
    told = None
    answer_as(system, patch)
    operations = Operations(patch, act, at, on=on)
    try:
        swap_together([out])
    except UserError as error:
        told = error
        assert says_what_stands(told, out, had), told.hint
    patch.undo()
    return out, operations.names, told


@EVERY_CASE
def test_whatever_step_fails_and_however_a_whole_site_stands(room, case):
    """Each operation fails once, those that move folders with every answer, the others with one each (faults A6)."""
    system, had = case
    _, names, _ = try_at(room, case, failing(errno.EIO), None)
    assert len(names) >= STEPS[system]
    for at, name in enumerate(names):
        moves = name in {"rename", "renameat2"} and system != "files"  # where folders are renamed in vain anyway
        for code in ERRNOS if moves else [ERRNOS[at % len(ERRNOS)]]:
            out, _, told = try_at(room, case, failing(code), at)
            assert tree(out.site) == (whole(NEW) if told is None else whole(OLD) if had else None), (name, told)
            out.clean()
            assert_the_next_build_works(out)


@EVERY_CASE
def test_a_disk_that_takes_nothing_more_loses_no_site(room, case):
    """An operation fails, and so does every one after it: the old site is whole, and it is said where (faults A6)."""
    _, had = case
    at, told = 0, True
    while told:
        out, names, told = try_at(room, case, failing(errno.EROFS), at, on=True)
        if told is None:
            assert tree(out.site) == whole(NEW)
        out.clean()
        recover(out)
        assert tree(out.site) == (whole(NEW) if told is None else whole(OLD) if had else None), (at, names)
        assert_the_next_build_works(out)
        at += 1
    assert at > 1


@pytest.mark.long
@EVERY_CASE
def test_killed_between_any_two_steps_a_whole_site_stands(room, monkeypatch, case):
    """A process of its own is killed before each operation in turn; the next build finds a whole site (faults A6)."""
    system, had = case
    at, killed = 0, True
    while killed:
        out = room(had=had)
        prepare(out)

        def swap(out=out, at=at):
            answer_as(system, monkeypatch)
            Operations(monkeypatch, killing, at)
            swap_together([out])

        killed = run_apart(swap)
        assert tree(out.site) in (whole(OLD), whole(NEW), None) or tree(out.old) == whole(OLD if had else {})
        assert tree(out.site) is not None or not had or tree(out.old) == whole(OLD)
        recover(out)
        assert tree(out.site) in ((whole(OLD), whole(NEW)) if had else (None, whole(NEW)))
        assert killed or tree(out.site) == whole(NEW)
        assert_the_next_build_works(out)
        at += 1
    assert at >= STEPS[system]


@pytest.mark.long
@EVERY_SYSTEM
def test_killed_again_while_the_old_site_is_put_back(room, monkeypatch, system):
    """What puts a site back may be killed as well, before each of its operations (faults A6)."""
    at, killed = 0, True
    while killed:
        out = room(had=True)
        shutil.copytree(out.site, out.old)
        (out.site / "index.html").write_text("half")
        (out.site / "more.html").write_text("half")

        def put_back(out=out, at=at):
            answer_as(system, monkeypatch)
            Operations(monkeypatch, killing, at)
            out.recover()

        killed = run_apart(put_back)
        recover(out)
        assert tree(out.site) == whole(OLD)
        assert_the_next_build_works(out)
        at += 1
    assert at > 3


@EVERY_SYSTEM
def test_sites_appear_together_or_not_at_all(tmp_path, monkeypatch, system):
    """Where the second site cannot be swapped, from any operation on, the first is the old one again (faults A6)."""
    outs = [Output(tmp_path / "site" / name, name) for name in ("first", "second")]
    told, at = True, 0

    def act(given):
        if "second" in str(given):
            failing(errno.EIO)(given)

    while told:
        shutil.rmtree(tmp_path)
        outs[0].site.parent.mkdir(parents=True)
        publish(*outs, files=OLD)
        prepare(*outs)
        told = None
        answer_as(system, monkeypatch)
        Operations(monkeypatch, act, at, on=True)
        try:
            swap_together(outs)
        except UserError as error:
            told = error
        monkeypatch.undo()
        for out in outs:
            out.clean()
            out.recover()
        assert [tree(out.site) for out in outs] == [whole(OLD if told else NEW, out.edition) for out in outs], at
        publish(*outs)
        assert sorted(os.listdir(outs[0].site.parent)) == ["first", "second"]
        at += 7 if system == "files" else 1
    assert at > 1


def test_the_message_of_a_failed_swap_names_the_place_and_what_stands(room):
    out, _, told = try_at(room, ("renames", True), failing(errno.EROFS), 2, on=True)
    assert str(told).endswith("Read-only file system")
    assert told.hint == f"the old site is whole in {out.old}, and the next build puts it back to {out.site}"
    out.recover()
    assert tree(out.site) == whole(OLD)


OVERLAID = f"""
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

sys.path.insert(0, {str(Path(faulty.__file__).parent)!r})
spec = spec_from_file_location("swaps", {__file__!r})
swaps = module_from_spec(spec)
spec.loader.exec_module(swaps)
out = swaps.Output(Path("merged/site/internal"), "internal")
swaps.publish(out)
assert swaps.tree(out.site) == swaps.whole(swaps.NEW)
swaps.assert_the_next_build_works(out)
"""


@pytest.mark.parametrize("layer", ["lower", "both"])
def test_on_a_containers_overlay_the_new_site_takes_the_old_ones_place(tmp_path, layer):
    """A real overlay whose lower layer holds the site: folders there cannot be renamed (faults A6)."""
    for name in ("lower/site/internal", "upper", "work", "merged"):
        (tmp_path / name).mkdir(parents=True)
    write(tmp_path / "lower/site/internal", whole(OLD))
    if layer == "both":
        write(tmp_path / "upper/site/internal", {"index.html": "old"})
    mount = "mount -t overlay -o userxattr,lowerdir=lower,upperdir=upper,workdir=work overlay merged"
    apart = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else []), "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*apart, mount], cwd=tmp_path, check=False).returncode:
        pytest.skip("no overlay can be mounted here")
    command = [*apart, f'{mount} && exec "$0" -c "$1"', sys.executable, OVERLAID]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ctrl_c_waits_until_the_swap_is_done(room, monkeypatch):
    out = room(had=True)
    prepare(out)
    answer_as("renames", monkeypatch)
    Operations(monkeypatch, lambda _: signal.raise_signal(signal.SIGINT), 1)
    with pytest.raises(KeyboardInterrupt):
        swap_together([out])
    assert tree(out.site) == whole(NEW)
    with pytest.raises(KeyboardInterrupt), hold_signals():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@EVERY_SYSTEM
def test_a_reader_finds_every_page_while_files_are_replaced(room, monkeypatch, system):
    """At each step of the swap, a page of both sites is there, but for the moment between two renames (faults A6)."""
    out = room(had=True)
    prepare(out)
    missed = []
    answer_as(system, monkeypatch)
    Operations(monkeypatch, lambda _: missed.append(not (out.site / "index.html").exists()), 0, on=True)
    swap_together([out])
    assert missed.count(True) == (1 if system == "renames" else 0)
