"""What holds of every expression, generated: nothing but `ExpressionError`, exact results, sound markup."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from partner_playbooks.language.expressions import (
    ExpressionError,
    Kind,
    Type,
    check_expression,
    compute_expression,
    list_names,
    parse_expression,
    to_mathml,
    to_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = {"a": Fraction(3), "b": Fraction(-1, 2), "c": Fraction(0), "and_so_on": Fraction("0.25")}
LISTS = {"xs": (Fraction(1), Fraction(5), Fraction(-2)), "ys": (Fraction(1, 3),)}
VALUES = {**NUMBERS, **LISTS, "t": "gold", "f": True}
INPUTS = {
    **dict.fromkeys(NUMBERS, Type(Kind.NUMBER)),
    **dict.fromkeys(LISTS, Type(Kind.NUMBER, many=True)),
    "t": Type(Kind.TEXT),
    "f": Type(Kind.FLAG),
}
SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "*", "÷": "/", "“": '"', "”": '"'})
SIGNS |= {ord("="): "==", ord("≠"): "!=", ord("≤"): "<=", ord("≥"): ">="}

# A generated expression is its source and what it must come to; None stands for a division by zero.
Pair = tuple[str, Fraction | bool | None]


def arithmetic(left: Pair, sign: str, right: Pair) -> Pair:
    source, (one, other) = f"({left[0]}) {sign} ({right[0]})", (left[1], right[1])
    if one is None or other is None or (sign == "/" and other == 0):
        return source, None
    made = {"+": one + other, "-": one - other, "*": one * other}
    return source, made[sign] if sign in made else Fraction(one, other)


def compared(left: Pair, sign: str, right: Pair) -> Pair:
    source, (one, other) = f"({left[0]}) {sign} ({right[0]})", (left[1], right[1])
    if one is None or other is None:
        return source, None
    less, same = one < other, one == other
    made = {
        "<": less,
        "<=": less or same,
        "==": same,
        "!=": not same,
        ">=": not less,
        ">": not less and not same,
    }
    return source, made[sign]


def joined(left: Pair, word: str, right: Pair) -> Pair:
    source = f"({left[0]}) {word} ({right[0]})"
    decides = word == "or"
    return source, left[1] if left[1] is None or left[1] is decides else right[1]


def negated(pair: Pair) -> Pair:
    return f"-({pair[0]})", None if pair[1] is None else -pair[1]


def denied(pair: Pair) -> Pair:
    return f"not ({pair[0]})", None if pair[1] is None else not pair[1]


def short(pair: Pair) -> bool:
    return len(pair[0]) <= 500


leaves = st.one_of(
    st.sampled_from(sorted(NUMBERS.items())),
    st.decimals(0, 9999, places=2).map(lambda number: (str(number), Fraction(number))),
    st.sampled_from([("sum(xs)", Fraction(4)), ("mean(xs)", Fraction(4, 3)), ("median(xs)", Fraction(1))]),
    st.sampled_from([("min(xs)", Fraction(-2)), ("max(xs)", Fraction(5)), ("count(ys)", Fraction(1))]),
)
numbers = st.recursive(
    leaves,
    lambda inner: st.builds(arithmetic, inner, st.sampled_from("+-*/"), inner) | st.builds(negated, inner),
    max_leaves=10,
)
comparisons = st.builds(compared, numbers, st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), numbers)
flags = st.recursive(
    comparisons | st.sampled_from([("true", True), ("f", True), ("t == 'gold'", True), ("t != 'gold'", False)]),
    lambda inner: st.builds(joined, inner, st.sampled_from(["and", "or"]), inner) | st.builds(denied, inner),
    max_leaves=4,
)
pieces = [
    "a",
    "xs",
    "f",
    "sum",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    "<",
    "==",
    "and",
    "or",
    "not",
    "1",
    "'g'",
    "true",
    ",",
]
printable = st.text(st.characters(exclude_categories=["C"]), max_size=30)


def result(source: str) -> Fraction | bool | str | None:
    """Compute, with None for a division by zero."""
    try:
        return compute_expression(parse_expression(source), VALUES)
    except ExpressionError as error:
        return None if "divides by zero" in error.message else error.message


@settings(max_examples=80)
@given(numbers.filter(short))
def test_numbers_agree_with_an_independent_evaluation(pair):
    source, expected = pair
    assert check_expression(parse_expression(source), INPUTS) == Type(Kind.NUMBER)
    assert result(source) == expected


@settings(max_examples=80)
@given(flags.filter(short))
def test_flags_agree_with_an_independent_evaluation(pair):
    source, expected = pair
    assert check_expression(parse_expression(source), INPUTS) == Type(Kind.FLAG)
    assert result(source) is expected


@settings(max_examples=80)
@given(numbers.filter(short) | flags.filter(short))
def test_words_read_back_mean_the_same(pair):
    source, expected = pair
    labels = {name: name for name in VALUES}
    assert result(to_words(parse_expression(source), labels).translate(SIGNS)) == expected


@settings(max_examples=100)
@given(numbers.filter(short) | flags.filter(short), st.dictionaries(st.sampled_from(sorted(VALUES)), printable))
def test_mathml_is_well_formed_whatever_the_labels(pair, labels):
    tree = parse_expression(pair[0])
    root = ET.fromstring(to_mathml(tree, labels))  # noqa: S314 - our own markup
    tags = {element.tag for element in root.iter()}
    assert tags <= {"math", "mrow", "mfrac", "mn", "mo", "mi", "mspace"}
    shown = [element.text or "" for element in root.iter("mi")]
    for name in list_names(tree):
        assert re.sub(r"[ \t\r\n]+", " ", labels.get(name, name.replace("_", " "))).strip(" ") in shown
    assert root.get("alttext") == to_words(tree, labels)


@settings(max_examples=150)
@given(st.text() | st.lists(st.sampled_from(pieces), max_size=60).map(" ".join))
def test_nothing_but_an_expression_error_is_ever_raised(source):
    for problem in problems(source):
        assert problem.snippet in source
        assert problem.snippet or not source
        assert problem.message.isprintable()
        assert problem.hint.isprintable()
        assert problem.hint


def problems(source: str) -> Iterator[ExpressionError]:
    """Yield what each step finds wrong with a source."""
    try:
        tree = parse_expression(source)
    except ExpressionError as error:
        yield error
        return
    ET.fromstring(to_mathml(tree, {}))  # noqa: S314 - our own markup
    for step, given_ in ((check_expression, INPUTS), (compute_expression, VALUES)):
        try:
            step(tree, given_)
        except ExpressionError as error:
            yield error
