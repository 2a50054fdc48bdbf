"""Rows held against each other: ids that stand twice, links that lead nowhere, ends before beginnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.table_sources import Once
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.engine.database import quote_name, quote_text
from partner_playbooks.tracking.engine.sql_pieces import write_number
from partner_playbooks.tracking.engine.told_rows import list_findings
from partner_playbooks.tracking.row_findings import RowFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import duckdb

    from partner_playbooks.handbook.model.table_sources import TrackingSettings
    from partner_playbooks.language.records.record_fields import RecordField
    from partner_playbooks.tracking.engine.loaded_tables import LoadedTable

_ORDERED = {
    "stage_entries": (("entered", "left"),),
    "partners": (("signed", "ended"), ("access_given", "first_login")),
    "deals": (("opened", "closed"),),
    "registrations": (("submitted", "decided"),),
    "enrolments": (("enrolled", "completed"),),
    "agreements": (("starts", "ends"),),
    "pauses": (("starts", "until"),),
    "campaigns": (("started", "ended"),),
    "commitments": (("agreed", "by"),),
}
"""Of a table: days of which the second cannot lie before the first."""
_HISTORY = "partner_history"
_OF_HISTORY = {"type": "partner-type", "tier": "tier"}
"""Attributes of partners whose values are ids, and of what."""


@dataclass(frozen=True, slots=True)
class RowCrosser:
    """Holds the rows of loaded tables against each other; what does not fit is left out, and told."""

    connection: duckdb.DuckDBPyConnection
    settings: TrackingSettings
    currency: str
    """The programme's."""
    loaded: Mapping[str, LoadedTable]
    entities: Mapping[str, Collection[str]]
    """Ids by kind."""

    def find(self) -> Iterator[RowFinding]:
        """Yield what does not fit."""
        for name in self.loaded:
            yield from self._find_twice(name)
            yield from self._convert_money(name)
        for name in self.loaded:
            for link in TABLES[name].fields:
                is_read = link.shape is Shape.LINK and link.name in self.settings.tables[name].columns
                if is_read and link.of in self.settings.tables and self._leads_nowhere(name, link):
                    self._follow_keys(name, link)
                    yield from self._find_lost(name, link)
            yield from self._find_backward(name)
        if _HISTORY in self.loaded:
            yield from self._find_unknown_values()

    def _find_twice(self, name: str) -> Iterator[RowFinding]:
        key = TABLES[name].key
        if key is None:
            return
        table, own = quote_name(name + "_all"), quote_name(key.name)
        once = self.settings.tables[name].once
        dated = TABLES[name].find("updated")
        latest = f"{quote_name(dated.name)} DESC NULLS LAST, row DESC" if dated is not None else "row DESC"
        order = latest if once is Once.LAST else "row"
        query = (
            f"SELECT row, {own} FROM {table} WHERE lack IS NULL "
            f"QUALIFY ROW_NUMBER() OVER (PARTITION BY {own} ORDER BY {order}) > 1"
        )
        if once is None:
            reason, hint = "stands twice; the first row counts", "export each only once, or say `once:`"
            yield from self._tell(name, key.name, query, (reason, hint))
        self.connection.execute(f"UPDATE {table} SET lack = 'id' WHERE row IN (SELECT row FROM ({query}))")

    def _convert_money(self, name: str) -> Iterator[RowFinding]:
        """Turn amounts of other currencies into the programme's by the rate of their day; leave out those without."""
        if "currency" not in self.settings.tables[name].columns:
            return
        table = quote_name(name + "_all")
        other = f"lack IS NULL AND currency IS NOT NULL AND UPPER(currency) <> {quote_text(self.currency.upper())}"
        money = [field for field in TABLES[name].fields if field.priced_on]
        rates = {quote_name(field.name): self._write_rate(field) for field in money}
        lost = " OR ".join(f"({own} IS NOT NULL AND {rate} IS NULL)" for own, rate in rates.items())
        said = (
            "is a currency without a rate on that day; the amount is left out",
            "say under `rates:` what one unit is worth since when",
        )
        yield from self._tell(name, "currency", f"SELECT row, currency FROM {table} WHERE {other} AND ({lost})", said)
        changes = ", ".join(f"{own} = CAST(ROUND({own} * {rate}, 2) AS DECIMAL(18, 2))" for own, rate in rates.items())
        self.connection.execute(f"UPDATE {table} SET {changes} WHERE {other}")

    def _write_rate(self, field: RecordField) -> str:
        """Write what a unit of a row's currency is worth on the day that an amount is of; nothing without a rate."""
        day = f"COALESCE({', '.join([*map(quote_name, field.priced_on), 'NULL'])})"
        cases = " ".join(
            f"WHEN UPPER(currency) = {quote_text(each.currency.upper())} AND {day} >= DATE '{each.since}' "
            f"THEN {write_number(each.rate).sql()}"
            for each in sorted(self.settings.rates, key=lambda each: each.since, reverse=True)
        )
        return f"(CASE {cases} END)" if cases else "CAST(NULL AS DECIMAL(18, 6))"

    def _leads_nowhere(self, name: str, link: RecordField) -> bool:
        """Tell whether any row names something that there is not."""
        table, own, target = (quote_name(each) for each in (name + "_all", link.name, link.of + "_all"))
        found = self.connection.execute(
            f"SELECT 1 FROM {table} WHERE lack IS NULL AND {own} IS NOT NULL "
            f"AND {own} NOT IN (SELECT id FROM {target} WHERE lack IS NULL) LIMIT 1"
        )
        return found.fetchone() is not None

    def _follow_keys(self, name: str, link: RecordField) -> None:
        """Let a partner be called as another system calls it: by a key, by the domain of an address, by a longer id."""
        if link.of != "partners" or name == "partner_keys":
            return
        table, own = quote_name(name + "_all"), quote_name(link.name)
        known = "SELECT id FROM partners_all WHERE lack IS NULL"
        unknown = f"t.lack IS NULL AND t.{own} NOT IN ({known})"
        self.connection.execute(
            f"UPDATE {table} AS t SET {own} = k.partner FROM partner_keys_all k WHERE {unknown} AND k.lack IS NULL "
            f"AND LOWER(k.key) IN (LOWER(t.{own}), LOWER(SPLIT_PART(t.{own}, '@', 2)))"
        )
        self.connection.execute(  # an id of 15 signs is the same as that of 18 which begins with it
            f"UPDATE {table} AS t SET {own} = p.id FROM partners_all p WHERE {unknown} AND p.lack IS NULL "
            f"AND LENGTH(p.id) + LENGTH(t.{own}) = 33 AND LENGTH(p.id) IN (15, 18) "
            f"AND LEFT(p.id, 15) = LEFT(t.{own}, 15)"
        )
        bare = (
            "SELECT LTRIM(id, '0') AS bare, ANY_VALUE(id) AS id FROM partners_all WHERE lack IS NULL "
            "GROUP BY bare HAVING COUNT(*) = 1"
        )
        self.connection.execute(  # a spreadsheet takes leading zeros off
            f"UPDATE {table} AS t SET {own} = p.id FROM ({bare}) p WHERE {unknown} AND p.bare = LTRIM(t.{own}, '0') "
            f"AND REGEXP_MATCHES(t.{own}, '^[0-9]+$')"
        )

    def _find_lost(self, name: str, link: RecordField) -> Iterator[RowFinding]:
        table, own, target = (quote_name(each) for each in (name + "_all", link.name, link.of + "_all"))
        lost = f"{own} IS NOT NULL AND {own} NOT IN (SELECT id FROM {target} WHERE lack IS NULL)"
        query = f"SELECT row, {own} FROM {table} WHERE lack IS NULL AND {lost}"
        reason, hint = f"is no id of {link.of}", f"add the row to {link.of}, or correct the id"
        if link.of == "partners" and name != "partner_keys":
            hint = "add it to partners, correct the id, or say under partner_keys what other systems call a partner"
        yield from self._tell(name, link.name, query, (reason, hint))
        change = f"lack = {quote_text(link.name)}" if link.needed else f"{own} = NULL"
        self.connection.execute(f"UPDATE {table} SET {change} WHERE lack IS NULL AND {lost}")

    def _find_backward(self, name: str) -> Iterator[RowFinding]:
        table = quote_name(name + "_all")
        for first, last in _ORDERED.get(name, ()):
            if not {first, last} <= self.settings.tables[name].columns.keys():
                continue
            begin, end = quote_name(first), quote_name(last)
            shapes = {each.shape for name_ in (first, last) if (each := TABLES[name].find(name_)) is not None}
            wrong = f"{end} < {begin}" if len(shapes) == 1 else f"CAST({end} AS DATE) < CAST({begin} AS DATE)"
            query = f"SELECT row, CAST({end} AS VARCHAR) FROM {table} WHERE lack IS NULL AND {wrong}"
            yield from self._tell(name, last, query, (f"lies before `{first}`", "correct one of the two"))
            self.connection.execute(f"UPDATE {table} SET {end} = NULL WHERE lack IS NULL AND {wrong}")

    def _find_unknown_values(self) -> Iterator[RowFinding]:
        """Yield tiers and types of the past that the handbook does not have; they are passed over."""
        for attribute, kind in _OF_HISTORY.items():
            known = ", ".join(map(quote_text, ["", *self.entities.get(kind, ())]))
            unknown = f"lack IS NULL AND attribute = '{attribute}' AND value NOT IN ({known})"
            query = f"SELECT row, value FROM partner_history_all WHERE {unknown}"
            said = (f"is no {attribute}", "say under `values: {value: …}` what it is here")
            yield from self._tell(_HISTORY, "value", query, said)
            self.connection.execute(f"UPDATE partner_history_all SET lack = 'value' WHERE {unknown}")

    def _tell(self, name: str, own: str, query: str, said: tuple[str, str]) -> Iterator[RowFinding]:
        source = self.settings.tables[name]
        heading = source.columns[own]
        column = self.loaded[name].headings.index(heading) + 1
        sample = RowFinding(source.file, 0, column, heading, said[0], "", said[1], "PB812")
        yield from list_findings(self.connection, query, sample)
