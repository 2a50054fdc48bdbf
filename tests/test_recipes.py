"""What docs/how-to says is true: the stops of a new field are those that the fields of today pass."""

import re

import pytest
from running import ROOT

from partner_playbooks.handbook.model.base import Entry
from partner_playbooks.handbook.model.task import Task

RECIPE = (ROOT / "docs" / "how-to" / "add-a-field-to-a-checklist-item.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+\.\w+)` \| [^|]* \| ([^|]*)\|$", RECIPE, re.MULTILINE)
FIELDS = [name for name in Task.model_fields if name not in Entry.model_fields]


def source_of(stop):
    folder = ROOT if stop.startswith("theme/") else ROOT / "generator" / "partner_playbooks"
    return (folder / stop).read_text(encoding="utf-8")


def test_there_are_stops_on_pages_in_files_and_in_the_browser():
    rooms = {stop.split("/")[0] for stop, _ in ROWS}
    assert rooms == {"pages", "theme", "downloads", "plans"}
    assert len(ROWS) > 10


@pytest.mark.parametrize(("stop", "but"), ROWS)
def test_every_field_of_a_task_passes_every_stop_but_those_named(stop, but):
    said = source_of(stop)
    missing = [name for name in FIELDS if not re.search(rf"(?<![\w-]){name}(?![\w-])", said)]
    assert missing == [name for name in FIELDS if f"`{name}`" in but.replace("(as `after`)", "")]
