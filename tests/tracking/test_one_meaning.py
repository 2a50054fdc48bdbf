"""Two ways to count, one meaning: rows in memory and the database give the same for every metric that is shipped."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from records import DAY, REGIONS, make_rows, write_tables
from sampling import some
from shipped import EXAMINED

from partner_playbooks.checks.recorded_example import surround
from partner_playbooks.handbook.counting import count_input
from partner_playbooks.handbook.measuring import RecordLanguage, find_group_path, list_countings
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.named_figures import list_figure_values
from partner_playbooks.language.records.row_values import Records
from partner_playbooks.language.records.survival import Stay
from partner_playbooks.language.records.typed_rows import derive_fields, read_rows
from partner_playbooks.tracking.engine.expression_sql import Days
from partner_playbooks.tracking.engine.measure_sql import ListFacts, MeasureCounter
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.tracking_settings import read_settings

HANDBOOK = EXAMINED.handbook
LANGUAGE = RecordLanguage.of(HANDBOOK)
FIGURES = {name: value for name, value in list_figure_values(HANDBOOK.figures).items() if isinstance(value, Fraction)}
ENTITIES = {kind: list(HANDBOOK.entities[kind]) for kind in ("stage", "tier", "partner-type", "metric")}
METRICS = [metric for metric in HANDBOOK.entities["metric"].values() if isinstance(metric, Metric)]


def is_working(day):
    return day.weekday() < 5


def in_memory(tables):
    read = {name: read_rows(name, rows) for name, rows in tables.items()}
    stages = [stage.id for stage in HANDBOOK.stages]
    return derive_fields(Records(read).known_on(DAY), stages)


def in_database(folder, tables):
    settings, found = read_settings(write_tables(folder, tables).encode(), HANDBOOK)
    assert found == []
    scratch = folder / "scratch"
    scratch.mkdir()
    base = load_records(folder, scratch, settings.settings, HANDBOOK, is_working)
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
