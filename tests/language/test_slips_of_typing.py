"""Slips that people make while they type YAML: one finding, at its line, with help that mends it (faults G4, G5)."""

from datetime import date

import pytest

from partner_playbooks.checks.examination import examine
from partner_playbooks.language import repairs
from partner_playbooks.language.splicing import Rewrite
from partner_playbooks.project import resources

FOLDER = resources.find_skeleton()
FILES = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("content/**/*.yml")}
STAGE, METRIC, ROLE = (
    "content/stages/onboard.yml",
    "content/metrics/activation-rate.yml",
    "content/roles/partner-manager.yml",
)
TODAY = date(2026, 11, 28)


TEXT = "    detail: |-\n      Ask for dates:\n        - three of them\n      note: |\n        in March\n"


@pytest.mark.parametrize(
    ("before", "line", "column"),
    [
        (TEXT, "\tdone_when: Both sides agree.\n", 4),
        (TEXT, " \t done_when: Both sides agree.\n", 4),
        (TEXT, "\tand in April\n", 8),
        ("", "\tdone_when: Both sides agree.\n", 4),
    ],
)
def test_a_tab_after_a_text_of_several_lines_gives_way_to_what_the_line_is(before, line, column):
    """A field belongs beside the name of the text, not into it, where it would be lost without a word."""
    text = FILES[STAGE].decode()
    start = text.index("    done_when: ")
    end = text.index("\n", start) + 1
    rest = "" if "done_when" in line else text[start:end]
    files = FILES | {STAGE: f"{text[:start]}{before}{line}{rest}{text[end:]}".encode()}
    (found,) = examine(files, TODAY).diagnostics
    assert f"use spaces: {column} in place" in str(found.hint)
    mended = Rewrite(found.edits).apply_to(files)
    assert (" " * column + line.lstrip()).encode() in mended[STAGE]
    assert examine(mended, TODAY).diagnostics == ()


def with_slip(old, new, file=STAGE):
    text = FILES[file].decode()
    assert old in text
    changed = text.replace(old, new, 1)
    at = next(n for n, (a, b) in enumerate(zip(text.split("\n"), changed.split("\n"), strict=False), 1) if a != b)
    return FILES | {file: changed.encode()}, at


@pytest.mark.parametrize(
    ("old", "new", "code", "help_"),
    [
        ("title: Onboard", "title: #1 Onboard", "PB101", "in quotes"),
        ("title: Onboard", "title：Onboard", "PB101", '": " in its place'),  # noqa: RUF001
        ("title: Onboard", "title: \"Onboard'", "PB101", "in place of '"),
        ("title: Onboard", "title: “Onboard: start”", "PB101", "in quotes"),
        ("purpose: Give", "purpose: >-Give", "PB101", "on the line below"),
        ("purpose: Give", "purpose: |Give", "PB101", "on the line below"),
        ("  - id: onboard.first", "    id: onboard.first", "PB102", 'start it with "- "'),
        ("  - id: onboard.first", "  * id: onboard.first", "PB101", 'write "- "'),
        ("  - id: onboard.first", "  – id: onboard.first", "PB101", 'write "- " in place of'),  # noqa: RUF001
        ("  - id: onboard.first", "  • id: onboard.first", "PB101", 'write "- " in place of'),
        ("{anchor: signature, day: 60}", "anchor: signature, day: 60", "PB101", "in braces"),
        ("{anchor: signature, day: 60}", "(anchor: signature, day: 60)", "PB101", "in braces"),
        ("day: 60}", "day:60}", "PB111", '"day: 60"'),
        ("day: 60}", "day: 1,000}", "PB111", "the number without one"),
        ("    depends_on", "=======\n    depends_on", "PB106", "delete"),
        ("    depends_on", "||||||| base\n=======\n    depends_on", "PB106", "delete"),
    ],
)
def test_a_slip_is_one_finding_at_its_line_with_help_that_mends_it(old, new, code, help_):
    files, line = with_slip(old, new)
    (found,) = examine(files, TODAY).diagnostics
    assert (found.code, found.span.file, found.span.line) == (code, STAGE, line)
    assert help_ in found.hint


@pytest.mark.parametrize("date_format", ["dd.mm.yyyy", "DD.MM.YYYY", "d MMMM", "d 'de' MMMM yyyy", "dddd MMMM yyyy"])
def test_a_format_that_would_write_wrong_dates_is_refused(date_format):
    files, line = with_slip("date_format: d MMMM yyyy", f"date_format: {date_format}", "content/programme.yml")
    (found,) = examine(files, TODAY).diagnostics
    assert (found.code, found.span.line) == ("PB113", line)
    for good in ("dd.MM.yyyy", "d. MMMM yyyy", "MMM d, yyyy", "yyyy-MM-dd", "yyyy年M月d日".replace("M", "MM")):
        assert not examine(with_slip("d MMMM yyyy", f'"{good}"', "content/programme.yml")[0], TODAY).diagnostics


def test_files_in_the_folder_of_another_kind_are_one_finding_each():
    swapped = examine(FILES | {STAGE: FILES[METRIC], METRIC: FILES[STAGE]}, TODAY).diagnostics
    assert [(each.code, each.span.file) for each in swapped] == [("PB006", METRIC), ("PB006", STAGE)]
    assert [each.hint for each in swapped] == ["move the file to content/stages/", "move the file to content/metrics/"]
    (copied,) = examine(FILES | {ROLE: FILES[STAGE]}, TODAY).diagnostics
    assert (copied.code, copied.span.file) == ("PB006", ROLE)
    moved = {name: raw for name, raw in FILES.items() if name != METRIC} | {"content/roles/rate.yml": FILES[METRIC]}
    assert [each.code for each in examine(moved, TODAY).diagnostics] == ["PB006"]


@pytest.mark.parametrize(
    ("old", "new", "repaired"),
    [
        ("title: Onboard", "title: #1 Onboard", 'title: "#1 Onboard"'),
        ("title: Onboard", "title: Onboard #1", 'title: "Onboard #1"'),
        ("owner: partner-manager", "owner: partner-manager #1", None),
        ("title: Onboard", "title: \"Onboard'", None),
        ("purpose: Give", "purpose: >-Give", None),
    ],
)
def test_a_certain_repair_leaves_no_other_mistake(old, new, repaired):
    files, line = with_slip(old, new)
    examined = examine(files, TODAY)
    edits = tuple(edit for found in repairs.choose_compatible(examined.diagnostics) for edit in found.fix)
    after = Rewrite(edits).apply_to(files)
    assert after[STAGE].decode().splitlines()[line - 1] == (repaired or files[STAGE].decode().splitlines()[line - 1])
    assert not repaired or not examine(after, TODAY).diagnostics
