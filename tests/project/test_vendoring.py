"""The wheel that a handbook carries: the one that the build of this repository would give (faults H)."""

import base64
import csv
import hashlib
import io
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from running import ROOT

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import new_handbook, resources, vendoring


def opened(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.long
def test_the_wheel_of_a_checkout_is_what_the_build_makes(tmp_path):
    """A folder added to the build alone, or to `resources.SHIPPED` alone, would make it another package."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    name, raw = vendoring.pack_wheel()
    ours, theirs = opened(raw), opened((tmp_path / name).read_bytes())
    assert ours.keys() == theirs.keys()
    for file, raw in ours.items():
        if file.endswith("/METADATA"):  # as it was when this checkout was installed: its long text is README.md of then
            assert raw.partition(b"\n\n")[0] == theirs[file].partition(b"\n\n")[0]
        elif not file.endswith("/RECORD"):
            assert raw == theirs[file], file


def test_a_wheel_can_be_made_from_the_source_distribution():
    """Else whoever installs from it learns only then that a file is missing."""
    targets = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert {f"/{name}" for name in targets["wheel"]["force-include"]} <= set(targets["sdist"]["include"])


@pytest.mark.parametrize(("extra", "after"), [("scripts", "The extra `tracking`"), ("tracking", None)])
def test_extras_are_locked_by_hash_and_only_to_be_uncommented(extra, after):
    """Whoever needs one fetches nothing by its name alone either, and nothing stands twice."""
    text = vendoring.make_generator_files()["requirements.txt"].decode()
    part = text.partition(f"The extra `{extra}`")[2]
    listed = (part.partition(f"\n# {after}")[0] if after else part).strip("\n").splitlines()[1:]
    assert all(line.startswith("# ") for line in listed)
    wanted = (ROOT / "requirements" / f"{extra}.txt").read_text(encoding="utf-8").splitlines()
    assert {line[2:] for line in listed} <= set(wanted)
    assert sum("--hash=sha256:" in line for line in listed) >= sum("==" in line for line in listed) > 0
    before, named = (
        set(re.findall(r"^(?:# )?([a-z0-9_.-]+)==", some, re.MULTILINE))
        for some in (text.partition("# The extra")[0], "\n".join(listed))
    )
    assert not before & named
    assert {name for line in wanted for name in re.findall(r"^([a-z0-9_.-]+)==", line)} <= before | named


def test_the_same_files_give_the_same_bytes_and_a_record_of_each():
    name, raw = vendoring.pack_wheel()
    assert (name, raw) == vendoring.pack_wheel()
    files = opened(raw)
    record = next(name for name in files if name.endswith("/RECORD"))
    rows = list(csv.reader(files[record].decode().splitlines()))
    assert [row[0] for row in rows] == list(files)
    for name, digest, size in rows[:-1]:
        hashed = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).decode().rstrip("=")
        assert (digest, size) == (f"sha256={hashed}", str(len(files[name])))
    assert rows[-1] == [record, "", ""]


def test_every_package_is_pinned_by_hash_and_no_host_is_named():
    text = vendoring.make_generator_files()["requirements.txt"].decode()
    logical = re.sub(r"\\\n\s+", "", text)
    wanted = [line for line in logical.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(wanted) > 20
    for line in wanted:
        assert re.match(r"(\./vendor/\S+\.whl|[\w.-]+==[\w.]+) .*--hash=sha256:[0-9a-f]{64}", line), line
    assert "://" not in text
    assert "--index" not in text


def test_a_package_that_is_not_the_installed_one_starts_no_handbook(tmp_path, monkeypatch):
    monkeypatch.setattr(vendoring, "__version__", "9.9")
    with pytest.raises(UserError, match=r"9\.9 runs, but .* is installed"):
        new_handbook.start_handbook(tmp_path / "ours", minimal=True)
    assert not (tmp_path / "ours").exists()


@pytest.mark.long
def test_the_repository_keeps_the_wheel_whatever_a_machine_leaves_out(tmp_path):
    new_handbook.start_handbook(tmp_path / "ours", minimal=True)
    (tmp_path / "ignored").write_text("*.whl\nvendor/\n")
    git = ["git", "-C", tmp_path / "ours", "-c", f"core.excludesFile={tmp_path / 'ignored'}"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    listed = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout
    assert ".whl" in listed
    assert resources.is_checkout()
