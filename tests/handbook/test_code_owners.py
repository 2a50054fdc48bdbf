"""CODEOWNERS: each file for those who own what is in it, everything else for the programme's reviewer."""

from datetime import date

from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.code_owners import write_code_owners
from partner_playbooks.project.folder import Project, read_content

BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
PROGRAMME = "content/programme.yml"
HANDLES = b"""reviewer: finance
handles:
  - {role: finance, handle: "@acme/finance"}
  - {role: partner-manager, handle: "@acme/partner-managers"}
"""


def handbook(settings=HANDLES):
    examined = examine({**BASE, PROGRAMME: BASE[PROGRAMME] + settings}, date(2026, 1, 3))
    assert not examined.has_errors, examined.diagnostics
    return examined.handbook


def test_files_are_for_those_who_own_what_is_in_them():
    lines = write_code_owners(handbook()).splitlines()
    assert lines[1] == "/content/ @acme/finance"
    assert "/content/stages/enable.yml @acme/partner-managers" in lines
    assert "/content/metrics/activation-rate.yml @acme/partner-managers" in lines
    assert not [line for line in lines if "partner-types" in line]


def test_a_project_in_a_folder_of_its_repository_has_it_in_every_line():
    lines = write_code_owners(handbook(), "handbook").splitlines()[1:]
    assert lines
    assert all(line.startswith("/handbook/") for line in lines)


def test_the_command_writes_it(run, tmp_path):
    for file, raw in {**BASE, PROGRAMME: BASE[PROGRAMME] + HANDLES}.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(raw)
    assert run("codeowners", "--project", tmp_path)[0] == 0
    assert (tmp_path / ".github" / "CODEOWNERS").read_text(encoding="utf-8") == write_code_owners(handbook())
    (tmp_path / PROGRAMME).write_bytes(BASE[PROGRAMME])
    code, _, told = run("codeowners", "--project", tmp_path)
    assert code == 2
    assert "no role has a handle" in told


def test_a_wrong_handle_is_a_finding():
    wrong = HANDLES.replace(b"@acme/finance", b"acme finance")
    (found,) = examine({**BASE, PROGRAMME: BASE[PROGRAMME] + wrong}, date(2026, 1, 3)).diagnostics
    assert (found.code, found.span.file) == ("PB113", PROGRAMME)
