"""What an assertion states: of the whole programme, or of each stage, tier, metric or plan that has its figures."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import list_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.assertion import Assertion
    from partner_playbooks.handbook.model.quantity import Quantity
    from partner_playbooks.handbook.named_figures import Figures, NamedFigure
    from partner_playbooks.language.expressions import Type, Value

EACH = "each."


@dataclass(frozen=True, slots=True)
class Statement:
    """An assertion about one thing."""

    of: str
    """Id of that thing; empty where it is about the programme."""
    named: Mapping[str, NamedFigure]
    """The figures that it names, by the names that it uses."""
    types: Mapping[str, Type]
    values: Mapping[str, Value]

    @property
    def quantities(self) -> dict[str, Quantity]:
        """The values of the figures that it names, by the names that it uses."""
        return {name: figure.quantity for name, figure in self.named.items()}

    @property
    def figures(self) -> tuple[NamedFigure, ...]:
        """The figures that it names, each once."""
        return tuple(dict.fromkeys(self.named.values()))


def list_statements(assertion: Assertion, handbook: Handbook) -> tuple[Statement, ...]:
    """Give what an assertion states: once, or for each thing that has all the figures it names of `each`."""
    names = tuple(dict.fromkeys(path.name for path in list_paths(assertion.holds.tree)))
    if assertion.each is None:
        return (_state(names, handbook.figures, "", ""),)
    kind = assertion.each.value
    found = []
    for id_ in handbook.ids(kind):
        prefix = f"{kind}.{id_}.".replace("-", "_")
        if all(_name(name, prefix) in handbook.figures.by_expression for name in names if name.startswith(EACH)):
            found.append(_state(names, handbook.figures, id_, prefix))
    return tuple(found)


def _state(names: tuple[str, ...], figures: Figures, of: str, prefix: str) -> Statement:
    by_name = figures.by_expression
    named = {name: by_name[_name(name, prefix)] for name in names if _name(name, prefix) in by_name}
    own = {name: figure.quantity for name, figure in named.items() if name.startswith(EACH)}
    types = {name: quantity.type for name, quantity in own.items()}
    values: dict[str, Value] = {name: quantity.computed for name, quantity in own.items()}
    return Statement(of, named, ChainMap(types, figures.types), ChainMap(values, figures.computed))


def _name(name: str, prefix: str) -> str:
    """Give the name of a figure where one of each thing is meant, or the name as it is."""
    return prefix + name.removeprefix(EACH) if prefix and name.startswith(EACH) else name
