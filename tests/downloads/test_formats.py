"""Files read back by other programs: they say what the model says, whatever the texts are."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import docx
import openpyxl
import pypdf
import pytest
from downloading import (
    CALENDAR,
    INTERNAL,
    LOOK,
    MAKERS,
    PARTNERS,
    START,
    boxes,
    csv_rows,
    day_of,
    docx_rows,
    events,
    everything,
    from_text,
    pdf_text,
    plan_of,
    squashed,
    xlsx_rows,
)
from hypothesis import given
from hypothesis import strategies as st
from running import ROOT

from partner_playbooks.downloads.csv_file import guard_cell
from partner_playbooks.downloads.file_words import say_effort
from partner_playbooks.downloads.form import build_form
from partner_playbooks.downloads.formats import DATED, FORMS, LISTS
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.due_dates import find_due_date

HOSTILE = (
    '=HYPERLINK("http://x.test")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "'quoted",
    "<b>bold</b> & <script>alert(1)</script>",
    "{{ x }} {% raw %}",
    "#let x = 1; $x$ *strong* _emph_ `code` [box] \\ @ref <label> //",
    "a,b;c\\n\\,d",
    "&L&R&P && &amp;",
    "%s %d {0} {page}",
    "| pipe | and \t".strip(),
    "ünï çødé Łódź Ω Ж",
)
TYPES = [type_.id for type_ in PARTNERS.partner_types]
SAMPLE = [
    (("partner", "internal")[number % 2], plan.id, TYPES[number % len(TYPES)])
    for number, plan in enumerate(PARTNERS.plans)
]
ALL = [
    (edition, plan.id, type_)
    for edition, maker in MAKERS.items()
    for plan in maker.handbook.plans
    for type_ in TYPES
    if (edition, plan.id, type_) not in SAMPLE
]


@pytest.mark.long
@pytest.mark.parametrize(("edition", "plan", "type_"), SAMPLE)
def test_every_format_says_what_the_plan_says(edition, plan, type_):
    agree(plan_of(edition, plan, partner="Acme", partner_types=(type_,) if type_ else ()))


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "plan", "type_"), ALL)
def test_every_format_of_every_plan_says_what_the_plan_says(edition, plan, type_):
    agree(plan_of(edition, plan, partner="Acme", partner_types=(type_,) if type_ else ()))


def test_both_ways_of_counting_days_are_among_them():
    assert {PARTNERS.get("plan", plan).anchor for _, plan, _ in SAMPLE} == set(PlanAnchor)


@pytest.mark.long
@pytest.mark.parametrize(("edition", "plan", "type_"), SAMPLE[:3])
def test_without_a_date_every_format_says_the_days(edition, plan, type_):
    task_list = plan_of(edition, plan, None, partner_types=(type_,) if type_ else ())
    assert all(task.due is None for task in task_list.tasks)
    agree(task_list)


@pytest.mark.long
@pytest.mark.parametrize("edition", MAKERS)
@pytest.mark.parametrize("stage", ["activate", "retain"])
def test_checklists_say_what_their_stages_say(edition, stage):
    maker = MAKERS[edition]
    task_list = maker.stage(maker.handbook.get("stage", stage))
    items = maker.handbook.get("stage", stage).checklist
    assert sorted(task.title for task in task_list.tasks) == sorted(item.title for item in items)
    groups = {item.title: item.group for item in items}
    assert [(groups[task.title], task.title) for task in task_list.tasks] == [
        (item.group, item.title) for name in dict.fromkeys(groups.values()) for item in items if item.group == name
    ]
    assert len(task_list.groups) == len(set(groups.values()))
    if len(task_list.groups) > 1:
        assert [row["Group"] for row in xlsx_rows(LISTS["xlsx"](task_list, LOOK))] == [
            groups[task.title] for task in task_list.tasks
        ]
    agree(task_list)


def agree(task_list):
    """Compare every format with the list, item by item: titles, owners, days, done-when."""
    tasks = list(task_list.tasks)
    in_csv(task_list, tasks)
    in_xlsx(task_list, tasks)
    in_docx(task_list, tasks)
    in_pdf(task_list, tasks)
    if task_list.is_plan and task_list.anchors[0].date:
        in_calendar(task_list, tasks)


def in_csv(task_list, tasks):
    assert [
        tuple(from_text(line[name]) for name in ("id", "task", "side", "owner", "day", "due", "done_when"))
        for line in csv_rows(LISTS["csv"](task_list, LOOK))
    ] == [
        (t.key, t.title, t.side, t.owner, str(t.days.day), t.due.isoformat() if t.due else "", t.done_when)
        for t in tasks
    ]
    for name, told in (
        ("begins", [t.begins.isoformat() if t.begins else "" for t in tasks]),
        ("support", [t.support for t in tasks]),
        ("duration", [str(t.duration or "") for t in tasks]),
        ("recurrence", [t.recurrence or "" for t in tasks]),
    ):
        assert [from_text(line.get(name, "")) for line in csv_rows(LISTS["csv"](task_list, LOOK))] == told


def in_xlsx(task_list, tasks):
    raw = LISTS["xlsx"](task_list, LOOK)
    assert [
        (row["Id"], row["Task"], row["Who"], row["Day"], day_of(row["Due"]), row["Done when"], row["Status"])
        for row in xlsx_rows(raw)
    ] == [(t.key, t.title, t.owner, t.days.day, t.due, t.done_when or None, "Open") for t in tasks]
    assert [(row.get("With"), day_of(row.get("From")), row.get("Duration")) for row in xlsx_rows(raw)] == [
        (t.support or None, t.begins, str(t.duration) if t.duration else None) for t in tasks
    ]
    tests = [test for group in task_list.groups for test in group.tests]
    rows = xlsx_rows(raw, 1) if tests else []
    due = [group.due for group in task_list.groups for _ in group.tests]
    assert [day_of(row["Due"]) for row in rows] == due
    assert [(row["Id"], row["What must be true"]) for row in rows] == [(test.key, test.text) for test in tests]
    assert only_our_formulas(raw, task_list)


def only_our_formulas(raw, task_list):
    """Formulas stand where we put them, and hold no word of content."""
    found = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found += 1
                    assert re.match(r"=IFERROR\((MAX\(IFERROR\()?(IF\((AND|OR)|COUNTIFS)\(", cell.value), cell.value
                    assert not any(task.title in cell.value for task in task_list.tasks)
                elif isinstance(cell.value, str):
                    assert cell.data_type in {"s", "inlineStr"}
                assert cell.hyperlink is None
    return found >= sum(1 for _ in task_list.tasks)


def in_docx(task_list, tasks):
    raw = LISTS["docx"](task_list, LOOK)
    rows = docx_rows(raw)
    assert [(about[0], who[0], when[-1]) for _, about, who, when in rows] == [(t.title, t.owner, t.when) for t in tasks]
    said = [next((line for line in about if line.startswith("Done when ")), "") for _, about, _, _ in rows]
    assert said == [f"Done when {task.done_when}" if task.done_when else "" for task in tasks]
    assert [about[-1] for _, about, _, _ in rows if about[-1].startswith(("With: ", "Takes "))] == [
        effort for task in tasks if (effort := say_effort(task, LOOK)).startswith(("With: ", "Takes "))
    ]
    opened = docx.Document(io.BytesIO(raw))
    tests = sum(len(group.tests) for group in task_list.groups)
    assert len(boxes(opened.element.body)) == len(tasks) + tests
    assert opened.core_properties.title.endswith(task_list.title)


def in_pdf(task_list, tasks):
    raw = LISTS["pdf"](task_list, LOOK)
    text, place = pdf_text(raw), 0
    for task in tasks:
        for words in (task.title, task.done_when):
            place = text.find(squashed(words), place)
            assert place >= 0, words
        assert squashed(task.owner) in text
        assert squashed(task.when) in text
        assert squashed(say_effort(task, LOOK)) in text
    reader = pypdf.PdfReader(io.BytesIO(raw))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == task_list.frame.language
    assert "/StructTreeRoot" in reader.root_object
    assert reader.metadata.title.endswith(task_list.title)
    assert "<pdfuaid:part>1</pdfuaid:part>" in everything(raw, "a.pdf")


def in_calendar(task_list, tasks):
    found = events(DATED["ics"](task_list, LOOK))
    own = [event for event in found if event["categories"].cats != ["milestone"]]
    other = task_list.partner if task_list.frame.internal else task_list.frame.vendor
    whom = f"{other}: " if other else ""
    assert [
        (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt, event["categories"].cats) for event in own
    ] == [(whom + task.title, task.begins or task.due, task.due + timedelta(days=1), [task.side]) for task in tasks]
    assert len({event["uid"] for event in found}) == len(found)
    assert {str(event["summary"]) for event in own if "rrule" in event} == {
        whom + t.title for t in tasks if t.recurrence
    }


def test_whoever_supports_a_task_is_among_the_people_of_its_plan():
    names = {"partner-technical": "A new user"}
    task_list = plan_of("partner", "technical-integration", partner="Acme", partner_types=("isv",), names=names)
    supported = {task.support for task in task_list.tasks if task.support}
    people = {f"{person.name} ({person.title})" if person.name else person.title for person in task_list.people}
    assert "A new user (Partner's technical team)" in supported
    assert supported <= people


@pytest.mark.long
def test_a_table_in_a_text_and_the_last_row_of_a_table_are_in_every_form():
    matrix = build_form(MAKERS["internal"], INTERNAL.get("document", "commission-rebate-plan"))
    agenda = build_form(MAKERS["partner"], PARTNERS.get("document", "qbr-agenda"))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for form in (matrix, agenda)
        for table in docx.Document(io.BytesIO(FORMS["docx"](form, LOOK))).tables
    ]
    rows = [row for table in tables for row in table]
    for row in (["Deal", "Registered", "Silver", "Gold", "Platinum"], ["Referral", "10", "10", "10", "10"]):
        assert row in rows
        assert squashed("".join(row)) in pdf_text(FORMS["pdf"](matrix, LOOK))
    assert ["Total", "60", "", ""] in rows
    assert "Total60" in pdf_text(FORMS["pdf"](agenda, LOOK))


@pytest.mark.long
def test_forms_have_a_place_for_every_field():
    for number, document in enumerate(PARTNERS.documents):
        form = replace(build_form(MAKERS["partner"], document), example=())
        labels = [line.label for section in form.sections for line in section.lines]
        opened = docx.Document(io.BytesIO(FORMS["docx"](form, LOOK)))
        cells = [row.cells[0].text for table in opened.tables for row in table.rows[1:]]
        assert [label for label in cells if label in labels] == labels, document.id
        rows = [row for section in form.sections for grid in section.grids for row in (*grid.rows, grid.total)]
        named = [row[0] for row in rows if row and row[0]]
        assert [name for name in cells if name in named] == named, document.id
        controls = opened.element.body.findall(".//{*}sdt")
        assert len(controls) == len(labels)
        if number % 5 == 0:
            text = pdf_text(FORMS["pdf"](form, LOOK))
            words = [*labels, *(grid.label for section in form.sections for grid in section.grids)]
            assert all(squashed(label) in text for label in words), document.id


def test_a_blank_table_keeps_the_names_of_its_rows_and_nothing_else_of_its_example():
    """Faults F5: in the PDF, in Word and on the page."""
    for id_, names in (
        ("programme-charter", ["Executive sponsor", "Sales", "Marketing", "Product", "Legal", "Finance"]),
        ("escalation-path", ["1", "2", "3"]),
        ("service-runbook", ["First line", "Second line", "Third line"]),
    ):
        document = INTERNAL.get("document", id_)
        form = build_form(MAKERS["internal"], document)
        (table,) = (field for section in document.sections for field in section.fields if field.labels == tuple(names))
        opened = docx.Document(io.BytesIO(FORMS["docx"](form, LOOK)))
        rows = [[cell.text for cell in row.cells] for each in opened.tables for row in each.rows]
        at = rows.index(list(table.columns))
        assert rows[at + 1 : at + 1 + len(names)] == [[name, *[""] * (len(table.columns) - 1)] for name in names]
        text = pdf_text(FORMS["pdf"](form, LOOK))
        assert squashed("".join([*table.columns, *names])) in text
        page = (ROOT / "playbooks" / "documents" / f"{id_}.md").read_text(encoding="utf-8")
        assert all(re.search(rf"^\| {name} \|[ |]*$", page, re.MULTILINE) for name in names)


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_a_date_that_days_are_counted_from_is_no_line_that_people_sign(ending):
    """Faults F5: each label says that it is a day."""
    for edition, maker in MAKERS.items():
        for stage in maker.handbook.stages:
            task_list = maker.stage(stage)
            assert all(re.search(r"\b([Dd]ate|[Dd]ay)\b", anchor.label) for anchor in task_list.anchors), edition
    said = everything(LISTS[ending](MAKERS["partner"].stage(PARTNERS.get("stage", "activate")), LOOK), f"a.{ending}")
    assert "Date of signature" in said


# -- texts that mean something elsewhere ---------------------------------------------------------------------------


@pytest.mark.long
def test_text_comes_through_every_format_as_it_is():
    task_list = plan_of("partner", "onboarding-90")
    hostile = iter(HOSTILE * 100)

    def with_hostile(group):
        tasks = tuple(
            replace(task, title=next(hostile), owner=next(hostile), done_when=next(hostile)) for task in group.tasks
        )
        tests = tuple(replace(test, text=next(hostile)) for test in group.tests)
        return replace(group, title=next(hostile), tasks=tasks, tests=tests, entry=(next(hostile),))

    groups = tuple(map(with_hostile, task_list.groups))
    frame = replace(task_list.frame, programme=HOSTILE[0], vendor=HOSTILE[5], version=HOSTILE[9])
    task_list = replace(
        task_list,
        frame=frame,
        groups=groups,
        title=HOSTILE[5],
        subtitle=HOSTILE[7],
        partner=HOSTILE[9],
        facts=((HOSTILE[0], HOSTILE[7]),),
        risks=(HOSTILE[:3],),
    )
    agree(task_list)
    text = everything(DATED["docx"](task_list, LOOK), "a.docx")
    assert "<script>" not in text
    assert HOSTILE[7] in everything(DATED["json"](task_list, LOOK), "a.json").replace("\\\\", "\\")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_cell_is_never_a_formula_and_comes_back(cell):
    assert from_text(guard_cell(cell)) == cell
    assert not guard_cell(cell).startswith(("=", "+", "-", "@"))


# -- dates ---------------------------------------------------------------------------------------------------------


def test_a_new_date_keeps_each_entry_of_the_calendar():
    def of(day, partner="Acme"):
        raw = DATED["ics"](plan_of("partner", "onboarding-30", day, partner=partner), LOOK)
        return {event["uid"]: event["dtstart"].dt for event in events(raw)}

    before, after = of(START), of(START + timedelta(days=7))
    assert before.keys() == after.keys()
    assert all(before[uid] < after[uid] for uid in before)
    assert before.keys().isdisjoint(of(START, "Another"))


def test_a_reminder_comes_on_the_day_before():
    (alarm,) = events(DATED["ics"](plan_of("partner", "onboarding-30"), LOOK))[0].walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-15)


@pytest.mark.parametrize(
    "field", ["recurrence", "support", "duration", "begins", "partner_types", "tiers", "after", "documents"]
)
def test_some_plan_has_a_task_that_says_it(field):
    """What no plan said, no comparison of formats would miss."""
    dated = [date_plan(PARTNERS, Request(plan.id, START), CALENDAR) for plan in PARTNERS.plans]
    assert any(getattr(task, field, None) or getattr(task.task, field, None) for plan in dated for task in plan.tasks)


def test_some_plans_own_task_is_a_customers_in_a_window_and_another_counts_working_days():
    tasks = [task for plan in PARTNERS.plans for task in plan_of("partner", plan.id).tasks]
    assert any(task.side == "customer" and task.begins and task.begins < task.due for task in tasks)
    assert any(task.days.working_days and task.due for task in tasks)
    assert {task.recurrence for task in tasks} >= {"weekly", "monthly", "quarterly"}


def test_a_workbook_knows_the_holidays_of_its_years():
    working = plan_of("partner", "onboarding-30").working
    assert (working.first_year, working.last_year) == (2025, 2029)
    assert all(day in CALENDAR.holidays and day.weekday() < 5 for day in working.holidays)
    assert sum(day.year == 2027 for day in working.holidays) >= 6
    formula = xlsx_rows(LISTS["xlsx"](plan_of("partner", "onboarding-30"), LOOK), values=False)[1]["Due"]
    assert f"_calendar!$A$1:$A${len(working.holidays)}" in formula


def test_days_on_no_working_day_are_met_by_the_plan():
    """Otherwise what the formulas do about weekends would be seen nowhere."""
    anchors = [START + timedelta(days=offset) for offset in range(7)]
    moved = [
        task
        for anchor in anchors
        for task in plan_of("partner", "onboarding-30", anchor).tasks
        if task.due != anchor + timedelta(days=task.days.day - 1)
    ]
    assert moved
    assert all(find_due_date(anchor, 1, CALENDAR, back=False) == anchor for anchor in anchors)


# -- marks, metadata, bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", sorted(DATED.keys() - {"csv", "json"}))  # a table for programs; `edition` says it
def test_internal_files_say_so(ending):
    internal = everything(DATED[ending](plan_of("internal", "onboarding-30"), LOOK), f"a.{ending}")
    partner = everything(DATED[ending](plan_of("partner", "onboarding-30"), LOOK), f"a.{ending}")
    assert "INTERNAL" in internal
    assert "INTERNAL" not in partner


def test_the_mark_stands_on_every_page():
    raw = LISTS["pdf"](plan_of("internal", "onboarding-90"), LOOK)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    assert len(pages) > 2
    assert all("INTERNAL" in page for page in pages)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.parametrize("ending", DATED)
def test_bytes_are_the_same_each_time(ending):
    task_list = plan_of("partner", "onboarding-90", partner="Acme")
    assert DATED[ending](task_list, LOOK) == DATED[ending](task_list, LOOK)


def test_no_file_names_a_time_or_a_person():
    for ending in ("pdf", "docx", "xlsx"):
        text = everything(LISTS[ending](plan_of("partner", "onboarding-30"), LOOK), f"a.{ending}")
        assert not re.search(r"20(2[4-9]|3\d)-\d\d-\d\dT", text), ending
        assert "python-docx" not in text


def test_names_and_contacts_stand_in_every_format():
    task_list = plan_of("partner", "onboarding-30", names={"alliance-lead": "A new user"})
    for ending in ("pdf", "docx", "xlsx"):
        text = squashed(everything(LISTS[ending](task_list, LOOK), f"a.{ending}"))
        assert squashed("A new user (Alliance lead)") in text
        assert "partner-managers@example.com" in text
        assert "partner-payments@example.com" not in text  # an internal contact
    assert INTERNAL.programme.contacts != PARTNERS.programme.contacts
