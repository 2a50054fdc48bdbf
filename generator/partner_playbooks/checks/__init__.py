"""The rules that linked content must keep, one per file. A new rule is a new file and one line in CHECKS, here."""

from __future__ import annotations

from functools import partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from partner_playbooks.checks import (
    alias_clash,
    automation_condition,
    automation_example,
    backward_window,
    bad_id,
    bad_measure,
    bottleneck_metric,
    broken_assertion,
    confidential_word,
    dangling_reference,
    day_outside_plan,
    document_field,
    doubled_unit,
    duplicate_id,
    early_task,
    easier_tier,
    exact_moment,
    example_left,
    file_name,
    idle_role,
    impossible_day,
    incomplete_crosswalk,
    incomplete_stage,
    markdown_in_plain,
    one_sided_plan,
    overdue_review,
    partner_needs_internal,
    prerequisite_ring,
    raci_accountable,
    recorded_example,
    repeated_figure,
    same_symptom,
    schema_version,
    scorecard_weights,
    span_shape,
    task_for_nobody,
    tier_rank,
    unknown_host,
    unknown_value,
    unplaced_stage,
    unsourced_claim,
    unstated_figure,
    untested_milestone,
    unused_document,
    unused_metric,
    worked_example,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.language.spread import Spread

    Check = Callable[[Handbook, date], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    schema_version.check,
    markdown_in_plain.check,
    dangling_reference.check,
    duplicate_id.check,
    bad_id.check,
    file_name.check,
    prerequisite_ring.check,
    alias_clash.check,
    unknown_value.check,
    unknown_host.check,
    raci_accountable.check,
    incomplete_stage.check,
    unused_metric.check,
    idle_role.check,
    unplaced_stage.check,
    bottleneck_metric.check,
    broken_assertion.check,
    bad_measure.check,
    recorded_example.check,
    repeated_figure.check,
    unstated_figure.check,
    exact_moment.check,
    impossible_day.check,
    doubled_unit.check,
    same_symptom.check,
    early_task.check,
    untested_milestone.check,
    one_sided_plan.check,
    day_outside_plan.check,
    tier_rank.check,
    easier_tier.check,
    incomplete_crosswalk.check,
    task_for_nobody.check,
    backward_window.check,
    scorecard_weights.check,
    span_shape.check,
    unused_document.check,
    document_field.check,
    unsourced_claim.check,
    worked_example.check,
    automation_condition.check,
    automation_example.check,
    example_left.check,
    partner_needs_internal.check,
    confidential_word.check,
    overdue_review.check,
)


def run_checks(handbook: Handbook, today: date, spread: Spread = map) -> Iterator[Diagnostic]:
    """Run every check over the internal handbook.

    Args:
        handbook: What is checked.
        today: Decides which reviews are overdue.
        spread: Does the same with each of some items, as `map` does; it may do so in several processes.
    """
    halves = (CHECKS[::2], CHECKS[1::2])
    for found in chain.from_iterable(zip_longest(*spread(partial(_run, handbook, today), halves), fillvalue=())):
        yield from found


def _run(handbook: Handbook, today: date, some: Sequence[Check]) -> list[list[Diagnostic]]:
    """Give what each of some checks finds."""
    drafts = example_left.list_drafts(handbook)
    return [[example_left.hold_back(found, drafts) for found in check(handbook, today)] for check in some]
