"""The published schema of the snapshot: every snapshot fits it, and it takes nothing else."""

import copy
import json
from datetime import date

import pytest
from jsonschema import Draft7Validator
from running import ROOT
from shipped import EXAMINED
from small_records import TABLES, write_project

from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = pytest.mark.long

SCHEMA = json.loads((ROOT / "generator/partner_playbooks/tracking/snapshot.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER)
DAY = date(2026, 8, 15)
SHARED = ["partners", "stage_entries", "activity", "deals", "deal_partners"]


def take(folder, tables):
    placed = write_project(folder, {name: TABLES[name] for name in tables})
    done = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY, date(2026, 2, 1)))
    return json.loads(done.after["snapshot.json"])


@pytest.mark.parametrize("tables", [[*TABLES], ["partners"], SHARED, ["deals"]], ids=len)
def test_every_snapshot_fits_the_schema(tmp_path, tables):
    snapshot = take(tmp_path, tables)
    Draft7Validator.check_schema(SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(snapshot)] == []
    assert list(snapshot) == SCHEMA["required"] == list(SCHEMA["properties"])


def test_what_is_not_in_the_schema_is_not_taken(tmp_path):
    snapshot = take(tmp_path, SHARED)
    for path, value in (
        (("partners", 0, "secret"), 1),
        (("partners", 0, "pace"), "quick"),
        (("moves", 0, "on"), "soon"),
        (("version",), 2),
        (("figures", 0, "value"), "5"),
        (("more",), {}),
    ):
        changed = copy.deepcopy(snapshot)
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
        assert list(VALIDATOR.iter_errors(changed)), path


def test_every_part_says_what_it_is():
    assert all(part.get("description") for part in SCHEMA["properties"].values())
