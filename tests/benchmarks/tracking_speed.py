# ruff: noqa: T201 - it reports by printing
"""How long `track` takes beside SQL written by hand for the same figures, on the same CSV files, in one run.

    python tests/benchmarks/tracking_speed.py [EVENTS …]

Each line: events, seconds of `track`, seconds of the SQL, their ratio, and seconds of pandas, where that is installed;
the ratios are what counts. Both read the files, type their columns, look for days that are none, ids that stand twice,
links that lead nowhere and ends before beginnings, and give the median time in each stage with open stays and its
interval, the conversion of each stage within 180 days, where each partner stands, the most overdue first, what was lost
and left in each stage, who moved within a week; they write it, and keep the rows as Parquet.
"""

import gc
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from shipped import EXAMINED

from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.tracking_settings import read_settings

DAY = date(2026, 9, 30)
STAGES = ("recruit", "activate", "enable", "co-market", "co-sell", "retain")
SETTINGS = """
zone: UTC
tables:
  partners: {file: partners.csv, columns: {id: id, name: name, type: type, signed: signed}}
  stage_entries: {file: stays.csv, columns: {partner: partner, stage: stage, entered: entered, left: left}}
"""
BY_HAND = """
CREATE TABLE partner_texts AS FROM read_csv('{folder}/partners.csv', header = true, all_varchar = true);
CREATE TABLE stay_texts AS FROM read_csv('{folder}/stays.csv', header = true, all_varchar = true);
CREATE TABLE partners AS SELECT rowid + 2 AS row, id, name, type, TRY_CAST(signed AS DATE) AS signed FROM partner_texts;
CREATE TABLE stays AS SELECT rowid + 2 AS row, partner, stage, TRY_CAST(entered AS DATE) AS entered,
  TRY_CAST("left" AS DATE) AS "left" FROM stay_texts;
CREATE TABLE places AS SELECT * FROM (VALUES {places}) AS v(stage, place);
SELECT rowid + 2, 'signed', signed FROM partner_texts WHERE signed <> '' AND TRY_CAST(signed AS DATE) IS NULL;
SELECT rowid + 2, 'entered', entered FROM stay_texts WHERE TRY_CAST(entered AS DATE) IS NULL;
SELECT rowid + 2, 'left', "left" FROM stay_texts WHERE "left" <> '' AND TRY_CAST("left" AS DATE) IS NULL;
SELECT row, 'id', id FROM partners QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY row) > 1;
SELECT row, 'stage', stage FROM stays WHERE stage NOT IN (SELECT stage FROM places);
SELECT row, 'partner', partner FROM stays WHERE partner NOT IN (SELECT id FROM partners);
SELECT row, 'left', "left" FROM stays WHERE "left" < entered;
SELECT row, 'day', entered FROM stays WHERE entered > DATE '{day}' OR "left" > DATE '{day}';
WITH open AS (
  SELECT stage, entered, COALESCE(LEAST("left", DATE '{day}'), DATE '{day}') AS until,
    "left" IS NOT NULL AND "left" <= DATE '{day}' AS ended FROM stays
  WHERE entered <= DATE '{day}' AND ("left" IS NULL OR "left" >= DATE '{start}')),
lengths AS (
  SELECT stage, until - entered AS n, ended, GREATEST(DATE '{start}' - entered, 0) AS seen, COUNT(*) AS c
  FROM open GROUP BY ALL),
times AS (SELECT DISTINCT stage, n FROM lengths WHERE ended),
risks AS (
  SELECT t.stage, t.n, SUM(c) FILTER (l.n >= t.n AND (l.seen < t.n OR l.seen = 0)) AS at_risk,
    SUM(c) FILTER (l.ended AND l.n = t.n) AS gone
  FROM times t JOIN lengths l ON l.stage = t.stage GROUP BY ALL),
shares AS (
  SELECT stage, n, SUM(CASE WHEN gone < at_risk THEN LN(1 - gone / at_risk) ELSE -1e9 END) OVER w AS share,
    SUM(gone / (at_risk * GREATEST(at_risk - gone, 1))) OVER w AS spread
  FROM risks WINDOW w AS (PARTITION BY stage ORDER BY n)),
bounds AS (
  SELECT *, EXP(-EXP(LN(-share) + 1.96 * SQRT(spread) / -share)) AS low,
    EXP(-EXP(LN(-share) - 1.96 * SQRT(spread) / -share)) AS high FROM shares WHERE share < 0)
SELECT stage, MIN(n) FILTER (share <= LN(0.5) + 1e-9), MIN(n) FILTER (low <= 0.5), MIN(n) FILTER (high <= 0.5)
  FROM bounds GROUP BY stage;
WITH cohort AS (
  SELECT e.partner, e.stage, e.entered, p.place FROM stays e JOIN places p USING (stage)
  WHERE e.entered BETWEEN DATE '{first}' AND DATE '{last}'),
moved AS (
  SELECT c.partner, c.stage, MIN(n.entered) - c.entered AS days FROM cohort c JOIN stays n ON n.partner = c.partner
  JOIN places q ON q.stage = n.stage AND q.place > c.place WHERE n.entered >= c.entered
  GROUP BY c.partner, c.stage, c.entered)
SELECT c.stage, COUNT(DISTINCT c.partner), COUNT(DISTINCT m.partner) FILTER (m.days <= 180)
  FROM cohort c LEFT JOIN moved m USING (partner, stage) GROUP BY c.stage;
CREATE TABLE placed AS SELECT p.id, p.name, p.type, NULL AS region, NULL AS tier, s.stage, 'stay' AS placed_by,
  CASE WHEN p.signed <= DATE '{day}' AND s.stage <> 'activate' THEN 'activate' END AS evidence, s.entered AS since,
  DATE '{day}' - s.entered AS days, CAST(60 AS DOUBLE) AS "limit", 'median' AS limit_from,
  CASE WHEN DATE '{day}' - s.entered > 60 THEN 'slow' ELSE 'on-time' END AS pace,
  NULL AS last_joint, NULL AS last_seen, NULL AS known_until, NULL AS reason, NULL AS next_step, s.also_in,
  GREATEST(DATE '{day}' - s.entered - 60, 0) AS over FROM partners p JOIN (
  SELECT partner, ARG_MAX(stage, place) AS stage, ARG_MAX(entered, place) AS entered,
    LIST(stage ORDER BY place)[:-2] AS also_in FROM stays JOIN places USING (stage)
  WHERE "left" IS NULL OR "left" > DATE '{day}' GROUP BY partner) s ON s.partner = p.id;
SELECT stage, COUNT(*), COUNT(*) FILTER (over > 0), SUM(over) FROM placed GROUP BY stage;
SELECT s.stage, COUNT(*) FILTER (s."left" > DATE '{day}' - INTERVAL 6 MONTH) FROM stays s JOIN partners p
  ON p.id = s.partner GROUP BY s.stage;
WITH ordered AS (
  SELECT partner, stage, entered, place, LAG(stage) OVER w AS before, LAG(place) OVER w AS place_before
  FROM stays JOIN places USING (stage) WINDOW w AS (PARTITION BY partner ORDER BY entered, row))
SELECT o.partner, p.name, o.before, o.stage, o.entered, o.place - o.place_before FROM ordered o
  JOIN partners p ON p.id = o.partner WHERE o.entered > DATE '{day}' - 7 ORDER BY o.entered DESC, o.partner;
COPY (SELECT * FROM placed ORDER BY over DESC, id) TO '{folder}/placed.json' (FORMAT json, ARRAY true);
COPY partners TO '{folder}/partners.parquet' (FORMAT parquet);
COPY stays TO '{folder}/stays.parquet' (FORMAT parquet);
"""


def make_records(folder, events):
    """Write partners with some six stays each."""
    rng = random.Random(1)
    partners = max(events // len(STAGES), 1)
    with (folder / "partners.csv").open("w") as people, (folder / "stays.csv").open("w") as stays:
        people.write("id,name,type,signed\n")
        stays.write("partner,stage,entered,left\n")
        for number in range(partners):
            day = DAY - timedelta(rng.randrange(1500))
            people.write(f"P{number},Partner {number},reseller,{day}\n")
            for stage in STAGES:
                after = day + timedelta(int(rng.expovariate(1 / 50)) + 1)
                stays.write(f"P{number},{stage},{day},{'' if after > DAY or stage == STAGES[-1] else after}\n")
                if after > DAY:
                    break
                day = after


def time_by_hand(folder):
    places = ", ".join(f"('{stage}', {place})" for place, stage in enumerate(STAGES))
    days = {"start": DAY - timedelta(182), "first": DAY - timedelta(547), "last": DAY - timedelta(183)}
    begin = time.perf_counter()
    connection = duckdb.connect()
    for query in BY_HAND.format(folder=folder, places=places, day=DAY, **days).split(";")[:-1]:
        connection.execute(query).fetchall()
    return time.perf_counter() - begin


def time_pandas(folder):
    """Do the same with pandas, as far as it goes in a few lines: no check of rows, no intervals of medians."""
    import pandas as pd  # no part of the environment: it is compared with, and nothing else

    start, begin = pd.Timestamp(DAY - timedelta(182)), time.perf_counter()
    day = pd.Timestamp(DAY)
    partners = pd.read_csv(folder / "partners.csv", parse_dates=["signed"])
    stays = pd.read_csv(folder / "stays.csv", parse_dates=["entered", "left"])
    stays["place"] = stays["stage"].map({stage: place for place, stage in enumerate(STAGES)})
    seen = stays[(stays.entered <= day) & (stays.left.isna() | (stays.left >= start))]
    until, ended = seen.left.fillna(day).clip(upper=day), seen.left.notna() & (seen.left <= day)
    for _, own in seen.assign(
        n=(until - seen.entered).dt.days, ended=ended, seen=(start - seen.entered).dt.days.clip(lower=0)
    ).groupby("stage"):
        gone = own[own.ended].groupby("n").size()
        entered, left = (own.groupby(name).size().sort_index().cumsum() for name in ("seen", "n"))
        at_risk = entered.reindex(gone.index, method="ffill").fillna(0) - left.shift(fill_value=0).reindex(
            gone.index, method="bfill"
        ).fillna(0)
        going = (1 - gone / at_risk).cumprod()
        going[going <= 0.5].index.min()
    cohort = stays[(stays.entered >= day - pd.Timedelta(547, "D")) & (stays.entered < start)]
    both = cohort.merge(stays, on="partner", suffixes=("", "_next"))
    moved = both[(both.place_next > both.place) & (both.entered_next >= both.entered)]
    moved = moved[(moved.entered_next - moved.entered).dt.days <= 180]
    for each in (cohort, moved):
        each.groupby("stage").partner.nunique()
    open_ = stays[stays.left.isna()].sort_values("place").groupby("partner").last()
    placed = partners.merge(open_, left_on="id", right_index=True)
    placed["over"] = ((day - placed.entered).dt.days - 60).clip(lower=0)
    placed.groupby("stage").over.agg(["size", "sum"])
    ordered = stays.sort_values(["partner", "entered"])
    ordered["before"] = ordered.groupby("partner").stage.shift()
    ordered[ordered.entered > day - pd.Timedelta(7, "D")].merge(partners, left_on="partner", right_on="id")
    placed.sort_values(["over", "id"], ascending=[False, True]).to_json(
        folder / "placed.json", orient="records", date_format="iso"
    )
    return time.perf_counter() - begin


def time_track(folder):
    placed, _ = read_settings(SETTINGS.encode(), EXAMINED.handbook)
    begin = time.perf_counter()
    done = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY))
    (folder / "snapshot.json").write_bytes(done.after["snapshot.json"])
    return time.perf_counter() - begin


def main():
    gc.freeze()  # as the command does: the handbook is no garbage of either
    has_pandas = find_spec("pandas") is not None
    timed = (time_track, time_by_hand, *([time_pandas] if has_pandas else []))
    print(f"{'events':>10} {'track s':>9} {'by hand s':>10} {'ratio':>7} {'pandas s':>9}")
    for events in [int(each) for each in sys.argv[1:]] or [10_000, 1_000_000, 10_000_000]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make_records(folder, events)
            rounds = [[each(folder) for each in timed] for _ in range(3)]  # in turn: what else runs slows all of them
            ours, theirs, *rest = map(min, zip(*rounds, strict=True))
            other = f"{rest[0]:>9.2f}" if rest else "not there"
            print(f"{events:>10,} {ours:>9.2f} {theirs:>10.2f} {ours / theirs:>7.2f} {other}", flush=True)


if __name__ == "__main__":
    main()
