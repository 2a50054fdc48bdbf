"""One fault is told once: what hangs on something that could not be read is not reported too."""

from datetime import date

import pytest
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.language.diagnostics import Diagnostic, Span
from partner_playbooks.project.folder import Project, read_content

TODAY = date(2026, 11, 10)
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))


def found(files, unreadable=()):
    return [(each.code, str(each.span)) for each in examine(files, TODAY, unreadable).diagnostics]


def without(*files):
    return {file: raw for file, raw in BASE.items() if file not in files}


@pytest.mark.parametrize("file", sorted(BASE))
def test_a_file_that_cannot_be_parsed_gives_one_finding(file):
    assert found({**BASE, file: b'id: "'}) == [("PB101", f"{file}:1:5")]


@pytest.mark.parametrize("file", sorted(BASE))
def test_a_file_that_cannot_be_read_gives_one_finding(file):
    assert found(without(file), [Diagnostic("PB001", "", Span(file))]) == [("PB001", f"{file}:1:1")]


@pytest.mark.parametrize("file", sorted(BASE))
def test_a_file_with_an_unknown_field_gives_one_finding(file):
    assert [code for code, _ in found({**BASE, file: BASE[file] + b"colour: red\n"})] == ["PB111"]


@pytest.mark.parametrize("folder", ["stages", "roles", "metrics", "plans", "lifecycles", "partner-types"])
def test_a_folder_that_cannot_be_opened_gives_one_finding(folder):
    files = without(*(file for file in BASE if file.startswith(f"content/{folder}/")))
    assert found(files, [Diagnostic("PB005", "", Span(f"content/{folder}"))]) == [("PB005", f"content/{folder}:1:1")]


def test_content_that_cannot_be_opened_gives_one_finding():
    assert found({}, [Diagnostic("PB005", "", Span("content"))]) == [("PB005", "content:1:1")]


def test_a_misspelt_folder_gives_a_finding_per_file_and_no_other():
    files = {file.replace("/stages/", "/stage/"): raw for file, raw in BASE.items()}
    assert found(files) == [("PB006", "content/stage/activate.yml:1:1"), ("PB006", "content/stage/enable.yml:1:1")]


def test_a_missing_programme_is_told_beside_other_faults():
    files = {**without("content/programme.yml"), "content/roles/finance.yml": b'id: "'}
    assert found(files) == [("PB007", "content/programme.yml:1:1"), ("PB101", "content/roles/finance.yml:1:5")]


def test_no_content_at_all_is_told():
    assert found({}) == [("PB007", "content/programme.yml:1:1")]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_frames_show_the_line_that_is_meant(line_end, mark):
    raw = mark + BASE["content/roles/finance.yml"].replace(b"vendor", b"seller").replace(b"\n", line_end)
    examined = examine({**BASE, "content/roles/finance.yml": raw}, TODAY)
    (finding,) = examined.diagnostics
    assert (finding.span.line, finding.span.column) == (3, 7)
    assert examined.texts["content/roles/finance.yml"].split("\n")[2] == "side: seller"
