"""What readers do on the page "My plans", in Chromium."""

import json

from playwright.sync_api import expect

PLANS = "partner/my-plans/"
STORED = "Object.entries(localStorage).filter(([key]) => key.includes('/plan/'))"
START = "2026-12-01"


def make(page, plan="onboarding-30", partner="Acme", type_="reseller", anchor=START):
    page.locator("[name=plan]").select_option(plan)
    page.locator("[name=partner]").fill(partner)
    page.locator("[name=type]").select_option(type_)
    page.locator("[name=anchor]").fill(anchor)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator('[data-view="plan"] h2')).to_be_visible()


def kept(page):
    return [json.loads(text) for _, text in page.evaluate(STORED)]


def does(page, name):
    return page.locator(f'.my-plans-app [data-does="{name}"]')


def task(page, title):
    return page.locator(".task").filter(has=page.get_by_text(title, exact=True).and_(page.locator(".task__title")))


def told(page):
    return page.locator(".my-plans-app > [role=alert]")
