"""PB206: a former id that something else has now, or had too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per alias that does not lead to exactly one thing."""
    first: dict[tuple[str, str], Span] = {}
    for placed in handbook.list_written():
        for path, record in placed.records:
            kind = "task" if path else placed.kind  # checklist items and own tasks share their ids
            for index, alias in enumerate(getattr(record, "aliases", ())):
                span = placed.span(*path, "aliases", index)
                place = first.setdefault((kind, alias), span)
                if handbook.knows(kind, alias):
                    message = f'the former id "{alias}" is in use'
                    yield Diagnostic("PB206", message, span, "remove it here, or rename what uses it now")
                elif place is not span:
                    message = f'the former id "{alias}" is claimed twice'
                    related = (("first claimed here", place),)
                    yield Diagnostic("PB206", message, span, "keep it in one of the two places", related=related)
