"""Pages that show what records say: their numbers are those of the snapshot, and names are names."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from markdown import markdown
from running import ROOT
from shipped import EXAMINED
from small_records import TABLES, write_project

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.charts import draw_bars
from partner_playbooks.pages.parts.tracked_rows import find_partner_path, shorten, show_sample
from partner_playbooks.pages.parts.writers import EditionWriter, PartnerRecords
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.snapshot_parts import GroupFacts
from partner_playbooks.tracking.snapshot_reading import read_snapshot

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("pages of partners")]  # what is made once is used by all

DAY = date(2026, 8, 15)
HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:alert(2)) `b` *c* {{ d }} &amp;"
THEME = read_theme(Project(ROOT))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A snapshot of a few records, and the pages of the internal edition with it and without it."""
    folder = tmp_path_factory.mktemp("records")
    tables = {**TABLES, "partners": TABLES["partners"].replace("Elm", f'"{HOSTILE}"')}
    placed = write_project(folder, tables)
    raw = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY, date(2026, 8, 1))).after["snapshot.json"]
    tracked = read_snapshot(raw, "snapshot.json")
    internal = EXAMINED.handbook.project(Audience.INTERNAL)
    with_ = render_pages(internal, THEME, records=PartnerRecords.of(tracked))
    without = render_pages(internal, THEME, records=PartnerRecords.of(None))
    return SimpleNamespace(
        raw=raw,
        tracked=tracked,
        pages={each.path: each for each in with_},
        without={each.path: each for each in without},
    )


def list_cells(markdown, anchor):
    """Give the rows of the table below a heading, without links."""
    part = markdown.partition(f"{{: #{anchor} }}")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")][2:]
    return [[re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell).strip() for cell in row] for row in rows]


def test_stages_are_shown_with_the_numbers_of_the_snapshot(made):
    rows = list_cells(made.pages["partners/index.md"].markdown, "stages")
    told = {each.stage: each for each in made.tracked.stages if each.partners}
    titles = {stage.title: stage.id for stage in EXAMINED.handbook.stages}
    shown = {titles[row[0]]: tuple(map(int, row[1:4])) for row in rows}
    assert shown == {stage: (each.partners, each.over, each.stuck) for stage, each in told.items()}
    assert len(shown) > 3


def test_moves_and_what_comes_up_are_counted_as_in_the_snapshot(made):
    page = made.pages["partners/index.md"].markdown
    ways = {row[0]: tuple(map(int, row[1:])) for row in list_cells(page, "moved") if len(row) == 4}
    week = [each for each in made.tracked.moves if (DAY - each.on).days < 7]
    assert sum(counts[0] for counts in ways.values()) == len(week)
    assert sum(counts[2] for counts in ways.values()) == len(
        [each for each in made.tracked.moves if (DAY - each.on).days < 92]
    )
    due = [row for row in list_cells(page, "due") if row[1].isdigit()]
    assert [sum(int(row[place]) for row in due) for place in (1, 2, 3)] == [
        sum(each.many for each in made.tracked.due if each.within <= span) for span in (30, 60, 90)
    ]


def test_every_partner_in_a_stage_has_a_page_and_its_way(made):
    for each in made.tracked.partners:
        page = made.pages[find_partner_path(each.id)]
        assert page.listed is False
        assert len(list_cells(page.markdown, "way")) == len(
            [stay for stay in made.tracked.stays if stay.partner == each.id]
        )
        assert page.words == (each.id,)
    assert len(made.tracked.partners) > 3


def test_a_name_is_a_name_whatever_signs_it_holds(made):
    (partner,) = [each for each in made.tracked.partners if each.name == HOSTILE]
    for path in ("partners/all-1.md", find_partner_path(partner.id)):
        html = markdown(made.pages[path].markdown, extensions=["tables", "attr_list", "md_in_html"])
        assert "img src=x" in html
        assert "<img" not in html
        assert 'href="javascript' not in html
        assert "<em>c</em>" not in html


def test_pages_of_the_handbook_say_what_is_now(made):
    for path, said in (
        ("metrics/sourced-revenue.md", "1 April 2026 to 30 June 2026"),
        ("stages/activate.md", "1 partner is here"),
        ("tiers/gold.md", "partner holds it"),
        ("automations/login-nudge.md", "What is missing: partners.access_given"),
        ("partner-types/msp.md", "partners of this type are in a stage"),
    ):
        now = made.pages[path].markdown.partition("{: #now }")[2].partition("\n## ")[0]
        assert said in now, (path, now[:400])
        assert "As of 15 August 2026" in now
        assert "{: #now }" not in made.without[path].markdown


def test_home_begins_with_partners_and_the_map_counts_them(made):
    home = made.pages["index.md"].markdown
    assert home.index("{: #our-partners }") < home.index("{: #lifecycle }")
    counts = {each.stage: each.partners for each in made.tracked.stages}
    assert f"**{counts['co-market']} partner" in home
    assert "{: #our-partners }" not in made.without["index.md"].markdown


def test_without_records_a_page_says_how_to_begin_in_three_steps(made):
    page = made.without["partners/index.md"].markdown
    assert [line[:2] for line in page.splitlines() if re.match(r"\d\. ", line)] == ["1.", "2.", "3."]
    assert "playbooks track connect" in page
    assert not [path for path in made.without if path.startswith("partners/") and path != "partners/index.md"]


def test_partners_read_nothing_of_it():
    theirs = render_pages(EXAMINED.handbook.project(Audience.PARTNER), THEME)
    assert not [page.path for page in theirs if page.path.startswith(("partners/", "portfolio/"))]
    assert not [page.path for page in theirs if "{: #now }" in page.markdown]


def test_eighteen_questions_lead_to_places_that_there_are(made):
    text = made.pages["partners/questions.md"].markdown
    links = re.findall(r"^\| \d+\. \[.*?\]\((.*?)\)", text, re.MULTILINE)
    assert len(links) == 18
    for link in links:
        path, _, anchor = link.partition("#")
        target = path.removeprefix("../") if path.startswith("../") else f"partners/{path}"
        page = made.pages[target]
        assert f"#{anchor}" in page.markdown or f"{{: #{anchor} }}" in page.markdown, link


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"{}", "is no snapshot"),
        (b"no JSON", "is no whole snapshot"),
        (b'{"schema": "partner-playbooks/snapshot", "version": 99}', "version 99"),
        (b'{"schema": "partner-playbooks/snapshot", "version": 1}', "is no whole snapshot"),
    ],
)
def test_what_is_no_snapshot_is_refused(raw, words):
    with pytest.raises(UserError, match=words):
        read_snapshot(raw, "snapshot.json")


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1234.5, "currency", 1234),
        (0.5678, "percent", 0.568),
        (98765.4, "count", 98765),
        (0, "days", 0),
        (12.345, "percent", 12.3),
    ],
)
def test_figures_are_shown_with_three_digits(value, unit, shown):
    assert float(shorten(value, Unit(unit))) == shown


def test_a_chart_says_what_its_table_says(made):
    page = made.pages["partners/index.md"].markdown
    figure = page.partition('<figure class="chart">')[2].partition("</figure>")[0]
    labels = [f"{stage}: {count}" for stage, count in re.findall(r"<text [^>]*>(.+?): (\d+) partner", figure)]
    assert sorted(labels) == sorted(f"{row[0]}: {row[1]}" for row in list_cells(page, "stages"))
    widths = [int(width) for width in re.findall(r'class="whole"[^>]* width="(\d+)"', figure)]
    assert max(widths) == 360
    assert 'role="img"' in figure
    assert figure.count("<title") == figure.count("<desc") == 1
    assert "style=" not in figure


def test_words_of_a_chart_are_words():
    edition = EditionWriter.of(EXAMINED.handbook.project(Audience.INTERNAL), THEME)
    drawn = draw_bars(
        edition.writer("index.md"), "x", "<b>&", [("<script>alert(1)</script>", 2.0, 1.0), ('"A" & B', 1.0, 0.0)]
    )
    assert "<script>" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn
    assert 'width="180"' in drawn
    assert draw_bars(edition.writer("index.md"), "x", "nothing", []) is None


def test_what_nobody_knows_is_not_said_to_be_so(tmp_path):
    """Without activity nobody knows who is stuck, silent or to be let go; without deals, whether a goal moved."""
    kept = {name: text for name, text in TABLES.items() if name in {"partners", "stage_entries"}}
    kept["commitments"] = "partner,metric,agreed,aim,by\nA,sourced-revenue,2026-01-01,5,2026-12-01\n"
    kept["control_totals"] = TABLES["control_totals"]
    placed = write_project(tmp_path, kept)
    raw = track_records(tmp_path, placed, EXAMINED.handbook, RunDays(DAY, DAY)).after["snapshot.json"]
    tracked = read_snapshot(raw, "snapshot.json")
    internal = EXAMINED.handbook.project(Audience.INTERNAL)
    pages = {each.path: each.markdown for each in render_pages(internal, THEME, records=PartnerRecords.of(tracked))}
    ours, portfolio, questions = (
        pages[path] for path in ("partners/index.md", "portfolio/index.md", "partners/questions.md")
    )
    text = "\n".join((pages["index.md"], ours, portfolio, questions))
    for claim in (
        "Nobody is stuck",
        "partners are stuck",
        "partners are silent",
        "Nobody has been silent",
        "Nobody is one",
    ):
        assert claim not in text
    assert ours.count("Not known without records of activity") == 2
    assert "Who is stuck is not known" in pages["index.md"]
    assert {row[3] for row in list_cells(ours, "stages")} == {"\u2013"}
    assert [row[-1] for row in list_cells(ours, "commitments")] == ["not on record"]
    assert {row[-1] for row in list_cells(pages["partners/data-quality.md"], "totals")} == {"\u2013"}
    assert "0 of 2 differ" in questions
    assert "not told" in pages["tiers/gold.md"].partition("{: #now }")[2]
    assert not [path for path, text in pages.items() if path.startswith("bottlenecks/") and "show it: \u2013" in text]


@pytest.mark.parametrize(
    ("size", "shown"), [(7, ("3 of 7", "")), (9, ("4 of 9", "")), (10, ("42.9\u00a0%", "(15.8 to 75)")), (0, None)]
)
def test_of_few_rows_numbers_stand_in_place_of_a_share(size, shown):
    metric = EXAMINED.handbook.entities["metric"]["activation-rate"]
    writer = EditionWriter.of(EXAMINED.handbook.project(Audience.INTERNAL), THEME).writer("index.md")
    fact = {"metric": metric.id, "by": "type", "group": "x", "value": 42.857, "low": 15.8, "high": 75, "size": size}
    told = show_sample(writer, metric, GroupFacts(**fact))
    assert told == (shown or ("42.9\u00a0%", "(15.8 to 75)"))


def test_of_few_stays_no_median_is_shown_and_a_sum_always_is():
    writer = EditionWriter.of(EXAMINED.handbook.project(Audience.INTERNAL), THEME).writer("index.md")
    fact = {"by": "type", "group": "x", "value": 60, "low": None, "high": None, "size": 3}
    metrics = EXAMINED.handbook.entities["metric"]
    shown = {
        id_: show_sample(writer, metrics[id_], GroupFacts(metric=id_, **fact))[0]
        for id_ in ("time-to-first-deal", "sourced-revenue")
    }
    assert shown == {"time-to-first-deal": "too few to tell", "sourced-revenue": "EUR\u00a060"}
