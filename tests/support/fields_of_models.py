"""Every field of every model, where content holds it, and another value for it."""

from datetime import date, timedelta
from enum import EnumMeta
from fractions import Fraction

import yaml

from partner_playbooks.handbook.model.field_types import Formula, Identifier, Ref
from partner_playbooks.handbook.model.fields import find_record_model, list_type_parts
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.quantity import Quantity
from partner_playbooks.handbook.model.walk import list_marks


def models():
    """Give each model of content once, by its name, with the kind of entity that it is part of."""
    found = {}

    def walk(kind, model):
        found.setdefault(model, kind)
        for info in model.model_fields.values():
            inner = find_record_model(info.annotation)
            if inner is not None:
                walk(kind, inner)

    walk("programme", Programme)
    for kind in KINDS:
        walk(kind.name, kind.model)
    return found


def load(files):
    return {file: yaml.load(raw, yaml.BaseLoader) for file, raw in files.items()}  # noqa: S506 - every value is a text


def dump(data):
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def places(data):  # noqa: C901 - three ways in which content stands in files
    """Give for each model and field the first places that hold it: file, and the way to it."""
    found = {}

    def walk(model, value, file, way):
        if not isinstance(value, dict):
            return
        for name, info in model.model_fields.items():
            if name in value:
                found.setdefault((model, name), []).append((file, (*way, name)))
                inner = find_record_model(info.annotation)
                held = value[name]
                for index, part in enumerate(held if isinstance(held, list) else [held]) if inner else ():
                    walk(inner, part, file, (*way, name, index) if isinstance(held, list) else (*way, name))

    for file, content in sorted(data.items()):
        place = file.removeprefix("content/")
        if place == "programme.yml":
            walk(Programme, content, file, ())
        for kind in KINDS:
            if kind.listed and place == kind.place:
                for index, entry in enumerate(content[kind.list_key]):
                    walk(kind.model, entry, file, (kind.list_key, index))
            elif not kind.listed and place.startswith(f"{kind.place}/"):
                walk(kind.model, content, file, ())
    return found


def at(data, way):
    for part in way:
        data = data[part]
    return data


def another(model, name, value, ids):  # noqa: C901, PLR0911, PLR0912 - a kind of value per line
    """Give another value for a field, as it would be typed; None where only the whole could be another."""
    info = model.model_fields[name]
    kinds = [mark.kind for mark in list_marks(model)[name] if isinstance(mark, Ref)]
    parts = list(list_type_parts(info.annotation))
    if any(isinstance(mark, Identifier) for mark in list_marks(model)[name]) and name != "aliases":
        return None
    if isinstance(value, list):
        return value[:-1]
    if isinstance(value, dict):
        if name == "records":
            return {}
        return None if find_record_model(info.annotation) else {**value, next(iter(value)): "17"}
    if kinds:
        return next((id_ for id_ in ids[kinds[0]] if id_ != value), None)
    choices = next((part for part in parts if isinstance(part, EnumMeta)), None)
    if choices is not None:
        return next(str(member.value) for member in choices if member.value != value)
    if bool in parts:
        return "false" if value == "true" else "true"
    if date in parts:
        return (date.fromisoformat(value) + timedelta(days=9)).isoformat()
    if int in parts or Fraction in parts:
        return str(int(float(value)) + 7)
    if name in {"url", "address", "handle", "branch", "folder", "booking"}:
        return f"{value}x"
    if Quantity in parts:
        return "17 weeks"
    if name == "date_format":
        return "dd.MM.yyyy"
    if name == "language":
        return "de" if value == "en" else "en"
    if name == "type":
        return "days" if value != "days" else "hours"
    if name == "formula":
        return f"{value} + 1"
    if name in {"begins", "until", "leaves", "dated"} and Formula in parts:
        return f"{value} + 1 day"
    if Formula in parts:
        return f"{value} and 1 < 2"
    return f"{value}\n\nzqx" if "\n" in value else f"{value} zqx"
