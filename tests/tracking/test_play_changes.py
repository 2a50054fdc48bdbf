"""What is different since plays changed: on records that changed on a known day, and on commits of known days."""

import json
import random
import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest
from shipped import FILES, TODAY
from small_records import write_project

from partner_playbooks.changes import build_chronicle
from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project.folder import Project
from partner_playbooks.project.new_handbook import start_handbook
from partner_playbooks.project.revisions import read_history
from partner_playbooks.tracking.play_changes import PlayChange, PlayHistory, list_play_changes
from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = pytest.mark.long

DAY = date(2026, 9, 30)
CHANGED = date(2026, 3, 2)
EXPERIMENT = "content/experiments/kickoff-at-signature.yml"


def write_records(folder, before, after, seed=3):
    """Write stays in Activate of some days on average before a day and since, and stays in Enable that never change."""
    rng = random.Random(seed)
    partners, stays = ["id,name,type,signed"], ["partner,stage,entered,left"]
    for number in range(260):
        day = DAY - timedelta(rng.randrange(30, 400))
        partners.append(f"P{number},Partner {number},reseller,{day}")
        for stage, length in (("activate", before if day < CHANGED else after), ("enable", 40)):
            left = day + timedelta(max(1, round(rng.gauss(length, length / 6))))
            stays.append(f"P{number},{stage},{day},{left if left <= DAY else ''}")
            if left > DAY:
                break
            day = left
    tables = {"partners": "\n".join(partners), "stage_entries": "\n".join(stays)}
    return write_project(folder, {name: f"{text}\n" for name, text in tables.items()})


def with_experiment(since):
    files = dict(FILES)
    text = files[EXPERIMENT].decode()
    files[EXPERIMENT] = text.replace('since: "2026-05-04"', f'since: "{since}"').encode()
    assert str(since) in files[EXPERIMENT].decode()
    return examine(files, TODAY).handbook


def run(folder, placed, handbook, plays=(), begins=date(2025, 1, 1)):
    days = RunDays(DAY, DAY, months=0, plays=PlayHistory(tuple(plays), begins))
    return json.loads(track_records(folder, placed, handbook, days).after["snapshot.json"])["since_plays"]


def test_an_experiment_that_worked_is_seen_and_another_stage_is_not(tmp_path):
    placed = write_records(tmp_path, 60, 30)
    plays = [PlayChange("activate", CHANGED, ("exit",)), PlayChange("enable", CHANGED, ("days",))]
    found = {
        (each["experiment"], each["stage"]): each for each in run(tmp_path, placed, with_experiment(CHANGED), plays)
    }
    own = found["kickoff-at-signature", "activate"]["changes"]
    assert [(each["metric"], each["group"], each["verdict"]) for each in own] == [
        ("time-in-stage", "activate", "changed")
    ]
    assert own[0]["after"]["value"] < own[0]["before"]["value"]
    times = {stage: [each["verdict"] for each in found[None, stage]["changes"] if each["metric"] == "time-in-stage"]
             for stage in ("activate", "enable")}  # fmt: skip
    assert times == {"activate": ["changed"], "enable": ["within-chance"]}


def test_where_nothing_changed_no_difference_is_seen(tmp_path):
    placed = write_records(tmp_path, 45, 45)
    plays = [PlayChange("activate", CHANGED, ("exit",))]
    found = run(tmp_path, placed, with_experiment(CHANGED), plays)
    assert {each["verdict"] for part in found for each in part["changes"]} == {"within-chance"}


def test_what_has_just_begun_is_too_early_and_what_is_to_come_is_not_told(tmp_path):
    placed = write_records(tmp_path, 60, 30)
    (found,) = run(tmp_path, placed, with_experiment(DAY - timedelta(1)))
    assert [each["verdict"] for each in found["changes"] if each["verdict"] == "changed"] == []
    assert run(tmp_path, placed, with_experiment(DAY + timedelta(1))) == []


def test_changes_of_plays_are_those_of_exit_tests_days_and_owners_on_their_days(tmp_path):
    folder = tmp_path / "ours"
    start_handbook(folder, minimal=True)
    stage = next((folder / "content" / "stages").glob("*.yml"))

    def commit(day, former="", present=""):
        text = stage.read_text(encoding="utf-8")
        assert former in text
        stage.write_text(text.replace(former, present, 1) if former else text, encoding="utf-8")
        when = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).isoformat()
        environment = {
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
        }
        for command in (["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x"]):
            subprocess.run(["git", "-C", folder, *command], check=True, env=environment)

    subprocess.run(["git", "init", "-q", folder], check=True)
    commit(date(2026, 1, 5))
    text = stage.read_text(encoding="utf-8")
    tested = next(line for line in text.split("exit:")[1].splitlines() if "text:" in line)
    commit(date(2026, 2, 5), tested, f"{tested.rstrip()} It is in writing.")
    commit(date(2026, 3, 5), "day: ", "day: 1")
    commit(date(2026, 4, 5), "title: ", "title: The ")
    owner = next(line for line in text.splitlines() if line.startswith("owner: "))
    roles = sorted(path.stem for path in (folder / "content" / "roles").glob("*.yml"))
    commit(date(2026, 5, 5), owner, f"owner: {next(role for role in roles if role not in owner)}")
    history = read_history(Project(folder))
    found = list_play_changes(build_chronicle(history, Audience.INTERNAL), history.states[-1].day)
    assert found.begins == date(2026, 1, 5)
    assert [(each.on, each.what) for each in found.changes] == [
        (date(2026, 5, 5), ("owner",)),
        (date(2026, 3, 5), ("days",)),
        (date(2026, 2, 5), ("exit",)),
    ]
    assert {each.stage for each in found.changes} == {stage.stem}
