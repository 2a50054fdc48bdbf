"""Files that look designed: columns by content, whole addresses, no page with two lines, meetings with their agenda."""

import io
import re

import docx
import openpyxl
import pypdf
import pytest
from downloading import INTERNAL, LOOK, MAKERS, PARTNERS, plan_of, squashed

from partner_playbooks.downloads.column_widths import WHOLE, share_widths
from partner_playbooks.downloads.form import build_form
from partner_playbooks.downloads.formats import FORMS, LISTS
from partner_playbooks.downloads.page_fit import End, choose_squeeze, read_ends
from partner_playbooks.downloads.typesetting import break_long_words
from partner_playbooks.downloads.xlsx_cells import estimate_height
from partner_playbooks.handbook.model.document import DocumentKind

ADDRESS = "partner-managers@example.com"
AGENDAS = [each.id for each in PARTNERS.documents if each.kind is DocumentKind.AGENDA]


def test_room_goes_to_the_column_that_needs_it_and_columns_of_numbers_are_alike():
    rows = [["Side", "Goal", "June", "September"], ["Partner", "Managed customers on the platform " * 2, "5", "12000"]]
    side, goal, june, september = share_widths(rows)
    assert side + goal + june + september == WHOLE
    assert goal > 3 * side
    assert june == september


@pytest.mark.parametrize("longest", ["", "word " * 200, "unbreakable" * 20])
def test_no_column_is_narrower_than_its_words(longest):
    widths = share_widths([["Role", "Contact", "Note"], ["Partner manager", ADDRESS, longest]])
    assert sum(widths) == WHOLE
    assert widths[1] >= len(ADDRESS) * WHOLE // 96
    assert min(widths) > 0


def test_a_table_without_a_row_and_one_whose_rows_are_short_have_widths():
    assert sum(share_widths([["One", "Two"]])) == WHOLE
    assert len(share_widths([["One", "Two"], ["1"]])) == 2


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ({1: [(1, 0.2)]}, 1),
        ({1: [(2, 0.7)]}, 1),
        ({1: [(2, 0.15)], 0.88: [(2, 0.11)], 0.76: [(1, 0.9)]}, 0.76),
        ({1: [(2, 0.38)], 0.88: [(1, 0.9)]}, 0.88),
        ({1: [(3, 0.15)], 1.12: [(3, 0.2)], 1.24: [(3, 0.4)]}, 1.24),
        ({1: [(2, 0.15), (3, 0.6)], 0.88: [(1, 0.9), (2, 0.6)]}, 0.88),
        ({1: [(1, 0.9), (2, 0.2)]}, 1),
        ({1: [(2, 0.2)]}, 1),
        ({1: []}, 1),
    ],
    ids=[
        "one page",
        "full",
        "tighter",
        "short",
        "wider",
        "two parts",
        "a part on its own page",
        "no help",
        "no end told",
    ],
)
def test_room_is_taken_or_given_where_a_last_page_would_be_lonely(ends, wanted):
    found = choose_squeeze(lambda squeeze: [End(*each) for each in ends.get(squeeze, ends[1])])
    assert found == wanted
    assert read_ends('[{"page": 2, "y": 0.5}]') == (End(2, 0.5),)


@pytest.mark.long
def test_no_document_ends_with_a_page_of_a_few_lines():
    for document in INTERNAL.documents:
        reader = pypdf.PdfReader(io.BytesIO(FORMS["pdf"](build_form(MAKERS["internal"], document), LOOK)))
        if len(reader.pages) > 1:
            assert len(reader.pages[-1].extract_text().split()) > 40, document.id


@pytest.mark.parametrize("id_", AGENDAS)
def test_a_meeting_comes_with_its_agenda_and_a_filled_example(id_):
    document = PARTNERS.get("document", id_)
    form = build_form(MAKERS["partner"], document)
    (standing,) = (field for section in document.sections for field in section.fields if field.standing)
    kept = [[cell for cell in row if cell] for row in standing.blank_rows]
    assert kept
    pages = [squashed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(FORMS["pdf"](form, LOOK))).pages]
    filled = next(number for number, text in enumerate(pages) if "Filledexample" in text)
    assert filled > 0
    blank, example = "".join(pages[:filled]), "".join(pages[filled:])
    assert all(squashed("".join(row)) in blank for row in kept)
    assert all(squashed("".join(row)) in example for row in standing.rows)
    others = {cell for row in standing.rows for cell in row} - {cell for row in standing.blank_rows for cell in row}
    tables = docx.Document(io.BytesIO(FORMS["docx"](form, LOOK))).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    first, second = (number for number, row in enumerate(rows) if row == list(standing.columns))
    assert rows[first + 1 : first + 1 + len(kept)] == [list(row) for row in standing.blank_rows]
    assert rows[second + 1 : second + 1 + len(kept)] == [list(row) for row in standing.rows]
    assert others.isdisjoint(cell for row in rows[first : first + 1 + len(kept)] for cell in row)


def test_other_documents_hold_nothing_of_their_example():
    form = build_form(MAKERS["partner"], PARTNERS.get("document", "deal-registration"))
    assert form.example == ()
    assert "Alder" not in repr(form)


def test_addresses_stay_whole_and_who_is_who_stays_on_one_page():
    for id_ in ("onboarding-30", "renewal"):
        task_list = plan_of("internal", id_, partner_types=("reseller",))
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(LISTS["pdf"](task_list, LOOK))).pages]
        (page,) = (text for text in pages if "Who is who" in text)
        assert all(squashed(person.title) in squashed(page.partition("Who is who")[2]) for person in task_list.people)
        addresses = {person.address for person in task_list.people if person.address}
        assert addresses
        assert addresses <= set(re.findall(r"\S+@\S+", page))
        opened = docx.Document(io.BytesIO(LISTS["docx"](task_list, LOOK)))
        *rows, _last = opened.tables[-1].rows[1:]
        assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows)


def test_addresses_have_no_hyphens_of_ours():
    address = "partnermanagementoffice@subsidiary.example.com"
    assert "\u00ad" not in break_long_words(f"Write to {address[9:]} today")
    assert break_long_words(address).replace("\u200b", "").replace("\u00ad", "") == address
    assert "\u00ad" in break_long_words("Partnermanagementverantwortliche")


def test_rows_of_a_workbook_are_as_high_as_their_lines():
    texts = ("short", "a text of two lines, at least", "many words " * 5)
    one, two, three = (estimate_height({"note": text}, {"note": 20}) for text in texts)
    assert one < two < three
    assert estimate_height({"note": "A" * 60}, {"note": 20}) > three
    sheet = openpyxl.load_workbook(io.BytesIO(LISTS["xlsx"](plan_of("internal", "onboarding-30"), LOOK))).worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Milestone")
    names = [cell.value for cell in sheet[head]]
    done_when = names.index("Done when")
    for row in sheet.iter_rows(min_row=head + 1, max_row=sheet.max_row):
        height = sheet.row_dimensions[row[0].row].height
        assert height >= 13 * (len(row[done_when].value or "") // 56 + 1), row[1].value  # what Calibri has on a line
        assert height <= 13 * (max(len(str(cell.value or "")) for cell in row) // 20 + 2) + 4, row[1].value
