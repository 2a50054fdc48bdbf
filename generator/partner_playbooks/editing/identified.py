"""Everything that has an id of its own and a former one: entities, checklist items, and plans' own tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Entity, Record
from partner_playbooks.handbook.model.field_problems import show_name
from partner_playbooks.handbook.model.ids import find_dotted_problem, find_slug_problem
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.plan import PlanTask
from partner_playbooks.handbook.model.stage import ChecklistItem
from partner_playbooks.language.diagnostics import UserError, suggest_nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.kinds import Kind
    from partner_playbooks.language.diagnostics import Span
    from partner_playbooks.language.source import Document, Path

HOLDERS = {"item": "stage", "task": "plan"}
"""Kinds whose ids are dotted, and the kind whose id such an id begins with."""
NAMES = (*(kind.name for kind in KINDS), *HOLDERS)
"""Every kind of thing."""
_PARTS: dict[type[Record], str] = {ChecklistItem: "item", PlanTask: "task"}
_NOUNS = {"item": "checklist item"}


@dataclass(frozen=True, slots=True)
class Identified:
    """Something with an id, and where it is written."""

    kind: str
    id: str
    aliases: tuple[str, ...]
    placed: Placed
    path: Path
    """The way to it from the top of its document."""

    @property
    def document(self) -> Document:
        """The file it is written in."""
        return self.placed.document

    @property
    def span(self) -> Span:
        """The place of its id."""
        return self.document.value((*self.path, "id"))

    def __str__(self) -> str:
        """Name it as messages do: `role "finance"`."""
        return f'{name_kind(self.kind)} "{self.id}"'


def list_things(handbook: Handbook) -> Iterator[Identified]:
    """Yield everything with an id, in the order in which it was read."""
    for placed in handbook.list_written():
        for path, record in placed.records:
            if isinstance(record, Entity | ChecklistItem | PlanTask) and record.id is not None:
                kind = _PARTS.get(type(record), placed.kind)
                yield Identified(kind, record.id, record.aliases, placed, (*placed.path, *path))


def name_kind(kind: str) -> str:
    """Give a kind in a reader's words."""
    return _NOUNS.get(kind, kind.replace("-", " "))


def find_id_space(kind: str) -> str:
    """Give the kind among whose ids one must be unique: checklist items and tasks share theirs."""
    return "task" if kind in HOLDERS else kind


def find_kind(name: str) -> Kind | None:
    """Give the kind of entity with this name; None for checklist items and tasks.

    Raises:
        UserError: nothing is of this kind.
    """
    if name not in NAMES:
        raise UserError(
            f"there is no kind {show_name(name)}", suggest_nearest(name, NAMES) or f"choose one of {', '.join(NAMES)}"
        )
    return next((kind for kind in KINDS if kind.name == name), None)


def find_thing(handbook: Handbook, id_: str, kind: str | None = None) -> Identified:
    """Give the one thing with this id, if need be of this kind.

    Raises:
        UserError: there is none, or more than one.
    """
    if kind is not None:
        find_kind(kind)
    known = [thing for thing in list_things(handbook) if kind in (None, thing.kind)]
    found = [thing for thing in known if thing.id == id_]
    if not found:
        raise _unknown(known, id_, kind)
    if len(found) > 1:
        kinds = list(dict.fromkeys(thing.kind for thing in found))
        places = ", ".join(f"{thing} ({thing.span})" for thing in found)
        if len(kinds) == 1:
            raise UserError(f'the id "{id_}" is given twice: {places}', "give one of the two another id by hand first")
        raise UserError(f'"{id_}" may be {places}', f"say which: {' or '.join(f'--kind {name}' for name in kinds)}")
    return found[0]


def _unknown(known: list[Identified], id_: str, kind: str | None) -> UserError:
    former = next((thing for thing in known if id_ in thing.aliases), None)
    if former is not None:
        return UserError(f'"{id_}" is a former id of {former}', f'it is "{former.id}" now')
    message = f"there is no {'id' if kind is None else name_kind(kind)} {show_name(id_)}"
    return UserError(
        message, suggest_nearest(id_, {thing.id for thing in known}) or "look for it in content/ by its title"
    )


def refuse_unless_free(
    handbook: Handbook, kind: str, id_: str, owner: str = "", renamed: Identified | None = None
) -> None:
    """Refuse an id that cannot be one, or that something has or had; what is `renamed` may have had it.

    Raises:
        UserError: with what is in the way.
    """
    problem = find_dotted_problem(id_, owner) if kind in HOLDERS else find_slug_problem(id_)
    if problem is not None:
        raise UserError(*problem)
    for thing in list_things(handbook):
        if find_id_space(thing.kind) != find_id_space(kind):
            continue
        if thing.id.casefold() == id_:
            raise UserError(f'the id "{id_}" is taken: {thing.span}', "choose another id")
        if id_ in thing.aliases and (renamed is None or thing.span != renamed.span):
            hint = f"choose another id, so that old links still lead to {thing}"
            place = thing.document.value((*thing.path, "aliases", thing.aliases.index(id_)))
            raise UserError(f'"{id_}" is a former id of {thing}: {place}', hint)
    if handbook.may_know(kind, id_):
        raise UserError(f'the id "{id_}" may be taken by something that cannot be read', "run `playbooks check` first")
