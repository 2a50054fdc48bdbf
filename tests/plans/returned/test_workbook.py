"""Workbooks that come back: edited, sorted, extended, saved by another program; read, or refused with the reason."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from downloading import LOOK, converted, plan_of
from filling import AT, KEYS, PLAN, TITLES, said, workbook

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.formats import DATED
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.returned_file import read_returned
from partner_playbooks.plans.state import Field
from partner_playbooks.plans.together import merge_files

FIRST, SECOND = KEYS[:2]


def filled():
    return (
        workbook()
        .fill(FIRST, Status="Done", Done_on=date(2026, 12, 3))
        .fill(SECOND, Status="Stuck", Note="=1+1 & more")
    )


EXPECTED = {
    (FIRST, Field.STATUS): "done",
    (FIRST, Field.DONE_ON): "2026-12-03",
    (SECOND, Field.STATUS): "stuck",
    (SECOND, Field.NOTE): "=1+1 & more",
}


def text_cells(book):
    """Let a note that begins with = stay text, as it is when a person types it after an apostrophe."""
    for sheet in book.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "=1+1 & more":
                    cell.data_type = "s"
    return book


def test_nothing_filled_in_says_nothing():
    assert said(DATED["xlsx"](PLAN, LOOK)) == ({}, ())
    assert said(workbook().saved()) == ({}, ())


def test_what_is_filled_in_is_said_at_the_time_of_saving():
    raw = text_cells(filled()).saved()
    assert said(raw) == (EXPECTED, ())
    state = read_returned(raw, "a.xlsx", AT + timedelta(days=9)).state
    assert {(word.at, word.by) for word in state.words} == {(AT, "a.xlsx")}


def test_what_no_program_has_saved_since_has_the_time_of_the_file():
    """Some programs leave the time as it was; the file's own is better than none."""
    raw = text_cells(filled()).saved(datetime(2000, 1, 1, tzinfo=UTC))
    assert {word.at for word in read_returned(raw, "a.xlsx", AT).state.words} == {AT}


def test_rows_in_another_order_say_the_same():
    book = text_cells(filled())
    sheet, _, head = book.sheet(0)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
    for number, row in enumerate(reversed(rows), start=head + 1):
        for column, value in enumerate(row, start=1):
            moved = value
            if isinstance(value, str) and value.startswith("=IF("):  # a formula follows its row, as in a spreadsheet
                moved = value.replace(f"K{head + 1 + head + len(rows) - number}", f"K{number}")
            sheet.cell(number, column).value = moved
            if value == "=1+1 & more":
                sheet.cell(number, column).data_type = "s"
    assert said(book.saved()) == (EXPECTED, ())


def test_columns_in_another_order_say_the_same():
    book = text_cells(filled())
    sheet, columns, head = book.sheet(0)
    status, note = columns["Status"], columns["Note"]
    for row in range(head, sheet.max_row + 1):
        one, two = sheet.cell(row, status), sheet.cell(row, note)
        one.value, two.value = two.value, one.value
        if one.value == "=1+1 & more":
            one.data_type = "s"
    assert said(book.saved()) == (EXPECTED, ())


def test_what_stands_in_a_column_that_somebody_adds_is_named():
    book = text_cells(filled())
    sheet, columns, head = book.sheet(0)
    sheet.cell(head, max(columns.values()) + 1).value = "Our own"
    sheet.cell(book.row_of(FIRST), max(columns.values()) + 1).value = "x"
    words, (unread,) = said(book.saved())
    assert words == EXPECTED
    assert (unread.value, unread.title) == ("x", TITLES[FIRST])
    assert "column “Our own” is not understood" in str(unread)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("Done", "done"),
        ("done", "done"),
        (" DONE ", "done"),
        ("In progress", "doing"),
        ("doing", "doing"),
        ("Not needed", "dropped"),
    ],
)
def test_a_status_is_known_by_its_words_in_any_case(typed, status):
    assert said(workbook().fill(FIRST, Status=typed).saved())[0] == {(FIRST, Field.STATUS): status}


def test_an_empty_status_is_an_open_one():
    assert said(workbook().fill(FIRST, Status=None).saved()) == ({}, ())


@pytest.mark.parametrize(
    ("column", "value", "field", "read_as"),
    [
        ("Done on", date(2026, 12, 3), Field.DONE_ON, "2026-12-03"),
        ("Done on", datetime(2026, 12, 3, 14, 30), Field.DONE_ON, "2026-12-03"),  # noqa: DTZ001 - a cell has no zone
        ("Done on", "2026-12-03", Field.DONE_ON, "2026-12-03"),
        ("Due", date(2026, 12, 24), Field.DUE, "2026-12-24"),
        ("Note", 7, Field.NOTE, "7"),
        ("Note", "two\nlines", Field.NOTE, "two\nlines"),
        ("Who", "A new user", Field.OWNER, "A new user"),
        ("Task", "Do it otherwise", Field.TITLE, "Do it otherwise"),
        ("Done when", "Somebody has seen it.", Field.DONE_WHEN, "Somebody has seen it."),
    ],
)
def test_every_column_that_may_be_changed_is_read(column, value, field, read_as):
    raw = workbook().fill(FIRST, **{column.replace(" ", "_"): value}).saved()
    assert said(raw) == ({(FIRST, field): read_as}, ())


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Status", "perhaps", '"perhaps" is no status'),
        ("Done on", "30.2.2026", '"30.2.2026" is no date'),
        ("Due", "soon", '"soon" is no date'),
        ("Note", "x\u202ey", "U+202E"),
        ("Note", "x" * 2001, "2,000 are the most"),
        ("Day", 99, "comes from the plan"),
        ("Side", "Partners", "comes from the plan"),
        ("Milestone", "Elsewhere", "comes from the plan"),
        ("After", "Nothing", "comes from the plan"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_with_its_row_and_stops_nothing(column, value, reason):
    book = workbook().fill(FIRST, **{column.replace(" ", "_"): value}).fill(SECOND, Status="Done")
    words, (refused,) = said(book.saved())
    assert words == {(SECOND, Field.STATUS): "done"}
    assert reason in refused.reason
    assert (refused.place, refused.file) == (f"sheet “Plan”, row {book.row_of(FIRST)}", "a.xlsx")
    assert (refused.value, refused.title) == (str(value), TITLES[FIRST])


def test_a_row_that_somebody_adds_is_a_task():
    book = workbook()
    book.add(Task="A task of our own", Status="In progress", Due=date(2026, 12, 20), Who="A new user")
    words, refused = said(book.saved())
    assert refused == ()
    (key,) = {key for key, _ in words}
    assert key.startswith("added.a-task-of-our-own-")
    assert {field: value for (_, field), value in words.items()} == {
        Field.TITLE: "A task of our own",
        Field.STATUS: "doing",
        Field.DUE: "2026-12-20",
        Field.OWNER: "A new user",
    }


def test_a_row_that_both_sides_add_is_one_task():
    ours, theirs = workbook(), workbook()
    ours.add(Task="A task", Status="Open")
    theirs.add(Task="A task", Status="Done")
    files = [
        ("V", read_returned(ours.saved(), "V", AT)),
        ("P", read_returned(theirs.saved(AT + timedelta(hours=1)), "P", AT)),
    ]
    holding = merge_files(files).state.holding
    assert sorted((field, word.value) for (_, field), word in holding.items()) == [
        ("status", "done"),
        ("title", "A task"),
    ]


def test_rows_with_an_id_that_is_not_of_the_plan_are_refused_whole():
    book = workbook()
    row = book.add(Id="activate.kickof", Status="Done", Note="x")
    words, (refused,) = said(book.saved())
    assert words == {}
    assert refused.place.endswith(f"row {row}")
    assert 'no task or exit test "activate.kickof"' in refused.reason
    assert "activate.kickoff" in refused.reason
    assert refused.value == "Done | x | activate.kickof"


def test_a_row_without_a_task_is_refused():
    book = workbook()
    row = book.add(Note="What is this?")
    _, (refused,) = said(book.saved())
    assert (refused.place, refused.value) == (f"sheet “Plan”, row {row}", "What is this?")


def test_a_row_that_stands_twice_counts_once_and_not_with_other_words():
    book = workbook().fill(FIRST, Status="Done")
    sheet, _, _ = book.sheet(0)
    first, row = book.row_of(FIRST), sheet.max_row + 1
    for cell in sheet[first]:
        sheet.cell(row, cell.column).value = cell.value
    assert said(book.saved()) == ({(FIRST, Field.STATUS): "done"}, ())
    _, columns, _ = book.sheet(0)
    sheet.cell(row, columns["Status"]).value = "Open"
    words, (refused,) = said(book.saved())
    assert words == {(FIRST, Field.STATUS): "done"}
    assert (refused.place, f"row {first} too" in refused.reason) == (f"sheet “Plan”, row {row}", True)


def test_exit_tests_are_read_from_their_sheet():
    test = PLAN.groups[0].tests[0]
    book = workbook().fill(test.key, 1, Status="Done", Note="seen").fill(FIRST, Status="Done")
    assert said(book.saved())[0] == {
        (FIRST, Field.STATUS): "done",
        (test.key, Field.STATUS): "done",
        (test.key, Field.NOTE): "seen",
    }
    _, (refused,) = said(workbook().fill(test.key, 1, What_must_be_true="Less").saved())
    assert (refused.place.split(",")[0], refused.value) == ("sheet “Exit tests”", "Less")


def test_another_date_to_count_from_is_read():
    book = workbook()
    sheet = book.book.worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows(max_row=8) for cell in row if isinstance(cell.value, datetime)]
    cell.value = date(2027, 1, 11)
    assert said(book.saved())[0] == {("plan", Field.ANCHOR): "2027-01-11"}


@pytest.mark.long
def test_a_workbook_of_the_handbook_takes_its_date_from_the_cell():
    book = workbook(plan_of("partner", "onboarding-30", None))
    book.book.worksheets[0]["D4"].value = date(2027, 1, 11)
    assert said(book.saved()) == ({("plan", Field.ANCHOR): "2027-01-11"}, ())


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_that_somebody_puts_at_the_top_do_not_hide_the_date(rows):
    book = text_cells(filled())
    book.book.worksheets[0].insert_rows(1, rows)
    assert said(book.saved()) == (EXPECTED, ())
    book.book.worksheets[0].cell(4 + rows, 4).value = "in January"
    words, (refused,) = said(book.saved())
    assert words == EXPECTED
    assert (refused.place, "is no date" in refused.reason) == (f"sheet “Plan”, row {4 + rows}", True)


def test_internal_and_partner_workbooks_go_together():
    internal = workbook(plan_of("internal", "onboarding-30", partner="Acme", partner_types=("reseller",)))
    internal.fill(FIRST, Status="In progress")
    files = [
        ("V", read_returned(internal.saved(), "V", AT)),
        ("P", read_returned(workbook().fill(FIRST, Status="Done").saved(AT + timedelta(1)), "P", AT)),
    ]
    merged = merge_files(files)
    assert merged.plan.edition == "internal"
    assert merged == merge_files(files[::-1])
    assert merged.state.find_value(FIRST, Field.STATUS) == "done"


# -- what is no such workbook -------------------------------------------------------------------------------------


def refused_with(raw):
    with pytest.raises(UserError) as caught:
        read_returned(raw, "a.xlsx", AT)
    return f"{caught.value}; {caught.value.hint}"


def of_parts(change):
    with zipfile.ZipFile(io.BytesIO(workbook().saved())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return pack_archive(parts)


def empty_book():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def damaged():
    book = workbook()
    book.book["_plan"]["A1"].value = '{"schema": '
    return book.saved()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"PK\x03\x04 and then nothing", "is no workbook that can be read; save it as XLSX"),
        (pack_archive({"a.txt": b"x"}), "is no workbook"),
        (of_parts(lambda parts: parts.pop("xl/workbook.xml")), "is no workbook"),
        (of_parts(lambda parts: parts.update({"xl/worksheets/sheet1.xml": b"<not xml"})), "is no workbook"),
        (empty_book(), "holds no plan"),
        (damaged(), "the plan in it is damaged"),
        (b"PK" + bytes(20_000_001), "too large"),
    ],
)
def test_what_is_no_such_workbook_is_refused_as_a_whole(raw, words):
    assert words in refused_with(raw)


@pytest.mark.long
def test_a_bomb_is_not_unpacked():
    assert "too large when unpacked" in refused_with(pack_archive({"xl/workbook.xml": bytes(210_000_000)}))


# -- another program ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_workbook_that_libreoffice_has_saved_says_the_same(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(text_cells(filled()).saved())
    converted([tmp_path / "a.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    assert said((tmp_path / "out" / "a.xlsx").read_bytes()) == (EXPECTED, ())


def test_a_day_number_in_a_cell_that_shows_dates_is_the_number():
    """A column that was moved among dates takes their format: 14 is the 14th of January 1900 then."""
    book = workbook()
    sheet, columns, head = book.sheet(0)
    for row in range(head + 1, sheet.max_row + 1):
        sheet.cell(row, columns["Day"]).number_format = "yyyy-mm-dd"
    assert read_returned(book.saved(), "a.xlsx", AT).unread == ()
