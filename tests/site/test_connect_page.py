"""A file of records connected in the browser: what it saves, the command reads; nothing leaves the browser."""

import json

import pytest
from accessibility import OPTIONS, WAYS
from axe_playwright_python.sync_playwright import Axe
from running import playbooks
from serving import serving

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("connect page")]

CSV = (
    "\ufeffAccount ID;Account Name;Agreement Date;Status\n"
    '0012;"Alder; and sons";31/01/2026;onboard\n'
    "0013;Birch <b>&;05/02/2026;Live\n"
    "0014;Cedar;29/02/2026;onboard\n"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("connect") / "ours"
    assert playbooks("init", folder, "--minimal").returncode == 0
    assert playbooks("build", "--project", folder, "--edition", "internal", "--output", folder / "out").returncode == 0
    return folder


@pytest.fixture
def page(browser, project):
    asked = []
    with serving(project / "out") as address:
        context = browser.new_context(reduced_motion="reduce")
        opened = context.new_page()
        opened.on(
            "request", lambda request: request.url.startswith((address, "data:", "blob:")) or asked.append(request.url)
        )
        opened.on("console", lambda said: "Content Security Policy" in said.text and asked.append(said.text))
        opened.goto(f"{address}/partners/")
        yield opened
        context.close()
    assert asked == []


def choose(page, text):
    page.get_by_label("CSV file").set_input_files(
        {"name": "accounts.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )


def test_what_it_saves_is_read_by_the_command(page, project):
    choose(page, CSV)
    page.get_by_text("accounts.csv: 3 rows, 1 things to look at.").wait_for()
    assert page.locator(".connect li").all_inner_texts() == ["Agreement Date: row 4 holds no day: 29/02/2026"]
    assert page.get_by_label("How days are written").input_value() == "dd/MM/yyyy"
    page.get_by_label("Status: Live").select_option("onboard")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Save tracking.yml").click()
    waited.value.save_as(project / "tracking.yml")
    (project / "records").mkdir(exist_ok=True)
    (project / "records" / "accounts.csv").write_text(CSV, encoding="utf-8")
    done = playbooks("track", "--project", project)
    assert done.returncode == 0, done.stdout + done.stderr
    snapshot = json.loads((project / "snapshot.json").read_text(encoding="utf-8"))
    assert {(each["id"], each["name"], each["stage"]) for each in snapshot["partners"]} == {
        ("0012", "Alder; and sons", "onboard"),
        ("0013", "Birch <b>&", "onboard"),
        ("0014", "Cedar", "onboard"),
    }
    assert [(each["column"], each["examples"][0]["row"]) for each in snapshot["wrong_rows"]] == [("Agreement Date", 4)]


def test_what_is_missing_is_said_and_a_choice_mends_it(page):
    choose(page, "Ref,Firm\nA,Alder\nA,Birch\n")
    page.get_by_label("What the file holds").select_option("partners")
    said = page.locator(".connect li")
    assert any("how the system names the partner" in text for text in said.all_inner_texts())
    page.get_by_label("how the system names the partner *").select_option("Ref")
    page.get_by_label("what it is called *").select_option("Firm")
    assert said.all_inner_texts() == ["Ref: an id stands twice."]


def test_days_that_fit_two_ways_are_asked_and_what_was_chosen_stays(page):
    choose(page, "Id,Name,Signed,Status,Other\nA,Alder,01/02/2026,Live,x\n")
    said = page.locator(".connect li")
    assert said.all_inner_texts() == ["Days fit dd/MM/yyyy and MM/dd/yyyy: choose which it is."]
    page.get_by_label("How days are written").select_option("MM/dd/yyyy")
    assert said.count() == 0
    page.get_by_label("Status: Live").select_option("onboard")
    page.get_by_label("its region").select_option("Other")
    assert page.get_by_label("Status: Live").input_value() == "onboard"
    with page.expect_download() as waited:
        page.get_by_role("button", name="Save tracking.yml").click()
    text = waited.value.path().read_text(encoding="utf-8")
    assert all(line in text for line in ('dates: "MM/dd/yyyy"', '"Live": "onboard"', 'region: "Other"'))


def test_the_page_has_no_barrier_with_a_file_in_it(page):
    choose(page, CSV)
    page.locator(".connect li").first.wait_for()
    for scheme, window in WAYS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(window)
        found = Axe().run(page, options=OPTIONS).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


def test_what_is_no_table_is_refused(page):
    page.get_by_label("CSV file").set_input_files(
        {"name": "logo.csv", "mimeType": "text/csv", "buffer": b"\xff\xfe\x00\x80"}
    )
    page.get_by_text("logo.csv is no CSV file in UTF-8").wait_for()
    assert page.get_by_role("button", name="Save tracking.yml").is_hidden()
