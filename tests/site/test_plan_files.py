"""Files of a plan that the browser makes: workbooks there and back, paper, one person's tasks, tables."""

import csv
import io
import json

import openpyxl
import pytest
from browsing import EVIL, give, saved
from downloading import LOOK, MAKERS, pdf_text, plan_of, squashed
from filling import AT, plan_file, without_time_of_saving, workbook
from icalendar import Calendar
from planning import PLANS, does, kept, make, task, told
from playwright.sync_api import expect
from pypdf import PdfReader
from running import playbooks
from workbooks import list_words

from partner_playbooks.downloads.formats import DATED

pytestmark = pytest.mark.site
VENDOR = "internal/my-plans/"
MARK = MAKERS["internal"].messages.say("download.internal")
CANARY = "CANARY-7f3a"
EDITIONS = {"internal": VENDOR, "partner": PLANS}
SIDES = {
    "internal": {"vendor": "Vendor", "partner": "Partner"},
    "partner": {"vendor": "Northwind", "partner": "You"},
}
PRINTED = "window.print = () => window.dispatchEvent(new Event('beforeprint'))"
"""In place of the browser's dialogue: what is drawn for paper stays."""


def taken(page, name):
    """Give the bytes of the file that a button gives, and its name."""
    with page.expect_download() as download:
        does(page, name).click()
    return download.value.path().read_bytes(), download.value.suggested_filename


def papers_are_there(page):
    """Wait until what prints is loaded, as it is soon after a plan is shown."""
    expect(page.locator("[name=person] option").first).to_be_attached()


def rows_of(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def paper_of(page, **more):
    return page.pdf(prefer_css_page_size=True, **more)


def plan_made(edition):
    return plan_of(edition, "onboarding-30", partner="Acme", partner_types=("reseller",))


def give_file(page, button, raw, name="theirs.xlsx"):
    with page.expect_file_chooser() as chooser:
        button.evaluate("button => button.click()")
    chooser.value.set_files({"name": name, "mimeType": "", "buffer": raw})


# -- workbooks -----------------------------------------------------------------------------------------------------


def test_a_workbook_goes_to_the_other_side_and_comes_back_ticked(open_page, tmp_path):
    page = open_page(VENDOR)
    make(page)
    title = next(plan_made("partner").tasks).title
    raw, name = taken(page, "partner-xlsx")
    assert name == "Acme-30-day-onboarding-plan.xlsx"
    sheet = (book := openpyxl.load_workbook(io.BytesIO(raw))).worksheets[0]
    columns = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value in ("Status", "Note")}
    (row,) = (cell.row for cell in sheet["B"] if cell.value == title)
    sheet.cell(row, columns["Status"]).value = "erledigt"
    sheet.cell(row, columns["Note"]).value = EVIL
    out = io.BytesIO()
    book.save(out)
    filled = without_time_of_saving(out.getvalue(), AT)
    give_file(page, does(page, "merge"), filled)
    expect(told(page)).to_contain_text("Put together.")
    expect(task(page, title).get_by_role("checkbox")).to_be_checked()
    expect(task(page, title).locator(".my-plans__note")).to_have_text(EVIL)
    (tmp_path / "theirs.xlsx").write_bytes(filled)
    done = playbooks("plan", "status", tmp_path / "theirs.xlsx", "--out", tmp_path / "merged")
    assert done.returncode == 0, done.stderr
    theirs = json.loads((tmp_path / "merged" / "plan.json").read_text())["state"]
    assert {key: {name: word["value"] for name, word in said.items()} for key, said in theirs.items()} == {
        key: {name: word["value"] for name, word in said.items()}
        for key, said in kept(page)[0]["plan"]["state"].items()
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_command_line_reads_what_the_page_writes(open_page, tmp_path, edition):
    page = open_page(EDITIONS[edition])
    make(page)
    page.locator('[data-view="plan"] .task__title').nth(2).click()
    raw, name = taken(page, "xlsx")
    assert name == f"Acme-30-day-onboarding-plan{'-internal' if edition == 'internal' else ''}.xlsx"
    (tmp_path / name).write_bytes(raw)
    done = playbooks("plan", "status", tmp_path / name, "--out", tmp_path / "merged")
    assert done.returncode == 0, done.stdout + done.stderr
    merged = json.loads((tmp_path / "merged" / "plan.json").read_text())
    ours = json.loads(saved(page, does(page, "json"))[0])
    assert list_words(merged) == list_words(ours)
    assert len(list_words(ours)) == 1
    assert {**merged, "state": {}} == {**ours, "state": {}}


def test_what_of_a_workbook_was_not_read_is_named(open_page):
    page = open_page(PLANS)
    book = workbook().fill(plan_file()["tasks"][0]["id"], Status=f"perhaps {EVIL}")
    give_file(page, does(page, "import"), book.saved())
    expect(told(page)).to_contain_text("You were sent")
    expect(told(page).locator("li")).to_contain_text(
        f'“Plan”, row 10: "perhaps {EVIL}" is no status; choose one of open'
    )
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator('[data-view="plan"] h2')).to_contain_text("Acme")
    give_file(page, does(page, "merge"), book.saved())
    expect(told(page).locator("li")).to_contain_text("is no status")
    assert page.locator("img[src=x]").count() == 0


def test_what_is_no_plan_of_a_workbook_changes_nothing(open_page):
    page = open_page(PLANS)
    make(page)
    before = kept(page)
    for raw, words in (
        (b"PK\x03\x04", "no workbook that can be read"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "older kind"),
        (DATED["xlsx"](plan_of("partner", "renewal", partner="Acme"), LOOK), "yours is another one"),
    ):
        give_file(page, does(page, "merge"), raw)
        expect(told(page)).to_contain_text(words)
    assert kept(page) == before
    bare = workbook()
    del bare.book["_plan"]
    give_file(page, does(page, "merge"), bare.fill(before[0]["plan"]["tasks"][0]["id"], Status="Done").saved())
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")


def test_the_code_of_workbooks_is_loaded_when_it_is_asked_for(open_page):
    page = open_page(PLANS)
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.reload()
    make(page)
    papers_are_there(page)
    assert "workbooks.js" not in asked
    taken(page, "xlsx")
    assert asked.count("workbooks.js") == asked.count("papers.js") == asked.count("plan-files.js") == 1
    page = open_page(PLANS)
    page.route("**/plan-files.js", lambda route: route.abort())
    make(page)
    does(page, "planner").click()
    expect(told(page)).to_contain_text("could not be loaded")
    page.unroute("**/plan-files.js")
    assert taken(page, "planner")[0]


# -- paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_printed_plan_has_the_content_of_the_command_line_s_pdf(open_page, edition):
    page = open_page(EDITIONS[edition])
    make(page)
    papers_are_there(page)
    raw = paper_of(page)
    ours, task_list = pdf_text(raw), plan_made(edition)
    theirs = pdf_text(DATED["pdf"](task_list, LOOK))
    wanted = [
        task_list.title,
        task_list.subtitle,
        *(text for fact in task_list.facts for text in fact),
        *(text for risk in task_list.risks for text in risk),
    ]
    for group in task_list.groups:
        wanted += [
            group.title,
            LOOK.messages.say("download.exit-test"),
            *group.entry,
            *(test.text for test in group.tests),
        ]
        for each in group.tasks:
            wanted += [each.title, each.owner, each.done_when, each.when, each.support]
            wanted.append(f"{each.due.day} {each.due:%B %Y}")
    for person in task_list.people:
        wanted += [person.title, person.name, person.address]
    wanted += ["".join(run.text for run in piece.runs) for piece in task_list.objective]
    assert len(wanted) > 100
    for words in wanted:
        assert squashed(words) in theirs, words
        assert squashed(words) in ours, words
    for words in (
        task_list.frame.programme,
        task_list.frame.vendor,
        "Acme",
        *LOOK.messages.say("download.version", version=task_list.frame.version).split(),
    ):
        assert squashed(words) in ours
    pages = PdfReader(io.BytesIO(raw)).pages
    assert 2 <= len(pages) <= 6
    for number, each in enumerate(pages, start=1):
        text = each.extract_text()
        assert f"{number} / {len(pages)}" in text
        assert ("INTERNAL" in text) is (edition == "internal")
    assert "Delete" not in pages[0].extract_text()
    expect(page.locator(".plan-paper")).to_be_empty()
    expect(page.locator(".plan-paper")).to_be_hidden()


def test_pages_break_where_they_may(open_page):
    """A heading stays with what follows it, and an exit test in one piece; nothing is wider than the paper."""
    page = open_page(VENDOR)
    make(page, "onboarding-90")
    papers_are_there(page)
    tests = [
        squashed(test.text)
        for group in plan_of("internal", "onboarding-90", partner_types=("reseller",)).groups
        for test in group.tests
    ]
    pages = [squashed(each.extract_text()) for each in PdfReader(io.BytesIO(paper_of(page))).pages]
    assert len(pages) > 3
    headings = [squashed(text) for text in page.locator('[data-part="milestones"] h3').all_inner_texts()]
    assert len(headings) == len(set(headings)) > 3
    for heading in headings:
        (sheet,) = (each for each in pages if heading in each)
        assert not sheet.endswith(heading)
    assert all(any(test in sheet for sheet in pages) for test in tests)
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    edges = page.locator(".plan-paper *").evaluate_all("all => all.map((each) => each.getBoundingClientRect().right)")
    assert 600 < max(edges) <= 690


def test_hostile_words_are_printed_as_they_are(open_page):
    page = open_page(PLANS)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    plan = plan_file()
    evil = EVIL + '"} body{display:none} @page{'
    plan |= {"title": evil, "partner": evil, "made_for": [evil]}
    plan["tasks"][0] |= {"title": evil, "owner": evil, "done_when": evil, "support": evil}
    plan["milestones"][0]["title"] = plan["milestones"][0]["tests"][0]["text"] = evil
    give(page, does(page, "import"), json.dumps(plan))
    page.get_by_role("button", name="Keep it").click()
    papers_are_there(page)
    text = pdf_text(paper_of(page))
    assert text.count(squashed(evil)) > 8
    page.evaluate(PRINTED)
    page.locator("[name=person]").select_option(
        label=f"{page.locator('[name=person] option').filter(has_text=EVIL).inner_text()}"
    )
    does(page, "person-sheet").click()
    expect(page.locator(".plan-paper")).to_contain_text(evil)
    assert page.locator("img[src=x]").count() == 0


# -- one person ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_person_has_one_page_and_one_calendar(open_page, edition):
    page = open_page(EDITIONS[edition])
    make(page, "onboarding-90")
    page.evaluate(PRINTED)
    people = page.locator("[name=person] option")
    expect(people.first).to_be_attached()
    ours, partners = (
        plan_of(each, "onboarding-90", partner="Acme", partner_types=("reseller",)) for each in (edition, "partner")
    )
    vendor = {"internal": "Vendor", "partner": "Northwind"}[edition]
    expected = {
        (SIDES[edition][each.side], each.owner)
        for side, plan in (("vendor", ours), ("partner", partners))
        for each in plan.tasks
        if each.side == side
    }
    assert {tuple(text.split(": ", 1)) for text in people.all_text_contents()} == expected
    counts = []
    for number, (side, owner) in enumerate(text.split(": ", 1) for text in people.all_text_contents()):
        page.locator("[name=person]").select_option(index=number)
        plan = ours if side == vendor else partners
        own = [each for each in plan.tasks if (each.owner, SIDES[edition][each.side]) == (owner, side)]
        does(page, "person-sheet").click()
        sheet = page.locator(".plan-paper")
        expect(sheet).to_contain_text(f"Your {len(own)} tasks" if len(own) > 1 else "Your one task")
        text = squashed(sheet.text_content())
        for each in own:
            for words in (
                each.title,
                each.done_when,
                f"{each.due.day} {each.due:%B %Y}",
                each.support or ("Acme" if side == vendor else "Northwind"),
            ):
                assert squashed(words) in text
        is_marked = edition == "internal" and side == vendor
        assert (squashed(MARK) in text) is is_marked
        raw, name = taken(page, "person-ics")
        assert name.endswith("-internal.ics") is is_marked
        calendar = Calendar.from_ical(raw)
        assert (MARK in str(calendar["x-wr-calname"])) is is_marked
        other = "Acme" if side == vendor else "Northwind"
        assert sorted(str(event["summary"]) for event in calendar.walk("VEVENT")) == sorted(
            f"{other}: {each.title}" for each in own
        )
        counts.append(len(own))
    assert max(counts) > 8


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_one_person_s_tasks_are_on_one_page_however_many(open_page, paper):
    page = open_page(PLANS)
    page.evaluate("window.print = () => undefined")
    plan = plan_file()
    plan["tasks"] = [each | {"owner": "Pat Doe", "side": "partner"} for each in plan["tasks"] * 2]
    for number, each in enumerate(plan["tasks"]):
        each |= {"id": f"own.{number}", "title": f"{each['title']}, {number}"}
    give(page, does(page, "import"), json.dumps(plan))
    page.get_by_role("button", name="Keep it").click()
    papers_are_there(page)
    does(page, "person-sheet").click()
    pages = PdfReader(io.BytesIO(paper_of(page, format=paper))).pages
    text = squashed(pages[0].extract_text())
    assert len(pages) == 1
    assert len(plan["tasks"]) > 30
    assert all(squashed(each["title"]) in text and squashed(each["done_when"]) in text for each in plan["tasks"])
    assert len(PdfReader(io.BytesIO(paper_of(page, format=paper))).pages) > 2  # the next print is the whole plan's


# -- tables for planning programs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
def test_planner_and_asana_get_their_own_columns_and_days(open_page, edition):
    page = open_page(EDITIONS[edition])
    make(page)
    first, second, third = page.locator('[data-view="plan"] .task__title').all_inner_texts()[:3]
    task(page, first).locator(".task__title").click()
    for title, status in ((second, "stuck"), (third, "dropped")):
        task(page, title).locator("summary").click()
        task(page, title).get_by_label("Status").select_option(status)
    expect(task(page, third)).to_contain_text("Not needed")
    task_list = plan_made(edition)
    tasks = {each.title: each for each in task_list.tasks}
    more = ["internal"] if edition == "internal" else []
    planner, name = taken(page, "planner")
    assert name == f"Acme-30-day-onboarding-plan{'-internal' if more else ''}.planner.csv"
    rows = rows_of(planner)
    assert list(rows[0]) == [
        *(
            "Task Name",
            "Bucket Name",
            "Progress",
            "Priority",
            "Assigned To",
            "Start Date",
            "Due Date",
            "Description",
            "Checklist Items",
        ),
        *more,
    ]
    found = {row["Task Name"]: row for row in rows}
    assert found.keys() == {*tasks.keys() - {third}, *(f"Exit test: {group.title}" for group in task_list.groups)}
    assert (found[first]["Progress"], found[second]["Progress"], found[second]["Priority"]) == (
        "Completed",
        "In progress",
        "Important",
    )
    gate = found[f"Exit test: {task_list.groups[0].title}"]
    assert gate["Checklist Items"].split(";") == [test.text.replace(";", ",") for test in task_list.groups[0].tests]
    asana, name = taken(page, "asana")
    assert name.endswith(".asana.csv")
    ours = {row["Name"]: row for row in rows_of(asana)}
    assert list(ours[first]) == ["Name", "Section/Column", "Assignee", "Start Date", "Due Date", "Type", "Notes", *more]
    for title in tasks.keys() - {third}:
        each = tasks[title]
        assert (found[title]["Due Date"], ours[title]["Due Date"]) == (each.due.isoformat(), f"{each.due:%m/%d/%Y}")
        assert found[title]["Assigned To"] == ours[title]["Assignee"] == each.owner
        assert each.done_when in found[title]["Description"]
        assert each.done_when in ours[title]["Notes"]
    assert {row["Type"] for row in ours.values()} == {"Task", "Milestone"}
    if more:
        assert {row["internal"] for row in (*rows, *ours.values())} == {MARK}


def test_no_cell_of_these_tables_is_computed(open_page):
    page = open_page(PLANS)
    plan = plan_file()
    first = plan["tasks"][0]
    bad = '=HYPERLINK("http://x","y")'
    first |= {"title": bad, "owner": "@owner", "done_when": "-2"}
    plan["milestones"][0] |= {"title": "+1"}
    give(page, does(page, "import"), json.dumps(plan))
    page.get_by_role("button", name="Keep it").click()
    for kind, columns in (
        ("planner", ("Task Name", "Bucket Name", "Assigned To")),
        ("asana", ("Name", "Section/Column", "Assignee")),
    ):
        rows = rows_of(taken(page, kind)[0])
        cells = [row[column] for row in rows for column in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
        assert {f"'{bad}", "'+1", "'@owner"} <= {row[column] for row in rows for column in columns}


# -- what must not leave -------------------------------------------------------------------------------------------


def test_nothing_internal_is_in_what_partners_get(open_page):
    page = open_page(VENDOR)
    make(page, "onboarding-90")
    for number in (0, 5, 9):
        item = page.locator('[data-view="plan"] .task:has(details)').nth(number)
        item.locator("summary").click()
        item.get_by_label("Note").fill(f"{CANARY} {number}")
        page.keyboard.press("Tab")
    expect(page.locator('[data-view="plan"] .my-plans__note').first).to_contain_text(CANARY)
    theirs, ours = (
        {
            text
            for each in plan_of(edition, "onboarding-90", partner_types=("reseller",)).tasks
            for text in (each.title, each.done_when)
        }
        for edition in ("partner", "internal")
    )
    hidden = {text for text in ours - theirs if text}
    assert hidden
    for kind in ("xlsx", "planner", "asana"):
        raw, name = taken(page, f"partner-{kind}")
        text = said(raw, name)
        assert CANARY not in text
        assert MARK not in text
        assert "internal" not in name
        assert not [words for words in hidden if words in text]
        assert CANARY in said(*taken(page, kind))
    page.evaluate(PRINTED)
    for number, label in enumerate(page.locator("[name=person] option").all_text_contents()):
        if label.startswith("Vendor"):
            continue
        page.locator("[name=person]").select_option(index=number)
        text = said(*taken(page, "person-ics")).replace("\r\n ", "")
        does(page, "person-sheet").click()
        expect(page.locator(".plan-paper")).to_contain_text("Your")
        for told_to_them in (text, page.locator(".plan-paper").text_content()):
            assert CANARY not in told_to_them
            assert not [words for words in hidden if words in told_to_them]


def said(raw, name):
    if not name.endswith(".xlsx"):
        return raw.decode().replace('""', '"')
    sheets = openpyxl.load_workbook(io.BytesIO(raw)).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell)
