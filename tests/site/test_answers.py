"""The self-assessment keeps its answers, draws the profile, and gives it away as a file."""

import csv
import io
import json

import pytest
from accessibility import OPTIONS
from axe_playwright_python.sync_playwright import Axe
from browsing import BLOCKED, give, saved
from playwright.sync_api import expect

pytestmark = pytest.mark.site
SHEET = "internal/assess/"


def does(page, name):
    return page.locator(f'.answers [data-does="{name}"]')


def answer(page, stage, value):
    for question in page.locator(f'.question[data-stage="{stage}"]').all():
        question.locator(f'input[value="{value}"]').check()


def test_answers_stay_and_the_profile_is_drawn_and_exported(open_page):
    page = open_page(SHEET)
    answer(page, "align", 1)
    answer(page, "recruit", 0)
    page.reload()
    questions = {stage: page.locator(f'.question[data-stage="{stage}"]').count() for stage in ("align", "recruit")}
    assert page.locator(".question input:checked").count() == sum(questions.values())
    bars = page.locator(".profile meter")
    expect(bars).to_have_count(2)
    assert bars.evaluate_all("bars => bars.map((bar) => [bar.value, bar.max])") == [
        [questions["align"], 2 * questions["align"]],
        [0, 2 * questions["recruit"]],
    ]
    assert page.locator(".weakest a").all_inner_texts() == ["Recruit", "Align"]
    expect(page.locator(".answers [role=status]")).to_contain_text(f"{sum(questions.values())} of")
    text, name = saved(page, does(page, "profile"))
    assert name == "profile.csv"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == page.locator(".profile tbody tr").count()
    assert [row["points"] for row in rows if row["stage"] in {"Align", "Recruit"}] == [str(questions["align"]), "0"]


def test_answers_go_to_another_browser(open_page):
    page, other = open_page(SHEET), open_page(SHEET)
    answer(page, "align", 2)
    text, name = saved(page, does(page, "export"))
    assert name == "assess-answers.json"
    give(other, does(other, "import"), text)
    expect(other.get_by_role("alert")).to_contain_text("Read:")
    given = page.locator('.question[data-stage="align"]').count()
    assert given > 3
    chosen = other.locator('.question[data-stage="align"] input[value="2"]:checked')
    expect(chosen).to_have_count(given)
    data = json.loads(text)
    data["marks"] = {question: {**mark, "value": 3} for question, mark in data["marks"].items()}
    give(other, does(other, "import"), json.dumps(data))
    expect(other.get_by_role("alert")).to_contain_text("Nothing was changed")
    does(other, "clear").evaluate("button => button.click()")
    expect(other.locator(".question input:checked")).to_have_count(0)
    does(page, "share").evaluate("button => button.click()")
    expect(page.locator(".answers [readonly]")).not_to_have_value("")
    other.goto(page.locator(".answers [readonly]").input_value())
    other.get_by_role("button", name="Add them").click()
    expect(chosen).to_have_count(given)


def test_where_storage_is_blocked_answers_count_until_the_page_is_left(open_page):
    page = open_page(SHEET)
    page.add_init_script(BLOCKED)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("stores nothing")
    answer(page, "align", 1)
    expect(page.locator(".profile meter")).to_have_count(1)


def test_by_keyboard_and_with_the_panel_open_for_axe(open_page):
    page = open_page(SHEET)
    page.locator(".question input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".question input").nth(1)).to_be_checked()
    page.locator(".answers summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(does(page, "export")).to_be_focused()
    assert Axe().run(page, ".answers", options=OPTIONS).response["violations"] == []
