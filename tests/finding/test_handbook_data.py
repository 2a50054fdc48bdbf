"""The handbook as data: it fits its published schema, holds what the edition holds, and nothing of records."""

import json
from fractions import Fraction

import jsonschema
import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.finding.findable import Findable
from partner_playbooks.finding.handbook_data import build_data_schema, describe_handbook
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

THEME = read_theme(Project(ROOT))
SCHEMA = build_data_schema()


def described(edition):
    handbook = EXAMINED.handbook.project(edition)
    return handbook, describe_handbook(EditionWriter.of(handbook, THEME))


@pytest.mark.parametrize("edition", Audience)
def test_it_fits_its_schema_and_holds_all_that_the_edition_does(edition):
    handbook, whole = described(edition)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(json.dumps(whole)), SCHEMA, jsonschema.Draft202012Validator)
    held = {kind: [each["id"] for each in found] for kind, found in whole["kinds"].items()}
    assert held == {kind: list(found) for kind, found in handbook.entities.items() if found}


def test_the_schema_refuses_what_does_not_fit():
    whole = described(Audience.PARTNER)[1]
    whole["kinds"]["metric"][0]["target"]["value"] = "half"
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(json.loads(json.dumps(whole))))
    assert [list(error.absolute_path)[-2:] for error in errors] == [["target", "value"]]


def test_texts_are_markdown_with_addresses_and_values_and_numbers_are_numbers():
    whole = described(Audience.PARTNER)[1]
    metric = next(each for each in whole["kinds"]["metric"] if each["id"] == "activation-rate")
    assert "[activation event](glossary/#activation-event) within 90 days" in metric["definition"]
    assert metric["target"]["value"] == 50
    assert metric["address"] == "metrics/activation-rate/"
    assert all(not isinstance(value, Fraction) for value in metric.values())
    assert "{" not in json.dumps(whole["kinds"]["stage"]).replace('{"', "").replace("{}", "")


def test_partners_are_not_told_how_the_handbook_is_kept():
    text = json.dumps(described(Audience.PARTNER)[1])
    for name in ("audience", "review", "confidential_words", "recorded", "same_words", "repository"):
        assert f'"{name}":' not in text
    assert '"audience":' in json.dumps(described(Audience.INTERNAL)[1])


@pytest.mark.parametrize("edition", Audience)
def test_there_is_a_file_for_each_kind_and_one_for_all(edition):
    handbook = EXAMINED.handbook.project(edition)
    pages = render_pages(handbook, THEME)
    files = Findable(handbook, THEME, pages, pages).write_data()
    whole = json.loads(files["data/handbook.json"])
    assert json.loads(files["data/handbook.schema.json"]) == SCHEMA
    for kind, entities in whole["kinds"].items():
        own = json.loads(files[f"data/{kind}.json"])
        assert (own["kind"], own["version"], own["entities"]) == (kind, 1, entities)
    assert {name for name in files if name.startswith("data/")} == {
        "data/handbook.json",
        "data/handbook.schema.json",
        *(f"data/{kind}.json" for kind in whole["kinds"]),
    }
