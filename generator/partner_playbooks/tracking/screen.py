"""A snapshot in a terminal, on one screen: what to look at first."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction, Metric
from partner_playbooks.language.diagnostics import show_on_one_line
from partner_playbooks.tracking.tracked_figures import find_stage_times

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.snapshot import Snapshot
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_PARTNERS = 5
_FIGURES = 8
_WIDE = 28
_SCREEN = 100
"""Columns of the screen that it fits."""


def write_summary(snapshot: Snapshot, handbook: Handbook) -> str:
    """Give the summary as plain text: stages, partners that are stuck, figures that miss their target, wrong rows."""
    lines = [
        f"{snapshot.programme}, as of {snapshot.day}",
        "",
        *_list_stages(snapshot, handbook),
        "",
        *_list_stuck(snapshot, handbook),
        "",
        *_list_missed(snapshot, handbook),
        "",
        *_list_doubts(snapshot),
    ]
    return "\n".join(map(show_on_one_line, lines))


def _list_stages(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    titles = {stage.id: stage.title for stage in handbook.stages}
    medians = find_stage_times(handbook, snapshot.figures)
    yield f"{'Stage':{_WIDE}}{'partners':>9}{'over':>6}{'stuck':>7}{'days lost':>11}{'median':>8}  trouble"
    shown = [load for load in snapshot.loads if load.sum.waiting]
    for load in shown:
        figure = medians.get(load.stage)
        median = "-" if figure is None or figure.value is None else f"{float(figure.value):.0f} d"
        trouble = load.trouble.value if load.trouble is not None else ""
        yield (
            f"{titles[load.stage][: _WIDE - 1]:{_WIDE}}{load.sum.waiting:>9}{load.sum.over:>6}{load.sum.stuck:>7}"
            f"{load.sum.lost:>11.0f}{median:>8}  {trouble}"
        )
    if not shown:
        yield "No partner is in a stage: map `stage` of partners, or stage_entries."


def _list_stuck(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    titles = {stage.id: stage.title for stage in handbook.stages}
    yield f"Stuck: {snapshot.placed.stuck}"
    for each in snapshot.placed.most_overdue[:_PARTNERS]:
        joint = each.last_joint
        silent = f"last joint act {joint}" if joint is not None else "no joint act on record"
        name = each.name[: _WIDE - 3]
        yield f"  {name:{_WIDE - 2}}{titles[each.stage]}, {each.days} days (limit {each.limit:.0f}), {silent}"
    if snapshot.placed.stuck > _PARTNERS:
        yield f"  and {snapshot.placed.stuck - _PARTNERS} more, in snapshot.json"


def _list_missed(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    metrics = {id_: each for id_, each in handbook.entities.get("metric", {}).items() if isinstance(each, Metric)}
    judged = [(metrics[each.metric], each) for each in snapshot.figures if not each.group and each.value is not None]
    missed = [(metric, each) for metric, each in judged if _misses(metric, each)]
    yield f"Targets missed: {len(missed)} of {sum(metric.target is not None for metric, _ in judged)}"
    for metric, each in missed[:_FIGURES]:
        value, target = _short(each.value, metric), _short(metric.target.value if metric.target else None, metric)
        yield f"  {metric.title[: _WIDE - 3]:{_WIDE - 2}}{value}, target {target} (n = {each.size})"


def _misses(metric: Metric, each: TrackedFigure) -> bool:
    if metric.target is None or each.value is None or metric.direction is Direction.MIX:
        return False
    if metric.direction is Direction.UP:
        return each.value < metric.target.value
    return each.value > metric.target.value


def _short(value: Fraction | None, metric: Metric) -> str:
    return "-" if value is None else f"{float(value):,.4g} {metric.unit.value.replace('-', ' ')}"


def _list_doubts(snapshot: Snapshot) -> Iterator[str]:
    rows = sum(table.rows for table in snapshot.tables)
    used = sum(table.kept for table in snapshot.tables)
    yield f"Read: {rows:,} rows of {len(snapshot.tables)} tables, {used:,} used; {len(snapshot.findings):,} findings"
    needs = sorted({name for each in snapshot.lacking for name in each.needs})
    if needs:
        said = f"Not computed: {len(snapshot.lacking)} metrics. What would give more: {', '.join(needs)}"
        yield from wrap(said, _SCREEN, subsequent_indent="  ")
    if snapshot.findings:
        yield "What is wrong with rows, one by one: playbooks track check"
