"""Records of a programme: the tables and fields that exports are mapped to, and that measures count."""

from __future__ import annotations

from partner_playbooks.language.records.business_records import BUSINESS_TABLES
from partner_playbooks.language.records.partner_records import PARTNER_TABLES
from partner_playbooks.language.records.record_fields import RecordField, RecordTable, Shape

__all__ = ["TABLES", "RecordField", "RecordTable", "Shape"]

TABLES = {table.name: table for table in (*PARTNER_TABLES, *BUSINESS_TABLES)}
"""Every table by its name."""
