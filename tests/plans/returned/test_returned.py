"""What people do to a workbook before it comes back: understood, or named with place, title and reason (faults A4)."""

import csv
import io
import random
import zipfile
from collections import Counter
from datetime import date, datetime, time

import pytest
from downloading import LOOK, plan_of
from filling import AT, KEYS, PLAN, TITLES, said, workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from returning import LOOKS, UNTITLED, Returned

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.formats import DATED, LISTS
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.column_words import (
    COLUMN_OF,
    HEADINGS,
    SIDES,
    STATUS_OF,
    STATUSES,
    normalize_heading,
    normalize_word,
)
from partner_playbooks.plans.returned.json_file import read_plan_file
from partner_playbooks.plans.returned.returned_file import WithoutPlanError, read_returned
from partner_playbooks.plans.state import Field, Status
from partner_playbooks.wording.locales import list_months

FIRST, SECOND, THIRD = KEYS[:3]


def changed(edit, language="en"):
    returned = Returned(language, random.Random(5))
    edit(returned)
    filled = read_returned(returned.saved(), "a.xlsx", AT)
    unread = filled.unread
    return returned, filled, [str(each) for each in unread]


# -- words ---------------------------------------------------------------------------------------------------------


def test_no_word_has_two_meanings():
    headings = [(normalize_heading(each), column) for column, words in HEADINGS.items() for each in words]
    statuses = [(normalize_word(each), status) for status, words in STATUSES.items() for each in words]
    sides = [(normalize_word(each), side) for side, words in SIDES.items() for each in words]
    for pairs in (headings, statuses, sides):
        again = [word for word, count in Counter(word for word, _ in pairs).items() if count > 1 or not word]
        assert not again, "a word is listed twice, or has two meanings"


@pytest.mark.long
@pytest.mark.parametrize("language", LOOKS)
def test_the_words_of_every_shipped_catalogue_are_known_in_all(language):
    """Also those of months: a date may be typed in any of them."""
    messages = LOOKS[language].messages
    titled = HEADINGS.keys() - UNTITLED
    columns = {column: normalize_heading(str(messages.say(f"download.{column}"))) for column in titled}
    statuses = {status: normalize_word(str(messages.name(status))) for status in Status}
    sides = {side: normalize_word(str(messages.name(side))) for side in Side}
    unknown = [word for column, word in columns.items() if COLUMN_OF.get(word) != column]
    unknown += [word for status, word in statuses.items() if STATUS_OF.get(word) != status]
    unknown += [word for side, word in sides.items() if word not in SIDES[side]]
    assert not unknown, "put these into column_words.py"
    for number in range(1, 13):
        for width in ("wide", "abbreviated"):
            typed = f"3 {list_months(language, width)[number - 1]} 2026"
            assert said(workbook().fill(FIRST, Done_on=typed).saved())[0] == {
                (FIRST, Field.DONE_ON): f"2026-{number:02}-03"
            }


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("State", "Status"),
        ("Notes", "Note"),
        ("Done", "Done on"),
        ("Bearbeitungsstand", "Status"),
        ("Kommentare", "Note"),
        ("Statsu", "Status"),
    ],
)
def test_a_renamed_heading_is_understood(heading, column):
    """The examples of the fault, and words of the other language (faults A4)."""
    book = workbook().fill(FIRST, Status="Done", Done_on=date(2026, 12, 3), Note="x y")
    sheet, columns, head = book.sheet(0)
    sheet.cell(head, columns[column]).value = heading
    words, unread = said(book.saved())
    assert words == {(FIRST, Field.STATUS): "done", (FIRST, Field.DONE_ON): "2026-12-03", (FIRST, Field.NOTE): "x y"}
    assert unread == ()


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        *(
            (word, "done")
            for word in (
                "x",
                "X",
                "yes",
                "completed",
                "✓",
                "✔️",
                "☑",
                True,
                1,
                1.0,
                "erledigt",
                "Ja",
                " done. ",
                "✅ Done",
                "(erledigt)",
            )
        ),
        *((word, "doing") for word in ("in Arbeit", "started", "WIP")),
        *((word, "stuck") for word in ("blocked", "on hold", "hängt")),
        *((word, "dropped") for word in ("n/a", "entfällt", "cancelled")),
    ],
)
def test_common_words_for_a_status_are_understood(typed, status):
    assert said(workbook().fill(FIRST, Status=typed).saved()) == ({(FIRST, Field.STATUS): status}, ())


@pytest.mark.parametrize("typed", ["no", "nein", "-", False, 0, "offen", "☐", "not started"])
def test_common_words_for_what_is_open_say_nothing(typed):
    assert said(workbook().fill(FIRST, Status=typed).saved()) == ({}, ())


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-03",
        "3.12.2026",
        "03.12.26",
        "3 December 2026",
        "3. Dez. 2026",
        "Dec 3, 2026",
        "Thu 3 Dec 2026",
        "2026/12/3",
        46359,
        "46359",
    ],
)
def test_dates_are_read_as_people_type_them(typed):
    assert said(workbook().fill(FIRST, Done_on=typed).saved()) == ({(FIRST, Field.DONE_ON): "2026-12-03"}, ())


@pytest.mark.parametrize("typed", ["soon", "30.2.2026", "3.12.", "12/2026", time(12, 30), 7, "2026-13-01"])
def test_what_is_no_date_is_named(typed):
    words, (unread,) = said(workbook().fill(FIRST, Done_on=typed).saved())
    assert words == {}
    assert unread.title == TITLES[FIRST]
    assert "is no date" in unread.reason


def test_a_tick_for_a_date_says_that_something_is_done():
    assert said(workbook().fill(FIRST, Done_on="x").saved()) == ({(FIRST, Field.STATUS): "done"}, ())
    assert said(workbook().fill(FIRST, Done_on="no").saved()) == ({}, ())
    words, (unread,) = said(workbook().fill(FIRST, Done_on="x", Status="Stuck").saved())
    assert (words, unread.value) == ({(FIRST, Field.STATUS): "stuck"}, "x")


# -- columns, rows and sheets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("edit", Returned.UNDERSTOOD)
@pytest.mark.parametrize("language", LOOKS)
def test_what_changes_nothing_that_is_said_loses_nothing(edit, language):
    """An id column deleted or unnamed, a heading row deleted, a sheet renamed, rows and columns moved (faults A4)."""
    returned, filled, unread = changed(lambda each: getattr(each, edit)(), language)
    for (key, field), (value, _, _) in returned.facts.items():
        assert filled.state.find_value(key, field) == value
    assert unread == []


def test_a_row_that_was_deleted_is_named_by_its_title():
    book = workbook().fill(SECOND, Status="Done")
    sheet, _, _ = book.sheet(0)
    sheet.delete_rows(book.row_of(FIRST))
    words, (unread,) = said(book.saved())
    assert words == {(SECOND, Field.STATUS): "done"}
    assert (unread.title, "no row of this task was found" in unread.reason) == (TITLES[FIRST], True)


def test_a_column_that_was_deleted_is_named():
    book = workbook().fill(FIRST, Status="Done")
    sheet, columns, _ = book.sheet(0)
    sheet.delete_cols(columns["Status"])
    words, (unread,) = said(book.saved())
    assert words == {}
    assert str(unread) == "sheet “Plan”: there is no column “Status”; what it held was not read"


@pytest.mark.parametrize(
    ("number", "told"), [(0, "no row of any task"), (1, "no row of any exit test"), (2, "who is who")]
)
def test_a_sheet_that_was_deleted_is_named_with_all_that_it_held(number, told):
    book = workbook()
    del book.book[book.book.sheetnames[number]]
    _, unread = said(book.saved())
    (found,) = [each for each in unread if told in each.reason]
    if number == 0:
        assert all(title in found.value for title in TITLES.values())


def test_a_title_that_is_like_one_is_matched_and_said_so():
    book = workbook().fill(FIRST, Status="Done")
    sheet, columns, _ = book.sheet(0)
    sheet.cell(book.row_of(FIRST), columns["Task"]).value = typed = TITLES[FIRST].replace("e", "", 1) + "."
    sheet.delete_cols(columns["Id"])
    filled = read_returned(book.saved(), "a.xlsx", AT)
    unread = filled.unread
    assert unread == ()
    assert filled.state.find_value(FIRST, Field.STATUS) == "done"
    (guess,) = [each for each in filled.guesses if each.value == typed]
    assert (guess.title, "like that of a task" in guess.reason) == (TITLES[FIRST], True)


def test_tasks_of_the_same_title_are_told_apart_by_what_stands_beside_them():
    book = workbook(PLAN)
    sheet, columns, head = book.sheet(0)
    carrier = book.book["_plan"]
    first, second = (TITLES[key] for key in (FIRST, SECOND))
    for row in [*carrier.iter_rows(), *sheet.iter_rows(min_row=head + 1)]:
        for cell in row:
            cell.value = cell.value.replace(second, first) if isinstance(cell.value, str) else cell.value
    book.fill(SECOND, Status="Stuck")
    one, two = book.row_of(FIRST), book.row_of(SECOND)
    for column in range(1, sheet.max_column + 1):
        Returned.swap(sheet, (one, column), (two, column))
    sheet.delete_cols(columns["Id"])
    words, unread = said(book.saved())
    assert (words, unread) == ({(SECOND, Field.STATUS): "stuck"}, ())


def test_names_typed_in_who_is_who_are_owners():
    """The plan keeps a name with each task of the role, as `--name` does (faults A4)."""
    book = workbook()
    people = book.book["Who is who"]
    row = next(row for row in people.iter_rows(min_row=2) if row[0].value == "Partner manager")
    row[2].value = "Jo Doe "
    words, unread = said(book.saved())
    assert unread == ()
    owned = [task for task in PLAN.tasks if task.owner == "Partner manager"]
    assert words == {(task.key, Field.OWNER): "Jo Doe (Partner manager)" for task in owned}
    assert owned


def test_what_a_plan_cannot_keep_of_who_is_who_is_named():
    book = workbook()
    people = book.book["Who is who"]
    people.append(["Legal counsel", "Partner", "Ann Other", "ann@example.com"])
    people["D2"].value = "jo@example.com"
    words, unread = said(book.saved())
    assert words == {}
    assert {each.value for each in unread} == {"Legal counsel | Ann Other | ann@example.com", "jo@example.com"}


# -- cells ---------------------------------------------------------------------------------------------------------


def test_a_formula_without_its_value_and_an_error_are_named():
    book = workbook().fill(FIRST, Status='="Do"&"ne"').fill(SECOND, Note="#N/A").fill(THIRD, Due="=E5+7")
    words, unread = said(book.saved())
    assert words == {}
    assert {each.title for each in unread} == {TITLES[FIRST], TITLES[SECOND], TITLES[THIRD]}
    assert any('="Do"&"ne"' in each.reason for each in unread)


def test_a_status_in_cells_that_were_made_one_holds_for_each_of_them():
    book = workbook().fill(FIRST, Status="Done")
    sheet, columns, _ = book.sheet(0)
    row = book.row_of(FIRST)
    sheet.merge_cells(start_row=row, end_row=row + 2, start_column=columns["Status"], end_column=columns["Status"])
    assert said(book.saved()) == ({(key, Field.STATUS): "done" for key in (FIRST, SECOND, THIRD)}, ())


def test_cells_made_one_across_columns_take_nothing_back():
    book = workbook().fill(FIRST, Note="see there")
    sheet, columns, _ = book.sheet(0)
    row = book.row_of(FIRST)
    sheet.merge_cells(start_row=row, end_row=row, start_column=columns["Note"], end_column=columns["Done when"])
    assert said(book.saved()) == ({(FIRST, Field.NOTE): "see there"}, ())


def test_rich_text_numbers_and_times_in_a_note_are_read():
    rich = CellRichText("see ", TextBlock(InlineFont(b=True), "bold"), " words")
    moment = datetime(2026, 12, 3, 14, 30)  # noqa: DTZ001 - a cell has no zone
    book = workbook().fill(FIRST, Note=rich).fill(SECOND, Note=7).fill(THIRD, Note=moment)
    assert said(book.saved()) == (
        {(FIRST, Field.NOTE): "see bold words", (SECOND, Field.NOTE): "7", (THIRD, Field.NOTE): "2026-12-03 14:30"},
        (),
    )


def test_a_macro_workbook_is_read():
    raw = workbook().fill(FIRST, Status="Done").saved()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    plain, macro = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument." + plain, b"application/vnd." + macro
    )
    assert types != parts["[Content_Types].xml"]
    assert said(pack_archive(parts | {"[Content_Types].xml": types}), "a.xlsm") == ({(FIRST, Field.STATUS): "done"}, ())


# -- other files ---------------------------------------------------------------------------------------------------

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
OTHERS = {
    "old": (OLE + bytes(600), "older kind (XLS)", "save it as XLSX"),
    "protected": (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
        "take the password away",
    ),
    "ods": (pack_archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "(ODS)", "save it as XLSX"),
    "numbers": (pack_archive({"Index/Document.iwa": b"x"}), "a file of Numbers", "export it"),
    "xlsb": (pack_archive({"xl/workbook.bin": b"x"}), "binary workbook", "save it as XLSX"),
    "word": (pack_archive({"word/document.xml": b"x"}), "a Word file", "name the workbook"),
    "pack": (pack_archive({"a.xlsx": b"x", "plan.json": b"{}"}), "ZIP of several files", "unpack it"),
    "pdf": (b"%PDF-1.7\n", "a PDF file", "name the workbook"),
    "html": (b"<!doctype html><table>", "a web page", "name the workbook"),
    "calendar": (b"BEGIN:VCALENDAR\r\n", "a calendar file", "name the workbook"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_told_with_what_to_do(kind):
    raw, reason, way_out = OTHERS[kind]
    with pytest.raises(UserError) as caught:
        read_returned(raw, "a.file", AT)
    assert reason in str(caught.value)
    assert way_out in caught.value.hint


def test_nothing_recognised_at_all_is_an_error_with_the_reason():
    book = workbook()
    for sheet in book.book.worksheets[:3]:
        sheet.delete_rows(1, sheet.max_row)
    book.book.worksheets[0]["A1"].value = "Hello"
    with pytest.raises(UserError, match="nothing in it was understood"):
        read_returned(book.saved(), "a.xlsx", AT)


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("form", [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_the_first_sheet_sent_as_csv_is_read_beside_a_plan(language, form):
    separator, encoding = form
    returned = Returned(language, random.Random(3))
    out = io.StringIO(newline="")
    for row in returned.book.worksheets[0].iter_rows(values_only=True):
        cells = [each.date().isoformat() if isinstance(each, datetime) else each for each in row]
        csv.writer(out, delimiter=separator).writerow("" if str(each).startswith("=") else each for each in cells)
    raw = out.getvalue().encode(encoding, "replace")
    with pytest.raises(WithoutPlanError):
        read_returned(raw, "a.csv", AT)
    beside = read_plan_file(DATED["json"](returned.plan, LOOKS[language]), "plan.json", AT)
    filled = read_returned(raw, "a.csv", AT, beside)
    unread = filled.unread
    first_sheet = {
        place: value
        for place, (value, _, _) in returned.facts.items()
        if place[1] is not Field.OWNER and place[0] in {t.key for t in returned.tasks}
    }
    for (key, field), value in first_sheet.items():
        assert filled.state.find_value(key, field) == value
    assert [each for each in unread if "UTF-8" not in each.reason] == []


def test_our_own_csv_with_ticks_is_read_beside_a_plan():
    rows = list(csv.reader(io.StringIO(LISTS["csv"](PLAN, LOOK).decode("utf-8-sig"), newline="")))
    done = rows[0].index("done")
    rows[1][done], rows[2][done], rows[3][done] = "x", "2026-12-03", "perhaps"
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    beside = read_plan_file(DATED["json"](PLAN, LOOK), "plan.json", AT)
    filled = read_returned(out.getvalue().encode(), "a.csv", AT, beside)
    (unread,) = filled.unread
    assert {place: word.value for place, word in filled.state.holding.items()} == {
        (FIRST, Field.STATUS): "done",
        (SECOND, Field.DONE_ON): "2026-12-03",
    }
    assert (unread.value, unread.title) == ("perhaps", TITLES[THIRD])


@pytest.mark.parametrize(
    ("told", "separator"), [("", "|"), ('"sep=;"\r\n', ";"), ("sep=;;;;\r\n", ";"), ("sep=\r\n", "\t"), ("\n", ",")]
)
def test_a_table_is_parted_as_lists_of_partners_are(told, separator):
    rows = list(csv.reader(io.StringIO(LISTS["csv"](PLAN, LOOK).decode("utf-8-sig"), newline="")))
    rows[1][rows[0].index("done")] = "x"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    beside = read_plan_file(DATED["json"](PLAN, LOOK), "plan.json", AT)
    filled = read_returned(f"{told}{out.getvalue()}".encode(), "a.csv", AT, beside)
    assert {place: word.value for place, word in filled.state.holding.items()} == {(FIRST, Field.STATUS): "done"}


def test_a_workbook_whose_plan_is_gone_is_read_beside_one():
    book = workbook().fill(FIRST, Status="Done")
    del book.book["_plan"]
    raw = book.saved()
    with pytest.raises(WithoutPlanError, match="holds no plan"):
        read_returned(raw, "a.xlsx", AT)
    beside = read_plan_file(DATED["json"](PLAN, LOOK), "plan.json", AT)
    filled = read_returned(raw, "a.xlsx", AT, beside)
    unread = filled.unread
    assert {place: word.value for place, word in filled.state.holding.items()} == {(FIRST, Field.STATUS): "done"}
    assert unread == ()


# -- words that lay beside what is read ----------------------------------------------------------------------------


def test_what_is_typed_over_whom_something_is_for_is_named():
    """Sent as it was, such a column says nothing (faults A4)."""
    book = workbook(plan_of("partner", "onboarding-30", partner="Acme"))
    assert said(book.saved())[1] == ()
    book.fill(FIRST, For="Only for us")
    unread = said(book.saved())[1]
    assert any("Only for us" in each.value and TITLES[FIRST] in each.title for each in unread)


def test_added_tasks_of_the_same_title_are_all_kept():
    """A row that says the same once more is one with the first (faults A4)."""
    book = workbook()
    for note in ("Monday", "Thursday", "Thursday"):
        book.add(Task="Call the sellers", Note=note)
    filled = read_returned(book.saved(), "a.xlsx", AT)
    notes = [word.value for (key, field), word in filled.state.holding.items() if field is Field.NOTE]
    assert sorted(notes) == ["Monday", "Thursday"]


@pytest.mark.parametrize("heading", ["Done?", "Erledigt?", "Completed"])
def test_a_status_renamed_to_what_dates_are_called_takes_no_dates_away(heading):
    """The column of dates that was sent is there still (faults A4)."""
    book = workbook().fill(FIRST, Status="Done", Done_on=date(2026, 12, 3)).fill(SECOND, Status="Stuck")
    sheet, columns, head = book.sheet(0)
    sheet.cell(head, columns["Status"]).value = heading
    filled = read_returned(book.saved(), "a.xlsx", AT)
    assert filled.unread == ()
    assert filled.state.find_value(FIRST, Field.DONE_ON) == "2026-12-03"
    assert filled.state.find_value(SECOND, Field.STATUS) == Status.STUCK


@pytest.mark.parametrize(("heading", "is_gone"), [("Who", False), ("Wer", False), (None, True)])
def test_names_under_another_heading_are_read_and_a_column_without_them_is_named(heading, is_gone):
    """In the sheet that tells who is who (faults A4)."""
    book = workbook()
    people = book.book.worksheets[2]
    role = next(task.owner for task in PLAN.tasks if task.key == FIRST)
    next(row for row in people.iter_rows() if row[0].value == role)[2].value = "A new user"
    if is_gone:
        people.delete_cols(3)
    else:
        people["C1"].value = heading
    filled = read_returned(book.saved(), "a.xlsx", AT)
    assert any("no column “Name”" in each.reason for each in filled.unread) == is_gone
    assert (filled.state.find_value(FIRST, Field.OWNER) == f"A new user ({role})") != is_gone


def test_our_own_csv_of_a_plan_for_every_type_is_read_beside_it():
    """Whom tasks are for stands in columns of its own (faults A4)."""
    plan = plan_of("partner", "onboarding-30", partner="Acme")
    beside = read_plan_file(DATED["json"](plan, LOOK), "plan.json", AT)
    assert read_returned(DATED["csv"](plan, LOOK), "a.csv", AT, beside).unread == ()
