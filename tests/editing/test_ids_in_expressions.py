"""Ids in expressions and in the values of examples are references like any other (faults G9)."""

import re
import shutil
from datetime import date

import pytest
from running import ROOT
from sampling import some
from shipped import EXAMINED, FILES, TODAY

from partner_playbooks.checks.examination import examine
from partner_playbooks.editing import find_thing, list_things, rename_thing
from partner_playbooks.editing.identified import NAMES
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.uses import gather_uses
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

SAMPLE = ROOT / "tests" / "pages" / "sample"
SMALL = {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in SAMPLE.rglob("*.yml")}
DAY = date(2026, 6, 1)
THEME = read_theme(Project(ROOT))
AUTOMATION, PROGRAMME = "content/automations/zqx.yml", "content/programme.yml"
TEXT = """id: zqx
title: Zqx
trigger: Every day.
condition: {condition}
actions: [{{text: Write.}}]
owner: operations
sla: Soon
channel: Mail
fallback: Call.
examples:
  - given: {{tier: {tier}, region: gold}}
    fires: true
    why: So it is.
  - given: {{tier: {tier}, region: silver}}
    fires: false
    why: So it is.
"""
TIER = b"id: gold\ntitle: Gold\nrank: 9\nsummary: The best.\nreview_cadence: yearly\n"
PLAIN = """'tier == "gold" and region == "gold"'"""
CONDITIONS = [
    (PLAIN, """'tier == "fresh" and region == "gold"'"""),
    ("""'region == "gold" and "gold" == tier'""", """'region == "gold" and "fresh" == tier'"""),
    (r'''"tier == 'gold' and region == \"gold\""''', r'''"tier == 'fresh' and region == \"gold\""'''),
    (""">-\n  tier == "gold"\n  and region == "gold\"""", """>-\n  tier == "fresh"\n  and region == "gold\""""),
]


def tiered(condition=PLAIN, tier="gold", type_="tier", file=AUTOMATION):
    """Give the small handbook with a tier, and an automation whose condition and examples name one."""
    programme = SMALL[PROGRAMME].decode()
    old = "  - {name: tier, type: text, label: hidden tier}\n"
    assert old in programme
    new = f"  - {{name: tier, type: {type_}, label: tier}}\n  - {{name: region, type: text, label: region}}\n"
    text = TEXT.format(condition=condition, tier=tier)
    others = {name: raw for name, raw in SMALL.items() if name != "content/automations/upgrade.yml"}
    return {
        **others,
        "content/tiers/gold.yml": TIER,
        PROGRAMME: programme.replace(old, new).encode(),
        file: text.encode(),
    }


def renamed(files, old, new, kind):
    handbook = examine(files, DAY).handbook
    return rename_thing(handbook, find_thing(handbook, old, kind), new).apply_to(files)


@pytest.mark.parametrize("type_", ["tier", "text"])
@pytest.mark.parametrize(("condition", "expected"), CONDITIONS)
def test_an_id_in_a_condition_and_its_examples_follows(condition, expected, type_):
    """The same word of another field stays; a field of type text that is called like a kind may hold its ids."""
    after = renamed(tiered(condition, type_=type_), "gold", "fresh", "tier")
    assert after[AUTOMATION].decode() == TEXT.format(condition=expected, tier="fresh")
    assert not [each for each in examine(after, DAY).diagnostics if each.span.file == AUTOMATION]


def test_an_id_that_nothing_has_is_found_with_what_was_meant():
    files = tiered("""'tier == "golt" and region == "gold"'""", tier="goldd")
    found = [each for each in examine(files, DAY).diagnostics if each.code == "PB201"]
    found = [each for each in found if each.span.file == AUTOMATION]
    assert [(each.message, each.hint, each.span.line) for each in found] == [
        ('unknown tier "golt"', 'did you mean "gold"?', 4),
        ('unknown tier "goldd"', 'did you mean "gold"?', 11),
        ('unknown tier "goldd"', 'did you mean "gold"?', 14),
    ]


def test_an_expression_that_hides_an_id_is_refused():
    with pytest.raises(UserError, match='the id "gold" is written in a way that cannot be changed for you'):
        renamed(tiered(r'''"tier == 'g\x6fld' and region == 'gold'"'''), "gold", "fresh", "tier")


def test_what_partners_read_needs_no_internal_tier_in_a_condition():
    files = tiered()
    files[PROGRAMME] = files[PROGRAMME].replace(b"label: tier}", b"label: tier, audience: partner}")
    files[PROGRAMME] = files[PROGRAMME].replace(b"label: region}", b"label: region, audience: partner}")
    files[AUTOMATION] = files[AUTOMATION].replace(b"title:", b"audience: partner\ntitle:", 1)
    found = [each for each in examine(files, DAY).diagnostics if each.code == "PB501" and "tier" in each.message]
    assert {(each.message, each.span.line) for each in found} == {
        ('partners may read this, but not the tier "gold" that it needs', 5)
    }


def test_a_metric_whose_inputs_are_ids_takes_part_too():
    metric, raw = next((name, raw) for name, raw in SMALL.items() if name.startswith("content/metrics/"))
    text = raw.decode()
    assert "inputs:\n" in text
    text = text.replace("inputs:\n", "inputs:\n  - {name: of_tier, type: list of tier, label: tiers}\n", 1)
    text = text.replace("given: {", "given: {of_tier: [gold, gold], ", 1)
    after = renamed({**SMALL, "content/tiers/gold.yml": TIER, metric: text.encode()}, "gold", "fresh", "tier")
    assert "of_tier: [fresh, fresh]" in after[metric].decode()


@pytest.mark.long
def test_an_id_in_the_shipped_condition_is_a_use_and_follows():
    kind, id_, file = "tier", "registered", "content/automations/tier-compliance.yml"
    assert "tier-compliance" in {use.entity.id for use in gather_uses(EXAMINED.handbook).all(kind, id_)}
    after = rename_thing(EXAMINED.handbook, find_thing(EXAMINED.handbook, id_, kind), "zqx-fresh").apply_to(FILES)
    assert id_ not in after[file].decode()
    assert after[file].decode().count("zqx-fresh") == FILES[file].decode().count(id_) > 1
    assert examine(after, TODAY).diagnostics == ()


def test_of_a_condition_without_a_programme_nothing_is_judged():
    files = {**tiered(), PROGRAMME: b"x: [\n"}
    assert not [each for each in examine(files, DAY).diagnostics if each.span.file == AUTOMATION]


@pytest.mark.long
def test_what_only_looks_like_a_mention_is_left_and_told(run, tmp_path):
    """A file's name in a guide is a word: it stays, and its place is named."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    guide = folder / "guides" / "add-partner-type.yml"
    guide.write_text(guide.read_text().replace("In the plans,", "In `onboarding-90.yml`,"))
    code, printed, _ = run("rename", "onboarding-90", "zqx", "--project", tmp_path)
    assert code == 0
    (line,) = [n for n, text in enumerate(guide.read_text().splitlines(), 1) if "`onboarding-90.yml`" in text]
    assert (
        f'"onboarding-90" still stands as a word, which is yours to judge: content/guides/{guide.name}:{line}'
        in printed
    )
    left = [
        text
        for path in folder.rglob("*.yml")
        for text in path.read_text().splitlines()
        if re.search(r"(?<![\w-])onboarding-90(?![\w-])", text) and "aliases:" not in text
    ]
    assert len(left) == 1


@pytest.mark.site
@pytest.mark.parametrize("kind", some(NAMES))
def test_after_a_renaming_pages_differ_in_the_id_alone(kind):
    """In both editions; the thing of each kind that most of the small handbook mentions."""
    before = examine(SMALL, DAY).handbook
    uses = [link.id for link in before.links()]
    thing = max((each for each in list_things(before) if each.kind == kind), key=lambda each: uses.count(each.id))
    new = f"{thing.id}-z"
    after = examine(rename_thing(before, thing, new, leave=False).apply_to(SMALL), DAY).handbook
    for edition in Audience:
        was, now = (
            {page.path: page.markdown for page in render_pages(each.project(edition), THEME)}
            for each in (before, after)
        )
        for sign in "-_ ":  # an underscore in expressions, a space where these are said in words
            spelt, back = (each.replace("-", sign) for each in (new, thing.id))
            now = {path.replace(spelt, back): text.replace(spelt, back) for path, text in now.items()}
        assert now == was
