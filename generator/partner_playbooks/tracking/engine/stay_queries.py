"""What is asked of the records besides measures: who is where, what was done together, who left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """A partner whose agreement goes on."""

    id: str
    name: str
    type: str | None
    stage: str | None
    """The stage that its record names."""
    last_joint: date | None
    """The day on which both sides last did something together."""
    paused_until: date | None
    reason: str | None


def list_partners(base: RecordBase, day: date) -> list[KnownPartner]:
    """Give the partners that have not left by a day, by their ids."""
    rows = base.rows(
        "SELECT p.id, p.name, p.type, p.stage, a.last, w.until, w.reason FROM partners p LEFT JOIN "
        '(SELECT partner, MAX("at") AS last FROM activity WHERE joint GROUP BY 1) a ON a.partner = p.id LEFT JOIN '
        "(SELECT partner, MAX(until) AS until, ARG_MAX(reason, until) AS reason FROM pauses "
        f"WHERE starts <= DATE '{day}' AND until >= DATE '{day}' GROUP BY 1) w ON w.partner = p.id "
        f"WHERE p.ended IS NULL OR p.ended >= DATE '{day}' ORDER BY p.id"
    )
    return [KnownPartner(*row) for row in rows]


def list_open_stays(base: RecordBase) -> list[tuple[str, str, date]]:
    """Give the stays that go on: partner, stage, and since when; the latest last."""
    return base.rows('SELECT partner, stage, entered FROM stage_entries WHERE "left" IS NULL ORDER BY entered, row')


def count_departures(base: RecordBase, day: date) -> dict[str, tuple[int, int]]:
    """Give by stage how many stays of the last half-year ended as they should, and how many with the agreement."""
    since = f"DATE '{day}' - INTERVAL 6 MONTH"
    gone = 'p.ended IS NOT NULL AND (e."left" IS NULL OR e."left" > p.ended)'
    rows = base.rows(
        f'SELECT e.stage, COUNT(*) FILTER (NOT ({gone}) AND e."left" > {since}), '
        f"COUNT(*) FILTER ({gone} AND p.ended > {since}) "
        "FROM stage_entries e JOIN partners p ON p.id = e.partner GROUP BY 1"
    )
    return {stage: (moved, ended) for stage, moved, ended in rows}
