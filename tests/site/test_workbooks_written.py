"""Workbooks that the browser writes: cell by cell those of the command line, and read back by it."""

import io
import json
import random
from datetime import date

import openpyxl
import pytest
from browsing import EVIL
from downloading import CALENDAR, LOOK, MAKERS, converted, everything, plan_of
from filling import AT
from leaks import CANARY, data_of, with_canaries
from shipped import FILES, TODAY
from workbooks import both, list_words, open_reader, open_writer

from partner_playbooks.checks.examination import examine
from partner_playbooks.downloads.formats import DATED
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.returned.returned_file import read_returned

pytestmark = pytest.mark.site
START = date(2027, 3, 1)
AT_TEXT = "2026-12-01T09:30:00Z"


@pytest.fixture(scope="module", params=["internal", "partner"])
def edition(request):
    return request.param


@pytest.fixture(scope="module")
def write(browser, edition):
    return open_writer(browser, edition)


@pytest.fixture(scope="module")
def read(browser):
    return open_reader(browser)


def opened(raw, *, values):
    return openpyxl.load_workbook(io.BytesIO(raw), data_only=values)


def cells_of(raw, *, values):
    """Give what stands in every cell, by sheet and place; an empty text and an empty cell are one."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(raw, values=values).worksheets
        if sheet.title != "_plan"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def carried(raw):
    return json.loads("".join(row[0].value for row in opened(raw, values=True)["_plan"].iter_rows()))


def rules_of(raw):
    """Give what is offered, marked, frozen, filtered, hidden and printed, sheet by sheet."""
    found = []
    for sheet in opened(raw, values=False).worksheets:
        offers = [(v.type, str(v.sqref), v.formula1, v.error) for v in sheet.data_validations.dataValidation]
        marks = [
            (str(area.sqref), rule.formula, rule.priority, rule.stopIfTrue)
            for area in sheet.conditional_formatting
            for rule in area.rules
        ]
        paper = (sheet.print_title_rows, sheet.print_area, sheet.page_setup.orientation, sheet.page_setup.paperSize)
        head = (
            sheet.oddHeader.left.text,
            sheet.oddHeader.right.text,
            sheet.oddFooter.left.text,
            sheet.oddFooter.right.text,
        )
        dimensions = sheet.column_dimensions.values()
        widths = {column: round(each.width) for each in dimensions for column in range(each.min, each.max + 1)}
        found.append(
            (
                sheet.title,
                sheet.sheet_state,
                sheet.freeze_panes,
                sheet.auto_filter.ref,
                offers,
                sorted(marks),
                paper,
                head,
                widths,
            )
        )
    return found


def looks_of(raw):
    """Give how cells look that hold anything."""
    return {
        (sheet.title, cell.coordinate): (
            cell.font.b,
            cell.font.sz,
            cell.font.color.rgb,
            cell.fill.fgColor.rgb,
            cell.number_format,
            cell.alignment.wrap_text,
            cell.border.bottom.style,
        )
        for sheet in opened(raw, values=False).worksheets[:3]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def test_every_plan_is_the_workbook_of_the_command_line_cell_by_cell(write, edition):
    plans = MAKERS[edition].handbook.plans
    assert len(plans) > 5
    for number, plan in enumerate(plans):
        request = {"partner": "Acme & Söhne"} if number % 3 else {}
        request |= {"partner_types": ("reseller",)} if number % 2 else {}
        task_list = plan_of(edition, plan.id, anchor=None if number == 1 else START, **request)
        ours, theirs = write(describe_plan(task_list)), DATED["xlsx"](task_list, LOOK)
        for values in (True, False):
            assert cells_of(ours, values=values) == cells_of(theirs, values=values), plan.id
        assert carried(ours) == carried(theirs), plan.id
        assert rules_of(ours) == rules_of(theirs), plan.id
        assert looks_of(ours) == looks_of(theirs), plan.id
        assert write(describe_plan(task_list)) == ours


def filled(edition, text="n"):
    """Give a plan of which much was said, also of tasks that somebody has added."""
    plan = describe_plan(plan_of(edition, "onboarding-30", anchor=START, partner="Acme", partner_types=("reseller",)))
    word = {"at": AT_TEXT, "by": "partner"}
    first, second, third, fourth = plan["tasks"][:4]
    test = plan["milestones"][0]["tests"][0]["id"]
    state = {
        first["id"]: {"status": "done", "done_on": "2027-03-02", "note": text},
        second["id"]: {"status": "stuck", "due": "2027-03-19", "title": text, "done_when": text},
        third["id"]: {"owner": f"{text} ({third['owner']})"},
        fourth["id"]: {"status": "dropped"},
        test: {"status": "done", "note": text},
        "added.ours": {"title": f"Ours {text}", "status": "doing", "due": "2027-03-20", "note": text},
        "plan": {"anchor": "2027-03-02"},
    }
    plan["state"] = {
        key: {field: word | {"value": value} for field, value in said.items()} for key, said in state.items()
    }
    return plan


def test_what_was_said_is_filled_in_and_read_back_as_nothing_new(write, read, edition):
    plan = filled(edition)
    raw = write(plan)
    cells = cells_of(raw, values=True).values()
    assert {"Done", "Stuck", "Not needed", "In progress", "Ours n"} <= set(map(str, cells))
    for ours in both(read, raw, "a.xlsx", AT):
        assert ours[1:3] == ([], [])
        assert len(ours[0]) == sum(map(len, plan["state"].values()))
    assert sorted(list_words(read(raw, "a.xlsx", AT)["plan"])) == sorted(list_words(plan))


def test_what_somebody_changes_in_it_is_all_that_python_hears(write, edition):
    plan = filled(edition)
    book = opened(write(plan), values=False)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if "Id" in [cell.value for cell in row])
    place = {cell.value: cell.column for cell in head}
    for key, column, value in (("added.ours", "Status", "Done"), (plan["tasks"][3]["id"], "Note", "why")):
        row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, place["Id"]).value == key)
        sheet.cell(row, place[column]).value = value
    out = io.BytesIO()
    book.save(out)
    read = read_returned(out.getvalue(), "theirs.xlsx", AT)
    assert not read.unread
    assert {(w.key, str(w.field), w.value) for w in read.state.words if w.by == "theirs.xlsx"} == {
        ("added.ours", "status", "done"),
        (plan["tasks"][3]["id"], "note", "why"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "-2",
        EVIL,
        "&amp; ]]> <t>",
        " two  blanks ",
        "😀\u200e",
        "2026-12-01",
        "TRUE",
        "007",
    ],
)
def test_hostile_words_stay_text(write, read, edition, text):
    plan = filled(edition, text)
    plan |= {"partner": text, "title": text}
    raw = write(plan)
    sheets = opened(raw, values=False)
    kinds = {
        cell.data_type for sheet in sheets.worksheets for row in sheet.iter_rows() for cell in row if cell.value == text
    }
    assert kinds == {"s"}
    assert sheets.properties.title == f"{text}: {text}"
    for ours in both(read, raw, "a.xlsx", AT):
        assert ours[1:3] == ([], [])


def test_internal_workbooks_say_so_and_those_for_partners_do_not(write, edition):
    mark = LOOK.messages.say("download.internal")
    raw = write(filled(edition))
    said = everything(raw, "a.xlsx")
    assert (mark in cells_of(raw, values=True).values()) is (edition == "internal")
    assert (mark in said) is (edition == "internal")


def test_no_canary_of_internal_content_reaches_a_workbook_for_a_partner(browser):
    handbook = examine(with_canaries(data_of(FILES), random.Random(1)), TODAY).handbook
    partners = handbook.project(Audience.PARTNER)
    maker = TaskListMaker(partners, LOOK.messages, build_programme_calendar(partners.programme))
    write = open_writer(browser, "partner", maker=maker)
    for number, plan in enumerate(partners.plans):
        request = Request(plan.id, TODAY, "Acme", (partners.partner_types[number % 4].id,))
        plan_file = describe_plan(maker.plan(date_plan(partners, request, maker.calendar)))
        assert CANARY not in everything(write(plan_file), "a.xlsx").lower(), plan.id
        if not number:
            plan_file["tasks"][0]["owner"] = f"a {CANARY} b"
            assert CANARY in everything(write(plan_file), "a.xlsx").lower()


@pytest.mark.slow
@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_opens_computes_and_saves_it(write, read, edition, tmp_path):
    plan = filled(edition)
    (tmp_path / "source").mkdir()
    source = tmp_path / "source" / "a.xlsx"
    source.write_bytes(write(plan))
    converted([source], "xlsx", tmp_path)
    saved = (tmp_path / "a.xlsx").read_bytes()
    ours, theirs = both(read, saved, "a.xlsx", AT)
    assert ours == theirs
    assert ours[1:3] == ([], [])
    before, after = (cells_of(raw, values=True) for raw in (source.read_bytes(), saved))
    dues = {place: value for place, value in before.items() if isinstance(value, date) and place[0] != "_calendar"}
    assert len(dues) > 20
    assert {place: after.get(place) for place in dues} == dues
    assert CALENDAR.is_working(START)
