from __future__ import annotations

import pytest

from partner_playbooks.language.expressions import (
    ExpressionError,
    Kind,
    Type,
    check_expression,
    parse_expression,
    parse_type,
)

INPUTS = {
    name: parse_type(written)
    for name, written in {
        "n": "number",
        "cost": "money",
        "margin": "money",
        "age_days": "days",
        "wait": "hours",
        "tier": "text",
        "signed": "flag",
        "deals": "list of money",
        "hours": "list of hours",
        "tiers": "list of text",
        "ticks": "list of flag",
    }.items()
}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("7", "number"),
        ("'gold'", "text"),
        ("true", "flag"),
        ("cost", "money"),
        ("-age_days", "days"),
        ("cost + margin", "money"),
        ("age_days + 7", "days"),
        ("7 - age_days", "days"),
        ("-7 + wait", "hours"),
        ("n + 1", "number"),
        ("cost * n", "money"),
        ("n * cost", "money"),
        ("2 * age_days", "days"),
        ("n * n", "number"),
        ("(margin - cost) / cost", "number"),
        ("cost / n", "money"),
        ("cost / 2", "money"),
        ("n / n", "number"),
        ("sum(deals)", "money"),
        ("mean(deals) / n", "money"),
        ("median(hours)", "hours"),
        ("min(hours) + max(hours)", "hours"),
        ("count(deals)", "number"),
        ("count(tiers) / count(ticks)", "number"),
        ("age_days > 7", "flag"),
        ("7 <= age_days", "flag"),
        ("cost == -1", "flag"),
        ("cost < margin", "flag"),
        ("tier == 'gold'", "flag"),
        ("tier != tier", "flag"),
        ("signed == true", "flag"),
        ("not signed and tier == 'gold' or n > 0", "flag"),
        ("(n > 1) != signed", "flag"),
    ],
)
def test_the_type_of_a_result(source, kind):
    assert check_expression(parse_expression(source), INPUTS) == Type(Kind(kind))


@pytest.mark.parametrize(
    ("source", "message", "hint", "snippet"),
    [
        ("n + cots", "`cots` is not one of the inputs", 'did you mean "cost"?', "cots"),
        ("tier == gold", "`gold` is not one of the inputs", 'text stands in quotes: "gold"', "gold"),
        ("total", "`total`", "the inputs are n, cost, margin, age_days, wait, tier,", "total"),
        ("total", "`total`", "deals, hours, tiers, …; text stands in quotes", "total"),
        ("sum / n", "`sum`", "`sum` is a function: write `sum(…)`", "sum"),
        ("cost + n", "money cannot be added to a number", "`cost` is money, `n` is a number", "cost + n"),
        ("cost - age_days", "money cannot be reduced by a number of days", "", "cost - age_days"),
        ("cost - 2 * 3", "money cannot be reduced by a number", "`2 * 3` is a number", "cost - 2 * 3"),
        ("wait + age_days", "a number of hours cannot be added to a number of days", "", "wait + age_days"),
        ("n > 1 and cost * margin > 1", "money cannot be multiplied by money", "", "cost * margin"),
        ("n / cost", "a number cannot be divided by money", "", "n / cost"),
        ("1 / cost", "a number cannot be divided by money", "", "1 / cost"),
        ("cost / age_days", "money cannot be divided by a number of days", "", "cost / age_days"),
        ("tier + 'a'", "`tier` is text", "only numbers can be calculated with", "tier"),
        ("n * signed", "`signed` is true or false", "`*` needs one on both sides", "signed"),
        ("-tier", "`tier` is text", "only a number can have a minus sign", "tier"),
        ("-'x'", "`'x'` is text", "only a number can have a minus sign", "'x'"),
        ("cost == tier", "money cannot be compared with text", "`tier` is text", "cost == tier"),
        ("cost > n", "money cannot be compared with a number", "", "cost > n"),
        ("tier == 7", "text cannot be compared with a number", "", "tier == 7"),
        ("signed == 1", "true or false cannot be compared with a number", "", "signed == 1"),
        ("tier < 'gold'", "text has no order", "`==` or `!=`", "tier < 'gold'"),
        ("signed >= true", "true or false has no order", "`==` or `!=`", "signed >= true"),
        ("not cost", "`cost` is money, and `not` needs true or false", "> 0", "cost"),
        ("tier and signed", "`tier` is text, and `and` needs true or false", '== "gold"', "tier"),
        ("signed or n", "`n` is a number, and `or` needs true or false", "> 0", "or n"),
        ("deals", "`deals` is a list", "`sum(deals)`", "deals"),
        ("deals * 2", "`deals` is a list", "`sum(deals)`", "deals"),
        ("tiers == 'gold'", "`tiers` is a list", "`count(tiers)`", "tiers"),
        ("sum(cost)", "sum( ) needs a list, and `cost` is money", "`list of money`", "sum(cost)"),
        ("sum(deals * 2)", "takes the name of a list, not `deals * 2`", "not supported", "sum(deals * 2)"),
        ("sum(sum(deals))", "takes the name of a list", "not supported", "sum(sum(deals))"),
        ("count('gold')", "takes the name of a list", "not supported", "count('gold')"),
        ("max(tiers)", "max( ) needs numbers, and `tiers` is a list of text", "`count(tiers)`", "max(tiers)"),
        ("sum(ticks)", "sum( ) needs numbers, and `ticks` is a list of flag", "`count(ticks)`", "sum(ticks)"),
        ("mean(deels)", "`deels` is not one of the inputs", 'did you mean "deals"?', "deels"),
    ],
)  # fmt: skip
def test_an_error_says_what_where_and_how_to_fix_it(source, message, hint, snippet):
    with pytest.raises(ExpressionError) as caught:
        check_expression(parse_expression(source), INPUTS)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.hint
    assert caught.value.snippet == snippet


def test_an_unknown_name_is_not_taken_for_the_start_of_a_known_one():
    inputs = dict.fromkeys(("lost", "partners_at_start"), Type(Kind.NUMBER))
    with pytest.raises(ExpressionError) as caught:
        check_expression(parse_expression("lost / partners_at_start / partners"), inputs)
    assert caught.value.snippet == "partners_at_start / partners"


def test_without_inputs_the_hint_says_so():
    with pytest.raises(ExpressionError) as caught:
        check_expression(parse_expression("x"), {})
    assert caught.value.hint == 'the inputs are none; text stands in quotes: "x"'
