"""One sheet of paper for a board: plan, bottleneck, concentration, what is at risk, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.reports.report_parts import Amount, Chart, Report, Section, Table
from partner_playbooks.pages.parts.tracked_lists import say_part, say_period
from partner_playbooks.pages.parts.tracked_rows import NOTHING, misses_target, show_number, show_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.downloads.reports.report_parts import Cell
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.tracking.snapshot_facts import StageFacts, Tracked

_MOST = 6
"""Rows of a table: all of it is to fit on one sheet."""
_PLAYS = 2
"""Of a stage; its page has the others."""


def make_board_page(writer: ReportWriter, tracked: Tracked) -> Report:
    """Give the page."""
    return Report(
        frame=writer.frame,
        name="board",
        kicker=writer.handbook.programme.name,
        title=writer.say("pack.board-title"),
        subtitle=_say_state(writer, tracked),
        facts=(),
        sections=(_tell_plan(writer, tracked), _tell_stages(writer, tracked), _tell_off_target(writer, tracked)),
        marks=writer.marks,
    )


def _say_state(writer: ReportWriter, tracked: Tracked) -> str:
    stuck = sum(each.is_stuck for each in tracked.partners)
    key = "pack.board-subtitle" if tracked.knows_activity else "pack.board-subtitle-unknown"
    said = writer.say(key, count=len(tracked.partners), stuck=stuck)
    if not tracked.revenue_shares:
        return said
    share = show_share(writer, tracked.revenue_shares[-1].running)
    return f"{said} {writer.say('tracked.portfolio.finding', count=len(tracked.revenue_shares), share=share)}"


def _tell_plan(writer: ReportWriter, tracked: Tracked) -> Section:
    rows = tuple(_list_plan(writer, tracked))[:_MOST]
    heading = writer.say("tracked.plan")
    if not rows:
        return Section(heading, (writer.say("tracked.no-plan"),))
    heads = writer.heads("metric", "period", "region", "value", "target", "reached", "elapsed", "cover")
    return Section(heading, (writer.say("tracked.plan-hint"),), Table(heads, rows))


def _list_plan(writer: ReportWriter, tracked: Tracked) -> Iterator[tuple[Cell, ...]]:
    for each in tracked.attainment:
        metric = writer.metric(each.metric)
        if metric is not None:
            is_told = each.value is not None and each.target
            yield (
                metric.title,
                say_period(writer, each.period),
                each.region or writer.say("tracked.everywhere"),
                writer.show_figure(metric, each.value),
                writer.show_figure(metric, each.target),
                show_share(writer, (each.value or 0) / each.target) if is_told else NOTHING,
                show_share(writer, each.elapsed),
                NOTHING if each.cover is None else writer.say("tracked.times", number=show_number(writer, each.cover)),
            )


def _tell_stages(writer: ReportWriter, tracked: Tracked) -> Section:
    found = [each for each in tracked.stages if each.days_lost][:_MOST]
    heading = writer.say("pack.bottlenecks")
    if not found:
        return Section(heading, (writer.say("tracked.finding.none"),))
    rows = tuple(_show_stage(writer, each) for each in found)
    heads = writer.heads("stage", "partners", "over", "lost", "trouble", "plays")
    bars = tuple(
        (writer.title("stage", each.stage), Amount(show_number(writer, each.days_lost), each.days_lost))
        for each in found
    )
    return Section(heading, (), Table(heads, rows), Chart(writer.say("tracked.column.lost"), bars))


def _show_stage(writer: ReportWriter, each: StageFacts) -> tuple[Cell, ...]:
    return (
        writer.title("stage", each.stage),
        writer.show_count(each.partners),
        writer.show_count(each.over),
        writer.show_count(each.days_lost),
        writer.say(f"tracked.trouble.{each.trouble}") if each.trouble else NOTHING,
        ", ".join(writer.title("bottleneck", id_) for id_ in each.plays[:_PLAYS]),
    )


def _tell_off_target(writer: ReportWriter, tracked: Tracked) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for each in tracked.figures:
        metric = writer.metric(each.metric)
        if metric is not None and metric.target is not None and not each.group and misses_target(metric, each.value):
            value, target = (writer.show_figure(metric, one) for one in (each.value, float(metric.target.value)))
            rows.append((metric.title, value, target, writer.show_count(each.size or None)))
    heading = writer.say("tracked.targets")
    if not rows:
        return Section(heading, (writer.say("tracked.no-targets"),))
    table = Table(writer.heads("metric", "value", "target", "size"), tuple(rows[:_MOST]))
    lines = (writer.say("pack.off-target", count=len(rows)), say_part(writer, min(len(rows), _MOST), len(rows)))
    return Section(heading, tuple(filter(None, lines)), table)
