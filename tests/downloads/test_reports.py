"""Packs: every format says the same as the page, what a partner gets is its own alone, and names are names."""

import io
import json
import re
import time
import zipfile

import docx
import openpyxl
import pptx
import pypdf
import pytest
from downloading import LOOK, converted, squashed
from reports import DAY, open_packs, open_small, read_small, track_small
from shipped import EXAMINED

from partner_playbooks.downloads.reports.board_page import make_board_page
from partner_playbooks.downloads.reports.exit_notice import NOTICE, fill_notice
from partner_playbooks.downloads.reports.health_scorecard import make_health_scorecard
from partner_playbooks.downloads.reports.monday_list import list_owners, make_monday_list
from partner_playbooks.downloads.reports.own_facts import OwnFacts
from partner_playbooks.downloads.reports.partner_review import list_texts, make_partner_review
from partner_playbooks.downloads.reports.report_parts import Amount
from partner_playbooks.downloads.reports.review_packs import REPORTS
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.tracked_rows import NOTHING
from partner_playbooks.project.pack_folders import PackOutcome
from partner_playbooks.project.review_folders import StoppedPack, name_folders, write_review_packs
from partner_playbooks.tracking.snapshot_parts import ExitFacts

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("packs of partners")]  # what is made once is used by all

HOSTILE = '=HYPERLINK("http://x.invalid","a") <b>&amp; ../\u202e\x00\x07\x0b\ufffe\u2028'
CANARY = "ZQXCANARY"
PLANTED = ("owner", "reason", "next_step", "row", "name", "text", "region", "deal", "course", "other_name")


@pytest.fixture(scope="module")
def packs():
    return open_small()


def find(packs, id_):
    return next(each for each in packs.tracked.partners if each.id == id_)


def review_of(packs, id_="B", words=()):
    return make_partner_review(packs.outside, OwnFacts.of(find(packs, id_), packs.sorted_), words)


def read_text(ending, raw):
    """Give all that a file shows, read by another program than the one that made it."""
    match ending:
        case "pdf":
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)
        case "docx":
            document = docx.Document(io.BytesIO(raw))
            return "\n".join("".join(node.itertext()) for node in document.element.body.iter("{*}p"))
        case "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(raw))
            return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        case _:
            deck = pptx.Presentation(io.BytesIO(raw))
            shapes = [shape for slide in deck.slides for shape in slide.shapes]
            texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
            cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
            return "\n".join([*texts, *cells])


@pytest.mark.parametrize("ending", REPORTS)
def test_each_format_says_all_that_a_report_says(packs, ending):
    for report in (
        review_of(packs),
        make_health_scorecard(packs.inside, packs.tracked, packs.sorted_, find(packs, "B")),
        make_board_page(packs.inside, packs.tracked),
    ):
        read = squashed(read_text(ending, REPORTS[ending](report, LOOK)).replace("\u00ad", ""))
        wanted = [report.title, report.subtitle]
        for section in report.sections:
            wanted += [section.heading, *section.lines]
            for row in section.table.rows if section.table else ():
                wanted += [str(_as_typed(cell)) if ending == "xlsx" else getattr(cell, "text", cell) for cell in row]
        for text in wanted:
            assert squashed(str(text)) in read, text


def _as_typed(cell):
    if not isinstance(cell, Amount):
        return cell
    number = cell.value
    return int(number) if isinstance(number, float) and number.is_integer() else number


@pytest.mark.parametrize("ending", REPORTS)
def test_the_same_report_gives_the_same_bytes(packs, ending):
    first = REPORTS[ending](review_of(packs), LOOK)
    time.sleep(2.1)  # files know times to two seconds
    assert REPORTS[ending](review_of(packs), LOOK) == first


def test_a_review_has_the_deals_certificates_and_figures_of_the_snapshot(packs):
    tables = {section.heading: section.table for section in review_of(packs).sections if section.table}
    deals = tables["Deals of twelve months"].rows
    assert [(row[0], row[-1].value) for row in deals] == [("2", 100)]
    assert [row[0] for row in tables["People with certificates"].rows] == ["Person 1", "Person 2"]
    asked = packs.sorted_.tiers["B"].requirements
    shown = [each for each in asked if packs.outside.metric(each.metric) is not None]
    values = [
        row[3].value if isinstance(row[3], Amount) else None
        for row in tables["What its tier asks, and the next one"].rows
    ]
    assert [value is None for value in values] == [each.value is None for each in shown]
    for value, each in zip(values, shown, strict=True):
        assert value is None or value == pytest.approx(each.value, rel=0.005)
    assert tables["Agenda"].heads[0] == "Topic"


def test_a_review_with_charts_has_one_that_can_be_edited(packs):
    deck = pptx.Presentation(io.BytesIO(REPORTS["pptx"](review_of(packs), LOOK)))
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert sum(chart.plots[0].series[0].values) == 100
    assert list(chart.plots[0].categories) == ["2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert all(titles)


def plant(data, own):
    """Plant a canary into every text of a snapshot that is not a partner's own, and into what is said of it."""
    for name, part in data.items():
        for place, each in enumerate(part) if isinstance(part, list) else ():
            if each.get("partner", each.get("id")) == own and name not in {"partners", "exit_candidates"}:
                continue
            for field in PLANTED:
                if field in each and not (name == "partners" and each["id"] == own and field == "name"):
                    each[field] = f"{CANARY}-{name}-{place}"
    return data


def list_parts(raw):
    archive = zipfile.ZipFile(io.BytesIO(raw))
    return [archive.read(each) for each in archive.namelist()]


def test_what_a_partner_gets_holds_nothing_of_others_and_nothing_that_is_said_of_it():
    data = plant(json.loads(track_small()), "B")
    packs = open_packs(read_small(data))
    files = {name: make() for name, make in packs.list_files(find(packs, "B")).items()}
    own = {name: raw for name, raw in files.items() if name.startswith("for-")}
    assert len(own) == len(REPORTS)
    for name, raw in own.items():
        parts = (
            [raw]
            if name.endswith("pdf")
            else [zipfile.ZipFile(io.BytesIO(raw)).read(each) for each in zipfile.ZipFile(io.BytesIO(raw)).namelist()]
        )
        assert not any(CANARY.encode() in part for part in parts), name
        assert CANARY not in read_text(name.rpartition(".")[2], raw)
        assert "Birch" in read_text(name.rpartition(".")[2], raw)
    inside = {name: raw for name, raw in files.items() if name.startswith("internal/")}
    assert any(CANARY in read_text(name.rpartition(".")[2], raw) for name, raw in inside.items())


def test_entities_that_partners_may_not_see_have_no_name_in_a_review():
    data = json.loads(track_small())
    partners = EXAMINED.handbook.project(Audience.PARTNER)
    hidden = next(stage for stage in EXAMINED.handbook.stages if partners.get("stage", stage.id) is None)
    for each in data["partners"]:
        each["stage"] = hidden.id
    packs = open_packs(read_small(data))
    texts = "\n".join(list_texts(review_of(packs)))
    assert hidden.title not in texts
    assert not re.search(rf"\b{hidden.id}\b", texts)


def test_internal_files_say_that_they_are_internal_and_others_do_not(packs):
    said = str(LOOK.messages.say("download.internal"))
    for name, make in packs.list_files(find(packs, "B")).items():
        ending = name.rpartition(".")[2]
        raw = make()
        text = read_text(ending, raw)
        if ending == "docx":
            text += "".join(docx.Document(io.BytesIO(raw)).sections[0].header.paragraphs[0].text)
        assert (squashed(said) in squashed(text)) == name.startswith("internal/"), name


def test_a_word_that_must_not_leave_stops_a_review():
    data = json.loads(track_small())
    for each in data["deals"]:
        each["stage"] = "Project Falcon"
    packs = open_packs(read_small(data))
    with pytest.raises(UserError, match="must not leave, and the review of Birch"):
        review_of(packs, words=("falcon",))


@pytest.mark.parametrize("ending", REPORTS)
def test_a_hostile_name_is_a_name(ending):
    data = json.loads(track_small())
    for each in data["partners"]:
        each["name"] = HOSTILE if each["id"] == "B" else each["name"]
    for each in data["deals"]:
        each["stage"] = HOSTILE
    packs = open_packs(read_small(data))
    raw = REPORTS[ending](review_of(packs), LOOK)
    assert "HYPERLINK" in read_text(ending, raw)
    if ending == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(raw))
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_folders_are_named_apart_and_below_where_they_go(packs):
    twins = [each.model_copy(update={"name": name}) for each, name in zip(
        packs.tracked.partners, ("../../etc", "Same", "same", "CON", "Ω"), strict=True)]  # fmt: skip
    names = name_folders(twins)
    assert len(set(names.values())) == len(twins)
    assert all(re.fullmatch(r"[\w-]+", name) for name in names.values())


def test_packs_are_taken_up_again_and_never_overwritten(packs, tmp_path):
    chosen = packs.tracked.partners[:2]
    assert list(write_review_packs(packs, chosen[:1], tmp_path, "one")) == [PackOutcome.MADE]
    assert list(write_review_packs(packs, chosen, tmp_path, "one")) == [PackOutcome.KEPT, PackOutcome.MADE]
    (stopped,) = write_review_packs(packs, chosen[:1], tmp_path, "two")
    assert isinstance(stopped, StoppedPack)
    assert "is there already" in stopped.reason
    assert not list(tmp_path.glob(".*"))


def test_what_was_interrupted_leaves_no_folder(packs, tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("partner_playbooks.project.review_folders.add_files", stop)
    with pytest.raises(KeyboardInterrupt):
        list(write_review_packs(packs, packs.tracked.partners[:1], tmp_path, "one"))
    assert list(tmp_path.iterdir()) == []


def test_a_monday_list_is_of_one_owner_and_has_all_that_wait():
    data = json.loads(track_small())
    for place, each in enumerate(data["partners"]):
        each |= {"owner": f"owner{place % 2}@example.com", "pace": "stuck", "over": 3, "days": 90, "limit": 87}
    packs = open_packs(read_small(data))
    assert list_owners(packs.tracked) == ["owner0@example.com", "owner1@example.com"]
    lists = [make_monday_list(packs.inside, packs.tracked, owner) for owner in list_owners(packs.tracked)]
    ids = [[row[0] for row in each.sections[0].table.rows] for each in lists]
    assert sorted(id_ for own in ids for id_ in own) == sorted(each["id"] for each in data["partners"])
    assert not set(ids[0]) & set(ids[1])
    names = list(packs.list_common_files())
    assert sum(name.startswith("monday-") for name in names) == 2


def test_the_boards_page_is_one_sheet(packs):
    assert (
        len(pypdf.PdfReader(io.BytesIO(REPORTS["pdf"](make_board_page(packs.inside, packs.tracked), LOOK))).pages) == 1
    )


def test_a_final_notice_is_the_handbooks_own_letter_with_what_is_known(packs):
    candidate = ExitFacts(
        partner="F", name="Fern", region="South", acts=1, average=8, compared="type", share=0.125, days_silent=200,
        share_asked=0.25, days_asked=180,
    )  # fmt: skip
    notice = fill_notice(packs.inside, packs.tracked, candidate)
    assert notice.id == NOTICE
    values = {line.label: line.value for section in notice.sections for line in section.lines if line.value}
    assert values["Partner"] == "Fern"
    assert values["Compared with"] == "Average of the partner type"
    assert values["Last date to respond"] == "14 September 2026"  # thirty days later, a Monday
    assert DAY.isoformat() == "2026-08-15"
    (grid,) = [grid for section in notice.sections for grid in section.grids if any(map(any, grid.rows))]
    assert grid.rows[0][1:] == ("1", "8")
    assert grid.rows[1][1:] == ("12\u00a0%", "100\u00a0%")
    assert NOTHING in grid.rows[2]


@pytest.mark.slow
def test_libreoffice_opens_and_converts_what_is_made(packs, tmp_path):
    report = review_of(packs)
    for ending in ("pptx", "xlsx", "docx"):
        (tmp_path / f"review-{ending}.{ending}").write_bytes(REPORTS[ending](report, LOOK))
    places = [tmp_path / f"review-{ending}.{ending}" for ending in ("pptx", "xlsx", "docx")]
    converted(places, "pdf", tmp_path / "out")
    for place in places:
        text = squashed(read_text("pdf", (tmp_path / "out" / f"{place.stem}.pdf").read_bytes()))
        assert squashed(report.title) in text
        for section in report.sections:
            assert squashed(section.heading) in text, (place.name, section.heading)
