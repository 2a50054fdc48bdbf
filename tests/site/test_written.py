"""From a page to the line that it is written at: in the internal edition, and without a trace in the other."""

import json
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from running import ROOT, playbooks

pytestmark = pytest.mark.site


def listed(site):
    return json.loads((site / "written.json").read_text(encoding="utf-8"))


def line_at(root, file, number):
    return (root / file).read_text(encoding="utf-8").splitlines()[number - 1]


def wrong(places, root):
    """Give the places of checklist items, and of the things that fill a page, whose line does not hold their id."""
    found = []
    for address, files in places["pages"].items():
        for file, anchors in files.items():
            for anchor, line in anchors.items():
                text = line_at(root, file, line)
                own = address.strip("/").rpartition("/")[2]
                dotted = re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", anchor)
                if dotted and anchor not in text:
                    found.append((address, anchor, text))
                elif not anchor and address.count("/") == 2 and "index" not in file and not text.startswith("id: "):
                    found.append((address, own, text))
    return found


def test_every_line_holds_what_it_is_said_to_hold(sites):
    places = listed(sites / "internal")
    items = [
        anchor
        for files in places["pages"].values()
        for anchors in files.values()
        for anchor in anchors
        if "." in anchor
    ]
    assert len(items) > 150
    assert wrong(places, ROOT) == []


def test_after_lines_have_moved_they_are_right_again(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "content", project / "content")
    for number, path in enumerate(sorted((project / "content" / "stages").glob("*.yml"))):
        text = path.read_text(encoding="utf-8")
        moved = text.replace("checklist:\n", "# moved\n\n" * number + "checklist:\n", 1)
        path.write_text("# a word first\n" * number + moved, encoding="utf-8")
    assert playbooks("build", "--project", project).returncode == 0
    places = listed(project / "site" / "internal")
    assert wrong(places, project) == []
    assert places["pages"] != listed_of_root(tmp_path)


def listed_of_root(tmp_path):
    done = playbooks("build", "--project", ROOT, "--output", tmp_path / "root")
    assert done.returncode == 0, done.stderr
    return listed(tmp_path / "root")["pages"]


def test_the_partner_edition_knows_no_file_and_no_line(sites):
    assert not (sites / "partner" / "written.json").exists()
    for path in (sites / "partner").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "written.json" not in text
        assert 'class="written"' not in text


def test_the_control_names_file_and_line_of_the_part_and_the_page(open_page):
    page = open_page("internal/stages/activate/#activate.first-login")
    page.get_by_role("button", name="Where is this written?").click()
    panel = page.get_by_role("region", name="Where is this written?")
    panel.get_by_text("This part").wait_for()
    told = panel.inner_text()
    file, line = re.search(r"This part (content/stages/activate\.yml):(\d+)", told).groups()
    assert "activate.first-login" in line_at(ROOT, file, int(line))
    assert "This page content/stages/activate.yml:1" in told
    assert panel.get_by_role("button", name="Copy path").count() == 2
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "https://github.com/acme/handbook",
            "https://github.com/acme/handbook/blob/main/content/stages/onboard.yml#L1",
        ),
        (
            "https://gitlab.com/acme/handbook",
            "https://gitlab.com/acme/handbook/-/blob/main/content/stages/onboard.yml#L1",
        ),
        (
            "https://bitbucket.org/acme/handbook",
            "https://bitbucket.org/acme/handbook/src/main/content/stages/onboard.yml#lines-1",
        ),
    ],
)
def test_with_a_repository_it_leads_to_the_host(tmp_path, url, address):
    project = tmp_path / "project"
    assert playbooks("init", "--minimal", project).returncode == 0
    settings = project / "content" / "programme.yml"
    settings.write_text(f"{settings.read_text()}repository: {{url: {url}}}\n")
    done = playbooks("build", "--project", project)
    assert done.returncode == 0, done.stderr
    view = listed(project / "site" / "internal")["view"]
    assert view.replace("{file}", "content/stages/onboard.yml").replace("{line}", "1") == address
