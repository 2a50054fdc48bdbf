"""The page of a metric: what it means, how it is computed, and what to do at each level."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.model.tier import Tier
from partner_playbooks.handbook.places import find_place, find_place_within
from partner_playbooks.language.expressions import to_mathml, to_words
from partner_playbooks.pages.parts.addresses import find_page_path, make_anchor
from partner_playbooks.pages.parts.claims import link_source
from partner_playbooks.pages.parts.measures import say_measure
from partner_playbooks.pages.parts.metric_rows import write_target
from partner_playbooks.pages.parts.related import link_symptoms
from partner_playbooks.pages.parts.spans import say_window
from partner_playbooks.pages.parts.tracked_now import say_metric_now
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.markdown import Markdown
from partner_playbooks.wording.quantities import format_given, format_quantity, say_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.metric import Direction, Level, Metric, Period, Timing
    from partner_playbooks.handbook.model.quantity import Unit
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.tracked_now import Now
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter


_OF_STAGES = find_place(Stage, lambda stage: stage.metrics)
_OF_PITFALLS = find_place_within(Stage, lambda stage: stage.pitfalls[0], lambda pitfall: pitfall.metric)
_OF_PLANS = find_place(Plan, lambda plan: plan.metrics)
_OF_TIERS = find_place_within(Tier, lambda tier: tier.requirements[0], lambda requirement: requirement.metric)
_STUCK = find_place(Bottleneck, lambda bottleneck: bottleneck.metric)


@dataclass(frozen=True, slots=True)
class Facts:
    """What two people must agree on before they compute the same."""

    level: Level
    unit: Unit
    direction: Direction
    timing: Timing
    period: Period
    event: Markdown
    clock: Markdown | None
    window: Markdown | None
    data_source: str
    owner: Chip
    target: str | None
    target_note: Markdown | None
    review: Freshness | None


@dataclass(frozen=True, slots=True)
class Input:
    """An input of the formula, with its value in the worked example."""

    label: str
    name: str
    type: str
    value: str | None
    counted: Markdown | None
    """How it is counted from records."""


@dataclass(frozen=True, slots=True)
class Example:
    """The worked example; the checks have computed it."""

    story: Markdown | None
    calculation: str
    result: str


@dataclass(frozen=True, slots=True)
class BandRow:
    """A range of values and what to do in it."""

    title: str
    range: str
    action: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    now: Now | None
    """What records say of it."""
    definition: Markdown
    facts: Facts
    mathml: Markdown
    words: str
    inputs: tuple[Input, ...]
    is_counted: bool
    """Whether it is said of any input how it is counted from records."""
    example: Example
    bands: tuple[BandRow, ...]
    pitfalls: tuple[Markdown, ...]
    advice: tuple[Markdown, ...]
    related: tuple[Link, ...]
    stages: tuple[Link, ...]
    shown_by: tuple[Link, ...]
    """Pitfalls that the metric shows first."""
    bottlenecks: tuple[Link, ...]
    """Symptoms that the metric confirms."""
    plans: tuple[Link, ...]
    tiers: tuple[Link, ...]
    source: Link | None


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per metric."""
    for metric in edition.handbook.metrics:
        path = find_page_path("metric", metric.id)
        writer = edition.writer(path)
        nav = (writer.say("metric.nav"), edition.messages.name(metric.level))
        head = PageHead(path, metric.title, nav, list_former_paths("metric", metric))
        yield edition.page(head, "metric.md.jinja", partial(_context, writer, metric))


def _context(writer: PageWriter, metric: Metric) -> Context:
    uses = writer.edition.uses
    labels = writer.edition.values.label(metric.formula.tree) | {part.name: part.label for part in metric.inputs}
    stages = (stage.id for stage, _ in uses.at(_OF_STAGES, metric.id))
    plans = (plan.id for plan, _ in uses.at(_OF_PLANS, metric.id))
    asking = {tier.id for tier, _ in uses.at(_OF_TIERS, metric.id)}
    return Context(
        now=say_metric_now(writer, metric),
        title=metric.title,
        definition=writer.rich(metric.definition),
        facts=_facts(writer, metric),
        mathml=Markdown(to_mathml(metric.formula.tree, labels)),
        words=to_words(metric.formula.tree, labels),
        inputs=tuple(_inputs(writer, metric)),
        is_counted=any(each.measure is not None for each in metric.inputs),
        example=_example(writer, metric),
        bands=tuple(_bands(writer, metric)),
        pitfalls=tuple(writer.rich(pitfall.text) for pitfall in metric.pitfalls),
        advice=tuple(writer.rich(advice.text) for advice in metric.advice),
        related=writer.entities("metric", metric.related),
        stages=writer.entities("stage", stages),
        shown_by=tuple(_shown_by(writer, metric)),
        bottlenecks=link_symptoms(writer, _STUCK, metric.id),
        plans=writer.entities("plan", plans),
        tiers=writer.entities("tier", (tier.id for tier in writer.handbook.tiers if tier.id in asking)),
        source=_source(writer, metric),
    )


def _facts(writer: PageWriter, metric: Metric) -> Facts:
    return Facts(
        level=metric.level,
        unit=metric.unit,
        direction=metric.direction,
        timing=metric.timing,
        period=metric.period,
        event=writer.rich(metric.event),
        clock=writer.maybe(metric.clock),
        window=say_window(writer, metric.span, metric.window),
        data_source=metric.data_source,
        owner=writer.role(metric.owner),
        target=write_target(writer, metric),
        target_note=None if metric.target is None else writer.maybe(metric.target.note),
        review=writer.review(metric.review),
    )


def _inputs(writer: PageWriter, metric: Metric) -> Iterator[Input]:
    for part in metric.inputs:
        value = metric.example.given.get(part.name)
        shown = None if value is None else format_given(writer, value, part.type)
        key = "input.many" if part.type.many else "input.one"
        kind = writer.say(key, kind=writer.edition.messages.name(part.type.kind))
        yield Input(part.label, part.name, kind, shown, say_measure(writer, metric, part.measure))


def _example(writer: PageWriter, metric: Metric) -> Example:
    types = {part.name: part.type for part in metric.inputs}
    values = {name: format_given(writer, value, types[name]) for name, value in metric.example.given.items()}
    return Example(
        story=writer.maybe(metric.example.story),
        calculation=to_words(metric.formula.tree, writer.edition.values.label(metric.formula.tree) | values),
        result=format_quantity(writer, metric.example.result, metric.unit),
    )


def _bands(writer: PageWriter, metric: Metric) -> Iterator[BandRow]:
    for band, range_ in zip(metric.bands, say_ranges(writer, metric), strict=True):
        yield BandRow(band.title, range_, writer.rich(band.action))


def _shown_by(writer: PageWriter, metric: Metric) -> Iterator[Link]:
    for stage, pitfall in writer.edition.uses.at(_OF_PITFALLS, metric.id):
        label = writer.within(stage.title, pitfall.title)
        yield writer.place(label, find_page_path("stage", stage.id), make_anchor(pitfall.id))


def _source(writer: PageWriter, metric: Metric) -> Link | None:
    return None if metric.source is None else link_source(writer, metric.source)
