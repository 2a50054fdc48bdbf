"""Dates typed with the keys of a keyboard, in the forms of three countries: kept whole, or told why not."""

import pytest
from planning import PLANS, kept, make, task
from playwright.sync_api import expect
from running import CHROMIUM
from sampling import some

pytestmark = pytest.mark.site
FORMS = {"en-GB": "{day}{month}{year}", "de-DE": "{day}{month}{year}", "en-US": "{month}{day}{year}"}
LANGUAGE_OF_FIELDS = "--enable-blink-features=LangAttributeAwareFormControlUI"
"""Chromium writes dates as its own language does, of which a machine may have one; so each field gets one."""


@pytest.fixture(scope="module")
def typist(browser):
    running = browser.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", LANGUAGE_OF_FIELDS])
    yield running
    running.close()


@pytest.fixture(params=some(["en-US", "en-GB", "de-DE"], 1))
def plan(request, typist, served):
    """A new plan, in a browser that writes dates as one country does, with its first task unfolded."""
    context = typist.new_context(locale=request.param)
    page = context.new_page()

    page.goto(f"{served}/{PLANS}")
    make(page)
    yield Plan(page, request.param)
    context.close()


class Plan:
    """Types into the fields of its first task, and tells what the browser has stored of it."""

    def __init__(self, page, language):
        self.page, self.language, self.form = page, language, FORMS[language]
        self.title = page.locator('[data-view="plan"] .task__title').first.inner_text()
        self.item = task(page, self.title)
        self.open()

    def open(self):
        self.item.locator("summary").click()
        self.field = self.item.get_by_label("Done on")
        self.write_as_there(self.field)

    def write_as_there(self, field):
        field.evaluate(
            "(field, language) => Object.assign(field, { lang: language, type: 'text' }).type = 'date'", self.language
        )

    def type_date(self, day, month, year, *keys):
        self.field.focus()
        self.page.keyboard.type(self.form.format(day=day, month=month, year=year))
        for key in keys:
            self.page.keyboard.press(key)

    def leave(self):
        self.page.locator('[data-view="plan"] h2').click()

    @property
    def stored(self):
        return [fields["done_on"]["value"] for fields in kept(self.page)[0]["plan"]["state"].values()]

    @property
    def said(self):
        plan = kept(self.page)[0]["plan"]
        return len(plan["log"]) + sum(map(len, plan["state"].values()))


def test_a_date_is_kept_once_when_it_is_whole_and_the_field_is_left(plan):
    """(faults A2)"""
    plan.field.focus()
    for key in plan.form.format(day="03", month="12", year="2026"):
        plan.page.keyboard.press(key)
        assert plan.stored == []
    plan.leave()
    expect(plan.item).to_contain_text("Done on: 3 December 2026")
    assert plan.stored == ["2026-12-03"]
    assert plan.said == 1
    plan.page.reload()
    expect(plan.item).to_contain_text("Done on: 3 December 2026")


def test_enter_keeps_a_date_and_arrows_move_within_it(plan):
    """(faults A2)"""
    plan.type_date("03", "12", "2026", "Enter")
    expect(plan.item).to_contain_text("3 December 2026")
    expect(plan.field).to_be_focused()
    plan.page.keyboard.press("ArrowUp")
    assert plan.stored == ["2026-12-03"]
    plan.page.keyboard.press("Enter")
    expect(plan.item).to_contain_text("3 December 2027")
    assert plan.stored == ["2027-12-03"]


def test_a_year_of_other_than_four_digits_is_refused_beside_the_field(plan):
    """(faults A2)"""
    plan.type_date("03", "12", "2026", "Enter")
    reason = plan.item.locator("[data-fault]:visible")
    for year in ("26", "0002", "20266", "202"):
        plan.leave()
        plan.type_date("04", "12", year, "Enter")
        expect(reason).to_contain_text("Write all four digits")
        expect(plan.field).to_have_attribute("aria-invalid", "true")
        assert plan.field.get_attribute("aria-describedby") == reason.get_attribute("id")
        plan.leave()
        assert plan.stored == ["2026-12-03"]
    plan.type_date("05", "12", "2026", "Enter")
    expect(reason).to_have_count(0)
    assert plan.stored == ["2026-12-05"]


def test_half_a_date_keeps_the_old_one_and_says_so(plan):
    """(faults A2)"""
    plan.field.focus()
    plan.page.keyboard.type("03")
    plan.leave()
    expect(plan.item.locator("[data-fault]:visible")).to_contain_text("no whole date")
    assert plan.stored == []
    plan.type_date("03", "12", "2026", "Enter")
    expect(plan.item.locator("[data-fault]:visible")).to_have_count(0)
    plan.leave()
    plan.field.focus()
    plan.page.keyboard.press("Backspace")
    plan.leave()
    expect(plan.item.locator("[data-fault]:visible")).to_contain_text("“3 December 2026” stays")
    assert plan.stored == ["2026-12-03"]


def test_a_date_is_taken_back_when_all_of_it_is_cleared(plan):
    """(faults A2)"""
    plan.type_date("03", "12", "2026", "Enter")
    plan.leave()
    plan.field.focus()
    for _ in range(3):
        plan.page.keyboard.press("Backspace")
        plan.page.keyboard.press("ArrowRight")
    plan.leave()
    expect(plan.item).not_to_contain_text("Done on: 3 December 2026")
    assert plan.stored == [""]


def test_another_tab_takes_nothing_of_a_date_that_is_half_typed(plan):
    """(faults A2, A3)"""
    other = plan.page.context.new_page()
    other.goto(plan.page.url)
    plan.field.focus()
    plan.page.keyboard.type(plan.form.format(day="03", month="12", year="")[:4])
    titles = other.locator('[data-view="plan"] .task__title').all_inner_texts()
    task(other, titles[1]).locator(".task__title").click()
    expect(task(plan.page, titles[1]).get_by_role("checkbox")).to_be_checked()
    plan.page.bring_to_front()
    plan.page.keyboard.type("2026")
    plan.page.keyboard.press("Enter")
    expect(plan.item).to_contain_text("3 December 2026")


def test_a_day_of_the_calendar_is_kept_at_once_and_a_plan_s_own_date_is_judged_too(plan):
    """(faults A2)"""
    plan.field.evaluate("field => { field.value = '2026-12-09'; }")
    plan.field.dispatch_event("input")
    plan.field.dispatch_event("change")  # what a click in the calendar gives, which no test can reach
    expect(plan.item).to_contain_text("9 December 2026")
    plan.page.locator("[data-does=back]").click()
    plan.write_as_there(plan.page.locator("[name=anchor]"))
    plan.page.locator("[name=anchor]").focus()
    plan.page.keyboard.type(plan.form.format(day="03", month="12", year="26"))
    plan.page.keyboard.press("Enter")
    expect(plan.page.locator("form [data-fault]:visible")).to_contain_text("0026 is out of range")
    expect(plan.page.locator("[name=anchor]")).to_be_focused()
    assert len(kept(plan.page)) == 1
