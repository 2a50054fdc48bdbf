"""PB008: content of another shape than this package reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.programme import SCHEMA_VERSION, Programme
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding when the content's schema version is not the one read here."""
    for placed in handbook.list_written():
        if isinstance(placed.record, Programme) and placed.record.schema_version != SCHEMA_VERSION:
            message = f"content of schema version {placed.record.schema_version} cannot be read"
            is_older = placed.record.schema_version < SCHEMA_VERSION
            way = "run `playbooks migrate`" if is_older else "update the generator"
            hint = f"{way}; this version of the generator reads schema version {SCHEMA_VERSION}"
            yield Diagnostic("PB008", message, placed.span("schema_version"), hint)
