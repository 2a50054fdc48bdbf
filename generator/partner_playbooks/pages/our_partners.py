"""Where our partners are: by stage, who is stuck, who moved, what comes up, what is on plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Per
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.charts import draw_bars
from partner_playbooks.pages.parts.tracked_lists import (
    MOST_ROWS,
    SPANS,
    ChangeRow,
    CommitmentRow,
    DueRow,
    PlanRow,
    SilentRow,
    TargetRow,
    list_changes,
    list_commitments,
    list_due,
    list_plan,
    list_silent,
    list_targets,
    say_part,
)
from partner_playbooks.pages.parts.tracked_rows import (
    NOTHING,
    AsOf,
    StuckRow,
    find_metric,
    link_entity,
    link_partner,
    link_stage,
    name_traits,
    say_as_of,
    show_number,
    show_sample,
    show_stuck,
    show_traits,
)
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import StageFacts, Tracked
    from partner_playbooks.wording.markdown import Markdown

_SPANS = {"week": 7, "month": 31, "quarter": 92}
_WAYS = ("joined", "moved-on", "skipped", "looped", "slipped-back", "lost")


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with the partners in it."""

    link: Link
    partners: int
    over: int
    stuck: str
    lost: str
    time: str
    trouble: str
    plays: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A partner that moved within a week."""

    partner: Link
    traits: str
    way: str
    left: Link
    entered: Link
    on: str
    more: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """How many moved in a way within each span."""

    way: str
    counts: tuple[str, ...]
    """Nothing is known of a span that begins before moves are listed."""


@dataclass(frozen=True, slots=True)
class Parts:
    """For each list that holds the first of more, a sentence that says so."""

    moves: str
    due: str
    silent: str
    commitments: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf
    finding: str
    traits: str
    """Heading of the cells that lists are filtered by."""
    chart: Markdown | None
    stages: tuple[StageRow, ...]
    stuck: tuple[StuckRow, ...]
    more_stuck: int
    knows_activity: bool
    ways: tuple[WayRow, ...]
    moves: tuple[MoveRow, ...]
    due_counts: tuple[WayRow, ...]
    due: tuple[DueRow, ...]
    plan: tuple[PlanRow, ...]
    targets: tuple[TargetRow, ...]
    silent: tuple[SilentRow, ...]
    commitments: tuple[CommitmentRow, ...]
    parts: Parts
    changes: tuple[ChangeRow, ...]
    lists: tuple[Link, ...]
    questions: Link


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, if there is a snapshot."""
    tracked = edition.tracked
    if tracked is not None:
        writer = edition.writer(addresses.OUR_PARTNERS)
        head = PageHead(writer.path, writer.say("tracked.title"), (writer.say("tracked.nav"),))
        yield edition.page(head, "our_partners.md.jinja", partial(_context, writer, tracked))


def _context(writer: PageWriter, tracked: Tracked) -> Context:
    stuck = [each for each in tracked.partners if each.is_stuck]
    recent = tracked.day - timedelta(_SPANS["week"])
    return Context(
        as_of=say_as_of(writer, tracked),
        finding=say_finding(writer, tracked),
        traits=name_traits(writer),
        chart=_draw_stages(writer, tracked),
        stages=tuple(_list_stages(writer, tracked)),
        stuck=tuple(show_stuck(writer, each) for each in stuck[:MOST_ROWS]),
        knows_activity=tracked.knows_activity,
        more_stuck=max(0, len(stuck) - MOST_ROWS),
        ways=tuple(_count_ways(writer, tracked)),
        moves=tuple(_list_moves(writer, tracked, recent)),
        due_counts=tuple(_count_due(writer, tracked)),
        due=tuple(list_due(writer, tracked)),
        plan=tuple(list_plan(writer, tracked)),
        targets=tuple(list_targets(writer, tracked)),
        silent=tuple(list_silent(writer, tracked)),
        commitments=tuple(list_commitments(writer, tracked)),
        parts=_say_parts(writer, tracked, recent),
        changes=tuple(list_changes(writer, tracked)),
        lists=tuple(link_lists(writer, tracked)),
        questions=writer.place(writer.say("tracked.questions.title"), addresses.PARTNER_QUESTIONS),
    )


def _say_parts(writer: PageWriter, tracked: Tracked, recent: date) -> Parts:
    def say(every: int) -> str:
        return say_part(writer, min(every, MOST_ROWS), every)

    return Parts(
        moves=say(sum(each.on > recent for each in tracked.moves)),
        due=say(sum(each.within == SPANS[0] for each in tracked.due)),
        silent=say(len(tracked.silent)),
        commitments=say(len(tracked.commitments)),
    )


def say_finding(writer: PageWriter, tracked: Tracked) -> str:
    """Say what weighs most: how many are stuck, and where most days are lost."""
    worst = max(tracked.stages, key=lambda each: each.days_lost, default=None)
    count = sum(each.is_stuck for each in tracked.partners)
    key = "stuck" if tracked.knows_activity else "unknown"
    stuck = writer.say(f"tracked.finding.{key}", **({"count": count} if tracked.knows_activity else {}))
    if worst is None or not worst.days_lost:
        return f"{stuck} {writer.say('tracked.finding.none')}"
    title = link_stage(writer, worst.stage).label
    lost = show_number(writer, worst.days_lost)
    return f"{stuck} {writer.say('tracked.finding.lost', stage=title, lost=lost, kind=say_trouble(writer, worst))}"


def _draw_stages(writer: PageWriter, tracked: Tracked) -> Markdown | None:
    """Draw how many partners are in each stage, in the order of the lifecycle, and how many of them are stuck."""
    found = {each.stage: each for each in tracked.stages if each.partners}
    ordered = [found[stage.id] for stage in writer.handbook.stages if stage.id in found]
    rows = []
    for each in ordered:
        title, count = link_stage(writer, each.stage).label, writer.say("tracked.on-map", count=each.partners)
        said = writer.say("tracked.on-map-stuck", said=count, stuck=each.stuck) if each.stuck else count
        rows.append((f"{title}: {said}", float(each.partners), float(each.stuck)))
    return draw_bars(writer, "stages", say_finding(writer, tracked), rows)


def say_trouble(writer: PageWriter, stage: StageFacts) -> str:
    """Say which kind of bottleneck a stage is."""
    return writer.say(f"tracked.trouble.{stage.trouble}") if stage.trouble else NOTHING


def _list_stages(writer: PageWriter, tracked: Tracked) -> Iterator[StageRow]:
    times = find_times(writer, tracked)
    for each in tracked.stages:
        if each.partners:
            plays = tuple(link_entity(writer, "bottleneck", id_) for id_ in each.plays)
            yield StageRow(
                link_stage(writer, each.stage),
                each.partners,
                each.over,
                str(each.stuck) if tracked.knows_activity else NOTHING,
                show_number(writer, each.days_lost),
                times.get(each.stage, NOTHING),
                say_trouble(writer, each),
                plays,
            )


def find_times(writer: PageWriter, tracked: Tracked) -> dict[str, str]:
    """Give by stage how long it usually takes, with the interval: by the metric that is computed for each stage."""
    found = {}
    for figure in tracked.figures:
        metric = find_metric(writer, figure.metric)
        if metric is None or figure.value is None or metric.per is not Per.STAGE:
            continue
        if any(each.measure is not None and each.measure.stays for each in metric.inputs):
            found[figure.group] = " ".join(filter(None, show_sample(writer, metric, figure)))
    return found


def _count_ways(writer: PageWriter, tracked: Tracked) -> Iterator[WayRow]:
    for way in _WAYS:
        days = [each.on for each in tracked.moves if each.way == way]
        begins = [tracked.day - timedelta(span) for span in _SPANS.values()]
        counts = tuple(
            str(sum(day > begin for day in days)) if begin >= tracked.moves_since else NOTHING for begin in begins
        )
        if days:
            yield WayRow(writer.say(f"tracked.way.{way}"), counts)


def _list_moves(writer: PageWriter, tracked: Tracked, since: date) -> Iterator[MoveRow]:
    for each in [each for each in tracked.moves if each.on > since][:MOST_ROWS]:
        skipped = ", ".join(link_stage(writer, id_).label for id_ in each.skipped)
        more = writer.say("tracked.skipped", stages=skipped) if skipped else each.reason or ""
        yield MoveRow(
            link_partner(writer, each.partner, each.name),
            show_traits(writer, each.partner),
            writer.say(f"tracked.way.{each.way}"),
            link_stage(writer, each.left),
            link_stage(writer, each.entered),
            writer.date(each.on),
            more,
        )


def _count_due(writer: PageWriter, tracked: Tracked) -> Iterator[WayRow]:
    for what in dict.fromkeys(each.what for each in tracked.due):
        counts = tuple(
            str(sum(each.many for each in tracked.due if each.what == what and each.within <= span)) for span in SPANS
        )
        yield WayRow(writer.say(f"tracked.due.{what}"), counts)


def link_lists(writer: PageWriter, tracked: Tracked) -> Iterator[Link]:
    """Link to the lists of all partners."""
    count = addresses.count_partner_lists(len(tracked.partners))
    for number in range(1, count + 1):
        label = (
            writer.say("tracked.list.part", number=number, total=count)
            if count > 1
            else writer.say("tracked.list.title")
        )
        yield writer.place(label, addresses.find_partner_list(number))
