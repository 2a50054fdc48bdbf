"""`playbooks plan` as it is typed."""

import csv

import pytest
from running import ROOT

PLAN = ["plan", "onboarding-30", "--project", ROOT, "--start", "2026-12-01"]


def test_a_plan_is_made_for_a_partner(run, tmp_path):
    names = ["--name", "alliance-lead=A new user", "--type", "reseller", "--tier", "silver"]
    code, printed, told = run(*PLAN, "--partner", "Acme & Söhne", *names, "--out", tmp_path / "packs" / "acme")
    assert (code, told) == (0, "")
    files = sorted(path.name for path in (tmp_path / "packs" / "acme").iterdir())
    assert files == ["acme-söhne-onboarding-30.csv", "acme-söhne-onboarding-30.ics"]
    assert all(file in printed for file in files)
    with (tmp_path / "packs" / "acme" / files[0]).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert f"{len(lines)} tasks, the last is due on {max(line['due'] for line in lines)}." in printed
    assert any(line["owner"].startswith("A new user (") for line in lines)


def test_partners_get_their_own_edition_unless_told_otherwise(run, tmp_path):
    run(*PLAN, "--out", tmp_path / "partner")
    run(*PLAN, "--internal", "--out", tmp_path / "internal")
    partner, internal = ((tmp_path / side / "onboarding-30.csv").read_text() for side in ("partner", "internal"))
    assert "Partner operations" not in partner
    assert "Partner operations" in internal


def test_nothing_is_overwritten(run, tmp_path):
    assert run(*PLAN, "--out", tmp_path)[0] == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    code, printed, told = run(*PLAN, "--partner", "", "--start", "2027-01-01", "--out", tmp_path)
    assert (code, printed) == (2, "")
    assert "is there already" in told
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["onboarding-30"], ['plan "onboarding-30" is counted from a start', "give --start a date"]),
        (["onboarding-30", "--target", "2026-12-01"], ["is counted from a start"]),
        (["renewal", "--start", "2026-12-01"], ["is counted back from a target", "give --target a date"]),
        (["onboarding-3", "--start", "2026-12-01"], ['there is no plan "onboarding-3"', "onboarding-30"]),
        (["onboarding-30", "--start", "2026-12-01", "--name", "alliance-lead"], ["does not say who"]),
        (["onboarding-30", "--start", "2026-12-01", "--partner", "a\u202eb"], ["--partner cannot be used"]),
        (["onboarding-30", "--start", "2026-12-01", "--type", "resseler"], ["no partner type", '"reseller"']),
    ],
)
def test_what_cannot_be_made_is_told_with_a_way_out(run, tmp_path, arguments, words):
    code, printed, told = run("plan", *arguments, "--project", ROOT, "--out", tmp_path / "out")
    assert (code, printed) == (2, "")
    assert all(each in told for each in words), told
    assert not (tmp_path / "out").exists()
