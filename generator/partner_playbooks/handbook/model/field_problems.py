"""Pydantic's errors → diagnostics in an editor's words, each at its line and with a way out."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from partner_playbooks.handbook.model.examples import Known, build_example, write_example
from partner_playbooks.handbook.model.field_values import WrongValue
from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.expressions import ExpressionError
from partner_playbooks.language.source import Document, Path
from partner_playbooks.language.spelling import find_nearest
from partner_playbooks.language.text import TextError

_PLAIN_WORDS = re.compile(r"[A-Za-z](?:[\w .()-]*[\w.)])?")
NOTHING_KNOWN = Known()
_SHAPES = {
    "string_type": ("a text", "write the text on one line"),
    "tuple_type": ("a list", "start each entry with `- ` on a line of its own"),
    "model_type": ("a group of fields", "write each field as `name: value` on a line of its own"),
    "dict_type": ("a group of names and values", "write each as `name: value` on a line of its own"),
}


def write_as_value(text: str) -> str:
    """Write a text as a value in YAML, in quotes unless it is plain words."""
    if _PLAIN_WORDS.fullmatch(text):
        return text
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if '"' in text or "\\" in text else f'"{text}"'


def show_name(word: str) -> str:
    """Show a name with hidden characters written out, and look-alikes named."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in word)
    odd = sorted({f"U+{ord(c):04X}" for c in word if not c.isascii()})
    return f'"{shown}"' + (f" (it holds {', '.join(odd)})" if odd else "")


def explain_problems(
    error: ValidationError, model: type[BaseModel], document: Document, base: Path, known: Known = NOTHING_KNOWN
) -> Iterator[Diagnostic]:
    """Turn every problem that pydantic found into diagnostics; one per place and code.

    `known` is what help may name: ids that there are, and the file's own.
    """
    seen = set()
    errors = error.errors()
    misspelt = {_meant(each, model, document, base) for each in errors if each["type"] == "extra_forbidden"}
    for details in errors:
        if details["type"] == "missing" and details["loc"] in misspelt:
            continue  # one slip, one finding
        for diagnostic in _explain_one(details, model, document, base, known):
            place = (diagnostic.span, diagnostic.code)
            if place not in seen:
                seen.add(place)
                yield diagnostic


def _absent(model: type[BaseModel], loc: Path, document: Document, base: Path) -> dict[str, FieldInfo]:
    """Give the fields that a group of fields at a location could still have."""
    fields = _model_at(model, loc).model_fields
    return {name: info for name, info in fields.items() if (*base, *loc, name) not in document.places}


def _meant(details: ErrorDetails, model: type[BaseModel], document: Document, base: Path) -> Path:
    """Give the location of the field that a misspelt one stands for, if one is near."""
    loc = details["loc"]
    return (*loc[:-1], find_nearest(str(loc[-1]), _absent(model, loc[:-1], document, base)) or "")


def _explain_one(
    details: ErrorDetails, model: type[BaseModel], document: Document, base: Path, known: Known
) -> Iterator[Diagnostic]:
    path = (*base, *details["loc"])
    kind, name = details["type"], _name_at(document, path)
    cause = details.get("ctx", {}).get("error")
    if kind == "extra_forbidden":
        field = str(path[-1])
        absent = _absent(model, details["loc"][:-1], document, base)
        fields = _model_at(model, details["loc"][:-1]).model_fields
        named, colon, rest = field.partition(":")
        if colon and named in fields:
            hint = f'write a space after the colon: "{named}: {rest}"'
        elif field.isdigit():
            hint = "a comma ends a value here: write the number without one, or put the text in quotes"
        else:
            hint = suggest_nearest(field, absent) or f"fields here: {', '.join(fields)}"
        yield Diagnostic("PB111", f"unknown field {show_name(field)}", document.key(path), hint)
    elif kind == "missing":
        field = str(path[-1])
        hint = _how_to_add(_model_at(model, details["loc"][:-1]), field, known)
        yield Diagnostic("PB112", f'missing field "{field}"', document.value(path[:-1]), hint)
    elif isinstance(cause, TextError):
        for problem in cause.problems:
            span = document.find(path, problem.snippet) if problem.snippet else document.value(path)
            yield Diagnostic(cause.code, f"{name}: {problem.message}", span, problem.hint)
    elif isinstance(cause, ExpressionError):
        span = document.find(path, cause.snippet) if cause.snippet else document.value(path)
        yield Diagnostic(cause.code, f"{name}: {cause}", span, cause.hint)
    else:
        message, hint = _wrong_value(details, model, name, cause, known)
        yield Diagnostic("PB113", message, document.value(path), hint)


def _wrong_value(
    details: ErrorDetails, model: type[BaseModel], name: str, cause: object, known: Known
) -> tuple[str, str]:
    kind, value = details["type"], details["input"]
    if isinstance(cause, WrongValue):
        return str(cause) if isinstance(value, dict) else f"{name}: {cause}", cause.hint
    owner, field, inside = _field_at(model, details["loc"])
    example = _example(owner, field, known, inside=inside) if owner and field else ""
    if value is None:
        optional = owner is not None and field and not owner.model_fields[field].is_required()
        hint = f"write {example or 'one'}"
        return f"{name} has no value", f"{hint}, or remove the line" if inside or optional else hint
    if kind == "enum" and isinstance(value, str):
        choices = _choices(model, details["loc"])
        return f'{name} cannot be "{value}"', suggest_nearest(
            value, choices, write_as_value
        ) or f"choose one of {', '.join(choices)}"
    other = (
        "a single value" if isinstance(value, list | dict) else "something else",
        "write one value after the colon",
    )
    shape, hint = _SHAPES.get(kind, other)
    return f"{name} should be {shape}", f"write {example}" if example else hint


def _field_at(model: type[BaseModel], loc: Path) -> tuple[type[BaseModel] | None, str, bool]:
    """Give the model and the field that a location is in, and whether it is of an entry inside that field."""
    owner, field, inside = None, "", False
    for part in loc:
        info = model.model_fields.get(part) if isinstance(part, str) else None
        if info is None:
            inside = True
        else:
            owner, field, inside = model, str(part), False
            model = next(_classes(info.annotation, BaseModel), model)
    return owner, field, inside


def _example(owner: type[BaseModel], field: str, known: Known, *, inside: bool) -> str:
    """Give what may be typed instead, between backticks: of a field with its name, of an entry with its dash."""
    data = build_example(owner, field, known)
    if inside and isinstance(data, list):
        return f"`- {write_example(data[0])}`" if data else ""
    return "" if inside else f"`{field}: {write_example(data)}`"


def _name_at(document: Document, path: Path) -> str:
    """Name what stands at `path`; parts that the file lacks (pydantic's tags of unions) are skipped."""
    known: Path = ()
    for part in path:
        if (*known, part) in document.places:
            known = (*known, part)
    if not known:
        return "the file"
    return str(known[-1]) if isinstance(known[-1], str) else f"an entry of {known[-2] if known[1:] else 'the file'}"


def _how_to_add(owner: type[BaseModel], field: str, known: Known) -> str:
    description = (owner.model_fields[field].description or "").rstrip(".")
    line = _example(owner, field, known, inside=False)
    return f"add a line such as {line} ({description[:1].lower()}{description[1:]})"


def _model_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel]:
    """Follow a location through the models' fields; parts that are no field (indexes, tags) are skipped."""
    for part in loc:
        info = model.model_fields.get(part) if isinstance(part, str) else None
        model = next(_classes(info.annotation, BaseModel), model) if info else model
    return model


def _choices(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    names = [part for part in loc if isinstance(part, str)]
    owner = _model_at(model, loc[:-1]) if isinstance(loc[-1], str) else _model_at(model, loc[:-2])
    info = owner.model_fields[names[-1]]
    return [str(choice.value) for enum in _classes(info.annotation, Enum) for choice in enum]


def _classes(annotation: Any, base: type) -> Iterator[Any]:  # noqa: ANN401 - annotations are of any type
    if isinstance(annotation, type) and issubclass(annotation, base):
        yield annotation
    for part in get_args(annotation):
        yield from _classes(part, base)
