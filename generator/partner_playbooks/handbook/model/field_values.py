"""How the words of a content file become a field's value, and what an editor is told may stand there.

`source` gives every scalar as the text its author typed. An editor's own YAML parser makes `30` a number and
`true` a flag, so the JSON Schema of a value takes it either way, as the model does.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from typing import Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema."""
_SHOWN = 40
"""Characters of a wrong value that a message repeats."""


class WrongValue(ValueError):  # noqa: N818 - named for what editors made of it, not for Python
    """A value that its field cannot hold, with the way out."""

    def __init__(self, message: str, hint: str) -> None:
        """Say what is wrong and, as `hint`, what to write."""
        super().__init__(message)
        self.hint = hint


def build_text_schema(pattern: str = "", way_out: str = "") -> Schema:
    """Give the JSON Schema of a text: any single value, for `version: 1.0` is the text as it was typed.

    Where a schema names the type `boolean`, editors offer true and false; a text only tolerates them. The
    description keeps servers from showing the field's title once per alternative.
    """
    tolerated = {"description": "Read as the word that it is.", "if": {"type": "boolean"}, "else": False}
    return {"anyOf": [{"type": ["string", "number"]}, tolerated], **_pattern(pattern, way_out)}


def _pattern(pattern: str, way_out: str) -> Schema:
    """Give what a text must match, and the way out that VS Code's server shows in place of the pattern."""
    return {"pattern": f"^(?:{pattern})$", "patternErrorMessage": way_out} if pattern else {}


@dataclass(frozen=True, slots=True)
class Typed:
    """Reads text of one shape; the reader and an editor hold it against the same pattern."""

    kind: str
    pattern: str
    convert: Callable[[str], object]
    way_out: str
    types: tuple[str, ...] = ()
    """What an editor may take it for, the likeliest first; any single value, if nothing is said."""
    format: str = ""
    explain: Callable[[str], str] | None = None
    """What to say of a text that has the shape, and still is none."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read the text before pydantic takes its value."""
        shape = re.compile(self.pattern)
        return core_schema.no_info_before_validator_function(lambda value: self._read(value, shape), handler(source))

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> Schema:
        """Give what an editor may see in its place."""
        if not self.types:
            return build_text_schema(self.pattern, self.way_out)
        form = {"format": self.format} if self.format else {}
        types = self.types[0] if len(self.types) == 1 else list(self.types)
        return {"type": types, **form, **_pattern(self.pattern, self.way_out)}

    def _read(self, value: object, shape: re.Pattern[str]) -> object:
        if not isinstance(value, str):
            return value
        if not shape.fullmatch(value):
            raise WrongValue(f'"{_short(value)}" is not {self.kind}', self.way_out)
        try:
            return self.convert(value)
        except ValueError:
            hint = self.explain(value) if self.explain else self.way_out
            raise WrongValue(f'"{_short(value)}" is not {self.kind}', hint) from None


@dataclass(frozen=True, slots=True)
class Parsed:
    """Reads text into an object of our own that pydantic need not look into."""

    type: type
    parse: Callable[[str], object]
    choices: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> core_schema.CoreSchema:
        """Parse the text; anything else must be such an object already."""
        return core_schema.no_info_before_validator_function(
            lambda value: self.parse(value) if isinstance(value, str) else value,
            core_schema.is_instance_schema(self.type),
        )

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> Schema:
        """Give what an editor may see in its place."""
        return {"type": "string", "enum": list(self.choices)} if self.choices else build_text_schema()


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else value[:_SHOWN] + "…"


def explain_no_day(text: str) -> str:
    """Say why a text that is written like a date is none: `there is no such day: February 2026 has 28 days`."""
    year, month, _ = (int(part) for part in text.split("-"))
    if not MINYEAR <= year <= MAXYEAR:
        return "there is no such year; write one such as 2026"
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        return "there is no such month: months are 01 to 12, and stand before the day"
    days = monthrange(year, month)[1]
    return f"there is no such day: {month_name[month]} {year} has {days} days, the last is {year}-{month:02}-{days}"
