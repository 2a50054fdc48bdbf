"""What a Monday begins with, for one owner or for all: who waits and what is known, who moved, what comes up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from partner_playbooks.downloads.reports.report_parts import Report, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.downloads.reports.report_parts import Cell
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts, Tracked

_WEEK, _MONTH = 7, 30
_FIRST_FILLED, _FILLED = 7, 4
"""The first column that is typed into, and how many there are."""
_WAITING = frozenset({"slow", "stuck", "paused"})


def list_owners(tracked: Tracked) -> list[str]:
    """Give the owners of partners that are in a stage; none where owners are hidden."""
    return sorted({each.owner for each in tracked.partners if each.owner})


def make_monday_list(writer: ReportWriter, tracked: Tracked, owner: str = "") -> Report:
    """Give the list of an owner; of everybody, if none is named."""
    own = [each for each in tracked.partners if not owner or each.owner == owner]
    known = {each.id for each in own}
    waiting = [each for each in own if each.pace in _WAITING]
    stuck = sum(each.is_stuck for each in own)
    title = writer.say("pack.monday-title")
    return Report(
        frame=writer.frame,
        name="monday",
        kicker=owner,
        title=title,
        subtitle=writer.say("pack.monday-subtitle", count=len(own), stuck=stuck, waiting=len(waiting)),
        facts=(),
        sections=(
            _tell_waiting(writer, waiting),
            _tell_moves(writer, tracked, known),
            _tell_due(writer, tracked, known),
        ),
        marks=writer.marks,
    )


def _tell_waiting(writer: ReportWriter, waiting: Iterable[PartnerFacts]) -> Section:
    """Tell who waits, with room for what is known: a run reads it back until its day."""
    heads = ("partner-id", "partner", "stage", "days", "limit", "pace", "last-joint")
    typed = ("known-since", "known-until", "reason", "next-step")
    rows = tuple(_show_waiting(writer, each) for each in waiting)
    table = Table(writer.heads(*heads, *typed), rows, tuple(range(_FIRST_FILLED, _FIRST_FILLED + _FILLED)))
    return Section(writer.say("pack.known-until"), (writer.say("pack.known-until-hint"),), table)


def _show_waiting(writer: ReportWriter, each: PartnerFacts) -> tuple[Cell, ...]:
    is_known = each.known_until is not None
    return (
        each.id,
        each.name,
        writer.title("stage", each.stage),
        writer.show_count(each.days),
        writer.show_count(each.limit),
        writer.say(f"tracked.pace.{each.pace}"),
        writer.show_day(each.last_joint),
        writer.show_day(writer.day),
        writer.show_day(each.known_until) if is_known else "",
        (each.reason or "") if is_known else "",
        (each.next_step or "") if is_known else "",
    )


def _tell_moves(writer: ReportWriter, tracked: Tracked, known: set[str]) -> Section:
    rows = tuple(_list_moves(writer, tracked, known))
    heading = writer.say("tracked.moved")
    if not rows:
        return Section(heading, (writer.say("tracked.no-moves"),))
    return Section(heading, (), Table(writer.heads("partner", "way", "from", "to", "on"), rows))


def _list_moves(writer: ReportWriter, tracked: Tracked, known: set[str]) -> Iterator[tuple[Cell, ...]]:
    for each in tracked.moves:
        if each.partner in known and each.on > tracked.day - timedelta(_WEEK):
            yield (
                each.name,
                writer.say(f"tracked.way.{each.way}"),
                writer.title("stage", each.left),
                writer.title("stage", each.entered),
                writer.show_day(each.on),
            )


def _tell_due(writer: ReportWriter, tracked: Tracked, known: set[str]) -> Section:
    rows = tuple(
        (each.name, writer.say(f"tracked.due.{each.what}"), writer.show_day(each.on), writer.show_count(each.many))
        for each in tracked.due
        if each.partner in known and each.within <= _MONTH
    )
    heading = writer.say("tracked.due.title")
    if not rows:
        return Section(heading, (writer.say("tracked.no-due"),))
    return Section(heading, (), Table(writer.heads("partner", "what", "on", "count"), rows))
