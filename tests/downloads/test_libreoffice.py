"""LibreOffice opens what we make, without repair, computes the same days, and says the same after it has saved it."""

import io
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

from partner_playbooks.downloads import FORMS, LISTS
from partner_playbooks.downloads.form import form_of
from partner_playbooks.model.plan import PlanAnchor
from partner_playbooks.plans import due_date

pytestmark = pytest.mark.slow
TYPES = [type_.id for type_ in PARTNERS.partner_types]
PLANS = {
    f"{plan.id}-{type_}": plan_of("partner", plan.id, partner="Acme", partner_type=type_)
    for plan in PARTNERS.plans
    for type_ in TYPES
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("libreoffice")


def test_each_plan_of_each_type_is_converted_without_repair(folder):
    """What needs repair is not converted in a run without a screen, or loses what had to be mended."""
    for ending in ("docx", "xlsx"):
        for name, worklist in PLANS.items():
            (folder / f"{name}.{ending}").write_bytes(LISTS[ending](worklist, LOOK))
        out = folder / ending
        converted([folder / f"{name}.{ending}" for name in PLANS], "pdf", out)
        for name, worklist in PLANS.items():
            text = squashed("".join(page.extract_text() for page in pypdf.PdfReader(out / f"{name}.pdf").pages))
            for task in worklist.tasks:
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


@pytest.mark.parametrize("plan", ["onboarding-90", "renewal"])
def test_its_formulas_give_the_days_that_we_give(folder, plan):
    """Both ways of counting, from each day of a year: the cell with the date is written, and LibreOffice computes."""
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
        assert [day_of(row["Due"]) for row in rows] == [
            due_date(anchor, row["Day"], CALENDAR, back=back) for row in rows
        ], anchor


def test_forms_and_checklists_are_converted_without_repair(folder):
    maker, files = MAKERS["partner"], {}
    for document in PARTNERS.documents:
        files[f"{document.id}.docx"] = FORMS["docx"](form_of(maker, document), LOOK)
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
    worklist = PLANS["onboarding-90-reseller"]
    (folder / "a.csv").write_bytes(LISTS["csv"](worklist, LOOK))
    converted([folder / "a.csv"], "xlsx:Calc MS Excel 2007 XML", folder / "csv")
    (sheet,) = openpyxl.load_workbook(folder / "csv" / "a.xlsx").worksheets
    assert sheet.max_row == len(csv_rows(LISTS["csv"](worklist, LOOK))) + 1
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
