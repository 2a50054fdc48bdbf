"""Parts that the report for a partner and the one about it have in common, from the partner's own facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.reports.report_parts import Amount, Chart, Section, Table
from partner_playbooks.pages.parts.tracked_lists import say_state
from partner_playbooks.pages.parts.tracked_rows import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partner_playbooks.downloads.reports.own_facts import OwnFacts
    from partner_playbooks.downloads.reports.report_parts import Cell
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.tracking.snapshot_facts import DueFacts
    from partner_playbooks.tracking.snapshot_parts import CommitmentFacts, DealFacts, RequirementFacts

_OPERATORS = {">=": "at-least", "<=": "at-most", ">": "above", "<": "below"}
_MET = {True: "tracked.met.yes", False: "tracked.met.no", None: "tracked.met.unknown"}
_QUARTERS = 4


def tell_requirements(
    writer: ReportWriter, own: OwnFacts, averages: Mapping[tuple[str, str], float] | None = None
) -> Section:
    """Tell what the tier asks, and the next one, and how far it is; beside averages of the region, where given."""
    heading = writer.say("tracked.requirements")
    tier = own.requirements
    shown = [] if tier is None else [each for each in tier.requirements if writer.metric(each.metric) is not None]
    if tier is None or not shown:
        return Section(heading, (writer.say("pack.no-requirements"),))
    heads = writer.heads("tier", "metric", "asked", "value", *(("region-average",) if averages is not None else ()))
    rows = tuple(_show_requirement(writer, each, own, averages) for each in shown)
    return Section(heading, _say_distance(writer, own, shown), Table((*heads, *writer.heads("state", "missing")), rows))


def _say_distance(writer: ReportWriter, own: OwnFacts, shown: list[RequirementFacts]) -> tuple[str, ...]:
    """Say what is missing for the partner's tier, and then for the next one."""
    tier = own.requirements
    tiers = () if tier is None else (tier.tier, tier.next)
    return tuple(_say_missing(writer, each, shown) for each in tiers if writer.title("tier", each) != NOTHING)


def _say_missing(writer: ReportWriter, tier: str | None, shown: list[RequirementFacts]) -> str:
    title = writer.title("tier", tier)
    asked = [each for each in shown if each.tier == tier]
    missed = [each for each in asked if each.met is False]
    if not missed:
        return writer.say(
            "pack.next-unknown" if any(each.met is None for each in asked) else "pack.next-met", tier=title
        )
    names = ", ".join(writer.title("metric", each.metric) for each in missed)
    return writer.say("pack.next-missing", tier=title, count=len(missed), names=names)


def _show_requirement(
    writer: ReportWriter,
    asked: RequirementFacts,
    own: OwnFacts,
    averages: Mapping[tuple[str, str], float] | None,
) -> tuple[Cell, ...]:
    metric = writer.metric(asked.metric)
    if metric is None:
        return ()
    threshold = writer.show_figure(metric, asked.threshold)
    text = threshold.text if isinstance(threshold, Amount) else threshold
    sign = writer.say(f"tracked.operator.{_OPERATORS[asked.operator]}", value=text)
    average = () if averages is None else (writer.show_figure(metric, averages.get((own.region or "", asked.metric))),)
    missing = abs(asked.threshold - asked.value) if asked.met is False and asked.value is not None else None
    return (
        writer.title("tier", asked.tier),
        metric.title,
        sign,
        writer.show_figure(metric, asked.value),
        *average,
        writer.say("tracked.met.none" if asked.met and asked.value is None else _MET[asked.met]),
        "" if missing is None else writer.show_figure(metric, missing),
    )


def tell_deals(writer: ReportWriter, own: OwnFacts) -> Section:
    """Tell which deals stand behind the revenue of twelve months, and which are open."""
    heading = writer.say("pack.deals")
    if not own.deals:
        return Section(heading, (writer.say("pack.no-deals"),))
    won = [each for each in own.deals if each.outcome == "won"]
    going = [each for each in own.deals if each.outcome == "open"]
    lines = tuple(
        writer.say(f"pack.{key}", count=len(each), amount=writer.say_money(sum(deal.credit or 0 for deal in each)))
        for key, each in (("won", won), ("open", going))
    )
    has_stages = any(each.stage for each in own.deals)
    rows = tuple(
        _show_deal(writer, each, has_stages=has_stages)
        for each in sorted(own.deals, key=lambda deal: deal.outcome != "open")
    )
    heads = writer.heads("deal", "part", *(("deal-stage",) * has_stages), "opened", "closed", "outcome", "credit")
    return Section(heading, lines, Table(heads, rows), _draw_quarters(writer, won))


def _show_deal(writer: ReportWriter, each: DealFacts, *, has_stages: bool) -> tuple[Cell, ...]:
    return (
        each.deal,
        writer.say(f"pack.part.{each.role}"),
        *((each.stage or "",) * has_stages),
        writer.show_day(each.opened),
        "" if each.closed is None else writer.show_day(each.closed),
        writer.say(f"pack.outcome.{each.outcome}"),
        writer.show_money(each.credit),
    )


def _draw_quarters(writer: ReportWriter, won: Iterable[DealFacts]) -> Chart | None:
    """Draw what was won in each of the last quarters of the calendar."""
    last = writer.day.year * 4 + (writer.day.month - 1) // 3
    sums = dict.fromkeys(range(last - _QUARTERS + 1, last + 1), 0.0)
    for deal in won:
        if deal.closed is not None:
            place = deal.closed.year * 4 + (deal.closed.month - 1) // 3
            if place in sums:
                sums[place] += deal.credit or 0
    bars = tuple(
        (f"{place // 4}-Q{place % 4 + 1}", Amount(writer.say_money(money), round(money, 2)))
        for place, money in sums.items()
    )
    return Chart(writer.say("pack.won-by-quarter"), bars) if any(sums.values()) else None


def tell_certificates(writer: ReportWriter, own: OwnFacts) -> Section:
    """Tell which certificates hold. People are numbers: their names are never kept."""
    heading = writer.say("pack.certificates")
    if not own.certificates:
        return Section(heading, (writer.say("pack.no-certificates"),))
    people = len({each.person for each in own.certificates})
    rows = tuple(
        (
            writer.say("pack.person", number=each.person),
            each.course,
            writer.show_day(each.completed),
            writer.show_day(each.expires),
        )
        for each in own.certificates
    )
    lines = (writer.say("pack.people", count=people), writer.say("pack.people-hint"))
    return Section(heading, lines, Table(writer.heads("person", "course", "completed", "expires"), rows))


def tell_commitments(writer: ReportWriter, commitments: Iterable[CommitmentFacts]) -> Section:
    """Tell what was agreed, and how it stands."""
    rows = tuple(_list_commitments(writer, commitments))
    heading = writer.say("tracked.commitments")
    if not rows:
        return Section(heading, (writer.say("tracked.no-commitments"),))
    heads = writer.heads("metric", "agreed", "before", "aim", "by", "value", "state")
    return Section(heading, (), Table(heads, rows))


def _list_commitments(writer: ReportWriter, commitments: Iterable[CommitmentFacts]) -> Iterator[tuple[Cell, ...]]:
    for each in commitments:
        metric = writer.metric(each.metric)
        if metric is not None:
            yield (
                metric.title,
                writer.show_day(each.agreed),
                writer.show_figure(metric, each.was),
                writer.show_figure(metric, each.aim),
                writer.show_day(each.by),
                writer.show_figure(metric, each.value),
                say_state(writer, each),
            )


def tell_due(writer: ReportWriter, due: Iterable[DueFacts]) -> Section:
    """Tell what comes up within 90 days."""
    rows = tuple(
        (writer.show_day(each.on), writer.say(f"tracked.due.{each.what}"), writer.show_count(each.many)) for each in due
    )
    heading = writer.say("tracked.due.title")
    if not rows:
        return Section(heading, (writer.say("tracked.no-due"),))
    return Section(heading, (), Table(writer.heads("on", "what", "count"), rows))
