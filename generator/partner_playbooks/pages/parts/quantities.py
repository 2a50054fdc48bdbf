"""Figures with their units, and ranges of them, in words of the catalogue."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.expressions import Kind, Type, parse_value
from partner_playbooks.model.metric import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.expressions import Value
    from partner_playbooks.model.metric import Band, Metric

    from .book import Sheet

_PLACES = 9  # no number in content has more
_COUNTED = {Unit.DAYS, Unit.HOURS}
_UNITS = {Kind.MONEY: Unit.CURRENCY, Kind.DAYS: Unit.DAYS, Kind.HOURS: Unit.HOURS}


def quantity(sheet: Sheet, value: Fraction, unit: Unit) -> str:
    """Write a value in its unit: `60 %`, `EUR 1,200`, `1 day`."""
    return _in_unit(sheet, _number(sheet, value), unit, is_one=value == 1)


def given(sheet: Sheet, written: str | tuple[str, ...], type_: Type) -> str:
    """Write what a worked example gives for an input of a type; a list as its values in a row."""
    if type_.of:
        return sheet.say("number.between").join(
            find_title(sheet, type_.of, id_) for id_ in ((written,) if isinstance(written, str) else written)
        )
    if isinstance(written, str):
        return _value(sheet, parse_value(written, type_), type_.kind)
    values = [parse_value(part, Type(type_.kind)) for part in written]
    numbers = [_number(sheet, value) for value in values if isinstance(value, Fraction)]
    between = sheet.say("number.between")
    if len(numbers) < len(values):
        return between.join(_value(sheet, value, type_.kind) for value in values)
    return _in_unit(sheet, between.join(numbers), _UNITS.get(type_.kind, Unit.COUNT))


def find_title(sheet: Sheet, kind: str, id_: str) -> str:
    """Give the title of an entity; its id where there is none in this edition."""
    entity = sheet.handbook.get(kind, id_)
    return id_ if entity is None else entity.title


def ranges(sheet: Sheet, metric: Metric) -> tuple[str, ...]:
    """Say which values each band of a metric holds."""
    better = "up" if metric.direction is not Direction.DOWN else "down"
    return tuple(_range(sheet, metric, better, metric.bands[:index], band) for index, band in enumerate(metric.bands))


def _range(sheet: Sheet, metric: Metric, better: str, before: Sequence[Band], band: Band) -> str:
    bounds = [other.bound for other in before if other.bound is not None]
    values = {}
    if band.bound is not None:
        values["bound"] = quantity(sheet, band.bound, metric.unit)
    if bounds:
        values["previous"] = quantity(sheet, bounds[-1], metric.unit)
    which = {(): "all", ("bound",): "first", ("bound", "previous"): "next", ("previous",): "rest"}
    return sheet.say(f"range.{better}.{which[tuple(values)]}", **values)


def _in_unit(sheet: Sheet, shown: str, unit: Unit, *, is_one: bool = False) -> str:
    more: dict[str, str | int] = {}
    if unit is Unit.CURRENCY:
        more["currency"] = sheet.handbook.programme.currency
    if unit in _COUNTED:
        more["count"] = 1 if is_one else 2
    return sheet.say(f"quantity.{unit.value}", value=shown, **more)


def _value(sheet: Sheet, value: Value, kind: Kind) -> str:
    if isinstance(value, bool):
        return sheet.say("value.true") if value else sheet.say("value.false")
    if isinstance(value, Fraction):
        return quantity(sheet, value, _UNITS.get(kind, Unit.COUNT))
    return str(value)


def _number(sheet: Sheet, value: Fraction) -> str:
    whole, part = divmod(round(abs(value) * 10**_PLACES), 10**_PLACES)
    style = sheet.handbook.programme.number_format
    group = sheet.say("number.group") if style is None else style.group
    point = sheet.say("number.point") if style is None else style.point
    grouped = f"{whole:,}".replace(",", group)
    digits = f"{part:0{_PLACES}}".rstrip("0")
    sign = sheet.say("number.minus") if value < 0 else ""
    return f"{sign}{grouped}{point if digits else ''}{digits}"
