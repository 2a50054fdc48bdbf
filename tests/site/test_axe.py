"""Every kind of page passes axe (WCAG 2.2 AA and best practice) in light and dark, wide and narrow.

Axe takes seconds a page, so `make test` looks at each kind in one of the four ways, in turn; `make test-all` looks at
it in the other three as well.
"""

import pytest
from accessibility import OPTIONS, WAYS
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.site

KINDS = {
    "internal": [
        "",
        "how-to-use/",
        "stages/activate/",
        "stages/align/",
        "roles/",
        "roles/partner-manager/",
        "metrics/",
        "metrics/certified-share/",
        "metrics/time-to-approval/",
        "plans/",
        "plans/onboarding-90/",
        "documents/",
        "documents/qualification-scorecard/",
        "partner-types/",
        "partner-types/isv/",
        "automations/",
        "automations/tier-compliance/",
        "tiers/",
        "tiers/gold/",
        "bottlenecks/",
        "bottlenecks/deals-stand-still/",
        "tools/",
        "figures/",
        "assertions/",
        "definitions/",
        "experiments/",
        "partners/",
        "partners/questions/",
        "partners/data-quality/",
        "partners/all-1/",
        "partners/a68e289339a0/",
        "portfolio/",
        "reported-figures/",
        "glossary/",
        "sources/",
        "matrix/",
        "assess/",
        "lifecycles/six-stage/",
        "inventory/",
        "metric-matrix/",
        "my-plans/",
        "print/stages/activate/",
        "what-changed/",
        "downloads/",
        "reviews/",
        "guides/",
        "guides/change-checklist-item/",
        "404.html",
    ],
    "partner": ["", "stages/enable/", "roles/partner-team/", "plans/onboarding-30/"],
}
SCHEMES = {"light": "default", "dark": "slate"}
PAGES = [f"{edition}/{address}" for edition, addresses in KINDS.items() for address in addresses]


LONG = {"internal/print/stages/activate/", "internal/reviews/", "internal/inventory/"}
"""Pages at which axe looks for a quarter of a minute, so all their looks are in make test-all."""
LOOKS = [  # every page in every way; in make test every third page in one of them, each way in turn
    pytest.param(
        address,
        way,
        id=f"{address}-{way[0]}-{way[1]['width']}",
        marks=[pytest.mark.slow] if later or address in LONG else [],
    )
    for number, address in enumerate(PAGES)
    for later, way in enumerate(WAYS[number % len(WAYS) :] + WAYS[: number % len(WAYS)], number % 3)
]


@pytest.mark.parametrize(("address", "way"), LOOKS)
def test_axe_finds_nothing(open_page, address, way):
    scheme, window = way
    page = open_page(address, color_scheme=scheme, viewport=window)
    if not address.endswith("404.html"):  # without `site_url` its scripts are looked for at the top of the host
        assert page.evaluate("document.body.dataset.mdColorScheme") == SCHEMES[scheme]
    results = Axe().run(page, options=OPTIONS)
    found = [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    assert found == [], (address, scheme, window["width"])


def test_axe_finds_nothing_while_searching(open_page):
    page = open_page("internal/")
    page.keyboard.press("/")
    page.keyboard.type("portal")
    page.locator(".search__results a").first.wait_for()
    assert Axe().run(page, options=OPTIONS).response["violations"] == []


def test_every_kind_of_page_is_looked_at(sites):
    folders = {path.relative_to(sites / "internal").parts[0] for path in (sites / "internal").rglob("index.html")}
    looked_at = {address.partition("/")[0] or "index.html" for address in KINDS["internal"]}
    assert folders - {"assets"} <= looked_at
