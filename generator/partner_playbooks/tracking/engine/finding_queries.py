"""What changed, what is due and who is silent, asked of the records as they are known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partner_playbooks.tracking.engine.database import quote_text
from partner_playbooks.tracking.engine.sql_pieces import STAGE_ORDER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase

_DUE = (
    ("notice", "agreements", "partner", "notice_by", "t.renewed IS NULL"),
    ("agreement-ends", "agreements", "partner", "ends", "t.renewed IS NULL"),
    ("certificate", "enrolments", "partner", "expires", "t.level = 'certificate' AND t.completed IS NOT NULL"),
    ("registration", "registrations", "partner", "expires", "t.decision = 'approved'"),
    ("fund-claim", "funds", "partner", "claim_until", "t.approved IS NOT NULL AND t.claimed_on IS NULL"),
    ("review", "reviews", "partner", "planned", "t.held IS NULL"),
    ("pause-ends", "pauses", "partner", "until", "true"),
)
"""What comes up: its word, the table, the partner, the day, and which rows count."""


def write_active(day: date) -> str:
    """Write that a partner, called `p`, has not left before a day."""
    return f"(p.ended IS NULL OR p.ended >= DATE '{day}')"


def list_entries(base: RecordBase, stages: Sequence[str], since: date, day: date) -> list[tuple[Any, ...]]:
    """Give the stages that partners entered after one day and up to another, the latest first.

    Each with the partner's id and name, the stage before and its place, the stage and its place, the day, and the
    stages between the two in which the partner never was.
    """
    listed = ", ".join(f"({quote_text(stage)}, {place})" for place, stage in enumerate(stages)) or "(NULL, 0)"
    return base.rows(
        f"WITH places AS (SELECT * FROM (VALUES {listed}) AS v(stage, place)), "
        "ordered AS (SELECT e.partner, e.stage, e.entered, e.row, o.place, LAG(e.stage) OVER w AS before, "
        "LAG(o.place) OVER w AS place_before FROM stage_entries e JOIN places o ON o.stage = e.stage "
        f"WHERE e.partner IN (SELECT n.partner FROM stage_entries n WHERE n.entered > DATE '{since}') "
        "WINDOW w AS (PARTITION BY e.partner ORDER BY e.entered, e.sequence NULLS FIRST, e.row)), "
        f"recent AS (SELECT * FROM ordered WHERE entered > DATE '{since}' AND entered <= DATE '{day}' "
        "AND stage IS DISTINCT FROM before) "
        "SELECT p.id, p.name, m.before, m.place_before, m.stage, m.place, m.entered, COALESCE((SELECT "
        "LIST(s.stage ORDER BY s.place) FROM places s WHERE s.place > m.place_before AND s.place < m.place "
        "AND NOT EXISTS (SELECT 1 FROM stage_entries n WHERE n.partner = m.partner AND n.stage = s.stage "
        "AND n.entered <= m.entered)), []) FROM recent m JOIN partners p ON p.id = m.partner "
        "ORDER BY m.entered DESC, p.id, m.row"
    )


def list_left(base: RecordBase, since: date, day: date) -> list[tuple[Any, ...]]:
    """Give the partners that left after one day and up to another: id, name, the stage they were in, the day, why."""
    return base.rows(
        "SELECT p.id, p.name, (SELECT ARG_MAX(e.stage, o.place) FROM stage_entries e "
        f'JOIN {STAGE_ORDER} o ON o.stage = e.stage WHERE e.partner = p.id AND (e."left" IS NULL OR '
        'e."left" >= p.ended)), p.ended, p.end_reason FROM partners p '
        f"WHERE p.ended > DATE '{since}' AND p.ended <= DATE '{day}' ORDER BY p.ended DESC, p.id"
    )


def list_due(base: RecordBase, sources: Collection[str], day: date, last: date) -> list[tuple[Any, ...]]:
    """Give what falls due after one day and up to another: what, when, the partner, and how many of them."""
    active = write_active(day)
    parts = [
        f"SELECT '{word}' AS what, t.{column} AS due, p.id AS id, p.name AS name, COUNT(*) AS many FROM {table} t "
        f"JOIN partners p ON p.id = t.{partner} WHERE t.{column} > DATE '{day}' AND t.{column} <= DATE '{last}' "
        f"AND {active} AND {condition} GROUP BY ALL"
        for word, table, partner, column, condition in _DUE
        if table in sources
    ]
    return base.rows(f"{' UNION ALL '.join(parts)} ORDER BY due, what, id") if parts else []


def list_silent(base: RecordBase, day: date, silence: int) -> list[tuple[Any, ...]]:
    """Give the partners under agreement that did nothing for a number of days: id, name, last act, days."""
    return base.rows(
        f"SELECT p.id, p.name, a.last, DATE '{day}' - COALESCE(a.last, CAST(p.signed AS DATE)) AS days FROM partners p "
        'LEFT JOIN (SELECT partner, MAX("at") AS last FROM activity GROUP BY partner) a ON a.partner = p.id '
        f"WHERE {write_active(day)} AND p.signed IS NOT NULL AND days >= {silence} ORDER BY days DESC, p.id"
    )


def list_agreed(base: RecordBase, table: str, value: str) -> list[tuple[Any, ...]]:
    """Give what was agreed or reported for a metric and a period: metric, period, region, value, row.

    Args:
        base: The records.
        table: `targets`, or `control_totals`, which know no regions.
        value: The column that holds the value.
    """
    region = "region" if table == "targets" else "NULL"
    owner = "owner IS NULL" if table == "targets" else "true"
    return base.rows(f"SELECT metric, period, {region}, {value}, row FROM {table} WHERE {owner} ORDER BY row")


def list_deal_stays(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Give the stays of deals with partners in stages of the sales process: stage, days, whether it ended, how many.

    Without a history of stages, an open deal is in its stage since its last change.
    """
    partners = (
        "EXISTS (SELECT 1 FROM deal_partners x WHERE x.deal = d.id)" if "deal_partners" in base.sources else "true"
    )
    if "deal_stages" in base.sources:
        order = "OVER (PARTITION BY s.deal ORDER BY s.entered, s.row)"
        stays = (
            f"SELECT s.stage, s.entered, COALESCE(LEAD(s.entered) {order}, s.closed) AS ends FROM ("
            f"SELECT s.*, d.closed FROM deal_stages s JOIN deals d ON d.id = s.deal WHERE {partners} "
            f"AND (d.closed IS NULL OR s.entered < d.closed) QUALIFY s.stage IS DISTINCT FROM LAG(s.stage) {order}) s"
        )
    else:
        stays = (
            "SELECT d.stage, COALESCE(d.updated, d.opened) AS entered, CAST(NULL AS DATE) AS ends FROM deals d "
            f"WHERE d.stage IS NOT NULL AND d.closed IS NULL AND {partners}"
        )
    return base.rows(
        f"SELECT stage, COALESCE(ends, DATE '{day}') - entered AS days, ends IS NOT NULL AS ended, COUNT(*) "
        f"FROM ({stays}) GROUP BY ALL ORDER BY ALL"
    )


def list_activity_shares(base: RecordBase, day: date, fewest: int) -> list[tuple[Any, ...]]:
    """Give what each partner did within twelve months, and what those beside it did on average.

    Id, name, region, acts, the average, what it is of ("region", "type" or "all"), days since the last act, and why it
    is not judged ("young", "strategic", "paused"; nothing where it is). Where a region has fewer partners of a year or
    more than a figure may be made of, its partner type takes its place; where that has, all partners.
    """
    year = f"DATE '{day}' - INTERVAL 12 MONTH"
    return base.rows(
        f'WITH acts AS (SELECT partner, COUNT(*) FILTER ("at" > {year}) AS many, MAX("at") AS last FROM activity '
        "GROUP BY partner), own AS (SELECT p.id, p.name, p.region, p.type, p.strategic, "
        f"CAST(p.signed AS DATE) AS signed, CAST(p.signed AS DATE) <= {year} AS old, "
        "COALESCE(a.many, 0) AS many, a.last FROM partners p LEFT JOIN acts a ON a.partner = p.id "
        f"WHERE {write_active(day)} AND p.signed IS NOT NULL), "
        "means AS (SELECT *, COUNT(*) FILTER (old) OVER r AS peers, AVG(many) FILTER (old) OVER r AS region_mean, "
        "COUNT(*) FILTER (old) OVER t AS like_it, AVG(many) FILTER (old) OVER t AS type_mean, "
        "AVG(many) FILTER (old) OVER () AS mean FROM own WINDOW r AS (PARTITION BY region), t AS (PARTITION BY type)), "
        f"chosen AS (SELECT *, CASE WHEN region IS NOT NULL AND peers >= {fewest} THEN 'region' "
        f"WHEN type IS NOT NULL AND like_it >= {fewest} THEN 'type' ELSE 'all' END AS compared FROM means) "
        "SELECT id, name, region, many, CASE compared WHEN 'region' THEN region_mean WHEN 'type' THEN type_mean "
        f"ELSE mean END, compared, DATE '{day}' - COALESCE(last, signed), CASE WHEN NOT old THEN 'young' "
        "WHEN COALESCE(strategic, false) THEN 'strategic' WHEN EXISTS (SELECT 1 FROM pauses w WHERE w.partner = c.id "
        f"AND w.starts <= DATE '{day}' AND w.until >= DATE '{day}') THEN 'paused' END FROM chosen c ORDER BY id"
    )


def list_in_tiers(base: RecordBase, tiers: Sequence[str], day: date) -> list[tuple[Any, ...]]:
    """Give the partners that are in one of some tiers and have not left: id, name, type, tier; by their ids."""
    listed = ", ".join(map(quote_text, tiers)) or "NULL"
    return base.rows(
        f"SELECT id, name, type, tier FROM partners p WHERE tier IN ({listed}) AND {write_active(day)} ORDER BY id"
    )


def list_commitments(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Give what was committed to by partners that have not left, the latest first.

    Partner, name, metric, agreed, by, the value then, the aim.
    """
    return base.rows(
        "SELECT p.id, p.name, c.metric, c.agreed, c.by, c.was, c.aim FROM commitments c "
        f"JOIN partners p ON p.id = c.partner WHERE {write_active(day)} ORDER BY c.agreed DESC, p.id, c.row"
    )


def sum_enablement(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Sum up partners that signed at least a year ago, by whether they had a valid certificate then.

    With certificates or without, how many, how many took part in a deal that was won since, and what they are credited
    with.
    """
    year = f"CAST(DATE '{day}' - INTERVAL 12 MONTH AS DATE)"
    return base.rows(
        f"WITH able AS (SELECT DISTINCT partner FROM enrolments WHERE level = 'certificate' AND completed <= {year} "
        f"AND (expires IS NULL OR expires >= {year})), "
        "won AS (SELECT t.partner, SUM(t.credit) AS money FROM deal_partners t JOIN deals d ON d.id = t.deal "
        f"WHERE d.outcome = 'won' AND d.closed > {year} GROUP BY t.partner) "
        "SELECT a.partner IS NOT NULL AS own, COUNT(*), COUNT(w.partner), SUM(w.money) FROM partners p "
        "LEFT JOIN able a ON a.partner = p.id LEFT JOIN won w ON w.partner = p.id "
        f"WHERE p.signed <= {year} AND {write_active(day)} GROUP BY own ORDER BY own DESC"
    )


def count_large_deals(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Give by region how many of its deals of twelve months are above the median of all, and how many there are."""
    return base.rows(
        "WITH won AS (SELECT DISTINCT d.id, d.amount, p.region FROM deals d JOIN deal_partners t ON t.deal = d.id "
        "JOIN partners p ON p.id = t.partner WHERE d.outcome = 'won' AND t.role = 'sourced' AND d.amount IS NOT NULL "
        f"AND d.closed > DATE '{day}' - INTERVAL 12 MONTH AND p.region IS NOT NULL) "
        "SELECT region, COUNT(*) FILTER (amount > (SELECT MEDIAN(amount) FROM won)), COUNT(*) FROM won "
        "GROUP BY region ORDER BY region"
    )


def count_dormant(base: RecordBase, day: date, first_month: int) -> list[tuple[Any, ...]]:
    """Give by financial quarter of the signature how many partners did nothing for 90 days, and how many signed."""
    signed = "CAST(p.signed AS DATE)"
    year = f"({signed} - INTERVAL {first_month - 1} MONTH)"
    return base.rows(
        f"SELECT YEAR({year}) || '-Q' || QUARTER({year}) AS intake, COUNT(*) FILTER (NOT EXISTS (SELECT 1 FROM "
        f'activity a WHERE a.partner = p.id AND a."at" >= {signed} AND a."at" < {signed} + 90)), COUNT(*) '
        f"FROM partners p WHERE p.signed > DATE '{day}' - INTERVAL 27 MONTH AND {signed} + 90 <= DATE '{day}' "
        "GROUP BY intake ORDER BY intake"
    )


def count_values(base: RecordBase, by: str) -> int:
    """Give how many types or regions of partners there are."""
    return int(base.rows(f"SELECT COUNT(DISTINCT {by}) FROM partners")[0][0])


def count_partners(base: RecordBase) -> int:
    """Give how many partners there are."""
    return int(base.rows("SELECT COUNT(*) FROM partners")[0][0])


def list_stays(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Give the stays of partners that have not left: partner, stage, first day, last day; by partner and day."""
    return base.rows(
        'SELECT e.partner, e.stage, e.entered, e."left" FROM stage_entries e JOIN partners p ON p.id = e.partner '
        f"WHERE {write_active(day)} ORDER BY e.partner, e.entered, e.sequence NULLS FIRST, e.row"
    )


def name_partners(base: RecordBase) -> dict[str, str]:
    """Give the name of each partner, by its id."""
    return {str(id_): str(name) for id_, name in base.rows("SELECT id, name FROM partners ORDER BY id")}
