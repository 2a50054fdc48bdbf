"""How a metric went, what it is by group and by cohort: parts of the block that says what records show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.wording.markdown import Markdown, markdown

from .charts import draw_line
from .links import write_link
from .tracked_rows import (
    NowPart,
    find_metric,
    link_entity,
    name_columns,
    show_group,
    show_sample,
    show_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.tracking.snapshot_facts import Tracked
    from partner_playbooks.tracking.snapshot_parts import CohortFacts, TrendFacts

_GROUPS = {"type": "partner-type", "region": "", "tier": "tier"}
"""By what metrics are grouped, and the kind of those groups; regions are names."""
_FEWEST = 2
"""Points of a way."""


def show_metric_parts(writer: PageWriter, tracked: Tracked, metric: Metric) -> Iterator[NowPart]:
    """Yield how a metric went over a year, by type, region and tier, and by the quarter in which its rows began."""
    points = [each for each in tracked.trends if each.metric == metric.id and each.value is not None]
    if len(points) >= _FEWEST:
        yield _show_way(writer, metric, points)
    for by, kind in _GROUPS.items():
        groups = [each for each in tracked.groups if each.metric == metric.id and each.by == by]
        if groups:
            rows = tuple(
                (
                    markdown(each.group) if not kind else write_link(link_entity(writer, kind, each.group)),
                    *map(markdown, show_sample(writer, metric, each)),
                    Markdown(str(each.size)),
                )
                for each in groups
            )
            columns = name_columns(writer, by, "value", "interval", "size")
            yield NowPart(writer.say(f"tracked.now.by-{by}"), None, columns, rows)
    own = [each for each in tracked.cohorts if each.metric == metric.id]
    yield from show_cohorts(writer, own, is_grouped=metric.per is not None)


def show_cohorts(writer: PageWriter, cohorts: Iterable[CohortFacts], *, is_grouped: bool) -> Iterator[NowPart]:
    """Yield each metric by the quarter in which its rows began; what is too early says so, with its numbers so far.

    Args:
        writer: Of the page.
        cohorts: The figures.
        is_grouped: Whether they are of several groups, which then have a column.
    """
    by_metric: dict[str, list[CohortFacts]] = {}
    for each in cohorts:
        by_metric.setdefault(each.metric, []).append(each)
    for id_, own in by_metric.items():
        metric = find_metric(writer, id_)
        if metric is not None:
            rows = tuple(_show_cohort(writer, metric, each, is_grouped=is_grouped) for each in own)
            group = ("group",) * is_grouped
            columns = name_columns(writer, "cohort", *group, "value", "interval", "size", "state")
            yield NowPart(writer.say("tracked.now.cohorts", title=metric.title), None, columns, rows)


def _show_cohort(writer: PageWriter, metric: Metric, each: CohortFacts, *, is_grouped: bool) -> tuple[Markdown, ...]:
    group = (markdown(show_group(writer, metric, each.group)),) * is_grouped
    return (
        markdown(writer.say("tracked.period", start=writer.date(each.start), end=writer.date(each.end))),
        *group,
        *map(markdown, show_sample(writer, metric, each)),
        Markdown(str(each.size)),
        markdown(writer.say("tracked.cohort.complete" if each.is_complete else "tracked.cohort.early")),
    )


def _show_way(writer: PageWriter, metric: Metric, points: list[TrendFacts]) -> NowPart:
    first, last = points[0], points[-1]
    said = writer.say(
        "tracked.now.way",
        first=show_value(writer, metric, first.value),
        last=show_value(writer, metric, last.value),
        start=writer.date(first.on),
        end=writer.date(last.on),
    )
    target = None if metric.target is None else float(metric.target.value)
    labels = [(writer.date(each.on), show_value(writer, metric, each.value), each.value or 0) for each in points]
    aim = None if target is None else (writer.say("tracked.now.aim", target=show_value(writer, metric, target)), target)
    rows = tuple((markdown(day), markdown(shown), Markdown(str(each.size))) for (day, shown, _), each in zip(
        labels, points, strict=True))  # fmt: skip
    return NowPart(said, draw_line(writer, "way", said, labels, aim), name_columns(writer, "on", "value", "size"), rows)
