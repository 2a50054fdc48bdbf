"""What partners do business with, asked of the records as they are known on a day: deals, certificates, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partner_playbooks.tracking.engine.finding_queries import write_active

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase

_SHORTEST_NAME = 4
"""Shorter names are alike by chance."""
_LEGAL_FORMS = "ltd|limited|inc|llc|plc|gmbh|ag|kg|sa|sas|sarl|bv|nv|ab|oy|as|srl|spa|co|corp|company|group"
_ALIKE = 0.94
"""From which likeness on (Jaro and Winkler) two names may be one partner."""


def list_deals(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Give the deals of partners: open ones, and those of twelve months.

    Partner, deal, role, stage, opened, closed, outcome, credit; by partner, the latest first.
    """
    return base.rows(
        "SELECT t.partner, d.id, t.role, d.stage, d.opened, d.closed, COALESCE(d.outcome, 'open'), t.credit "
        "FROM deal_partners t JOIN deals d ON d.id = t.deal JOIN partners p ON p.id = t.partner "
        f"WHERE {write_active(day)} AND (d.closed IS NULL OR d.closed > DATE '{day}' - INTERVAL 12 MONTH) "
        "ORDER BY t.partner, COALESCE(d.closed, d.opened) DESC, d.id, t.role"
    )


def list_certificates(base: RecordBase, day: date) -> list[tuple[Any, ...]]:
    """Give the certificates that hold: partner, a number for the person, course, completed, expires."""
    return base.rows(
        "SELECT t.partner, DENSE_RANK() OVER (PARTITION BY t.partner ORDER BY f.first, f.row) AS person, "
        "t.course, t.completed, t.expires FROM enrolments t JOIN partners p ON p.id = t.partner "
        "JOIN (SELECT partner, person, MIN(completed) AS first, MIN(row) AS row FROM enrolments "
        "WHERE level = 'certificate' AND completed IS NOT NULL GROUP BY partner, person) f "
        "ON f.partner = t.partner AND f.person = t.person "
        f"WHERE {write_active(day)} AND t.level = 'certificate' AND t.completed IS NOT NULL "
        f"AND (t.expires IS NULL OR t.expires >= DATE '{day}') ORDER BY t.partner, person, t.completed, t.course, t.row"
    )


def list_alike_names(base: RecordBase, most: int) -> list[tuple[Any, ...]]:
    """Give pairs of partners whose names are alike: id and name of both; the most alike first.

    What stands for a legal form counts as little as case, spaces and signs. Names are compared that begin alike.
    """
    plain = (
        "regexp_replace(regexp_replace(lower(strip_accents(name)), "
        f"'\\b({_LEGAL_FORMS})\\b', '', 'g'), "
        "'[^a-z0-9]', '', 'g')"
    )
    return base.rows(
        f"WITH known AS (SELECT id, name, {plain} AS plain FROM partners WHERE ended IS NULL), "
        f"kept AS (SELECT * FROM known WHERE LENGTH(plain) >= {_SHORTEST_NAME}) "
        "SELECT a.id, a.name, b.id, b.name FROM kept a JOIN kept b ON a.plain[:3] = b.plain[:3] AND a.id < b.id "
        "WHERE regexp_replace(a.plain, '[^0-9]', '', 'g') = regexp_replace(b.plain, '[^0-9]', '', 'g') "
        f"AND jaro_winkler_similarity(a.plain, b.plain) >= {_ALIKE} "
        f"ORDER BY jaro_winkler_similarity(a.plain, b.plain) DESC, a.id, b.id LIMIT {most}"
    )
