"""`playbooks schema` as it is typed."""

import shutil

import pytest
from running import ROOT

from partner_playbooks.handbook.model.kinds import KINDS

BASE = ROOT / "tests" / "checks" / "base"
SCHEMAS = 2 * (len(KINDS) + 2)  # and the programme, and tracking.yml


@pytest.fixture
def project(tmp_path):
    shutil.copytree(BASE / "content", tmp_path / "content")
    return tmp_path


@pytest.mark.long
def test_schemas_and_settings_are_written_and_then_current(run, project):
    code, printed, told = run("schema", "--check", "--project", project)
    assert code == 1
    assert {"schemas/stage.json: missing", "schemas/with-ids/stage.json: missing"} <= set(printed.splitlines())
    assert ".vscode/settings.json: outdated" in printed
    assert "run `playbooks schema`" in told
    assert not (project / "schemas").exists()
    code, printed, told = run("schema", "--project", project)
    assert (code, told) == (0, "")
    assert printed == f"{SCHEMAS} schemas; {SCHEMAS + 2} files changed.\n"
    assert run("schema", "--check", "--project", project) == (0, "", "")


def test_a_new_id_makes_the_schemas_that_name_it_stale(run, project):
    run("schema", "--project", project)
    (role, *_) = sorted((project / "content" / "roles").glob("*.yml"))
    text = role.read_text().replace(f"id: {role.stem}", "id: newcomer")
    (project / "content" / "roles" / "newcomer.yml").write_text(text)
    code, printed, _ = run("schema", "--check", "--project", project)
    assert code == 1
    lines = printed.splitlines()
    assert "schemas/with-ids/stage.json: changed" in lines
    assert all(line.startswith("schemas/with-ids/") for line in lines)


def test_schemas_go_elsewhere_on_demand_and_without_settings(run, project, tmp_path):
    target = tmp_path / "elsewhere"
    code, printed, _ = run("schema", "--project", project, "--output", target)
    assert code == 0
    assert printed == f"{SCHEMAS} schemas; {SCHEMAS} files changed.\n"
    assert (target / "with-ids" / "stage.json").is_file()
    assert not (project / "schemas").exists()
    assert not (project / ".vscode").exists()
    assert run("schema", "--check", "--project", project, "--output", target) == (0, "", "")


def test_a_file_of_somebody_elses_is_not_replaced(run, project):
    (project / "schemas").mkdir()
    (project / "schemas" / "stage.json").write_text("{}")
    code, printed, told = run("schema", "--project", project)
    assert (code, printed) == (2, "")
    assert "was not generated, so it is not replaced" in told
    assert (project / "schemas" / "stage.json").read_text() == "{}"
