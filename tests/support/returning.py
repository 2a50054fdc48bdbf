"""Workbooks as they come back from people: filled in, in both languages, and then edited by somebody who means well."""

import io
import random
from copy import copy
from dataclasses import replace
from datetime import date

import openpyxl
from downloading import CALENDAR, LOOK, PARTNERS, THEME
from filling import AT, without_time_of_saving
from openpyxl.comments import Comment

from partner_playbooks.downloads.formats import DATED
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.returned.column_words import HEADINGS, STATUSES
from partner_playbooks.plans.state import Field
from partner_playbooks.wording.messages import Messages

LOOKS = {
    language: replace(LOOK, messages=Messages(THEME.messages[language], language, "en"))
    for language in sorted(THEME.messages, key=lambda language: language != "en")
}
"""By language: each that is shipped, English first."""
PLANS = {
    language: TaskListMaker(PARTNERS, look.messages, CALENDAR).plan(
        date_plan(PARTNERS, Request("onboarding-30", date(2026, 12, 1), "Acme", ("reseller",)), CALENDAR)
    )
    for language, look in LOOKS.items()
}
SENT = {language: DATED["xlsx"](plan, LOOKS[language]) for language, plan in PLANS.items()}
UNTITLED = {"counted", "tiers", "recurrence"}
"""Columns of our own CSV files alone, which are in English everywhere."""
NONSENSE = ("Wie weit", "Zzz", "Our own", "Übersicht", "???", "Column1", "Progress in words", "Farbe")


class Returned:
    """A workbook that was filled in, and all that was said in it by key and field, with title and what was typed."""

    def __init__(self, language, rng):
        self.rng, self.language = rng, language
        self.book = openpyxl.load_workbook(io.BytesIO(SENT[language]))
        say = LOOKS[language].messages.say
        self.heading = {
            column: str(say(f"download.{column}")) for column in HEADINGS.keys() - {"counted", "tiers", "recurrence"}
        }
        self.name = {str(status): str(LOOKS[language].messages.name(status)) for status in STATUSES}
        self.plan = PLANS[language]
        self.tasks = list(self.plan.tasks)
        self.exit_tests = [test for group in self.plan.groups for test in group.tests]
        self.facts = {}
        self._fill()

    # -- filling in --

    def _fill(self):
        rng = self.rng
        for number, task in enumerate(rng.sample(self.tasks, 8)):
            self._say(0, task.key, task.title, "status", rng.choice(["doing", "done", "stuck", "dropped"]))
            if number % 2:
                self._say(0, task.key, task.title, "done-on", date(2026, 12, rng.randrange(13, 29)))
            if number % 3:
                self._say(0, task.key, task.title, "note", f"Note {rng.randrange(10**9)} of ours")
            if number == 4:
                self._say(0, task.key, task.title, "who", f"Somebody {rng.randrange(10**9)}")
            if number == 5:
                self._say(0, task.key, task.title, "due", date(2027, 1, rng.randrange(13, 29)))
        for test in rng.sample(self.exit_tests, 2):
            self._say(1, test.key, test.text, "status", "done")
            self._say(1, test.key, test.text, "note", f"Note {rng.randrange(10**9)} on a test")
        self._name_somebody()

    def _name_somebody(self):
        rng = self.rng
        self.person = rng.choice([each for each in self.plan.people if any(t.owner == each.title for t in self.tasks)])
        people = self.book.worksheets[2]
        row = next(row for row in people.iter_rows(min_row=2) if row[0].value == self.person.title)
        name = f"Name {rng.randrange(10**9)}"
        row[2].value = name
        said = {key for key, field in self.facts if field is Field.OWNER}
        for task in self.tasks:
            if task.owner == self.person.title and task.key not in said:
                self.facts[task.key, Field.OWNER] = (f"{name} ({self.person.title})", self.person.title, name)

    def _say(self, number, key, title, column, value):
        sheet, columns, _ = self.table(number)
        typed = self.name[value] if column == "status" else value
        sheet.cell(self.row_of(number, key), columns[column]).value = typed
        field = {
            "status": Field.STATUS,
            "done-on": Field.DONE_ON,
            "note": Field.NOTE,
            "who": Field.OWNER,
            "due": Field.DUE,
        }[column]
        self.facts[key, field] = (str(value), title, str(typed))

    def table(self, number):
        sheet = self.book.worksheets[number]
        names = {
            heading: column
            for column, heading in self.heading.items()
            if column not in {"role", "name", "contact", "when"}
        }
        head = next(row for row in sheet.iter_rows() if self.heading["id"] in [cell.value for cell in row])
        return sheet, {names[cell.value]: cell.column for cell in head if cell.value in names}, head[0].row

    def row_of(self, number, key):
        sheet, columns, _ = self.table(number)
        return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, columns["id"]).value == key)

    def saved(self):
        out = io.BytesIO()
        self.book.save(out)
        return without_time_of_saving(out.getvalue(), AT)

    # -- edits: those in UNDERSTOOD change nothing of what is said --

    def any_sheet(self):
        return self.rng.choice([0, 0, 0, 1])

    def rename_heading(self):
        number = self.any_sheet()
        sheet, columns, head = self.table(number)
        column = self.rng.choice(
            [each for each in ("status", "done-on", "note", "who", "due", "task", "test") if each in columns]
        )
        name = self.rng.choice(HEADINGS[column])
        sheet.cell(head, columns[column]).value = self.rng.choice([name, name.upper(), f" {name.capitalize()}: "])

    def move_row(self):
        sheet, _columns, head = self.table(0)
        rows = list(range(head + 1, head + 1 + len(self.tasks)))
        one, other = self.rng.sample(rows, 2)
        for column in range(1, sheet.max_column + 1):
            self.swap(sheet, (one, column), (other, column))

    def move_column(self):
        sheet, columns, head = self.table(self.any_sheet())
        one, other = self.rng.sample(sorted(columns.values()), 2)
        for row in range(head, sheet.max_row + 1):
            self.swap(sheet, (row, one), (row, other))

    @staticmethod
    def swap(sheet, one, other):
        first, second = sheet.cell(*one), sheet.cell(*other)
        first.value, second.value = second.value, first.value
        first._style, second._style = copy(second._style), copy(first._style)

    def insert_rows(self):
        sheet, _, head = self.table(self.any_sheet())
        sheet.insert_rows(self.rng.choice([1, head, head + 1, head + 3]), self.rng.randrange(1, 4))

    def insert_columns(self):
        sheet, _, _ = self.table(self.any_sheet())
        sheet.insert_cols(self.rng.choice([1, 2, 5]), self.rng.randrange(1, 3))

    def rename_sheet(self):
        self.book.worksheets[self.rng.choice([0, 1, 2])].title = self.rng.choice(
            ["Sheet1", "Tabelle1", "Acme's plan", "x"]
        )

    def delete_id_column(self):
        sheet, columns, _ = self.table(self.any_sheet())
        sheet.delete_cols(columns["id"])

    def unname_id_column(self):
        sheet, columns, head = self.table(self.any_sheet())
        sheet.cell(head, columns["id"]).value = self.rng.choice([None, "", "Nr."])

    def delete_heading_row(self):
        sheet, _, head = self.table(self.any_sheet())
        sheet.delete_rows(head)

    def retype_status(self):
        number = self.any_sheet()
        sheet, columns, head = self.table(number)
        for row in range(head + 1, sheet.max_row + 1):
            cell = sheet.cell(row, columns["status"])
            for status, words in STATUSES.items():
                if cell.value == self.name[str(status)]:
                    word = self.rng.choice(words)
                    cell.value = self.rng.choice([word, word.upper(), f" {word}  ", f"{word}\u00a0"])
                    break

    def retype_dates(self):
        sheet, columns, head = self.table(0)
        for row in range(head + 1, sheet.max_row + 1):
            for column in ("done-on", "due"):
                cell = sheet.cell(row, columns[column])
                if isinstance(cell.value, date):
                    day = cell.value
                    forms = [
                        "{0.year}-{0.month:02}-{0.day:02}",
                        "{0.day}.{0.month}.{0.year}",
                        "{0.day:02}/{0.month:02}/{0.year}",
                    ]
                    names = [
                        f"{day.day} {day:%B} {day.year}",
                        f"{day.day}. {'Dezember' if day.month == 12 else 'Jan.'} {day.year}",
                    ]
                    cell.value = self.rng.choice(
                        [*(form.format(day) for form in forms), *names, (day - date(1899, 12, 30)).days]
                    )
                    cell.number_format = "General"

    def tick(self):
        sheet, columns, head = self.table(0)
        for row in range(head + 1, sheet.max_row + 1):
            cell = sheet.cell(row, columns["status"])
            if cell.value == self.name["done"]:
                cell.value = True

    def hide(self):
        sheet, _, head = self.table(0)
        sheet.row_dimensions[head + 2].hidden = True
        sheet.auto_filter.add_filter_column(5, ["x"])
        self.book.worksheets[2].sheet_state = "hidden"

    def merge_titles(self):
        sheet, columns, head = self.table(0)
        sheet.merge_cells(
            start_row=head + 1, end_row=head + 2, start_column=columns["milestone"], end_column=columns["milestone"]
        )

    # -- edits that take or hide something --

    def misname_heading(self):
        number = self.any_sheet()
        sheet, columns, head = self.table(number)
        column = self.rng.choice([each for each in columns if each != "id"])
        sheet.cell(head, columns[column]).value = self.rng.choice([*NONSENSE, None])

    def delete_column(self):
        sheet, columns, _ = self.table(self.any_sheet())
        sheet.delete_cols(self.rng.choice(sorted(columns.values())))

    def delete_rows(self):
        sheet, _, head = self.table(self.any_sheet())
        sheet.delete_rows(head + 1 + self.rng.randrange(6), self.rng.randrange(1, 4))

    def delete_sheet(self):
        del self.book[self.book.sheetnames[self.rng.choice([0, 1, 2])]]

    def garble(self):
        sheet, columns, head = self.table(0)
        row = head + 1 + self.rng.randrange(len(self.tasks))
        column = self.rng.choice(["status", "done-on", "due"])
        value = self.rng.choice(["perhaps", "31.2.2026", "see mail", "#N/A", '="Done"', "12:30", "5 of 7", 0.25])
        cell = sheet.cell(row, columns[column])
        key = sheet.cell(row, columns["id"]).value
        cell.value = value
        field = {"status": Field.STATUS, "done-on": Field.DONE_ON, "due": Field.DUE}[column]
        title = next(task.title for task in self.tasks if task.key == key)
        self.facts[key, field] = (None, title, str(value))

    def duplicate_row(self):
        sheet, columns, head = self.table(0)
        row, last = head + 1 + self.rng.randrange(len(self.tasks)), head + len(self.tasks) + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(row, column).value
        sheet.cell(last, columns["note"]).value = value = f"Twice {self.rng.randrange(10**9)}"
        self.facts["twice", Field.NOTE] = (None, sheet.cell(row, columns["task"]).value, value)

    def add_row(self):
        sheet, columns, head = self.table(0)
        row = head + len(self.tasks) + 1 + self.rng.randrange(3)
        title = f"A task {self.rng.randrange(10**9)} of our own"
        sheet.cell(row, columns["task"]).value = title
        sheet.cell(row, columns["note"]).value = value = f"Added {self.rng.randrange(10**9)}"
        sheet.cell(row, columns["milestone"]).value = "Somewhere"
        self.facts["added", Field.NOTE] = (value, title, value)

    def add_column(self):
        sheet, _columns, head = self.table(self.any_sheet())
        column = sheet.max_column + self.rng.randrange(1, 3)
        value = f"Besides {self.rng.randrange(10**9)}"
        sheet.cell(head, column).value = self.rng.choice([*NONSENSE, None, self.heading["note"]])
        sheet.cell(head + 1 + self.rng.randrange(2), column).value = value
        self.facts["beside", Field.NOTE] = (None, "", value)

    def comment(self):
        sheet, columns, head = self.table(0)
        value = f"Comment {self.rng.randrange(10**9)}"
        sheet.cell(head + 2, columns["status"]).comment = Comment(value, "P")
        self.facts["comment", Field.NOTE] = (None, "", value)

    def add_sheet(self):
        value = f"Sheet {self.rng.randrange(10**9)}"
        self.book.create_sheet("Notes of ours", self.rng.randrange(3))["B2"].value = value
        self.facts["sheet", Field.NOTE] = (None, "", value)
        self.book.move_sheet("Notes of ours", 9)

    def write_above(self):
        sheet, _, head = self.table(0)
        value = f"Above {self.rng.randrange(10**9)}"
        sheet.cell(self.rng.randrange(1, head), self.rng.choice([6, 8])).value = value
        self.facts["above", Field.NOTE] = (None, "", value)

    def merge_statuses(self):
        sheet, columns, head = self.table(0)
        sheet.merge_cells(
            start_row=head + 1, end_row=head + 2, start_column=columns["status"], end_column=columns["status"]
        )
        lost = next(task for task in self.tasks if task.key == sheet.cell(head + 2, columns["id"]).value)
        self.facts.pop((lost.key, Field.STATUS), None)

    UNDERSTOOD = (
        *(
            "rename_heading",
            "move_row",
            "move_column",
            "insert_rows",
            "insert_columns",
            "rename_sheet",
            "delete_id_column",
        ),
        *("unname_id_column", "delete_heading_row", "retype_status", "retype_dates", "tick", "hide", "merge_titles"),
    )
    OTHERS = (
        *("misname_heading", "delete_column", "delete_rows", "delete_sheet", "garble", "duplicate_row", "add_row"),
        *("add_column", "comment", "add_sheet", "write_above", "merge_statuses"),
    )
    LAST = (
        "rename_sheet",
        "delete_id_column",
        "unname_id_column",
        "delete_heading_row",
        "rename_heading",
        "misname_heading",
        "delete_column",
        "delete_sheet",
        "merge_titles",
        "merge_statuses",
    )
    """Edits after which the tables are not found again by their headings."""


def edited(seed):
    """Give a workbook that somebody has filled in and edited, and by which edits: some that lose nothing, or any."""
    rng = random.Random(seed)
    returned = Returned(("en", "de")[seed % 2], rng)
    known = Returned.UNDERSTOOD if seed % 3 == 0 else Returned.UNDERSTOOD + Returned.OTHERS
    names = rng.sample(known, rng.randrange(1, 4))
    if seed < len(known):
        names = [known[seed]]
    last = [name for name in names if name in Returned.LAST][:1]
    names = [name for name in names if name not in Returned.LAST] + last
    for name in names:
        getattr(returned, name)()
    return returned, names
