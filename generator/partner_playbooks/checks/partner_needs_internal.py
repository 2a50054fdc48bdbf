"""PB501: something partners may see that needs something they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language import expressions
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.source import Path


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per partner-visible place that cannot do without something internal."""
    for link in handbook.links():
        if link.visible and link.required and handbook.knows(link.kind, link.id):
            if handbook.shows(link.kind, link.id):
                continue
            message = f'partners may read this, but not the {link.noun} "{link.id}" that it needs'
            hint = "mark that `audience: partner` too, or take the reference out"
            yield Diagnostic("PB501", message, link.span, hint)
    yield from _conditions(handbook)
    yield from _limits(handbook)


def _limits(handbook: Handbook) -> Iterator[Diagnostic]:
    """Yield a finding per list of partner types or tiers that partners may see none of: it would be for all of them."""
    for placed in handbook.list_written():
        lists: dict[Path, list[tuple[Path, str, str]]] = {}
        for leaf in placed.leaves:
            if leaf.ref is not None and leaf.ref.limits and leaf.visible and isinstance(leaf.value, str):
                lists.setdefault(leaf.path[:-1], []).append((leaf.path, leaf.ref.kind, leaf.value))
        for named in lists.values():
            if any(not handbook.knows(kind, id_) or handbook.shows(kind, id_) for _, kind, id_ in named):
                continue
            path, kind, id_ = named[0]
            message = f'partners may read this, but not the {kind.replace("-", " ")} "{id_}" that alone it is for'
            hint = "mark that `audience: partner` too, or make this internal"
            yield Diagnostic("PB501", message, placed.span(*path), hint)


def _conditions(handbook: Handbook) -> Iterator[Diagnostic]:
    """Yield a finding per automation for partners whose condition asks for a field they may not know of."""
    fields = handbook.programme.partner_fields
    internal = {field.name for field in fields if field.audience is Audience.INTERNAL}
    for placed in handbook.list_written():
        if isinstance(placed.record, Automation) and placed.record.audience is Audience.PARTNER:
            for name in expressions.list_names(placed.record.condition.tree):
                if name in internal:
                    message = f'partners may read this, but not the partner field "{name}" that it needs'
                    hint = "mark that field `audience: partner` too, in programme.yml, or take it out"
                    yield Diagnostic("PB501", message, placed.find(("condition",), name), hint)
