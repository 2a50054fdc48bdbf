"""Which words are a figure that needs its source, and which only look like one."""

from datetime import date

import pytest
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.project.folder import Project, read_content

BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
TODAY = date(2026, 11, 10)
ENABLE = "content/stages/enable.yml"


def findings(words):
    purpose = f'purpose: "We know this: {words} of them."\n'.encode()
    lines = [purpose if line.startswith(b"purpose:") else line for line in BASE[ENABLE].splitlines(keepends=True)]
    assert purpose in lines
    diagnostics = examine({**BASE, ENABLE: b"".join(lines)}, TODAY).diagnostics
    return [found.message for found in diagnostics if found.code == "PB401"]


@pytest.mark.parametrize(
    "figure",
    [
        "94 %",
        "94\u00a0%",
        "94\u202f%",
        "94\u2009per cent",
        "Ten percent",
        "sixty-five per cent",
        "1.4 times",
        "3x",
        "3\u00d7",
        "three times as",
        "two times quicker",
        "tenfold",
        "twice as",
        "two-thirds",
        "80/20",
        "3 out of 10",
        "one in four",
        "Nine out of every ten",
    ],
)
def test_a_figure_in_any_spelling_needs_a_source(figure):
    assert findings(figure) == [f'"{figure}" is claimed without a source']


@pytest.mark.parametrize(
    "words",
    [
        "meet 2 times a week",
        "call 3 times before the end",
        "three times",
        "10 x 30 minutes",
        "2x2 grids",
        "24/48 hours",
        "the 09/10 sessions",
        "more than three in four",
        "half",
        "day 30",
    ],
)
def test_an_instruction_is_no_claim(words):
    assert findings(words) == []
