"""Where each partner stands, asked of the records: one row per partner, judged in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from partner_playbooks.tracking.engine.database import quote_name, quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.tracking.engine.record_base import RecordBase

_ZERO, _DAYS = "DATE '1900-01-01'", 200_000
"""A day before all others, and more days than there are after it."""
PLACED = "placed"
"""The table of partners that are in a stage."""


class StageLimit(NamedTuple):
    """After how many days a partner is slow in a stage."""

    stage: str
    type: str | None
    """For one partner type alone; None for all that have no limit of their own."""
    days: Fraction
    from_median: bool
    """Whether the stage's own median says so, and not the time that its page gives."""


def place_in_database(base: RecordBase, limits: Iterable[StageLimit], evidence: str, silence: int, day: date) -> None:
    """Make the table of partners that are in a stage and have not left, each with its limit and its pace.

    A partner is where its latest open stay is; without stays, where its record says; without either, where other
    records show that it is.

    Args:
        base: The records.
        limits: After how many days a partner is slow.
        evidence: SQL for the latest stage that other records show of a row of partners, called `t0`.
        silence: After how many days without a joint act a slow partner is stuck.
        day: The day of calculation.
    """
    listed = [
        f"({quote_text(each.stage)}, {'NULL' if each.type is None else quote_text(each.type)}, "
        f"{float(each.days)!r}::DOUBLE, {each.from_median})"
        for each in limits
    ]
    # Without records of what was done together, nobody knows whether a slow partner is stuck.
    is_silent = f"last_joint IS NULL OR DATE '{day}' - last_joint >= {silence}"
    stuck = is_silent if "activity" in base.sources else "false"
    values = ", ".join(listed) or "(NULL, NULL, NULL::DOUBLE, false)"
    base.connection.execute(
        f"CREATE OR REPLACE TABLE {PLACED} AS WITH "
        f"limits AS (SELECT * FROM (VALUES {values}) AS v(stage, type, days, from_median)), "
        "stays AS (SELECT partner, stage, place, entered FROM stage_entries JOIN stage_order USING (stage) "
        'WHERE "left" IS NULL), '
        # The latest stage, and in it the latest day, as one number: there may be millions of partners.
        f"last AS (SELECT partner, MAX(place::BIGINT * {_DAYS} + (entered - {_ZERO})) AS key, COUNT(*) AS many "
        "FROM stays GROUP BY partner), "
        f"open AS (SELECT partner, many, stage, {_ZERO} + CAST(key % {_DAYS} AS INTEGER) AS since FROM last "
        f"JOIN stage_order ON place = key // {_DAYS}), "
        "several AS (SELECT partner, LIST(stage ORDER BY place) AS stages FROM (SELECT DISTINCT partner, stage, place "
        "FROM stays WHERE partner IN (SELECT partner FROM last WHERE many > 1)) GROUP BY partner), "
        'acts AS (SELECT partner, MAX("at") FILTER (joint) AS last_joint, MAX("at") AS last_seen FROM activity '
        "GROUP BY partner), "
        "reasons AS (SELECT partner, MAX(until) AS until, ARG_MAX(reason, until) AS reason, "
        "ARG_MAX(next_step, until) AS next_step FROM pauses "
        f"WHERE starts <= DATE '{day}' AND until >= DATE '{day}' GROUP BY partner), "
        f"shown AS (SELECT t0.id, t0.name, t0.type, t0.region, t0.tier, t0.owner, t0.stage, {evidence} AS evidence "
        f"FROM partners AS t0 WHERE t0.ended IS NULL OR t0.ended >= DATE '{day}'), "
        "known AS (SELECT p.id, p.name, p.type, p.region, p.tier, p.owner, "
        "COALESCE(o.stage, p.stage, p.evidence) AS stage, "
        "CASE WHEN o.stage IS NOT NULL THEN 'stay' WHEN p.stage IS NOT NULL THEN 'record' ELSE 'evidence' END "
        "AS placed_by, p.evidence, o.since, "
        f"DATE '{day}' - o.since AS days, also.stages[:-2] AS also_in, last_joint, last_seen, until, reason, next_step "
        "FROM shown p LEFT JOIN open o ON o.partner = p.id LEFT JOIN several also ON also.partner = p.id "
        "LEFT JOIN acts a ON a.partner = p.id "
        "LEFT JOIN reasons r ON r.partner = p.id), "
        'bounded AS (SELECT k.*, COALESCE(own.days, every.days) AS "limit", '
        "COALESCE(own.from_median, every.from_median, false) AS from_median FROM known k "
        "LEFT JOIN limits own ON own.stage = k.stage AND own.type = k.type "
        "LEFT JOIN limits every ON every.stage = k.stage AND every.type IS NULL "
        "WHERE k.stage IN (SELECT stage FROM stage_order)), "
        "judged AS (SELECT *, CASE WHEN until IS NOT NULL THEN 'paused' "
        "WHEN days IS NULL OR \"limit\" IS NULL THEN 'no-limit' WHEN days <= \"limit\" THEN 'on-time' "
        f"WHEN {stuck} THEN 'stuck' ELSE 'slow' END AS pace "
        "FROM bounded) "
        "SELECT *, CASE WHEN pace IN ('slow', 'stuck') THEN days - \"limit\" ELSE 0 END AS over FROM judged"
    )


def list_stuck(base: RecordBase, most: int) -> list[tuple[Any, ...]]:
    """Give the partners that are stuck, the most overdue first: name, stage, days, limit, last joint act."""
    return base.rows(
        f"SELECT name, stage, days, \"limit\", last_joint FROM {PLACED} WHERE pace = 'stuck' "
        f"ORDER BY over DESC, id LIMIT {most}"
    )


def write_placed(base: RecordBase) -> bytes:
    """Give the partners that are in a stage as a JSON array, a line for each, the most overdue first.

    The database writes it: there may be very many of them.
    """
    fields = {
        "id": "id",
        "name": "name",
        "type": "type",
        "region": "region",
        "tier": "tier",
        "owner": "owner" if base.shows_owners else "NULL",
        "stage": "stage",
        "placed_by": "placed_by",
        "evidence": "NULLIF(evidence, stage)",
        "since": "since",
        "days": "days",
        "limit": 'ROUND("limit", 6)',
        "limit_from": "CASE WHEN \"limit\" IS NULL THEN NULL WHEN from_median THEN 'median' ELSE 'stage' END",
        "pace": "pace",
        "over": "ROUND(over, 6)",
        "last_joint": "last_joint",
        "last_seen": "last_seen",
        "known_until": "until",
        "reason": "reason",
        "next_step": "next_step",
        "also_in": "COALESCE(also_in, [])",
    }
    named = ", ".join(f"{made} AS {quote_name(name)}" for name, made in fields.items())
    place = base.scratch / "placed.json"
    query = f"SELECT {named} FROM {PLACED} ORDER BY {PLACED}.over DESC, {PLACED}.id"
    base.connection.execute(f"COPY ({query}) TO {quote_text(str(place))} (FORMAT json, ARRAY true)")
    return place.read_bytes()


def count_shown_elsewhere(base: RecordBase) -> int:
    """Count the partners that stand where other records show, as no stage is on record."""
    return int(base.rows(f"SELECT COUNT(*) FROM {PLACED} WHERE placed_by = 'evidence'")[0][0])


class StageSum(NamedTuple):
    """A stage's partners together."""

    waiting: int
    over: int
    """Those over their limit."""
    stuck: int
    lost: float
    """The days that they are over it, together."""


def sum_up_stages(base: RecordBase) -> dict[str, StageSum]:
    """Sum up the partners that are placed, by stage."""
    rows = base.rows(
        f"SELECT stage, COUNT(*), COUNT(*) FILTER (over > 0), COUNT(*) FILTER (pace = 'stuck'), SUM(over) "
        f"FROM {PLACED} GROUP BY stage"
    )
    return {stage: StageSum(*sums) for stage, *sums in rows}


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
