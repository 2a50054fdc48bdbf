"""The scorecard of a partner for one's own side: where it stands, beside its region, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.reports.own_facts import OwnFacts
from partner_playbooks.downloads.reports.report_parts import Report, Section, Table
from partner_playbooks.downloads.reports.shared_sections import (
    tell_certificates,
    tell_commitments,
    tell_deals,
    tell_due,
    tell_requirements,
)
from partner_playbooks.pages.parts.tracked_rows import NOTHING, say_known, say_standing, show_days, show_share

if TYPE_CHECKING:
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.pages.parts.by_partner import ByPartner
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts, Tracked


def make_health_scorecard(writer: ReportWriter, tracked: Tracked, sorted_: ByPartner, each: PartnerFacts) -> Report:
    """Give the scorecard of a partner, in words of the internal edition."""
    own = OwnFacts.of(each, sorted_)
    facts = (
        ("type", writer.title("partner-type", each.type)),
        ("tier", writer.title("tier", each.tier)),
        ("region", each.region or NOTHING),
        ("owner", each.owner or NOTHING),
        ("stage", writer.title("stage", each.stage)),
        ("pace", writer.say(f"tracked.pace.{each.pace}")),
        ("limit", NOTHING if each.limit is None else show_days(writer, each.limit)),
        ("last-joint", writer.say_day(each.last_joint)),
        ("last-seen", writer.say_day(each.last_seen)),
    )
    return Report(
        frame=writer.frame,
        name="scorecard",
        kicker=each.name,
        title=writer.say("pack.scorecard-title", partner=each.name),
        subtitle=say_standing(writer, each),
        facts=tuple((writer.say(f"tracked.column.{name}"), value) for name, value in facts if value != NOTHING),
        sections=(
            _tell_what_to_do(writer, tracked, sorted_, each),
            tell_requirements(writer, own, sorted_.averages),
            tell_deals(writer, own),
            tell_certificates(writer, own),
            _tell_way(writer, sorted_, each),
            tell_commitments(writer, own.commitments),
            tell_due(writer, sorted_.due.get(each.id, ())),
        ),
        marks=writer.marks,
    )


def _tell_what_to_do(writer: ReportWriter, tracked: Tracked, sorted_: ByPartner, each: PartnerFacts) -> Section:
    stage = next((one for one in tracked.stages if one.stage == each.stage), None)
    revenue = sorted_.revenue.get(each.id)
    lines = [say_known(writer, each)]
    if each.evidence:
        lines.append(writer.say("pack.evidence", stage=writer.title("stage", each.evidence)))
    if revenue is not None:
        lines.append(writer.say("tracked.revenue", share=show_share(writer, revenue.share)))
    if stage is not None and each.over:
        plays = ", ".join(writer.title("bottleneck", id_) for id_ in stage.plays)
        lines.append(f"{writer.say('tracked.plays-hint')} {plays}" if plays else "")
    runs = ", ".join(writer.title("automation", id_) for id_ in sorted_.automations.get(each.id, ()))
    lines.append(f"{writer.say('tracked.automations')}: {runs}" if runs else "")
    kept = tuple(line for line in lines if line)
    return Section(writer.say("tracked.next"), kept or (writer.say("pack.nothing-to-do"),))


def _tell_way(writer: ReportWriter, sorted_: ByPartner, each: PartnerFacts) -> Section:
    rows = tuple(
        (
            writer.title("stage", stay.stage),
            writer.show_day(stay.entered),
            writer.say("tracked.still") if stay.left is None else writer.show_day(stay.left),
            writer.show_count(((stay.left or writer.day) - stay.entered).days),
        )
        for stay in sorted_.stays.get(each.id, ())
    )
    table = Table(writer.heads("stage", "from", "to", "days"), rows) if rows else None
    return Section(writer.say("tracked.way-so-far"), (), table)
