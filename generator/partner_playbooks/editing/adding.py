"""A new entity, checklist item or task: where it goes, and the text that is put there."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.editing import layout
from partner_playbooks.editing.drafting import draft_record
from partner_playbooks.editing.first_values import Situation, choose_first_values
from partner_playbooks.editing.identified import HOLDERS, find_kind, find_thing, name_kind, refuse_unless_free
from partner_playbooks.editing.lists import append_entry
from partner_playbooks.editing.value_edits import get_value
from partner_playbooks.handbook.model.plan import Plan, PlanTask
from partner_playbooks.handbook.model.stage import ChecklistItem
from partner_playbooks.language.diagnostics import Edit, Span, UserError, suggest_nearest
from partner_playbooks.language.source import parse_file
from partner_playbooks.language.splicing import Rewrite
from partner_playbooks.language.text import TextError, check_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.language.source import Data, Path

_NOT_OFFERED = frozenset({"audience", "aliases", "item"})
"""Optional fields that are told of elsewhere, or that a new thing has no use for."""


@dataclass(frozen=True, slots=True)
class AdditionRequest:
    """What somebody wants to have."""

    kind: str
    id: str
    title: str | None = None
    where: str | None = None
    """For a task: the id of a milestone. All else has one place of its own, and that may be named."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A new thing."""

    rewrite: Rewrite
    span: Span
    """The place of its id, in the files as they are with it."""
    further: tuple[str, ...]
    """The fields that it may have too."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a thing goes: a file of its own, or a list in one."""

    file: str
    path: Path = ()
    """The way to the fields that hold the list."""
    name: str = ""
    """The list; empty for a file of its own."""


def find_target(wish: AdditionRequest) -> str:
    """Give the file that a thing is written in.

    Raises:
        UserError: there is no such kind.
    """
    kind = find_kind(wish.kind)
    if kind is None:
        return f"content/{HOLDERS[wish.kind]}s/{wish.id.partition('.')[0]}.yml"
    return f"content/{kind.place}" if kind.listed else f"content/{kind.place}/{wish.id}.yml"


def add_thing(handbook: Handbook, files: Mapping[str, bytes], wish: AdditionRequest) -> Addition:
    """Give the new thing with every field that it must have, and a comment on each.

    Raises:
        UserError: there is no such kind, the id cannot be one or is taken, or nothing can be put where it belongs.
    """
    kind = find_kind(wish.kind)
    given: dict[str, Data] = {"id": wish.id, "title": _title(wish)}
    if kind is None:
        return _part(handbook, files, wish, given)
    _refuse_another_place(wish)
    refuse_unless_free(handbook, wish.kind, wish.id)
    given |= choose_first_values(wish.kind, Situation(handbook, wish.id, str(given["title"])))
    place = _Place(find_target(wish), name=kind.list_key if kind.listed else "")
    if not kind.listed and place.file in files:
        raise UserError(f"{place.file} is there already", "choose another id, or write into that file")
    return _added(files, place, kind.model, draft_record(kind.model, handbook, given))


def _title(wish: AdditionRequest) -> str:
    if wish.title is None:
        return wish.id.rpartition(".")[2].replace("-", " ").strip().capitalize() or wish.id
    try:
        return check_plain(wish.title)
    except TextError as error:
        raise UserError(f"the title cannot be used: {error}", error.problems[0].hint) from None


def _refuse_another_place(wish: AdditionRequest) -> None:
    if wish.where not in (None, find_target(wish)):
        raise UserError(f'nothing is read from "{wish.where}"', f"a {name_kind(wish.kind)} goes to {find_target(wish)}")


def _part(handbook: Handbook, files: Mapping[str, bytes], wish: AdditionRequest, given: dict[str, Data]) -> Addition:
    """Add a checklist item to its stage, or a task to a milestone of its plan."""
    owner, dot, _ = wish.id.partition(".")
    if not dot:
        message = f"the id of a {name_kind(wish.kind)} begins with that of its {HOLDERS[wish.kind]}"
        known = handbook.ids(HOLDERS[wish.kind])
        raise UserError(message, f'write it with a dot, such as "{known[0] if known else "some-name"}.{wish.id}"')
    holder = find_thing(handbook, owner, HOLDERS[wish.kind])
    refuse_unless_free(handbook, wish.kind, wish.id, owner)
    record, model, index = holder.placed.record, ChecklistItem if wish.kind == "item" else PlanTask, 0
    if isinstance(record, Plan):
        index = _milestone(record, wish.where)
        place = _Place(holder.document.file, ("milestones", index), "tasks")
    else:
        _refuse_another_place(wish)
        place = _Place(holder.document.file, name="checklist")
    given |= choose_first_values(wish.kind, Situation(handbook, wish.id, str(given["title"]), record, index))
    return _added(files, place, model, draft_record(model, handbook, given))


def _milestone(plan: Plan, where: str | None) -> int:
    ids = [milestone.id for milestone in plan.milestones]
    if not ids:
        raise UserError(f'plan "{plan.id}" has no milestone', "add one under `milestones:` first")
    if where is not None and where not in ids:
        hint = suggest_nearest(where, ids) or f"name one of {', '.join(ids)}"
        raise UserError(f'plan "{plan.id}" has no milestone "{where}"', hint)
    return len(ids) - 1 if where is None else ids.index(where)


def _added(files: Mapping[str, bytes], place: _Place, model: type[Record], data: dict[str, Data]) -> Addition:
    lines: Iterable[str] = [layout.NOTICE, *layout.lay_out_fields(model, data)]
    document, _ = parse_file(place.file, files.get(place.file, b""))
    if document is not None:
        edit = append_entry(document, place.path, place.name, list(layout.lay_out_entry(lines)))
    else:  # a file that is not there yet: one that cannot be read is known before
        if place.name:
            lines = [f"{place.name}:", *(f"  {line}" for line in layout.lay_out_entry(lines))]
        edit = Edit(Span(place.file), "\n".join([*lines, ""]))
    rewrite = Rewrite((edit,))
    after, _ = parse_file(place.file, rewrite.apply_to(files)[place.file])
    path, expected = _expected(None if document is None else document.data, place, data)
    if after is None or after.data != expected:
        message = f"{place.file} is written in a way that nothing can be added to for you"
        raise UserError(message, "write each field, and each entry of a list, on a line of its own, then try again")
    further = tuple(name for name in model.model_fields if name not in {*data, *_NOT_OFFERED})
    return Addition(rewrite, after.value((*path, "id")), further)


def _expected(before: Data, place: _Place, data: Data) -> tuple[Path, Data]:
    """Give what the file must hold with a new thing, and the way to that: text is only right if it reads as meant."""
    if not place.name:
        return (), data
    whole: Data = copy.deepcopy(before) or {}
    holder = get_value(whole, place.path)
    entries = holder.setdefault(place.name, []) if isinstance(holder, dict) else []
    if isinstance(entries, list):
        entries.append(data)
        return (*place.path, place.name, len(entries) - 1), whole
    return place.path, None
