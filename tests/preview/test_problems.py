"""What is wrong as facts for a page: the errors alone, each with its place, frame and help."""

import json
from datetime import date

import pytest
from shipped import FILES

from partner_playbooks.checks.examination import examine
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.preview import shown_problems

ALIGN = "content/stages/align.yml"


@pytest.mark.long
def test_an_error_has_its_place_and_frame():
    files = {**FILES, ALIGN: FILES[ALIGN].replace(b"owner: ", b"owner: x", 1)}
    told = json.loads(
        shown_problems.describe_findings(examine(files, date(2099, 1, 1)))
    )  # on a day when reviews are overdue
    assert len(told) == 1
    line = files[ALIGN].decode().split("\n").index(told[0]["frame"].split("\n")[-2].partition("| ")[2]) + 1
    assert told[0]["place"] == f"{ALIGN}:{line}:8"
    assert told[0]["code"] == "PB201"
    assert told[0]["frame"].endswith("^")
    assert told[0]["help"].startswith("did you mean")


@pytest.mark.long
def test_of_very_many_the_first_are_shown_and_the_rest_counted():
    files = {name: raw.replace(b"owner: ", b"owner: x") for name, raw in FILES.items()}
    told = json.loads(shown_problems.describe_findings(examine(files, date(2026, 11, 10))))
    assert len(told) == 21
    assert told[-1]["message"].endswith("more: `playbooks check` shows all of them.")


def test_a_fault_of_the_environment_has_its_way_out():
    assert json.loads(shown_problems.describe_error(UserError("the disk is full", "make room"))) == [
        {"code": "", "place": "", "message": "the disk is full", "frame": "", "help": "make room", "notes": []}
    ]
