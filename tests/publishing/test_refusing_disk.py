"""A disk that refuses one operation, whichever: a whole site stands, and the next build is as if nothing had been."""

import os
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from forking import ForkedCommand
from running import playbooks

SOURCE = Path(__file__).parents[1] / "support" / "refusing.c"
COMPILER = shutil.which("cc")
TODAY = ("--today", "2026-11-20")
SAMPLE, WAYS, END = 6, 40, 160
ROOM = 4096
pytestmark = pytest.mark.skipif(
    COMPILER is None or not Path("/proc/self/fd").is_dir(), reason="needs a C compiler, and Linux"
)


def compile_library(folder):
    """Give the library that refuses, and the file in which it counts, made in a folder."""
    library, count = folder / "refusing.so", folder / "count"
    subprocess.run([COMPILER, "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    count.write_bytes(bytes(ROOM))
    return library, count


def refuse_at(count, number):
    """Count anew; the operation of this number is refused, none at 0. The file stays, for others look at it."""
    with count.open("r+b") as file:
        file.write(struct.pack("ll", 0, number).ljust(ROOM, b"\0"))


def read_refused(count):
    """Give how many operations there were, and what was refused."""
    raw = count.read_bytes()
    return struct.unpack_from("l", raw)[0], raw[16:].split(b"\0")[0].decode()


def read_site(folder):
    """Give the files of the sites in a folder, without what a build could not clear away beside them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for site in folder.glob("[!.]*")
        for path in site.rglob("*")
        if path.is_file()
    }


class Disk:
    """A project with a site on a disk that refuses, and what stands there before a build and after it."""

    def __init__(self, folder, edition):
        self._edition = edition
        self.work, self._kept = folder / "work", folder / "kept"
        library, self._count = compile_library(folder)
        self._command = ForkedCommand(
            LD_PRELOAD=str(library), REFUSE_BELOW=f"{self.work}/", REFUSE_COUNT=str(self._count)
        )
        assert playbooks("init", "--minimal", self._kept / "project").returncode == 0
        shutil.copytree(self._kept, self.work)
        assert self.build().returncode == 0
        shutil.rmtree(self._kept)
        stage = next((self.work / "project" / "content" / "stages").glob("*.yml"))
        stage.write_text(stage.read_text().replace("title: Onboard", "title: Welcome", 1))
        shutil.copytree(self.work, self._kept)
        self.old = read_site(self.work / "site")
        assert self.build().returncode == 0
        self.new = read_site(self.work / "site")
        assert self.new != self.old
        self.operations = self.refuse(0)[0]

    def build(self, at=0):
        """Build what is asked for, each edition into a folder of its name, with one operation refused."""
        refuse_at(self._count, at)
        own = () if self._edition == "all" else (self._edition,)
        where = ("--project", self.work / "project", "--output", self.work.joinpath("site", *own))
        return self._command.run("build", "--edition", self._edition, *where, *TODAY)

    def refuse(self, at):
        """Build with one operation refused; give how many there were, what was refused, and what became of it."""
        shutil.rmtree(self.work)
        shutil.copytree(self._kept, self.work)
        done = self.build(at)
        return *read_refused(self._count), done

    def end(self):
        self._command.end()

    def check(self, at):
        _, refused, done = self.refuse(at)
        told = (at, refused, done.returncode, done.stderr[-2000:])
        site = read_site(self.work / "site")
        assert "Traceback" not in done.stderr, told
        if done.returncode == 0:
            assert site == self.new, told
        else:
            assert "error" in done.stderr, told
            stands = site in (self.old, self.new) or "is whole in" in done.stderr
            assert stands, told
        again = self.build()
        assert again.returncode == 0, (told, again.stderr)
        assert read_site(self.work / "site") == self.new, told
        assert {path.name for path in self.work.iterdir()} == {"project", "site"}, told
        editions = {"internal", "partner"} if self._edition == "all" else {self._edition}
        assert {path.name for path in (self.work / "site").iterdir()} == editions, told


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    disk = Disk(tmp_path_factory.mktemp("disk").resolve(), "all")
    yield disk
    disk.end()


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    disk = Disk(tmp_path_factory.mktemp("disk").resolve(), "internal")
    yield disk
    disk.end()


@pytest.mark.site
@pytest.mark.parametrize("part", range(SAMPLE))
def test_a_refused_operation_leaves_whole_sites(both, part):
    both.check(max(1, round(both.operations * (part + 0.5) / SAMPLE)))


@pytest.mark.slow
@pytest.mark.parametrize("way", range(WAYS))
def test_whichever_operation_is_refused_a_whole_site_stands(one, way):
    for at in range(1 + way, one.operations + 1, WAYS):
        one.check(at)


@pytest.mark.slow
@pytest.mark.parametrize("way", range(WAYS))
def test_whichever_operation_is_refused_while_both_sites_are_put_in_place_both_are_whole(both, way):
    for at in range(both.operations - END + 1 + way, both.operations + 1, WAYS):
        both.check(at)


def test_an_operation_is_refused(tmp_path):
    """The library refuses what it is told to, also in processes that are started: else nothing above says anything."""
    library, count = compile_library(tmp_path)
    (tmp_path / "disk").mkdir()
    said = []
    for at in range(9):
        refuse_at(count, at)
        script = "mkdir a && echo x > b && mv b c && ln c d && sync c"
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=tmp_path / "disk",
            capture_output=True,
            env={
                "PATH": os.environ["PATH"],
                "LD_PRELOAD": str(library),
                "REFUSE_BELOW": f"{tmp_path}/disk/",
                "REFUSE_COUNT": str(count),
            },
            check=False,
        )
        said.append((done.returncode == 0, read_refused(count)[1].partition(" ")[0]))
        shutil.rmtree(tmp_path / "disk")
        (tmp_path / "disk").mkdir()
    assert said[0] == (True, "")
    assert {name for fine, name in said[1:] if not fine} >= {"mkdir", "open", "rename", "link"}
