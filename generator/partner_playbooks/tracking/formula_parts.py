"""What a formula divides by, and whether it is a share of counted rows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import Binary, Kind, Name, Unary
from partner_playbooks.language.records.survival import find_share_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.language.expressions import Expression


def find_whole(metric: Metric, numbers: Mapping[str, Fraction]) -> Fraction:
    """Give what a formula divides by, where it is a number of rows; the smallest, where it divides more than once."""
    counted = {each.name for each in metric.inputs if each.type.kind is Kind.NUMBER}  # money is no number of rows
    wholes = [numbers.get(name, Fraction()) for name in _list_divisors(metric.formula.tree) if name in counted]
    return min((whole for whole in wholes if whole.denominator == 1), default=Fraction())


def _list_divisors(tree: Expression) -> Iterator[str]:
    match tree:
        case Binary():
            if tree.operator == "/" and isinstance(tree.right, Name):
                yield tree.right.name
            yield from _list_divisors(tree.left)
            yield from _list_divisors(tree.right)
        case Unary():
            yield from _list_divisors(tree.operand)


def find_interval(metric: Metric, numbers: Mapping[str, Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """Give the interval of a share of counted rows."""
    share = find_share(metric)
    if share is None or not numbers.get(share[1]):
        return None, None
    low, high = find_share_interval(int(numbers[share[0]]), int(numbers[share[1]]))
    return Fraction(low).limit_denominator(10**9), Fraction(high).limit_denominator(10**9)


def find_share(metric: Metric) -> tuple[str, str] | None:
    """Give the part and the whole of a metric that is a share of counted rows: the part is counted like the whole."""
    tree = metric.formula.tree
    match tree:
        case Binary(operator="/", left=Name(name=part), right=Name(name=whole)):
            measures = {each.name: each.measure for each in metric.inputs if each.measure is not None}
            if part in measures and measures[part].like == whole and measures[whole].count is not None:
                return part, whole
    return None
