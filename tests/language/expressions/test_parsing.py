from __future__ import annotations

from fractions import Fraction

import pytest

from partner_playbooks.language.expressions import (
    Binary,
    Call,
    Comparison,
    Expression,
    ExpressionError,
    Flag,
    Logic,
    Name,
    Not,
    Number,
    Text,
    Unary,
    list_names,
    parse_expression,
)


def shape(expression: Expression) -> str:
    """Write the tree with every operation in brackets, so that precedence can be read."""
    match expression:
        case Number(value) | Flag(value):
            text = str(value)
        case Text(value):
            text = f"'{value}'"
        case Name(name):
            text = name
        case Call(function, argument):
            text = f"{function}:{shape(argument)}"
        case Unary(operand) | Not(operand):
            text = f"[{'-' if isinstance(expression, Unary) else 'not '}{shape(operand)}]"
        case Binary(sign, left, right) | Comparison(sign, left, right) | Logic(sign, left, right):
            text = f"[{shape(left)} {sign} {shape(right)}]"
    return text


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a", "a"),
        ("partner_type2", "partner_type2"),
        ("12.50", "25/2"),
        ("0", "0"),
        ("'it is \"gold\"'", "'it is \"gold\"'"),
        ('"it\'s gold"', "'it's gold'"),
        ('""', "''"),
        ('"and"', "'and'"),
        ("true", "True"),
        ("false", "False"),
        ("((a))", "a"),
        ("a+b-c", "[[a + b] - c]"),
        ("a-(b-c)", "[a - [b - c]]"),
        ("a/b*c", "[[a / b] * c]"),
        ("a + b * c", "[a + [b * c]]"),
        ("a * b + c", "[[a * b] + c]"),
        ("(a + b) * c", "[[a + b] * c]"),
        ("-a * b", "[[-a] * b]"),
        ("a * -b", "[a * [-b]]"),
        ("a - -b", "[a - [-b]]"),
        ("--a", "[-[-a]]"),
        ("-(a + b)", "[-[a + b]]"),
        ("a + b > c * d", "[[a + b] > [c * d]]"),
        ("(a < b) == (c < d)", "[[a < b] == [c < d]]"),
        ("not a == b", "[not [a == b]]"),
        ("(not a) == b", "[[not a] == b]"),
        ("not not a", "[not [not a]]"),
        ("not a and b", "[[not a] and b]"),
        ("a and not b", "[a and [not b]]"),
        ("not (a and b)", "[not [a and b]]"),
        ("a or b and c", "[a or [b and c]]"),
        ("a and b or c", "[[a and b] or c]"),
        ("a or b or c", "[[a or b] or c]"),
        ("a<=b and c!=d or e>=f", "[[[a <= b] and [c != d]] or [e >= f]]"),
        ("sum(deals) / count(deals)", "[sum:deals / count:deals]"),
        ("median ( hours )", "median:hours"),
        ("count / sum", "[count / sum]"),
        ("\ta\r\n +  b ", "[a + b]"),
        ("notable and order", "[notable and order]"),
    ],
)
def test_the_tree_follows_precedence(source, tree):
    assert shape(parse_expression(source)) == tree


def test_trees_are_equal_if_they_mean_the_same():
    assert parse_expression("(a+b)") == parse_expression("a  +  b")
    assert parse_expression("a + b") != parse_expression("b + a")


def test_a_node_knows_its_characters():
    tree = parse_expression("( cost + (2 * fee) ) / sum( deals )")
    assert isinstance(tree, Binary)
    assert tree.written == "( cost + (2 * fee) ) / sum( deals )"
    assert tree.left.written == "cost + (2 * fee)"
    assert tree.right.written == "sum( deals )"


def test_names_are_in_order_of_first_appearance():
    assert list_names(parse_expression("not (b > a) or -sum(c) == a * b or true")) == ("b", "a", "c")
    assert list_names(parse_expression("1 + 2")) == ()


@pytest.mark.parametrize(
    ("source", "message", "hint", "snippet"),
    [
        ("", "the formula is empty", "won / registered", ""),
        (" \n", "the formula is empty", "won / registered", " \n"),
        ("a && b", "`&&` cannot be used here", "write `and` instead of `&&`", "&&"),
        ("a || b", "`||` cannot be used here", "write `or` instead of `||`", "||"),
        ("!a", "`!` cannot be used here", "write `not` instead of `!`", "!"),
        ("tier = 'gold'", "`=` cannot be used here", "use `==` to compare", "="),
        ("a == b or c = d", "`=` cannot be used here", "use `==` to compare", "c ="),
        ("a === b", "`===`", "use `==` to compare", "==="),
        ("a <> b", "`<>`", "write `!=`", "<>"),
        ("a => b", "`=>`", "write `>=`", "=>"),
        ("a ≥ b", "`≥`", "write `>=`", "≥"),
        ("a =< b", "`=<`", "write `<=`", "=<"),
        ("a ^ 2", "`^`", "not supported", "^"),
        ("a ** 2", "`**`", "not supported", "**"),
        ("a // b", "`//`", "single `/`", "//"),
        ("a \N{MULTIPLICATION SIGN} b", "", "`*`", "\N{MULTIPLICATION SIGN}"),
        ("a \N{MINUS SIGN} b", "", "plain hyphen", "\N{MINUS SIGN}"),
        ("20 %", "`%`", "`0.2` instead of `20 %`", "%"),
        ("cost > €5", "`€`", "without a currency sign", "€"),
        ("a[1]", "`[`", "round brackets", "["),
        ("deal. value", "`.`", "only within a figure", "."),
        (".5", "`.`", "write `0.5`", "."),
        ("1,000", "`,`", "write `1000`", ","),
        ("max(a, b)", "`,`", "takes one list", ","),
        ("tier == “gold”", "`“`", "straight quotes", "“"),
        ("tier == 'gold", "`'`", "close the quotation marks", "'"),
        ("tier == 'go\nld'", "line break", "remove it", "'go\nld'"),
        ("tier == 'g\u202eold'", "`'gU+202Eold'`", "remove it", "'g\u202eold'"),
        ("a +\N{NO-BREAK SPACE}b", "`U+00A0`", "type a plain space", "\N{NO-BREAK SPACE}"),
        ("a\u200b", "`U+200B`", "letters a to z", "\u200b"),
        ("a \ud800", "`U+D800`", "letters a to z", "\ud800"),
        ("a; b", "`;`", "letters a to z", ";"),
        ("Tier", "`Tier`", "write `tier`", "Tier"),
        ("a AND b", "`AND`", "write `and`", "AND"),
        ("größe", "`größe`", "letters a to z", "größe"),
        ("1e3", "`1e3` is not a number", "write it in full", "1e3"),
        ("010", "`010` is not a number", "write it in full", "010"),
        ("5.", "`5.` is not a number", "write it in full", "5."),
        ("1_000", "`1_000` is not a number", "write it in full", "1_000"),
        ("1234567890123456", "more than 15 digits", "round it", "1234567890123456"),
        ("12345678901.23456", "more than 15 digits", "round it", "12345678901.23456"),
        ("+a", "a value is missing before `+`", "put a name", "+"),
        ("a + b +", "a value is missing after `+`", "finish the formula", "b +"),
        ("not", "a value is missing after `not`", "finish the formula", "not"),
        ("a * / b", "a value is missing before `/`", "put a name", "/"),
        ("and b", "a value is missing before `and`", "put a name", "and"),
        ("sum()", "a value is missing before `)`", "put a name", ")"),
        ("(a + b", "`(` is never closed", "missing `)`", "("),
        ("(a) + (b", "`(` is never closed", "missing `)`", "+ ("),
        ("(a) + b)", "a `)` has no `(`", "remove it", "b)"),
        ("(a b)", "missing between `a` and `b`", "put one of", "a b"),
        ("2 a", "missing between `2` and `a`", "put one of", "2 a"),
        ("3 (a)", "missing between `3` and `(`", "put one of", "3 ("),
        ("a is b", "missing between `a` and `is`", "use `==` to compare", "a is"),
        ("tier in gold", "missing between `tier` and `in`", "compare with each value", "tier in"),
        ("a < b < c", "cannot be chained", "join them", "a < b <"),
        ("a == b != c", "cannot be chained", "join them", "a == b !="),
        ("a == not b", "`not` cannot stand here", "(not signed)", "not"),
        ("-not a", "`not` cannot stand here", "(not signed)", "not"),
        ("meen(a)", "no function `meen`", 'did you mean "mean"?', "meen"),
        ("average(a)", "no function `average`", 'did you mean "mean"?', "average"),
        ("sqrt(a)", "no function `sqrt`", "the functions are sum, mean", "sqrt"),
        ("a" * 501, "501 characters", "split it", "a" * 500),
    ],
)
def test_an_error_says_what_where_and_how_to_fix_it(source, message, hint, snippet):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(source)
    error = caught.value
    assert message in error.message
    assert error.message == str(error)
    assert error.message.isprintable()
    assert hint in error.hint
    assert error.snippet == snippet
    assert snippet in source
    assert error.code == "PB117"


@pytest.mark.parametrize(
    "build",
    [
        lambda levels: "(" * (levels - 1) + "a" + ")" * (levels - 1),
        lambda levels: "-" * (levels - 1) + "a",
        lambda levels: "not " * (levels - 1) + "a",
        lambda levels: "+".join("a" * levels),
    ],
)
def test_forty_levels_are_allowed_and_no_more(build):
    assert list_names(parse_expression(build(40))) == ("a",)
    for levels in (41, 120):
        with pytest.raises(ExpressionError, match="at most 40 levels"):
            parse_expression(build(levels))


@pytest.mark.parametrize("piece", ["(", "sum(", "a-(", "not ", "not(", "-", "a<", "a or not -("])
def test_an_endless_formula_is_refused_quickly(piece):
    with pytest.raises(ExpressionError):
        parse_expression(piece * (500 // len(piece)) + "a")
    with pytest.raises(ExpressionError, match="at most 500 are allowed"):
        parse_expression(piece * 100_000)


def test_a_number_is_exact():
    assert parse_expression("0.1") == Number(Fraction(1, 10), place=parse_expression("a").place)
