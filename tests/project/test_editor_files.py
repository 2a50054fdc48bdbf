"""What editors need of a project: schemas with its ids, and VS Code's settings, one's own left alone."""

import json

import pytest
from running import ROOT

from partner_playbooks.handbook import schemas
from partner_playbooks.project import new_handbook, resources
from partner_playbooks.project.editor_files import list_stale_settings, list_wanted_schemas, write_settings
from partner_playbooks.project.folder import Project

SETTINGS, EXTENSIONS = ".vscode/settings.json", ".vscode/extensions.json"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_this_repository_has_the_settings_that_it_ships():
    assert read(ROOT / SETTINGS) == schemas.build_editor_settings(), "run `make generate`"
    assert read(ROOT / EXTENSIONS) == {"recommendations": ["redhat.vscode-yaml"]}


@pytest.mark.long
@pytest.mark.parametrize("minimal", [False, True])
def test_a_new_handbook_has_schemas_with_its_own_ids(tmp_path, minimal):
    folder = tmp_path / "ours"
    new_handbook.start_handbook(folder, minimal=minimal)
    assert read(folder / SETTINGS) == schemas.build_editor_settings()
    assert list_stale_settings(folder) == []
    assert list(list_wanted_schemas(Project(folder), folder / "schemas").stale()) == []
    for path, glob in schemas.build_editor_settings()["yaml.schemas"].items():
        assert (folder / path).is_file()
        assert minimal or glob == "tracking.yml" or list(folder.glob(glob))
    source = resources.find_skeleton() if minimal else resources.find_shipped()
    (offered, *_) = read(folder / "schemas/with-ids/stage.json")["definitions"]["role"]["anyOf"]
    assert offered["enum"] == sorted(path.stem for path in (source / "content" / "roles").glob("*.yml"))


def test_settings_are_written_once_and_renewed_while_they_are_only_ours(tmp_path):
    assert list_stale_settings(tmp_path) == [EXTENSIONS, SETTINGS]
    assert write_settings(tmp_path) == 2
    assert write_settings(tmp_path) == 0
    (tmp_path / SETTINGS).write_text('{"yaml.schemas": {"schemas/old.json": "content/old.yml"}}')
    assert list_stale_settings(tmp_path) == [SETTINGS]
    assert write_settings(tmp_path) == 1
    assert read(tmp_path / SETTINGS) == schemas.build_editor_settings()


@pytest.mark.parametrize("own", ['{"editor.fontSize": 14}', '{\n  // mine\n  "yaml.schemas": {}\n}', "[]", ""])
def test_settings_of_ones_own_are_left_alone(tmp_path, own):
    (tmp_path / ".vscode").mkdir()
    (tmp_path / SETTINGS).write_text(own)
    assert list_stale_settings(tmp_path) == [EXTENSIONS]
    write_settings(tmp_path)
    assert (tmp_path / SETTINGS).read_text() == own


@pytest.mark.parametrize("linked", [".vscode", SETTINGS])
def test_what_a_link_leads_to_is_left_alone(tmp_path, linked):
    elsewhere, project = tmp_path / "elsewhere", tmp_path / "ours"
    (project / ".vscode").mkdir(parents=True)
    if linked == ".vscode":
        (project / ".vscode").rmdir()
    (project / linked).symlink_to(elsewhere)
    write_settings(project)
    assert not elsewhere.exists()
    if linked == ".vscode":
        elsewhere.mkdir()
        assert write_settings(project) == 0
        assert not list(elsewhere.iterdir())


@pytest.mark.long
def test_content_at_fault_gives_schemas_all_the_same(tmp_path):
    folder = tmp_path / "ours"
    new_handbook.start_handbook(folder, minimal=True)
    (folder / "content" / "roles" / "partner-manager.yml").write_text("title: [")
    list_wanted_schemas(Project(folder), folder / "schemas").write()
    (offered, *_) = read(folder / "schemas/with-ids/stage.json")["definitions"]["role"]["anyOf"]
    assert offered["enum"] == ["alliance-lead", "partner-manager"]
