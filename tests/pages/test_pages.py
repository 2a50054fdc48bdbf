"""What is rendered: every kind is listed, every handbook gives pages, nothing internal reaches partners."""

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from reading import read

from partner_playbooks import pages as package
from partner_playbooks.handbook.linked import Handbook
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.lifecycle import Lifecycle
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.page_kinds import OF_PAGES, PAGES, render_pages
from partner_playbooks.pages.theme import Theme

FOLDER = Path(package.__file__).parent


def handbook_of(stages=(), lifecycles=()):
    programme = Programme.stand_in().model_copy(update={"primary_lifecycle": "long"})
    entities = {"stage": {s.id: s for s in stages}, "lifecycle": {each.id: each for each in lifecycles}}
    return Handbook(Audience.INTERNAL, programme, entities, {})


def stage_of(id_):
    return Stage.model_validate({"id": id_, "title": id_.title(), "subtitle": "-", "purpose": "To go on."})


def by_path(handbook, theme):
    return {page.path: page for page in render_pages(handbook, theme)}


def test_every_page_kind_is_listed():
    files = {path.stem for path in FOLDER.glob("*.py")} - {
        "__init__",
        "artifact",
        "page_kinds",
        "release_notes",
        "theme",
    }
    assert sorted(files) == sorted(kind.__module__.rpartition(".")[2] for kind in (*PAGES, *OF_PAGES))


def test_every_page_kind_has_its_template(theme):
    templates = {name.removesuffix(".md.jinja") for name in theme.templates if not name.startswith("_")}
    assert templates == {kind.__module__.rpartition(".")[2] for kind in (*PAGES, *OF_PAGES)}


def test_paths_and_former_paths_are_unique(pages):
    paths = [path for page in pages for path in (page.path, *page.former)]
    assert len(paths) == len(set(paths))


def test_former_ids_become_former_paths(sample, theme):
    made = by_path(sample, theme)
    assert made["stages/join.md"].former == ("stages/onboard.md", "stages/welcome.md")
    assert made["plans/first-quarter.md"].former == ("plans/ninety-days.md",)


def test_stages_stand_below_their_phase_in_the_navigation(sample, theme):
    made = by_path(sample, theme)
    assert made["index.md"].nav == ()
    assert made["stages/join.md"].nav == ("Stages", "Work together")
    assert made["stages/rescue.md"].nav == ("Stages", "Short path")


INTERNAL = [
    "Programme lead",
    "programme-lead",
    "Plan ahead",
    "plan-ahead",
    "Groundwork",
    "ops-desk",
    "Rate the risk",
    "join.risk",
    "Secret sauce",
    "SOS",
    "Nobody is at home",
    "Finance agrees",
    "Whom do we drop",
    "Design your own playbook",
    "The inner round",
    "countdown",
    "Discounts leak",
    "Call, do not write",
    "Upgrade in secret",
    "hidden tier",
    "revenue of the year",
    "secretive",
    "Rate the partner as silent",
    "Fit score",
    "Do we want them",
]


def write_all(handbook, theme):
    """Give all pages with their text."""
    return [replace(page, text=page.markdown) for page in render_pages(handbook, theme)]


@pytest.fixture(scope="session")
def both(sample, theme):
    """Everything that each edition says."""
    return tuple(str(write_all(sample.project(audience), theme)) for audience in Audience)


@pytest.mark.parametrize("word", INTERNAL)
def test_partners_read_nothing_internal(both, word):
    inside, outside = both
    assert re.search(rf"\b{re.escape(word)}\b", inside)
    assert not re.search(rf"\b{re.escape(word)}\b", outside)


def test_an_internal_owner_is_the_partner_team(sample, theme):
    made = by_path(sample.project(Audience.PARTNER), theme)
    assert "[Contoso](../roles/partner-team.md){ .chip .vendor }" in made["stages/sell.md"].markdown
    assert "[Sell](../stages/sell.md)" in made["roles/partner-team.md"].markdown


def test_a_handbook_with_nothing_in_it_is_a_home_page(theme):
    (home,) = render_pages(handbook_of(), theme)
    assert home.path == "index.md"
    assert "##" not in home.markdown


def test_stages_without_a_lifecycle_have_pages(theme):
    made = by_path(handbook_of([stage_of("one"), stage_of("two")]), theme)
    assert list(made) == ["index.md", "stages/one.md", "stages/two.md", "inventory.md", "print/index.md"]
    assert "- [One](stages/one.md)" in made["index.md"].markdown
    assert "you-are-here" not in made["stages/one.md"].markdown


def test_any_number_of_stages_and_phases(theme):
    ids = [f"step-{number}" for number in range(1, 61)]
    phases = [
        {"id": f"p-{number}", "title": f"P{number}", "description": "Part.", "stages": ids[number * 4 : number * 4 + 4]}
        for number in range(15)
    ]
    lifecycle = {"id": "long", "title": "Long", "summary": "All.", "description": "All.", "phases": phases}
    handbook = handbook_of(map(stage_of, ids), [Lifecycle.model_validate(lifecycle)])
    made = by_path(handbook, theme)
    assert "60. [Step-60](stages/step-60.md)" in made["index.md"].markdown
    assert ".phase-6 }" in made["index.md"].markdown
    assert ".phase-7" not in made["index.md"].markdown
    middle = made["stages/step-30.md"].markdown
    assert "stage 30 of 60" in middle
    assert "30. **Step-30**" in middle
    assert len(re.findall(r"^\d+\. ", middle, re.MULTILINE)) == 31
    assert "[Previous: Step-59](step-59.md)" in made["stages/step-60.md"].markdown
    assert "Next:" not in made["stages/step-60.md"].markdown


def test_a_stage_that_is_almost_empty_has_no_empty_sections(theme):
    page = by_path(handbook_of([stage_of("one")]), theme)["stages/one.md"]
    assert re.findall(r"^#+ .*", page.markdown, re.MULTILINE) == ["# One", "## Purpose {: #purpose }"]
    assert read(page.markdown).misplaced == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ map }}", "None cannot be printed"),
        ("{{ intents }}", "cannot be printed"),
        ("{{ programme | safe }}", "No filter named 'safe'"),
        ("{% if %}", "Expected an expression"),
        ('{{ "home.nothing" | message }}', "the message catalogue has no “home.nothing”"),
        ('{{ "stage.previous" | message }}', "uses the placeholders stage; given are none"),
        ("{{ programme | id }}", "is neither an id nor a link"),
    ],
)
def test_a_template_at_fault_is_named(sample, theme, source, complaint):
    broken = Theme({**theme.templates, "home.md.jinja": source}, theme.messages)
    with pytest.raises(UserError) as caught:
        write_all(sample if "map" not in source else handbook_of(), broken)
    assert complaint in str(caught.value)


def test_template_contexts_are_typed():
    for kind in (*PAGES, *OF_PAGES):
        context = import_module(kind.__module__).Context
        assert context.__dataclass_params__.frozen
        assert "__slots__" in vars(context)


def test_words_of_one_catalogue_stand_on_no_page_that_speaks_by_another(sample, theme):
    english = theme.messages["en"]
    other = {**english, "home": {**english["home"], "nav": "Homepage"}}
    speaking = Theme({"home.md.jinja": '{{ "home.nav" | message }}\n'}, {"en": other})
    usual = Theme(speaking.templates, theme.messages)
    said = [render_pages(sample, each)[0].markdown.strip() for each in (usual, speaking, usual)]
    assert said == [english["home"]["nav"], "Homepage", english["home"]["nav"]]
