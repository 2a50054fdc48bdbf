"""Figures by name: the same in texts and expressions, with their units, and none that an edition may not know."""

from datetime import date
from fractions import Fraction

import pytest
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.quantity import Quantity, Unit
from partner_playbooks.handbook.named_figures import FIGURE_HOLDERS, find_figure
from partner_playbooks.handbook.references import follow_value_name
from partner_playbooks.language import expressions
from partner_playbooks.language.expressions import ExpressionError, Kind
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.wording.messages import choose_messages
from partner_playbooks.wording.values import ValueWriter

SAMPLE = ROOT / "tests" / "pages" / "sample"
FILES = {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in SAMPLE.rglob("*.yml")}
TODAY = date(2026, 6, 1)
THEME = read_theme(Project(ROOT))
HANDBOOK = examine(FILES, TODAY, languages=THEME.messages).handbook
PARTNERS = HANDBOOK.project(Audience.PARTNER)


def written(name, settings=""):
    files = {**FILES, "content/programme.yml": FILES["content/programme.yml"] + settings.encode()}
    handbook = examine(files, TODAY, languages=THEME.messages).handbook
    return ValueWriter(handbook, choose_messages(THEME.messages, handbook.programme).within_content).write(name)


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("figure.reply-time", 2, Unit.WORKING_DAYS),
        ("tier.plus.login-rate", Fraction(125, 2), Unit.PERCENT),
        ("metric.deal-time.target", 60, Unit.DAYS),
        ("metric.deal-time.slow", 90, Unit.DAYS),
        ("stage.join.time", 60, Unit.DAYS),
        ("stage.join.time.reseller", 90, Unit.DAYS),
        ("item.join.first-login", 1, Unit.DAYS),
    ],
)
def test_a_number_has_a_name_where_it_stands(name, value, unit):
    figure = HANDBOOK.figures[name]
    assert figure.quantity == Quantity(Fraction(value), unit)
    assert find_figure(HANDBOOK.figures, f"{name}.number") == (figure, True)
    (placed,) = (each for each in HANDBOOK.list_written(figure.kind) if each.id == figure.id)
    span = placed.span(*figure.path)
    assert (
        str(value if isinstance(value, int) else float(value)) in FILES[span.file].decode().splitlines()[span.line - 1]
    )


def test_every_figure_is_the_same_in_an_expression():
    types, values = HANDBOOK.figures.types, HANDBOOK.figures.computed
    for figure in HANDBOOK.figures.values():
        tree = expressions.parse_expression(f"{figure.in_expressions} + {figure.in_expressions}")
        assert expressions.check_expression(tree, types) == figure.quantity.type
        assert expressions.compute_expression(tree, values) == 2 * figure.quantity.computed
        assert Quantity.of_computed(figure.quantity.computed, figure.quantity.unit) == figure.quantity


@pytest.mark.parametrize(
    ("unit", "kind", "computed"),
    [
        (Unit.PERCENT, Kind.NUMBER, Fraction(6, 100)),
        (Unit.WEEKS, Kind.DAYS, 42),
        (Unit.QUARTERS, Kind.MONTHS, 18),
        (Unit.YEARS, Kind.MONTHS, 72),
        (Unit.MINUTES, Kind.HOURS, Fraction(1, 10)),
        (Unit.WORKING_DAYS, Kind.WORKING_DAYS, 6),
        (Unit.CURRENCY, Kind.MONEY, 6),
        (Unit.COUNT, Kind.NUMBER, 6),
    ],
)
def test_units_are_what_they_are_in_expressions(unit, kind, computed):
    quantity = Quantity(Fraction(6), unit)
    assert (quantity.type.kind, quantity.computed) == (kind, computed)


@pytest.mark.parametrize("pair", ["figure.reply_time > figure.silence", "figure.silence + figure.small_group > 1"])
def test_units_do_not_mix(pair):
    with pytest.raises(ExpressionError, match="cannot be"):
        expressions.check_expression(expressions.parse_expression(pair), HANDBOOK.figures.types)


@pytest.mark.parametrize(
    ("name", "english", "german"),
    [
        ("figure.reply-time", "2 working days", "2 Arbeitstage"),
        ("figure.reply-time.number", "2", "2"),
        ("figure.silence", "1 week", "1 Woche"),
        ("tier.plus.login-rate", "62.5\u00a0%", "62,5\u00a0%"),
        ("programme.portal", "Partner Room", "Partner Room"),
    ],
)
def test_a_value_is_said_in_the_language_of_the_content(name, english, german):
    portal = HANDBOOK.programme.portal
    assert written(name) == english.replace("Partner Room", portal)
    assert written(name, "language: de\n") == german.replace("Partner Room", portal)
    assert written(name, "language: de\ncontent_language: en\n") == english.replace("Partner Room", portal)


def test_partners_have_no_figure_of_what_they_may_not_know():
    assert "figure.small-group" in HANDBOOK.figures
    assert "figure.small-group" not in PARTNERS.figures
    assert "tier.inner.mix-score" not in PARTNERS.figures
    assert "tier.plus.mix-score" not in PARTNERS.figures
    assert "stage.join.time.referral" not in PARTNERS.figures
    assert "figure.reply-time" in PARTNERS.figures
    with pytest.raises(KeyError):
        ValueWriter(PARTNERS, choose_messages(THEME.messages, PARTNERS.programme)).write("figure.small-group")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("within {figure.reply-tiem}", "PB201", 'did you mean "reply-time"'),
        ("from {tier.plus.login-rat} on", "PB201", "login-rate"),
        ("from {metric.deal-time.targets} on", "PB207", "metric.deal-time.target"),
        ("in {program.portal}", "PB207", "programme.portal"),
        ("below {figure.small-group}", "PB501", "audience: partner"),
        ("below {tier.plus.mix-score}", "PB207", "audience: partner"),
        ("for {stage.join.time.referral}", "PB207", "audience: partner"),
    ],
)
def test_a_name_that_is_none_or_not_for_partners_is_told_once(words, code, told):
    file = "content/automations/nudge.yml"
    raw = FILES[file].replace(b"fallback: Your contact calls", f"fallback: Your contact calls {words}".encode())
    found = examine({**FILES, file: raw}, TODAY, languages=THEME.messages).diagnostics
    (error,) = (each for each in found if each.severity == "error")
    assert error.code == code
    assert told in str(error.hint)
    assert error.span.line == raw.decode()[: raw.decode().index("fallback:")].count("\n") + 1


def test_a_condition_that_partners_read_names_no_figure_that_they_may_not():
    """The tier is for partners, its requirement is not: found before a page of theirs could be made."""
    file = "content/automations/nudge.yml"
    raw = FILES[file].replace(b"days_since_access >= figure.silence", b"tier.plus.mix_score > 1 and logins == 0")
    raw = raw.replace(b"days_since_access: 7, ", b"").replace(b"days_since_access: 1, ", b"")
    found = examine({**FILES, file: raw}, TODAY, languages=THEME.messages).diagnostics
    (error,) = (each for each in found if each.code == "PB207")
    assert (error.span.file, error.span.line) == (file, 8)
    assert "audience: partner" in error.hint


def test_a_hostile_figure_shows_as_typed():
    evil = "<b>x</b> {{ 7 * 7 }} [y](javascript:z) `"
    file = "content/figures.yml"
    raw = FILES[file].replace(b"title: Reply to a question", f"title: '{evil}'".encode())
    handbook = examine({**FILES, file: raw}, TODAY, languages=THEME.messages).handbook
    (page,) = (page for page in render_pages(handbook, THEME) if page.path == "figures.md")
    assert "<b>x</b>" not in page.markdown
    assert "](javascript" not in page.markdown.replace("\\]", "")


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("figure.claim-window", "figure.figure-claim-window"),
        ("tier.gold.sourced-revenue", "tier.tier-gold.metric-sourced-revenue"),
        ("item.join.first-login.number", "item.item-join.first-login.number"),
        ("metric.deal-time.target", "metric.metric-deal-time.target"),
        ("stage.enable.time.isv", "stage.stage-enable.time.partner-type-isv"),
        ("stage.enable.time.number", "stage.stage-enable.time.number"),
        ("programme.portal", "programme.portal"),
        ("each.time", "each.time"),
    ],
)
def test_the_ids_in_a_name_follow_what_is_renamed(name, now):
    assert follow_value_name(name, lambda kind, id_: f"{kind}-{id_}") == now


def test_figures_for_partners_are_those_of_their_edition():
    assert HANDBOOK.figures_for_partners == PARTNERS.figures
    assert len(PARTNERS.figures) < len(HANDBOOK.figures)


def test_the_kinds_that_figures_stand_in_are_all_named():
    assert {figure.kind for figure in HANDBOOK.figures.values()} == set(FIGURE_HOLDERS)
