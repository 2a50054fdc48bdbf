"""The parts that page kinds share."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_playbooks.handbook.model.metric import Direction, Unit
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.handbook.model.stage import Anchor, Due
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.expressions import parse_type
from partner_playbooks.pages.parts.abbreviations import Abbreviations
from partner_playbooks.pages.parts.addresses import SECTIONS, Address, link_between, make_anchor
from partner_playbooks.pages.parts.links import Chip, Link, write_chip, write_link, write_path
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.wording import quantities
from partner_playbooks.wording.dates import format_date
from partner_playbooks.wording.days import say_due
from partner_playbooks.wording.markdown import Markdown, indent_markdown, join_markdown, markdown
from partner_playbooks.wording.messages import Messages, name_family


@pytest.fixture(scope="module")
def writer(sample, theme):
    return EditionWriter.of(sample, theme).writer("stages/join.md")


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.md", Address("stages/join.md"), "stages/join.md"),
        ("index.md", Address("glossary.md", "map"), "glossary.md#map"),
        ("stages/join.md", Address("stages/sell.md", "sell.deal"), "sell.md#sell.deal"),
        ("stages/join.md", Address("stages/join.md", "join.access"), "#join.access"),
        ("stages/join.md", Address("stages/join.md"), "join.md"),
        ("stages/join.md", Address("index.md"), "../index.md"),
        ("roles/index.md", Address("stages/join.md"), "../stages/join.md"),
        ("stages/stages.md", Address("stages/index.md"), "index.md"),
    ],
)
def test_links_are_relative(here, there, link):
    assert link_between(here, there) == link


def test_an_id_that_a_section_has_gets_another_anchor():
    assert make_anchor("silence") == "silence"
    assert all(make_anchor(section) not in SECTIONS for section in SECTIONS)


@pytest.mark.parametrize(
    ("kind", "id_", "href"),
    [
        ("role", "operations", "../roles/operations.md"),
        ("item", "join.access", "#join.access"),
        ("item", "sell.deal", "sell.md#sell.deal"),
        ("term", "map", "../glossary.md#map"),
        ("source", "web-article", "../sources.md#web-article"),
        ("lifecycle", "growth-path", "../index.md"),
        ("lifecycle", "short-path", "../lifecycles/short-path.md"),
        ("partner-type", "reseller", "../partner-types/reseller.md"),
        ("role", "nobody", None),
    ],
)
def test_everything_has_an_address(writer, kind, id_, href):
    assert writer.href(kind, id_) == href


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("d MMMM yyyy", "4 May 2026"),
        ("dd.MM.yyyy", "04.05.2026"),
        ("MMM d, yyyy", "May 4, 2026"),
        ("yyyy-MM-dd", "2026-05-04"),
    ],
)
def test_dates_follow_the_programme(pattern, text):
    assert format_date(date(2026, 5, 4), pattern, "en") == text


@pytest.mark.parametrize(
    ("anchor", "day", "text"),
    [
        (Anchor.SIGNATURE, 1, "On the day of signature"),
        (Anchor.SIGNATURE, 3, "Day 3 from signature"),
        (Anchor.LAUNCH, -7, "7 days before launch"),
        (Anchor.LAUNCH, -1, "1 day before launch"),
        (Anchor.STAGE_START, 1, "On the first day of the stage"),
        (Anchor.QUARTER_START, 14, "Day 14 of the quarter"),
    ],
)
def test_days_are_said_in_words(writer, anchor, day, text):
    assert say_due(writer, Due(anchor=anchor, day=day)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (60, Unit.PERCENT, "60\u00a0%"),
        (Fraction(125, 2), Unit.PERCENT, "62.5\u00a0%"),
        (-1234567, Unit.COUNT, "\u22121,234,567"),
        (Fraction(1, 10**9), Unit.SCORE, "0.000000001"),
        (1, Unit.DAYS, "1 day"),
        (Fraction(3, 2), Unit.DAYS, "1.5 days"),
        (0, Unit.HOURS, "0 hours"),
        (1200, Unit.CURRENCY, "GBP\u00a01,200"),
        (4, Unit.RATIO, "4 to 1"),
    ],
)
def test_figures_have_their_unit(writer, value, unit, text):
    assert quantities.format_quantity(writer, Fraction(value), unit) == text


@pytest.mark.parametrize(
    ("written_", "type_", "text"),
    [
        ("1200", "number", "1,200"),
        ("-0.50", "money", "GBP\u00a0\u22120.5"),
        (("40", "81"), "list of days", "40; 81 days"),
        (("a", "b"), "list of text", "a; b"),
        ("true", "flag", "yes"),
        (("true", "false"), "list of flag", "yes; no"),
        ("1,5 %", "text", "1,5 %"),
    ],
)
def test_examples_show_values_by_their_type(writer, written_, type_, text):
    assert quantities.format_given(writer, written_, parse_type(type_)) == text


@pytest.mark.parametrize(
    ("direction", "texts"),
    [
        (Direction.UP, ("90\u00a0% or more", "62.5\u00a0% or more, below 90\u00a0%", "Below 62.5\u00a0%")),
        (Direction.DOWN, ("90\u00a0% or less", "62.5\u00a0% or less, above 90\u00a0%", "Above 62.5\u00a0%")),
    ],
)
def test_bands_say_their_range(writer, direction, texts):
    metric = writer.handbook.entities["metric"]["login-rate"].model_copy(update={"direction": direction})
    assert quantities.say_ranges(writer, metric) == texts


def test_an_abbreviation_is_defined_where_it_occurs_as_a_word():
    found = Abbreviations.of_titles({"MAP": 'Mutual <action> & "plan"', "QBR": "Review", "MA": "Other"})
    assert found.define_in("The MAP.\n") == ("The MAP.\n\n*[MAP]: Mutual &lt;action&gt; &amp; &quot;plan&quot;\n")
    for text in ("MAPS\n", "[a](MAP.md)\n", "# a {: #MAP }\n", '<span id="MAP"></span>\n'):
        assert found.define_in(text) == text


def test_abbreviations_that_cannot_be_marked_are_left_out(sample):
    assert set(Abbreviations.of(sample).titles) == {"MAP", "SOS"}
    term = sample.entities["term"]["map"]
    odd = {"term": {"map": term.model_copy(update={"abbreviation": "M]P"})}}
    assert Abbreviations.of(sample.__class__(sample.edition, sample.programme, odd, {})).define_in("M]P\n") == "M]P\n"


def test_links_escape_their_labels():
    assert write_link(Link("a [b] *c*", "x.md")) == r"[a \[b\] \*c\*](x.md)"
    assert write_link(Link("a *b*", None)) == r"a \*b\*"
    assert write_path([Link("a", "a.md"), Link("b", None)]) == "[a](a.md) → b"
    assert write_chip(Chip("Boss", "boss.md", Side.VENDOR), "Vendor") == "[Vendor: Boss](boss.md){ .chip .vendor }"
    assert write_chip(Chip("Boss", None, Side.PARTNER), "Partner") == "*Partner: Boss*{ .chip .partner }"


def test_markdown_is_escaped_once():
    assert markdown("*a*") == r"\*a\*"
    assert markdown(markdown("*a*")) == r"\*a\*"
    assert join_markdown(["*a*", Markdown("*b*")]) == r"\*a\*, *b*"
    assert indent_markdown(Markdown("a\n\n- b\n    c")) == "a\n\n    - b\n        c"
    assert not isinstance(Markdown("a") + "*b*", Markdown)


CATALOGUE = {
    "greeting": "Hello {name}, *you* [{name}]",
    "day": {"one": "One day", "other": "{count} days"},
    "plain": "a",
    "names": {"plan-anchor": {"start": "Start"}},
}


def test_messages_fill_placeholders_and_choose_forms():
    messages = Messages(CATALOGUE)
    assert messages.say("greeting", name="*x*") == "Hello *x*, *you* [*x*]"
    assert messages.markdown("greeting", name="*x*") == r"Hello \*x\*, \*you\* \[\*x\*\]"
    assert messages.markdown("greeting", name=Markdown("*x*")) == r"Hello *x*, \*you\* \[*x*\]"
    assert messages.say("day", count=1) == "One day"
    assert messages.say("day", count=2) == "2 days"
    assert messages.name(PlanAnchor.START) == "Start"
    assert name_family(PlanAnchor) == "plan-anchor"


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("nothing", {}),
        ("plain.nothing", {}),
        ("names", {}),
        ("greeting", {}),
        ("greeting", {"name": "a", "more": "b"}),
        ("plain", {"name": "a"}),
        ("names.plan-anchor", {}),
    ],
)
def test_a_wrong_key_or_placeholder_is_a_mistake_in_the_theme(key, values):
    with pytest.raises(UserError):
        Messages(CATALOGUE).say(key, **values)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20))
def test_values_are_never_read_as_placeholders(text):
    messages = Messages({"a": "{x}|{y}"})
    assert messages.say("a", x=text, y="{x}") == f"{text}|{{x}}"
    assert messages.markdown("a", x=text, y="{x}") == rf"{markdown(text)}\|{markdown('{x}')}"
