"""What a snapshot says, as pages show it: partners by links, figures in their units, and as of when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from partner_playbooks.handbook.model.metric import Direction, Metric
from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.tracking.snapshot_facts import MOST_PARTNERS
from partner_playbooks.wording.quantities import find_title, format_number, format_quantity

from .addresses import DATA_QUALITY, MY_PLANS, PARTNERS_FOLDER
from .links import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.tracking.snapshot_facts import FigureFacts, PartnerFacts, Tracked
    from partner_playbooks.tracking.snapshot_parts import CohortFacts, GroupFacts
    from partner_playbooks.wording.markdown import Markdown
    from partner_playbooks.wording.speakers import DatedSpeaker, HandbookSpeaker

BETWEEN = " \u00b7 "
"""Stands between the parts of a cell; the script that filters lists takes cells apart by it."""
NOTHING = "\u2013"
"""Stands where nothing is known."""
LATE = frozenset({"slow", "stuck"})
"""Paces of partners that are over their limit."""
_KINDS = {"type": "partner-type"}
_GOOD_PART = 0.25
_SMALLEST = 10
_DIGITS = 3
_EXACT = {Unit.CURRENCY: 0, Unit.DAYS: 0, Unit.COUNT: 0}


@dataclass(frozen=True, slots=True)
class AsOf:
    """Of when figures are, of what they are made, and what was left out."""

    text: str
    is_demo: bool
    quality: Link


def say_as_of(writer: PageWriter, tracked: Tracked) -> AsOf:
    """Say as of when a page's figures are."""
    wrong = sum(each.findings for each in tracked.tables)
    text = writer.say("tracked.as-of", date=writer.date(tracked.day), partners=len(tracked.partners))
    return AsOf(text, tracked.demo, writer.place(writer.say("tracked.left-out", count=wrong), DATA_QUALITY))


def find_partner_path(id_: str) -> str:
    """Give the path of a partner's page: made of a digest, as some ids differ only by case, and others are no names."""
    return f"{PARTNERS_FOLDER}/{hashlib.sha256(id_.encode()).hexdigest()[:12]}.md"


def link_partner(writer: PageWriter, id_: str, name: str) -> Link:
    """Link to the page of a partner, if it has one."""
    records = writer.edition.records
    known = {} if records is None else records.by_id
    return (
        writer.place(name, find_partner_path(id_)) if id_ in known and len(known) <= MOST_PARTNERS else Link(name, None)
    )


def show_traits(writer: PageWriter, id_: str) -> str:
    """Write in one cell what lists are filtered by: a partner's type, region, tier, and owner where these are shown."""
    records = writer.edition.records
    each = None if records is None else records.by_id.get(id_)
    if each is None:
        return BETWEEN.join(NOTHING for _ in _list_traits(writer))
    values = (
        show_title(writer, "partner-type", each.type),
        (each.region or NOTHING).replace(BETWEEN, " "),
        show_title(writer, "tier", each.tier),
        (each.owner or NOTHING).replace(BETWEEN, " "),
    )
    return BETWEEN.join(value for _, value in zip(_list_traits(writer), values, strict=False))


def name_traits(writer: PageWriter) -> str:
    """Give the heading of that cell: the names of its parts."""
    return BETWEEN.join(writer.say(f"tracked.column.{name}") for name in _list_traits(writer))


def _list_traits(writer: PageWriter) -> tuple[str, ...]:
    records = writer.edition.records
    return ("type", "region", "tier", *(("owner",) * (records is not None and records.shows_owners)))


def link_stage(writer: PageWriter, id_: str | None) -> Link:
    """Link to a stage; to none where the handbook has it no more."""
    return link_entity(writer, "stage", id_)


def link_new_plan(writer: PageWriter, each: PartnerFacts) -> Link | None:
    """Link to the form for a plan of a partner's stage, with what is known of the partner; to all plans without one.

    None where nobody can make a plan.
    """
    if not writer.edition.makes_plans:
        return None
    link = writer.place(writer.say("tracked.make-plan"), MY_PLANS)
    plan = find_plan_of(writer.handbook, each.stage)
    if plan is None:
        return link
    given = {"partner": each.name, "type": each.type or "", "tier": each.tier or ""}
    return Link(link.label, f"{link.href}#make-{plan.id}&{urlencode(given, quote_via=quote)}")


def find_plan_of(handbook: Handbook, stage: str) -> Plan | None:
    """Give the plan of which most tasks belong to a stage: a good part of them at least."""

    def count(plan: Plan) -> float:
        items = [item for _, item in handbook.tasks(plan)]
        return sum(item is not None and item.stage.id == stage for item in items) / max(len(items), 1)

    best = max(handbook.plans, key=count, default=None)
    return best if best is not None and count(best) >= _GOOD_PART else None


def link_entity(writer: PageWriter, kind: str, id_: str | None) -> Link:
    """Link to an entity of the handbook by its title; its id where the handbook has it no more."""
    if id_ is None:
        return Link(NOTHING, None)
    return writer.entity(kind, id_) if id_ in writer.handbook.entities.get(kind, {}) else Link(id_, None)


def find_metric(writer: HandbookSpeaker, id_: str) -> Metric | None:
    """Give a metric that a snapshot names, if the handbook has it."""
    found = writer.handbook.get("metric", id_)
    return found if isinstance(found, Metric) else None


def show_value(writer: HandbookSpeaker, metric: Metric, value: float | None) -> str:
    """Write a figure in its metric's unit, with as many digits as say something."""
    return NOTHING if value is None else format_quantity(writer, shorten(value, metric.unit), metric.unit)


def show_sample(
    writer: HandbookSpeaker, metric: Metric, figure: FigureFacts | GroupFacts | CohortFacts
) -> tuple[str, str]:
    """Write a figure and its interval; of fewer rows than a figure may be judged by, how many it is of how many.

    A share is told by its numbers then, and a median not at all; sums and numbers are no samples.
    """
    if figure.value is not None and 0 < figure.size < find_smallest(writer):
        if any(each.measure is not None and each.measure.stays for each in metric.inputs):
            return writer.say("tracked.too-few"), ""
        if figure.low is not None and metric.unit is Unit.PERCENT:
            part = round(figure.value * figure.size / 100)
            return writer.say("tracked.of", part=part, all=figure.size), ""
    return show_value(writer, metric, figure.value), _show_interval(writer, metric, figure)


def find_smallest(writer: HandbookSpeaker) -> int:
    """Give of how many rows a figure has to be made to be judged, by the handbook."""
    found = writer.handbook.figures.computed.get("figure.smallest_group")
    return int(found) if isinstance(found, Fraction) else _SMALLEST


def _show_interval(writer: HandbookSpeaker, metric: Metric, figure: FigureFacts | GroupFacts | CohortFacts) -> str:
    """Write the interval of a figure, where it has one."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = (format_number(writer, shorten(each, metric.unit)) for each in (figure.low, figure.high))
    return writer.say("tracked.interval", low=low, high=high)


def show_money(writer: HandbookSpeaker, value: float) -> str:
    """Write an amount of the programme's currency, in whole units."""
    currency = writer.handbook.programme.currency
    return writer.say("quantity.currency", value=show_number(writer, round(value)), currency=currency)


def show_number(writer: HandbookSpeaker, value: float) -> str:
    """Write a number without a unit."""
    return format_number(writer, shorten(value, Unit.COUNT))


def show_days(writer: HandbookSpeaker, value: float) -> str:
    """Write a limit or an excess in days: with the half days that a median may have."""
    return format_number(writer, Fraction(str(round(value, 1))))


def show_share(writer: HandbookSpeaker, value: float) -> str:
    """Write a share of 1 as a percentage."""
    return format_quantity(writer, Fraction(round(value * 100)), Unit.PERCENT)


def shorten(value: float, unit: Unit) -> Fraction:
    """Give a number with three digits; money, days and counts without decimals."""
    if value == 0:
        return Fraction()
    places = _DIGITS - 1 - floor(log10(abs(value)))
    places = min(places, _EXACT.get(unit, places))
    return Fraction(str(round(value, max(places, 0))))


def misses_target(metric: Metric, value: float | None) -> bool:
    """Tell whether a figure is on the wrong side of its metric's target."""
    if value is None or metric.target is None or metric.direction is Direction.MIX:
        return False
    return value < metric.target.value if metric.direction is Direction.UP else value > metric.target.value


def show_group(writer: HandbookSpeaker, metric: Metric, group: str) -> str:
    """Write the group that a figure of a metric is of: a stage, tier or type by its title, a region by its name."""
    per = "" if metric.per is None else metric.per.value
    return group if per == "region" else find_title(writer, _KINDS.get(per, per), group)


def show_title(writer: HandbookSpeaker, kind: str, id_: str | None) -> str:
    """Give the title of an entity that a snapshot names."""
    return NOTHING if id_ is None else find_title(writer, kind, id_)


@dataclass(frozen=True, slots=True)
class NowPart:
    """A part of what records say now: a sentence or heading, a chart, and the table with its numbers."""

    heading: str
    chart: Markdown | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Markdown, ...], ...]


def name_columns(writer: PageWriter, *names: str) -> tuple[str, ...]:
    """Give headings of columns."""
    return tuple(writer.say(f"tracked.column.{name}") for name in names)


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A partner that is over its limit."""

    partner: Link
    stage: Link
    type: str
    region: str
    tier: str
    owner: str
    days: int
    limit: str
    last: str
    known: str
    """What is known of it: until when, why, and what comes next; nothing where nothing is."""


def show_stuck(writer: PageWriter, each: PartnerFacts) -> StuckRow:
    """Give the row of a partner that is over its limit."""
    return StuckRow(
        link_partner(writer, each.id, each.name),
        link_stage(writer, each.stage),
        show_title(writer, "partner-type", each.type),
        each.region or NOTHING,
        show_title(writer, "tier", each.tier),
        each.owner or NOTHING,
        each.days or 0,
        NOTHING if each.limit is None else show_days(writer, each.limit),
        writer.say("tracked.never") if each.last_joint is None else writer.date(each.last_joint),
        say_known(writer, each),
    )


def say_known(writer: DatedSpeaker, each: PartnerFacts) -> str:
    """Say what is known of a partner that waits: until when, why, and what comes next."""
    if each.known_until is None:
        return ""
    values = {
        "date": writer.date(each.known_until),
        "reason": each.reason or NOTHING,
        "next": each.next_step or NOTHING,
    }
    return writer.say("tracked.known", **values)


def say_standing(writer: HandbookSpeaker, each: PartnerFacts) -> str:
    """Say in one sentence how a partner stands."""
    stage = show_title(writer, "stage", each.stage)
    if each.days is None or each.limit is None:
        return writer.say("tracked.stands.somewhere", stage=stage)
    over = {"over": show_days(writer, each.over)} if each.pace in LATE else {}
    return writer.say(f"tracked.stands.{each.pace}", stage=stage, days=each.days, **over)


def list_placed(tracked: Tracked, stage: str) -> Iterator[PartnerFacts]:
    """Yield the partners in a stage, the most overdue first."""
    return (each for each in tracked.partners if each.stage == stage)
