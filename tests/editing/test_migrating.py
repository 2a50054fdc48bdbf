"""Older content becomes content of now, and all else in it stays as it was.

Each version of the schema has a handbook of its time in `schema-<version>/`.
"""

from datetime import date
from pathlib import Path

import pytest
from running import ROOT

from partner_playbooks.changes import compare
from partner_playbooks.changes.revision_data import Reader
from partner_playbooks.checks.examination import examine
from partner_playbooks.editing import find_version, lift_file, list_differences, migrate_content
from partner_playbooks.editing.migrating import STEPS
from partner_playbooks.handbook.model.programme import SCHEMA_VERSION
from partner_playbooks.language.diagnostics import Severity, UserError

DAY = date(2026, 6, 1)
HERE = Path(__file__).parent
NOW = ROOT / "tests" / "pages" / "sample"
PROGRAMME = "content/programme.yml"


def files_of(folder):
    return {f"content/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.rglob("*.yml")}


OLD = {version: files_of(HERE / f"schema-{version}") for version in range(1, SCHEMA_VERSION)}


def test_every_version_but_the_last_has_a_step_and_a_handbook_of_its_time():
    assert [step.version for step in STEPS] == list(range(2, SCHEMA_VERSION + 1))
    assert {version: find_version(files) for version, files in OLD.items()} == {version: version for version in OLD}
    assert all(OLD.values())


@pytest.mark.parametrize("version", OLD)
def test_an_old_handbook_becomes_one_without_an_error(version):
    before = examine(OLD[version], DAY)
    assert {found.code for found in before.diagnostics if found.severity is Severity.ERROR} >= {"PB008"}
    after = examine(migrate_content(OLD[version]).after, DAY)
    assert [found for found in after.diagnostics if found.severity is Severity.ERROR] == []


CHANGED = {
    1: (
        {PROGRAMME, "content/stages/join.yml", "content/statistics.yml"},
        (b"schema_version", b"unsourced", b"no_origin"),
    ),
}
"""Version → the files of its old handbook that all steps since change, and words of the lines that do."""


@pytest.mark.parametrize("version", OLD)
def test_only_what_a_step_means_is_changed(version):
    before, after = OLD[version], migrate_content(OLD[version]).after
    files, words = CHANGED[version]
    assert {name for name in before if after[name] != before[name]} == files
    for name in before:
        old, new = (
            [line for line in content[name].splitlines(keepends=True) if not any(word in line for word in words)]
            for content in (before, after)
        )
        assert old == new


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_comments_quotes_and_what_only_looks_alike_stay(mark, end):
    raw = mark + end.join(
        (
            b"statistics:",
            b"  - id: unsourced   # unsourced: true",
            b'    title: "unsourced: not a field"',
            b"    'unsourced' :  true  # as they say",
            b"    claim: |",
            b"      unsourced: true",
            b"  - {id: two, unsourced: false}",
            b"other:",
            b"  unsourced: true",
            b"",
        )
    )
    expected = raw.replace(b"'unsourced' :", b"no_origin :").replace(b"{id: two, unsourced:", b"{id: two, no_origin:")
    assert lift_file("content/statistics.yml", raw, 1) == expected
    assert lift_file("content/guides/a.yml", raw, 1) == raw
    assert lift_file("content/statistics.yml", raw, SCHEMA_VERSION) == raw


def test_content_of_now_and_files_that_cannot_be_read_stay_as_they_are():
    now = files_of(NOW)
    migration = migrate_content(now)
    assert (migration.steps, migration.after) == ((), now)
    assert lift_file("content/stages/a.yml", b"a: [", 1) == b"a: ["


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        (b"", "does not say of which version", "write `schema_version:"),
        (b"schema_version: soon\n", "does not say of which version", "write `schema_version:"),
        (b"schema_version: 99\n", "is of schema version 99", "update the generator"),
    ],
)
def test_content_of_no_version_or_a_later_one_is_refused(said, message, hint):
    with pytest.raises(UserError, match=message) as told:
        migrate_content({PROGRAMME: said})
    assert hint in told.value.hint


def test_a_migration_is_no_change_for_readers():
    """Revisions of before and after are compared in the shape of now (faults G2)."""
    reader = Reader()
    before, after = (reader.read(files) for files in (OLD[1], migrate_content(OLD[1]).after))
    assert compare(before, after) == ()


def test_the_command_shows_writes_and_is_done(run, tmp_path):
    for name, raw in OLD[1].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "site_config.yml").write_bytes((ROOT / "site_config.yml").read_bytes())
    assert "- schema_version: 1" in run("migrate", "--project", tmp_path, "--dry-run")[1]
    assert (tmp_path / PROGRAMME).read_bytes() == OLD[1][PROGRAMME]
    told = run("migrate", "--project", tmp_path)[1]
    assert all(step.says in told for step in STEPS)
    changes = list(list_differences(OLD[1], migrate_content(OLD[1]).after))
    lines = sum(each.added for each in changes)
    assert f"The content is of schema version {SCHEMA_VERSION}: {lines} lines in {len(changes)} files." in told
    assert files_of(tmp_path / "content") == migrate_content(OLD[1]).after
    assert "already" in run("migrate", "--project", tmp_path)[1]
    (tmp_path / "content" / "statistics.yml").write_text("statistics: [")
    code, printed, said = run("migrate", "--project", tmp_path)
    assert (code, printed, "content/statistics.yml:1" in said) == (1, "", True)
