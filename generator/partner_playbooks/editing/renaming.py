"""Another id for something: wherever it is written, mentioned and part of a longer id; the old one stays an alias."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from partner_playbooks.editing.aliases import keep_former_id
from partner_playbooks.editing.identified import (
    HOLDERS,
    find_id_space,
    list_things,
    name_kind,
    refuse_unless_free,
)
from partner_playbooks.editing.mentions import rewrite_mentions
from partner_playbooks.editing.value_edits import replace_id
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.splicing import Rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.editing.identified import Identified
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.diagnostics import Edit


def rename_thing(handbook: Handbook, thing: Identified, new: str, *, leave: bool = True) -> Rewrite:
    """Give a thing of a handbook that could be read in full the id `new`.

    Args:
        handbook: Everything that may mention it.
        thing: What gets another id. Checklist items of a stage, and own tasks of a plan, follow it.
        new: The id; for an item or a task with the stage's or plan's before the dot.
        leave: Whether old ids stay as former ones, so that links and saved ticks find their way.

    Raises:
        UserError: the new id cannot be one or is taken, or a mention is written so that it cannot be changed.
    """
    if new == thing.id:
        raise UserError(f"{thing} has this id already", "name another one")
    renamed = [(thing, new), *((part, f"{new}.{part.id.partition('.')[2]}") for part in _parts(handbook, thing))]
    for each, id_ in renamed:
        _refuse_unless_free(handbook, each, id_, follows=each is not thing)
    ids = {(find_id_space(each.kind), each.id): id_ for each, id_ in renamed}
    edits = [
        *rewrite_mentions(handbook, ids),
        *(edit for each, id_ in renamed for edit in _own(each, id_, leave=leave)),
    ]
    return Rewrite(tuple(edits), _moved(thing, new))


def _parts(handbook: Handbook, thing: Identified) -> Iterator[Identified]:
    """Yield what has an id that begins with the thing's: the items of a stage, the own tasks of a plan."""
    if thing.kind in HOLDERS.values():
        for each in list_things(handbook):
            if each.kind in HOLDERS and each.document is thing.document:
                yield each


def _refuse_unless_free(handbook: Handbook, thing: Identified, new: str, *, follows: bool) -> None:
    owner = new.partition(".")[0] if follows else thing.id.partition(".")[0]
    if thing.kind in HOLDERS and not follows and new.partition(".")[0] != owner:
        message = f'{name_kind(thing.kind)} "{thing.id}" stays with its {HOLDERS[thing.kind]} "{owner}"'
        raise UserError(message, f'write "{owner}.{new.rpartition(".")[2]}"; to move it, cut its lines and paste them')
    refuse_unless_free(handbook, thing.kind, new, owner, renamed=thing)


def _own(thing: Identified, new: str, *, leave: bool) -> Iterator[Edit]:
    yield replace_id(thing.document, (*thing.path, "id"), new)
    edit = keep_former_id(thing, new, leave=leave)
    if edit is not None:
        yield edit


def _moved(thing: Identified, new: str) -> dict[str, str]:
    """Give the file another name, where the thing has one of its own."""
    if thing.path:
        return {}
    file = PurePosixPath(thing.document.file)
    return {thing.document.file: str(file.with_name(f"{new}{file.suffix}"))}
