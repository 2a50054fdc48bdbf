# ruff: noqa: RUF001 - typeset formulas hold real minus and multiplication signs
from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from partner_playbooks.language.expressions import parse_expression, to_mathml, to_words

APPLY = "\N{FUNCTION APPLICATION}"
LABELS = {
    "sourced_margin": "partner-sourced gross margin",
    "cost": "programme cost",
    "evil": "</mtext><script>alert(\"1\")</script>&amp; 'x'",
    "wide": "two\n\n  lines",
}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "(sourced_margin - cost) / cost",
            "(partner-sourced gross margin − programme cost) ÷ programme cost",
        ),
        ("partners_at_start", "partners at start"),
        ("wide", "two lines"),
        ("(a + (b * c))", "a + b × c"),
        ("(a - b) - c", "a − b − c"),
        ("a - (b - c)", "a − (b − c)"),
        ("a - (b + c)", "a − (b + c)"),
        ("a + (b - c)", "a + b − c"),
        ("a / (b / c)", "a ÷ (b ÷ c)"),
        ("a / (b * c)", "a ÷ (b × c)"),
        ("(a * b) / c", "a × b ÷ c"),
        ("a * (b + c)", "a × (b + c)"),
        ("-a + b", "−a + b"),
        ("-(a + b)", "−(a + b)"),
        ("--a", "−(−a)"),
        ("a * -b", "a × (−b)"),
        ("a > -3", "a > −3"),
        ("0.50", "0.50"),
        ("a >= 1 and b <= 2 or c != d", "a ≥ 1 and b ≤ 2 or c ≠ d"),
        ("a and (b or c)", "a and (b or c)"),
        ("not (a and b)", "not (a and b)"),
        ("not a == b", "not a = b"),
        ("(not a) == b", "(not a) = b"),
        ("(a < b) == true", "(a < b) = true"),
        ("tier == 'gold' or tier == \"silver\"", "tier = “gold” or tier = “silver”"),
        ("median(decision_hours) / sum(x)", "median(decision hours) ÷ sum(x)"),
    ],
)
def test_words_have_the_parentheses_they_need(source, words):
    assert to_words(parse_expression(source), LABELS) == words


A, B, C = (f"<mi>{name}</mi>" for name in "abc")
OPEN, CLOSE = "<mo>(</mo>", "<mo>)</mo>"


@pytest.mark.parametrize(
    ("source", "inner"),
    [
        ("cost / a", f"<mfrac><mi>programme cost</mi>{A}</mfrac>"),
        ("(a - b) / b", f"<mfrac><mrow>{A}<mo>−</mo>{B}</mrow>{B}</mfrac>"),
        ("a * (b / c)", f"<mrow>{A}<mo>×</mo><mfrac>{B}{C}</mfrac></mrow>"),
        ("a / b / c", f"<mfrac><mfrac>{A}{B}</mfrac>{C}</mfrac>"),
        ("a * (b + c)", f"<mrow>{A}<mo>×</mo><mrow>{OPEN}<mrow>{B}<mo>+</mo>{C}</mrow>{CLOSE}</mrow></mrow>"),
        ("-(a / b)", f"<mrow><mo>−</mo><mfrac>{A}{B}</mfrac></mrow>"),
        ("sum(a)", f'<mrow><mo>∑</mo><mspace width="0.167em"/>{A}</mrow>'),
        ("median(a)", f"<mrow><mi>median</mi><mo>{APPLY}</mo><mrow>{OPEN}{A}{CLOSE}</mrow></mrow>"),
        ("count(a)", f"<mrow><mi>count</mi><mo>{APPLY}</mo><mrow>{OPEN}{A}{CLOSE}</mrow></mrow>"),
        ("a < 1", f"<mrow>{A}<mo>&lt;</mo><mn>1</mn></mrow>"),
        ("a >= b", f"<mrow>{A}<mo>≥</mo>{B}</mrow>"),
        ("a == true", f"<mrow>{A}<mo>=</mo><mi>true</mi></mrow>"),
        ("a != 'x<y'", f"<mrow>{A}<mo>≠</mo><mi>“x&lt;y”</mi></mrow>"),
        ("a and b", f'<mrow>{A}<mo lspace="0.5em" rspace="0.5em">and</mo>{B}</mrow>'),
        ("not a", f'<mrow><mo lspace="0" rspace="0.5em">not</mo>{A}</mrow>'),
    ],
)  # fmt: skip
def test_mathml_is_presentation_markup(source, inner):
    mathml = to_mathml(parse_expression(source), LABELS)
    opening, rest = mathml.split(">", 1)
    assert opening.startswith('<math display="block" alttext="')
    assert rest == inner + "</math>"


def test_the_alternative_text_is_the_words():
    tree = parse_expression("sourced_margin / cost >= 1.5")
    assert ET.fromstring(to_mathml(tree, LABELS)).get("alttext") == to_words(tree, LABELS)  # noqa: S314 - our own


def test_a_hostile_label_stays_text():
    mathml = to_mathml(parse_expression("evil + wide"), LABELS)
    root = ET.fromstring(mathml)  # noqa: S314 - our own markup
    assert {element.tag for element in root.iter()} == {"math", "mrow", "mi", "mo"}
    assert [element.text for element in root.iter("mi")] == [LABELS["evil"], "two lines"]
    assert "<script" not in mathml
    assert "\n" not in mathml
