"""What a measure needs of the records: the tables and columns without which it would count wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import Call, Comparison, Logic, Name, Text, list_children
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.language.records.record_names import list_children as list_child_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.handbook.measuring import Counting, RecordLanguage
    from partner_playbooks.handbook.model.table_sources import TableSource
    from partner_playbooks.language.expressions import Expression

_OF_FILES = {"stage_entries": ("left",)}
"""Columns that are made of others where a file has none."""


def list_missing(counting: Counting, language: RecordLanguage, sources: Mapping[str, TableSource]) -> set[str]:
    """Give what is missing for an input: tables that have no source, and `table.field` where no column is mapped.

    Of conditions that are joined by `or`, one that can be answered is enough: what is missed is then too little. So it
    is with how a stay ends otherwise: where nothing says it, it still goes on.
    """
    finder = _Finder(language, sources)
    if counting.table not in sources:
        return {counting.table}
    missing: set[str] = set()
    names = [name for name in (counting.value, counting.group, counting.per) if name]
    trees = (counting.dated, *counting.where, counting.begins, counting.until)
    for name in names:
        missing |= finder.find_name(name, counting.table)
    for tree in trees:
        if tree is not None:
            missing |= finder.find(tree, (counting.table,))
    if counting.of is not None:
        missing |= finder.find(counting.of, ("partners",))
    return missing


def list_missing_facts(
    tree: Expression,
    table: str,
    language: RecordLanguage,
    sources: Mapping[str, TableSource],
    found: Mapping[str, Sequence[str]],
) -> set[str]:
    """Give what is missing for an expression about rows of a table.

    `found` are facts that are found by other tables and columns, and by which: no row need say them.
    """
    return {table} if table not in sources else _Finder(language, sources, found).find(tree, (table,))


class _Finder:
    def __init__(
        self,
        language: RecordLanguage,
        sources: Mapping[str, TableSource],
        found: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._language, self._sources, self._found = language, sources, found or {}

    def find(self, tree: Expression, tables: tuple[str, ...]) -> set[str]:
        """Give what an expression lacks; `tables` are that of the row and those from which it was reached."""
        match tree:
            case Logic(operator="or"):
                left, right = self.find(tree.left, tables), self.find(tree.right, tables)
                return left | right if left and right else set()
            case Call(where=Comparison(left=Name(name="name"), right=Text(value=fact))) if fact in self._found:
                return {need for need in self._found[fact] if not self._has(need)}
            case Call(argument=Name(name=name)) if name.partition(".")[0] in list_child_tables(tables[0]):
                table, _, path = name.partition(".")
                if table not in self._sources:
                    return {table}
                inner = self.find_name(path, table) if path else set()
                return inner | (self.find(tree.where, (table, *tables)) if tree.where is not None else set())
            case Name():
                return self.find_name(tree.name, *tables)
            case _:
                return {each for child in list_children(tree) for each in self.find(child, tables)}

    def _has(self, need: str) -> bool:
        table, _, field = need.partition(".")
        return table in self._sources and (not field or field in self._sources[table].fields)

    def find_name(self, name: str, *tables: str) -> set[str]:
        """Give what a name lacks: a column, or a table that a link leads to."""
        head, _, rest = name.partition(".")
        for table in tables:
            definition = self._language.definitions.get(table, {}).get(name)
            if definition is not None:
                return self.find(definition, (table,))
            field = TABLES[table].find(head)
            if field is None:
                continue
            if field.derived:
                return set()
            if head not in self._sources[table].fields and head not in _OF_FILES.get(table, ()):
                return {f"{table}.{head}"}
            if rest and field.shape is Shape.LINK:
                return self.find_name(rest, field.of) if field.of in self._sources else {field.of}
            return set()
        return set()
