"""What is true of a demonstration is found in its snapshot, and noise is called a change in at most one of twenty."""

import pytest
from truths import TRUTHS, find_truths

SEEDS = 400


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_a_demonstration_is_seen_through(seed):
    found, _, _ = find_truths(seed, partners=300)
    assert sum(found.values()) >= len(TRUTHS) - 2
    assert found["double credit"]
    assert found["wrong rows"]


@pytest.mark.slow
def test_over_many_seeds_truths_are_found_and_noise_is_not():
    results = [find_truths(seed, partners=300) for seed in range(SEEDS)]
    power = {truth: sum(found[truth] for found, _, _ in results) / SEEDS for truth in TRUTHS}
    assert min(power.values()) >= 0.8, power
    assert sum(is_changed for _, is_changed, _ in results) / SEEDS <= 0.05
    assert sum(differs for _, _, differs in results) / SEEDS <= 0.05
