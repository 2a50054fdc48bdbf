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
    """Give the button that does something, with the folds open that it lies in."""
    button = page.locator(f'.my-plans-app [data-does="{name}"]')
    button.evaluate(
        "button => { for (let at = button; at; at = at.parentElement) if (at.open === false) at.open = true; }"
    )
    return button


def name_person(page, role, name):
    """Say who stands for a role, in the plan that is open."""
    does(page, "edit")  # in the same fold
    field = page.locator('[data-part="people"]').get_by_label(role)
    field.fill(name)
    field.press("Enter")


def task(page, title):
    return page.locator(".task").filter(has=page.get_by_text(title, exact=True).and_(page.locator(".task__title")))


def told(page):
    return page.locator(".my-plans-app > [role=alert]")
