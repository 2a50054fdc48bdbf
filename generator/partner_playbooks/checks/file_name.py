"""PB204: a file whose name differs from the id that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.field_types import SLUG
from partner_playbooks.handbook.model.ids import find_slug_problem, make_slug
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per file that is not named after its entity."""
    for placed in handbook.list_written():
        if placed.name != placed.id and SLUG.fullmatch(placed.id):
            message = f'the file is named "{placed.name}" but its id is "{placed.id}"'
            yield Diagnostic("PB204", message, placed.span("id"), _way_out(handbook, placed))


def _way_out(handbook: Handbook, placed: Placed) -> str:
    """Give an id that can be one and that nothing else has; and the file's name that goes with it."""
    folder = placed.document.file.rpartition("/")[0]
    taken = {other.name for other in handbook.list_written(placed.kind) if other is not placed}
    ways = []
    if find_slug_problem(placed.name) is None:
        ways.append(f'write "id: {placed.name}"')
    if placed.id not in taken:
        ways.append(f"rename the file to {placed.id}.yml")
    if not ways:
        taken |= set(handbook.ids(placed.kind))
        slug = make_slug(placed.name)
        free = next(id_ for id_ in (slug, *(f"{slug[:60]}-{n}" for n in range(2, 1000))) if id_ not in taken)
        ways.append(f'write "id: {free}" and rename the file to {folder}/{free}.yml')
    return ", or ".join(ways)
