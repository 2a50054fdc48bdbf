"""What partners see of a record: all but its internal parts, and nothing that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Audience, Entry, Record
from partner_playbooks.handbook.model.field_types import ForPartners, Ref
from partner_playbooks.handbook.model.role import Role, Side
from partner_playbooks.handbook.model.walk import list_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from partner_playbooks.handbook.model.programme import Programme

PARTNER_TEAM = "partner-team"
"""Id of the role that stands for every internal one in the partner edition."""


def project_record(record: Record, keep: Callable[[Ref, str], str | None]) -> Record:
    """Give a record without what partners may not see; `keep` gives the id that a reference has for them, or None."""
    changes = {}
    for name, marks in list_marks(type(record)).items():
        ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
        value = getattr(record, name)
        if marks.is_internal:
            projected: object = type(record).model_fields[name].get_default(call_default_factory=True)
        else:
            projected = _project_value(value, ref, keep)
        if projected is not value:
            changes[name] = projected
        form = next((mark for mark in marks if isinstance(mark, ForPartners)), None)
        if form is not None and value is not None:  # it stands after the field that it takes the place of
            changes |= {form.field: changes.get(name, value), name: None}
    return record.model_copy(update=changes) if changes else record


def is_for_partners(record: Record) -> bool:
    """Tell whether partners may see a record of an entity that they may see."""
    return not isinstance(record, Entry) or record.audience is Audience.PARTNER


def build_partner_team(programme: Programme) -> Role:
    """Give the role that stands for every internal one in the partner edition."""
    team = programme.partner_team
    return Role.model_construct(
        id=PARTNER_TEAM,
        title=programme.vendor,
        side=Side.VENDOR,
        mission=team.mission,
        responsibilities=(),
        audience=Audience.PARTNER,
        aliases=(),
        review=None,
    )


def _project_value(value: object, ref: Ref | None, keep: Callable[[Ref, str], str | None]) -> object:
    if isinstance(value, Record):
        return project_record(value, keep) if is_for_partners(value) else None
    if isinstance(value, tuple):
        kept = (
            _project_value(part, ref, keep) for part in value if not isinstance(part, Record) or is_for_partners(part)
        )
        return tuple(part for part in _unique(kept, ref) if part is not None)
    if ref is not None and isinstance(value, str):
        return keep(ref, value)
    return value


def _unique(values: Iterator[object], ref: Ref | None) -> Iterable[object]:
    """Several internal roles become one partner team, named last: their number and places are internal too."""
    return sorted(dict.fromkeys(values), key=lambda value: value == PARTNER_TEAM) if ref is not None else values
