"""What records say now of something that has a page: a stage, metric, bottleneck, tier, automation or partner type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.wording.markdown import Markdown, join_markdown, markdown

from .links import write_link
from .tracked_lists import say_attainments
from .tracked_rows import (
    NOTHING,
    AsOf,
    NowPart,
    find_metric,
    link_entity,
    link_partner,
    list_placed,
    misses_target,
    name_columns,
    say_as_of,
    say_known,
    show_days,
    show_group,
    show_sample,
    show_title,
    show_value,
)
from .tracked_ways import show_cohorts, show_metric_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.tracking.snapshot_facts import CaseFacts, FigureFacts, PartnerFacts, StageFacts, Tracked

_MOST = 20
"""Rows of a block; the page of all partners has the others."""


@dataclass(frozen=True, slots=True)
class Now:
    """What records say of the thing that a page is about."""

    as_of: AsOf
    said: tuple[Markdown, ...]
    """Sentences, the most important first."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Markdown, ...], ...] = ()
    parts: tuple[NowPart, ...] = ()
    """More of it, each below the one before."""


def say_stage_now(writer: PageWriter, id_: str) -> Now | None:
    """Say how many partners are in a stage, how long it takes, how many move on, and who is over the limit."""
    tracked = writer.edition.tracked
    stage = None if tracked is None else next((each for each in tracked.stages if each.stage == id_), None)
    if tracked is None or stage is None:
        return None
    count = writer.say("tracked.now.partners", count=stage.partners)
    said = [markdown(f"{count} {_say_lost(writer, tracked, stage)}" if stage.partners else count)]
    if stage.trouble:
        said.append(markdown(writer.say("tracked.now.trouble", kind=writer.say(f"tracked.trouble.{stage.trouble}"))))
    said += (_say_figure(writer, metric, figure, id_) for metric, figure in _list_figures(writer, tracked, id_))
    late = [each for each in list_placed(tracked, id_) if each.over]
    cohorts = show_cohorts(writer, [each for each in tracked.cohorts if each.group == id_], is_grouped=False)
    return replace(_with_partners(writer, tracked, said, late), parts=tuple(cohorts))


def say_type_now(writer: PageWriter, id_: str) -> Now | None:
    """Say where the partners of a type are, and who of them is over the limit."""
    tracked = writer.edition.tracked
    if tracked is None:
        return None
    own = [each for each in tracked.partners if each.type == id_]
    said = [markdown(writer.say("tracked.now.of-type", count=len(own)))]
    stages = dict.fromkeys(stage.stage for stage in tracked.stages)
    counts = [(stage, sum(each.stage == stage for each in own)) for stage in stages]
    links = [Markdown(f"{write_link(link_entity(writer, 'stage', stage))} {many}") for stage, many in counts if many]
    if links:
        said.append(join_markdown(links))
    return _with_partners(writer, tracked, said, [each for each in own if each.over])


def say_metric_now(writer: PageWriter, metric: Metric) -> Now | None:
    """Say what a metric is now, beside its target and in its band, and for each group that it is computed for."""
    tracked = writer.edition.tracked
    if tracked is None:
        return None
    own = [each for each in tracked.figures if each.metric == metric.id]
    if not own:
        missing = next((each for each in tracked.missing if each.metric == metric.id), None)
        if missing is None:
            return None
        key, names = ("needs", missing.needs) if missing.needs else ("untold", missing.untold)
        said = writer.say(f"tracked.now.{key}", names=", ".join(names))
        return Now(say_as_of(writer, tracked), (markdown(said),))
    whole = next((each for each in own if not each.group), None)
    lines = [] if whole is None else list(_say_whole(writer, metric, whole))
    lines += (markdown(line) for line in say_attainments(writer, tracked, metric))
    groups = [each for each in own if each.group]
    return Now(
        say_as_of(writer, tracked),
        tuple(lines),
        name_columns(writer, "group", "value", "interval", "size") if groups else (),
        tuple(_show_group(writer, metric, each) for each in groups),
        tuple(show_metric_parts(writer, tracked, metric)),
    )


def say_bottleneck_now(writer: PageWriter, metric_id: str | None, stages: Iterable[str]) -> Now | None:
    """Say whether records show a bottleneck: by its metric, and by days that are lost in its stages."""
    tracked = writer.edition.tracked
    if tracked is None:
        return None
    said = []
    metric = None if metric_id is None else find_metric(writer, metric_id)
    figures = [] if metric is None else [each for each in tracked.figures if each.metric == metric.id]
    for figure in [each for each in figures if each.value is not None and (not each.group or each.group in stages)]:
        if metric is not None:
            key = "shows" if misses_target(metric, figure.value) else "shows-not"
            if metric.target is None:
                key = "value"
            said.append(
                markdown(writer.say(f"tracked.now.{key}", title=metric.title, value=_show(writer, metric, figure)))
            )
    for each in tracked.stages:
        if each.stage in stages and each.partners:
            title = show_title(writer, "stage", each.stage)
            said.append(markdown(f"{title}: {_say_lost(writer, tracked, each)}"))
    return Now(say_as_of(writer, tracked), tuple(said)) if said else None


def say_tier_now(writer: PageWriter, id_: str) -> Now | None:
    """Say who keeps a tier, who misses what of it, and who could rise to it."""
    tracked = writer.edition.tracked
    if tracked is None:
        return None
    own = [each for each in tracked.tiers if each.tier == id_]
    rising = [each for each in tracked.tiers if each.next == id_ and each.rises]
    missing = [each for each in own if each.keeps is False]
    keep, unknown = sum(each.keeps is True for each in own), sum(each.keeps is None for each in own)
    said = [markdown(writer.say("tracked.now.tier", count=len(own), keep=keep, miss=len(missing), unknown=unknown))]
    rows = []
    for each in missing[:_MOST]:
        missed = [asked.metric for asked in each.requirements if asked.tier == id_ and asked.met is False]
        links = join_markdown(write_link(link_entity(writer, "metric", metric)) for metric in missed)
        rows.append((write_link(link_partner(writer, each.partner, each.name)), links))
    if rising:
        links = join_markdown(write_link(link_partner(writer, each.partner, each.name)) for each in rising[:_MOST])
        said.append(Markdown(f"{markdown(writer.say('tracked.now.rising', count=len(rising)))} {links}"))
    columns = name_columns(writer, "partner", "misses") if rows else ()
    return Now(say_as_of(writer, tracked), tuple(said), columns, tuple(rows))


def say_automation_now(writer: PageWriter, id_: str) -> Now | None:
    """Say for what an automation has fired and what is due, or what it would take to tell."""
    tracked = writer.edition.tracked
    run = None if tracked is None else next((each for each in tracked.automations if each.automation == id_), None)
    if tracked is None or run is None:
        return None
    if run.needs or run.untold:
        key, names = ("needs", run.needs) if run.needs else ("untold", run.untold)
        return Now(say_as_of(writer, tracked), (markdown(writer.say(f"tracked.now.{key}", names=", ".join(names))),))
    fired, due = (sum(case.many for case in cases) for cases in (run.fired, run.due))
    said = writer.say("tracked.now.fired", holds=run.holds, fired=fired, since=writer.date(tracked.since), due=due)
    cases = [("fired", each) for each in run.fired] + [("due", each) for each in run.due]
    rows = tuple(_show_case(writer, way, each) for way, each in cases[:_MOST])
    columns = name_columns(writer, "partner", "which", "when") if rows else ()
    return Now(say_as_of(writer, tracked), (markdown(said),), columns, rows)


def _with_partners(writer: PageWriter, tracked: Tracked, said: Iterable[Markdown], late: list[PartnerFacts]) -> Now:
    """Add the partners that are over their limit."""
    rows = tuple(
        (
            write_link(link_partner(writer, each.id, each.name)),
            Markdown(str(each.days or 0)),
            markdown(NOTHING if each.limit is None else show_days(writer, each.limit)),
            markdown(writer.say(f"tracked.pace.{each.pace}")),
            markdown(say_known(writer, each) or writer.say("tracked.nothing-known")),
        )
        for each in late[:_MOST]
    )
    columns = name_columns(writer, "partner", "days", "limit", "pace", "known") if rows else ()
    return Now(say_as_of(writer, tracked), tuple(said), columns, rows)


def _say_lost(writer: PageWriter, tracked: Tracked, stage: StageFacts) -> str:
    """Say how many are stuck in a stage, where anybody knows, and how many days are lost."""
    lost = show_days(writer, stage.days_lost)
    if not tracked.knows_activity:
        return writer.say("tracked.now.lost", lost=lost)
    return writer.say("tracked.now.stuck", count=stage.stuck, lost=lost)


def _list_figures(writer: PageWriter, tracked: Tracked, group: str) -> Iterator[tuple[Metric, FigureFacts]]:
    for figure in tracked.figures:
        metric = find_metric(writer, figure.metric)
        if metric is not None and figure.group == group and figure.value is not None:
            yield metric, figure


def _say_figure(writer: PageWriter, metric: Metric, figure: FigureFacts, stage_id: str) -> Markdown:
    link = write_link(link_entity(writer, "metric", metric.id))
    said = [_show(writer, metric, figure), *_say_size(writer, figure)]
    aim = _find_aim(writer, metric, stage_id)
    if aim is not None:
        said.append(writer.say("tracked.now.aim", target=show_value(writer, metric, aim)))
    return Markdown(f"{link}: {markdown(', '.join(said))}")


def _find_aim(writer: PageWriter, metric: Metric, stage_id: str) -> float | None:
    """Give the target of a metric in a stage: of the time that it takes, what the stage's page gives."""
    if metric.target is not None:
        return float(metric.target.value)
    stage = writer.handbook.get("stage", stage_id)
    is_time = any(each.measure is not None and each.measure.stays for each in metric.inputs)
    return float(stage.time.days) if is_time and isinstance(stage, Stage) and stage.time is not None else None


def _say_whole(writer: PageWriter, metric: Metric, figure: FigureFacts) -> Iterator[Markdown]:
    period = writer.say("tracked.period", start=writer.date(figure.period.start), end=writer.date(figure.period.end))
    yield markdown(", ".join((_show(writer, metric, figure), *_say_size(writer, figure), period)))
    band = _find_band(metric, figure.value)
    if band:
        yield markdown(band)


def _say_size(writer: PageWriter, figure: FigureFacts) -> tuple[str, ...]:
    """Say of how many rows a figure is made, where it is made of one number of them."""
    return (writer.say("tracked.now.made-of", count=figure.size),) if figure.size else ()


def _find_band(metric: Metric, value: float | None) -> str | None:
    """Give the title of the band that a value falls into."""
    if value is None:
        return None
    number = Fraction(value).limit_denominator(10**6)
    for band in metric.bands:
        is_in = band.bound is None or (
            number <= band.bound if metric.direction is Direction.DOWN else number >= band.bound
        )
        if is_in:
            return band.title
    return None


def _show_group(writer: PageWriter, metric: Metric, each: FigureFacts) -> tuple[Markdown, ...]:
    parts = (*show_sample(writer, metric, each), str(each.size))
    return (markdown(show_group(writer, metric, each.group)), *map(markdown, parts))


def _show(writer: PageWriter, metric: Metric, figure: FigureFacts) -> str:
    return " ".join(filter(None, show_sample(writer, metric, figure)))


def _show_case(writer: PageWriter, way: str, each: CaseFacts) -> tuple[Markdown, ...]:
    partner = (
        Markdown(NOTHING) if each.partner is None else write_link(link_partner(writer, each.partner, each.name or ""))
    )
    which = each.row or ("" if each.many == 1 else str(each.many))
    return partner, markdown(which), markdown(writer.say(f"tracked.now.{way}-word"))
