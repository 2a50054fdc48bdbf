"""Where our partners are, in a browser: eighteen questions within two clicks from home, and names that are names."""

import json

import pytest
from demonstration import HOSTILE_NAME
from playwright.sync_api import expect

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def snapshot(shared):
    return json.loads((shared / "records" / "snapshot.json").read_text(encoding="utf-8"))


def test_each_question_is_answered_within_two_clicks_from_home(open_page):
    page = open_page("internal/")
    page.get_by_role("link", name="Eighteen questions").first.click()
    page.wait_for_url("**/partners/questions/")
    links = page.locator("table a").all()
    assert len(links) == 18
    for target in [link.get_attribute("href") for link in links]:
        page.locator(f'table a[href="{target}"]').first.click()
        anchor = page.locator(f"#{target.partition('#')[2]}")
        anchor.wait_for()
        assert anchor.count() == 1, target
        page.go_back()
        page.wait_for_url("**/partners/questions/")


def test_the_planted_bottleneck_is_on_the_home_page_and_leads_to_the_partner(open_page, snapshot):
    stuck = [each for each in snapshot["partners"] if each["pace"] == "stuck"]
    page = open_page("internal/")
    assert f"{len(stuck)} partner" in page.locator("#our-partners + p").inner_text()
    page.get_by_role("link", name=stuck[0]["name"]).first.click()
    assert page.locator("h1").inner_text().removesuffix("¶").strip() == stuck[0]["name"]
    assert str(stuck[0]["days"]) in page.locator(".subtitle").inner_text()


def test_a_name_of_any_signs_is_shown_and_found_as_it_is(open_page, snapshot):
    (partner,) = [each for each in snapshot["partners"] if each["name"] == HOSTILE_NAME]
    page = open_page("internal/partners/all-1/")
    page.get_by_role("link", name=HOSTILE_NAME, exact=True).click()
    assert page.locator("h1").inner_text().removesuffix("¶").strip() == HOSTILE_NAME
    assert page.locator("h1 b, [onclick]").count() == 0
    assert partner["id"] not in page.url


def test_a_partner_is_found_by_its_name(open_page, snapshot):
    name = next(each["name"] for each in snapshot["partners"] if each["name"] != HOSTILE_NAME)
    page = open_page("internal/")
    page.keyboard.press("/")
    page.keyboard.type(name)
    result = page.locator(".search__results a").first
    expect(result).to_contain_text(name)
    result.click()
    page.wait_for_url("**/partners/**")
    assert name in page.locator("h1").inner_text()


def test_every_page_that_shows_records_of_a_demonstration_says_so(sites):
    pages = [*(sites / "internal" / "partners").rglob("index.html"), sites / "internal" / "portfolio" / "index.html"]
    assert len(pages) > 20
    for path in (*pages, sites / "internal" / "index.html", sites / "internal" / "stages" / "enable" / "index.html"):
        text = path.read_text(encoding="utf-8")
        assert 'class="demo"' in text, path
        assert path.stat().st_size < 300_000
    assert not (sites / "partner" / "partners").exists()
    assert "made up, to show" not in (sites / "partner" / "index.html").read_text(encoding="utf-8")


def shown(page):
    return page.locator(".filtered tbody tr:visible")


def test_lists_are_narrowed_and_the_choice_stands_in_the_address(open_page, snapshot):
    page = open_page("internal/partners/all-1/")
    total = shown(page).count()
    assert total == len(snapshot["partners"])
    page.get_by_role("combobox", name="Stage").select_option("Retain")
    retained = sum(each["stage"] == "retain" for each in snapshot["partners"])
    assert shown(page).count() == retained < total
    assert page.locator(".filters [role=status]").inner_text() == f"{retained} / {total}"
    region = page.get_by_role("combobox", name="Region")
    region.focus()
    page.keyboard.press("ArrowDown")
    both = [
        each for each in snapshot["partners"] if each["stage"] == "retain" and each["region"] == region.input_value()
    ]
    assert shown(page).count() == len(both)
    page.reload()
    assert shown(page).count() == len(both)
    assert "Stage=Retain" in page.url
    page.get_by_role("combobox", name="Stage").select_option("")
    page.get_by_role("combobox", name="Region").select_option("")
    assert shown(page).count() == total
    assert "Stage" not in page.url


def test_without_the_script_every_row_is_there_and_paper_shows_no_controls(open_page, snapshot):
    page = open_page("internal/partners/all-1/", java_script_enabled=False)
    assert page.locator(".filtered tbody tr").count() == len(snapshot["partners"])
    assert page.locator(".filters").count() == 0
    page = open_page("internal/partners/all-1/")
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()


def test_the_plan_of_a_partner_is_made_with_what_is_known_of_it(open_page, snapshot):
    partner = next(
        each for each in snapshot["partners"] if each["type"] and each["tier"] and each["name"] != HOSTILE_NAME
    )
    page = open_page("internal/partners/all-1/")
    page.get_by_role("link", name=partner["name"], exact=True).click()
    page.get_by_role("link", name="Make this partner's plan").click()
    form = page.locator("form")
    form.locator("[name=partner]").wait_for()
    given = {name: form.locator(f"[name={name}]").input_value() for name in ("partner", "type", "tier")}
    assert given == {name: partner["name" if name == "partner" else name] for name in given}


def test_a_metric_shows_its_way_with_the_numbers_of_the_snapshot(open_page, snapshot):
    metric = "activation-rate"
    points = [each for each in snapshot["trends"] if each["metric"] == metric and each["value"] is not None]
    page = open_page(f"internal/metrics/{metric}/")
    chart = page.locator("svg[aria-labelledby^=chart-way]")
    assert chart.locator("circle").count() == len(points)
    numbers = page.locator(".now details").first
    numbers.locator("summary").click()
    rows = [row.locator("td").all_text_contents() for row in numbers.locator("tbody tr").all()]
    assert [int(row[2]) for row in rows] == [each["size"] for each in points]


def test_every_list_is_filtered_by_what_its_partners_are(open_page, snapshot):
    regions = {each["name"]: each["region"] for each in snapshot["partners"]}
    region = next(value for value in regions.values() if value)
    page = open_page("internal/partners/")
    heading = page.locator("#silent")
    heading.scroll_into_view_if_needed()
    chosen = page.locator("#silent ~ .filtered, #silent ~ * .filtered").first.get_by_label("Region")
    chosen.select_option(region)
    table = page.locator("#silent ~ .filtered, #silent ~ * .filtered").first
    shown = table.locator("tbody tr:visible td:first-child").all_inner_texts()
    assert shown
    assert {regions[name] for name in shown} == {region}
    assert f"Region={region}" in page.url
    page.reload()
    again = page.locator("#silent ~ .filtered, #silent ~ * .filtered").first.locator("tbody tr:visible td:first-child")
    assert again.all_inner_texts() == shown
