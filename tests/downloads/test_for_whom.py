"""Whom a task is for has one answer: on its page, in files, in My plans and in the checks; and files say it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from downloading import LOOK, MAKERS, START, THEME, csv_rows, docx_rows, pdf_text, plan_of, squashed, xlsx_rows
from javascript import computed
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.checks.examination import read_handbook as read_files
from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.formats import LISTS
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.project.folder import Project, read_content

CASES = json.loads((ROOT / "tests" / "scripts" / "applies.json").read_text(encoding="utf-8"))
"""What a task, its item and a partner are; and whether the partner's plan holds it. Python and the script read it."""
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
KEY = "activate.portal-access"


def files_of(case):
    """Give the content in which one task of a plan, and the item that it means, are for whom a case says."""
    files = dict(BASE)
    reseller = BASE["content/partner-types/reseller.yml"].decode()
    for id_ in ("msp", "isv"):
        own = reseller.replace("id: reseller", f"id: {id_}").replace("title: Reseller", f"title: {id_.upper()}")
        files[f"content/partner-types/{id_}.yml"] = own.encode()
    stage, plan = BASE["content/stages/activate.yml"].decode(), BASE["content/plans/first-30.yml"].decode()
    limits = f"    partner_types: {case['item']}\n    tiers: {case['tiers']}\n"
    at = "    depends_on: [activate.kickoff]\n"
    files["content/stages/activate.yml"] = stage.replace(at, at + limits.replace("'", "")).encode()
    at = f"      - item: {KEY}\n        audience: partner\n        day: 7\n"
    assert at in plan
    own = f"        partner_types: {case['task']}\n".replace("'", "")
    files["content/plans/first-30.yml"] = plan.replace(at, at + own).encode()
    return files


def read(case):
    handbook, problems, *_ = read_files(files_of(case))
    assert not problems
    tiers = (
        tier.model_copy(update={"requirements": (), "partner_types": ()}) for tier in MAKERS["internal"].handbook.tiers
    )
    named = {tier.id: tier for tier in tiers if tier.id in ("gold", "silver")}
    figures = MAKERS["internal"].handbook.figures
    return replace(handbook, entities={**handbook.entities, "tier": named}, figures=figures)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_files_and_my_plans_hold_a_task_where_the_table_says_so(case):
    """Faults C1."""
    handbook = read(case)
    maker = TaskListMaker(handbook, LOOK.messages, build_programme_calendar(handbook.programme))
    request = Request("first-30", START, "Acme", tuple(case["type"].split()), case["tier"] or None)
    ours = [task.key for task in maker.plan(date_plan(handbook, request, maker.calendar)).tasks]
    assert (KEY in ours) == case["held"]
    wish = {"plan": "first-30", "partner": "Acme", "type": case["type"], "tier": case["tier"], "anchor": "2026-12-01"}
    wish |= {"names": {}, "weekdays": [0, 1, 2, 3, 4], "holidays": True}
    given = {"templates": describe_templates(maker, ()), "wish": wish}
    theirs = computed("({ templates, wish }) => makePlan(templates, wish).tasks.map((task) => task.id)", given)
    assert theirs == ours


@pytest.mark.parametrize("case", [case for case in CASES if not case["type"] and not case["tier"]], ids=str)
def test_the_page_shows_a_task_that_any_partner_may_have_and_a_check_says_where_nobody_has_it(case):
    """Faults C1."""
    handbook = read(case)
    (page,) = (page for page in render_pages(handbook, THEME) if page.path == "plans/first-30.md")
    assert (f'data-item-id="{KEY}"' in page.markdown) == case["held"]
    told = [found.code for found in examine(files_of(case), date(2026, 11, 10)).diagnostics]
    assert ("PB319" in told) == (not case["held"])


@pytest.mark.long
@pytest.mark.parametrize("edition", MAKERS)
def test_every_format_of_a_plan_for_any_type_says_whom_its_tasks_are_for(edition):
    """Faults C4: as its page does."""
    task_list = plan_of(edition, "onboarding-90")
    limited = [task for task in task_list.tasks if task.partner_types]
    assert limited
    pdf, docx = pdf_text(LISTS["pdf"](task_list, LOOK)), docx_rows(LISTS["docx"](task_list, LOOK))
    lines, cells = csv_rows(LISTS["csv"](task_list, LOOK)), xlsx_rows(LISTS["xlsx"](task_list, LOOK))
    assert all(len(found) == len(list(task_list.tasks)) for found in (docx, lines, cells))
    for task, row, line, cell in zip(task_list.tasks, docx, lines, cells, strict=True):
        types = ", ".join(task.partner_types)
        assert line["partner_types"] == types
        assert (cell["For"] or "").startswith(types)
        if types:
            assert squashed(f"{task.title}For: {types}") in pdf
            assert f"For: {types}" in row[1]
    tests = [test for group in task_list.groups for test in group.tests]
    assert any(test.partner_types for test in tests)
    for test, row in zip(tests, xlsx_rows(LISTS["xlsx"](task_list, LOOK), 1), strict=True):
        types = ", ".join(test.partner_types)
        assert (row["For"] or "") == types
        assert squashed(f"{types}: {test.text}" if types else test.text) in pdf


def test_tiers_are_said_too_and_on_checklists():
    maker = MAKERS["internal"]
    stages = [maker.stage(stage) for stage in maker.handbook.stages if any(item.tiers for item in stage.checklist)]
    assert stages
    for task_list in stages:
        pdf = pdf_text(LISTS["pdf"](task_list, LOOK))
        cells = xlsx_rows(LISTS["xlsx"](task_list, LOOK))
        for task, line, cell in zip(task_list.tasks, csv_rows(LISTS["csv"](task_list, LOOK)), cells, strict=True):
            tiers = ", ".join(task.tiers)
            assert line["tiers"] == tiers
            if tiers:
                assert "For the tier" in cell["For"]
                assert tiers in cell["For"]
                assert squashed(tiers) in pdf


def test_what_is_made_for_a_type_and_a_tier_does_not_say_it_again():
    task_list = plan_of("internal", "onboarding-90", partner_types=("reseller",), tier="silver")
    assert not any(task.partner_types or task.tiers for task in task_list.tasks)
    assert "partner_types" not in csv_rows(LISTS["csv"](task_list, LOOK))[0]
    assert "For" not in xlsx_rows(LISTS["xlsx"](task_list, LOOK))[0]


def test_partners_read_no_type_that_is_internal():
    """A limit to internal types alone is refused; beside others their titles are left out."""
    assert {type_.audience for type_ in MAKERS["partner"].handbook.partner_types} == {Audience.PARTNER}
    titles = {type_.title for type_ in MAKERS["partner"].handbook.partner_types}
    for plan in MAKERS["partner"].handbook.plans:
        for task in plan_of("partner", plan.id).tasks:
            assert titles.issuperset(task.partner_types)
