"""Figures with their units, and ranges of them, in words of the catalogue."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction
from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.language.expressions import Kind, Type, parse_value
from partner_playbooks.wording.locales import find_number_signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.handbook.model.metric import Band, Metric
    from partner_playbooks.language.expressions import Value
    from partner_playbooks.wording.speakers import HandbookSpeaker

_PLACES = 9  # no number in content has more
_MINUS = "\u2212"
"""As wide as a plus, and no dash at which a line breaks."""
_MANY = 2
_COUNTED = {
    *(Unit.MINUTES, Unit.HOURS, Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.QUARTERS, Unit.YEARS)
}
_UNITS = {
    Kind.MONEY: Unit.CURRENCY,
    Kind.DAYS: Unit.DAYS,
    Kind.WORKING_DAYS: Unit.WORKING_DAYS,
    Kind.HOURS: Unit.HOURS,
    Kind.MONTHS: Unit.MONTHS,
}


def format_quantity(speaker: HandbookSpeaker, value: Fraction, unit: Unit) -> str:
    """Write a value in its unit: `60 %`, `EUR 1,200`, `1 day`."""
    return _in_unit(speaker, format_number(speaker, value), unit, int(value) if value.denominator == 1 else _MANY)


def format_given(speaker: HandbookSpeaker, written: str | tuple[str, ...], type_: Type) -> str:
    """Write what a worked example gives for an input of a type; a list as its values in a row."""
    if type_.of:
        return speaker.say("number.between").join(
            find_title(speaker, type_.of, id_) for id_ in ((written,) if isinstance(written, str) else written)
        )
    if isinstance(written, str):
        return _value(speaker, parse_value(written, type_), type_.kind)
    values = [parse_value(part, Type(type_.kind)) for part in written]
    numbers = [format_number(speaker, value) for value in values if isinstance(value, Fraction)]
    between = speaker.say("number.between")
    if len(numbers) < len(values):
        return between.join(_value(speaker, value, type_.kind) for value in values)
    return _in_unit(speaker, between.join(numbers), _UNITS.get(type_.kind, Unit.COUNT))


def find_title(speaker: HandbookSpeaker, kind: str, id_: str) -> str:
    """Give the title of an entity; its id where there is none in this edition."""
    entity = speaker.handbook.get(kind, id_)
    return id_ if entity is None else entity.title


def say_ranges(speaker: HandbookSpeaker, metric: Metric) -> tuple[str, ...]:
    """Say which values each band of a metric holds."""
    better = "up" if metric.direction is not Direction.DOWN else "down"
    return tuple(_range(speaker, metric, better, metric.bands[:index], band) for index, band in enumerate(metric.bands))


def _range(speaker: HandbookSpeaker, metric: Metric, better: str, before: Sequence[Band], band: Band) -> str:
    bounds = [other.bound for other in before if other.bound is not None]
    values = {}
    if band.bound is not None:
        values["bound"] = format_quantity(speaker, band.bound, metric.unit)
    if bounds:
        values["previous"] = format_quantity(speaker, bounds[-1], metric.unit)
    which = {(): "all", ("bound",): "first", ("bound", "previous"): "next", ("previous",): "rest"}
    return speaker.say(f"range.{better}.{which[tuple(values)]}", **values)


def _in_unit(speaker: HandbookSpeaker, shown: str, unit: Unit, count: int = _MANY) -> str:
    more: dict[str, str | int] = {}
    if unit is Unit.CURRENCY:
        more["currency"] = speaker.handbook.programme.currency
    if unit in _COUNTED:
        more["count"] = abs(count)
    return speaker.say(f"quantity.{unit.value}", value=shown, **more)


def _value(speaker: HandbookSpeaker, value: Value, kind: Kind) -> str:
    if isinstance(value, bool):
        return speaker.say("value.true") if value else speaker.say("value.false")
    if isinstance(value, Fraction):
        return format_quantity(speaker, value, _UNITS.get(kind, Unit.COUNT))
    return str(value)


def format_number(speaker: HandbookSpeaker, value: Fraction) -> str:
    """Write a number by the programme's signs: `1,200.5`."""
    whole, part = divmod(round(abs(value) * 10**_PLACES), 10**_PLACES)
    style = speaker.handbook.programme.number_format
    group, point = find_number_signs(speaker.language) if style is None else (style.group, style.point)
    grouped = f"{whole:,}".replace(",", group)
    digits = f"{part:0{_PLACES}}".rstrip("0")
    sign = _MINUS if value < 0 else ""
    return f"{sign}{grouped}{point if digits else ''}{digits}"
