"""A snapshot in a terminal, on one screen: what to look at first."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction
from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.language.diagnostics import show_on_one_line
from partner_playbooks.tracking.automation_runs import DAYS_AHEAD
from partner_playbooks.tracking.partner_moves import Way
from partner_playbooks.tracking.tracked_figures import find_stage_times, list_metrics
from partner_playbooks.tracking.upcoming_dates import SPANS
from partner_playbooks.tracking.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.snapshot import Snapshot
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_PARTNERS = 5
_FIGURES = 6
_CHANGES = 3
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
        *_list_news(snapshot, handbook),
        "",
        *_list_doubts(snapshot),
    ]
    return "\n".join(map(show_on_one_line, lines))


def _list_stages(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    titles = {stage.id: stage.title for stage in handbook.stages}
    medians = find_stage_times(handbook, snapshot.figures)
    yield f"{'Stage':{_WIDE}}{'partners':>9}{'over':>6}{'stuck':>7}{'days lost':>11}{'median':>8}  trouble"
    shown = [load for load in snapshot.loads if load.partners]
    for load in shown:
        figure = medians.get(load.stage)
        median = "-" if figure is None or figure.value is None else f"{float(figure.value):.0f} d"
        trouble = load.trouble.value if load.trouble is not None else ""
        yield (
            f"{titles[load.stage][: _WIDE - 1]:{_WIDE}}{load.partners:>9}{load.over:>6}{load.stuck:>7}"
            f"{load.days_lost:>11.0f}{median:>8}  {trouble}"
        )
    if not shown:
        yield "No partner is in a stage: say in tracking.yml which column of partners is `stage`."
    if snapshot.placed.shown_elsewhere:
        yield f"Of them, {snapshot.placed.shown_elsewhere} have no stage on record and stand where other records show."
    if any(medians.get(load.stage) is not None and medians[load.stage].value is None for load in shown):
        yield "Where the median is -, more than half of the stays still go on."


def _list_stuck(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    titles = {stage.id: stage.title for stage in handbook.stages}
    if not any(table.name == "activity" for table in snapshot.tables):
        yield "Stuck: not known without activity; those over their limit are in snapshot.json"
        return
    yield f"Stuck: {snapshot.placed.stuck}"
    for each in snapshot.placed.most_overdue[:_PARTNERS]:
        joint = each.last_joint
        silent = f"last joint act {joint}" if joint is not None else "no joint act on record"
        name = each.name[: _WIDE - 3]
        yield f"  {name:{_WIDE - 2}}{titles[each.stage]}, {each.days} days (limit {each.limit:.0f}), {silent}"
    if snapshot.placed.stuck > _PARTNERS:
        yield f"  and {snapshot.placed.stuck - _PARTNERS} more, in snapshot.json"


def _list_missed(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    metrics = {metric.id: metric for metric in list_metrics(handbook)}
    judged = [(metrics[each.metric], each) for each in snapshot.figures if not each.group and each.value is not None]
    missed = [(metric, each) for metric, each in judged if _misses(metric, each)]
    yield f"Targets missed: {len(missed)} of {sum(metric.target is not None for metric, _ in judged)}"
    for metric, each in missed[:_FIGURES]:
        value, target = _short(each.value, metric), _short(metric.target.value if metric.target else None, metric)
        size = f" (n = {each.size})" if each.size else ""
        yield f"  {metric.title[: _WIDE - 3]:{_WIDE - 2}}{value}, target {target}{size}"


def _misses(metric: Metric, each: TrackedFigure) -> bool:
    if metric.target is None or each.value is None or metric.direction is Direction.MIX:
        return False
    if metric.direction is Direction.UP:
        return each.value < metric.target.value
    return each.value > metric.target.value


def _short(value: Fraction | None, metric: Metric) -> str:
    if value is None:
        return "-"
    if metric.unit is Unit.CURRENCY:
        return f"{float(value):,.0f}"
    return f"{float(value):,.4g} {metric.unit.value.replace('-', ' ')}"


def _list_news(snapshot: Snapshot, handbook: Handbook) -> Iterator[str]:
    """Yield what moved, what changed and what comes."""
    ways = Counter(each.way for each in snapshot.moves if each.on > snapshot.since)
    moved = ", ".join(f"{ways[way]} {way.replace('-', ' ')}" for way in Way if ways[way]) or "nobody moved"
    yield f"Since {snapshot.since}: {moved}"
    changed = [each for each in snapshot.changes if each.verdict is Verdict.CHANGED]
    if snapshot.changes:
        yield f"Figures that changed by more than chance: {len(changed)} of {len(snapshot.changes)} compared"
    metrics = {metric.id: metric for metric in list_metrics(handbook)}
    for change in changed[:_CHANGES]:
        metric = metrics[change.metric]
        title = f"{metric.title}{f', {change.group}' if change.group else ''}"[: _WIDE - 3]
        before, after = (_short(side.value, metric) for side in (change.before, change.after))
        yield f"  {title:{_WIDE - 2}}{before} → {after}"
    knows = any(table.name == "activity" for table in snapshot.tables)
    silent = f"; silent: {len(snapshot.silent)} partners" if knows else ""
    due = " / ".join(str(sum(each.within <= span for each in snapshot.due)) for span in SPANS)
    yield from _list_automations(snapshot)
    yield f"Due within {' / '.join(map(str, SPANS))} days: {due}{silent}"
    if snapshot.revenue_shares:
        last = snapshot.revenue_shares[-1]
        yield f"The {len(snapshot.revenue_shares)} strongest partners bring {float(last.running):.0%} of the revenue"
    yield from _list_plans(snapshot, metrics)


def _list_automations(snapshot: Snapshot) -> Iterator[str]:
    """Yield what automations had to do, unless the records tell it of none."""
    told = [each for each in snapshot.automations if not each.needs and not each.untold]
    if told:
        fired, due = (sum(case.many for run in told for case in getattr(run, name)) for name in ("fired", "due"))
        yield (
            f"Automations: {fired} cases since then, {due} within {DAYS_AHEAD} days "
            f"({len(told)} of {len(snapshot.automations)} can be told)"
        )


def _list_plans(snapshot: Snapshot, metrics: Mapping[str, Metric]) -> Iterator[str]:
    """Yield how far what was agreed is reached, and what others report otherwise."""
    for plan in [each for each in snapshot.attainments if each.region is None and each.value is not None][:_CHANGES]:
        cover = "" if plan.cover is None else f"; open business covers {float(plan.cover):.1f} times the rest"
        share = "-" if not plan.target else f"{float((plan.value or 0) / plan.target):.0%}"
        yield f"{metrics[plan.metric].title}: {share} of the target, {float(plan.elapsed):.0%} of the time over{cover}"
    for total in [each for each in snapshot.control_totals if each.value not in {None, each.expected}][:_CHANGES]:
        here, elsewhere = (_short(number, metrics[total.metric]) for number in (total.value, total.expected))
        yield f"{metrics[total.metric].title}: {here} here, {elsewhere} elsewhere"


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
