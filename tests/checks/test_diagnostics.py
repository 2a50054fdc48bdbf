"""Every diagnostic code: a fixture that triggers it, the report an editor reads, and its entry in the docs.

A fixture is a folder `PB201-some-name` with the files that differ from `base/` and the expected report. What git
cannot hold well is made here.
"""

import os
import pickle
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from goldens import compare_goldens
from running import ROOT

from partner_playbooks import reporters
from partner_playbooks.checks.examination import examine
from partner_playbooks.downloads.catalogue import check_catalogue
from partner_playbooks.language.splicing import Rewrite
from partner_playbooks.project import opening
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.publishing.judging import judge_settings

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
DOCS = ROOT / "docs" / "diagnostics.md"
TODAY = date(2026, 11, 10)
BASE, _ = read_content(Project(HERE / "base"))
FINANCE = "content/roles/finance.yml"


def written(folder, file, raw):
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def unreadable(folder):
    path = written(folder, FINANCE, b"")
    path.unlink()
    os.mkfifo(path)


def utf_16(folder):
    written(folder, FINANCE, BASE[FINANCE].decode().encode("utf-16"))


def latin_1(folder):
    written(folder, FINANCE, BASE[FINANCE].replace(b"Finance", b"Financi\xe8re"))


def hundred_megabytes(folder):
    with written(folder, FINANCE, b"").open("r+b") as file:
        file.truncate(100_000_000)


def symbolic_link(folder):
    path = written(folder, FINANCE, b"")
    path.unlink()
    path.symlink_to("/etc/hosts")


MADE = {
    "PB001-unreadable": unreadable,
    "PB002-latin-1": latin_1,
    "PB002-utf-16": utf_16,
    "PB004-too-large": hundred_megabytes,
    "PB005-symbolic-link": symbolic_link,
}
ENGLISH = b"home:\n  nav: Home\ndownload:\n  sheet-plan: Plan\n"
CATALOGUES = {
    "PB210-catalogue": [(b"  nav: Home\n", b"  nva: Accueil\n"), (b"sheet-plan: Plan", b"sheet-plan: Plan/but")]
}
ABSENT = {"PB007-no-programme": "content/programme.yml"}
NAMES = sorted({path.name for path in FIXTURES.iterdir()} | MADE.keys() | ABSENT.keys() | CATALOGUES.keys())


def examined(name, folder):
    """Examine the base, with what the fixture changes."""
    if name in CATALOGUES:
        file, raw = "theme/messages/fr.yml", ENGLISH
        for old, new in CATALOGUES[name]:
            assert old in raw
            raw = raw.replace(old, new, 1)
        found = tuple(check_catalogue(file, raw, ENGLISH))
        return replace(examine(BASE, TODAY), diagnostics=found, texts={file: raw.decode()})
    if name in MADE:
        MADE[name](folder)
    else:
        folder = FIXTURES / name
    files, problems = read_content(Project(folder)) if (folder / "content").exists() else ({}, [])
    replaced = {problem.span.file for problem in problems} | {ABSENT.get(name)}
    kept = {file: raw for file, raw in BASE.items() if file not in replaced}
    found = examine(kept | files, TODAY, problems, languages=("de", "en"), undrawn={"🚀"}.intersection)
    return found.with_findings(
        *opening._examine_settings(Project(folder), Project(folder).theme_files(), judge_settings)
    )


def test_the_base_is_in_order():
    assert reporters.REPORTERS["text"](examine(BASE, TODAY).diagnostics, {}) == "All content is in order: 0 findings.\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_gives_its_finding_and_no_other(name, tmp_path, request):
    found = examined(name, tmp_path)
    told = reporters.REPORTERS["text"](found.diagnostics, found.texts)
    compare_goldens(request, {FIXTURES / name / "expected.txt": told})
    assert {finding.code for finding in found.diagnostics} == {name.partition("-")[0]}


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_is_the_same_in_another_process(name, tmp_path):
    """Checks run in several: what they find is sent from one to the other, its repairs with it."""
    for finding in examined(name, tmp_path).diagnostics:
        sent = pickle.loads(pickle.dumps(finding))  # noqa: S301 - our own
        assert sent == finding
        assert type(sent.hint) is type(finding.hint)
        assert (sent.proposal, sent.fix) == (finding.proposal, finding.fix)


def codes_in(text):
    return sorted(set(re.findall(r"\bPB\d{3}\b", text)))


def used_codes():
    package = ROOT / "generator" / "partner_playbooks"
    return codes_in("".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py")))


def test_every_code_has_a_fixture():
    of_records = [code for code in used_codes() if code.startswith("PB8")]  # their rows are planted in tests/tracking
    assert sorted([*codes_in(" ".join(NAMES)), *of_records]) == used_codes()


def test_every_code_has_an_entry_in_the_docs_in_order():
    entries = re.findall(r"^## (PB\d{3}) \w", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert entries == used_codes()


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_a_repair_mends_its_finding(name):
    files, _ = read_content(Project(FIXTURES / name))
    files = BASE | files
    found = examine(files, TODAY, languages=("de", "en"), undrawn={"🚀"}.intersection).diagnostics
    for finding in found:
        if finding.proposal:
            mended = Rewrite(tuple(finding.proposal)).apply_to(files)
            after = examine(mended, TODAY, languages=("de", "en"), undrawn={"🚀"}.intersection).diagnostics
            assert (finding.code, finding.message) not in {(each.code, each.message) for each in after}, finding
            assert len(after) <= len(found), (finding, after)  # it may bring to light what it hid, never two things


@pytest.mark.long
def test_many_findings_have_a_repair():
    found = [
        finding
        for path in FIXTURES.iterdir()
        for finding in examine(BASE | read_content(Project(path))[0], TODAY, languages=("de", "en")).diagnostics
    ]
    assert {each.code for each in found if each.fix} >= {"PB101", "PB105", "PB111", "PB201", "PB207"}
    assert {each.code for each in found if each.proposal and not each.fix} >= {"PB113"}  # funday: what was meant?
