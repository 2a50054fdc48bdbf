"""What a handbook holds is counted, and what is missing where is named."""

import pytest
from running import ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.handbook import coverage
from partner_playbooks.handbook.model.base import Audience


def test_kinds_are_counted_with_their_entries_and_what_partners_see():
    handbook = EXAMINED.handbook
    counted = {count.kind: count for count in coverage.count_entities(handbook)}
    assert counted["role"].total == len(handbook.roles)
    assert counted["role"].for_partners == sum(role.audience is Audience.PARTNER for role in handbook.roles)
    assert counted["role"].entries == sum(len(role.responsibilities) for role in handbook.roles)


def test_a_gap_is_a_field_that_only_part_of_a_kind_fills():
    gaps = {(gap.kind, gap.field): gap for gap in coverage.find_gaps(EXAMINED.handbook)}
    abbreviations = gaps["term", "abbreviation"]
    assert "dormancy" in abbreviations.lacking
    assert "map" not in abbreviations.lacking
    assert ("role", "aliases") not in gaps
    assert ("stage", "purpose") not in gaps


@pytest.mark.long
def test_the_command_shows_the_same():
    done = playbooks("stats", "--project", ROOT)
    assert done.returncode == 0
    roles = next(line.split() for line in done.stdout.splitlines() if " role " in line)
    assert int(roles[0]) == len(EXAMINED.handbook.roles)
    assert "term: " in done.stdout
