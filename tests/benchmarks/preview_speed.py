"""How long from a save to the shown page? The preview against a plain rebuild, edit by edit in one run, in Chromium.

    .venv/bin/python tests/benchmarks/preview_speed.py [TIMES]

Both work on the shipped content, or on so many times as much, with a page of a stage open. The plain rebuild is what
`serve` once did, in a process that is as warm: check, render, publish the whole site, swap it; and the page is loaded
again as soon as it is there. Times depend on the machine and on what else it does: the ratio is what counts.
"""

import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from enlarging import enlarge
from previewing import Preview, wait_for
from running import CHROMIUM, ROOT
from serving import serving

from partner_playbooks.changes import build_chronicle
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project.folder import Project
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.revisions import read_history
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.publishing import site
from partner_playbooks.publishing.edition import render_edition
from partner_playbooks.publishing.publishers import PUBLISHERS

EDITS = 12
FEW = 5
"""Edits of a larger handbook, of which each takes a while."""
LONG = 600
PROBLEMS = "(document.getElementById('playbooks-preview')?.shadowRoot.textContent ?? '')"
DRAWN = "performance.getEntriesByName('first-contentful-paint')"
PLACE = "stages/activate/"
OLD = "title: Hold the kickoff\n"
SILENT = site.Listener(step=lambda _: None)


def edited(project, number):
    """Save another title of a checklist item; give the moment of the save and the new words."""
    path = project / "content" / "stages" / "activate.yml"
    words = f"Hold kickoff number {number}"
    text = (ROOT / "content" / "stages" / "activate.yml").read_text(encoding="utf-8")
    path.write_text(text.replace(OLD, f"title: {words}\n"), encoding="utf-8")
    return time.time(), words


def with_mistake(page, preview, number):
    """Save a field that there is none of, and wait until the page tells of it; then put it right."""
    path = preview.project / "content" / "stages" / "activate.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}mistake_{number}: x\n", encoding="utf-8")
    begun = time.perf_counter()
    page.wait_for_function(f"() => {PROBLEMS}.includes('mistake_{number}')")
    taken = time.perf_counter() - begun
    before = preview.builds
    path.write_text(text, encoding="utf-8")
    page.wait_for_function(f"() => !{PROBLEMS}")
    wait_for(lambda: preview.builds > before, LONG)
    return taken


def shown(page, words):
    """Wait for words on the page; give the moment at which the browser had drawn it."""
    page.wait_for_function("words => document.querySelector('article')?.textContent.includes(words)", arg=words)
    page.wait_for_function(f"() => {DRAWN}.length")
    return page.evaluate(f"() => (performance.timeOrigin + {DRAWN}[0].startTime) / 1000")


def rebuilt(project, place):
    examined = open_project(project, datetime.now(UTC).date()).examined
    past = build_chronicle(read_history(project), Audience.INTERNAL)
    edition = render_edition(examined.handbook, Audience.INTERNAL, read_theme(project), past)
    site.build_sites(project, [(edition, place)], PUBLISHERS["mkdocs"], SILENT)


def with_preview(page, preview, number):
    begun, words = edited(preview.project, number)
    return shown(page, words) - begun


def with_rebuild(page, project, place, number):
    begun, words = edited(project.root, number)
    rebuilt(project, place)
    page.reload()
    return shown(page, words) - begun


def told(name, times):
    low, middle, high = statistics.quantiles(times, n=4)
    print(f"{name:<28} median {middle:.2f} s, half of them between {low:.2f} and {high:.2f} s ({len(times)} edits)")  # noqa: T201
    return middle


def measure(folder, browser, size, edits):
    projects = [folder / name for name in ("previewed", "rebuilt")]
    enlarge(projects[0], size)
    shutil.copytree(projects[0], projects[1])
    plain, place = Project(projects[1]), folder / "site"
    place.mkdir()
    rebuilt(plain, place)
    begun = time.perf_counter()
    preview = Preview(projects[0], folder / "preview")
    preview.shows("<article", "")
    first = time.perf_counter() - begun
    wait_for(lambda: preview.builds, LONG)
    preview.kill()
    begun = time.perf_counter()
    preview = Preview(projects[0], folder / "preview")
    preview.shows("<article", "")
    again = time.perf_counter() - begun
    wait_for(lambda: preview.builds, LONG)
    with serving(place) as address:
        pages = [browser.new_page(), browser.new_page()]
        pages[0].goto(preview.address + PLACE)
        pages[1].goto(f"{address}/{PLACE}")
        times = {"first": first, "again": again, "preview": [], "rebuild": [], "hurried": [], "mistake": []}
        for number in range(edits):
            before = preview.builds
            times["preview"].append(with_preview(pages[0], preview, number))
            wait_for(lambda: preview.builds > before, LONG)  # noqa: B023 - it is called before the next edit
            times["rebuild"].append(with_rebuild(pages[1], plain, place, number))
        for number in range(edits, 2 * edits):
            times["hurried"].append(with_preview(pages[0], preview, number))
        before = preview.builds
        wait_for(lambda: preview.builds > before, LONG)
        times["mistake"] = [with_mistake(pages[0], preview, number) for number in range(edits)]
    preview.kill()
    return times


def main():
    size = int(sys.argv[1]) if sys.argv[1:] else 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        times = measure(Path(folder), browser, size, EDITS if size == 1 else FEW)
        browser.close()
    quick = told("preview, save to shown", times["preview"])
    slow = told("plain rebuild and reload", times["rebuild"])
    hurried = told("preview, one after the other", times["hurried"])
    told("preview, save to findings", times["mistake"])
    print(f"first page {times['first']:.1f} s after the start, {times['again']:.1f} s where a build has been")  # noqa: T201
    print(f"plain : preview = {slow / quick:.1f} : 1; in a hurry {slow / hurried:.1f} : 1")  # noqa: T201


if __name__ == "__main__":
    main()
