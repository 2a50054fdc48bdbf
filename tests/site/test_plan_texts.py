"""Texts that people type and paste into My plans, checklists and the assessment: kept, or refused with the reason."""

import json
import re

import pytest
from browsing import EVIL, give, saved
from drawing import draw_texts
from filling import plan_file
from planning import PLANS, STORED, does, kept, make, task, told
from playwright.sync_api import expect
from running import ROOT, playbooks
from sampling import some

from partner_playbooks.plans.texts import NAME_LIMIT, classify_text, clean_name

pytestmark = pytest.mark.site
VERSION_1 = ROOT / "tests" / "scripts" / "version-1"
TAKE = """store => {
    localStorage.clear();
    for (const [key, text] of Object.entries(store)) localStorage.setItem(key, text);
}"""
FAULT = "[data-fault]:visible"


@pytest.fixture
def page(open_page):
    page = open_page(PLANS)
    said = []

    def answer(dialog):
        if dialog.type != "beforeunload":
            said.append(dialog.message)
        dialog.accept()

    page.on("dialog", answer)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    assert said == []


def paste(page, field, text):
    """Paste from the clipboard, over what the field holds."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")


def first(page):
    item = task(page, page.locator('[data-view="plan"] .task__title').first.inner_text())
    if item.locator("details").get_attribute("open") is None:
        item.locator("summary").click()
    return item


def notes_of(plan):
    return [fields["note"]["value"] for fields in plan["state"].values() if "note" in fields]


@pytest.mark.parametrize(
    ("pasted", "note", "name"),
    some(
        [
            ("two\tcells", "two cells", "two cells"),
            ("a\u2028b\u2029c", "a\nb\nc", "a b c"),
            ("\ufeffa\u200bb\x0bc\r\nd", "ab\nc\nd", "ab c d"),
            ("\u05d0\u05d1\u200f (\u200eAcme)", "\u05d0\u05d1\u200f (\u200eAcme)", "\u05d0\u05d1\u200f (\u200eAcme)"),
            (EVIL, EVIL, EVIL),
        ],
        1,
    ),
)
def test_what_is_pasted_is_cleaned_and_stays(page, tmp_path, pasted, note, name):
    """(faults A1)"""
    page.locator("[name=plan]").select_option("onboarding-30")
    paste(page, page.locator("[name=partner]"), pasted)
    page.keyboard.press("Enter")
    does(page, "edit")  # in the fold of the people
    paste(page, page.locator('[data-part="people"]').get_by_label("Partner manager"), pasted)
    page.keyboard.press("Enter")
    item = first(page)
    paste(page, item.get_by_label("Note"), pasted)
    page.keyboard.press("Tab")
    expect(item.locator(".my-plans__note")).to_be_visible()
    page.reload()
    expect(page.locator('[data-part="faults"]')).to_be_hidden()
    expect(page.locator('[data-view="plan"]')).to_contain_text(f"{name} (Partner manager)")
    plan = kept(page)[0]["plan"]
    assert plan["partner"] == name
    assert notes_of(plan) == [note]
    text, _ = saved(page, does(page, "json"))
    give(page, does(page, "merge"), text)
    expect(told(page)).to_contain_text("agree")
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8", newline="")
    done = playbooks("plan", "status", file, "--out", tmp_path / "merged")
    assert done.returncode == 0, done.stdout + done.stderr
    merged = json.loads((tmp_path / "merged" / "plan.json").read_text(encoding="utf-8"))
    assert notes_of(merged) == [note]
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("text", some(["a\u202eb", "a\x07b", "a\U000e0041b", "x" * 2001], 1))
def test_what_cannot_be_held_is_refused_beside_the_field_and_stays_in_it(page, text):
    """(faults A1)"""
    make(page)
    does(page, "back").click()
    name = kept(page)[0]["name"]
    for of, called in (("form", "partner"), ("[data-view=plan]", "rename")):
        field = page.locator(f"{of} [name={called}]")
        if of != "form":
            page.locator("[data-part=plans] a").click()
            does(page, "edit")  # in the same fold
        field.fill(text)
        page.keyboard.press("Enter")
        reason = page.locator(f"{of} {FAULT}")
        expect(reason).to_have_count(1)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        assert reason.get_attribute("id") in field.get_attribute("aria-describedby").split()
        assert field.input_value() == text
        field.fill("" if of == "form" else name)
    page.keyboard.press("Enter")
    assert [each["name"] for each in kept(page)] == [name]
    item = first(page)
    item.get_by_label("Note").fill(text)
    page.keyboard.press("Tab")
    expect(item.locator(FAULT)).to_have_count(1)
    assert item.get_by_label("Note").input_value() == text
    assert kept(page)[0]["plan"]["state"] == {}
    task(page, page.locator('[data-view="plan"] .task__title').nth(1).inner_text()).get_by_role("checkbox").click()
    assert item.get_by_label("Note").input_value() == text
    item.get_by_label("Note").fill("fine")
    page.keyboard.press("Tab")
    expect(item.locator(FAULT)).to_have_count(0)
    expect(item.locator(".my-plans__note")).to_have_text("fine")


@pytest.mark.slow
def test_texts_of_all_of_unicode_stay_or_are_refused(page):
    """A sample in Chromium; the rest runs in Node (faults A1)."""
    make(page)
    item = first(page)
    note = item.get_by_label("Note")
    for text in draw_texts(14, 25):
        held = clean_name(text, lines=True)
        page.evaluate("([note, text]) => { note.value = text; }", [note.element_handle(), text])
        typed = note.evaluate("note => note.value")
        note.dispatch_event("change")
        if classify_text(held, lines=True):
            expect(item.locator(FAULT)).to_have_count(1)
            continue
        expect(item.locator(FAULT)).to_have_count(0)
        stored = next((fields["note"]["value"] for fields in kept(page)[0]["plan"]["state"].values()), "")
        assert stored == clean_name(typed, lines=True), ascii(text)
    page.reload()
    expect(page.locator('[data-part="faults"]')).to_be_hidden()
    assert NAME_LIMIT == 300


def test_the_first_version_s_plans_are_all_there(page):
    """(faults A1)"""
    store = json.loads((VERSION_1 / "store-partner.json").read_text(encoding="utf-8"))
    page.evaluate(TAKE, store)
    page.goto(page.url)
    entries = page.locator("[data-part=plans] > tr a")
    expect(entries).to_have_count(4)
    assert sorted(entries.all_inner_texts())[2] == "Nova GmbH: 90-day onboarding plan"
    page.get_by_role("link", name="Tal:").click()
    expect(page.locator('[data-part="faulty"] li')).to_contain_text("Note: It holds U+202E")
    expect(page.locator('[data-part="faulty"] li')).to_contain_text("reads \ufffdbackwards")
    expect(page.locator(".my-plans__note:visible")).to_have_text("reads \ufffdbackwards")
    key = page.evaluate("new URLSearchParams(location.search).get('plan')")
    was = next(text for name, text in store.items() if name.endswith(key))
    assert saved(page, does(page, "stored").locator("visible=true"))[0] == was
    page.locator('[data-view="plan"] .task__box').nth(1).click()  # it is kept anew, and nothing is lost
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    page.reload()
    expect(page.locator('[data-part="faulty"] li')).to_contain_text("Note: It holds U+202E")
    assert saved(page, does(page, "stored").locator("visible=true"))[0] == was
    does(page, "forget").click()
    expect(page.locator('[data-part="faults"]')).to_be_hidden()
    expect(page.locator('[data-view="plan"] h2')).to_be_focused()
    page.reload()
    expect(page.locator('[data-part="faults"]')).to_be_hidden()
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    page.goto(page.url.partition("my-plans")[0] + "stages/activate/")
    none = page.locator("[name=whose] option").first  # a plan was opened: the ticks before it are still there
    expect(none).to_contain_text(re.compile(r"\(\d+ of \d+ done\)"))
    page.locator("[name=whose]").select_option("")
    expect(page.locator('[data-item-id="activate.named-team"] .task__box')).to_be_checked()


def test_what_is_stored_and_no_plan_is_listed_with_its_reason_and_its_bytes(page):
    """(faults A1)"""
    make(page)
    [[key, _]] = page.evaluate(STORED)
    bad = '{"schema": "partner-playbooks/my-plan", "version": 7}'
    page.evaluate("([key, text]) => localStorage.setItem(key + 'x', text)", [key, bad])
    page.goto(page.url.partition("?")[0])
    entry = page.locator('[data-part="broken"] li')
    expect(entry).to_contain_text("newer version")
    assert saved(page, entry.locator('[data-does="stored"]'))[0] == bad
    entry.get_by_role("button", name="Delete it").click()
    expect(entry).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(entry).to_have_count(1)
    assert bad in [text for _, text in page.evaluate(STORED)]
    expect(page.locator("[data-part=plans] > tr")).to_have_count(1)


def test_a_file_with_a_bad_value_is_read_and_its_bytes_are_kept(page):
    """(faults A1)"""
    plan = plan_file()
    plan["tasks"][0]["title"] = "a\x07b"
    text = json.dumps(plan)
    give(page, does(page, "import"), text)
    expect(told(page)).to_contain_text("1 value of it could not be read")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator('[data-part="faulty"] li')).to_contain_text("U+0007")
    expect(page.locator('[data-view="plan"] .task')).not_to_have_count(0)
    assert saved(page, does(page, "stored").locator("visible=true"))[0] == text
    assert json.loads(saved(page, does(page, "json"))[0])["tasks"][0]["title"] == "a\ufffdb"


@pytest.mark.parametrize(
    ("address", "kind", "bad"),
    [("partner/stages/activate/", "ticks", "activate.kickoff"), ("internal/assess/", "answers", "No such question?")],
)
def test_a_bad_mark_takes_no_other_with_it(open_page, address, kind, bad):
    """(faults A1)"""
    page = open_page(address)
    edition = address.partition("/")[0]
    store = json.loads((VERSION_1 / f"store-{edition}.json").read_text(encoding="utf-8"))
    [(key, text)] = [(key, text) for key, text in store.items() if f"/{kind}/" in key]
    data = json.loads(text)
    data["marks"][bad] = {"value": "done", "at": "2026-12-01T00:00:00Z"}
    page.evaluate(TAKE, {key: json.dumps(data)})
    page.reload()
    panel = page.locator(".ticks, .answers").first
    expect(panel.get_by_role("alert")).to_contain_text("cannot be read: 1.")
    marked = page.locator(".task__box:checked, .question input:checked").count()
    assert marked == sum(
        mark["value"] == 1 if kind == "ticks" else True for name, mark in data["marks"].items() if name != bad
    )
    assert saved(page, panel.get_by_role("button", name="Download as stored"))[0] == json.dumps(data)
    page.locator(".task__box:not(:checked), .question:nth-of-type(5) input").last.check()
    new = key.replace("/ticks/stages/activate/", "/ticks/checklists")  # the one list of all pages takes over
    stored = json.loads(page.evaluate("key => localStorage.getItem(key)", new))["marks"]
    assert stored[bad] == data["marks"][bad]
    assert len(stored) == len(data["marks"]) + 1
    panel.get_by_role("button", name="Let go").click()
    expect(panel.get_by_role("alert")).to_be_hidden()
    page.reload()
    expect(panel.get_by_role("alert")).to_be_hidden()
    assert page.locator(".task__box:checked, .question input:checked").count() == marked + 1
