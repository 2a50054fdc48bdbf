"""Days that lie ahead of today, where none can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.engine.database import quote_name
from partner_playbooks.tracking.engine.told_rows import list_findings
from partner_playbooks.tracking.row_findings import RowFinding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase


def find_days_ahead(base: RecordBase, today: date) -> Iterator[RowFinding]:
    """Yield days that lie ahead of today and cannot: the rows count from then on, and nobody would see why."""
    for name, loaded in base.loaded.items():
        source = base.sources[name]
        for field in TABLES[name].fields:
            heading = source.columns.get(field.name)
            is_day = field.shape in {Shape.DATE, Shape.TIME} and not field.planned
            if not is_day or heading not in loaded.headings:  # those of an archive were told when it was made
                continue
            own = quote_name(field.name)
            expected = " AND outcome IN ('won', 'lost')" if (name, field.name) == ("deals", "closed") else ""
            query = (
                f"SELECT row, CAST({own} AS VARCHAR) FROM {quote_name(name + '_all')} WHERE lack IS NULL "
                f"AND CAST({own} AS DATE) > DATE '{today}'{expected}"
            )
            reason, hint = "lies ahead; until then it does not count", "correct the day, or wait for it"
            place = loaded.headings.index(heading) + 1
            sample = RowFinding(source.file, 0, place, heading, reason, "", hint, "PB812")
            yield from list_findings(base.connection, query, sample)
