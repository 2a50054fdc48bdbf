"""References: every id of another entity that a value holds, in a field, a text, an expression or an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.measure import Definition, RecordedExample
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.named_figures import NUMBER
from partner_playbooks.language import expressions
from partner_playbooks.language.expressions import Type
from partner_playbooks.language.records.record_names import list_entity_fields, list_field_names
from partner_playbooks.language.text import REFERENCE_KINDS, RichText, list_references, list_value_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.handbook.model.content import Holder
    from partner_playbooks.handbook.model.walk import Leaf

    Types = Mapping[str, Type]
    """The type of each input of an expression, by its name."""

_GIVEN = "given"
"""The field of an example that holds a value for each input."""
_GROUP = "group"
"""The field of such an example that names a stage, tier or type, by what the metric is computed for."""
_RECORDS = "records"
"""The field of an example that holds rows by table."""


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

    is_path: bool = False
    """Whether it is part of the name of a figure in an expression, where a hyphen is an underscore."""

    @property
    def spelt(self) -> str:
        """The id as it is written there."""
        return self.spell(self.id)

    def spell(self, id_: str) -> str:
        """Give an id as it would be written there."""
        return id_.replace("-", "_") if self.is_path else id_

    def write_with(self, id_: str) -> str:
        """Give the characters that make it with another id."""
        start = self.written.rindex(self.spelt)
        return f"{self.written[:start]}{self.spell(id_)}{self.written[start + len(self.spelt) :]}"


def find_input_types(record: Record, programme: Programme) -> Types:
    """Give the types of the inputs that an entity's expressions use: its own, or the fields of a partner's record."""
    if isinstance(record, Automation):
        return programme.field_types
    if isinstance(record, Definition | Programme):
        return list_entity_fields()
    if isinstance(record, Metric):
        group = (
            {}
            if record.per is None
            else {_GROUP: list_entity_fields().get(record.per.value, Type(expressions.Kind.TEXT))}
        )
        return {**list_entity_fields(), **group, **{each.name: each.type for each in record.inputs}}
    return {}


def list_mentions(leaf: Leaf, types: Types) -> Iterator[Mention]:
    """Yield every id of another entity that a value holds."""
    mark, value = leaf.ref, leaf.value
    if mark is not None and isinstance(value, str):
        yield Mention(mark.kind, value, value, mark.required)
    elif isinstance(value, RichText):
        yield from list_text_mentions(value)
    elif leaf.value_names:
        yield from list_named_mentions(leaf.value_names)
    elif isinstance(value, Formula):
        yield from _in_expression(value, types)
        if leaf.is_of_rows:
            yield from _list_definitions(value)
    elif isinstance(value, str):
        yield from _in_example(leaf, value, types)


class Named(NamedTuple):
    """A value that names something."""

    leaf: Leaf
    mentions: tuple[Mention, ...]
    """The entities that it names."""
    values: tuple[str, ...]
    """The values that it states, by their names in texts."""


def list_named(leaves: Iterable[Leaf], types: Types) -> tuple[Named, ...]:
    """Give those of some values that name anything."""
    found = (Named(leaf, tuple(list_mentions(leaf, types)), tuple(list_stated_values(leaf))) for leaf in leaves)
    return tuple(each for each in found if each.mentions or each.values)


def list_held(holder: Holder, programme: Programme) -> tuple[Named, ...]:
    """Give what is written in a place of content and names anything."""

    def find() -> tuple[Named, ...]:
        record = getattr(holder, "record", None)  # what could be read in part has none
        return list_named(holder.leaves, {} if record is None else find_input_types(record, programme))

    return holder.remember("named", find, programme)


def _in_example(leaf: Leaf, value: str, types: Types) -> Iterator[Mention]:
    """Yield the id that a value of an example is, by what it is given for: an input, or a field of a row."""
    if isinstance(leaf.holder, RecordedExample) and leaf.path[-1] == _GROUP:
        kind, sure = _refers_to(_GROUP, types)
    elif _RECORDS in leaf.path[:-1]:
        kind, sure = _refers_to(str(leaf.path[-1]), list_entity_fields())
    elif _GIVEN in leaf.path[:-1]:
        kind, sure = _refers_to(str(leaf.path[leaf.path.index(_GIVEN) + 1]), types)
    else:
        return
    if kind:
        yield Mention(kind, value, value, sure, sure)


def list_text_mentions(text: RichText) -> Iterator[Mention]:
    """Yield every id that a text names: where a link leads, and in the names of values: `{figure.claim-window}`."""
    for target in list_references(text):
        yield Mention(target.kind, target.id, f"{target.kind}:{target.id}")
    yield from list_named_mentions(list_value_names(text))


def list_named_mentions(names: Iterable[str]) -> Iterator[Mention]:
    """Yield every id that names of values hold: of `tier.gold.sourced-revenue` the tier and the metric."""
    for name in names:
        for kind, id_, end in _list_named(name):
            yield Mention(kind, id_, f"{{{name[:end]}")


def list_stated_values(leaf: Leaf) -> Iterator[str]:
    """Yield the name of every value that a text or an expression states, as it is written in texts."""
    yield from leaf.value_names
    if isinstance(leaf.value, Formula):
        yield from (path.name.replace("_", "-") for path in expressions.list_paths(leaf.value.tree))


def follow_value_name(name: str, present: Callable[[str, str], str]) -> str:
    """Give the name of a value with other ids: `present` gives, for a kind and an id, the one that it has now."""
    for kind, id_, end in reversed(list(_list_named(name))):
        name = f"{name[: end - len(id_)]}{present(kind, id_)}{name[end:]}"
    return name


def _list_named(name: str) -> Iterator[tuple[str, str, int]]:
    """Yield what the name of a value names: kind, id, and how many of its characters end with that id."""
    kind, *parts = name.split(".")
    if kind not in (*REFERENCE_KINDS, "task") or not parts:
        return
    id_ = ".".join(parts[:2] if kind in {"item", "task"} else parts[:1])
    end = len(kind) + 1 + len(id_)
    yield kind, id_, end
    if kind == "tier" and len(parts) > 1:
        yield "metric", parts[1], end + 1 + len(parts[1])
    if kind == "stage" and parts[1:2] == ["time"] and len(parts) > 2 and parts[2] != NUMBER:  # noqa: PLR2004 - of a type
        yield "partner-type", parts[2], end + len(".time.") + len(parts[2])


def _in_expression(formula: Formula, types: Types) -> Iterator[Mention]:
    for path in expressions.list_paths(formula.tree):
        for kind, id_, end in _list_named(path.name.replace("_", "-")):
            yield Mention(kind, id_, path.name[:end], at=path.place.start + end - len(id_), is_path=True)
    for name, text in expressions.list_compared_texts(formula.tree):
        kind, sure = _refers_to(name, types)
        if kind:
            yield Mention(kind, text.value, text.written, sure, sure, text.place.start + 1)


def _list_definitions(formula: Formula) -> Iterator[Mention]:
    """Yield the definitions that an expression about rows names: whatever is no field and no day of the span."""
    for node in expressions.walk_expression(formula.tree):
        if isinstance(node, expressions.Name):
            last = node.name.rpartition(".")[2]
            if last not in list_field_names() and not _list_named_in(node.name):
                start = node.place.start + len(node.name) - len(last)
                id_ = last.replace("_", "-")  # not sure: of a name that is none, the check of measures tells
                yield Mention("definition", id_, node.name, sure=False, at=start, is_path=True)


def _list_named_in(name: str) -> list[tuple[str, str, int]]:
    """Give what the name of a figure names; nothing where it is none."""
    return list(_list_named(name.replace("_", "-"))) if "." in name else []


def _refers_to(name: str, types: Types) -> tuple[str, bool]:
    """Give the kind of entity that an input names, and whether its type says so; none where it names nothing."""
    type_ = types.get(name, Type(expressions.Kind.NUMBER))
    if type_.of:
        return type_.of, True
    kind = name.replace("_", "-")
    return (kind, False) if type_.kind is expressions.Kind.TEXT and kind in REFERENCE_KINDS else ("", False)
