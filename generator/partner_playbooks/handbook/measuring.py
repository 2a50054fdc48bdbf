"""Measures made ready for counting: each input of a metric with its table, its conditions and its types, checked."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.measure import Clock, Definition
from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions import (
    Call,
    ExpressionError,
    Kind,
    Name,
    Scope,
    Type,
    check_expression,
)
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.language.records.record_names import list_children, make_scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.measure import Measure
    from partner_playbooks.handbook.model.metric import Metric, MetricInput
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.language.source import Path


_PARTNERS, _PARTNER = "partners", "partner"


class Aggregate(StrEnum):
    """What is made of the rows."""

    COUNT = "count"
    SUM = "sum"
    VALUES = "values"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Counting:
    """An input of a metric, ready to be counted."""

    name: str
    aggregate: Aggregate
    table: str
    value: str = ""
    """The field, or path to one, that is added up or listed, or whose different values are counted; empty for rows."""
    dated: Expression | None = None
    where: tuple[Expression, ...] = ()
    begins: Expression | None = None
    until: Expression | None = None
    leaves: Expression | None = None
    clock: Clock = Clock.DAYS
    group: str = ""
    """The path to the group that the metric is computed for; empty where there is none. See `find_group_path`."""
    per: str = ""
    top: Fraction | None = None
    of: Expression | None = None


class MeasureError(ValueError):
    """A measure that cannot be counted: where in it the fault lies, and the way out."""

    def __init__(self, message: str, hint: str, path: Path, snippet: str = "") -> None:
        """Say what is wrong; `path` leads to the field within the measure, `snippet` is what to point at there."""
        super().__init__(message)
        self.hint, self.path, self.snippet = hint, path, snippet


@dataclass(frozen=True)
class RecordLanguage:
    """What expressions about rows may name in a handbook."""

    figures: Mapping[str, Type]
    definitions: Mapping[str, Mapping[str, Expression]]
    """By table and by their name in expressions."""
    types: Mapping[str, Mapping[str, Type]]
    """Of those that make sense."""
    _scopes: dict[str, Scope] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, handbook: Handbook) -> RecordLanguage:
        """Take it from a handbook."""
        found: dict[str, dict[str, Expression]] = {}
        for each in handbook.entities.get("definition", {}).values():
            if isinstance(each, Definition):
                found.setdefault(each.rows, {})[each.id.replace("-", "_")] = each.means.tree
        figures = handbook.figures.types
        return cls(figures, found, _find_types(found, figures))

    def scope(self, table: str) -> Scope:
        """Give what an expression about a row of a table may name."""
        if table not in self._scopes:  # asked for with every condition that is written
            self._scopes[table] = make_scope(table, self.figures, self.types)
        return self._scopes[table]


def _find_types(
    definitions: Mapping[str, Mapping[str, Expression]], figures: Mapping[str, Type]
) -> dict[str, dict[str, Type]]:
    """Give the types of definitions, which may name each other; those that go round in a ring have none."""
    found: dict[str, dict[str, Type]] = {}
    open_ = [
        (rows, name, each) for rows, listed in definitions.items() for name, each in listed.items() if rows in TABLES
    ]
    is_new = True
    while is_new:
        is_new = False
        for rows, name, each in [entry for entry in open_ if entry[1] not in found.get(entry[0], {})]:
            with suppress(ExpressionError):
                type_ = check_expression(each, make_scope(rows, figures, found))
                found.setdefault(rows, {})[name] = type_
                is_new = True
    return found


def list_countings(metric: Metric, language: RecordLanguage) -> dict[str, Counting]:
    """Give each input of a metric that records say, ready to be counted, by its name.

    Raises:
        MeasureError: a measure cannot be counted.
    """
    return {
        each.name: prepare_counting(metric, each, language)
        for each in metric.inputs
        if each.measure is not None and each.measure.untold is None
    }


def prepare_counting(metric: Metric, input_: MetricInput, language: RecordLanguage) -> Counting:
    """Give an input of a metric, ready to be counted, with what it takes over from the one that it is like.

    Raises:
        MeasureError: it cannot be counted.
    """
    measure = input_.measure
    if measure is None:
        raise MeasureError("the input has no measure", "add `measure:`", ())
    counting = _begin(metric, input_, measure, language)
    is_grouped = metric.per is not None and not measure.over_all
    path = find_group_path(counting.table, metric.per.value) if metric.per is not None and is_grouped else ""
    if metric.per is not None and is_grouped and not path:
        hint = "count rows that have it, or belong to a partner"
        raise MeasureError(f"rows of {counting.table} have no {metric.per.value}", hint, ())
    counting = replace(counting, group=path)
    _check_type(input_, counting, language)
    return counting


def find_group_path(table: str, per: str) -> str:
    """Give the path from a row of a table to its stage, tier, type, region or partner; empty where it has none.

    Where several partners take part in what a row tells, the path leads through the rows that say which:
    `deal_partners.partner.region`. The row then counts once for each group.
    """
    if table == _PARTNERS and per == _PARTNER:
        return "id"
    if TABLES[table].find(per) is not None:
        return per
    tail = _PARTNER if per == _PARTNER else f"{_PARTNER}.{per}"
    if TABLES[table].find(_PARTNER) is not None:
        return tail
    child = next((name for name in list_children(table) if TABLES[name].find(_PARTNER) is not None), "")
    return f"{child}.{tail}" if child and table != _PARTNERS else ""


def _begin(metric: Metric, input_: MetricInput, measure: Measure, language: RecordLanguage) -> Counting:
    chosen = [name for name in ("count", "sum", "values", "stays", "like") if getattr(measure, name) is not None]
    if len(chosen) != 1:
        hint = "write exactly one of count, sum, values, stays, like and untold"
        raise MeasureError("it is not said what is counted", hint, (chosen[1],) if chosen else ())
    if measure.like is not None:
        return _like(metric, input_, measure, language)
    written = getattr(measure, chosen[0])
    table, _, value = written.partition(".")
    if table not in TABLES:
        hint = suggest_nearest(table, TABLES) or f"the tables are {', '.join(TABLES)}"
        raise MeasureError(f'there is no table "{table}"', hint, (chosen[0],))
    aggregate = Aggregate(chosen[0])
    if (aggregate in {Aggregate.SUM, Aggregate.VALUES}) and not value:
        money = next((field.name for field in TABLES[table].fields if field.shape is Shape.MONEY), "field")
        raise MeasureError(f"{aggregate.value} needs a field of {table}", f"write `{table}.{money}`", (chosen[0],))
    if value and value not in language.scope(table).inputs:
        hint = suggest_nearest(value, language.scope(table).inputs)
        hint = hint or f"it has {', '.join(field.name for field in TABLES[table].fields)}"
        raise MeasureError(f'a row of {table} has no "{value}"', hint, (chosen[0],))
    return _with_conditions(Counting(input_.name, aggregate, table, value), measure, language)


def _like(metric: Metric, input_: MetricInput, measure: Measure, language: RecordLanguage) -> Counting:
    other = next((each for each in metric.inputs if each.name == measure.like), None)
    if other is None or other.measure is None or other is input_ or other.measure.like is not None:
        names = [each.name for each in metric.inputs if each is not input_ and each.measure and not each.measure.like]
        hint = (
            suggest_nearest(str(measure.like), names) or f"the inputs with a measure of their own: {', '.join(names)}"
        )
        raise MeasureError(f'"{measure.like}" is no input that another can be like', hint, ("like",))
    base = _begin(metric, other, other.measure, language)
    return _with_conditions(replace(base, name=input_.name), measure, language)


def _with_conditions(counting: Counting, measure: Measure, language: RecordLanguage) -> Counting:
    """Add what a measure says besides the rows, and see that each part is of its kind."""
    scope = language.scope(counting.table)
    wanted = {"dated": Kind.DATE, "where": Kind.FLAG, "begins": Kind.DATE, "until": Kind.DATE, "leaves": Kind.DATE}
    trees: dict[str, Expression] = {}
    for name, kind in wanted.items():
        formula = getattr(measure, name)
        if formula is not None:
            trees[name] = formula.tree
            _check_kind(formula.tree, kind, scope, name)
    if measure.of is not None:
        _check_kind(measure.of.tree, Kind.FLAG, language.scope("partners"), "of")
    if measure.per is not None and measure.per not in scope.inputs:
        hint = suggest_nearest(measure.per, scope.inputs) or "name a field, such as `partner.region`"
        raise MeasureError(f'a row of {counting.table} has no "{measure.per}"', hint, ("per",))
    return replace(
        counting,
        dated=trees.get("dated", counting.dated),
        where=(*counting.where, trees["where"]) if "where" in trees else counting.where,
        begins=trees.get("begins", counting.begins),
        until=trees.get("until", counting.until),
        leaves=trees.get("leaves", counting.leaves),
        clock=measure.clock,
        per=measure.per or counting.per,
        top=counting.top if measure.top is None else measure.top,
        of=counting.of if measure.of is None else measure.of.tree,
    )


def _check_kind(tree: Expression, kind: Kind, scope: Scope, name: str) -> None:
    try:
        found = check_expression(tree, scope).kind
    except ExpressionError as error:
        raise MeasureError(str(error), error.hint, (name,), error.snippet) from error
    if found is not kind:
        wanted = "a day" if kind is Kind.DATE else "true or false"
        hint = "name a field that holds a day" if kind is Kind.DATE else "compare it with something"
        raise MeasureError(f"`{name}` must give {wanted}", hint, (name,))


def _check_type(input_: MetricInput, counting: Counting, language: RecordLanguage) -> None:
    """See that what is counted is of the type that the formula takes."""
    if counting.aggregate is Aggregate.STAYS:
        if counting.until is None or (counting.begins is None and counting.table != "stage_entries"):
            raise MeasureError("a stay needs `begins` and `until`", "say on which days it begins and ends", ("stays",))
        made = Type(Kind.HOURS if counting.clock is Clock.WORKING_HOURS else Kind.DAYS, many=True)
    elif counting.aggregate is Aggregate.COUNT:
        made = Type(Kind.NUMBER, many=bool(counting.per))
    else:
        kind = language.scope(counting.table).inputs[counting.value].kind
        made = Type(kind, many=bool(counting.per) or counting.aggregate is Aggregate.VALUES)
    if (made.kind, made.many) != (input_.type.kind, input_.type.many):
        hint = "change the type of the input, or what is counted"
        raise MeasureError(f"it gives {made}, and the input is {input_.type}", hint, ())


def has_whole(metric: Metric) -> bool:
    """Tell whether an input of a metric is counted over all of its groups."""
    return any(each.measure is not None and each.measure.over_all for each in metric.inputs)


def find_stays(metric: Metric, countings: Mapping[str, Counting]) -> str | None:
    """Give the input of a metric that is made of stays, whose median the metric is; None where there is none."""
    tree = metric.formula.tree
    if isinstance(tree, Call) and isinstance(tree.argument, Name):
        counting = countings.get(tree.argument.name)
        return counting.name if counting is not None and counting.aggregate is Aggregate.STAYS else None
    return None
