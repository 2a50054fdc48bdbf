"""Conditions of automations as conditions on rows: what each partner field is called there, and what says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import Name, list_names, replace_names

if TYPE_CHECKING:
    from partner_playbooks.handbook.measuring import RecordLanguage
    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.handbook.model.programme import PartnerField, Programme
    from partner_playbooks.language.expressions import Expression

PARTNERS = "partners"
_FIELD = "field/"
"""Stands before the name of a partner field: none of a table's own fields is called so."""


def add_partner_fields(language: RecordLanguage, programme: Programme) -> RecordLanguage:
    """Give the language of records with the partner fields of a programme, under names that nobody writes."""
    definitions = {table: dict(listed) for table, listed in language.definitions.items()}
    types = {table: dict(listed) for table, listed in language.types.items()}
    for field in programme.partner_fields:
        if field.means is not None:
            definitions.setdefault(field.rows, {})[_FIELD + field.name] = field.means.tree
            types.setdefault(field.rows, {})[_FIELD + field.name] = field.type
    return replace(language, definitions=definitions, types=types)


def make_row_condition(automation: Automation, programme: Programme) -> Expression:
    """Give the condition of an automation as one on a row of what it runs for, to be read with partner fields.

    A field of partners is that of the partner to which the row belongs.
    """
    fields = {field.name: field for field in programme.partner_fields}

    def put(name: Name) -> Expression:
        field = fields.get(name.name)
        if field is None:
            return name
        way = "" if field.rows == automation.for_each.table else "partner."
        return replace(name, name=f"{way}{_FIELD}{field.name}")

    return replace_names(automation.condition.tree, put)


def list_condition_fields(automation: Automation, programme: Programme) -> list[PartnerField]:
    """Give the partner fields that the condition of an automation names, in order."""
    fields = {field.name: field for field in programme.partner_fields}
    return [fields[name] for name in list_names(automation.condition.tree) if name in fields]
