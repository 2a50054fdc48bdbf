"""References: every id of another entity that a value holds, in a field, a text, an expression or an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.language import expressions
from partner_playbooks.language.expressions import Type
from partner_playbooks.language.text import REFERENCE_KINDS, RichText, list_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.handbook.model.programme import Programme
    from partner_playbooks.handbook.model.walk import Leaf

    Types = Mapping[str, Type]
    """The type of each input of an expression, by its name."""

_GIVEN = "given"
"""The field of an example that holds a value for each input."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The id of another entity, as a value of content names it."""

    kind: str
    id: str
    written: str
    """The characters that make it: `finance` in a field, `role:finance` in text, `"gold"` in an expression."""
    required: bool = True
    sure: bool = True
    """Whether it is an id by its type. A field `tier` of type text only may hold one."""
    at: int | None = None
    """Where the id begins in an expression, in characters."""


def find_input_types(record: Record, programme: Programme) -> Types:
    """Give the types of the inputs that an entity's expressions use: its own, or the fields of a partner's record."""
    if isinstance(record, Automation):
        return programme.field_types
    return {each.name: each.type for each in record.inputs} if isinstance(record, Metric) else {}


def list_mentions(leaf: Leaf, types: Types) -> Iterator[Mention]:
    """Yield every id of another entity that a value holds."""
    mark, value = leaf.ref, leaf.value
    if mark is not None and isinstance(value, str):
        yield Mention(mark.kind, value, value, mark.required)
    elif isinstance(value, RichText):
        for target in list_references(value):
            yield Mention(target.kind, target.id, f"{target.kind}:{target.id}")
    elif isinstance(value, Formula):
        yield from _in_expression(value, types)
    elif _GIVEN in leaf.path[:-1] and isinstance(value, str):
        kind, sure = _refers_to(str(leaf.path[leaf.path.index(_GIVEN) + 1]), types)
        if kind:
            yield Mention(kind, value, value, sure, sure)


def _in_expression(formula: Formula, types: Types) -> Iterator[Mention]:
    for name, text in expressions.list_compared_texts(formula.tree):
        kind, sure = _refers_to(name, types)
        if kind:
            yield Mention(kind, text.value, text.written, sure, sure, text.place.start + 1)


def _refers_to(name: str, types: Types) -> tuple[str, bool]:
    """Give the kind of entity that an input names, and whether its type says so; none where it names nothing."""
    type_ = types.get(name, Type(expressions.Kind.NUMBER))
    if type_.of:
        return type_.of, True
    kind = name.replace("_", "-")
    return (kind, False) if type_.kind is expressions.Kind.TEXT and kind in REFERENCE_KINDS else ("", False)
