"""Schemas for editors: they take what the checks take, refuse what is no field, and are those that are committed."""

import copy
import json
import random
from fnmatch import fnmatch

import pytest
import yaml
from generating import generated
from jsonschema import Draft7Validator
from models import models
from running import ROOT
from shipped import EXAMINED, FILES

from partner_playbooks.checks.examination import read_handbook
from partner_playbooks.handbook import schemas
from partner_playbooks.handbook.model.field_types import Ref
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.walk import list_marks, walk_records
from partner_playbooks.language.records import TABLES

KNOWN = schemas.list_known_ids(EXAMINED.handbook)
TEXTS = schemas.build_schemas(KNOWN)
FOLDER = ROOT / "schemas"
MADE = {path: json.loads(text) for path, text in TEXTS.items()}
VALIDATORS = {path: Draft7Validator(schema) for path, schema in MADE.items()}
GLOBS = {glob: path for path, glob in schemas.build_editor_settings()["yaml.schemas"].items()}
KEYWORDS = {
    *("$comment", "$schema", "title", "description", "type", "enum", "default", "examples", "pattern", "format"),
    *("properties", "required", "additionalProperties", "items", "anyOf", "allOf", "if", "else", "definitions", "$ref"),
    *("enumDescriptions", "errorMessage", "markdownDescription", "patternErrorMessage"),  # of VS Code's servers
}
"""What servers of ten years know, and what others pass over."""


def path_of(file):
    """Give the schema with ids that an editor takes for a content file, by its path below schemas/."""
    (path,) = (path for glob, path in GLOBS.items() if fnmatch(file, glob))
    return path.removeprefix("schemas/")


def problems(file, data):
    """Give what both schemas of a file say of its data; they must say the same."""
    path = path_of(file)
    found = [
        sorted((error.json_path, error.validator) for error in VALIDATORS[one].iter_errors(data))
        for one in (path, path.removeprefix("with-ids/"))
    ]
    assert found[0] == found[1]
    return found[0]


def loaded(text):
    """Give YAML as an editor's parser sees it: typed, dates as text."""
    return json.loads(json.dumps(yaml.load(text, Loader=yaml.CSafeLoader), default=str))


def unquoted(value):
    """Give data as if no text that can stand without quotes had any."""
    if isinstance(value, dict):
        return {name: unquoted(part) for name, part in value.items()}
    if isinstance(value, list):
        return [unquoted(part) for part in value]
    try:
        node = yaml.compose(value, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return value
    return loaded(value) if isinstance(node, yaml.ScalarNode) and not node.style else value


def subschemas(schema):
    yield schema
    for key in ("properties", "definitions"):
        for part in schema.get(key, {}).values():
            yield from subschemas(part)
    for part in (schema.get(key) for key in ("items", "additionalProperties", "if", "else")):
        if isinstance(part, dict):
            yield from subschemas(part)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from subschemas(part)


ALL = [(path, part) for path, schema in MADE.items() for part in subschemas(schema)]


def without_ids(text):
    return {key: part for key, part in json.loads(text).items() if key != "definitions"}


def test_the_committed_schemas_are_those_of_the_model():
    committed = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*.json")}
    assert committed.keys() == TEXTS.keys(), "run `make generate`"
    for path, text in TEXTS.items():
        if path.startswith("with-ids/"):  # ids change with the content, and the pipeline refreshes them
            assert without_ids(committed[path]) == without_ids(text), "run `make generate`"
        else:
            assert committed[path] == text, "run `make generate`"


def test_there_is_a_schema_for_every_kind_of_content_file():
    assert len(GLOBS) == len(KINDS) + 2  # and the programme, and tracking.yml
    assert len(MADE) == 2 * len(GLOBS)
    assert {"stage.json", "glossary.json", "sources.json", "statistics.json", "programme.json"} <= MADE.keys()
    assert GLOBS["content/stages/*.yml"] == "schemas/with-ids/stage.json"
    assert GLOBS["content/glossary.yml"] == "schemas/with-ids/glossary.json"


@pytest.mark.parametrize("path", MADE)
def test_a_schema_is_valid_draft_7(path):
    Draft7Validator.check_schema(MADE[path])
    assert MADE[path]["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_no_schema_uses_what_older_servers_choke_on():
    assert len(ALL) > 2000
    for path, part in ALL:
        assert part.keys() <= KEYWORDS, path
        assert "$ref" not in part or part.keys() == {"$ref"}, path
        assert "null" not in part.get("type", ()), path  # servers would offer the word
        assert part.get("$ref", "#/definitions/").startswith("#/definitions/"), path
    assert all(part["$ref"].rpartition("/")[2] in MADE[path]["definitions"] for path, part in ALL if "$ref" in part)


def test_every_field_has_a_text_to_show():
    fields = [field for _, part in ALL for field in part.get("properties", {}).values()]
    assert len(fields) > 700
    assert all(field["title"] and field["description"] for field in fields)
    (title, description) = (MADE["stage.json"][key] for key in ("title", "description"))
    assert (title, description) == ("Stage", "One stage of a partnership, from entry criteria to exit test.")
    assert MADE["stage.json"]["properties"]["checklist"]["items"]["title"] == "Checklist item"


def test_examples_fit_their_fields():
    fields = [part for _, part in ALL if "examples" in part]
    assert len(fields) > 500
    for field in fields:
        for example in field["examples"]:
            assert list(Draft7Validator(field).iter_errors(example)) == []


@pytest.mark.long
def test_shipped_content_is_valid():
    assert len(FILES) > 200
    assert {file: found for file, text in FILES.items() if (found := problems(file, loaded(text)))} == {}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_model_allows_is_valid_quoted_and_unquoted(seed):
    for file, data in generated(random.Random(seed)).items():
        assert problems(file, data) == []
        assert problems(file, unquoted(data)) == []


def test_unquoted_data_holds_what_yaml_types():
    values = {type(leaf) for data in generated(random.Random(1)).values() for leaf in leaves(unquoted(data))}
    assert {str, int, bool} <= values


def leaves(value):
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value


@pytest.mark.parametrize(
    "text", ["1.0", "no", "yes", "true", "on", "12:30:00", "010", "1e3", "0x1f", "2026-11-30", ".5"]
)
def test_a_text_may_look_like_anything_else(text):
    term = f"terms:\n- id: {text if text.isalnum() else 'x'}\n  title: {text}\n  definition: {text}\n"
    files = {path: FILES[path] for path in ("content/programme.yml", "content/roles/finance.yml")}
    assert not read_handbook(files | {"content/glossary.yml": term.encode()}).problems
    assert problems("content/glossary.yml", loaded(term)) == []


@pytest.mark.parametrize("file", ["content/stages/activate.yml", "content/programme.yml", "content/glossary.yml"])
def test_an_unknown_field_is_refused_in_every_group_of_fields(file):
    data = loaded(FILES[file])
    paths = list({tuple(part for part in path if isinstance(part, str)): path for path in groups(data)}.values())
    for path in paths:
        changed = copy.deepcopy(data)
        at(changed, path)["nonsense"] = "x"
        assert problems(file, changed) == [(json_path(path), "additionalProperties")]
    assert len(paths) >= 3


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.listed], ids=lambda kind: kind.name)
def test_what_the_model_requires_is_required(kind):
    (placed, *_) = (placed for placed in EXAMINED.handbook.list_written(kind.name))
    file = placed.document.file
    data = loaded(FILES[file])
    count = 0
    for path, record in {type(record): (path, record) for path, record in walk_records(placed.record)}.values():
        for name, info in type(record).model_fields.items():
            if name in at(data, path):
                changed = copy.deepcopy(data)
                del at(changed, path)[name]
                assert problems(file, changed) == ([(json_path(path), "required")] if info.is_required() else [])
                count += info.is_required()
    assert count >= 3


def groups(data, path=()):
    if isinstance(data, dict):
        if path[-1:] != ("given",):
            yield path
        for name, part in data.items():
            yield from groups(part, (*path, name))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from groups(part, (*path, index))


def at(data, path):
    for part in path:
        data = data[part]
    return data


def json_path(path):
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("id: Activate Now", "pattern"),
        ("owner: Partner Manager", "pattern"),
        ("audience: partners", "enum"),
        ("review: {reviewed: 30.11.2026, due: 2026-12-01}", "pattern"),
        ("checklist: {}", "type"),
        ("title: [a, b]", "anyOf"),
        ("title: {a: b}", "anyOf"),
    ],
)
def test_a_wrong_value_is_refused(field, wrong):
    data = {"id": "x", "title": "X", "subtitle": "X", "purpose": "X"}
    assert problems("content/stages/x.yml", data) == []
    found = problems("content/stages/x.yml", data | loaded(field))
    assert [validator for _, validator in found] == [wrong]


def test_ids_are_offered_with_their_titles_and_new_ones_are_taken():
    (offered, *_) = MADE["with-ids/stage.json"]["definitions"]["role"]["anyOf"]
    titles = dict(zip(offered["enum"], offered["enumDescriptions"], strict=True))
    assert titles["partner-manager"] == "Partner manager"
    assert titles.keys() == EXAMINED.handbook.entities["role"].keys()
    data = loaded(FILES["content/stages/activate.yml"]) | {"owner": "a-role-of-tomorrow"}
    assert problems("content/stages/activate.yml", data) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_reference_offers_the_ids_of_its_kind(kind):
    path = "with-ids/" + (kind.place.replace(".yml", "") if kind.listed else kind.name) + ".json"
    offered = {part["$ref"].rpartition("/")[2] for part in subschemas(MADE[path]) if "$ref" in part}
    marks = [mark for model in models(kind.model) for found in list_marks(model).values() for mark in found]
    assert offered == {mark.kind for mark in marks if isinstance(mark, Ref)}
    assert all(MADE[path]["definitions"][name]["anyOf"][0]["enum"] == list(KNOWN[name]) for name in offered)


def test_tasks_are_checklist_items_and_the_tasks_of_plans():
    assert KNOWN["task"].items() > KNOWN["item"].items()
    own = KNOWN["task"].keys() - KNOWN["item"].keys()
    assert all(id_.partition(".")[0] in EXAMINED.handbook.entities["plan"] for id_ in own)


@pytest.mark.long
def test_what_cannot_be_read_just_now_is_offered_all_the_same():
    broken = {"content/roles/finance.yml": b"title: [", "content/tiers/gold.yml": b"id: gold\n"}
    ids = schemas.list_known_ids(read_handbook(FILES | broken).handbook)
    assert (ids["role"]["finance"], ids["tier"]["gold"]) == ("", "")
    assert ids["role"].keys() == KNOWN["role"].keys()


def test_without_content_nothing_is_offered_and_everything_is_taken():
    bare = {path: json.loads(text) for path, text in schemas.build_schemas({}).items()}
    assert bare.keys() == MADE.keys()
    assert "enum" not in json.dumps(bare["with-ids/stage.json"]["definitions"])
    data = loaded(FILES["content/stages/activate.yml"])
    assert list(Draft7Validator(bare["with-ids/stage.json"]).iter_errors(data)) == []


def test_tables_of_records_and_their_fields_are_completed():
    made = json.loads(schemas.build_schemas({})["tracking.json"])
    tables = made["properties"]["tables"]
    assert (set(tables["properties"]), tables["additionalProperties"]) == (set(TABLES), False)
    for name, table in TABLES.items():
        columns = tables["properties"][name]["properties"]["columns"]
        assert set(columns["properties"]) == {field.name for field in table.fields if not field.derived}
    validator = Draft7Validator(made)
    good = {"tables": {"partners": {"file": "a.csv", "columns": {"id": "Id", "name": 7}, "keep": 1}}}
    assert [error.validator for error in validator.iter_errors(good)] == ["additionalProperties"]
    del good["tables"]["partners"]["keep"]
    assert list(validator.iter_errors(good)) == []
    wrong = {"tables": {"partner": {}, "partners": {"file": "a.csv", "columns": {"title": "x"}}}}
    assert len(list(validator.iter_errors(wrong))) == 2
