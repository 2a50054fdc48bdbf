"""What an assertion states: of the whole programme, or of each stage, tier, metric or plan that has its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import list_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.assertion import Assertion
    from partner_playbooks.handbook.model.quantity import Quantity
    from partner_playbooks.handbook.named_figures import NamedFigure
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
    if assertion.each is None:
        return (_state(assertion, handbook, "", ""),)
    kind = assertion.each.value
    own = {path.name for path in list_paths(assertion.holds.tree) if path.name.startswith(EACH)}
    found = []
    for id_ in handbook.ids(kind):
        prefix = f"{kind}.{id_}.".replace("-", "_")
        known = {figure.in_expressions for figure in handbook.figures.values()}
        if all(prefix + name.removeprefix(EACH) in known for name in own):
            found.append(_state(assertion, handbook, id_, prefix))
    return tuple(found)


def _state(assertion: Assertion, handbook: Handbook, of: str, prefix: str) -> Statement:
    types, values = handbook.figures.types, handbook.figures.computed
    if prefix:
        types |= {EACH + name.removeprefix(prefix): type_ for name, type_ in types.items() if name.startswith(prefix)}
        values |= {EACH + name.removeprefix(prefix): each for name, each in values.items() if name.startswith(prefix)}
    by_name = {figure.in_expressions: figure for figure in handbook.figures.values()}
    named = {path.name: by_name.get(path.name.replace(EACH, prefix, 1)) for path in list_paths(assertion.holds.tree)}
    return Statement(of, {name: figure for name, figure in named.items() if figure is not None}, types, values)
