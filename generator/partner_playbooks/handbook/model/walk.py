"""Walk over everything a record holds, with its place, its marks and who may see it.

Links, projection, checks on text and the leak tests all read models through this one function, so a new
field or kind takes part in all of them without another line of code.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache, cached_property
from typing import Annotated, NamedTuple, TypeVar, get_args, get_origin

from partner_playbooks.handbook.model.base import Audience, Entry, Record
from partner_playbooks.handbook.model.field_types import Filled, ForPartners, Identifier, Internal, OfRows, Prose, Ref
from partner_playbooks.handbook.model.field_values import Parsed
from partner_playbooks.language.source import Data, Path
from partner_playbooks.language.text import RichText, list_filled_names, list_value_names

Mark = Ref | Identifier | Prose | Internal | ForPartners | Filled | OfRows
M_ = TypeVar("M_", bound=Mark)


class Marks(tuple[Mark, ...]):  # noqa: SLOT001 - what it is asked for is asked of every value, so it is remembered
    """All marks of a field."""

    @cached_property
    def ref(self) -> Ref | None:
        """That of a field which holds the id of something else."""
        return self._find(Ref)

    @cached_property
    def identifier(self) -> Identifier | None:
        """That of a field which holds an id of its holder."""
        return self._find(Identifier)

    @cached_property
    def is_internal(self) -> bool:
        """Whether partners never see the field."""
        return self._find(Internal) is not None

    @cached_property
    def form(self) -> ForPartners | None:
        """That of a field which holds a form of another one for partners."""
        return self._find(ForPartners)

    @cached_property
    def is_of_rows(self) -> bool:
        """Whether the field holds an expression about the rows of records."""
        return self._find(OfRows) is not None

    @cached_property
    def is_prose(self) -> bool:
        """Whether the field holds rich text that tells and explains."""
        return self._find(Prose) is not None

    @cached_property
    def is_filled(self) -> bool:
        """Whether the field holds a line that may state values by their names."""
        return self._find(Filled) is not None

    def _find(self, kind: type[M_]) -> M_ | None:
        return next((mark for mark in self if isinstance(mark, kind)), None)


class Leaf(NamedTuple):
    """One value that is not itself a record or a list."""

    path: Path
    value: object
    marks: Marks
    visible: bool
    """Whether partners may see it: every record around it is for partners, and no field around it is internal."""
    holder: Record
    """The record that holds the value."""

    @property
    def ref(self) -> Ref | None:
        """The reference mark, if the value is the id of something else."""
        return self.marks.ref

    @property
    def is_of_rows(self) -> bool:
        """Whether the value is an expression about the rows of records."""
        return self.marks.is_of_rows

    @property
    def is_prose(self) -> bool:
        """Whether the value is rich text that tells and explains."""
        return self.marks.is_prose

    @property
    def may_name_values(self) -> bool:
        """Whether it is a text that may state values by their names."""
        return self.marks.is_filled or isinstance(self.value, RichText)

    @property
    def value_names(self) -> tuple[str, ...]:
        """The names of the values that the text states, `figure.claim-window`; none where it is no such text."""
        if isinstance(self.value, RichText):
            return tuple(list_value_names(self.value))
        return tuple(list_filled_names(self.value)) if self.marks.is_filled and isinstance(self.value, str) else ()

    @property
    def identifier(self) -> Identifier | None:
        """The identifier mark, if the value is an id of its holder."""
        return self.marks.identifier


@cache
def list_marks(record: type[Record]) -> dict[str, Marks]:
    """Give the marks of each field of a model, wherever they stand in its type."""
    return {
        name: Marks((*(m for m in info.metadata if isinstance(m, Mark)), *_marks(info.annotation)))
        for name, info in record.model_fields.items()
    }


def _marks(annotation: object) -> tuple[Mark, ...]:
    inner = get_args(annotation)
    own = inner[1:] if get_origin(annotation) is Annotated else ()
    found = tuple(m for m in own if isinstance(m, Mark))
    return found + tuple(m for part in inner for m in _marks(part))


def walk_leaves(record: Record, path: Path = (), *, visible: bool = True) -> Iterator[Leaf]:
    """Yield every leaf below `record`; `path` leads to the record within its document."""
    found: list[Leaf] = []
    _add_leaves(found, record, path, visible=visible)
    return iter(found)


def _add_leaves(found: list[Leaf], record: Record, path: Path, *, visible: bool) -> None:
    seen = visible and (not isinstance(record, Entry) or record.audience is Audience.PARTNER)
    for name, marks in list_marks(type(record)).items():
        value = getattr(record, name)
        if value is not None and value != ():
            _add_values(found, Leaf((*path, name), value, marks, seen and not marks.is_internal, record))


def _add_values(found: list[Leaf], leaf: Leaf) -> None:
    """Add what a field holds: itself, or everything below it."""
    path, value, marks, visible, holder = leaf
    if isinstance(value, Record):
        _add_leaves(found, value, path, visible=visible)
    elif isinstance(value, tuple | dict):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            _add_values(found, Leaf((*path, key), part, marks, visible, holder))
    elif value is not None:
        found.append(leaf)


def walk_records(record: Record, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Yield `record` and every record below it, with their paths."""
    yield path, record
    for name in _list_record_fields(type(record)):
        value = getattr(record, name)
        parts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, part in parts:
            if isinstance(part, Record):
                yield from walk_records(part, (*path, name) if index is None else (*path, name, index))


@cache
def _list_record_fields(model: type[Record]) -> tuple[str, ...]:
    """Give the fields of a model that may hold a record or a list of them."""
    return tuple(name for name, info in model.model_fields.items() if _may_be_record(info.annotation))


def _may_be_record(annotation: object) -> bool:
    inner = get_args(annotation)
    return (isinstance(annotation, type) and issubclass(annotation, Record)) or any(map(_may_be_record, inner))


def walk_written_leaves(model: type[Record], data: Data, path: Path = (), *, visible: bool = True) -> Iterator[Leaf]:
    """Yield what can be read of data that does not fit its model: references, and rich text without fault.

    Each leaf stands alone, for there is no record that holds it.
    """
    if not isinstance(data, dict):
        return
    seen = visible and (not issubclass(model, Entry) or data.get("audience") == Audience.PARTNER.value)
    for name, marks in list_marks(model).items():
        inner, parsed = _within(model, name)
        like = Leaf((), None, marks, seen and not marks.is_internal, _NO_RECORD)
        yield from _as_written(data.get(name), (*path, name), like, inner, parsed)


_NO_RECORD = Record()


def _as_written(
    value: Data, path: Path, like: Leaf, model: type[Record] | None, parsed: Parsed | None
) -> Iterator[Leaf]:
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _as_written(part, (*path, index), like, model, parsed)
    elif model is not None:
        yield from walk_written_leaves(model, value, path, visible=like.visible)
    elif isinstance(value, str) and parsed is not None:
        with suppress(ValueError):  # its fault is told by whoever reads it in full
            yield Leaf(path, parsed.parse(value), like.marks, like.visible, like.holder)
    elif isinstance(value, str) and like.ref is not None:
        yield Leaf(path, value, like.marks, like.visible, like.holder)


@cache
def _within(model: type[Record], name: str) -> tuple[type[Record] | None, Parsed | None]:
    """Give the model of the records that a field holds, and how a rich text in it is read; None where it holds none."""
    info = model.model_fields[name]
    parts = [*info.metadata, *_parts(info.annotation)]
    inner = next((part for part in parts if isinstance(part, type) and issubclass(part, Record)), None)
    return inner, next((part for part in parts if isinstance(part, Parsed) and part.type is RichText), None)


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
