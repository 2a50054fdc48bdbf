"""Content that was read before: a file that is the same is not read again, and nothing comes out in another way."""

import random
from datetime import date

import pytest
from shipped import FILES

from partner_playbooks.checks.examination import Readings, check_handbook, examine, read_handbook
from partner_playbooks.handbook.model.base import Audience

TODAY = date(2026, 11, 10)
BREAKS = (b"no_field: x\n", b"\x00", b"a: [\n", b"title: 'two'\ntitle: 'times'\n", b"- no\n", b"")


def edited(files, chance):
    """Give content with one file broken, cut short, removed, mended or put in the place of another."""
    file, other = chance.sample(sorted(FILES), 2)
    match chance.randrange(5):
        case 0:
            return {**files, file: files.get(file, b"") + chance.choice(BREAKS)}
        case 1:
            return {**files, file: FILES[file][: chance.randrange(len(FILES[file]))]}
        case 2:
            return {name: raw for name, raw in files.items() if name != file}
        case 3:
            return {**files, file: FILES[other]}
        case _:
            return {**files, file: FILES[file]}


@pytest.mark.parametrize("seed", range(3))
def test_what_was_read_before_is_found_as_if_read_anew(seed):
    chance, readings, files = random.Random(seed), Readings(), dict(FILES)
    for _ in range(6):
        files = edited(files, chance)
        again = check_handbook(read_handbook(files, readings=readings), TODAY)
        anew = examine(files, TODAY)
        assert again.diagnostics == anew.diagnostics
        assert again.texts == anew.texts
        for audience in Audience:
            assert again.handbook.project(audience).entities == anew.handbook.project(audience).entities
            assert again.handbook.project(audience).figures == anew.handbook.project(audience).figures


def test_a_file_that_is_the_same_is_not_read_again():
    readings, file = Readings(), "content/stages/activate.yml"
    first = read_handbook(FILES, readings=readings).handbook
    second = read_handbook({**FILES, file: FILES[file] + b"# a remark\n"}, readings=readings).handbook
    same = [one.record is other.record for one, other in zip(first.list_written(), second.list_written(), strict=True)]
    assert same.count(False) == 1
    assert same.count(True) == len(same) - 1
