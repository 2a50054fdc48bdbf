"""Nothing of records is in what a handbook publishes, and people are in nothing that a run leaves behind."""

import json
import shutil

import duckdb
import pytest
from running import playbooks

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.project import new_handbook

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("tracked canaries")]  # what is made once is used by all

CANARY = "ZQXCANARY"
OTHERS = {
    Shape.DATE: "2026-05-01", Shape.TIME: "2026-05-01", Shape.PERIOD: "2026-Q2", Shape.ENTITY: "", Shape.FLAG: "true",
}  # fmt: skip

STATE = {("partners", "stage"): "onboard", ("partners", "ended"): ""}


def make_value(table, field):
    """Give a value that is found again, where a field takes any text; the partner is in a stage, and has not left."""
    if (table.name, field.name) in STATE:
        return STATE[table.name, field.name]
    if field.shape in {Shape.ID, Shape.TEXT, Shape.PERSON}:
        return f"{CANARY}-{table.name}-{field.name}"
    if field.shape is Shape.LINK:
        return f"{CANARY}-{field.of}-id"
    return field.choices[0] if field.choices else OTHERS.get(field.shape, "77.7")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Give a new handbook with records of every table beside its content, a column that is not mapped, and a run."""
    folder = tmp_path_factory.mktemp("canary") / "ours"
    new_handbook.start_handbook(folder, minimal=True)
    (folder / "records").mkdir()
    lines = ["tables:"]
    for table in TABLES.values():
        fields = [field for field in table.fields if not field.derived and field.name != "merged_into"]
        headings = [*(field.name for field in fields), "unmapped"]
        values = [*(make_value(table, field) for field in fields), f"{CANARY}-unmapped"]
        text = f"{','.join(headings)}\n{','.join(values)}\n"
        (folder / "records" / f"{table.name}.csv").write_text(text, encoding="utf-8")
        columns = ", ".join(f"{field.name}: {field.name}" for field in fields)
        lines.append(f"  {table.name}: {{file: records/{table.name}.csv, columns: {{{columns}}}}}")
    (folder / "tracking.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = playbooks("track", "--project", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_people_and_columns_that_are_not_mapped_are_in_nothing_that_is_left_behind(project):
    people = [f"{CANARY}-{table.name}-{field.name}" for table in TABLES.values() for field in table.fields
              if field.shape is Shape.PERSON]  # fmt: skip
    assert len(people) >= 5
    told = [project / name for name in ("snapshot.json", "figures.csv", "figures.parquet")]
    archived = sorted((project / "archive").rglob("*.parquet"))
    assert len(archived) > 10
    rows = [str(row) for path in archived for row in duckdb.read_parquet(str(path)).fetchall()]
    left = "\n".join([*(path.read_bytes().decode("latin-1") for path in told), *rows])
    assert f"{CANARY}-partners-name" in left  # the list of partners names them
    assert not [word for word in (*people, f"{CANARY}-unmapped") if word in left]


def test_no_record_is_in_what_partners_get_or_in_what_is_committed(project, tmp_path):
    files = [*stage(project, tmp_path / "partner", "partner"), *list_files(project / "playbooks")]
    assert len(files) > 20
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]


SHOWN = [f"{CANARY}-{each}" for each in (
    "partners-id", "partners-name", "partners-region", "partners-end_reason", "pauses-reason", "pauses-next_step",
    "deals-id", "deals-stage", "deal_stages-stage",
)]  # fmt: skip
"""What pages of the internal edition say of partners; all else that records hold stays out of them, but for examples of
what does not fit, none of which is of a person."""


def test_the_internal_edition_names_partners_and_what_is_known_of_them_and_nothing_else(project, tmp_path):
    text = "\n".join(path.read_text(encoding="latin-1") for path in stage(project, tmp_path / "internal", "internal"))
    assert SHOWN[1] in text
    faults = json.loads((project / "snapshot.json").read_text(encoding="utf-8"))["wrong_rows"]
    examples = [row["text"] for each in faults for row in each["examples"] if row["text"]]
    for words in sorted([*SHOWN, *examples], key=len, reverse=True):
        text = text.replace(words.replace("_", "\\_"), "").replace(words, "")
    assert CANARY not in text


def stage(project, folder, edition):
    assert playbooks("generate", "--project", project).returncode == 0
    done = playbooks("stage", folder, "--project", project, "--edition", edition)
    assert done.returncode == 0, done.stderr
    return list_files(folder)


def list_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_partner_edition_is_the_same_with_and_without_a_snapshot(project, tmp_path):
    for name in ("with", "without"):
        if name == "without":
            for path in ("snapshot.json", "figures.csv", "figures.parquet", "tracking.yml"):
                (project / path).unlink()
            shutil.rmtree(project / "archive")
            shutil.rmtree(project / "records")
        done = playbooks("stage", tmp_path / name, "--project", project, "--edition", "partner")
        assert done.returncode == 0, done.stderr
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("with", "without")
    )
    assert one == other
