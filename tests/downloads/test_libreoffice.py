"""LibreOffice opens what we make, without repair, computes the same days, and says the same after it has saved it."""

import io
import warnings
from datetime import timedelta

import openpyxl
import pypdf
import pytest
from downloading import (
    CALENDAR,
    LOOK,
    MAKERS,
    PARTNERS,
    START,
    converted,
    csv_rows,
    day_of,
    docx_rows,
    plan_of,
    squashed,
    xlsx_rows,
)

from partner_playbooks.downloads.form import build_form
from partner_playbooks.downloads.formats import FORMS, LISTS
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.plans.due_dates import find_due_date

pytestmark = pytest.mark.slow
TYPES = [type_.id for type_ in PARTNERS.partner_types]
PLANS = {
    f"{plan.id}-{type_}": plan_of("partner", plan.id, partner="Acme", partner_types=(type_,) if type_ else ())
    for plan in PARTNERS.plans
    for type_ in TYPES
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("libreoffice")


def test_each_plan_of_each_type_is_converted_without_repair(folder):
    """What needs repair is not converted in a run without a screen, or loses what had to be mended."""
    for ending in ("docx", "xlsx"):
        for name, task_list in PLANS.items():
            (folder / f"{name}.{ending}").write_bytes(LISTS[ending](task_list, LOOK))
        out = folder / ending
        converted([folder / f"{name}.{ending}" for name in PLANS], "pdf", out)
        for name, task_list in PLANS.items():
            text = squashed("".join(page.extract_text() for page in pypdf.PdfReader(out / f"{name}.pdf").pages))
            for task in task_list.tasks:
                assert squashed(task.title) in text, (name, ending)


def test_what_it_saves_says_the_same(folder):
    names = [f"{plan.id}-{TYPES[number % len(TYPES)]}" for number, plan in enumerate(PARTNERS.plans)]
    for name in names:
        (folder / f"{name}.xlsx").write_bytes(LISTS["xlsx"](PLANS[name], LOOK))
        (folder / f"{name}.docx").write_bytes(LISTS["docx"](PLANS[name], LOOK))
    converted([folder / f"{name}.xlsx" for name in names], "xlsx:Calc MS Excel 2007 XML", folder / "again")
    converted([folder / f"{name}.docx" for name in names], "docx:MS Word 2007 XML", folder / "again")
    for name in names:
        rows = xlsx_rows((folder / "again" / f"{name}.xlsx").read_bytes())
        assert [(row["Id"], day_of(row["Due"]), row["Done when"] or "") for row in rows] == [
            (task.key, task.due, task.done_when) for task in PLANS[name].tasks
        ]
        again = docx_rows((folder / "again" / f"{name}.docx").read_bytes())
        assert [about[0] for _, about, _, _ in again] == [task.title for task in PLANS[name].tasks]


@pytest.mark.parametrize("plan", ["onboarding-90", "renewal", "qbr-cycle", "technical-integration"])
def test_its_formulas_give_the_days_that_we_give(folder, plan):
    """Both ways of counting, from each day of a year: the cell with the date is written, and LibreOffice computes."""
    tasks = list(plan_of("partner", plan, None).tasks)
    raw = LISTS["xlsx"](plan_of("partner", plan, None), LOOK)
    back = PARTNERS.get("plan", plan).anchor is PlanAnchor.TARGET
    anchors = [START + timedelta(days=3 * number) for number in range(120)]
    for anchor in anchors:
        book = openpyxl.load_workbook(io.BytesIO(raw))
        (place,) = [row[3] for row in book.worksheets[0].iter_rows(min_row=4, max_row=4)]
        place.value = anchor
        book.save(folder / f"{plan}-{anchor}.xlsx")
    out = folder / f"computed-{plan}"
    converted([folder / f"{plan}-{anchor}.xlsx" for anchor in anchors], "xlsx:Calc MS Excel 2007 XML", out)
    for anchor in anchors:
        rows = xlsx_rows((out / f"{plan}-{anchor}.xlsx").read_bytes())
        for column, numbers in (
            ("Due", [task.days.day for task in tasks]),
            ("From", [task.days.from_day for task in tasks]),
        ):
            counted = [
                number and find_due_date(anchor, number, CALENDAR, back=back, working=task.days.working_days)
                for number, task in zip(numbers, tasks, strict=True)
            ]
            assert [day_of(row.get(column)) for row in rows] == counted, (anchor, column)
        gates = dict.fromkeys(
            (group.title, group.due) for group in plan_of("partner", plan, anchor).groups if group.tests
        )
        sheet = xlsx_rows((out / f"{plan}-{anchor}.xlsx").read_bytes(), 1)
        assert dict.fromkeys((row["Milestone"], day_of(row["Due"])) for row in sheet) == gates, anchor


def test_forms_and_checklists_are_converted_without_repair(folder):
    maker, files = MAKERS["partner"], {}
    for document in PARTNERS.documents:
        files[f"{document.id}.docx"] = FORMS["docx"](build_form(maker, document), LOOK)
    for stage in filter(lambda stage: stage.checklist, PARTNERS.stages):
        files[f"stage-{stage.id}.docx"] = LISTS["docx"](maker.stage(stage), LOOK)
        files[f"stage-{stage.id}.xlsx"] = LISTS["xlsx"](maker.stage(stage), LOOK)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    for ending in ("docx", "xlsx"):
        named = [name for name in files if name.endswith(ending)]
        converted([folder / name for name in named], "pdf", folder / f"forms-{ending}")
        for name in named:
            assert len(pypdf.PdfReader(folder / f"forms-{ending}" / f"{name.rpartition('.')[0]}.pdf").pages) > 0


def test_csv_files_are_tables_without_a_formula(folder):
    task_list = PLANS["onboarding-90-reseller"]
    (folder / "a.csv").write_bytes(LISTS["csv"](task_list, LOOK))
    converted([folder / "a.csv"], "xlsx:Calc MS Excel 2007 XML", folder / "csv")
    (sheet,) = openpyxl.load_workbook(folder / "csv" / "a.xlsx").worksheets
    assert sheet.max_row == len(csv_rows(LISTS["csv"](task_list, LOOK))) + 1
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


# -- what people do to a workbook, computed anew -------------------------------------------------------------------


def computed(folder, name, edit, plan="onboarding-30", anchor=START):
    """Give the first sheet after somebody has edited a workbook and LibreOffice computed it, and where its rows are."""
    task_list = plan_of("partner", plan, anchor, partner="Acme", partner_types=("reseller",))
    book = openpyxl.load_workbook(io.BytesIO(LISTS["xlsx"](task_list, LOOK)))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if "Id" in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in head}
    count = sum(1 for _ in task_list.tasks)
    edit(sheet, columns, head[0].row + 1, count)
    book.save(folder / f"{name}.xlsx")
    converted([folder / f"{name}.xlsx"], "xlsx:Calc MS Excel 2007 XML", folder / f"out-{name}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says so where a cell for a date holds what is none
        again = openpyxl.load_workbook(
            io.BytesIO((folder / f"out-{name}" / f"{name}.xlsx").read_bytes()), data_only=True
        )
    cells = [cell for each in again.worksheets for row in each.iter_rows() for cell in row]
    typed = {"#N/A"}  # and in the yellow cell, whose number is no date to openpyxl
    assert not [cell for cell in cells if cell.data_type == "e" and cell.value not in typed and cell.coordinate != "D4"]
    return again.worksheets[0], columns, head[0].row + 1, count


def progress_of(sheet):
    rows = sheet.iter_rows(max_row=9, values_only=True)
    return next(row[3] for row in rows if row[0] == "Done" and row[3] is not None)


def test_rows_added_by_hand_count_in_progress_and_lie_in_the_filter(folder):
    """All done and three added, one of them open: never over 100 % (faults F2)."""

    def edit(sheet, columns, first, count):
        for row in range(first, first + count + 3):
            sheet.cell(row, columns["Status"]).value = "Done"
            if row >= first + count:
                sheet.cell(row, columns["Task"]).value = f"A task of ours, {row}" if row % 2 else row
        sheet.cell(first + count, columns["Status"]).value = "Open"

    sheet, _, first, count = computed(folder, "added", edit)
    assert progress_of(sheet) == pytest.approx((count + 2) / (count + 3))
    last = openpyxl.utils.cell.range_boundaries(sheet.auto_filter.ref)[3]
    assert last >= first + count + 2


def test_progress_stands_whatever_is_taken_away_or_written_into_the_table(folder):
    """Rows deleted, titles and statuses emptied, errors and numbers in their cells, all not needed (faults F2)."""

    def some(sheet, columns, first, _):
        sheet.delete_rows(first + 1, 2)
        sheet.cell(first, columns["Status"]).value = "Done"
        sheet.cell(first + 1, columns["Status"]).value = None
        sheet.cell(first + 2, columns["Status"]).value = "#N/A"
        sheet.cell(first + 3, columns["Task"]).value = None
        sheet.cell(first + 4, columns["Day"]).value = "soon"
        sheet.cell(first + 5, columns["Due"]).value = "soon"

    sheet, _, _, count = computed(folder, "some", some)
    assert progress_of(sheet) == pytest.approx(1 / (count - 3))

    def none(sheet, columns, first, count):
        for row in range(first, first + count):
            sheet.cell(row, columns["Status"]).value = "Not needed"

    assert progress_of(computed(folder, "none", none)[0]) == 0


@pytest.mark.parametrize("typed", ["soon", "1.12.2026 or so", -5, 20261201, 10**12, "#N/A", True, 0])
@pytest.mark.parametrize("plan", ["onboarding-30", "renewal"])
def test_what_is_no_date_shows_a_message_and_no_error(folder, plan, typed):
    """A text in the yellow cell, and numbers that no calendar has, for plans in both directions (faults F2)."""

    def edit(sheet, *_):
        sheet["D4"].value = typed

    sheet, columns, first, count = computed(folder, f"typed-{plan}-{abs(hash(str(typed)))}", edit, plan)
    told = [row[0] for row in sheet.iter_rows(max_row=9, values_only=True)]
    assert "The yellow cell holds no date. Write it as 2026-12-01." in told
    assert {sheet.cell(row, columns["Due"]).value for row in range(first, first + count)} <= {None, ""}


def test_an_empty_date_or_a_right_one_shows_no_message(folder):
    for name, typed in (("empty", None), ("right", START)):

        def edit(sheet, *_, typed=typed):
            sheet["D4"].value = typed

        sheet, *_ = computed(folder, name, edit)
        assert "holds no date" not in str([row[0].value for row in sheet.iter_rows(max_row=9)])
