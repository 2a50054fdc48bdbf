"""A snapshot read back: the figures of a day as pages and files show them, checked as anything from outside is."""

from __future__ import annotations

from pydantic import Field, ValidationError

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.tracking.snapshot_facts import SCHEMA, VERSION, Tracked
from partner_playbooks.tracking.snapshot_parts import Facts


class _Head(Facts):
    schema_: str = Field(default="", alias="schema")
    version: int = 0


def read_snapshot(raw: bytes, name: str) -> Tracked:
    """Give a snapshot.

    Args:
        raw: The file.
        name: What it is called in messages.

    Raises:
        UserError: it is none, or of another version.
    """
    hint = "write it anew with `playbooks track`"
    try:
        head = _Head.model_validate_json(raw)
        if head.schema_ != SCHEMA:
            raise UserError(f"{name} is no snapshot", hint)
        if head.version != VERSION:
            raise UserError(f"{name} is a snapshot of version {head.version}, and this package reads {VERSION}", hint)
        return Tracked.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UserError(f"{name} is no whole snapshot: {place or 'it'}: {first['msg']}", hint) from None
