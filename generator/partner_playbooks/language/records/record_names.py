"""What an expression about a row may name: its fields, those of rows it belongs to, and rows that belong to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import Kind, Scope, Type
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.language.records.record_fields import RecordField

PERIOD = {"start": Type(Kind.DATE), "end": Type(Kind.DATE), "day": Type(Kind.DATE)}
"""The days that every expression about a row may name."""
_KINDS = {
    Shape.DATE: Kind.DATE,
    Shape.TIME: Kind.TIME,
    Shape.MONEY: Kind.MONEY,
    Shape.NUMBER: Kind.NUMBER,
    Shape.FLAG: Kind.FLAG,
}


def make_scope(table: str, others: Mapping[str, Type], defined: Mapping[str, Mapping[str, Type]]) -> Scope:
    """Give what an expression about a row of a table may name.

    Args:
        table: The table.
        others: What any expression may name: the figures of the handbook.
        defined: The conditions that have names, by the table of whose rows they hold.
    """
    return Scope(
        {**others, **PERIOD, **_list_names(table, defined)},
        {child: _list_names(child, defined) for child in list_children(table)},
    )


def find_type(field: RecordField) -> Type:
    """Give the type of a field in expressions."""
    return Type(_KINDS.get(field.shape, Kind.TEXT), of=field.of if field.shape is Shape.ENTITY else "")


@cache
def list_children(table: str) -> Mapping[str, str]:
    """Give the tables whose rows belong to a row of a table, each with the field that says to which."""
    return {
        child.name: link.name
        for child in TABLES.values()
        if child.name != table
        for link in child.fields
        if link.shape is Shape.LINK and link.of == table
    }


@cache
def list_entity_fields() -> Mapping[str, Type]:
    """Give the fields that hold ids of entities, by their names in expressions: `tier`, `partner.tier`."""
    found: dict[str, Type] = {}
    for table in TABLES.values():
        for field in table.fields:
            if field.shape is Shape.ENTITY:
                found[field.name] = find_type(field)
                single = table.name.removesuffix("s")
                found[f"{single}.{field.name}"] = find_type(field)
    return found


@cache
def list_field_names() -> frozenset[str]:
    """Give the names that are a field, a table or a day of the span: no definition can be meant by them."""
    fields = {field.name for table in TABLES.values() for field in table.fields}
    return frozenset({*fields, *TABLES, *PERIOD})


def _list_names(table: str, defined: Mapping[str, Mapping[str, Type]]) -> dict[str, Type]:
    names = {**_list_fields(table), **defined.get(table, {})}
    for link in TABLES[table].fields:
        if link.shape is Shape.LINK:
            names |= _list_fields(link.of, f"{link.name}.")
            names |= {f"{link.name}.{name}": type_ for name, type_ in defined.get(link.of, {}).items()}
    return names


@cache
def _list_fields(table: str, prefix: str = "") -> Mapping[str, Type]:
    """Give the types of a table's fields, by their names with what stands in front of them."""
    return {f"{prefix}{field.name}": find_type(field) for field in TABLES[table].fields}
