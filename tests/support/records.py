"""Records of a programme, made at random and written as exports are."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.plans.due_dates import WorkCalendar
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.tracking_settings import read_settings

DAY = date(2026, 9, 30)
"""The day of calculation; some things lie after it."""
SIZES = {"partners": 12, "deals": 25, "stage_entries": 40, "activity": 40, "deal_partners": 30, "partner_keys": 3}
WORKING_WEEK = WorkCalendar(frozenset(range(5)))
STAGES = ("recruit", "activate", "enable", "co-market", "co-sell")
REGIONS = ("north", "south", "Ø-west")


def make_rows(rng, entities):
    """Give rows of text by table: every field of every table, with gaps, ties and days that are still to come."""
    tables = {}
    for table in TABLES.values():
        count = SIZES.get(table.name, 15)
        tables[table.name] = [make_row(rng, table, number, entities) for number in range(count)]
    values = {"type": entities["partner-type"], "tier": entities["tier"], "region": REGIONS}
    for row in tables["partner_history"]:
        row["value"] = rng.choice(["", *values[row["attribute"]]])
    for row in tables["partners"]:
        row["merged_into"] = ""
    return tables


def make_row(rng, table, number, entities):
    row = {}
    for field in table.fields:
        if field.derived:
            continue
        gap = not field.needed and rng.random() < 0.25
        row[field.name] = "" if gap else make_value(rng, table, field, number, entities)
    return ordered(row)


def make_value(rng, table, field, number, entities):
    match field.shape:
        case Shape.ID:
            return f"{table.name[0].upper()}{number:03}"
        case Shape.LINK:
            return f"{field.of[0].upper()}{rng.randrange(SIZES.get(field.of, 15)):03}"
        case Shape.DATE:
            return make_day(rng).isoformat()
        case Shape.TIME:
            moment = datetime.combine(make_day(rng), datetime.min.time()) + timedelta(minutes=rng.randrange(1440))
            return f"{moment:%Y-%m-%d %H:%M:%S}"
        case Shape.MONEY:
            return f"{rng.choice((0, 5, rng.randrange(100_000)))}.{rng.randrange(100):02}"
        case Shape.NUMBER:
            return str(rng.choice((0, 1, 2, 6, 9, 10, 75, 0.5, 0.25)))
        case Shape.FLAG:
            return rng.choice(("true", "false"))
        case Shape.PERIOD:
            return rng.choice(("2026", "2026-Q3", "2026-09"))
        case Shape.CHOICE:
            return rng.choice(field.choices)
        case Shape.ENTITY:
            return rng.choice(STAGES if field.of == "stage" else entities[field.of])
        case _ if field.name == "currency":
            return "EUR"
        case _ if field.name == "region":
            return rng.choice(REGIONS)
        case _:
            return f"{field.name} {rng.randrange(4)}"


def make_day(rng):
    """Give a day of the last two years or the next month; often one of a few, so that some fall together."""
    if rng.random() < 0.3:
        return DAY - timedelta(rng.choice((0, 1, 30, 90, 91, 180, 365)))
    return DAY - timedelta(rng.randrange(-30, 800))


def ordered(row):
    """Put days that follow each other in order: what lies backwards is a fault, and told as one."""
    for first, last in (
        ("entered", "left"), ("signed", "ended"), ("access_given", "first_login"), ("opened", "closed"),
        ("submitted", "decided"), ("enrolled", "completed"), ("starts", "ends"), ("starts", "until"),
        ("started", "ended"), ("agreed", "by"),
    ):  # fmt: skip
        if row.get(first) and row.get(last) and row[last][:10] <= row[first][:10]:
            row[last] = row[first] if len(row[last]) == len(row[first]) else row[first][: len(row[last])]
    return row


def write_tables(folder, tables):
    """Write each table as a CSV file, and give the text of a tracking.yml that reads them."""
    lines = ["zone: UTC", "tables:"]
    Path(folder, "records").mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        headings = [field.name for field in TABLES[name].fields if not field.derived]
        with Path(folder, "records", f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
        columns = ", ".join(f"{heading}: {heading}" for heading in headings)
        lines.append(f"  {name}: {{file: records/{name}.csv, columns: {{{columns}}}}}")
    return "\n".join(lines) + "\n"


def write(folder, name, rows, delimiter=",", encoding="utf-8"):
    with (folder / name).open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def load(folder, tables, more=""):
    """Load tables of a folder, by what tracking.yml says of each."""
    text = f"zone: Europe/London\n{more}tables:\n" + "".join(f"  {name}: {{{said}}}\n" for name, said in tables.items())
    placed, found = read_settings(text.encode(), EXAMINED.handbook)
    assert found == []
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    return load_records(folder, scratch, placed.settings, EXAMINED.handbook, WORKING_WEEK)
