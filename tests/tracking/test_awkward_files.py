"""Exports as people really get them: titles above the headings, other encodings, several currencies, lost zeros."""

from datetime import date

import pytest
from records import load, write
from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.connecting import SampledFile, propose
from partner_playbooks.tracking.engine.sampling import sample_folder
from partner_playbooks.tracking.settings_text import write_settings, write_words
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

HANDBOOK = EXAMINED.handbook
RATES = "rates:\n  - {currency: USD, since: 2020-01-01, rate: 0.9}\n  - {currency: USD, since: 2026-05-01, rate: 0.8}\n"
READ = "file: partners.csv, columns: {id: Id, name: Name}"
PARTNERS = [["Id", "Name"], ["001713", "Acre"], ["7", "Birch"]]


def rows(base, query):
    base.know_on(date(2026, 9, 30))
    return base.rows(query)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("above", ["", "Report of partners, all\nGenerated on 2026-11-27\n\n"])
def test_titles_encodings_and_separators_are_found_out(tmp_path, encoding, separator, above):
    table = [["Id", "Name", "Status"], ["A", "Ácre, Ltd", "Enable"], ["B", "Birch", "wrong"], ["C", "Cliff", "Grow"]]
    quoted = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in table)
    (tmp_path / "partners.csv").write_bytes(f"{above}{quoted}\n".encode(encoding))
    (file,), unread = sample_folder(tmp_path, tmp_path)
    assert (unread, file.headings, len(file.rows)) == ([], ("Id", "Name", "Status"), 3)
    base = load(tmp_path, {"partners": "file: partners.csv, columns: {id: Id, name: Name, stage: Status}"})
    assert rows(base, "SELECT name, stage FROM partners ORDER BY id") == [
        ("Ácre, Ltd", "enable"), ("Birch", None), ("Cliff", "grow"),
    ]  # fmt: skip
    assert [(each.row, each.text) for each in base.findings] == [(3 + above.count("\n"), "wrong")]


def test_amounts_of_several_currencies_are_never_added(tmp_path):
    deals = [["Id", "Opened", "Closed", "Outcome", "Amount", "Cur"]]
    deals += [
        ["1", "2026-01-01", "2026-02-01", "won", "100", "EUR"],
        ["2", "2026-01-01", "2026-02-01", "won", "100", ""],
    ]
    deals += [
        ["3", "2026-01-01", "2026-02-01", "won", "100", "usd"],
        ["4", "2026-01-01", "2026-06-01", "won", "100", "USD"],
    ]
    deals += [["5", "2026-01-01", "2026-06-01", "won", "100", "CHF"]]
    write(tmp_path, "deals.csv", deals)
    columns = "{id: Id, opened: Opened, closed: Closed, outcome: Outcome, amount: Amount, currency: Cur}"
    base = load(tmp_path, {"deals": f"file: deals.csv, columns: {columns}"}, RATES)
    assert rows(base, "SELECT id, CAST(amount AS DOUBLE) FROM deals ORDER BY id") == [
        ("1", 100.0), ("2", 100.0), ("3", 90.0), ("4", 80.0), ("5", None),
    ]  # fmt: skip
    (told,) = base.findings
    assert (told.row, told.heading, told.text) == (6, "Cur", "CHF")


def test_the_rate_is_that_of_the_day_on_which_a_deal_closed_whatever_came_later(tmp_path):
    headings = ["Id", "Opened", "Closed", "Updated", "Contact", "Outcome", "Amount", "Cur"]
    won = ["1", "2025-01-01", "2026-02-01", "2026-08-01", "2026-08-01", "won", "100", "USD"]
    still = ["2", "2026-02-01", "", "2026-08-01", "2026-08-01", "open", "100", "USD"]
    early = ["3", "2019-01-01", "2019-02-01", "2026-08-01", "", "won", "100", "USD"]
    write(tmp_path, "deals.csv", [headings, won, still, early])
    columns = "{id: Id, opened: Opened, closed: Closed, updated: Updated, last_contact: Contact, outcome: Outcome, "
    columns += "amount: Amount, currency: Cur}"
    base = load(tmp_path, {"deals": f"file: deals.csv, columns: {columns}"}, RATES)
    assert rows(base, "SELECT id, CAST(amount AS VARCHAR) FROM deals ORDER BY id") == [
        ("1", "90.00"), ("2", "90.00"), ("3", None),
    ]  # fmt: skip
    assert [(each.row, each.text) for each in base.findings] == [(4, "USD")]


def test_every_amount_beside_a_currency_says_on_which_day_it_is_worth_what():
    for table in TABLES.values():
        money = [field for field in table.fields if field.shape is Shape.MONEY and not field.derived]
        if table.find("currency") is not None:
            assert all(field.priced_on for field in money), table.name
        days = {field.name for field in table.fields if field.shape is Shape.DATE}
        assert {day for field in money for day in field.priced_on} <= days


def test_headings_that_are_narrower_than_the_rows_are_no_title(tmp_path):
    (tmp_path / "partners.csv").write_text("Id,Name,Status\nA,Acre,Enable,x\nB,Birch,Grow,y\n", encoding="utf-8")
    (file,), unread = sample_folder(tmp_path, tmp_path)
    assert (unread, file.headings) == ([], ("Id", "Name", "Status"))
    base = load(tmp_path, {"partners": READ})
    assert [each.row for each in base.findings] == [2, 3]


def test_zeros_that_a_spreadsheet_took_off_are_no_other_partner(tmp_path):
    write(tmp_path, "partners.csv", PARTNERS)
    write(
        tmp_path,
        "acts.csv",
        [
            ["P", "At", "K"],
            ["1713", "2026-01-01", "login"],
            ["0007", "2026-01-01", "login"],
            ["8", "2026-01-01", "login"],
        ],
    )
    read = "file: acts.csv, columns: {partner: P, at: At, kind: K}"
    base = load(tmp_path, {"partners": READ, "activity": read})
    assert rows(base, "SELECT partner FROM activity ORDER BY row") == [("001713",), ("7",)]
    (told,) = base.findings
    assert (told.row, told.text) == (4, "8")
    assert "partner_keys" in told.hint


def test_a_table_is_not_guessed_from_likenesses_alone():
    likely = SampledFile(
        "list.csv", ("Partner-No.", "Company", "Country", "Cert. persons"), (("1", "Acre", "IT", "2"),)
    )
    proposals, _ = propose([likely], HANDBOOK)
    assert [(each.table, each.unsure) for each in proposals] == [("partners", frozenset())]
    odd = SampledFile("odd.csv", ("Country", "Cert. persons", "Remarks"), (("IT", "2", ""),))
    assert propose([odd], HANDBOOK) == ((), ("odd.csv",))


def test_words_that_mean_nothing_here_are_asked_with_those_that_do():
    file = SampledFile("p.csv", ("Id", "Name", "Status"), (("A", "Acre", "Selling"), ("B", "Birch", "Enable")))
    proposals, strange = propose([file], HANDBOOK)
    text = write_settings(proposals, "UTC")
    assert read_settings(text.encode(), HANDBOOK)[1] == []
    assert "co-sell" in next(line for line in text.splitlines() if "say what each is here" in line)
    assert "co-sell" in write_words(proposals, strange)
    placed, found = read_settings(text.replace('"Selling": "?"', '"Selling": co-sell').encode(), HANDBOOK)
    assert found == []
    assert placed.settings.tables["partners"].values["stage"] == {"Selling": "co-sell"}


def test_a_word_that_nobody_has_answered_yet_is_told_by_its_rows(tmp_path):
    write(tmp_path, "partners.csv", [["Id", "Name", "Status"], ["A", "Acre", "Selling"], ["B", "Birch", "Enable"]])
    read = "file: partners.csv, columns: {id: Id, name: Name, stage: Status}, values: {stage: {Selling: '?'}}"
    base = load(tmp_path, {"partners": read})
    assert [(each.row, each.text) for each in base.findings] == [(2, "Selling")]
    assert rows(base, "SELECT stage FROM partners ORDER BY id") == [(None,), ("enable",)]


def test_a_list_of_partners_that_is_missing_is_said_loudly():
    deals = SampledFile("deals.csv", ("Deal ID", "Created Date", "Amount"), (("1", "2026-01-01", "5"),))
    assert "No file is known as the list of partners" in write_words(*propose([deals], HANDBOOK))
