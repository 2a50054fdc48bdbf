"""Files to download are made once: what has not changed is taken from the site that stands."""

import hashlib
import json
import operator
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from downloading import LOOK, MAKERS
from running import ROOT

from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.workers import spread_work
from partner_playbooks.publishing.staged_files import LIST, list_on_demand, reserve_downloads, write_downloads

WANTED = ("document", "kickoff-agenda"), ("stage", "activate"), ("plan", "off-boarding")
OFFERS = [
    offer
    for offer in list_offers(MAKERS["partner"], LOOK)
    if (offer.file.kind, offer.file.id) in WANTED or offer.file.kind == "document"
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    assert write_downloads(folder, OFFERS, LOOK, folder / "nothing").made == len(OFFERS)
    return folder / "docs"


@pytest.fixture
def site(made, tmp_path):
    """A site that stands, with all files."""
    return shutil.copytree(made, tmp_path / "old")


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.long
def test_nothing_that_has_not_changed_is_made_again(site, tmp_path):
    assert write_downloads(tmp_path / "new", OFFERS, LOOK, site).made == 0
    assert contents(tmp_path / "new" / "docs") == contents(site)
    paths = [f"downloads/{offer.file.path}" for offer in OFFERS]
    assert all((tmp_path / "new" / "docs" / path).samefile(site / path) for path in paths)


@pytest.mark.long
def test_what_was_damaged_taken_away_or_would_be_another_is_made_again(site, tmp_path):
    paths = [offer.file.path for offer in OFFERS]
    whole = contents(site)
    (site / "downloads" / paths[0]).write_bytes(b"damaged")
    (site / "downloads" / paths[1]).unlink()
    known = json.loads((site / "downloads" / LIST).read_text())
    known[paths[2]][0] = "another key"
    (site / "downloads" / LIST).write_text(json.dumps(known))
    elsewhere = (site / "downloads" / paths[3]).rename(tmp_path / "elsewhere")
    (site / "downloads" / paths[3]).symlink_to(elsewhere)
    assert write_downloads(tmp_path / "new", OFFERS, LOOK, site).made == 4
    assert contents(tmp_path / "new" / "docs") == whole
    assert not (tmp_path / "new" / "docs" / "downloads" / paths[3]).samefile(elsewhere)


@pytest.mark.parametrize("text", ["", "[]", "no json", '{"a": 1}', "[" * 200_000])
def test_a_list_that_cannot_be_read_makes_all_again(site, tmp_path, text):
    (site / "downloads" / LIST).write_text(text)
    assert write_downloads(tmp_path / "new", OFFERS[:3], LOOK, site).made == 3


def test_what_is_not_offered_any_more_is_not_taken_along(site, tmp_path):
    write_downloads(tmp_path / "new", OFFERS[:3], LOOK, site)
    names = {offer.file.path for offer in OFFERS[:3]} | {LIST}
    assert contents(tmp_path / "new" / "docs" / "downloads").keys() == names


def test_a_preview_makes_the_same_when_it_is_asked(site, tmp_path):
    reserve_downloads(tmp_path, OFFERS)
    assert set(contents(tmp_path / "docs").values()) == {b""}
    ways = list_on_demand(OFFERS, LOOK)
    assert ways.keys() == contents(tmp_path / "docs").keys()
    pack = next(address for address in ways if address.endswith(".zip"))
    assert ways[pack]() == (site / pack).read_bytes()


@pytest.mark.parametrize("count", [0, 3, 100])
def test_work_is_spread_and_comes_back_in_order(count):
    assert list(spread_work(operator.mul, 3, range(count))) == [3 * item for item in range(count)]


@pytest.mark.site
def test_a_format_that_cannot_be_made_is_told_with_its_place_and_takes_no_other_with_it(made, tmp_path):
    """Here one that the theme cannot set, as an editor of templates would meet it; other processes tell it too (B1)."""
    broken = replace(LOOK, templates={"shared.typ": "#unknown", "checklist.typ": "", "form.typ": ""})
    writing = write_downloads(tmp_path, OFFERS, broken, made / "nothing")
    assert {failure.file for failure in writing.failures} == {
        offer.file.path for offer in OFFERS if offer.file.format == "pdf"
    }
    assert all("unknown variable" in failure.reason for failure in writing.failures)
    assert {failure.place for failure in writing.failures} == {
        offer.place for offer in OFFERS if offer.file.format == "pdf"
    }
    assert all((ROOT / failure.place).is_file() for failure in writing.failures)
    others = {offer.file.path for offer in OFFERS if offer.file.format != "pdf"}
    assert {f"downloads/{path}" for path in others} | {f"downloads/{LIST}"} == contents(tmp_path / "docs").keys()
    pack = next(path for path in others if path.endswith(".zip"))
    with ZipFile(tmp_path / "docs" / "downloads" / pack) as archive:
        assert {name.rpartition(".")[2] for name in archive.namelist() if "/" not in name} == {"docx", "xlsx", "csv"}
    (tmp_path / "docs").rename(tmp_path / "site")
    mended = write_downloads(tmp_path / "next", OFFERS, LOOK, tmp_path / "site")
    assert not mended.failures
    assert contents(tmp_path / "next" / "docs").keys() == {f"downloads/{offer.file.path}" for offer in OFFERS} | {
        f"downloads/{LIST}"
    }


def test_a_pack_that_cannot_be_made_is_told_and_left_out(site, tmp_path, monkeypatch):
    pack = next(offer.file.path for offer in OFFERS if offer.file.format == "zip")
    (site / "downloads" / pack).unlink()

    def refuse(_held):
        raise UserError("there is no room", "make some")

    monkeypatch.setattr("partner_playbooks.downloads.offers.pack_archive", refuse)
    writing = write_downloads(tmp_path / "new", OFFERS, LOOK, site)
    assert [(failure.file, failure.reason) for failure in writing.failures] == [(pack, "there is no room; make some")]
    folder = tmp_path / "new" / "docs" / "downloads"
    assert pack not in json.loads((folder / LIST).read_text())
    assert contents(folder).keys() == contents(site / "downloads").keys()


@pytest.mark.site
def test_processes_end_with_the_one_that_started_them(tmp_path):
    """Killed, it cannot tell them to."""
    program = tmp_path / "program.py"
    program.write_text(
        "import time\nfrom partner_playbooks.project.workers import spread_work\n"
        "def work(folder, item):\n"
        "    import os, pathlib, time\n"
        "    pathlib.Path(folder, str(os.getpid())).touch()\n"
        "    time.sleep(60)\n"
        f"if __name__ == '__main__':\n    list(spread_work(work, {str(tmp_path / 'pids')!r}, range(64)))\n"
    )
    (tmp_path / "pids").mkdir()
    process = subprocess.Popen([sys.executable, program])
    deadline = time.monotonic() + 30
    while len(os.listdir(tmp_path / "pids")) < min(2, os.cpu_count()) and time.monotonic() < deadline:
        time.sleep(0.05)
    pids = os.listdir(tmp_path / "pids")
    process.kill()
    process.wait()
    assert pids
    while any(Path("/proc", pid).exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path("/proc", pid).exists() for pid in pids)


class NoRoom:
    """Has no place for a template."""

    def put(self, _source):
        raise UserError("there is no room", "make some")


@pytest.mark.long
def test_a_pack_whose_file_cannot_be_made_any_more_is_made_anew_and_told_as_it_is(site, tmp_path):
    lost = next(offer.file.path for offer in OFFERS if (offer.file.kind, offer.file.format) == ("plan", "pdf"))
    (site / "downloads" / lost).unlink()
    writing = write_downloads(tmp_path / "new", OFFERS, replace(LOOK, place=NoRoom()), site)
    assert [failure.file for failure in writing.failures] == [lost]
    folder = tmp_path / "new" / "docs" / "downloads"
    known = json.loads((folder / LIST).read_text())
    assert {path: digest for path, (_, digest) in known.items()} == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.*")
        if path.name != LIST
    }
    pack = next(path for path in known if path.startswith(lost.removesuffix("pdf")) and path.endswith("zip"))
    assert known[pack][0] == ""
    assert Path(lost).name not in ZipFile(folder / pack).namelist()
    assert Path(lost).name in ZipFile(site / "downloads" / pack).namelist()
