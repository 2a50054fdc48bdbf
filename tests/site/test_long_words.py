"""Long words everywhere: on a phone no page scrolls sideways, and on paper no word leaves its column (faults B3)."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from downloading import LOOK
from generating import Generator
from leaks import read
from pdf_boxes import runs
from running import ROOT
from serving import serving

from partner_playbooks.downloads.form import build_form
from partner_playbooks.downloads.formats import FORMS, LISTS
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.text import RichText
from partner_playbooks.pages.parts.writers import Known
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.publishing import site
from partner_playbooks.publishing.full_edition import render_full_edition
from partner_playbooks.publishing.publishers import PUBLISHERS

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("long words")]
PHONE = {"width": 360, "height": 740}
LONG = "Partnerentwicklungsmanagerin"
LONGER = "Rindfleischetikettierungsueberwachungsgese"  # 42 letters
LONGEST = "Verwaltungsvorschriftenueberarbeitungsbeauftragtenverzeichnisaenderungsverfahren"  # 80 letters
WORDS = (LONG, LONGER, LONGEST, f"Die {LONG} der {LONGER}", LONGEST.upper(), f"{LONG}/{LONG}")


class LongWords(Generator):
    """Content whose every text holds long words."""

    def scalar(self, type_, *, seen):
        if type_ is str:
            return f"{self.rng.choice(WORDS)} {self.fresh()}"
        if issubclass(type_, RichText):
            word = self.rng.choice(WORDS)
            return f"{self.rng.choice(WORDS)}, [{word}](https://example.com/{word}) `{word.lower()}` **{word}**."
        return super().scalar(type_, seen=seen)


@pytest.fixture(scope="module")
def handbook():
    files = LongWords(random.Random(11)).files()
    files["content/programme.yml"] |= {"name": LONGEST, "vendor": LONGER}
    return replace(read(files), content=None)


@pytest.fixture(scope="module")
def long_site(handbook, tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    edition = render_full_edition(handbook, Audience.INTERNAL, read_theme(Project(ROOT)), Known(), LOOK)
    listener = site.Listener(lambda _: None)
    assert not site.build_sites(Project(ROOT), [(edition, folder / "site")], PUBLISHERS["mkdocs"], listener)
    return folder / "site"


WIDER = """() => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    const hidden = each.closest(".md-sidebar, .md-search, .md-dialog, [hidden], .md-skip, script, svg");
    if (hidden || !box.width || !box.height || box.right <= innerWidth + 1) return false;
    for (let above = each.parentElement; above; above = above.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(above).overflowX) && above !== document.body) return false;
    }
    return true;
}).slice(0, 5).map((each) => each.tagName + "." + each.className + ": " + each.textContent.trim().slice(0, 60))"""


@pytest.mark.slow
def test_no_page_scrolls_sideways_on_a_phone(long_site, browser):
    """Faults B3: every page of a handbook with long words in every field."""
    files = [path for path in long_site.rglob("index.html") if "http-equiv" not in path.read_text(encoding="utf-8")]
    pages = sorted(path.parent.relative_to(long_site).as_posix() for path in files)
    kinds = {}
    for page in pages:
        kinds.setdefault(page.rpartition("/")[0] if page.count("/") else page, []).append(page)
    wanted = [page for group in kinds.values() for page in group[:3]]
    assert len(wanted) > 40
    wide = {}
    with serving(long_site) as address:
        context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
        tab = context.new_page()
        for page in wanted:
            tab.goto(f"{address}/{page}/".replace("/./", "/"))
            found = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            outside = tab.evaluate(WIDER)
            if found[0] > found[1] or outside:
                wide[page] = (found, outside)
        context.close()
    assert wide == {}, "\n".join(f"{page}: {told}" for page, told in wide.items())


def files_of(handbook):
    """Yield PDF files of every kind by their names."""
    maker = TaskListMaker(handbook, LOOK.messages, build_programme_calendar(handbook.programme))
    for stage in handbook.stages:
        yield f"stage {stage.id}", LISTS["pdf"](maker.stage(stage), LOOK)
    for plan in handbook.plans:
        request = Request(plan.id, None, f"Partner {LONGEST}", names={"role-0": LONGEST, "role-1": LONGER})
        yield f"plan {plan.id}", LISTS["pdf"](maker.plan(date_plan(handbook, request, maker.calendar)), LOOK)
    for document in handbook.documents:
        yield f"document {document.id}", FORMS["pdf"](build_form(maker, document), LOOK)


KERNED = 0.2
"""As far as two letters may lean into each other, in parts of their size."""
PAGE = 210 / 25.4 * 72
MARGIN = 18 / 25.4 * 72


@pytest.mark.slow
def test_no_word_leaves_its_page_or_lies_over_another_on_paper(handbook):
    """Faults B3: in all PDF files, as wide as their fonts draw the words."""
    for name, raw in files_of(handbook):
        found = list(runs(raw))
        assert len(found) > 20, name
        outside = [run for run in found if run[1] < MARGIN - 1 or run[2] > PAGE - MARGIN + 1]
        assert outside == [], name
        by_line = {}
        for page, left, right, line, size in found:
            by_line.setdefault((page, round(line, 1)), []).append((left, right, size))
        for place, line in by_line.items():
            line.sort()
            over = [
                (one, two) for one, two in pairwise(line) if two[0] < one[1] - 0.2 * one[2]
            ]  # as far as kerning goes
            assert over == [], (name, place)
