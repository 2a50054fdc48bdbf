"""What pages say of the past: day by day, to each edition what concerns it."""

from dataclasses import replace
from datetime import date

import pytest
from running import ROOT

from partner_playbooks.changes import DayState, History, build_chronicle
from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.theme_files import read_theme

TODAY = date(2026, 11, 10)
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
THEME = read_theme(Project(ROOT))
PLAN, FINANCE = "content/plans/first-30.yml", "content/roles/finance.yml"
PAGE = "what-changed.md"


def past(*files, complete=True):
    """Give a history whose states are these, the newest first, a month apart."""
    return History(tuple(DayState(date(2026, 11 - n, 2), each) for n, each in enumerate(files)), complete=complete)


def edited(file, old, new, files=BASE):
    assert old in files[file]
    return {**files, file: files[file].replace(old, new)}


def pages(history, audience, files=BASE):
    handbook = examine(files, TODAY).handbook.project(audience)
    return {page.path: page.markdown for page in render_pages(handbook, THEME, build_chronicle(history, audience))}


OLD_PLAN = edited(PLAN, b"title: First 30 days", b"title: The first Zqx days")
OLD_FINANCE = edited(FINANCE, b"mission: ", b"mission: Zqx ")


def test_each_day_is_told_with_what_changed_on_it():
    page = pages(past(BASE, OLD_PLAN, edited(FINANCE, b"side: vendor", b"side: partner", OLD_PLAN)), Audience.INTERNAL)[
        PAGE
    ]
    assert page.index("## 2 November 2026") < page.index("## 2 October 2026")
    assert "- Plan **[First 30 days](plans/first-30.md)**: title The first Zqx days → First 30 days" in page
    assert "- Role **[Finance](roles/finance.md)**: side partner → vendor" in page


def test_partners_hear_what_changed_and_nothing_of_what_was():
    page = pages(past(BASE, OLD_PLAN), Audience.PARTNER)[PAGE]
    assert "- Plan **[First 30 days](plans/first-30.md)**: changed: title" in page
    assert "Zqx" not in page


def test_what_was_withdrawn_is_not_named_to_partners_again():
    secret = edited(FINANCE, b"title: Finance", b"title: Zqx\naudience: partner")
    for files in (past(BASE, secret), past(BASE, secret, BASE)):
        shown = pages(files, Audience.PARTNER)
        assert "Zqx" not in "".join(shown.values())
        assert "Finance" not in shown[PAGE]


@pytest.mark.long
@pytest.mark.parametrize("place", range(3))
def test_an_internal_change_leaves_no_trace_in_the_partner_edition(place):
    states = [BASE, OLD_PLAN, BASE]
    changed = [*states]
    changed[place] = {**states[place], FINANCE: OLD_FINANCE[FINANCE]}
    assert pages(past(*changed), Audience.PARTNER) == pages(past(*states), Audience.PARTNER)
    assert pages(past(*changed), Audience.INTERNAL) != pages(past(*states), Audience.INTERNAL)


def test_a_day_of_internal_changes_alone_leaves_no_trace_either():
    states = past(BASE, OLD_PLAN).states
    between = DayState(date(2026, 10, 20), {**OLD_PLAN, FINANCE: OLD_FINANCE[FINANCE]})
    more = History((replace(states[0]), between, states[1]), complete=True)
    assert pages(more, Audience.PARTNER) == pages(History(states, complete=True), Audience.PARTNER)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    ("history", "note"),
    [
        (History(), "This copy of the handbook has no history"),
        (past(BASE), "Nothing has changed since the handbook was begun."),
        (past(BASE, OLD_PLAN, complete=False), "Older changes are not known in this copy."),
    ],
)
def test_the_page_says_how_far_back_it_knows(history, note, audience):
    assert note in pages(history, audience)[PAGE]


def test_states_of_another_schema_end_what_partners_can_be_told():
    old = {**BASE, "content/programme.yml": b"name: X\n"}
    page = pages(past(BASE, OLD_PLAN, old), Audience.PARTNER)[PAGE]
    assert "changed: title" in page
    assert "Changes before 2 October 2026 cannot be told" in page


def test_a_stage_and_a_role_tell_of_their_own_last_three_changes():
    names = [f"title: Enable {n}".encode() for n in range(5)]
    stage = "content/stages/enable.yml"
    states = [BASE, *(edited(stage, b"title: Enable", name) for name in names)]
    shown = pages(past(*states), Audience.INTERNAL)
    assert shown["stages/enable.md"].count("title Enable") == 3
    assert "title Enable 0 → Enable" in shown["stages/enable.md"]
    assert "## Last changes" not in shown["stages/activate.md"]
    exam = edited(stage, b"title: Book the exam", b"title: Book an exam")
    shown = pages(past(BASE, exam), Audience.INTERNAL)
    assert (
        "[Enable](../stages/enable.md): “Book the exam”: title Book an exam → Book the exam"
        in shown["roles/finance.md"]
    )


def test_committed_pages_do_not_speak_of_the_past():
    handbook = examine(BASE, TODAY).handbook
    assert PAGE not in {page.path for page in render_pages(handbook, THEME)}
