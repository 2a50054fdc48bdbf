"""Which truths of a demonstration its snapshot finds, and whether it calls noise a change."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from shipped import EXAMINED

from partner_playbooks.tracking.demo import SLOW_TYPES, STRONG, make_demo
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.tracking_settings import read_settings

DAY = date(2026, 9, 30)
SINCE = DAY - timedelta(365)
UNCHANGED = {
    ("time-in-stage", "recruit"), ("time-in-stage", "enable"), ("time-in-stage", "co-market"),
    ("time-in-stage", "co-sell"), ("registration-approval", ""), ("deal-conflict-rate", ""),
}  # fmt: skip
"""Figures that the demonstration does not change."""
TRUTHS = ("slow types", "dormant intake", "strong region", "change that worked", "double credit", "wrong rows")


def track_demo(seed, partners):
    """Give the snapshot of a demonstration."""
    demo = make_demo(EXAMINED.handbook, DAY, partners=partners, seed=seed)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, raw in demo.files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(raw)
        placed, _ = read_settings(demo.files["tracking.yml"], EXAMINED.handbook)
        done = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY, SINCE, months=0))
    return json.loads(done.after["snapshot.json"])


def find_truths(seed, partners=300):
    """Give which truths are found, and whether noise is called a change, or a difference of groups."""
    snapshot = track_demo(seed, partners)
    changed = {(each["metric"], each["group"]): each for each in snapshot["changes"] if each["verdict"] == "changed"}
    told = [each for each in snapshot["differences"] if each["verdict"] == "changed"]
    intake = DAY - timedelta(300)
    quarters = {
        f"{day.year}-Q{(day.month + 2) // 3}" for day in (intake - timedelta(30), intake, intake + timedelta(30))
    }
    activate = changed.get(("time-in-stage", "activate"))
    credited = sum(
        each["inputs"]["all_revenue"] for each in snapshot["figures"] if each["metric"] == "revenue-concentration"
    )
    tables = {each["table"]: each for each in snapshot["tables"]}
    found = {
        "slow types": any(
            (each["stage"], each["by"]) == ("enable", "type") and each["group"] in SLOW_TYPES for each in told
        ),
        "dormant intake": any(each["by"] == "quarter" and each["group"] in quarters for each in told),
        "strong region": any(each["compared"] == "share-of-large-deals" and each["group"] == STRONG for each in told),
        "change that worked": activate is not None and activate["after"]["value"] < activate["before"]["value"],
        "double credit": credited > 0 and snapshot["revenue_shares"][-1]["running"] <= 1,
        "wrong rows": all(tables[name]["findings"] > 0 for name in ("deals", "activity", "stage_entries")),
    }
    return found, bool(UNCHANGED & set(changed)), any(_is_noise(each) for each in told)


def _is_noise(told):
    """Tell whether stages are said to differ where they do not."""
    is_slow = (told["stage"], told["by"]) == ("enable", "type")
    return told["compared"] == "days-in-stage" and told["stage"] != "activate" and not is_slow


def report(seeds, partners):
    """Print a table of how often each truth is found, and how often noise is called a change."""
    results = [find_truths(seed, partners) for seed in seeds]
    for truth in TRUTHS:
        print(f"{truth:<28}{sum(found[truth] for found, _, _ in results) / len(results):.1%}")  # noqa: T201 - a report
    for place, what in ((1, "noise called a change"), (2, "noise called a difference")):
        print(f"{what:<28}{sum(each[place] for each in results) / len(results):.1%}")  # noqa: T201 - a report


if __name__ == "__main__":
    report(range(int(sys.argv[1])), int(sys.argv[2]))
