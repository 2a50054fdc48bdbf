"""The models of content: every record that can stand in a file."""

from dataclasses import replace
from typing import get_args

from partner_playbooks.handbook.model.base import Record
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.walk import walk_leaves, walk_records


def records_in(annotation):
    """Yield the models that a field's type names."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from records_in(part)


def models(*roots):
    """Give models and all that stand in them, by name; of every kind, if none is named."""
    found, pending = [], [*(roots or (*(kind.model for kind in KINDS), Programme))]
    while pending:
        model = pending.pop()
        if model not in found:
            found.append(model)
            pending += [inner for info in model.model_fields.values() for inner in records_in(info.annotation)]
    return sorted(found, key=lambda model: model.__name__)


def written_with(placed, record):
    """Give what is written at a place with another record there."""
    return replace(placed, record=record, leaves=tuple(walk_leaves(record)), records=tuple(walk_records(record)))
