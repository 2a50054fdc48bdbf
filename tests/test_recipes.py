"""What docs/how-to says is true: the stops of a new field are those that the fields of today pass."""

import re

import pytest
from running import ROOT

from partner_playbooks.handbook.model.base import Entry
from partner_playbooks.handbook.model.task import Task

RECIPE = (ROOT / "docs" / "how-to" / "add-a-field-to-a-checklist-item.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+\.\w+)` \| [^|]* \| ([^|]*)\|$", RECIPE, re.MULTILINE)
NOWHERE = re.findall(r"^`(\w+)` stops nowhere", RECIPE, re.MULTILINE)
FIELDS = [name for name in Task.model_fields if name not in Entry.model_fields]
COMMENTS = re.compile(r'"""[\s\S]*?"""|/\*[\s\S]*?\*/|^\s*#.*$|//.*$', re.MULTILINE)


def source_of(stop):
    folder = ROOT if stop.startswith("theme/") else ROOT / "generator" / "partner_playbooks"
    return COMMENTS.sub("", (folder / stop).read_text(encoding="utf-8"))


def names(source, field):
    """Tell whether a source has a field as an attribute, a key, a parameter, or a part taken out of something."""
    ways = rf'\.{field}\b|"{field}"|\b{field}\s*(?:=(?!=)|\??:)|[,{{(]\s*{field}\s*[,}})=]'
    return re.search(ways, source) is not None


def test_there_are_stops_on_pages_in_files_and_in_the_browser():
    rooms = {stop.split("/")[0] for stop, _ in ROWS}
    assert rooms == {"pages", "theme", "downloads", "plans"}
    assert len(ROWS) > 15


@pytest.mark.parametrize(("stop", "but"), ROWS)
def test_every_field_of_a_task_passes_every_stop_but_those_named(stop, but):
    source, left_out = source_of(stop), re.findall(r"`(\w+)`", but)
    for field in FIELDS:
        if field in [*left_out, *NOWHERE]:
            assert not names(source, field), (
                f"{field} is in {stop}: take it out of the last column of {stop} in the recipe"
            )
        else:
            assert names(source, field), (
                f"{field} is not in {stop}: give it there, or name it in that row's last column"
            )


def test_an_ordinary_word_in_a_sentence_is_no_stop():
    source = "def place_item(it):\n    where = 'the place where it is'\n    return place"
    assert not names(source, "place")
    assert all(
        names(f"{way}\n", "place") for way in ("task.place", '"place": 1', "place=x", "{ id, place }", "place?: string")
    )
