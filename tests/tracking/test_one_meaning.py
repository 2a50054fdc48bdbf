"""Two ways to count, one meaning: rows in memory and the database give the same for every metric that is shipped."""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from counted import ENTITIES, FIGURES, HANDBOOK, LANGUAGE, in_memory
from records import DAY, REGIONS, WORKING_WEEK, make_row, make_rows, write_tables
from sampling import some
from sqlglot import exp

from partner_playbooks.checks.recorded_example import surround
from partner_playbooks.handbook.counting import count_input
from partner_playbooks.handbook.measuring import find_group_path, list_countings
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.row_conditions import add_partner_fields, make_row_condition
from partner_playbooks.language.expressions import compute_expression, list_names
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.row_values import RowValues
from partner_playbooks.language.records.survival import Stay
from partner_playbooks.tracking.engine.automation_queries import keep_holding
from partner_playbooks.tracking.engine.expression_sql import write_name
from partner_playbooks.tracking.engine.measure_sql import ListFacts, MeasureCounter
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.engine.sql_context import Days, begin_context
from partner_playbooks.tracking.tracking_settings import read_settings

METRICS = [metric for metric in HANDBOOK.entities["metric"].values() if isinstance(metric, Metric)]


def in_database(folder, tables):
    settings, found = read_settings(write_tables(folder, tables).encode(), HANDBOOK)
    assert found == []
    scratch = folder / "scratch"
    scratch.mkdir()
    base = load_records(folder, scratch, settings.settings, HANDBOOK, WORKING_WEEK)
    assert base.findings == ()
    base.know_on(DAY)
    return base


def facts(counted):
    """Give what was counted in memory as the database gives it."""
    if isinstance(counted, Fraction):
        return counted
    if any(isinstance(each, Stay) for each in counted):
        return Counter(counted)
    return ListFacts(
        Fraction(len(counted)), sum(counted, Fraction()), min(counted, default=None), max(counted, default=None)
    )


def compare(counted, counting, groups, records, around):
    """Hold each group of an input against what is counted in memory; give how many of them hold something."""
    compared = 0
    for group in groups:
        expected = facts(count_input(counting, records, around, group))
        got = counted.get(group, Counter() if isinstance(expected, Counter) else Fraction())
        if isinstance(expected, ListFacts) and isinstance(got, ListFacts):
            got = ListFacts(got.count, got.sum, got.min, got.max)
        elif isinstance(expected, ListFacts):
            expected = expected.count
        assert got == expected or (not expected and not got), (counting.name, group)
        compared += bool(expected)
    return compared


@pytest.mark.long
@pytest.mark.parametrize("seed", some(range(20), 1))
def test_every_measure_gives_the_same_in_memory_and_in_the_database(tmp_path, seed):
    tables = make_rows(random.Random(seed), ENTITIES)
    records, base = in_memory(tables), in_database(tmp_path, tables)
    counter = MeasureCounter(base, LANGUAGE, FIGURES)
    compared = by_partner = by_region = 0
    for metric in METRICS:
        around = surround(HANDBOOK, metric, DAY, LANGUAGE)
        days = Days(around.start, around.end, around.day)
        for counting in list_countings(metric, LANGUAGE).values():
            groups = ENTITIES["stage"] if counting.group else [""]
            compared += compare(counter.count(counting, days), counting, groups, records, around)
            if partner := find_group_path(counting.table, "partner"):
                each = replace(counting, group=partner)
                ids = [row["id"] for row in tables["partners"][:4]]
                by_partner += compare(counter.count(each, days), each, ids, records, around)
                each = replace(counting, group=find_group_path(counting.table, "region"))
                by_region += compare(counter.count(each, days), each, REGIONS, records, around)
    assert compared > 40
    assert by_partner > 30
    assert by_region > 30


FIELDS = {field.name: field for field in HANDBOOK.programme.partner_fields}
FACTS = sorted({name for field in FIELDS.values() if field.means
                for name in re.findall(r'name == "(\w+)"', field.means.source)})  # fmt: skip
TOLD = [each for each in HANDBOOK.automations
        if all(FIELDS[name].means for name in list_names(each.condition.tree))]  # fmt: skip


def list_holding(records, automation, around):
    """Give the rows that the condition of an automation holds of, counted in memory: by their ids or partners."""
    tree = make_row_condition(automation, HANDBOOK.programme)
    rows = [
        RowValues(records, automation.for_each.table, row, around) for row in records.tables[automation.for_each.table]
    ]
    ended = "ended" if automation.for_each.table == "partners" else "partner.ended"
    key = find_key(automation.for_each.table)
    return sorted(row[key] for row in rows if compute_expression(tree, row) and not (row[ended] or DAY) < DAY)


def find_key(table):
    return "id" if TABLES[table].key else "partner"


def shown(value):
    return value if isinstance(value, bool | str | date) else round(float(value or 0), 9)


@pytest.mark.long
@pytest.mark.parametrize("seed", some(range(20), 1))
def test_partner_fields_and_automations_mean_the_same_in_memory_and_in_the_database(tmp_path, seed):
    rng = random.Random(seed)
    tables = make_rows(rng, ENTITIES)
    facts = [make_row(rng, TABLES["partner_facts"], number, ENTITIES) for number in range(300)]
    tables["partner_facts"] = [row | {"name": rng.choice(FACTS)} for row in facts]
    records, base = in_memory(tables), in_database(tmp_path, tables)
    language = add_partner_fields(LANGUAGE, HANDBOOK.programme)
    around = replace(surround(HANDBOOK, METRICS[0], DAY, language), start=DAY, end=DAY)
    said = 0
    for field in [each for each in FIELDS.values() if each.means]:
        context = begin_context(field.rows, Days(DAY, DAY, DAY), language, FIGURES)
        name, key = f"field/{field.name}", find_key(field.rows)
        query = exp.select(f"t0.{key}", write_name(name, context)).from_(f"{field.rows} AS t0")
        rows = [RowValues(records, field.rows, row, around) for row in records.tables[field.rows]]
        expected = sorted((row[key], shown(row[name])) for row in rows)
        assert sorted((id_, shown(value)) for id_, value in base.rows(query.sql(dialect="duckdb"))) == expected, name
        said += len({value for _, value in expected}) > 1
    assert said > 40
    for automation in TOLD:
        table = automation.for_each.table
        keep_holding(
            base, (table, make_row_condition(automation, HANDBOOK.programme)), (language, FIGURES), DAY, "kept"
        )
        query = exp.select(find_key(table)).from_(table).where("row IN (SELECT row FROM kept)")
        assert sorted(id_ for (id_,) in base.rows(query.sql())) == list_holding(records, automation, around)
