"""New content as YAML in the style of the shipped one: a comment over each field, and one line per plain list."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from partner_playbooks.editing.value_edits import write_value
from partner_playbooks.handbook.model.drafts import MARK, is_marked
from partner_playbooks.handbook.model.fields import find_record_model
from partner_playbooks.handbook.model.walk import list_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic.fields import FieldInfo

    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.language.source import Data

_WIDTH = 100
_TYPED = re.compile(r"-?\d+(\.\d+)?|true|false|\d{4}-\d{2}-\d{2}")
"""Values of figures, flags and dates, which stand without quotes."""
NOTICE = (
    f"# {MARK} marks examples: put your own in their place, then delete the comments. The check names what is left."
)
_OWN = frozenset({"id", "title"})
"""What somebody has said who wants a new thing."""


def lay_out_fields(
    model: type[Record], data: Mapping[str, Data], *, comments: bool = True, own: frozenset[str] = _OWN
) -> Iterator[str]:
    """Yield the lines of a record, the first at the margin; with a comment over each field of it.

    A value that is an example is marked as such, unless its field is one of its `own`.
    """
    for name, value in data.items():
        info = model.model_fields[name]
        if comments:
            yield from (
                f"# {line}" for line in textwrap.wrap(_comment(model, name, info), _WIDTH, break_on_hyphens=False)
            )
        lines = _field(_Field(name, info), value, comments=comments)
        yield from (line if name in own else _marked(line) for line in lines)


def _marked(line: str) -> str:
    """Give a line with a mark behind its value, where it has one and that is not marked by its own words."""
    before, colon, value = line.partition(": ")
    if before.lstrip().startswith("#") or not colon or is_marked(value) or value.endswith(f"# {MARK}"):
        return line
    return f"{line}  # {MARK}"


def lay_out_entry(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a record as an entry of a list: a dash before its first field, under the comments on that."""
    begun = False
    for line in lines:
        if begun:
            yield f"  {line}"
        else:
            begun = not line.startswith("#")
            yield f"- {line}" if begun else line


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    info: FieldInfo

    @property
    def is_text(self) -> bool:
        """Whether it holds words, so that what looks like a figure stands in quotes."""
        return not any(issubclass(type_, int | Fraction | date) for type_ in _types(self.info.annotation))


def _field(field: _Field, value: Data, *, comments: bool) -> Iterator[str]:
    inner = find_record_model(field.info.annotation)
    if isinstance(value, dict) and inner is not None:
        yield f"{field.name}:"
        yield from (f"  {line}" for line in lay_out_fields(inner, value, comments=comments, own=frozenset()))
    elif isinstance(value, list) and inner is not None:
        yield f"{field.name}:"
        for index, part in enumerate(value):
            if isinstance(part, dict):  # the first entry explains its fields, and the others are like it
                lines = lay_out_entry(lay_out_fields(inner, part, comments=comments and index == 0, own=frozenset()))
                yield from (f"  {line}" for line in lines)
    elif isinstance(value, dict):
        yield f"{field.name}: {{{', '.join(f'{name}: {_scalar(part)}' for name, part in value.items())}}}"
    elif isinstance(value, list):
        yield f"{field.name}: {write_value(value)}"
    else:
        yield f"{field.name}: {_scalar(value, is_text=field.is_text)}".rstrip()


def _scalar(value: Data, *, is_text: bool = False) -> str:
    text = "" if value is None else str(value)
    return text if not text or (not is_text and _TYPED.fullmatch(text)) else write_value(text)


def _comment(model: type[Record], name: str, info: FieldInfo) -> str:
    said = info.description or ""
    choices = [str(choice.value) for type_ in _types(info.annotation) if issubclass(type_, Enum) for choice in type_]
    if choices and not all(choice in said for choice in choices):
        said += f" One of: {', '.join(choices)}."
    if list_marks(model)[name].ref:
        said += " Change this: it only had to be one that exists."
    return said


def _types(annotation: object) -> Iterator[type]:
    """Yield the classes that a field's type is made of."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _types(part)
