from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_playbooks.language.expressions import ExpressionError, Kind, Type, parse_type, parse_value
from partner_playbooks.language.expressions.value_kinds import WRITTEN_KINDS


@pytest.mark.parametrize("kind", WRITTEN_KINDS)
@pytest.mark.parametrize("many", [False, True])
def test_a_type_reads_as_it_is_written(kind, many):
    written = f"list of {kind.value}" if many else kind.value
    assert parse_type(written) == Type(kind, many)
    assert str(Type(kind, many)) == written


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("mony", 'did you mean "money"?'),
        ("Money", 'did you mean "money"?'),
        ("list of moneys", 'did you mean "list of money"?'),
        ("list money", 'did you mean "list of money"?'),
        ("xyz", "use number, money, days, working-days, months, hours, text, flag, or a list of one: `list of money`"),
        ("", "use number, money, days, working-days, months, hours, text, flag, or a list of one: `list of money`"),
    ],
)
def test_an_unknown_type_gets_a_hint(source, hint):
    with pytest.raises(ExpressionError, match="is not a type") as caught:
        parse_type(source)
    assert caught.value.hint == hint
    assert caught.value.snippet == source


@pytest.mark.parametrize(
    ("source", "type_", "value"),
    [
        ("120000", "money", Fraction(120000)),
        ("12.5", "days", Fraction(25, 2)),
        ("-3", "number", Fraction(-3)),
        ("0", "hours", Fraction(0)),
        ("-0.10", "number", Fraction(-1, 10)),
        ("123456789012345", "money", Fraction(123456789012345)),
        ("7", "list of money", Fraction(7)),
        ("true", "flag", True),
        ("false", "list of flag", False),
        ("gold", "text", "gold"),
        ("120000", "text", "120000"),
        ("", "text", ""),
    ],
)
def test_a_value_is_read_exactly(source, type_, value):
    read = parse_value(source, parse_type(type_))
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "source",
    [
        *("", " ", "nan", "inf", "-inf", ".inf", "1e3", "010", "00", "-01", "+5", "--5", "5.", ".5", "1.2.3"),
        *("1,000", "1_000", "1/2", "0x10", "20%", "€5", " 5", "5 ", "5\n", "٣", "½", "true", "9" * 16),
        *("0." + "0" * 15, "9" * 5000),
    ],
)
def test_what_is_not_a_plain_number_is_refused(source):
    with pytest.raises(ExpressionError, match=r"is not a number|more than 15 digits") as caught:
        parse_value(source, Type(Kind.MONEY))
    assert caught.value.snippet == source
    assert caught.value.hint
    assert len(caught.value.message) < 120


@pytest.mark.parametrize("source", ["yes", "no", "True", "1", ""])
def test_a_flag_is_true_or_false_and_nothing_else(source):
    with pytest.raises(ExpressionError, match="neither true nor false") as caught:
        parse_value(source, Type(Kind.FLAG))
    assert caught.value.hint == "write `true` or `false`"


@given(st.text(), st.sampled_from(WRITTEN_KINDS))
def test_any_text_is_a_value_or_an_expression_error(source, kind):
    try:
        value = parse_value(source, Type(kind))
    except ExpressionError as error:
        refused = error.message
    else:
        refused = ""
        assert isinstance(value, Fraction if kind.numeric else str if kind is Kind.TEXT else bool)
    assert refused.isprintable()
    assert not (refused and kind is Kind.TEXT)
