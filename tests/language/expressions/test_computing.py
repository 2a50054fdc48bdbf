from __future__ import annotations

from fractions import Fraction

import pytest

from partner_playbooks.language.expressions import ExpressionError, compute_expression, parse_expression

VALUES = {
    "won": Fraction(150000),
    "cost": Fraction(120000),
    "zero": Fraction(0),
    "tier": "gold",
    "signed": True,
    "lapsed": False,
    "hours": (Fraction(4), Fraction(1), Fraction(10)),
    "pair": (Fraction(1), Fraction(2)),
    "none": (),
    "tiers": ("gold", "silver"),
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("(won - cost) / cost", Fraction(1, 4)),
        ("1 / 3 * 3", Fraction(1)),
        ("10 - 4 - 3", Fraction(3)),
        ("-won + 1", Fraction(-149999)),
        ("sum(hours)", Fraction(15)),
        ("mean(hours)", Fraction(5)),
        ("median(hours)", Fraction(4)),
        ("median(pair)", Fraction(3, 2)),
        ("min(hours)", Fraction(1)),
        ("max(hours)", Fraction(10)),
        ("count(hours)", Fraction(3)),
        ("count(tiers)", Fraction(2)),
        ("sum(none)", Fraction(0)),
        ("count(none)", Fraction(0)),
        ("won > cost", True),
        ("won <= cost", False),
        ("0.5 == 1 / 2", True),
        ("0.5 != 1 / 2", False),
        ("0.5 >= 1 / 2", True),
        ("0.5 < 1 / 2", False),
        ("tier == 'gold'", True),
        ("tier != 'gold'", False),
        ("tier == 'Gold'", False),
        ("tier", "gold"),
        ("not signed", False),
        ("signed and lapsed", False),
        ("lapsed or signed", True),
        ("signed == true", True),
        ("signed or 1 / zero > 1", True),
        ("zero > 0 and cost / zero > 3", False),
    ],
)
def test_results_are_exact(source, value):
    result = compute_expression(parse_expression(source), VALUES)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("source", "message", "snippet"),
    [
        ("1 + won / zero", "`won / zero` divides by zero", "won / zero"),
        ("won / (cost - cost)", "divides by zero", "won / (cost - cost)"),
        ("mean(none)", "`none` is an empty list, and it has no mean", "mean(none)"),
        ("median(none)", "`none` is an empty list, and it has no median", "median(none)"),
        ("min(none)", "`none` is an empty list", "min(none)"),
        ("max(none)", "`none` is an empty list", "max(none)"),
        ("won + fee", "`fee` has no value", "fee"),
        ("count(gone)", "`gone` has no value", "gone"),
        ("won + tier", "`tier` is not a number", "tier"),
        ("won + signed", "`signed` is not a number", "signed"),
        ("-hours", "`hours` is not a number", "hours"),
        ("tier < 'x'", "`tier` is not a number", "tier"),
        ("not won", "`won` is neither true nor false", "won"),
        ("signed and tier", "`tier` is neither true nor false", "tier"),
        ("signed == 1", "not of the same kind", "signed == 1"),
        ("sum(won)", "`won` is not a list", "sum(won)"),
        ("sum(tiers)", "holds something that is not a number", "sum(tiers)"),
    ],
)
def test_what_cannot_be_worked_out_is_said(source, message, snippet):
    with pytest.raises(ExpressionError) as caught:
        compute_expression(parse_expression(source), VALUES)
    assert message in caught.value.message
    assert caught.value.hint
    assert caught.value.snippet == snippet


@pytest.mark.parametrize("sign", ["*", "/"])
def test_the_largest_result_can_be_printed(sign):
    """Python refuses to write out a whole number of more than 4,300 digits."""
    product = f"({sign.join('a' * 33)})"
    source = "*".join([product] * 7)
    assert len(source) > 470
    value = compute_expression(parse_expression(source), {"a": Fraction("9.99999999999999")})
    assert len(str(value)) > 6000
