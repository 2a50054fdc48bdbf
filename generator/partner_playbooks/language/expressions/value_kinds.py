"""What a value can be, and how one is read from the text of a content file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, cast

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.text import REFERENCE_KINDS

MOST_DIGITS = 15
"""The digits a number may have: money in cents up to ten trillion, and no arithmetic ever grows slow."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LIST_OF = "list of "

Value: TypeAlias = Fraction | bool | str | date | tuple[Fraction, ...] | tuple[bool, ...] | tuple[str, ...] | None
"""A number of any kind, a flag, a text, a day or time, or a list; None where a record says nothing."""


class Kind(StrEnum):
    """What is counted. Money and each unit of time are numbers that cannot be mixed by mistake."""

    NUMBER = "number"
    MONEY = "money"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
    HOURS = "hours"
    TEXT = "text"
    FLAG = "flag"
    DATE = "date"
    TIME = "time"
    """A day with its time of day: hours are counted between two; everywhere else it is its day."""

    @property
    def numeric(self) -> bool:
        """Tell whether one can calculate with it."""
        return self not in {Kind.TEXT, Kind.FLAG, Kind.DATE, Kind.TIME}


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an input or of a result."""

    kind: Kind
    many: bool = False
    """Whether it is a list of that kind."""
    of: str = ""
    """For a text that is the id of an entity: which kind of entity, such as `tier`."""

    def __str__(self) -> str:
        """Write the type as content files do: `money`, `list of money`, `tier`."""
        return f"{_LIST_OF if self.many else ''}{self.of or self.kind}"


WRITTEN_KINDS = tuple(kind for kind in Kind if kind not in {Kind.DATE, Kind.TIME})
"""Kinds that an input may be said to have: days come from records alone."""
_SINGLE = (*map(Type, WRITTEN_KINDS), *(Type(Kind.TEXT, of=kind) for kind in REFERENCE_KINDS))
_TYPES = {str(type_): type_ for type_ in (*_SINGLE, *(replace(type_, many=True) for type_ in _SINGLE))}
_OF_KINDS = [name for name, type_ in _TYPES.items() if not type_.of]
TYPES = tuple(_TYPES)
"""Every type, as content files write it."""


def parse_type(source: str) -> Type:
    """Read a type, such as `money` or `list of money`; raise `ExpressionError` if there is no such type."""
    try:
        return _TYPES[source]
    except KeyError:
        hint = suggest_nearest(source, _OF_KINDS) or suggest_nearest(source, _TYPES)
        hint = hint or f"use {', '.join(WRITTEN_KINDS)}, or a list of one: `list of money`"
        raise ExpressionError(f"{quote_source(source)} is not a type", hint, source) from None


def parse_value(source: str, type_: Type) -> Value:
    """Read one value as it stands in a content file; of a list type, one element.

    Args:
        source: the characters of the YAML scalar: `120000`, `-3`, `12.5`, `true`, `reseller`.
        type_: what it must be. Numbers of every kind become an exact `Fraction`.

    Raises:
        ExpressionError: if it is not of that kind, or a number of more than 15 digits.
    """
    if type_.kind is Kind.TEXT:
        return source
    if type_.kind is not Kind.FLAG:
        return parse_number(source)
    if source not in {"true", "false"}:
        raise ExpressionError(f"{quote_source(source)} is neither true nor false", "write `true` or `false`", source)
    return source == "true"


def parse_given(written: str | tuple[str, ...], type_: Type) -> Value:
    """Read what an example gives: a value, or for a list type a list of them.

    Raises:
        ExpressionError: if it is a list where a value belongs, or the other way round, or a value cannot be read.
    """
    if isinstance(written, tuple) != type_.many:
        wanted = "a list in brackets, [1, 2, 3]" if type_.many else "a single value"
        raise ExpressionError(f"its type {type_} needs {wanted}", "change the value, or the type of the input")
    if isinstance(written, str):
        return parse_value(written, type_)
    return cast("Value", tuple(parse_value(part, Type(type_.kind)) for part in written))


def parse_number(source: str) -> Fraction:
    """Read a plain decimal number; raise `ExpressionError` for all else: `1e3`, `010`, `nan`, 16 digits."""
    if not _NUMBER.fullmatch(source):
        hint = "write it in full with digits and at most one decimal point: `1000`, `12.5`, `0.2`"
        raise ExpressionError(f"{quote_source(source)} is not a number", hint, source)
    if sum(map(str.isdigit, source)) > MOST_DIGITS:
        message = f"{quote_source(source)} has more than {MOST_DIGITS} digits"
        raise ExpressionError(message, "round it, or count in a larger unit", source)
    return Fraction(source)
