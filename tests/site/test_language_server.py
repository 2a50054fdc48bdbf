"""What an editor shows of a new handbook, by the real yaml-language-server with the settings that it starts with."""

import json
import re

import pytest
import yaml
from language_server import LanguageServer

from partner_playbooks.handbook import schemas
from partner_playbooks.handbook.model.stage import Anchor, ChecklistItem, Stage
from partner_playbooks.project import new_handbook

pytestmark = pytest.mark.site
IDS = "ids are 1 to 64 small letters, digits and hyphens, with no hyphen at either end"
DAY = "write a number, such as 3: 1 is the anchor date itself, 8 a week later, -7 seven days before it"
ITEM = "checklist:\n  - id: activate.call\n    "


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editor") / "our handbook"
    new_handbook.start_handbook(folder, minimal=False)
    return folder


@pytest.fixture(scope="module")
def settings(project):
    return json.loads((project / ".vscode" / "settings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def server(project, settings):
    with LanguageServer(project, settings) as running:
        yield running


@pytest.fixture(scope="module")
def stage(project):
    """A stage as it is shipped, to type something below."""
    return (project / "content" / "stages" / "activate.yml").read_text(encoding="utf-8")


def content(project):
    """Give all content files by their path below the project folder."""
    files = sorted((project / "content").rglob("*.yml"))
    return {path.relative_to(project).as_posix(): path.read_text(encoding="utf-8") for path in files}


def titles(project, kind):
    """Give the title of each entity of a kind by its id."""
    files = (yaml.safe_load(text) for path, text in content(project).items() if path.startswith(f"content/{kind}/"))
    return {data["id"]: data["title"] for data in files}


def test_in_shipped_content_nothing_is_underlined(server, project):
    files = content(project)
    assert len(files) > 200
    opened = {path: server.open(text, path) for path, text in files.items()}
    assert {path: server.diagnostics_of(uri) for path, uri in opened.items()} == {path: [] for path in files}


@pytest.mark.parametrize("glob", schemas.build_editor_settings()["yaml.schemas"].values())
def test_in_every_kind_of_file_a_wrong_field_is_underlined(server, project, glob):
    if glob == "tracking.yml":  # which a handbook has only beside records
        path, text = glob, "zone: UTC\ntables: {partners: {file: a.csv, columns: {id: Id, name: Name}}}\n"
    else:
        (path, *_) = (path.relative_to(project).as_posix() for path in sorted(project.glob(glob)))
        text = content(project)[path]
    text += "nonsense: 1\n"
    assert server.diagnostics(text, path.replace("content/", "below/content/")) == [
        ("nonsense", not_allowed("nonsense"))
    ]


def not_allowed(name):
    return f"Property {name} is not allowed."


def test_field_names_are_offered_with_what_they_are_for(server):
    offered = server.complete("id: activate\ntitle: Activate\n|\n")
    assert Stage.model_fields.keys() - offered.keys() == {"id", "title"}
    for name, field in Stage.model_fields.items():
        if name in offered:
            assert words(offered[name]) == field.description


def words(item):
    shown = item["documentation"]
    return shown["value"] if isinstance(shown, dict) else shown


def test_only_fields_that_are_missing_are_offered(server, stage):
    (line,) = re.findall(r"^review: .*\n", stage, re.MULTILINE)
    offered = server.complete(stage.replace(line, "rev|\n"))
    assert offered["review"]["insertText"] == "review:\n  reviewed: $1\n  due: $2"
    assert not offered.keys() & {"id", "title", "purpose", "checklist"}


def test_a_new_entry_comes_with_all_that_it_requires(server):
    offered = server.complete("id: x\nchecklist:\n  - |\n")
    assert offered.keys() == {*ChecklistItem.model_fields, "Checklist item"}
    lines = offered["Checklist item"]["insertText"].split("\n")
    assert [line.strip().partition(":")[0] for line in lines] == ["id", "title", "owner", "done_when", "due", "day"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("audience: |\n", ["internal", "partner"]),
        (ITEM + "due:\n      anchor: |\n", [anchor.value for anchor in Anchor]),
        (ITEM + "required: |\n", ["true", "false"]),
        (ITEM + "recurrence: quart|\n", ["weekly", "monthly", "quarterly", "yearly"]),
    ],
)
def test_values_are_offered(server, text, values):
    assert list(server.complete("id: x\n" + text)) == values


def test_a_value_that_needs_quotes_gets_them(server):
    offered = server.complete("id: x\nrequirements:\n  - metric: y\n    operator: |\n", "content/tiers")
    assert [item["textEdit"]["newText"] for item in offered.values()] == ['">="', "<=", '">"', "<"]


def test_a_text_is_offered_its_example_alone(server):
    assert list(server.complete("id: x\nsubtitle: |\n")) == ["Initial onboarding"]


@pytest.mark.parametrize(
    ("text", "folder", "kind"),
    [
        ("owner: |\n", "stages", "roles"),
        ("owner: partner-m|\n", "stages", "roles"),
        (ITEM + "owner: |\n", "stages", "roles"),
        ("metrics:\n  - |\n", "stages", "metrics"),
        (ITEM + "documents:\n      - |\n", "stages", "documents"),
        ("phases:\n  - id: a\n    stages:\n      - |\n", "lifecycles", "stages"),
        ("requirements:\n  - metric: |\n", "tiers", "metrics"),
    ],
)
def test_ids_are_offered_with_their_titles(server, project, text, folder, kind):
    offered = server.complete("id: x\n" + text, f"content/{folder}")
    assert {id_: words(item) for id_, item in offered.items()} == titles(project, kind)
    assert all(item["textEdit"]["newText"] == id_ for id_, item in offered.items())


def test_ids_of_checklist_items_and_tasks_are_offered(server):
    items = server.complete("id: x\n" + ITEM + "depends_on:\n      - |\n")
    assert words(items["activate.portal-access"]).startswith("Give every named user")
    task = "id: x\nmilestones:\n  - id: a\n    tasks:\n      - id: x.y\n        depends_on:\n          - |\n"
    tasks = server.complete(task, "content/plans")
    assert tasks.keys() > items.keys()


def test_a_field_shows_what_it_is_for(server):
    shown = server.hover("id: x\nsub|title: Initial onboarding\n")
    field = Stage.model_fields["subtitle"]
    assert shown.startswith(f"#### {field.title}\n\n{field.description}\n")
    assert "Example:\n\n```yaml\nInitial onboarding\n```" in shown
    marked = server.hover("id: x\naud|ience: partner\n")
    assert "Who may read this: `internal` (the default) or `partner`." in marked


def test_an_id_shows_whose_it_is(server):
    shown = server.hover("id: x\nowner: partner-man|ager\n")
    assert shown.startswith("#### Owner\n\nId of the role that answers for the stage.\n")
    assert shown.partition("\n* ")[2].startswith("`partner-manager`: Partner manager\n")


def test_a_wrong_field_is_underlined_and_nothing_else(server, stage):
    assert server.diagnostics(stage) == []
    wrong = stage.replace("\nsubtitle: ", "\nsubtitel: ", 1)
    assert server.diagnostics(wrong) == [("i", 'Missing property "subtitle".'), ("subtitel", not_allowed("subtitel"))]


@pytest.mark.parametrize(
    ("field", "underlined", "message"),
    [
        ("audience: partners", "partners", 'Value is not accepted. Valid values: "internal", "partner".'),
        ("owner: Partner Manager", "Partner Manager", IDS),
        ("review: {reviewed: 30.11.2026, due: 2026-12-01}", "30.11.2026", "write year-month-day, such as 2026-11-30"),
        (ITEM + "required: yes", "yes", "write true or false"),
        (ITEM + "due: {day: soon}", "soon", DAY),
        ("aliases: [Old]", "Old", IDS),
        ("entry:\n  - txt: Signed.", "txt", not_allowed("txt")),
    ],
)
def test_a_wrong_value_is_underlined_with_a_way_out(server, field, underlined, message):
    head = "id: activate\ntitle: Activate\nsubtitle: Onboarding\npurpose: Use.\n"
    found = server.diagnostics(head + field + "\n")
    assert (underlined, message) in found
    assert all("Missing" in said for words, said in found if (words, said) != (underlined, message))


def test_an_id_that_is_new_is_not_underlined(server):
    head = "id: activate\ntitle: Activate\nsubtitle: 1.0\npurpose: true\n"
    assert server.diagnostics(head + "owner: a-role-of-tomorrow\n") == []


def test_nobody_is_asked_and_nothing_is_reported(project, settings):
    with LanguageServer(project, settings) as server:
        server.complete("id: x\n|\n")
        server.diagnostics("id: x\n")
        server.diagnostics("apiVersion: v1\nkind: agenda\n", "content/documents")
    assert (server.connections, server.telemetry) == ([], [])


def test_that_somebody_is_asked_would_be_noticed(project):
    with LanguageServer(project, {"yaml.schemas": schemas.build_editor_settings()["yaml.schemas"]}) as server:
        server.complete("id: x\n|\n")
    assert any("schemastore.org:443" in line for line in server.connections)
