"""Ten figures of a snapshot, drawn at random, are those that its records give when they are counted in memory."""

import json
import random
from fractions import Fraction

import pytest
from counted import ENTITIES, FIGURES, HANDBOOK, LANGUAGE, in_memory
from records import DAY, make_rows, write_tables
from sampling import some

from partner_playbooks.checks.recorded_example import surround
from partner_playbooks.handbook.counting import count_input
from partner_playbooks.handbook.measuring import list_countings
from partner_playbooks.handbook.model.quantity import Quantity
from partner_playbooks.language.expressions import ExpressionError, compute_expression
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.tracking_settings import read_settings

METRICS = HANDBOOK.entities["metric"]


def count(metric, group, records):
    """Give each input of a metric that is a number or a list of numbers, counted in memory."""
    around = surround(HANDBOOK, metric, DAY, LANGUAGE)
    return {name: count_input(each, records, around, group) for name, each in list_countings(metric, LANGUAGE).items()}


def is_of_stays(metric):
    return any(each.measure is not None and each.measure.stays for each in metric.inputs)


@pytest.mark.long
@pytest.mark.parametrize("seed", some(range(20), 2))
def test_ten_figures_drawn_at_random_are_those_of_the_records(tmp_path, seed):
    rng = random.Random(seed)
    tables = make_rows(rng, ENTITIES)
    placed, found = read_settings(write_tables(tmp_path, tables).encode(), HANDBOOK)
    assert found == []
    done = track_records(tmp_path, placed, HANDBOOK, RunDays(DAY, DAY)).after["snapshot.json"]
    told = [each for each in json.loads(done)["figures"] if not is_of_stays(METRICS[each["metric"]])]
    records = in_memory(tables)
    held = 0
    for figure in rng.sample(told, 10):
        metric = METRICS[figure["metric"]]
        counted = count(metric, figure["group"], records)
        sums = {name: each if isinstance(each, Fraction) else sum(each, Fraction()) for name, each in counted.items()}
        assert figure["inputs"] == {name: pytest.approx(float(each), abs=1e-6) for name, each in sums.items()}
        try:
            value = compute_expression(metric.formula.tree, {**FIGURES, **counted})
        except ExpressionError:  # it divides by nothing, or asks a list that is empty
            value = None
        shown = None if value is None else float(Quantity.of_computed(value, metric.unit).value)
        assert figure["value"] == (None if shown is None else pytest.approx(shown, rel=1e-6, abs=1e-6)), figure
        held += value is not None
    assert held > 3
