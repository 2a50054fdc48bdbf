"""PB410: a figure that is named with a unit behind it that it brings itself, or that is not its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.handbook.named_figures import find_figure
from partner_playbooks.handbook.references import list_held
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.text import RichText, to_plain
from partner_playbooks.language.written_numbers import find_written_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.walk import Leaf

_NAMED = re.compile(r"\{([^{}]+)\}(?=([\s\S]{0,40}))")
_NO_UNIT = frozenset({Unit.COUNT, Unit.SCORE, Unit.RATIO})


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per name of a figure that a unit follows which does not fit."""
    for placed in handbook.list_written():
        for leaf, _, names in list_held(placed, handbook.programme):
            if names and isinstance(leaf.value, RichText):
                yield from _check_text(handbook, placed, leaf, leaf.value)


def _check_text(handbook: Handbook, placed: Placed, leaf: Leaf, text: RichText) -> Iterator[Diagnostic]:
    for name, after in _NAMED.findall(to_plain(text, value="{{{}}}".format)):
        figure, is_number = find_figure(handbook.figures, name)
        unit = _read_unit(after)
        if figure is None or not unit:
            continue
        own = figure.quantity.unit
        span = placed.find(leaf.path, f"{{{name}}}")
        if not is_number and own not in _NO_UNIT:
            message = f'"{name}" brings its unit: {figure.quantity}'
            yield Diagnostic("PB410", message, span, f"leave out the unit behind it, or write {{{name}.number}}")
        elif is_number and own not in _NO_UNIT and unit != own.value:
            message = f'"{figure.name}" counts {own.value}, and {unit} stand behind its number'
            yield Diagnostic("PB410", message, span, f"write {{{figure.name}}}, which brings its unit")


def _read_unit(after: str) -> str:
    """Give the unit that a text begins with, as it would stand behind a number."""
    number = next(iter(find_written_numbers(f"2{after}")), None)
    return number.unit if number is not None and number.start == 0 else ""
