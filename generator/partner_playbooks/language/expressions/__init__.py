"""The one expression language: metric formulas, thresholds and conditions over named, typed inputs.

    (sourced_margin - cost) / cost
    active_days > 7 and logins == 0
    partner_type == "reseller" or tier == "gold"

From loose to tight: `or`, `and`, `not`, one comparison, `+ -`, `* /`, unary `-`; then literals, names,
parentheses and `sum mean median count min max` of a list. Nothing written in content is ever run: the text
becomes a small tree, and checking, computing and typesetting each walk that tree.
"""

from __future__ import annotations

from partner_playbooks.language.expressions.checking import check_expression
from partner_playbooks.language.expressions.computing import RecordValues, compute_expression, move_day
from partner_playbooks.language.expressions.errors import ExpressionError
from partner_playbooks.language.expressions.expression_parser import parse_expression
from partner_playbooks.language.expressions.expression_tree import (
    FUNCTIONS,
    AtDay,
    Binary,
    Call,
    Comparison,
    Distance,
    Empty,
    Expression,
    Flag,
    Logic,
    Name,
    Not,
    Number,
    Text,
    Unary,
    list_children,
    list_compared_texts,
    list_names,
    list_paths,
    replace_names,
    walk_expression,
)
from partner_playbooks.language.expressions.mathml import to_mathml, to_words
from partner_playbooks.language.expressions.scopes import Scope
from partner_playbooks.language.expressions.value_kinds import (
    TYPES,
    Kind,
    Type,
    Value,
    parse_given,
    parse_type,
    parse_value,
)

__all__ = [
    "FUNCTIONS",
    "TYPES",
    "AtDay",
    "Binary",
    "Call",
    "Comparison",
    "Distance",
    "Empty",
    "Expression",
    "ExpressionError",
    "Flag",
    "Kind",
    "Logic",
    "Name",
    "Not",
    "Number",
    "RecordValues",
    "Scope",
    "Text",
    "Type",
    "Unary",
    "Value",
    "check_expression",
    "compute_expression",
    "list_children",
    "list_compared_texts",
    "list_names",
    "list_paths",
    "move_day",
    "parse_expression",
    "parse_given",
    "parse_type",
    "parse_value",
    "replace_names",
    "to_mathml",
    "to_words",
    "walk_expression",
]
